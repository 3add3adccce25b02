//! What is written down in two places has to agree.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;

use delivrd::{Confirmation, ErrorKind, State};
use delivrd_conformance::read_json;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListedError {
    number: u32,
    kind: String,
    stage: String,
    http_status: u16,
    retryable: bool,
    authentic: bool,
}

#[test]
fn error_kinds_are_those_of_the_list() {
    let list: Vec<ListedError> = read_json("error_kinds.json");
    let own: Vec<u32> = ErrorKind::ALL.iter().map(|kind| kind.number()).collect();
    let listed: Vec<u32> = list.iter().map(|kind| kind.number).collect();
    assert_eq!(own, listed);
    for (own, listed) in ErrorKind::ALL.iter().zip(&list) {
        assert_eq!(own.name(), listed.kind);
        assert_eq!(own.http_status(), listed.http_status, "{}", listed.kind);
        assert_eq!(own.is_retryable(), listed.retryable, "{}", listed.kind);
        assert_eq!(own.is_authentic(), listed.authentic, "{}", listed.kind);
        let stage = match listed.number / 1000 {
            1 => "call",
            2 => "verify",
            3 => "parse",
            _ => "internal",
        };
        assert_eq!(stage, listed.stage);
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListedWord {
    status: String,
    state: State,
    #[serde(rename = "final")]
    is_final: bool,
    confirmation: Confirmation,
}

#[test]
fn status_words_are_those_of_the_list() {
    let mut lists: BTreeMap<String, Vec<ListedWord>> = read_json("statuses.json");
    for provider in delivrd::providers::ALL {
        let metadata = provider.metadata();
        let list = lists.remove(metadata.id()).unwrap_or_default();
        assert_eq!(metadata.statuses().rows().len(), list.len(), "{}", metadata.id());
        for listed in list {
            let own = metadata.statuses().get(&listed.status).unwrap();
            assert_eq!(own.state(), listed.state, "{}", listed.status);
            assert_eq!(own.is_final(), listed.is_final, "{}", listed.status);
            assert_eq!(own.confirmation(), listed.confirmation, "{}", listed.status);
        }
    }
    assert!(lists.is_empty(), "a list of a provider that does not exist");
}

#[test]
fn every_code_names_its_source() {
    for provider in delivrd::providers::ALL {
        for row in provider.metadata().codes().rows() {
            assert!(!row.source.is_empty(), "{}", row.code);
        }
    }
}
