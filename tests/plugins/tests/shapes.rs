//! The contract carries providers of quite different shapes without a change. Tags are computed
//! by Python: `hmac.new(b"example secret", text, "sha256")`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::sync::Arc;

use delivrd_core::{
    Config, Error, ErrorKind, Notification, Permanence, Provider, Reason, Receipt, Registry,
    Request, State, Verifier,
};
use delivrd_example_plugins::{batch::Batch, signed_form::SignedForm, signed_query::SignedQuery};

const NOW: i64 = 1_770_000_000;

fn verifier(provider: impl Provider + 'static, key: &str) -> Verifier {
    let config = Config::new().with(key, "example secret").with("account", "test");
    Verifier::new(Arc::new(provider), &config).unwrap()
}

fn kind(result: Result<Notification<'_>, Error>) -> ErrorKind {
    result.unwrap_err().kind()
}

const FORM_URL: &str = "https://example.com/dlr?tenant=7";
const FORM: &str = "To=%2B14155550123&MessageSid=SM1&MessageStatus=failed&ErrorCode=30003";
const FORM_TAG: &str = "E/fWQBvoAl2d7ofSWMawrUhbFFLIBjcRjx/c1hlioBg=";

fn form<'r>(url: &'r str, body: &'r str, headers: &'r [(&'r str, &'r [u8])]) -> Request<'r> {
    Request { method: "POST", url, headers, body: body.as_bytes() }
}

#[test]
fn a_form_is_signed_together_with_its_url() {
    let verifier = verifier(SignedForm, "auth_token");
    let headers: [(&str, &[u8]); 1] = [("x-form-signature", FORM_TAG.as_bytes())];
    let request = form(FORM_URL, FORM, &headers);
    let notification = verifier.receive(&request, NOW).unwrap();
    let [receipt] = notification.receipts() else { panic!("one receipt") };
    assert_eq!(receipt.state(), State::Undelivered);
    assert_eq!(receipt.recipient.as_deref(), Some("+14155550123"));
    assert_eq!(receipt.code.as_deref(), Some("30003"));
    assert_eq!(notification.verified.as_ref().unwrap().signed_at, None);
    assert_eq!(receipt.message_key(), verifier.message_key("SM1", None));

    let elsewhere = form("https://example.com/dlr?tenant=8", FORM, &headers);
    assert_eq!(kind(verifier.receive(&elsewhere, NOW)), ErrorKind::BadSignature);
    let changed = FORM.replace("failed", "delivered");
    assert_eq!(
        kind(verifier.receive(&form(FORM_URL, &changed, &headers), NOW)),
        ErrorKind::BadSignature
    );
    assert_eq!(kind(verifier.receive(&form(FORM_URL, FORM, &[]), NOW)), ErrorKind::MissingHeader);
}

#[test]
fn nothing_signs_a_time_so_none_is_checked() {
    let verifier = verifier(SignedForm, "auth_token");
    let headers: [(&str, &[u8]); 1] = [("x-form-signature", FORM_TAG.as_bytes())];
    let notification = verifier.receive(&form(FORM_URL, FORM, &headers), i64::MAX).unwrap();
    assert_eq!(notification.verified.unwrap().skew, None);
}

const QUERY: &str = "messageId=0A&status=buffered&msisdn=14155550123&timestamp=1770000000";
const QUERY_TAG: &str = "b8ea74d521f5d84ca9b281fd97bc5215705ee4af839c1d3bf625c73473c90402";

#[test]
fn a_call_by_get_is_received_from_its_url() {
    let verifier = verifier(SignedQuery, "signature_secret");
    let get = |url: String, now| {
        let request = Request { method: "GET", url: &url, headers: &[], body: b"" };
        verifier.receive(&request, now).map(Notification::into_owned)
    };
    let url = format!("https://example.com/dlr?{QUERY}&sig={QUERY_TAG}");
    let notification = get(url.clone(), NOW).unwrap();
    let receipt = &notification.receipts()[0];
    assert_eq!((receipt.state(), receipt.is_final()), (State::Undelivered, false));
    assert_eq!(receipt.failure().unwrap().reason, Reason::Unknown);
    assert_eq!(notification.verified.as_ref().unwrap().skew, Some(0));

    assert_eq!(kind(get(url.clone(), NOW + 301)), ErrorKind::StaleTimestamp);
    assert_eq!(kind(get(url.replace("buffered", "delivered"), NOW)), ErrorKind::BadSignature);
    assert_eq!(kind(get(format!("{url}&sig=00"), NOW)), ErrorKind::DuplicateHeader);
    assert_eq!(
        kind(get(format!("https://example.com/dlr?{QUERY}"), NOW)),
        ErrorKind::MissingHeader
    );
}

fn batch_of(items: &[String]) -> String {
    format!("[{}]", items.join(","))
}

fn item(number: u32) -> String {
    format!(
        r#"{{"messageId":"m","to":"+1415555{number:04}","status":"UNDELIVERABLE","permanent":{},"price":0.0500}}"#,
        number.is_multiple_of(2)
    )
}

#[test]
fn a_batch_of_a_hundred_survives_its_bad_items() {
    let verifier = verifier(Batch, "callback_secret");
    let mut items: Vec<String> = (0..100).map(item).collect();
    items[3] = r#"{"messageId":"m"}"#.to_owned();
    items[50] = "null".to_owned();
    let body = batch_of(&items);
    let headers: [(&str, &[u8]); 1] = [("X-Callback-Secret", b"example secret")];
    let request = Request { method: "POST", url: "", headers: &headers, body: body.as_bytes() };
    let notification = verifier.receive(&request, NOW).unwrap();
    assert_eq!(notification.receipts().len(), 98);
    let unreadable: Vec<usize> = notification.unreadable.iter().map(|item| item.index).collect();
    assert_eq!(unreadable, [3, 50]);
    let failure = notification.receipts()[0].failure().unwrap();
    assert_eq!(failure.permanence, Permanence::Permanent);
    let mut keys: Vec<_> = notification.receipts().iter().map(Receipt::dedupe_key).collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 98, "each recipient is a fact of its own");

    let wrong: [(&str, &[u8]); 1] = [("X-Callback-Secret", b"example secre")];
    let request = Request { headers: &wrong, ..request };
    assert_eq!(kind(verifier.receive(&request, NOW)), ErrorKind::BadSignature);
}

#[test]
fn ten_thousand_items_are_the_limit() {
    let verifier = verifier(Batch, "callback_secret");
    let headers: [(&str, &[u8]); 1] = [("X-Callback-Secret", b"example secret")];
    let receive = |count: usize| {
        let body = batch_of(&vec![item(1); count]);
        let request = Request { method: "POST", url: "", headers: &headers, body: body.as_bytes() };
        verifier.receive(&request, NOW).map(|notification| notification.receipts().len())
    };
    assert_eq!(receive(10_000).unwrap(), 10_000);
    assert_eq!(receive(10_001).unwrap_err().kind(), ErrorKind::MalformedBody);
    assert_eq!(receive(0).unwrap_err().kind(), ErrorKind::MalformedBody);
}

#[test]
fn plug_ins_stand_beside_each_other_in_a_registry() {
    let mut registry = Registry::new();
    registry.register(SignedForm).unwrap();
    registry.register(SignedQuery).unwrap();
    registry.register(Batch).unwrap();
    assert_eq!(registry.register(Batch).unwrap_err().kind(), ErrorKind::InvalidArgument);
    let error = registry.verifier("telnyx", &Config::new()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnknownProvider);
    assert_eq!(
        error.to_string(),
        "no provider has this id; known are: signed_form, signed_query, batch"
    );
}

#[test]
fn overrides_work_for_every_provider() {
    let status = Config::new().with("state", "expired");
    let code = Config::new().with("reason", "opted_out").with("permanence", "permanent");
    let config = Config::new()
        .with("auth_token", "example secret")
        .with("statuses", Config::new().with("failed", status))
        .with("codes", Config::new().with("30003", code));
    let verifier = Verifier::new(Arc::new(SignedForm), &config).unwrap();
    let headers: [(&str, &[u8]); 1] = [("x-form-signature", FORM_TAG.as_bytes())];
    let request = form(FORM_URL, FORM, &headers);
    let notification = verifier.receive(&request, NOW).unwrap();
    let receipt = &notification.receipts()[0];
    assert_eq!(receipt.state(), State::Rejected);
    assert_eq!(receipt.failure().unwrap().reason, Reason::OptedOut);
}
