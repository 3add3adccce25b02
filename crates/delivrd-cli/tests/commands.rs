//! The other subcommands, alone and together.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread;

use common::delivrd;
use delivrd::{Reason, State};
use serde_json::{Value, json};

const PROVIDERS: [&str; 7] =
    ["africastalking", "bandwidth", "clicksend", "generic", "telecom23", "telnyx", "twilio"];

/// States and reasons that a provider's tables lead to.
fn reachable(provider: &str) -> (Vec<State>, Vec<Reason>) {
    let provider = delivrd::registry().get(provider).unwrap();
    let metadata = provider.metadata();
    let mut states: Vec<State> =
        metadata.statuses().rows().iter().map(|row| row.reading.state()).collect();
    let mut reasons: Vec<Reason> =
        metadata.codes().rows().iter().filter_map(|row| row.reason).collect();
    states.extend(metadata.codes().rows().iter().filter_map(|row| Some(row.verdict()?.0)));
    states.sort();
    states.dedup();
    reasons.sort();
    reasons.dedup();
    (states, reasons)
}

fn round_trip(provider: &str, filter: &[&str]) -> Vec<Value> {
    let sampled = delivrd(&[&["sample", provider], filter].concat(), "");
    assert_eq!(sampled.status, 0, "{provider} {filter:?}: {}", sampled.stderr);
    let signed = delivrd(&["sign", provider, "--test-key", "--with-config"], &sampled.stdout);
    assert_eq!(signed.status, 0, "{}", signed.stderr);
    let normalized = delivrd(&["normalize"], &signed.stdout);
    assert_eq!(normalized.status, 0, "{}", normalized.stdout);
    let receipts: Vec<Value> = normalized
        .json()
        .iter()
        .map(|answer| answer["notification"]["receipts"][0].clone())
        .collect();
    assert!(!receipts.is_empty());
    receipts
}

#[test]
fn every_state_goes_round_from_sample_to_receipt() {
    for provider in PROVIDERS {
        let (states, _) = reachable(provider);
        assert!(states.len() >= 5);
        for state in states {
            for receipt in round_trip(provider, &["--state", state.as_str()]) {
                assert_eq!(receipt["state"], json!(state.as_str()));
            }
        }
    }
}

#[test]
fn every_reason_goes_round_from_sample_to_receipt() {
    for provider in PROVIDERS {
        for reason in reachable(provider).1 {
            for receipt in round_trip(provider, &["--reason", reason.as_str()]) {
                assert_eq!(receipt["failure"]["reason"], json!(reason.as_str()));
            }
        }
    }
}

#[test]
fn every_code_and_every_word_is_among_the_samples() {
    for provider in PROVIDERS {
        let receipts = round_trip(provider, &[]);
        let shown = |member: &str| -> Vec<&str> {
            receipts.iter().filter_map(|receipt| receipt[member].as_str()).collect()
        };
        let (statuses, codes) = (shown("status"), shown("code"));
        let adapter = delivrd::registry().get(provider).unwrap();
        let metadata = adapter.metadata();
        for row in metadata.statuses().rows() {
            assert!(statuses.contains(&row.status), "{provider} {}", row.status);
        }
        for row in metadata.codes().rows() {
            let is_word = metadata.statuses().get(row.code).is_some();
            assert!(is_word || codes.contains(&row.code), "{provider} {}", row.code);
        }
    }
}

#[test]
fn a_code_that_the_table_lacks_can_be_sampled() {
    let receipts = round_trip("telnyx", &["--code", "4\"9"]);
    assert_eq!(receipts[0]["code"], json!("4\"9"));
    assert_eq!(receipts[0]["failure"]["reason"], json!("unknown"));
    assert_eq!(delivrd(&["sample", "telecom23", "--state", "canceled"], "").status, 1);
    assert_eq!(delivrd(&["sample", "telecom23", "--state", "gone"], "").status, 2);
    assert_eq!(delivrd(&["sample", "nobody"], "").status, 2);
}

#[test]
fn explain_says_meaning_reason_permanence_advice_and_source() {
    let ran = delivrd(&["explain", "telnyx", "40002", "40300"], "");
    assert_eq!(ran.status, 0);
    let [spam, stop] = &ran.json()[..] else { panic!("two codes") };
    assert_eq!(spam["reason"], "spam_filtered");
    assert_eq!(spam["permanence"], "temporary");
    assert_eq!(spam["advice"]["action"], "fix_content");
    assert!(spam["meaning"].as_str().unwrap().contains("spam"));
    assert!(spam["source"].as_str().unwrap().starts_with("https://developers.telnyx.com/"));
    assert_eq!(stop["contested"], json!(true));
    let table = delivrd(&["explain", "telnyx", "40002", "--format", "table"], "").stdout;
    for part in ["spam_filtered", "temporary", "fix_content", "https://developers.telnyx.com/"] {
        assert!(table.contains(part), "{part}");
    }
    let unknown = delivrd(&["explain", "telnyx", "40002", "1"], "");
    assert_eq!((unknown.status, unknown.json().len()), (1, 1));
    assert!(delivrd(&["explain", "telnyx"], "").json().len() >= 71 + 11);
}

#[test]
fn providers_lists_capabilities_timeouts_and_retries() {
    let rows = delivrd(&["providers"], "").json();
    let ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids, PROVIDERS);
    let row = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap();
    assert_eq!(row("telecom23")["callback"]["timeout"], json!(5));
    assert_eq!(row("telecom23")["callback"]["pauses"], json!([10, 30]));
    assert_eq!(row("telnyx")["callback"]["attempts"], json!(3));
    assert_eq!(row("telnyx")["capabilities"]["scheme"], json!("ed25519"));
    assert_eq!(rows[1]["capabilities"]["recipient_in_key"], json!(true));
}

#[test]
fn signing_asks_for_a_key_and_takes_files_byte_for_byte() {
    assert_eq!(delivrd(&["sign", "telnyx"], "").status, 2);
    assert_eq!(delivrd(&["sign", "telnyx", "--key", "short"], "{}").status, 2);
    let folder = std::env::temp_dir().join(format!("delivrd-sign-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (payload, key) = (folder.join("event.json"), folder.join("key"));
    let pretty = "{\n  \"message_id\": \"a\",\n  \"status\": \"DELIVRD\"\n}\n";
    std::fs::write(&payload, pretty).unwrap();
    std::fs::write(&key, "a secret of a file\n").unwrap();
    let files = [key.to_str().unwrap(), payload.to_str().unwrap()];
    let ran =
        delivrd(&["sign", "telecom23", "--with-config", "--key-file", files[0], files[1]], "");
    let capture = ran.json().remove(0);
    assert_eq!(capture["body"], json!(pretty));
    assert_eq!(capture["config"]["secret"], json!("a secret of a file"));
    assert_eq!(delivrd(&["normalize"], ran.stdout).kinds(), ["ok"]);
    std::fs::remove_dir_all(&folder).unwrap();
}

/// A receiver that answers each request with the next status, and tells what came.
fn receiver(statuses: &'static [u16]) -> (String, thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/dlr", listener.local_addr().unwrap());
    let handle = thread::spawn(move || {
        let mut requests = Vec::new();
        for status in statuses {
            let (stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream);
            let mut request = String::new();
            let mut length = 0;
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
                let is_end = line == "\r\n";
                request.push_str(&line);
                if is_end {
                    break;
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            request.push_str(std::str::from_utf8(&body).unwrap());
            requests.push(request);
            let answer = format!(
                "HTTP/1.1 {status} Status\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
            reader.get_mut().write_all(answer.as_bytes()).unwrap();
        }
        requests
    });
    (url, handle)
}

#[test]
fn send_delivers_captures_as_they_are() {
    let payload = r#"{"message_id":"a","status":"DELIVRD"}"#;
    let captures =
        delivrd(&["sign", "telecom23", "--test-key", "--now", "1770000000"], payload).stdout;
    let (url, handle) = receiver(&[200, 401]);
    let odd = captures.replace("\"telecom23\"", "\"nobody\"");
    let ran = delivrd(&["send", "--to", &url], format!("{captures}{odd}nothing\n{captures}"));
    let requests = handle.join().unwrap();
    assert_eq!(ran.status, 1, "one of them was refused");
    let answered: Vec<Value> = ran.json().iter().map(|row| row["status"].clone()).collect();
    assert_eq!(answered, [json!(200), Value::Null, Value::Null, json!(401)]);
    let sent = requests[0].to_ascii_lowercase();
    assert!(sent.starts_with("post /dlr http/1.1\r\n"));
    assert!(sent.contains("x-webhook-timestamp: 1770000000\r\n"));
    assert!(sent.contains("x-webhook-signature: sha256="));
    assert!(requests[0].ends_with(payload));
}

#[test]
fn replay_keeps_the_timestamp_or_signs_anew() {
    let folder = std::env::temp_dir().join(format!("delivrd-replay-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("captures.jsonl");
    let path = file.to_str().unwrap();
    let payload = r#"{"message_id":"a","status":"DELIVRD"}"#;
    let sign = ["sign", "telecom23", "--test-key", "--now", "1770000000"];
    std::fs::write(&file, delivrd(&sign, payload).stdout).unwrap();
    let (url, handle) = receiver(&[200, 200]);
    assert_eq!(delivrd(&["replay", "--to", &url, path], "").status, 0);
    assert_eq!(delivrd(&["replay", "--to", &url, "--test-key", path], "").status, 0);
    let [original, fresh] = &handle.join().unwrap()[..] else { panic!("two requests") };
    let time_of = |request: &str| -> Vec<String> {
        let lower = request.to_ascii_lowercase();
        lower
            .lines()
            .filter_map(|line| Some(line.strip_prefix("x-webhook-timestamp: ")?.to_owned()))
            .collect()
    };
    assert_eq!(time_of(original), ["1770000000"]);
    assert_eq!(time_of(fresh).len(), 1);
    assert!(time_of(fresh)[0].parse::<i64>().unwrap() > 1_790_000_000);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn nobody_at_home_is_no_answer() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let captures = delivrd(&["sign", "telecom23", "--test-key"], "{}").stdout;
    let ran = delivrd(&["send", "--to", &format!("http://127.0.0.1:{port}/")], captures);
    assert_eq!(ran.status, 1);
    assert_eq!(ran.json()[0]["status"], Value::Null);
    assert_eq!(delivrd(&["send", "--to", "https://example.com/"], "").status, 2);
}

#[test]
fn the_demonstration_shows_acceptance_forgery_and_replay() {
    let ran = delivrd(&["demo"], "");
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    for part in ["delivered, final", "landline_or_unsupported", "bad_signature", "stale_timestamp"]
    {
        assert!(ran.stdout.contains(part), "{part}");
    }
    assert!(!ran.stdout.contains('\u{1b}'), "no colours in a pipe");
}

#[test]
fn completions_exist_for_shells() {
    for shell in ["bash", "zsh", "fish"] {
        assert!(delivrd(&["completions", shell], "").stdout.contains("normalize"));
    }
}
