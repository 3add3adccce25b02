//! `delivrd track`: the same outcome in every order.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod common;

use common::delivrd;
use serde_json::{Value, json};

fn payload(id: &str, status: &str, time: &str) -> String {
    json!({"message_id": id, "status": status, "recipient": "+447700900123", "timestamp": time})
        .to_string()
}

fn captures(payloads: &[String]) -> Vec<String> {
    let sign = ["sign", "telecom23", "--test-key", "--with-config", "--now", "1770000000"];
    let signed = delivrd(&sign, payloads.join("\n"));
    assert_eq!(signed.status, 0, "{}", signed.stderr);
    signed.stdout.lines().map(str::to_owned).collect()
}

fn permutations(items: &[String]) -> Vec<Vec<String>> {
    if items.len() <= 1 {
        return vec![items.to_vec()];
    }
    (0..items.len())
        .flat_map(|index| {
            let mut rest = items.to_vec();
            let first = rest.remove(index);
            permutations(&rest).into_iter().map(move |mut order| {
                order.insert(0, first.clone());
                order
            })
        })
        .collect()
}

#[test]
fn every_order_of_arrival_gives_the_same_outcome() {
    let lines = captures(&[
        payload("a", "UNKNOWN", "2026-02-02T02:40:00Z"),
        payload("a", "EXPIRED", "2026-02-02T02:41:00Z"),
        payload("a", "DELIVRD", "2026-02-02T02:42:00Z"),
        payload("a", "DELIVRD", "2026-02-02T02:42:00Z"),
    ]);
    let mut outcomes: Vec<String> = permutations(&lines)
        .iter()
        .map(|order| delivrd(&["track"], order.join("\n")).stdout)
        .collect();
    outcomes.dedup();
    let [outcome] = &outcomes[..] else { panic!("{outcomes:#?}") };
    let outcome: Value = serde_json::from_str(outcome).unwrap();
    assert_eq!(outcome["message_id"], "a");
    assert_eq!(outcome["state"], "delivered");
    assert_eq!(outcome["final"], true);
    assert_eq!(outcome["late"], true);
    assert_eq!(outcome["conflict"], false);
    assert_eq!(outcome["failure"], Value::Null);
    assert_eq!(outcome["advice"]["action"], "none");
    assert_eq!(outcome["delivered_at"], "2026-02-02T02:42:00Z");
    assert_eq!(outcome["failed_at"], "2026-02-02T02:41:00Z");
}

#[test]
fn messages_come_out_in_order_of_first_appearance() {
    let time = "2026-02-02T02:40:00Z";
    let lines = captures(&[
        payload("b", "UNKNOWN", time),
        payload("a", "DELIVRD", time),
        payload("b", "UNDELIV", time),
    ]);
    let ran = delivrd(&["track"], lines.join("\n"));
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let rows = ran.json();
    let shown: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| (row["message_id"].as_str().unwrap(), row["state"].as_str().unwrap()))
        .collect();
    assert_eq!(shown, [("b", "undelivered"), ("a", "delivered")]);
    let names: Vec<&str> =
        ["message_key", "provider", "account", "message_id", "recipient", "state", "final"].into();
    let places: Vec<usize> =
        names.iter().map(|name| ran.stdout.find(&format!("\"{name}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "{}", ran.stdout);
}

#[test]
fn a_conflict_is_shown_and_the_policy_decides() {
    let lines = captures(&[
        payload("a", "UNDELIV", "2026-02-02T02:41:00Z"),
        payload("a", "DELIVRD", "2026-02-02T02:40:00Z"),
    ]);
    for (policy, state, action) in
        [("delivered_wins", "delivered", "none"), ("failure_sticky", "undelivered", "ask_provider")]
    {
        let row = delivrd(&["track", "--policy", policy], lines.join("\n")).json().remove(0);
        assert_eq!((&row["state"], &row["conflict"]), (&json!(state), &json!(true)));
        assert_eq!(row["advice"]["action"], action);
        assert_ne!(row["contradiction"]["state"], row["state"]);
    }
}

#[test]
fn refused_captures_are_named_on_stderr() {
    let mut lines = captures(&[payload("a", "DELIVRD", "2026-02-02T02:40:00Z")]);
    lines.push(lines[0].replace("DELIVRD", "UNDELIV"));
    lines.push("nothing".to_owned());
    let ran = delivrd(&["track"], lines.join("\n"));
    assert_eq!((ran.status, ran.json().len()), (1, 1));
    assert!(ran.stderr.contains("telecom23-1: bad_signature"));
    assert!(ran.stderr.contains("line 3: invalid_argument"));
}

#[test]
fn memory_is_bounded_and_nothing_is_lost() {
    let payloads: Vec<String> = (0..30)
        .map(|number| payload(&format!("m{number}"), "DELIVRD", "2026-02-02T02:40:00Z"))
        .collect();
    let ran = delivrd(&["track", "--max-messages", "3"], captures(&payloads).join("\n"));
    let ids: Vec<String> = ran.json().iter().map(|row| row["message_id"].to_string()).collect();
    let expected: Vec<String> = (0..30).map(|number| format!("\"m{number}\"")).collect();
    assert_eq!(ids, expected);
}

#[test]
fn the_timeline_tells_what_each_receipt_did() {
    let lines = captures(&[
        payload("a", "UNDELIV", "2026-02-02T02:41:00Z"),
        payload("a", "UNDELIV", "2026-02-02T02:41:00Z"),
        payload("a", "DELIVRD", "2026-02-02T02:42:00Z"),
        payload("a", "REJECTD", "2026-02-02T02:43:00Z"),
    ]);
    let table = delivrd(&["track", "--format", "table"], lines.join("\n")).stdout;
    for part in [
        "dropped: a repetition",
        "unknown → undelivered",
        "undelivered → delivered",
        "kept: changes no state",
        "contradicted by rejected",
        "+44********23",
    ] {
        assert!(table.contains(part), "{part}\n{table}");
    }
}
