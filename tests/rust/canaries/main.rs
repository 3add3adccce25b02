//! No text that the library makes of itself holds a secret or personal data: `Debug` and `Display`
//! of every public type, errors with their sources, and what is said of a panic. Each place that
//! takes input gets a canary, and the texts are searched for it: whole, in pieces of eight bytes,
//! in hex, in base64 and as a list of bytes.
//!
//! The JSON of a receipt, an outcome or statistics is the data itself; of secrets there is none.
//! What shows by design is pinned by `what_shows_is_what_a_log_needs`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod errors;
mod odd;
mod places;
mod reading;
mod sheet;
mod sources;
mod vectors;

use std::collections::BTreeSet;

use delivrd::{KeyMember, Lookup};
use delivrd_conformance::canary::{Canaries, NUMBER, canary, hex};

use places::{debug, hidden_ones, places, secrets};
use sheet::{SHEET, verifier, with_request};
use sources::public_types;

const NOW: i64 = 1_770_000_000;
const KEY: KeyMember<'static> = KeyMember::new("secret", "secrets", "anything");
const HEADER: &str = "x-secret";
const URL: &str = "https://example.com/dlr";

#[test]
fn every_public_type_is_looked_at() {
    let shown: BTreeSet<String> = SHEET.0.iter().map(|(name, _)| (*name).to_owned()).collect();
    let public = public_types();
    let missing: Vec<&String> = public.difference(&shown).collect();
    assert!(missing.is_empty(), "no canary was put into {missing:?}");
    let gone: Vec<&String> = shown.difference(&public).collect();
    assert!(gone.is_empty(), "no such type: {gone:?}");
}

#[test]
fn no_text_of_a_public_type_holds_a_canary() {
    let sheet = &SHEET.0;
    let canaries = hidden_ones();
    let found: BTreeSet<(&str, String)> =
        sheet.iter().filter_map(|(name, text)| Some((*name, canaries.find(text)?))).collect();
    println!(
        "rust: {} texts of {} types, {} canaries put in, {} found",
        sheet.len(),
        public_types().len(),
        places(),
        found.len()
    );
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_json_holds_a_secret() {
    let (written, secrets) = (&SHEET.1, secrets());
    let found: Vec<String> = written.iter().filter_map(|json| secrets.find(json)).collect();
    println!("rust: {} texts of JSON, {} secrets found", written.len(), found.len());
    assert!(written.len() > 10 && found.is_empty(), "{} {found:#?}", written.len());
}

/// The check itself: each form of a canary is found.
#[test]
fn a_type_that_leaks_is_found() {
    #[derive(Debug)]
    struct Leaking {
        #[expect(dead_code, reason = "read by Debug")]
        number: &'static str,
    }

    let secret = canary("leaked secret");
    let mut canaries = Canaries::new(8);
    canaries.hide(&secret);
    canaries.hide(NUMBER);
    for text in debug(&Leaking { number: NUMBER }) {
        assert!(canaries.find(&text).is_some(), "{text}");
    }
    let [list, lines] = debug(&Lookup::Present(secret.as_bytes()));
    let leaks = [
        format!("not {secret}"),
        secret.chars().skip(5).take(8).collect(),
        hex(secret.as_bytes()),
        hex(secret.as_bytes()).to_uppercase(),
        base64_of(&secret),
        base64_of(&format!("a{secret}")),
        base64_of(&format!("ab{secret}")),
        format!("{:?}", secret.as_bytes()),
        format!("{:#?}", secret.as_bytes()),
        "number 4155550142".to_owned(),
    ];
    for leak in &leaks {
        assert!(canaries.find(leak).is_some(), "{leak}");
    }
    let few: String = secret.chars().skip(5).take(7).collect();
    for fine in [&list, &lines, &few, "415555", "a text of the library"] {
        assert_eq!(canaries.find(fine), None, "{fine}");
    }
}

fn base64_of(text: &str) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(text)
}

/// What is shown on purpose: which provider, account and key, words of the contract, keys (which
/// are hashes), times, counts and differences.
#[test]
fn what_shows_is_what_a_log_needs() {
    let verifier = verifier();
    let shown = format!("{verifier:?}");
    for part in ["odd", "eu", "night", "Secret"] {
        assert_eq!(shown.contains(part), part != "Secret", "{shown}");
    }
    with_request(b"failed 1", |request| {
        let notification = verifier.receive(request, NOW + 2).unwrap();
        let receipt = &notification.receipts()[0];
        let shown = format!("{notification:?}");
        let (message, fact) = (receipt.message_key().to_string(), receipt.dedupe_key().to_string());
        for part in ["odd", "\"1\"", "Rejected", "Blocked", "Some(-2)", &message, &fact] {
            assert!(shown.contains(part), "{part} is not in {shown}");
        }
    });
}
