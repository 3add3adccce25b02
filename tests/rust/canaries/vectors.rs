//! What is said of the requests of the vectors.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use delivrd::*;
use delivrd_conformance::canary::Canaries;
use delivrd_conformance::{Group, Test, load_all};
use serde_json::Value as Json;

use crate::places::{debug, shown_error};
use crate::sheet::SHEET;

/// What the vectors send must not come back, but for the library's own words and what shows by
/// design.
#[test]
fn no_text_about_a_vector_holds_what_was_sent() {
    let (mut looked_at, mut noticed, mut found) = (0, 0, BTreeSet::new());
    for vectors in load_all() {
        for group in &vectors.groups {
            for test in &group.tests {
                let hidden = sent(group, test);
                // What would be said if the body were shown.
                let body = String::from_utf8_lossy(&test.request.raw_body()).into_owned();
                noticed += usize::from(hidden.find(&foreign(&body, "")).is_some());
                let texts = shown_of(&vectors.provider, group, test);
                looked_at += texts.len();
                let pieces = texts.iter().filter_map(|text| {
                    Some(format!("{:?} of {} in {text}", hidden.find(text)?, test.id))
                });
                found.extend(pieces);
            }
        }
    }
    println!(
        "rust: {looked_at} texts of the vectors, {} canaries found; a body would be noticed {noticed} times",
        found.len()
    );
    assert!(looked_at > 10_000 && noticed > 1000, "{looked_at} {noticed}");
    assert!(found.is_empty(), "{found:#?}");
}

/// Everything that a vector brings in: body, URL, header values and secrets.
fn sent(group: &Group, test: &Test) -> Canaries {
    let mut hidden = Canaries::new(9);
    hidden.hide(test.request.raw_body());
    hidden.hide(&test.request.url);
    test.request.raw_headers().iter().for_each(|(_, value)| hidden.hide(value));
    for name in ["secret", "secrets", "auth_token", "auth_tokens"] {
        hidden.hide(group.config.get(name).map_or(String::new(), Json::to_string));
    }
    hidden
}

/// What is said of a vector, without the library's own words and what shows by design.
fn shown_of(provider: &str, group: &Group, test: &Test) -> Vec<String> {
    let (mut texts, mut designed) = (Vec::new(), String::new());
    match delivrd::registry().verifier(provider, &group.verifier_config()) {
        Err(error) => texts.extend(shown_error(&error)),
        Ok(verifier) => {
            texts.extend(debug(&verifier));
            test.request.with(|request| {
                texts.extend(debug(request));
                match verifier.receive(request, group.now) {
                    Err(error) => {
                        designed = format!("{:?}", error.skew());
                        texts.extend(shown_error(&error));
                    }
                    Ok(notification) => {
                        designed = designed_of(&notification, group.now);
                        texts.extend(shown_of_answer(&notification, group.now));
                    }
                }
            });
        }
    }
    texts.iter().map(|text| foreign(text, &designed)).collect()
}

/// The words of a text that are not the library's own, and not among those that show by design.
fn foreign(text: &str, designed: &str) -> String {
    let designed: HashSet<&str> = words_of(designed).collect();
    let is_foreign = |word: &&str| !OWN_WORDS.contains(word) && !designed.contains(word);
    words_of(text).filter(is_foreign).collect::<Vec<_>>().join(" ")
}

fn shown_of_answer(notification: &Notification<'_>, now: i64) -> Vec<String> {
    let (mut stats, retention) = (Stats::new(), Retention::default());
    let mut tracker = Tracker::new(Policy::FailureSticky, retention);
    stats.count_notification(notification);
    for receipt in notification.receipts().iter().take(100) {
        tracker.receive(receipt, now);
    }
    tracker.messages().for_each(|message| stats.count_message(message, now, 0));
    [debug(notification), debug(&tracker), debug(&stats)].concat()
}

/// What a notification shows by design and a request may hold as well: times, counts and keys. Of
/// an error it is the skew.
fn designed_of(notification: &Notification<'_>, now: i64) -> String {
    let signed = notification.verified.as_ref().and_then(|verified| verified.signed_at);
    let facts = notification.receipts().iter().map(|receipt| {
        let merge_key = MergeKey::new(receipt, Policy::FailureSticky);
        (receipt.occurred_at, receipt.parts, receipt.part, merge_key)
    });
    format!("{now} {signed:?} {:?} {:?}", notification.event.attempt, facts.collect::<Vec<_>>())
}

/// The library's own words are those of the sheet, in which there is no input: requests hold some
/// of them, too.
static OWN_WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| SHEET.0.iter().flat_map(|(_, text)| words_of(text)).collect());

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
}
