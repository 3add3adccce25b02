//! One changed bit of what is signed, or of the key, is refused: each bit of many requests.
//!
//! The long run: `DELIVRD_CASES=1000000 cargo test --release -p delivrd-conformance --test bits`.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use delivrd::{Config, ErrorKind, Provider, Request, Sample, Verifier};
use delivrd_conformance::is_same_escape;

const NOW: i64 = 1_770_000_000;

fn cases() -> usize {
    std::env::var("DELIVRD_CASES").map_or(20_000, |count| count.parse().unwrap())
}

/// A request of a provider: its URL, names and values of its signed headers, and its body.
struct Signed {
    url: String,
    headers: Vec<(Cow<'static, str>, Vec<u8>)>,
    body: Vec<u8>,
}

impl Signed {
    fn new(provider: &dyn Provider, serial: u32) -> Self {
        let simulator = provider.simulator().unwrap();
        let status = provider.metadata().statuses().rows().first().unwrap().status;
        let sample = Sample::new(status, serial, "2026-02-02T02:40:00Z");
        let body = simulator.payload(&sample).unwrap().into_bytes();
        let url = "https://example.com/dlr";
        let signed = simulator.sign(&body, url, simulator.test_key(), NOW).unwrap();
        let is_signed = |name: &str| !["Content-Type", "User-Agent"].contains(&name);
        let headers = signed.headers.into_iter().filter(|(name, _)| is_signed(name));
        let headers = headers.map(|(name, value)| (name, value.into_bytes())).collect();
        Self { url: signed.url, headers, body }
    }

    fn bits(&self) -> usize {
        (self.body.len() + self.headers.iter().map(|(_, value)| value.len()).sum::<usize>()) * 8
    }

    /// Turns a bit over, or back; gives the byte as it was and as it is.
    fn turn(&mut self, bit: usize) -> (u8, u8) {
        let mut bytes = self.headers.iter_mut().flat_map(|(_, value)| value).chain(&mut self.body);
        let byte = bytes.nth(bit / 8).unwrap();
        let before = *byte;
        *byte ^= 1 << (bit % 8);
        (before, *byte)
    }

    fn refusal(&self, verifier: &Verifier) -> Option<ErrorKind> {
        let headers: Vec<(&str, &[u8])> =
            self.headers.iter().map(|(name, value)| (name.as_ref(), value.as_slice())).collect();
        let request =
            Request { method: "POST", url: &self.url, headers: &headers, body: &self.body };
        verifier.receive(&request, NOW).err().map(|error| error.kind())
    }
}

#[test]
fn one_changed_bit_of_a_request_is_refused() {
    let signs = |provider: &&&dyn Provider| provider.metadata().capabilities().scheme.signs();
    for provider in delivrd::providers::ALL.iter().filter(signs) {
        let simulator = provider.simulator().unwrap();
        let config = simulator.verifying_config(simulator.test_key()).unwrap();
        let id = provider.metadata().id();
        let verifier = delivrd::registry().verifier(id, &config).unwrap();
        let (mut tried, mut letters) = (0, 0);
        for serial in 0.. {
            let mut signed = Signed::new(*provider, serial);
            let genuine = signed.body.clone();
            assert_eq!(signed.refusal(&verifier), None);
            for bit in 0..signed.bits() {
                let (before, after) = signed.turn(bit);
                let refusal = signed.refusal(&verifier);
                // The exceptions: the digits of a signature in hex, and of Twilio's escapes, in the
                // other case.
                let is_letter = before.is_ascii_hexdigit() && before.eq_ignore_ascii_case(&after);
                let is_same = match id {
                    "twilio" => is_same_escape(&signed.body, &genuine),
                    _ => ["generic", "telecom23"].contains(&id),
                };
                if refusal.is_none() && is_letter && is_same {
                    letters += 1;
                } else {
                    assert!(
                        matches!(
                            refusal,
                            Some(ErrorKind::MalformedHeader | ErrorKind::BadSignature)
                        ),
                        "{id}, serial {serial}, bit {bit}: {refusal:?}"
                    );
                    tried += 1;
                }
                signed.turn(bit);
            }
            if tried >= cases() {
                break;
            }
        }
        println!("{id}: {tried} changed bits refused, {letters} letters in the other case");
    }
}

#[test]
fn one_changed_bit_of_a_key_is_refused() {
    let registry = delivrd::registry();
    let secret = "delivrd-test-signing-secret-0001";
    let signed = Signed::new(&delivrd::providers::telecom23::Telecom23, 1);
    for bit in 0..secret.len() * 8 {
        let mut key = secret.as_bytes().to_vec();
        *key.get_mut(bit / 8).unwrap() ^= 1 << (bit % 8);
        let Ok(key) = String::from_utf8(key) else { continue };
        let verifier = registry.verifier("telecom23", &Config::new().with("secret", key.as_str()));
        assert_eq!(signed.refusal(&verifier.unwrap()), Some(ErrorKind::BadSignature), "{bit}");
    }
    let public = STANDARD.decode("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=").unwrap();
    let signed = Signed::new(&delivrd::providers::telnyx::Telnyx, 1);
    for bit in 0..public.len() * 8 {
        let mut key = public.clone();
        *key.get_mut(bit / 8).unwrap() ^= 1 << (bit % 8);
        let config = Config::new().with("public_key", STANDARD.encode(&key));
        // About half of all texts are no point of the curve.
        if let Ok(verifier) = registry.verifier("telnyx", &config) {
            assert_eq!(signed.refusal(&verifier), Some(ErrorKind::BadSignature), "{bit}");
        }
    }
}
