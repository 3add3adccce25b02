//! Where facts are found, and what is made of them.

use delivrd::UnreadableKind::{MissingMember, WrongType};
use delivrd::{Config, ErrorKind, Notification, Request};

use crate::{definition, receive};

const SECRET: &str = "scheme = \"secret\"\nin = \"query:token\"";

fn read(format: &str, further: &str, body: &str) -> Result<Notification<'static>, ErrorKind> {
    let url = "https://example.com/dlr?token=t&ref=r%201&id=q-1&state=ok";
    let request = Request { method: "POST", url, headers: &[], body: body.as_bytes() };
    let definition = definition(SECRET, format, further);
    receive(definition, &Config::new().with("secret", "t"), &request, 0)
        .map_err(|error| error.kind())
}

#[test]
fn every_member_comes_from_where_it_is_said_to_be() {
    let further = r#"
        [event]
        id = "/event"
        type = "/kind"
        attempt = "/attempt"
        [receipt]
        message_id = ["/none", "/m/id"]
        status = "/m/state"
        recipient = "/m/to/0/number"
        sender = "from"
        reference = "query:ref"
        channel = ["/m/channel", "text:sms"]
        campaign = "/campaign"
        code = "/m/error"
        detail = "/m/a~1b/c~0d"
        occurred_at = "/at"
        time = ["seconds", "rfc3339"]
        parts = "/parts"
        part = "/part"
        amount = "/price"
        currency = "text:EUR"
        carrier = "/carrier"
        network = "/network"
        tags = "/tags"
        [receipt.extra]
        z = "/flag"
        a = "/none"
        b = "/number"
    "#;
    let body = r#"{
        "event": "e-1", "kind": "dlr", "attempt": 2, "from": "Acme", "campaign": "c", "at": 1770000000,
        "m": {"id": "m-1", "state": "failed", "to": [{"number": "+14155550123"}, {}], "channel": "RCS",
              "error": 42, "a/b": {"c~d": "why"}},
        "parts": 2, "part": "1", "price": 0.0510, "carrier": "C", "network": "23415", "tags": ["x", 7, "y"],
        "flag": true, "number": 1.50
    }"#;
    let notification = read("format = \"json\"", further, body).unwrap();
    let event = &notification.event;
    assert_eq!(
        (event.id.as_deref(), event.kind.as_deref(), event.attempt),
        (Some("e-1"), Some("dlr"), Some(2))
    );
    let written = serde_json::to_value(&notification.receipts()[0]).unwrap();
    for (name, expected) in [
        ("message_id", serde_json::json!("m-1")),
        ("status", "failed".into()),
        ("recipient", "+14155550123".into()),
        ("sender", "Acme".into()),
        ("reference", "r 1".into()),
        ("channel", "rcs".into()),
        ("campaign", "c".into()),
        ("code", "42".into()),
        ("detail", "why".into()),
        ("occurred_at", "2026-02-02T02:40:00Z".into()),
        ("parts", 2.into()),
        ("part", 1.into()),
        ("cost", serde_json::json!({"amount": "0.0510", "currency": "EUR"})),
        ("carrier", "C".into()),
        ("network", "23415".into()),
        ("tags", serde_json::json!(["x", "y"])),
        ("extra", serde_json::json!({"z": "true", "b": "1.50"})),
    ] {
        assert_eq!(written[name], expected, "{name}");
    }
}

const PLAIN: &str = "[receipt]\nmessage_id = \"id\"\nstatus = \"state\"\nrecipient = \"to\"";

#[test]
fn the_same_names_lead_into_json_a_form_and_a_query() {
    for (format, body, id) in [
        ("format = \"json\"", r#"{"id":"m-1","state":"ok"}"#, "m-1"),
        ("format = \"form\"", "id=m%2D1&state=ok", "m-1"),
        ("format = \"query\"", "id=ignored", "q-1"),
        ("format = \"json_or_form\"", " {\"id\":\"m-1\",\"state\":\"ok\"}", "m-1"),
        ("format = \"json_or_form\"", "id=m-1&state=ok", "m-1"),
    ] {
        let notification = read(format, PLAIN, body).unwrap();
        assert_eq!(notification.receipts()[0].message_id, id, "{format} {body}");
    }
}

#[test]
fn a_body_that_is_not_of_the_form_is_refused() {
    for (format, body) in [
        ("format = \"json\"", "id=m-1&state=ok"),
        ("format = \"json\"", "[]"),
        ("format = \"json\"", r#"{"id":"m-1","id":"m-2","state":"ok"}"#),
        ("format = \"json\"", r#"{"id":7,"state":"ok"}"#),
        ("format = \"json\"", r#"{"state":"ok"}"#),
        ("format = \"json\"", r#"{"id":"m-1","state":""}"#),
        ("format = \"form\"", "id=m-1&state=ok&%69d=m-2"),
        ("format = \"form\"", "id=m-1&state=%FF"),
        ("format = \"form\"", "id=m-1"),
        ("format = \"json\"\nitems = \"/list\"", r#"{"list":{}}"#),
        ("format = \"json\"\nitems = \"/list\"", r#"{"list":[]}"#),
        ("format = \"json\"\nitems = \"/list\"", "{}"),
        ("format = \"json\"\nitems = \"\"", "{}"),
        ("format = \"json\"\nitems = \"\"", r#"[{"id":"m-1","state":"ok","id":"m-2"}]"#),
        ("format = \"json\"\nitems = \"\"", "[{}] x"),
    ] {
        assert_eq!(
            read(format, PLAIN, body).unwrap_err(),
            ErrorKind::MalformedBody,
            "{format} {body}"
        );
    }
}

#[test]
fn numbers_are_words_where_the_file_says_so() {
    let body = r#"{"id":7,"state":"ok"}"#;
    let notification = read("format = \"json\"\nnumbers = true", PLAIN, body).unwrap();
    assert_eq!(notification.receipts()[0].message_id, "7");
}

#[test]
fn an_item_that_cannot_be_read_loses_no_other() {
    let further = "[receipt]\nmessage_id = \"/id\"\nstatus = \"body:/state\"\nrecipient = \"/to\"\n\
                   [[other]]\nwhen = { \"/kind\" = [\"inbound\", \"click\"] }\ntype = \"/kind\"";
    let body = r#"{"state":"ok","list":[{"id":"a"},7,{"kind":"click","id":"x"},{"to":"b"},{"id":"c","to":["d"]},{"id":{}}]}"#;
    let notification = read("format = \"json\"\nitems = \"/list\"", further, body).unwrap();
    let ids: Vec<&str> =
        notification.receipts().iter().map(|receipt| &*receipt.message_id).collect();
    assert_eq!(ids, ["a", "c"]);
    let unreadable: Vec<_> =
        notification.unreadable.iter().map(|item| (item.index, item.kind)).collect();
    assert_eq!(unreadable, [(1, WrongType), (2, WrongType), (3, MissingMember), (5, WrongType)]);

    let alone = r#"{"state":"ok","list":[{"kind":"click"}]}"#;
    let notification = read("format = \"json\"\nitems = \"/list\"", further, alone).unwrap();
    assert_eq!(notification.other.as_deref(), Some("click"));
}

#[test]
fn what_the_whole_body_says_is_no_receipt_has_no_items() {
    let further = "[receipt]\nwhen = { \"body:/kind\" = \"dlr\" }\nmessage_id = \"/id\"\nstatus = \"/state\"\n\
                   [event]\ntype = \"/kind\"";
    let format = "format = \"json\"\nitems = \"/list\"";
    let other = read(format, further, r#"{"kind":"ping"}"#).unwrap();
    assert_eq!(other.other.as_deref(), Some("ping"));
    let receipt = read(format, further, r#"{"kind":"dlr","list":[{"id":"a","state":"ok"}]}"#);
    assert_eq!(receipt.unwrap().receipts().len(), 1);
}

#[test]
fn words_and_codes_without_regard_to_case() {
    let further = "[receipt]\nmessage_id = \"id\"\nstatus = \"state\"\ncode = \"code\"\nignore_case = true\n\
                   [codes]\nrows = [{ code = \"Gone\", meaning = \"gone\", reason = \"unknown_subscriber\", permanence = \"permanent\" }]";
    let body = r#"{"id":"m-1","state":"FAILED","code":"GONE"}"#;
    let notification = read("format = \"json\"", further, body).unwrap();
    let receipt = &notification.receipts()[0];
    assert_eq!(
        (receipt.status.as_deref(), receipt.state().as_str()),
        (Some("FAILED"), "undelivered")
    );
    let failure = receipt.failure().unwrap();
    assert_eq!(
        (failure.reason.as_str(), failure.permanence.as_str(), failure.source.as_str()),
        ("unknown_subscriber", "permanent", "code")
    );
}

#[test]
fn a_row_with_conditions_comes_first() {
    let further = "[receipt]\nmessage_id = \"id\"\nstatus = \"state\"\n\
                   [[status]]\nword = \"done\"\nstate = \"delivered\"\n\
                   [[status]]\nword = \"done\"\nstate = \"undelivered\"\nreason = \"blocked\"\nwhen = { fault = true }\n";
    for (body, state) in [
        (r#"{"id":"m-1","state":"done"}"#, "delivered"),
        (r#"{"id":"m-1","state":"done","fault":""}"#, "delivered"),
        (r#"{"id":"m-1","state":"done","fault":false}"#, "rejected"),
    ] {
        let notification = read("format = \"json\"", further, body).unwrap();
        assert_eq!(notification.receipts()[0].state().as_str(), state, "{body}");
    }
}

#[test]
fn receipts_share_only_so_much() {
    let further = "[receipt]\nmessage_id = \"/id\"\nstatus = \"/state\"\ndetail = \"body:/long\"";
    let long = "\\u0041".repeat(100_000);
    let item = r#"{"id":"a","state":"ok"}"#;
    let body = |count| format!(r#"{{"long":"{long}","list":[{}]}}"#, vec![item; count].join(","));
    let format = "format = \"json\"\nitems = \"/list\"";
    assert_eq!(read(format, further, &body(20)).unwrap().receipts().len(), 20);
    assert_eq!(read(format, further, &body(100)).unwrap_err(), ErrorKind::MalformedBody);
    let many = format!("[{}]", vec![item; 10_001].join(","));
    assert_eq!(
        read("format = \"json\"\nitems = \"\"", PLAIN, &many).unwrap_err(),
        ErrorKind::MalformedBody
    );
}
