//! Bodies that are authentic and absurd: read or refused, in memory that stays a small multiple of
//! what came in.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use delivrd::{Config, ErrorKind, Notification, Provider, Request, Simulator, Verifier};

const NOW: i64 = 1_770_000_000;

/// Signs and receives a body; what comes out is as JSON, as a consumer would store it.
fn receive(provider: &'static dyn Provider, body: &str) -> Result<String, ErrorKind> {
    let simulator = provider.simulator().unwrap();
    let key = simulator.test_key();
    let config = simulator.verifying_config(key).unwrap().with("max_body", 16 << 20);
    let verifier = delivrd::registry().verifier(provider.metadata().id(), &config).unwrap();
    signed(&verifier, simulator, body)
        .map(|notification| serde_json::to_string(&notification).unwrap())
}

fn signed(
    verifier: &Verifier,
    simulator: &dyn Simulator,
    body: &str,
) -> Result<Notification<'static>, ErrorKind> {
    let request =
        simulator.sign(body.as_bytes(), "https://example.com/dlr", simulator.test_key(), NOW);
    let request = request.unwrap();
    let headers: Vec<(&str, &[u8])> =
        request.headers.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
    let request = Request {
        method: request.method,
        url: &request.url,
        headers: &headers,
        body: &request.body,
    };
    let received = verifier.receive(&request, NOW);
    received.map(Notification::into_owned).map_err(|error| error.kind())
}

/// A finalized Telnyx event for as many recipients, with further members of the payload.
fn event(recipients: usize, members: &str) -> String {
    let to = vec![r#"{"status":"delivery_failed"}"#; recipients].join(",");
    format!(
        r#"{{"data":{{"event_type":"message.finalized","payload":{{{members},"to":[{to}]}}}}}}"#
    )
}

fn telnyx(recipients: usize, members: &str) -> Result<String, ErrorKind> {
    receive(&delivrd::providers::telnyx::Telnyx, &event(recipients, members))
}

#[test]
fn what_recipients_share_is_not_multiplied_without_a_limit() {
    // An escape makes a text the receipt's own, so that each would hold a copy.
    let long = format!("\\u0041{}", "a".repeat(500_000));
    let id = format!(r#""id":"{long}""#);
    let others = [
        format!(r#""id":"m","type":"{long}""#),
        format!(r#""id":"m","tcr_campaign_id":"{long}""#),
        format!(r#""id":"m","messaging_profile_id":"{long}""#),
        format!(r#""id":"m","from":{{"phone_number":"{long}"}}"#),
        format!(r#""id":"m","errors":[{{"code":"40300","detail":"{long}"}}]"#),
        format!(r#""id":"m","tags":[{}"t"]"#, "\"t\",".repeat(100_000)),
    ];
    for members in [id].iter().chain(&others) {
        assert_eq!(telnyx(10_000, members), Err(ErrorKind::MalformedBody));
        assert!(telnyx(1, members).is_ok(), "a single receipt holds one copy");
    }
    assert!(telnyx(10_000, r#""id":"m","tags":["a","b"]"#).is_ok());
}

#[test]
fn ten_thousand_recipients_are_the_limit() {
    assert!(telnyx(10_000, r#""id":"m""#).is_ok());
    assert_eq!(telnyx(10_001, r#""id":"m""#), Err(ErrorKind::MalformedBody));
}

#[test]
fn errors_do_not_multiply_with_recipients() {
    let errors: Vec<String> = (0..50_000)
        .map(|index| format!(r#"{{"code":"{index}","source":{{"pointer":"/to/{index}"}}}}"#))
        .collect();
    let members = format!(r#""id":"m","errors":[{}]"#, errors.join(","));
    let receipts = telnyx(9_000, &members).unwrap();
    assert!(receipts.contains(r#""code":"8999""#) && !receipts.contains(r#""code":"9000""#));
}

#[test]
fn nesting_costs_no_stack() {
    let deep = format!("{}{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
    assert!(telnyx(1, &format!(r#""id":"m","ignored":{deep}"#)).is_ok());
    assert!(telnyx(1, &format!(r#""id":"m","parts":{deep}"#)).is_ok());
    let body = format!(r#"{{"message_id":"m","status":"DELIVRD","recipient":{deep},"x":{deep}}}"#);
    assert!(receive(&delivrd::providers::telecom23::Telecom23, &body).is_ok());
}

#[test]
fn a_configuration_of_many_members_is_refused_as_soon_as_a_small_one() {
    let text: Vec<String> = (0..200_000).map(|number| format!("\"m{number}\":1")).collect();
    let config: Config = serde_json::from_str(&format!("{{{}}}", text.join(","))).unwrap();
    let error = delivrd::registry().verifier("telnyx", &config).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidConfig);
}
