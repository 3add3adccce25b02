//! Definitions that were written from a fact sheet alone, in less than 60 lines each.

use delivrd::{Config, Definition, Request};
use serde_json::Value;

use crate::receive;

/// Runs the captures of a folder's file: state and failure of each first receipt, or the refusal.
fn run(definition: &str, captures: &str) -> Vec<String> {
    assert!(definition.lines().count() < 60);
    captures
        .lines()
        .map(|line| {
            let capture: Value = serde_json::from_str(line).unwrap();
            let config: Config = serde_json::from_value(capture["config"].clone()).unwrap();
            let headers: Vec<(&str, &[u8])> = capture["headers"]
                .as_array()
                .unwrap()
                .iter()
                .map(|pair| (pair[0].as_str().unwrap(), pair[1].as_str().unwrap().as_bytes()))
                .collect();
            let text = |name: &str| capture[name].as_str().unwrap();
            let request = Request {
                method: text("method"),
                url: text("url"),
                headers: &headers,
                body: text("body").as_bytes(),
            };
            let definition = Definition::parse(definition).unwrap();
            match receive(definition, &config, &request, capture["now"].as_i64().unwrap()) {
                Ok(notification) => {
                    let receipt = &notification.receipts()[0];
                    let reason = receipt.failure().map(|failure| failure.reason.as_str());
                    format!("{} {}", receipt.state(), reason.unwrap_or("-"))
                }
                Err(error) => error.kind().name().to_owned(),
            }
        })
        .collect()
}

#[test]
fn infobip() {
    let definition = include_str!("../../definitions/infobip.toml");
    let captures = include_str!("../../definitions/infobip.captures.jsonl");
    let expected = ["delivered -", "undelivered unknown_subscriber", "bad_signature"];
    assert_eq!(run(definition, captures), expected);
}

#[test]
fn bird() {
    let definition = include_str!("../../definitions/messagebird.toml");
    let captures = include_str!("../../definitions/messagebird.captures.jsonl");
    let expected = ["delivered -", "undelivered invalid_destination", "bad_signature"];
    assert_eq!(run(definition, captures), expected);
}
