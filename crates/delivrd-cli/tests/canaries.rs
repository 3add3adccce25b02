//! What the command says of what it refuses, on stderr and in the objects of errors, holds no secret
//! and nothing of a request. A capture is named by the `id` that whoever made it gave it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking"
)]

mod common;

use std::fs;

use common::{Ran, delivrd, delivrd_in};
use delivrd_conformance::canary::{Canaries, NUMBER, canary};
use serde_json::{Value, json};

/// Every text that goes into a capture.
const PLACES: [&str; 9] =
    ["secret", "member", "method", "host", "header", "value", "body", "account", "other"];

fn hidden() -> Canaries {
    let mut canaries = Canaries::new(8);
    for place in PLACES {
        canaries.hide(canary(place));
    }
    canaries.hide(NUMBER);
    canaries
}

/// A capture that somebody signed, with all that a sender can choose.
fn capture() -> Value {
    let payload = json!({
        "message_id": canary("body"), "status": "DELIVRD", "recipient": NUMBER,
        canary("member"): canary("other"),
    });
    let secret = canary("secret");
    let sign = ["sign", "telecom23", "--key", &secret, "--with-config", "--now", "1770000000"];
    let mut capture = delivrd(&sign, payload.to_string()).json().remove(0);
    let further = json!([canary("header"), canary("value")]);
    capture["headers"].as_array_mut().unwrap().push(further);
    capture["url"] = format!("https://{}/?to={NUMBER}", canary("host")).into();
    capture["method"] = canary("method").into();
    capture["account"] = canary("account").into();
    capture
}

/// Captures that are refused, and lines that are none.
fn refused() -> Vec<String> {
    let good = capture();
    let text = || Value::from(canary("other"));
    let wrong = [text(), json!(4_155_550_142_u64), json!({NUMBER: text()}), json!([text()])];
    let mut lines = Vec::new();
    for name in good.as_object().unwrap().keys().filter(|name| *name != "id") {
        for value in wrong.iter().chain([&Value::Null]) {
            // A time of arrival, from which a skew follows.
            if name == "now" && value.is_number() {
                continue;
            }
            let mut capture = good.clone();
            capture[name] = value.clone();
            lines.push(capture.to_string());
        }
        lines.push(good.to_string().replacen('{', &format!("{{\"{name}\":\"{NUMBER}\","), 1));
    }
    for (name, value) in [("secret", text()), ("secrets", text()), (NUMBER, text())] {
        let mut capture = good.clone();
        capture["config"][name] = value;
        lines.push(capture.to_string());
    }
    for name in ["tolerance", "max_body", "statuses", "codes", "advice", "unverified"] {
        for value in &wrong {
            let mut capture = good.clone();
            capture["config"][name] = value.clone();
            lines.push(capture.to_string());
        }
    }
    for index in [2, 3] {
        let mut capture = good.clone();
        capture["headers"][index] = json!(["X-Webhook-Signature", canary("value")]);
        lines.push(capture.to_string());
    }
    let whole = good.to_string();
    lines.push(whole.replace("1770000000", "1770000301"));
    lines.push(whole.replace("DELIVRD", "UNDELIV"));
    lines.extend([40, 200, 500].map(|length| whole.chars().take(length).collect()));
    lines.push(format!("{whole}{}", canary("other")));
    // A payload in the place of a capture: its id is that of a message.
    lines.push(json!({"id": canary("body"), "recipient": NUMBER}).to_string());
    lines.push(format!("[{whole}]"));
    lines.push(canary("other"));
    lines
}

/// What a run says, but for accepted captures: stderr, and the objects of errors without the id.
fn said(ran: &Ran) -> Vec<String> {
    let refusals = ran.stdout.lines().filter_map(|line| {
        let mut answer: Value = serde_json::from_str(line).ok()?;
        answer.as_object_mut()?.remove("id");
        answer.get("error").is_some().then(|| answer.to_string())
    });
    ran.stderr.lines().map(str::to_owned).chain(refusals).collect()
}

fn check(name: &str, ran: &Ran, at_least: usize) {
    let (said, hidden) = (said(ran), hidden());
    let found: Vec<&String> = said.iter().filter(|text| hidden.find(text).is_some()).collect();
    println!("command: {name}: {} texts, {} canaries found", said.len(), found.len());
    assert!(said.len() >= at_least, "{name}: {said:?}");
    assert!(found.is_empty(), "{name}: {found:#?}");
}

#[test]
fn nothing_of_a_refused_capture_is_said() {
    let lines = refused();
    let bytes = [lines.join("\n").into_bytes(), b"\n{\"id\":\"\xff\"}".to_vec()].concat();
    for trace in ["0", "1", "full"] {
        let environment = [("RUST_BACKTRACE", trace)];
        for (command, at_least) in [
            (&["normalize"][..], 70),
            (&["normalize", "--verified-only"], 70),
            (&["normalize", "--format", "table"], 0),
            (&["track"], 70),
            (&["stats"], 0),
        ] {
            let ran = delivrd_in(&environment, command, &bytes);
            assert_ne!(ran.status, 2, "{command:?}");
            check(&command.join(" "), &ran, at_least);
        }
    }
}

/// The table of refusals is all texts about requests; the tables of accepted ones are masked.
#[test]
fn a_table_of_refusals_shows_nothing_either() {
    let wrong = capture().to_string().replace("DELIVRD", "UNDELIV");
    let ran = delivrd(&["normalize", "--format", "table"], wrong);
    assert!(ran.stdout.contains("REFUSED bad_signature"), "{}", ran.stdout);
    assert_eq!(hidden().find(&ran.stdout), None);
    let ran = delivrd(&["stats", "--format", "json"], refused().join("\n"));
    let counts: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(hidden().find(&counts["webhooks"].to_string()), None);
}

#[test]
fn nothing_that_cannot_be_sent_is_said() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let lines = [refused(), vec![capture().to_string()]].concat().join("\n");
    let url = format!("http://127.0.0.1:{port}/");
    check("send", &delivrd(&["send", "--to", &url], lines), 50);
    let odd = capture().to_string().replace("/?to=", "/\u{7f}?to= \u{7f}");
    for to in ["http://", "http://:0/", "http://[/", "http://127.0.0.1:99999/", "https://a/"] {
        check(&format!("send to {to}"), &delivrd(&["send", "--to", to], &odd), 1);
    }
}

/// A key in the place of a path, and one that is none.
#[test]
fn a_key_is_never_said() {
    let secret = canary("secret");
    let folder = std::env::temp_dir().join(format!("delivrd-canaries-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("file");
    let path = file.to_str().unwrap();
    fs::write(&file, [secret.as_bytes(), b"\xff"].concat()).unwrap();
    let capture = folder.join("capture");
    fs::write(&capture, capture_of_telnyx()).unwrap();
    let capture = capture.to_str().unwrap();
    let config = format!("{{\"secret\":\"{secret}\"");
    for (name, arguments) in [
        ("a key that is no seed", vec!["sign", "telnyx", "--key", &secret]),
        ("a key for a path", vec!["sign", "telnyx", "--key-file", &secret]),
        ("a file that is no key", vec!["sign", "telecom23", "--key-file", path]),
        ("two keys", vec!["sign", "telecom23", "--key", &secret, "--key", &secret]),
        ("a key beside another", vec!["sign", "telecom23", "--key", &secret, "--test-key"]),
        ("a key, and a wrong option", vec!["sign", "telecom23", "--key", &secret, "--no"]),
        ("a key for nobody", vec!["sign", "nobody", "--key", &secret]),
        ("a wrong command", vec!["sing", "telecom23", "--key", &secret]),
        ("replay", vec!["replay", "--to", "http://127.0.0.1:1/", "--key", &secret, capture]),
        ("a configuration for a path", vec!["normalize", "--config", &config]),
        ("a configuration of no JSON", vec!["track", "--config", path]),
    ] {
        let ran = delivrd(&arguments, capture_of_telnyx());
        assert_ne!(ran.status, 0, "{name}");
        check(name, &ran, 1);
    }
    fs::write(&file, &config).unwrap();
    check("a configuration cut off", &delivrd(&["stats", "--config", path], ""), 1);
    check("a baseline that is none", &delivrd(&["stats", "--baseline", path], ""), 1);
    fs::remove_dir_all(&folder).unwrap();
}

fn capture_of_telnyx() -> String {
    let payload = json!({"data": canary("body")}).to_string();
    delivrd(&["sign", "telnyx", "--test-key"], payload).stdout
}

/// The check itself.
#[test]
fn what_would_be_said_is_found() {
    let stderr = format!("delivrd: {NUMBER}: bad_signature");
    let stdout = json!({"id": 1, "ok": false, "error": {"message": canary("body")}}).to_string();
    let ran = Ran { status: 1, stdout, stderr };
    assert_eq!(said(&ran).iter().filter(|text| hidden().find(text).is_some()).count(), 2);
}
