//! What a verifier says of itself, of words that nobody knows, and without a key.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

use std::sync::Arc;
use std::time::SystemTime;

use delivrd::dangerous::UnverifiedReader;
use delivrd::providers::telecom23::Telecom23;
use delivrd::providers::telnyx::Telnyx;
use delivrd::{
    Config, ConfigError, Confirmation, ErrorKind, Notification, Provider, Reason, Receipt, Request,
    State, Verifier,
};

const NOW: i64 = 1_770_000_000;

fn config(json: &str) -> Config {
    let members: Config = serde_json::from_str(json).unwrap();
    let simulator = Telecom23.simulator().unwrap();
    simulator.verifying_config(simulator.test_key()).unwrap().overlaid(&members, &[])
}

fn verifier(json: &str) -> Verifier {
    delivrd::registry().verifier("telecom23", &config(json)).unwrap()
}

/// A receipt with this word and code, as the provider signs it.
fn received(verifier: &Verifier, word: &str, code: &str) -> Receipt<'static> {
    let body = format!(r#"{{"message_id":"m","status":"{word}","status_code":"{code}"}}"#);
    signed(&Telecom23, verifier, &body)
}

fn signed(provider: &dyn Provider, verifier: &Verifier, body: &str) -> Receipt<'static> {
    let simulator = provider.simulator().unwrap();
    let signed = simulator.sign(body.as_bytes(), "", simulator.test_key(), NOW).unwrap();
    let headers: Vec<(&str, &[u8])> =
        signed.headers.iter().map(|(name, value)| (name.as_ref(), value.as_bytes())).collect();
    let request = Request { method: "POST", url: "", headers: &headers, body: &signed.body };
    let notification = verifier.receive(&request, NOW).map(Notification::into_owned);
    notification.unwrap().into_receipts().remove(0)
}

#[test]
fn it_tells_its_label_and_its_limit() {
    let plain = verifier("{}");
    assert_eq!((plain.account(), plain.max_body()), ("", 1 << 20));
    let told = verifier(r#"{"account":"a","max_body":2000}"#);
    assert_eq!((told.account(), told.max_body()), ("a", 2000));
}

/// The account is in the dedupe key, so that receipts of two are never the same.
#[test]
fn receipts_of_two_accounts_differ() {
    let of_account = |account: &str| {
        let verifier = verifier(&format!(r#"{{"account":"{account}"}}"#));
        received(&verifier, "DELIVRD", "")
    };
    assert_eq!(of_account("a"), of_account("a"));
    assert_ne!(of_account("a"), of_account("b"));
    assert_ne!(of_account("a").dedupe_key(), of_account("b").dedupe_key());
}

#[test]
fn now_is_the_time_of_the_systems_clock() {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    let now = i64::try_from(since.as_secs()).unwrap();
    let simulator = Telecom23.simulator().unwrap();
    let verifier = verifier("{}");
    let receive_now = |signed_at| {
        let body = br#"{"message_id":"m","status":"DELIVRD"}"#;
        let signed = simulator.sign(body, "", simulator.test_key(), signed_at).unwrap();
        let headers: Vec<(&str, &[u8])> =
            signed.headers.iter().map(|(name, value)| (name.as_ref(), value.as_bytes())).collect();
        let request = Request { method: "POST", url: "", headers: &headers, body: &signed.body };
        verifier.receive_now(&request).map(Notification::into_owned)
    };
    assert!(receive_now(now).is_ok());
    assert_eq!(receive_now(now - 4000).unwrap_err().kind(), ErrorKind::StaleTimestamp);
    assert_eq!(receive_now(now + 4000).unwrap_err().kind(), ErrorKind::FutureTimestamp);
}

#[test]
fn a_word_is_unknown_if_nothing_explains_it() {
    let plain = verifier("{}");
    assert!(received(&plain, "NOVEL", "").has_unknown_word());
    // The table knows that this word says nothing.
    for word in ["UNKNOWN", "DELIVRD", "UNDELIV"] {
        assert!(!received(&plain, word, "").has_unknown_word(), "{word}");
    }
    let told = verifier(
        r#"{"statuses":{
            "NOVEL":{"state":"unknown"},
            "OVER":{"state":"unknown","final":true},
            "GONE":{"state":"sent"}
        }}"#,
    );
    for word in ["NOVEL", "OVER", "GONE"] {
        assert!(!received(&told, word, "").has_unknown_word(), "{word}");
    }
}

#[test]
fn a_confirmation_is_of_the_state_that_was_said_not_of_the_one_that_follows() {
    let told = verifier(
        r#"{
            "statuses":{"LOST":{"state":"undelivered","confirmation":"operator"}},
            "codes":{"7":{"reason":"unreachable"},"8":{"reason":"blocked"}}
        }"#,
    );
    let lost = received(&told, "LOST", "7");
    assert_eq!((lost.state(), lost.confirmation()), (State::Undelivered, Confirmation::Operator));
    // The policy rule: whoever was blocked was rejected, and no operator said so.
    let blocked = received(&told, "LOST", "8");
    assert_eq!((blocked.state(), blocked.confirmation()), (State::Rejected, Confirmation::None));
}

#[test]
fn a_row_of_a_code_table_says_what_a_receipt_with_the_code_will() {
    let simulator = Telnyx.simulator().unwrap();
    let config = simulator.verifying_config(simulator.test_key()).unwrap();
    let verifier = delivrd::registry().verifier("telnyx", &config).unwrap();
    let mut told = 0;
    for row in Telnyx.metadata().codes().rows() {
        let receipt = signed(
            &Telnyx,
            &verifier,
            &format!(
                r#"{{"data":{{"event_type":"message.finalized","payload":{{"id":"m",
                "to":[{{"status":"delivery_failed"}}],"errors":[{{"code":"{}"}}]}}}}}}"#,
                row.code
            ),
        );
        // The one code whose meaning depends on the words beside it (docs/providers/telnyx.md).
        if let Some((state, failure)) = row.verdict().filter(|_| row.code != "40300") {
            assert_eq!(
                (receipt.state(), receipt.failure()),
                (state, Some(failure)),
                "{}",
                row.code
            );
            told += 1;
        }
    }
    assert!(told > 50, "{told}");
}

#[test]
fn a_state_that_failed_has_a_reason_of_its_own() {
    for state in State::ALL {
        for is_final in [false, true] {
            let failure = delivrd::failure_of(*state, is_final);
            assert_eq!(failure.is_some(), state.is_failure(is_final), "{state} {is_final}");
        }
    }
    let reason = |state| delivrd::failure_of(state, true).map(|failure| failure.reason);
    assert_eq!(reason(State::Expired), Some(Reason::Expired));
    assert_eq!(reason(State::Unknown), Some(Reason::NoReceipt));
}

#[test]
fn without_a_key_the_dangerous_way_alone_reads() {
    let keyless = Config::new().with("max_body", 100).with("account", "a");
    let refused = delivrd::registry().verifier("telecom23", &keyless).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::InvalidConfig);

    let reader = UnverifiedReader::new(Arc::new(Telecom23), &keyless).unwrap();
    let body = |body: &'static str| Request {
        method: "POST",
        url: "",
        headers: &[],
        body: body.as_bytes(),
    };
    let genuine = body(r#"{"message_id":"m","status":"DELIVRD","status_code":""}"#);
    let read = reader.read_unverified(&genuine).unwrap();
    assert!(read.verified.is_none());
    let verifier = verifier(r#"{"account":"a"}"#);
    assert_eq!(read.receipts(), [received(&verifier, "DELIVRD", "")]);

    let long = " ".repeat(101);
    let long = Request { body: long.as_bytes(), ..genuine };
    assert_eq!(reader.read_unverified(&long).unwrap_err().kind(), ErrorKind::BodyTooLarge);
    let broken = reader.read_unverified(&body("{")).unwrap_err();
    assert_eq!(broken.kind(), ErrorKind::MalformedBody);
    // A key that is there is still checked, and so is all else.
    for json in [r#"{"secret":""}"#, r#"{"secret":"s","secrets":["s"]}"#, r#"{"tolerance":-1}"#] {
        let config: Config = serde_json::from_str(json).unwrap();
        assert!(UnverifiedReader::new(Arc::new(Telecom23), &config).is_err(), "{json}");
    }
}

#[test]
fn telnyx_takes_a_yes_or_a_no_for_its_tables() {
    let simulator = Telnyx.simulator().unwrap();
    let config = simulator.verifying_config(simulator.test_key()).unwrap();
    for precompute in [true, false] {
        assert!(
            Verifier::new(Arc::new(Telnyx), &config.clone().with("precompute", precompute)).is_ok()
        );
    }
    let error = Verifier::new(Arc::new(Telnyx), &config.with("precompute", "yes")).unwrap_err();
    assert_eq!(error, ConfigError::invalid("precompute", "expected true or false"));
}
