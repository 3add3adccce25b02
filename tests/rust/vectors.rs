//! Runs every vector through the library.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use delivrd::stored::Stored;
use delivrd::{Config, Error, Notification, Outcome, Policy, Request};
use delivrd_conformance::{Expect, Group, Test, load_all};
use serde_json::Value;

/// Runs one vector; an error text says in what the answer differs.
fn run(provider: &str, group: &Group, test: &Test) -> Result<(), String> {
    let answer = receive(provider, group, test);
    match (&test.expect, answer) {
        (Expect::Error(kind), Err(error)) if error.kind().name() == kind => Ok(()),
        (Expect::Error(kind), Err(error)) => {
            Err(format!("expected {kind}, but it is {}: {error}", error.kind().name()))
        }
        (Expect::Error(kind), Ok(_)) => Err(format!("expected {kind}, but it was accepted")),
        (Expect::Notification(_), Err(error)) => {
            Err(format!("refused with {}: {error}", error.kind().name()))
        }
        (Expect::Notification(expected), Ok(found)) => {
            let mut differences = Vec::new();
            compare("", expected, &found, &mut differences);
            if differences.is_empty() { Ok(()) } else { Err(differences.join("; ")) }
        }
    }
}

fn receive(provider: &str, group: &Group, test: &Test) -> Result<Value, Error> {
    let verifier = delivrd::registry().verifier(provider, &group.verifier_config())?;
    test.request.with(|request| {
        let mut copy = String::new();
        let copied = verifier.receive_copied(request, Some(group.now), &mut copy).map(written);
        let borrowed = verifier.receive(request, group.now).map(written);
        assert_eq!(
            copied.as_ref().map_err(Error::kind),
            borrowed.as_ref().map_err(Error::kind),
            "a copy says the same"
        );
        borrowed
    })
}

/// As JSON; all ways to write a notification down have to agree.
fn written(notification: Notification<'_>) -> Value {
    let borrowed = serde_json::to_string(&notification).unwrap();
    let outcome = Outcome::from_receipts(Policy::DeliveredWins, notification.receipts());
    let owned = serde_json::to_string(&notification.into_owned()).unwrap();
    assert_eq!(borrowed, owned, "a notification of its own says the same");
    let Stored(stored): Stored<Notification> = serde_json::from_str(&borrowed).unwrap();
    let again = serde_json::to_string(&stored).unwrap();
    assert_eq!(borrowed, again, "a notification that was stored says the same");
    assert_eq!(outcome, Outcome::from_receipts(Policy::DeliveredWins, stored.receipts()));
    serde_json::from_str(&borrowed).unwrap()
}

fn compare(path: &str, expected: &Value, found: &Value, differences: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (name, value) in expected {
                let found = found.get(name).unwrap_or(&Value::Bool(false));
                compare(&format!("{path}.{name}"), value, found, differences);
            }
            for name in found.keys().filter(|name| !expected.contains_key(*name)) {
                differences.push(format!("{path}.{name} should not be there"));
            }
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
                compare(&format!("{path}[{index}]"), expected, found, differences);
            }
        }
        (expected, found) if expected != found => {
            differences.push(format!("{path} is {found}, expected {expected}"));
        }
        _ => {}
    }
}

#[test]
fn every_vector_has_its_answer() {
    let mut failures = Vec::new();
    let mut ran = 0;
    for vectors in load_all() {
        for group in &vectors.groups {
            for test in &group.tests {
                if let Err(difference) = run(&vectors.provider, group, test) {
                    let Test { id, comment, .. } = test;
                    failures.push(format!("{} {id} ({comment}): {difference}", vectors.provider));
                }
                ran += 1;
            }
        }
    }
    println!("\nrust: {ran} vectors");
    assert!(ran > 0, "no vector ran");
    assert!(failures.is_empty(), "{} of {ran} differ:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_provider_has_vectors() {
    let files: Vec<String> = load_all().into_iter().map(|vectors| vectors.provider).collect();
    for provider in delivrd::providers::ALL {
        assert!(
            files.iter().any(|id| id == provider.metadata().id()),
            "{}",
            provider.metadata().id()
        );
    }
}

#[test]
fn member_order_is_the_contracts() {
    let verifier = delivrd::registry()
        .verifier("telecom23", &Config::new().with("secret", "delivrd-test-signing-secret-0001"))
        .unwrap();
    let simulator = delivrd::providers::telecom23::Telecom23;
    let signed = delivrd::Simulator::sign(
        &simulator,
        br#"{"message_id":"a","status":"DELIVRD"}"#,
        "",
        "delivrd-test-signing-secret-0001",
        0,
    )
    .unwrap();
    let headers: Vec<(&str, &[u8])> =
        signed.headers.iter().map(|(name, value)| (name.as_ref(), value.as_bytes())).collect();
    let request = Request {
        method: "POST",
        url: "",
        headers: &headers,
        body: br#"{"message_id":"a","status":"DELIVRD"}"#,
    };
    let text = serde_json::to_string(&verifier.receive(&request, 0).unwrap()).unwrap();
    // DESIGN.md, section 3.
    let order = [
        "provider",
        "account",
        "event",
        "id",
        "type",
        "attempt",
        "verified",
        "scheme",
        "key",
        "signed_at",
        "skew",
        "payload_sha256",
        "receipts",
        "dedupe_key",
        "message_key",
        "message_id",
        "reference",
        "recipient",
        "sender",
        "channel",
        "campaign",
        "state",
        "final",
        "confirmation",
        "failure",
        "advice",
        "action",
        "id",
        "explanation",
        "status",
        "code",
        "code_system",
        "detail",
        "occurred_at",
        "parts",
        "part",
        "cost",
        "carrier",
        "network",
        "tags",
        "extra",
        "other",
        "unreadable",
    ];
    let mut rest = text.as_str();
    for name in order {
        let (_, behind) = rest
            .split_once(&format!("\"{name}\":"))
            .unwrap_or_else(|| panic!("{name} is not where the contract has it"));
        rest = behind;
    }
}
