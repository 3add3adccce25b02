//! One call, for a count of its instructions:
//!
//! - `receive PROVIDER`, alone or with `dedupe_key` (made of each receipt), `unverified` (only what
//!   follows the signature) or a member of the configuration, as `precompute=true`;
//! - `receive wrong PROVIDER PLACE`: the first wrong hex digit of the signature, or, where it is
//!   written in base64, the first wrong byte of it or of the password;
//! - `receive careless PLACE`: 23 Telecom's digits compared one by one, what the count has to find;
//! - `receive cpu` prints what code is chosen by.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program of the tests prints, and fails by panicking"
)]

use std::hint::black_box;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use delivrd::dangerous::UnverifiedReader;
use delivrd::{Config, Request, Sample, SignedRequest};

const NOW: i64 = 1_770_000_000;
const PREFIX: &str = "sha256=";
/// By then, what is made once is there, and so is what is made when it has paid for itself.
const WARM_UP: u32 = 100;

fn main() {
    // A stack of its own begins at a page. Where the first one begins depends on the names of
    // folders, and a few instructions of copying depend on that.
    std::thread::spawn(run).join().unwrap();
}

fn run() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match *words {
        ["cpu"] => println!("{}", cpu()),
        ["wrong", provider, place] => wrong(provider, place.parse().unwrap()),
        ["careless", place] => careless(place.parse().unwrap()),
        [provider] => genuine(provider, ""),
        [provider, option] => genuine(provider, option),
        _ => panic!("one to three words"),
    }
}

/// What is counted.
#[inline(never)]
fn counted(call: &dyn Fn() -> bool) -> bool {
    black_box(call())
}

fn count_accepted(call: &dyn Fn() -> bool) {
    for _ in 0..WARM_UP {
        assert!(call());
    }
    assert!(counted(call));
}

fn genuine(provider: &str, option: &str) {
    let (config, signed) = sample(provider);
    let registry = delivrd::registry();
    with_request(&signed, |request| match option {
        "unverified" => {
            let reader = UnverifiedReader::new(registry.get(provider).unwrap(), &config).unwrap();
            count_accepted(&|| reader.read_unverified(request).is_ok());
        }
        "" | "dedupe_key" => {
            let verifier = registry.verifier(provider, &config).unwrap();
            if option.is_empty() {
                return count_accepted(&|| verifier.receive(request, NOW).is_ok());
            }
            count_accepted(&|| {
                let notification = verifier.receive(request, NOW).unwrap();
                notification.receipts().iter().all(|receipt| {
                    black_box(receipt.dedupe_key());
                    true
                })
            });
        }
        member => {
            let (name, value) = member.split_once('=').unwrap();
            let config = config.clone().with(name, value.parse::<bool>().unwrap());
            let verifier = registry.verifier(provider, &config).unwrap();
            count_accepted(&|| verifier.receive(request, NOW).is_ok());
        }
    });
}

fn wrong(provider: &str, place: usize) {
    let (config, mut signed) = sample(provider);
    let verifier = delivrd::registry().verifier(provider, &config).unwrap();
    let proof = proof(&mut signed);
    *proof = match provider {
        "telecom23" | "generic" => spoilt(proof, place),
        "twilio" => spoilt_in_base64("", proof, place),
        "bandwidth" => spoilt_in_base64("Basic ", proof, place),
        other => panic!("no forger of {other}"),
    };
    with_request(&signed, |request| assert!(!counted(&|| verifier.receive(request, NOW).is_ok())));
}

/// The comparison that gives a signature away digit by digit.
fn careless(place: usize) {
    let (_, mut signed) = sample("telecom23");
    let genuine = proof(&mut signed).clone();
    let signature = spoilt(&genuine, place);
    let is_same = || {
        let mut digits = genuine.bytes().zip(signature.bytes());
        digits.all(|(genuine, digit)| black_box(genuine) == black_box(digit))
    };
    assert!(!counted(&is_same));
}

/// The configuration, and the request with the payload of the provider's page, or a usual one.
fn sample(provider: &str) -> (Config, SignedRequest) {
    let provider = delivrd::registry().get(provider).unwrap();
    let simulator = provider.simulator().unwrap();
    let body = match provider.metadata().id() {
        "telecom23" => include_str!("../../crates/delivrd-cli/src/demo/telecom23.json").to_owned(),
        "telnyx" => include_str!("../../crates/delivrd-cli/src/demo/telnyx_sent.json").to_owned(),
        _ => {
            let status = provider.metadata().statuses().rows().first().unwrap().status;
            simulator.payload(&Sample::new(status, 1, "2026-02-02T02:40:00Z")).unwrap()
        }
    };
    let key = simulator.test_key();
    let url = "https://dlr.example.com/receipts";
    let signed = simulator.sign(body.as_bytes(), url, key, NOW).unwrap();
    (simulator.verifying_config(key).unwrap(), signed)
}

/// The signed request with what a client and a proxy add.
fn with_request(signed: &SignedRequest, read: impl FnOnce(&Request<'_>)) {
    let length = signed.body.len().to_string();
    let usual = [
        ("Host", "dlr.example.com"),
        ("User-Agent", "webhooks/1.0"),
        ("Content-Length", &length),
        ("Accept", "*/*"),
        ("Accept-Encoding", "gzip"),
    ];
    let signed_headers = signed.headers.iter().map(|(name, value)| (name.as_ref(), value.as_str()));
    let headers: Vec<(&str, &[u8])> = usual
        .into_iter()
        .chain(signed_headers)
        .map(|(name, value)| (name, value.as_bytes()))
        .collect();
    read(&Request {
        method: signed.method,
        url: &signed.url,
        headers: &headers,
        body: &signed.body,
    });
}

/// The header that proves where the request comes from.
fn proof(signed: &mut SignedRequest) -> &mut String {
    let names = ["X-Webhook-Signature", "X-Twilio-Signature", "Authorization"];
    let mut headers = signed.headers.iter_mut();
    let (_, value) = headers.find(|(name, _)| names.contains(&&**name)).unwrap();
    value
}

/// The signature with every digit from that place on changed. A figure stays a figure, and a
/// letter a letter: reading the sender's own digits may take as long as it likes.
fn spoilt(signature: &str, place: usize) -> String {
    let from = PREFIX.len().checked_add(place).unwrap();
    let other = |digit: char| match digit {
        '0' => '1',
        'a' => 'b',
        '1'..='9' | 'b'..='f' => char::from_u32(u32::from(digit).checked_sub(1).unwrap()).unwrap(),
        other => other,
    };
    let is_after = |index: usize, digit| if index < from { digit } else { other(digit) };
    signature.chars().enumerate().map(|(index, digit)| is_after(index, digit)).collect()
}

/// The bytes that are written in base64, with every one from that place on changed, but for what a
/// forger knows: the user.
fn spoilt_in_base64(prefix: &str, proof: &str, place: usize) -> String {
    let mut bytes = STANDARD.decode(proof.strip_prefix(prefix).unwrap()).unwrap();
    let known = bytes.iter().position(|byte| *byte == b':').filter(|_| !prefix.is_empty());
    let secret = known.map_or(0, |colon| colon.checked_add(1).unwrap());
    bytes.iter_mut().skip(secret).skip(place).for_each(|byte| *byte ^= 1);
    format!("{prefix}{}", STANDARD.encode(bytes))
}

/// The extensions of the CPU that the signatures' crates choose their code by.
#[cfg(target_arch = "x86_64")]
fn cpu() -> String {
    let extensions = [
        ("avx2", is_x86_feature_detected!("avx2")),
        ("avx512ifma", is_x86_feature_detected!("avx512ifma")),
        ("sha", is_x86_feature_detected!("sha")),
    ];
    let present = extensions.into_iter().filter(|(_, is_present)| *is_present);
    let names: Vec<&str> = present.map(|(name, _)| name).collect();
    format!("x86_64 {}", names.join(" "))
}

#[cfg(not(target_arch = "x86_64"))]
fn cpu() -> String {
    std::env::consts::ARCH.to_owned()
}
