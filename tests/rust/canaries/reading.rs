//! What is said of JSON that is none of ours.

use std::collections::BTreeSet;

use delivrd::stored::Stored;
use delivrd::*;
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};

use crate::NOW;
use crate::places::{hidden, hidden_ones};
use crate::sheet::{Sheet, count, verifier, with_request};

/// Reading back what is stored: the errors of serde's own readers quote what they find.
#[test]
fn what_cannot_be_read_back_is_not_quoted() {
    let verifier = verifier();
    let mut sheet = Sheet::default();
    let stats = serde_json::to_value(count(&mut sheet, &verifier, "failed")).unwrap();
    let (notification, outcome) = with_request(b"failed 1", |request| {
        let notification = verifier.receive(request, NOW).unwrap();
        let outcome = Outcome::from_receipts(Policy::DeliveredWins, notification.receipts());
        (serde_json::to_value(&notification).unwrap(), serde_json::to_value(&outcome).unwrap())
    });
    let receipt = notification["receipts"][0].clone();
    let config = json!({"secrets": ["a", {"secret": "b", "label": "c"}], "tolerance": 1});
    let texts = [
        reading::<Stored<Notification<'_>>>(&notification),
        reading::<Stored<Receipt<'_>>>(&receipt),
        reading::<Outcome>(&outcome),
        reading::<Stats>(&stats),
        reading::<Config>(&config),
        reading::<Value>(&config),
    ];
    let canaries = hidden_ones();
    let refused: Vec<usize> = texts.iter().map(Vec::len).collect();
    // Anything is a configuration value, and every object a configuration, but for broken JSON.
    assert!(refused[..4].iter().all(|count| *count > 50), "{refused:?}");
    let found: BTreeSet<String> = texts
        .into_iter()
        .flatten()
        .filter_map(|text| canaries.find(&text).map(|found| format!("{found} in {text}")))
        .collect();
    println!(
        "rust: {} errors of reading, {} canaries found",
        refused.iter().sum::<usize>(),
        found.len()
    );
    assert!(found.is_empty(), "{found:#?}");
}

/// The errors that come of a document in which one thing is another.
fn reading<T: DeserializeOwned>(document: &Json) -> Vec<String> {
    let written = document.to_string();
    let text = hidden("text");
    let mut broken = vec![format!("{written}{text}"), format!("{text}{written}")];
    broken.push(written.replacen(':', &format!(":{text}"), 1));
    broken.push(format!("\"{text}\""));
    let paths = paths(document, "");
    for path in &paths {
        for value in [json!(text), json!(4_155_550_142_u64), json!({&*text: text}), json!([text])] {
            let mut other = document.clone();
            *other.pointer_mut(path).unwrap() = value;
            broken.push(other.to_string());
        }
    }
    assert!(serde_json::from_str::<T>(&written).is_ok(), "{written}");
    let errors = broken.iter().filter_map(|text| serde_json::from_str::<T>(text).err());
    errors.flat_map(|error| [error.to_string(), format!("{error:?}")]).collect()
}

/// The JSON pointers of everything inside a document.
fn paths(document: &Json, path: &str) -> Vec<String> {
    let children: Vec<(String, &Json)> = match document {
        Json::Object(members) => {
            members.iter().map(|(name, value)| (name.replace('/', "~1"), value)).collect()
        }
        Json::Array(items) => {
            items.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect()
        }
        _ => Vec::new(),
    };
    let deeper = children.into_iter().flat_map(|(name, value)| {
        let path = format!("{path}/{name}");
        let mut all = paths(value, &path);
        all.push(path);
        all
    });
    deeper.collect()
}
