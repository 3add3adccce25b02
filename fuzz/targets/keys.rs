//! Keys, times, amounts and words from text.
#![no_main]

use std::borrow::Cow;

use delivrd::{Amount, DedupeKey, MessageKey, Reason, State, Timestamp};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(key) = text.parse::<DedupeKey>() {
        assert_eq!(key.to_string(), text);
    }
    if let Ok(key) = text.parse::<MessageKey>() {
        assert_eq!(key.to_string(), text);
    }
    if let Some(time) = Timestamp::parse(text) {
        assert_eq!(Timestamp::parse(&time.to_string()), Some(time));
    }
    if let Ok(amount) = Amount::try_from(Cow::Borrowed(text)) {
        assert_eq!(amount.as_str(), text);
        assert!(
            serde_json::from_str::<serde_json::Number>(text).is_ok() || text.contains(['e', 'E'])
        );
    }
    if let Ok(state) = text.parse::<State>() {
        assert_eq!(state.as_str(), text);
    }
    if let Ok(reason) = text.parse::<Reason>() {
        assert_eq!(reason.as_str(), text);
    }
    // The digits of a recipient are what counts, in every way of writing them.
    let verifier = &delivrd_fuzz::TELNYX.verifier;
    let _ = verifier.message_key(text, Some(text));
});
