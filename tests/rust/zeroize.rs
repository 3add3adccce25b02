//! Secrets are cleared: no block of memory goes back to the allocator with one in it.
//!
//! The allocator of this test looks into every block that is freed, also into the old one where a
//! block grows. What it cannot see: copies on the stack, in registers, and in memory of the system.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::sync::{Arc, OnceLock};

use delivrd::dangerous::UnverifiedReader;
use delivrd::{
    Config, Definition, KeyMember, Provider, Request, Scheme, Secret, SignedRequest, Value,
    Verifier,
};
use delivrd_binding::Kept;
use ed25519_dalek::SigningKey;
use hmac::{EagerHash, Hmac, KeyInit};
use sha1::Sha1;
use sha2::block_api::{compress256, compress512};
use sha2::{Digest, Sha256, Sha512};
use zeroize::Zeroize;

const NOW: i64 = 1_770_000_000;
const URL: &str = "https://example.com/dlr";
const BODY: &[u8] = br#"{"message_id":"m-1","status":"DELIVRD"}"#;

struct Watching;

#[global_allocator]
static ALLOCATOR: Watching = Watching;

/// Every sixteen bytes that stand in a secret, or in what is made of one. Not fewer: a word of what the
/// stack held before comes into a block where a value has a gap between its fields.
static WATCHED: OnceLock<Vec<u128>> = OnceLock::new();

thread_local! {
    /// Blocks that this thread freed, and those of them with a secret in them.
    static FREED: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
}

// SAFETY: the system's allocator does the work. `realloc` is the trait's own: a new block, a copy,
// and the old one freed, as it is where a block cannot grow in its place.
#[allow(unsafe_code, reason = "an allocator cannot be had without; the libraries have none")]
unsafe impl GlobalAlloc for Watching {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the block is still the caller's, and as long as it says. Bytes that were never
        // written are read, too: `volatile` makes no assumption about them.
        let bytes = (0..layout.size()).map(|index| unsafe { block.add(index).read_volatile() });
        let found = usize::from(holds_secret(bytes));
        let (freed, with_secret) = FREED.get();
        FREED.set((freed.wrapping_add(1), with_secret.wrapping_add(found)));
        // What is left in it must not be found again, in a block that is made of the same memory;
        // and a compiler leaves out what is written to memory that is freed.
        // SAFETY: as above, and the caller's promise.
        unsafe {
            (0..layout.size()).for_each(|index| block.add(index).write_volatile(0));
            System.dealloc(block, layout);
        }
    }
}

fn holds_secret(bytes: impl Iterator<Item = u8>) -> bool {
    let Some(watched) = WATCHED.get() else { return false };
    let mut window = 0_u128;
    bytes.enumerate().any(|(index, byte)| {
        window = window << 8 | u128::from(byte);
        index >= 15 && watched.binary_search(&window).is_ok()
    })
}

/// How many blocks are freed with a secret in them while `act` runs.
fn freed_with_secret<T>(act: impl FnOnce() -> T) -> usize {
    WATCHED.get_or_init(|| {
        let mut windows: Vec<u128> = watched().iter().flat_map(|bytes| windows(bytes)).collect();
        windows.sort_unstable();
        windows
    });
    FREED.set((0, 0));
    drop(act());
    let (freed, found) = FREED.get();
    println!("rust: {freed} blocks freed, {found} of them with a secret");
    found
}

fn windows(bytes: &[u8]) -> Vec<u128> {
    bytes.windows(16).map(|bytes| u128::from_be_bytes(bytes.try_into().unwrap())).collect()
}

/// Shorter than a block of each hash.
const SHORT: &str = "pW7rZk2mXv9QhT4cNs8LbGyD5fJeR3uA";
/// Longer than a block: HMAC takes its hash.
const LONG: &str = concat!(
    "Hc6VtYq3KwPz9BnMf2RjXs7LdGe4ThUaNv8CkQb5WmZr1SxJy6DpFo0EiAl3MgTuRw9Vz",
    "q8EwZr5TnYb2UmXk7PcVj4LdFs9HgAo6QiCe3WvRt1BxNz0MyKpGu8JfDl5ShTaEo7Iw",
);
const BOTH: [&str; 2] = [SHORT, LONG];
/// The short one as a provider writes that hands out bytes.
const SHORT_IN_BASE64: &str = "whsec_cFc3clprMm1YdjlRaFQ0Y05zOExiR3lENWZKZVIzdUE=";
/// A private seed of Ed25519, and how it is written.
const SEED: &[u8; 32] = b"zK4vN8wQx2TbJ6mRc9YhL3pFsD7gAe5U";
const SEED_TEXT: &str = "eks0dk44d1F4MlRiSjZtUmM5WWhMM3BGc0Q3Z0FlNVU=";

/// Secrets in every form in which they come or are kept.
fn watched() -> Vec<Vec<u8>> {
    let [sha1, sha256] = [Sha1::digest(LONG).to_vec(), Sha256::digest(LONG).to_vec()];
    let sha512 = Sha512::digest(LONG).to_vec();
    let mut all = vec![SHORT.into(), LONG.into(), SHORT_IN_BASE64.into()];
    for pad in [0x36, 0x5c] {
        for key in [SHORT.as_bytes(), &sha1, &sha256, &sha512] {
            all.push(key.to_vec());
            all.push(key.iter().map(|byte| byte ^ pad).collect());
        }
        for short in [SHORT.as_bytes(), &sha1] {
            let mut state = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
            sha1::block_api::compress(&mut state, &[padded(short, pad)]);
            all.push(state.iter().flat_map(|word| word.to_ne_bytes()).collect());
        }
        for short in [SHORT.as_bytes(), &sha256] {
            let mut state = SHA256;
            compress256(&mut state, &[padded(short, pad)]);
            all.push(state.iter().flat_map(|word| word.to_ne_bytes()).collect());
        }
        for short in [SHORT.as_bytes(), &sha512] {
            let mut state = SHA512;
            compress512(&mut state, &[padded(short, pad)]);
            all.push(state.iter().flat_map(|word| word.to_ne_bytes()).collect());
        }
    }
    // The seed, and the two halves of what it is expanded to.
    let scalar = SigningKey::from_bytes(SEED).to_scalar_bytes();
    let prefix = Sha512::digest(SEED).to_vec().split_off(32);
    all.extend([SEED.to_vec(), SEED_TEXT.into(), scalar.to_vec(), prefix]);
    all
}

/// What SHA-256 begins with. Its state behind the padded key is enough to sign.
const SHA256: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];
/// What SHA-512 begins with.
const SHA512: [u64; 8] = [
    0x6a09_e667_f3bc_c908,
    0xbb67_ae85_84ca_a73b,
    0x3c6e_f372_fe94_f82b,
    0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1,
    0x9b05_688c_2b3e_6c1f,
    0x1f83_d9ab_fb41_bd6b,
    0x5be0_cd19_137e_2179,
];

fn padded<const BLOCK: usize>(key: &[u8], pad: u8) -> [u8; BLOCK] {
    let mut block = [pad; BLOCK];
    block.iter_mut().zip(key).for_each(|(byte, key)| *byte ^= key);
    block
}

fn telecom23(config: &Config) -> Verifier {
    delivrd::registry().verifier("telecom23", config).unwrap()
}

/// A request that `secret` signed.
fn receive(verifier: &Arc<Verifier>, secret: &str) -> bool {
    let provider = delivrd::registry().get("telecom23").unwrap();
    let signed = provider.simulator().unwrap().sign(BODY, URL, secret, NOW).unwrap();
    accepts(verifier, &signed)
}

/// Whether the request is authentic, whatever is in its body.
fn accepts(verifier: &Arc<Verifier>, signed: &SignedRequest) -> bool {
    let headers: Vec<(&str, &[u8])> =
        signed.headers.iter().map(|(name, value)| (name.as_ref(), value.as_bytes())).collect();
    let SignedRequest { method, url, body, .. } = signed;
    let request = Request { method, url, headers: &headers, body };
    match Kept::receive(verifier, &request, Some(NOW)) {
        Ok(_) => true,
        Err(error) => error.kind().is_authentic(),
    }
}

/// A provider that signs with this scheme.
fn defined(scheme: &str) -> Arc<dyn Provider> {
    let definition = format!(
        r#"
        id = "acme"
        name = "Acme"
        docs = "https://example.com"
        [signature]
        {scheme}
        in = "header:X-Sign"
        signed = "{{body}}"
        [body]
        format = "json"
        [receipt]
        message_id = "/message_id"
        status = "/status"
        [[status]]
        word = "DELIVRD"
        state = "delivered"
        "#
    );
    Arc::new(Definition::check(&definition).unwrap())
}

/// The test itself: what is not cleared is found, in each of the forms.
#[test]
fn a_secret_that_is_not_cleared_is_found() {
    for secret in BOTH {
        assert_eq!(freed_with_secret(|| secret.to_owned()), 1);
        let growing = || {
            let mut text = String::with_capacity(secret.len());
            text.push_str(secret);
            text.push_str("and more, so that it moves");
            text.zeroize();
        };
        assert_eq!(freed_with_secret(growing), 1, "the block that was left behind");
        a_keyed_hash_is_found_and_cleared::<Sha1>(secret);
        a_keyed_hash_is_found_and_cleared::<Sha256>(secret);
        a_keyed_hash_is_found_and_cleared::<Sha512>(secret);
    }
    let kept = Box::new(ManuallyDrop::new(SigningKey::from_bytes(SEED)));
    assert_eq!(freed_with_secret(|| kept), 1, "a private key that is not dropped");
    assert_eq!(freed_with_secret(|| Box::new(SigningKey::from_bytes(SEED))), 0);
    assert_eq!(freed_with_secret(|| SEED_TEXT.to_owned()), 1);
    assert_eq!(freed_with_secret(|| "nothing of it".to_owned()), 0);
}

fn a_keyed_hash_is_found_and_cleared<H: EagerHash>(secret: &str) {
    let keyed = Hmac::<H>::new_from_slice(secret.as_bytes()).unwrap();
    let kept = Box::new(ManuallyDrop::new(keyed.clone()));
    assert_eq!(freed_with_secret(|| kept), 1, "a keyed hash that is not dropped");
    assert_eq!(freed_with_secret(|| Box::new(keyed)), 0);
}

#[test]
fn a_configuration_is_cleared() {
    const KEY: KeyMember<'static> = KeyMember::new("secret", "secrets", "");
    for secret in BOTH {
        let found = freed_with_secret(|| {
            let config = Config::new().with("secret", secret).with("secrets", vec![secret; 9]);
            let labelled = Config::new().with("secret", secret).with("label", "a");
            let mut other = config.clone().overlaid(&labelled, &[KEY]);
            let taken = other.remove("secret").unwrap();
            let again = [Value::from(secret.to_owned()), taken.clone(), Value::from(vec![taken])];
            (config, other, again, Secret::from_config("secret", &Value::from(secret)).unwrap())
        });
        assert_eq!(found, 0);
        let mut held = Secret::from_config("secret", &Value::from(secret)).unwrap();
        let copy = held.clone();
        held.zeroize();
        assert!(held.expose().is_empty() && copy.expose() == secret.as_bytes());
        assert_eq!(freed_with_secret(|| (held, copy)), 0);
    }
}

#[test]
fn a_configuration_from_json_is_cleared() {
    for secret in BOTH {
        let one = format!(r#"{{"secret":"{secret}"}}"#);
        let many = format!(
            r#"{{"secrets":["{secret}x",{{"label":"now","secret":"{secret}"}}],"max_body":1}}"#
        );
        let wrong = format!(r#"{{"secret":"{secret}","secrets":[["{secret}"]],"x":"{secret}"#);
        for text in [&one, &many, &wrong] {
            let found = freed_with_secret(|| {
                let slice = serde_json::from_slice::<Config>(text.as_bytes());
                (
                    serde_json::from_str::<Config>(text),
                    slice,
                    delivrd_binding::config_from_json(text),
                )
            });
            assert_eq!(found, 0, "the text itself is the caller's");
        }
        let found = freed_with_secret(|| {
            let config = delivrd_binding::config_from_json(&many).unwrap();
            delivrd_binding::verifier("telecom23", &config, &[])
        });
        assert_eq!(found, 0);
    }
}

/// What `serde_json` copies to buffers of its own it does not clear: texts with a backslash in them,
/// and everything out of a stream. Where that changes, docs/receiving.md says too much.
#[test]
fn what_serde_json_leaves_behind_is_known() {
    let escaped = format!(r#"{{"secret":"\u0041{SHORT}"}}"#);
    assert!(freed_with_secret(|| serde_json::from_str::<Config>(&escaped)) > 0);
    let plain = format!(r#"{{"secret":"{SHORT}"}}"#);
    assert!(freed_with_secret(|| serde_json::from_reader::<_, Config>(plain.as_bytes())) > 0);
}

#[test]
fn a_verifier_is_cleared_with_all_its_keys() {
    for secret in BOTH {
        for count in 1..=9 {
            let found = freed_with_secret(|| {
                let config = Config::new().with("secrets", vec![secret; count]);
                let verifier = Arc::new(telecom23(&config));
                assert!(receive(&verifier, secret) && !receive(&verifier, "another"));
                let reader = delivrd::registry().get("telecom23").unwrap();
                (UnverifiedReader::new(reader, &config).unwrap(), verifier)
            });
            assert_eq!(found, 0, "{count} keys");
        }
    }
}

/// Each provider, and definitions with what none of these has. Requests are the caller's: one that
/// carries the secret itself, and what is decoded of it, is not cleared (docs/security.md).
#[test]
fn the_verifiers_of_all_providers_are_cleared() {
    let registry = delivrd::registry();
    let mut all: Vec<(Arc<dyn Provider>, String)> = Vec::new();
    for provider in delivrd::providers::ALL {
        let provider = registry.get(provider.metadata().id()).unwrap();
        match provider.metadata().capabilities().scheme {
            Scheme::ED25519 => all.push((provider, SEED_TEXT.to_owned())),
            Scheme::BASIC_AUTH => all.push((provider, format!("tester7:{SHORT}"))),
            _ => all.extend(BOTH.map(|secret| (Arc::clone(&provider), secret.to_owned()))),
        }
    }
    for secret in BOTH {
        let sha512 = defined("scheme = \"hmac_sha512\"\nencoding = \"hex\"");
        all.push((sha512, secret.to_owned()));
    }
    let key = "key = { encoding = \"base64\", prefix = \"whsec_\" }";
    for scheme in ["hmac_sha1", "hmac_sha256", "hmac_sha512"] {
        let scheme = format!("scheme = \"{scheme}\"\nencoding = \"base64\"\n{key}");
        all.push((defined(&scheme), SHORT_IN_BASE64.to_owned()));
    }
    for (provider, key) in all {
        let simulator = provider.simulator().unwrap();
        let signed = simulator.sign(BODY, URL, &key, NOW).unwrap();
        let config = simulator.verifying_config(&key).unwrap();
        let carries_secret = !provider.metadata().capabilities().scheme.signs();
        let verifier = Arc::new(Verifier::new(Arc::clone(&provider), &config).unwrap());
        assert!(accepts(&verifier, &signed));
        let found = freed_with_secret(|| {
            assert!(carries_secret || accepts(&verifier, &signed));
            (UnverifiedReader::new(Arc::clone(&provider), &config).unwrap(), verifier, config)
        });
        assert_eq!(found, 0, "{}", provider.metadata().id());
    }
}

#[test]
fn rotation_clears_the_key_that_goes() {
    let config = Config::new().with("secret", SHORT);
    let old = Arc::new(telecom23(&config));
    let found = freed_with_secret(|| {
        let entries = [LONG, SHORT].map(|secret| Config::new().with("secret", secret));
        let both = Arc::new(telecom23(&Config::new().with("secrets", entries.to_vec())));
        assert!(receive(&both, SHORT) && receive(&both, LONG));
        let new = Arc::new(telecom23(&Config::new().with("secret", LONG)));
        assert!(receive(&new, LONG) && !receive(&new, SHORT));
        drop((old, config));
        (both, new)
    });
    assert_eq!(found, 0);
}

#[test]
fn a_refused_configuration_is_cleared() {
    let secret = LONG;
    let configs = [
        Config::new().with("secret", secret).with("secrets", vec![secret]),
        Config::new().with("secrets", vec![Value::from(secret), Value::Null]),
        Config::new().with("secret", secret).with("tolerance", -1),
        Config::new().with("secret", secret).with("secret", secret),
        Config::new().with("public_key", secret),
    ];
    // A secret in base64 whose end is missing: by then most of it is decoded.
    let key = "key = { encoding = \"base64\", prefix = \"whsec_\" }";
    let acme = defined(&format!("scheme = \"hmac_sha256\"\nencoding = \"hex\"\n{key}"));
    for cut in [49, 48].map(|length| SHORT_IN_BASE64.get(..length).unwrap()) {
        let config = Config::new().with("secret", cut);
        let refused = || Verifier::new(Arc::clone(&acme), &config).unwrap_err();
        assert_eq!(freed_with_secret(refused), 0);
    }
    for config in configs {
        for provider in ["telecom23", "telnyx", "twilio"] {
            let refused = || delivrd::registry().verifier(provider, &config).unwrap_err();
            assert_eq!(freed_with_secret(refused), 0);
        }
        assert_eq!(freed_with_secret(|| config), 0);
    }
}

#[test]
fn the_keys_of_the_simulators_are_cleared() {
    let keys = [
        ("telecom23", SHORT),
        ("telecom23", LONG),
        ("telnyx", SEED_TEXT),
        ("twilio", SHORT),
        ("twilio", LONG),
    ];
    for (provider, key) in keys {
        let provider = delivrd::registry().get(provider).unwrap();
        let simulator = provider.simulator().unwrap();
        let found = freed_with_secret(|| {
            let signed = simulator.sign(BODY, URL, key, NOW).unwrap();
            (signed, simulator.verifying_config(key).unwrap())
        });
        assert_eq!(found, 0);
    }
}
