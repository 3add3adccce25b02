//! `delivrd normalize`, against the vectors and against lines that are no captures.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod common;

use common::delivrd;
use delivrd_conformance::{Expect, Group, Test, load_all};
use serde_json::{Value, json};

const SECRET: &str = "delivrd-test-signing-secret-0001";

fn capture(provider: &str, group: &Group, test: &Test) -> Value {
    let mut capture = serde_json::to_value(&test.request).unwrap();
    let members = capture.as_object_mut().unwrap();
    members.insert("id".to_owned(), json!(test.id));
    members.insert("provider".to_owned(), json!(provider));
    members.insert("now".to_owned(), json!(group.now));
    members.insert("config".to_owned(), group.config.clone());
    if let Some(tolerance) = group.tolerance {
        members.insert("tolerance".to_owned(), json!(tolerance));
    }
    if let Some(account) = &group.account {
        members.insert("account".to_owned(), json!(account));
    }
    capture
}

#[test]
fn gives_the_answers_of_the_vectors_in_their_order() {
    for vectors in load_all() {
        // A verifier refuses `unverified`; a capture may ask for it, unless told otherwise.
        let cases: Vec<(&Group, &Test)> = vectors
            .groups
            .iter()
            .flat_map(|group| group.tests.iter().map(move |test| (group, test)))
            .collect();
        let lines: Vec<String> = cases
            .iter()
            .map(|(group, test)| capture(&vectors.provider, group, test).to_string())
            .collect();
        let ran = delivrd(&["normalize", "--verified-only"], lines.join("\n"));
        assert_eq!(ran.status, 1);
        assert_eq!(ran.stderr, "");
        let answers = ran.json();
        assert_eq!(answers.len(), cases.len());
        for (answer, (_, test)) in answers.iter().zip(&cases) {
            assert_eq!(answer["id"], json!(test.id));
            match &test.expect {
                Expect::Error(kind) => {
                    let error = answer["error"].as_object().unwrap();
                    assert_eq!(error["kind"], json!(kind), "{}", test.comment);
                    let names: Vec<&String> = error.keys().collect();
                    assert_eq!(
                        names,
                        ["authentic", "http_status", "kind", "message", "number", "retryable"]
                    );
                }
                Expect::Notification(notification) => {
                    assert_eq!(&answer["notification"], notification, "{}", test.comment);
                }
            }
        }
    }
}

/// A capture that is accepted, by members.
fn accepted() -> Value {
    let signed = delivrd(
        &["sign", "telecom23", "--key", SECRET, "--now", "1770000000", "--with-config"],
        r#"{"message_id":"a","status":"DELIVRD"}"#,
    );
    assert_eq!(signed.status, 0, "{}", signed.stderr);
    signed.json().remove(0)
}

fn with(mut capture: Value, name: &str, value: Value) -> String {
    capture[name] = value;
    capture.to_string()
}

fn without(mut capture: Value, name: &str) -> String {
    capture.as_object_mut().unwrap().remove(name);
    capture.to_string()
}

#[test]
fn a_line_that_is_no_capture_costs_that_line_alone() {
    let good = accepted();
    let array: Vec<Value> = good.as_object().unwrap().values().cloned().collect();
    let twice = good.to_string().replacen('{', "{\"method\":\"GET\",", 1);
    let bad = [
        String::new(),
        "not json".to_owned(),
        "{".to_owned(),
        "null".to_owned(),
        Value::from(array).to_string(),
        twice,
        without(good.clone(), "body"),
        without(good.clone(), "method"),
        without(good.clone(), "url"),
        without(good.clone(), "headers"),
        with(good.clone(), "body_b64", json!("")),
        with(good.clone(), "body", json!(7)),
        with(good.clone(), "headers", json!([["one"]])),
        with(good.clone(), "headers", json!({"name": "value"})),
        with(good.clone(), "headers", json!([["X-Webhook-Timestamp", "\u{100}"]])),
        with(good.clone(), "now", json!("1770000000")),
        with(good.clone(), "now", json!(1.5)),
        without(good.clone(), "body").replacen('{', "{\"body_b64\":\"YQ\",", 1),
    ];
    for line in bad {
        let input = format!("{good}\n{line}\n{good}\n");
        let ran = delivrd(&["normalize"], &input);
        assert_eq!(ran.kinds(), ["ok", "invalid_argument", "ok"], "{line}");
        assert_eq!(ran.status, 1);
    }
}

#[test]
fn bytes_that_are_no_utf_8_cost_their_line_alone() {
    let good = accepted().to_string();
    let input = [good.as_bytes(), b"\n{\"id\":\"\xff\"}\n", good.as_bytes()].concat();
    assert_eq!(delivrd(&["normalize"], input).kinds(), ["ok", "invalid_argument", "ok"]);
}

#[test]
fn the_id_comes_back_as_it_was() {
    let good = accepted();
    let lines = [
        with(good.clone(), "id", json!({"a": [1, "ü"]})),
        without(good.clone(), "id"),
        r#"{"id":12345678901234567890123,"provider":1}"#.to_owned(),
    ];
    let ran = delivrd(&["normalize"], lines.join("\n"));
    let first: Vec<&str> =
        ran.stdout.lines().map(|line| line.split(",\"ok\"").next().unwrap()).collect();
    assert_eq!(
        first,
        [r#"{"id":{"a":[1,"ü"]}"#, r#"{"id":null"#, r#"{"id":12345678901234567890123"#]
    );
}

#[test]
fn the_stronger_place_wins() {
    let mut good = accepted();
    good["now"] = json!(1_770_000_301);
    let now = good.as_object_mut().unwrap().remove("now").unwrap();
    let late = good.clone();
    good["now"] = now;
    let ran = |arguments: &[&str], line: &str| delivrd(arguments, line).kinds().remove(0);

    let stale = good.to_string();
    assert_eq!(ran(&["normalize", "--now", "1770000000"], &stale), "stale_timestamp");
    assert_eq!(ran(&["normalize", "--now", "1770000000"], &late.to_string()), "ok");
    assert_eq!(ran(&["normalize", "--now", "0"], &late.to_string()), "future_timestamp");
    assert_eq!(ran(&["normalize"], &late.to_string()), "stale_timestamp");
    assert_eq!(ran(&["normalize"], &with(good.clone(), "tolerance", json!(301))), "ok");

    let mut strict = good.clone();
    strict["config"]["tolerance"] = json!(301);
    assert_eq!(ran(&["normalize"], &strict.to_string()), "ok");
    assert_eq!(ran(&["normalize"], &with(strict, "tolerance", json!(300))), "stale_timestamp");
}

#[test]
fn a_file_configures_one_provider_or_several() {
    let folder = std::env::temp_dir().join(format!("delivrd-normalize-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("keys.json");
    let path = file.to_str().unwrap();
    let capture = without(accepted(), "config");
    let other = with(accepted(), "config", json!({"secret": "another secret"}));
    for (config, kind) in [
        (json!({"secrets": ["old", SECRET]}), "ok"),
        (json!({"telecom23": {"secret": SECRET}, "telnyx": {"public_key": "x"}}), "ok"),
        (json!({"tolerance": 1, "telecom23": {"secret": SECRET, "tolerance": 2}}), "ok"),
        (json!({"secret": "wrong"}), "bad_signature"),
        (json!({"telnyx": {"public_key": "x"}}), "invalid_config"),
        (json!({"unverified": true}), "invalid_config"),
        (json!({"telecom23": {"unverified": true}}), "invalid_config"),
    ] {
        std::fs::write(&file, config.to_string()).unwrap();
        let ran = delivrd(&["normalize", "--config", path], &capture);
        assert_eq!(ran.kinds(), [kind], "{config}");
    }
    // A key of the capture replaces the keys of the file, under either name.
    std::fs::write(&file, json!({"secrets": [SECRET]}).to_string()).unwrap();
    assert_eq!(delivrd(&["normalize", "--config", path], &other).kinds(), ["bad_signature"]);
    std::fs::write(&file, "[]").unwrap();
    assert_eq!(delivrd(&["normalize", "--config", path], &other).status, 2);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn repeated_members_of_a_configuration_are_refused() {
    let good = accepted().to_string();
    let twice = good.replace("\"config\":{", "\"config\":{\"tolerance\":1,\"tolerance\":300,");
    let escaped =
        good.replace("\"config\":{", "\"config\":{\"toleranc\\u0065\":1,\"tolerance\":300,");
    let deeper = good.replace(
        "\"config\":{",
        "\"config\":{\"codes\":{\"1\":{\"reason\":\"blocked\"},\"1\":{\"reason\":\"blocked\"}},",
    );
    assert_eq!(
        delivrd(&["normalize"], [twice, escaped, deeper].join("\n")).kinds(),
        ["invalid_config", "invalid_config", "invalid_config"]
    );
}

#[test]
fn the_dangerous_way_round_is_said_and_can_be_closed() {
    let mut capture = accepted();
    capture["headers"] = json!([]);
    capture["config"] = json!({"unverified": true});
    let lines = format!("{capture}\n{capture}");
    let ran = delivrd(&["normalize"], &lines);
    assert_eq!(ran.kinds(), ["ok", "ok"]);
    assert_eq!(ran.json()[0]["notification"]["verified"], Value::Null);
    assert_eq!(ran.stderr.lines().count(), 1, "one warning for the whole run");
    let closed = delivrd(&["normalize", "--verified-only"], &lines);
    assert_eq!(closed.kinds(), ["invalid_config", "invalid_config"]);
    let mut plain = accepted();
    plain["config"]["unverified"] = json!(false);
    let line = plain.to_string();
    assert_eq!(delivrd(&["normalize"], &line).kinds(), ["ok"]);
    assert_eq!(delivrd(&["normalize", "--verified-only"], &line).kinds(), ["ok"]);
    capture["config"] = json!({"unverified": 1});
    assert_eq!(delivrd(&["normalize"], capture.to_string()).kinds(), ["invalid_config"]);
    capture["config"] = json!({"unverified": false});
    assert_eq!(delivrd(&["normalize"], capture.to_string()).kinds(), ["invalid_config"]);
}

#[test]
fn an_unknown_provider_is_told_what_there_is() {
    let ran = delivrd(&["normalize"], with(accepted(), "provider", json!("telnix")));
    assert_eq!(ran.kinds(), ["unknown_provider"]);
    let message = ran.json()[0]["error"]["message"].as_str().unwrap().to_owned();
    assert!(message.contains("telecom23, telnyx, twilio") && !message.contains("telnix"));
}

#[test]
fn a_table_masks_numbers_and_escapes_control_characters() {
    let payload = "{\"message_id\":\"a\",\"status\":\"DELIVRD\",\"recipient\":\"+447700900123\"}";
    let sign = ["sign", "telecom23", "--test-key", "--with-config"];
    let captures = delivrd(&sign, payload).stdout;
    let table = delivrd(&["normalize", "--format", "table"], &captures);
    assert!(table.stdout.contains("+44********23") && !table.stdout.contains("7700900"));
    let shown = delivrd(&["normalize", "--format", "table", "--show-numbers"], &captures);
    assert!(shown.stdout.contains("+447700900123"));
    let odd = payload.replace("+44", "\\u001b[31m");
    let captures = delivrd(&sign, odd).stdout;
    assert!(!delivrd(&["normalize", "--format", "table"], captures).stdout.contains('\u{1b}'));
}

#[test]
fn a_wrong_call_exits_with_two() {
    assert_eq!(delivrd(&["normalize", "--now", "noon"], "").status, 2);
    assert_eq!(delivrd(&["normalize", "/does/not/exist"], "").status, 2);
    assert_eq!(delivrd(&["normalize", "--config", "/does/not/exist"], "").status, 2);
    assert_eq!(delivrd(&["normalize"], "").status, 0);
}
