//! `delivrd stats`: from captures to counts, and against a baseline.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod common;

use std::path::PathBuf;

use common::delivrd;
use serde_json::{Value, json};

const ARRIVAL: &str = "1795166132";

/// Captures of 23 Telecom to be read unverified: number and word of each message.
fn captures(words: &[(u32, &str)]) -> String {
    let lines: Vec<String> = words
        .iter()
        .map(|(number, word)| {
            let body = json!({ "message_id": format!("api_7_{number:08}"), "status": word });
            json!({
                "provider": "telecom23", "config": { "unverified": true }, "method": "POST",
                "url": "https://example.com/dlr", "headers": [], "body": body.to_string(),
            })
            .to_string()
        })
        .collect();
    lines.join("\n")
}

fn traffic(delivered: u32, all: u32) -> String {
    let words: Vec<(u32, &str)> = (0..all)
        .map(|number| (number, if number < delivered { "DELIVRD" } else { "UNDELIV" }))
        .collect();
    captures(&words)
}

fn file(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn counts_messages_repetitions_and_refusals() {
    let mut lines = captures(&[
        (1, "DELIVRD"),
        (1, "DELIVRD"),
        (2, "UNDELIV"),
        (3, "NO SUCH WORD"),
        (4, "EXPIRED"),
        (4, "DELIVRD"),
    ]);
    lines.push_str("\nno capture\n{\"provider\":\"+14155550123\",\"method\":\"POST\",\"url\":\"\",\"headers\":[],\"body\":\"\"}\n");
    lines.push_str(
        "{\"provider\":\"telecom23\",\"config\":{\"secret\":\"delivrd-test-signing-secret-0001\"},\
         \"method\":\"POST\",\"url\":\"\",\"headers\":[],\"body\":\"\"}",
    );
    let ran = delivrd(&["stats", "--now", ARRIVAL], &lines);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("unverified"));
    let [stats] = &ran.json()[..] else { panic!("one line") };
    let total = &stats["total"];
    for (member, count) in [
        ("attempts", 4),
        ("unmatched", 4),
        ("delivered", 2),
        ("final", 3),
        ("pending", 1),
        ("late", 1),
        ("conflicts", 0),
    ] {
        assert_eq!(total[member], json!(count), "{member}");
    }
    assert_eq!(total["delivery_rate"], json!(0.5));
    assert_eq!(stats["by"]["provider"]["telecom23"]["attempts"], json!(4));
    let webhooks = &stats["webhooks"];
    let health = &webhooks["telecom23"];
    for (member, count) in
        [("notifications", 6), ("receipts", 6), ("repetitions", 1), ("unknown_words", 1)]
    {
        assert_eq!(health[member], json!(count), "{member}");
    }
    assert_eq!(health["refusals"], json!({ "missing_header": 1 }));
    assert_eq!(
        webhooks["unknown"]["refusals"],
        json!({ "invalid_argument": 1, "unknown_provider": 1 })
    );
    assert!(!ran.stdout.contains("4155550123"));
}

#[test]
fn every_sample_is_counted() {
    for provider in delivrd::providers::ALL {
        let provider = provider.metadata().id();
        let payloads = delivrd(&["sample", provider], "").stdout;
        let signed = delivrd(&["sign", provider, "--test-key", "--with-config"], &payloads).stdout;
        let normalized = delivrd(&["normalize"], &signed).json();
        let states: Vec<&Value> = normalized
            .iter()
            .flat_map(|answer| answer["notification"]["receipts"].as_array().unwrap())
            .map(|receipt| &receipt["state"])
            .collect();
        let delivered = states.iter().filter(|state| **state == &json!("delivered")).count();
        let counts = &delivrd(&["stats", "--format", "json"], &signed).json()[0];
        assert_eq!(counts["total"]["attempts"], json!(states.len()));
        assert_eq!(counts["total"]["delivered"], json!(delivered));
        assert_eq!(counts["webhooks"][provider]["notifications"], json!(normalized.len()));
        assert_eq!(counts["webhooks"][provider]["unverified"], json!(0));
        assert_eq!(counts["webhooks"][provider]["unknown_words"], json!(0));
    }
}

#[test]
fn attempts_skew_and_other_events_are_webhook_health() {
    let payloads = delivrd(&["sample", "telnyx", "--state", "delivered"], "").stdout;
    let first = payloads.lines().next().unwrap();
    let lines = [
        first.to_owned(),
        first.replace("\"attempt\":1", "\"attempt\":2"),
        first.replace("message.finalized", "message.received"),
    ];
    let sign = ["sign", "telnyx", "--test-key", "--with-config", "--arrives-after", "7"];
    let signed = delivrd(&sign, lines.join("\n")).stdout;
    let counts = &delivrd(&["stats"], &signed).json()[0];
    let health = &counts["webhooks"]["telnyx"];
    for (member, count) in
        [("notifications", 3), ("retried", 1), ("other", 1), ("receipts", 2), ("repetitions", 1)]
    {
        assert_eq!(health[member], json!(count), "{member}");
    }
    let skew =
        json!({ "least": -7, "greatest": -7, "seconds": { "at_most": { "-5": 3 }, "more": 0 } });
    assert_eq!(health["skew"], skew);
    assert_eq!(counts["total"]["attempts"], json!(1));
    assert_eq!(counts["by"]["country"]["1"]["delivered"], json!(1));
}

#[test]
fn a_decline_since_the_baseline_is_named_and_is_exit_1() {
    let run = |delivered: u32, more: &[&str]| {
        delivrd(&[&["stats", "--now", ARRIVAL], more].concat(), traffic(delivered, 200))
    };
    let baseline = file("baseline.json", &run(190, &[]).stdout);
    let baseline = baseline.to_str().unwrap();
    let same = run(188, &["--baseline", baseline]);
    assert_eq!((same.status, same.json().len()), (0, 1));
    let worse = run(120, &["--baseline", baseline]);
    assert_eq!(worse.status, 1);
    let lines = worse.json();
    let decline = lines[1..]
        .iter()
        .map(|line| &line["decline"])
        .find(|decline| decline["dimension"] == json!("provider"))
        .unwrap();
    assert_eq!(decline["value"], json!("telecom23"));
    assert_eq!(decline["measure"], json!("delivery_rate"));
    assert_eq!(decline["before"], json!({ "part": 190, "whole": 200 }));
    assert_eq!(decline["now"], json!({ "part": 120, "whole": 200 }));
    // What a comparison wrote is a baseline, too.
    let again = file("again.json", &worse.stdout);
    assert_eq!(run(120, &["--baseline", again.to_str().unwrap()]).status, 0);
    let table = run(120, &["--baseline", baseline, "--format", "table"]);
    assert_eq!(table.status, 1);
    assert!(table.stdout.contains("provider telecom23 delivery_rate 95.0 % → 60.0 %"));
    let empty = file("empty.json", "");
    assert_eq!(run(1, &["--baseline", empty.to_str().unwrap()]).status, 2);
    assert_eq!(run(1, &["--baseline", "/nonexistent"]).status, 2);
}

#[test]
fn forgotten_messages_are_counted_when_they_make_room() {
    let all = delivrd(&["stats", "--now", ARRIVAL], traffic(70, 100)).stdout;
    let few = ["stats", "--now", ARRIVAL, "--max-messages", "3"];
    assert_eq!(delivrd(&few, traffic(70, 100)).stdout, all);
    let young = ["stats", "--now", ARRIVAL, "--min-age", "1"];
    let young = &delivrd(&young, traffic(70, 100)).json()[0];
    assert_eq!((&young["total"]["attempts"], &young["too_young"]), (&json!(0), &json!(100)));
    assert_eq!(delivrd(&["stats", "--max-messages", "0"], "").status, 2);
}

#[test]
fn the_table_has_bars_and_no_numbers() {
    let payloads = delivrd(&["sample", "telnyx"], "").stdout;
    let signed = delivrd(&["sign", "telnyx", "--test-key", "--with-config"], &payloads).stdout;
    let table = delivrd(&["stats", "--format", "table"], &signed).stdout;
    for part in ["delivery rate", "█", "country", "not delivered, by reason", "webhooks"] {
        assert!(table.contains(part), "{part}: {table}");
    }
    assert!(!table.contains("555") && !table.contains('\u{1b}'), "{table}");
}
