//! One call, for a count of its instructions: `receive genuine|careless|POSITION`.
//!
//! `POSITION` is the first wrong digit of 23 Telecom's signature, 0 to 63. `careless` in front of
//! it compares the digits one by one: what the count has to find.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a program of the tests fails by panicking"
)]

use std::hint::black_box;

use delivrd::providers::telecom23::Telecom23;
use delivrd::{Notification, Provider, Request, Verifier};

const NOW: i64 = 1_770_000_000;
const PREFIX: &str = "sha256=";

fn main() {
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    let is_careless = words.first().is_some_and(|word| word == "careless");
    if is_careless {
        words.remove(0);
    }
    let first_wrong: Option<usize> = words.first().and_then(|word| word.parse().ok());

    let simulator = Telecom23.simulator().unwrap();
    let key = simulator.test_key();
    let config = simulator.verifying_config(key).unwrap();
    let verifier = delivrd::registry().verifier("telecom23", &config).unwrap();
    let body = br#"{"message_id":"m","status":"DELIVRD"}"#;
    let signed = simulator.sign(body, "", key, NOW).unwrap();
    let mut headers = signed.headers.clone();
    let genuine = headers.iter().find(|(_, value)| value.starts_with(PREFIX)).unwrap().1.clone();
    let signature = headers.iter_mut().find(|(_, value)| value.starts_with(PREFIX)).unwrap();
    if let Some(first_wrong) = first_wrong {
        signature.1 = spoilt(&genuine, PREFIX.len() + first_wrong);
    }
    let signature = signature.1.clone();
    let headers: Vec<(&str, &[u8])> =
        headers.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
    let request = Request { method: "POST", url: "", headers: &headers, body: &signed.body };
    let is_accepted = if is_careless {
        black_box(counted_careless(genuine.as_bytes(), signature.as_bytes()))
    } else {
        black_box(counted(&verifier, &request)).is_some()
    };
    assert_eq!(is_accepted, first_wrong.is_none());
}

/// What is counted.
#[inline(never)]
fn counted<'r>(verifier: &'r Verifier, request: &Request<'r>) -> Option<Notification<'r>> {
    verifier.receive(request, NOW).ok()
}

/// The comparison that gives a signature away digit by digit.
#[inline(never)]
fn counted_careless(genuine: &[u8], signature: &[u8]) -> bool {
    genuine.iter().zip(signature).all(|(genuine, digit)| black_box(genuine) == black_box(digit))
}

/// The signature with every digit from that place on changed. A figure stays a figure, and a
/// letter a letter: reading the sender's own digits may take as long as it likes.
fn spoilt(signature: &str, from: usize) -> String {
    let other = |digit: char| match digit {
        '0' => '1',
        'a' => 'b',
        '1'..='9' | 'b'..='f' => char::from_u32(u32::from(digit) - 1).unwrap(),
        other => other,
    };
    let is_after = |index: usize, digit| if index < from { digit } else { other(digit) };
    signature.chars().enumerate().map(|(index, digit)| is_after(index, digit)).collect()
}
