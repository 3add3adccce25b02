//! The contract carries providers of quite different shapes without a change. Tags are computed
//! by Python: `hmac.new(b"example secret", text, "sha256")`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::sync::Arc;

use delivrd_core::{
    Config, Confirmation, Error, ErrorKind, Notification, Outcome, Permanence, Policy, Provider,
    Reason, Receipt, Registry, Request, State, UnreadableKind, Verifier,
};
use delivrd_example_plugins::{
    basic_auth::BasicAuth, batch::Batch, signed_form::SignedForm, signed_query::SignedQuery,
};

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

#[test]
fn a_form_field_that_is_read_stands_once() {
    let verifier = verifier(SignedForm, "auth_token");
    let receive = |body: &str, tag: &str| {
        let headers: [(&str, &[u8]); 1] = [("x-form-signature", tag.as_bytes())];
        verifier.receive(&form(FORM_URL, body, &headers), NOW).map(Notification::into_owned)
    };
    // An empty value first, an empty value last: sorted, both sign the same text.
    let tag = "mO+Yni4zkCAkjbwwVgQRAKwM/lUsrwlQkfF/zglkFuE=";
    for body in [format!("MessageStatus=&{FORM}"), format!("{FORM}&MessageStatus=")] {
        assert_eq!(kind(receive(&body, tag)), ErrorKind::MalformedBody);
    }
    let empty = "ErrorCode=&MessageSid=SM1&MessageStatus=failed";
    let notification = receive(empty, "Z/0SF7cpmRiQ0SJWXKCmX978dChSoCPB03c6z2Jhacw=").unwrap();
    assert_eq!(notification.receipts()[0].code, None);
    let inbound = receive("MessageSid=SM1&From=x", "etZC5AvgwIhGIUFHnd3yH1qYnoqKynQgX2F4zCn1Yzg=");
    assert_eq!(inbound.unwrap().other.as_deref(), Some("inbound"));
    for short in ["E/fWQBvoAl2d7ofSWMawrQ==", "E/fWQBvoAl2d7ofSWMawrUhbFFLIBjcRjx/c1hlioBh="] {
        assert_eq!(kind(receive(FORM, short)), ErrorKind::MalformedHeader);
    }
}

const QUERY: &str = "messageId=0A&status=buffered&msisdn=14155550123&timestamp=1770000000";
const QUERY_TAG: &str = "37ddef17b1b099eabd7627c6f0a6ea48683ffe81542730b5cd03a7fef38c0a0f";

#[test]
fn a_call_by_get_is_received_from_its_url() {
    let verifier = verifier(SignedQuery, "signature_secret");
    let get = |url: String, now| {
        let request = Request { method: "GET", url: &url, headers: &[], body: b"" };
        let mut copy = String::new();
        let copied = verifier.receive_copied(&request, Some(now), &mut copy);
        let received = verifier.receive(&request, now);
        let written = |found: &Notification<'_>| serde_json::to_string(found).unwrap();
        assert_eq!(copied.ok().as_ref().map(written), received.as_ref().ok().map(written));
        received.map(Notification::into_owned)
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

#[test]
fn a_parameter_that_is_missing_beats_one_that_is_repeated() {
    let verifier = verifier(SignedQuery, "signature_secret");
    let kind = |query: &str| {
        let url = format!("https://example.com/dlr?{query}");
        let request = Request { method: "GET", url: &url, headers: &[], body: b"" };
        kind(verifier.receive(&request, NOW))
    };
    assert_eq!(kind("sig=00&sig=01"), ErrorKind::MissingHeader);
    assert_eq!(kind("timestamp=1&timestamp=2"), ErrorKind::MissingHeader);
    assert_eq!(kind("sig=00&timestamp=1&timestamp=2"), ErrorKind::DuplicateHeader);
    assert_eq!(kind("sig=&sig=00&timestamp=1"), ErrorKind::DuplicateHeader);
    assert_eq!(kind("sig=00&timestamp=1"), ErrorKind::MalformedHeader);
    for time in ["+1", "-1", "1.0", "1234567890123456789", "%31", "x"] {
        assert_eq!(kind(&format!("sig={QUERY_TAG}&timestamp={time}")), ErrorKind::MalformedHeader);
    }
}

#[test]
fn a_parameter_that_is_read_stands_once_and_says_something() {
    let verifier = verifier(SignedQuery, "signature_secret");
    for (query, tag) in [
        (
            format!("{QUERY}&messageId=0B"),
            "0bb24d49d4881a47117d2eb457b8cda19c4ae7d129ba1cae9c44af9c22cc3aaf",
        ),
        (
            format!("{QUERY}&status="),
            "4b053d9c9225738ab02e9978480fe8fd49246ed7574d718a51fefafea1268d9e",
        ),
        (
            format!("{QUERY}&status=buffered"),
            "c1f88a86e1c5eb918f53536523e12ba6809968294833c175babd5211231367e4",
        ),
        (
            "timestamp=1770000000&status=failed".to_owned(),
            "a1839a513ef32a2d49d4a01596fad0cafeee0a2732a21e8c413b62740e563265",
        ),
        (
            "messageId=&status=failed&timestamp=1770000000".to_owned(),
            "54dd683d306aad3d422a042ad33432178f0051bf5096e4d1b5748a2a501610e6",
        ),
    ] {
        let url = format!("https://example.com/dlr?{query}&sig={tag}");
        let request = Request { method: "GET", url: &url, headers: &[], body: b"" };
        assert_eq!(kind(verifier.receive(&request, NOW)), ErrorKind::MalformedBody, "{query}");
    }
}

#[test]
fn a_signature_fits_one_query_only() {
    let verifier = verifier(SignedQuery, "signature_secret");
    let tag = "407c2e130c026c92e76543ee89c8f4af4b131c0c313d97aae602299bdf75bf46";
    let get = |query: &str| {
        let url = format!("https://example.com/dlr?sig={tag}&timestamp=1770000000&{query}");
        let request = Request { method: "GET", url: &url, headers: &[], body: b"" };
        verifier.receive(&request, NOW).map(Notification::into_owned)
    };
    let notification = get("messageId=0A&status=failed%26msisdn%3D1").unwrap();
    assert_eq!(notification.receipts()[0].status.as_deref(), Some("failed&msisdn=1"));
    assert_eq!(notification.receipts()[0].recipient, None);
    assert!(get("status=failed%26msisdn%3D1&messageId=0A").is_ok(), "the order is free");
    assert_eq!(kind(get("messageId=0A&status=failed&msisdn=1")), ErrorKind::BadSignature);
    assert_eq!(kind(get("messageId=0A&status=failed%26msisdn=1")), ErrorKind::BadSignature);
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
fn a_batch_is_read_strictly_where_it_matters_and_nowhere_else() {
    let verifier = verifier(Batch, "callback_secret");
    let headers: [(&str, &[u8]); 1] = [("X-Callback-Secret", b"example secret")];
    let receive = |body: &str| {
        let request = Request { method: "POST", url: "", headers: &headers, body: body.as_bytes() };
        verifier.receive(&request, NOW).map(Notification::into_owned)
    };
    let amount = |price: &str| {
        let body = format!(r#"[{{"messageId":"m","status":"DELIVERED","price":{price}}}]"#);
        let cost = receive(&body).unwrap().receipts()[0].cost.clone();
        cost.map(|cost| cost.amount.as_str().to_owned())
    };
    for price in ["0.0500", "1e-2", "-0.10", "123456789012345678901234567890.10"] {
        assert_eq!(amount(price).as_deref(), Some(price));
        assert_eq!(amount(&format!("\"{price}\"")).as_deref(), Some(price));
    }
    for odd in ["null", "\"\"", "\"free\"", "true", "[1]", r#"{"amount":1}"#, r#""\ud800""#] {
        assert_eq!(amount(odd), None, "{odd}");
    }
    let item = |more: &str| format!(r#"[{{"messageId":"m","status":"DELIVERED",{more}}}]"#);
    let nested = format!(r#""ignored":{}{}"#, "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(receive(&item(&nested)).unwrap().receipts().len(), 1);
    let twice = r#""ignored":1,"ignored":2"#;
    assert_eq!(receive(&item(twice)).unwrap().receipts().len(), 1);

    for member in ["messageId", "status", "to", "doneAt", "price", "permanent"] {
        let body = item(&format!(r#""{member}":"a","{member}":"a""#));
        assert_eq!(kind(receive(&body)), ErrorKind::MalformedBody, "{member}");
    }
    let escaped = item(r#""\u0073tatus":"PENDING""#);
    assert_eq!(kind(receive(&escaped)), ErrorKind::MalformedBody);
    let good = r#"{"messageId":"m","status":"DELIVERED"}"#;
    for body in [
        format!(r#"[{good},["m","DELIVERED","+1","",1,true]]"#),
        format!("[{good},[]]"),
        format!("[{good}] []"),
        format!("[{good}"),
        good.to_owned(),
        String::new(),
    ] {
        assert_eq!(kind(receive(&body)), ErrorKind::MalformedBody, "{body}");
    }
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
    registry.register(BasicAuth).unwrap();
    assert_eq!(registry.register(Batch).unwrap_err().kind(), ErrorKind::InvalidArgument);
    let error = registry.verifier("telnyx", &Config::new()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnknownProvider);
    assert_eq!(
        error.to_string(),
        "no provider has this id; known are: signed_form, signed_query, batch, basic_auth"
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

const LOGIN: &str = "Basic Y2FycmllcjpleGFtcGxlIHNlY3JldA==";
const EVENT: &str = r#"{"type":"message-failed","time":"2026-11-20T09:16:05Z","to":"+15551234568","description":"destination-spam-detected","errorCode":4770,"carrierName":"Example Wireless","message":{"id":"m1","owner":"+15557654321","applicationId":"93de2206","time":"2026-11-20T09:16:00Z","segmentCount":2,"direction":"out","to":["+15551234568","+15551234569"],"from":"+15557654321","text":"","tag":"order-1001"}}"#;

fn basic_auth() -> Verifier {
    let config = Config::new().with("credential", "carrier:example secret");
    Verifier::new(Arc::new(BasicAuth), &config).unwrap()
}

fn log_in(
    verifier: &Verifier,
    values: &[&str],
    events: &[&str],
) -> Result<Notification<'static>, Error> {
    let headers: Vec<(&str, &[u8])> =
        values.iter().map(|value| ("authorization", value.as_bytes())).collect();
    let body = format!("[{}]", events.join(","));
    let request = Request { method: "POST", url: "", headers: &headers, body: body.as_bytes() };
    verifier.receive(&request, NOW).map(Notification::into_owned)
}

fn only(notification: Notification<'_>) -> Receipt<'_> {
    let [receipt] = <[_; 1]>::try_from(notification.into_receipts()).unwrap();
    receipt
}

#[test]
fn a_caller_that_logs_in_is_received() {
    let notification = log_in(&basic_auth(), &[LOGIN], &[EVENT]).unwrap();
    let verified = notification.verified.as_ref().unwrap();
    assert_eq!((&*verified.scheme, verified.skew), ("basic_auth", None));
    let receipt = only(notification);
    assert_eq!((receipt.state(), receipt.is_final()), (State::Rejected, true));
    assert_eq!(receipt.failure().unwrap().reason, Reason::SpamFiltered);
    assert_eq!((receipt.code.as_deref(), receipt.parts), (Some("4770"), Some(2)));
    assert_eq!(receipt.recipient.as_deref(), Some("+15551234568"));
    assert_eq!(receipt.carrier.as_deref(), Some("Example Wireless"));
    assert_eq!(receipt.tags, ["order-1001"]);
    assert_eq!(receipt.occurred_at_text.as_deref(), Some("2026-11-20T09:16:05Z"));
    assert!(receipt.occurred_at.is_some());
}

#[test]
fn a_login_has_one_form_and_one_content() {
    let verifier = basic_auth();
    let kind = |values: &[&str]| kind(log_in(&verifier, values, &[EVENT]));
    assert_eq!(kind(&[]), ErrorKind::MissingHeader);
    assert_eq!(kind(&[""]), ErrorKind::MissingHeader);
    assert_eq!(kind(&[LOGIN, "Basic eDp5"]), ErrorKind::DuplicateHeader);
    for malformed in [
        "Basic",
        "Basic ",
        "Bearer Y2FycmllcjpleGFtcGxlIHNlY3JldA==",
        "BasicY2FycmllcjpleGFtcGxlIHNlY3JldA==",
        "Basic  Y2FycmllcjpleGFtcGxlIHNlY3JldA==",
        " Basic Y2FycmllcjpleGFtcGxlIHNlY3JldA==",
        "Basic Y2FycmllcjpleGFtcGxlIHNlY3JldA== ",
        "Basic Y2FycmllcjpleGFtcGxlIHNlY3JldA",
        "Basic Y2FycmllcjpleGFtcGxlIHNlY3JldB==",
        "Basic Y2Fycmllcg==",
        "Basic carrier:example secret",
    ] {
        assert_eq!(kind(&[malformed]), ErrorKind::MalformedHeader, "{malformed:?}");
    }
    // The password in another case; another user with another password.
    for wrong in ["Basic Y2FycmllcjpleGFtcGxlIHNlY3JlVA==", "Basic b3RoZXI6cGFzczp3b3Jk"] {
        assert_eq!(kind(&[wrong]), ErrorKind::BadSignature);
    }
    for same in ["basic Y2FycmllcjpleGFtcGxlIHNlY3JldA==", "BASIC Y2FycmllcjpleGFtcGxlIHNlY3JldA=="]
    {
        assert!(log_in(&verifier, &[same], &[EVENT]).is_ok());
    }
    assert!(log_in(&verifier, &[LOGIN, LOGIN], &[EVENT]).is_ok());
}

#[test]
fn credentials_rotate_under_their_labels() {
    let labelled = |credential: &str, label: &str| {
        Config::new().with("credential", credential).with("label", label)
    };
    let credentials = vec![
        labelled("carrier:old secret", "autumn"),
        labelled("carrier:example secret", "winter"),
        labelled("other:pass:word", "inbound"),
    ];
    let config = Config::new().with("credentials", credentials);
    let verifier = Verifier::new(Arc::new(BasicAuth), &config).unwrap();
    for (value, label) in [
        ("Basic Y2FycmllcjpvbGQgc2VjcmV0", "autumn"),
        (LOGIN, "winter"),
        ("Basic b3RoZXI6cGFzczp3b3Jk", "inbound"),
    ] {
        let notification = log_in(&verifier, &[value], &[EVENT]).unwrap();
        assert_eq!(notification.verified.unwrap().key, label);
    }
}

#[test]
fn a_credential_that_protects_nothing_is_refused() {
    for credential in ["", ":", "carrier", "carrier:", "carrier: \t", "carrier:\0"] {
        let config = Config::new().with("credential", credential);
        let error = Verifier::new(Arc::new(BasicAuth), &config).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidConfig, "{credential:?}");
    }
    assert!(Verifier::new(Arc::new(BasicAuth), &Config::new()).is_err());
}

#[test]
fn events_survive_the_bad_ones_beside_them() {
    let verifier = basic_auth();
    let receive = |events: &[&str]| log_in(&verifier, &[LOGIN], events);
    let inbound = r#"{"type":"message-received","message":{"id":"m9","direction":"in"}}"#;
    let no_id = r#"{"type":"message-sent","message":{"segmentCount":1}}"#;
    let odd = r#"{"type":"message-sent","to":7,"time":{},"errorCode":[],"message":{"id":"m2","segmentCount":"x"}}"#;
    let odd_id = r#"{"type":"message-sent","message":{"id":5}}"#;

    let notification = receive(&[EVENT, no_id, odd, "null", odd_id, inbound]).unwrap();
    assert_eq!(notification.receipts().len(), 2);
    assert_eq!(notification.receipts()[1].state(), State::Sent);
    let unreadable: Vec<_> =
        notification.unreadable.iter().map(|item| (item.index, item.kind)).collect();
    let (missing, wrong) = (UnreadableKind::MissingMember, UnreadableKind::WrongType);
    assert_eq!(unreadable, [(1, missing), (3, wrong), (4, wrong), (5, wrong)]);

    let notification = receive(&[inbound]).unwrap();
    assert_eq!(notification.other.as_deref(), Some("message-received"));
    assert!(notification.unreadable.is_empty());

    let positional = r#"["message-sent","","","",4770,"",{"id":"m"}]"#;
    let nested = r#"{"type":"message-sent","message":["m"]}"#;
    let twice = r#"{"type":"message-sent","message":{"id":"m","id":"n"}}"#;
    for event in [positional, nested, twice] {
        assert_eq!(kind(receive(&[EVENT, event])), ErrorKind::MalformedBody, "{event}");
    }
    assert_eq!(kind(receive(&[])), ErrorKind::MalformedBody);
}

#[test]
fn codes_and_descriptions_decide_what_a_word_leaves_open() {
    let verifier = basic_auth();
    let metadata = verifier.metadata();
    assert_eq!(metadata.codes().rows().len(), 12);
    for row in metadata.codes().rows() {
        let event = EVENT.replace("4770", row.code);
        let receipt = only(log_in(&verifier, &[LOGIN], &[&event]).unwrap());
        let (state, failure) = row.verdict().unwrap();
        assert_eq!((receipt.state(), receipt.failure()), (state, Some(failure)), "{}", row.code);
    }
    let state = |code| {
        let event = EVENT.replace("4770", code);
        only(log_in(&verifier, &[LOGIN], &[&event]).unwrap()).state()
    };
    assert_eq!(state("4360"), State::Expired);
    assert_eq!(state("4702"), State::Undelivered);
    assert_eq!(state("4775"), State::Rejected);
    assert_eq!(state("9902"), State::Unknown);
    assert_eq!(state("1"), State::Undelivered);

    for (description, confirmation) in [
        ("ok", Confirmation::Unspecified),
        ("Message delivered to carrier", Confirmation::Operator),
    ] {
        let event = EVENT
            .replace("message-failed", "message-delivered")
            .replace("destination-spam-detected", description);
        let receipt = only(log_in(&verifier, &[LOGIN], &[&event]).unwrap());
        assert_eq!((receipt.state(), receipt.is_final()), (State::Delivered, true));
        assert_eq!((receipt.confirmation(), receipt.failure()), (confirmation, None));
    }
}

#[test]
fn each_recipient_of_a_group_message_has_keys_of_its_own() {
    let verifier = basic_auth();
    let another = EVENT.replacen("+15551234568", "+15551234569", 1);
    let notification = log_in(&verifier, &[LOGIN], &[EVENT, &another, EVENT]).unwrap();
    let [first, second, retry] = notification.receipts() else { panic!("three receipts") };
    assert_eq!(first.message_id, second.message_id);
    assert_ne!(first.message_key(), second.message_key());
    assert_ne!(first.dedupe_key(), second.dedupe_key());
    assert_eq!(first.dedupe_key(), retry.dedupe_key());
    assert_eq!(second.message_key(), verifier.message_key("m1", Some("+15551234569")));
}

#[test]
fn configured_advice_reaches_outcomes_too() {
    let row = Config::new()
        .with("state", "undelivered")
        .with("action", "suppress")
        .with("id", "own")
        .with("explanation", "Our own words.");
    let config = Config::new().with("auth_token", "example secret").with("advice", vec![row]);
    let verifier = Verifier::new(Arc::new(SignedForm), &config).unwrap();
    let headers: [(&str, &[u8]); 1] = [("x-form-signature", FORM_TAG.as_bytes())];
    let notification = verifier.receive(&form(FORM_URL, FORM, &headers), NOW).unwrap();
    let outcome = Outcome::from_receipts(Policy::DeliveredWins, notification.receipts());
    assert_eq!(verifier.advise_outcome(&outcome).id, "own");
    assert_eq!(outcome.advice().id, "undelivered_unknown");
}
