//! The canaries, where they are put in, and how a value is shown.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::sync::Mutex;

use delivrd::Error;
use delivrd_conformance::canary::{Canaries, NUMBER, canary};
use serde_json::json;

/// Digits of a number that nobody has, as a price.
pub(crate) const AMOUNT: &str = "0.4155550142";

static PLACES: Mutex<BTreeSet<&str>> = Mutex::new(BTreeSet::new());

/// The canary of a place.
pub(crate) fn hidden(place: &'static str) -> Cow<'static, str> {
    PLACES.lock().unwrap().insert(place);
    canary(place).into()
}

/// How many places got a canary.
pub(crate) fn places() -> usize {
    PLACES.lock().unwrap().len()
}

/// Everything that was put in anywhere.
pub(crate) fn hidden_ones() -> Canaries {
    let mut canaries = secrets();
    PLACES.lock().unwrap().iter().for_each(|place| canaries.hide(canary(place)));
    canaries.hide(NUMBER);
    canaries.hide(AMOUNT);
    canaries
}

/// What not even the JSON of a receipt may hold.
pub(crate) fn secrets() -> Canaries {
    let mut canaries = Canaries::new(8);
    for place in ["secret", "old secret", "header value"] {
        canaries.hide(canary(place));
    }
    for provider in delivrd::providers::ALL {
        canaries.hide(provider.simulator().unwrap().test_key());
    }
    canaries
}

/// Both forms of `Debug`.
pub(crate) fn debug(value: &dyn Debug) -> [String; 2] {
    [format!("{value:?}"), format!("{value:#?}")]
}

/// An error as it is shown: itself, all its sources, and the six members that every language has.
pub(crate) fn shown_error(error: &(dyn std::error::Error + 'static)) -> Vec<String> {
    let mut texts = Vec::new();
    let mut cause = Some(error);
    while let Some(error) = cause {
        texts.extend([error.to_string(), format!("{error:?}"), format!("{error:#?}")]);
        cause = error.source();
    }
    if let Some(error) = error.downcast_ref::<Error>() {
        let kind = error.kind();
        let members = json!({
            "kind": kind.name(), "number": kind.number(), "message": error.to_string(),
            "http_status": kind.http_status(), "retryable": kind.is_retryable(),
            "authentic": kind.is_authentic(), "skew": error.skew(),
        });
        texts.push(members.to_string());
    }
    texts
}
