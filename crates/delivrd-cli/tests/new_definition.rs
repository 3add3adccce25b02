//! `delivrd new-definition`: from a captured request to a file that loads.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod common;

use common::{Folder, Ran, delivrd};
use delivrd_conformance::canary::{Canaries, NUMBER, canary};
use delivrd_conformance::{Expect, load_all};
use serde_json::{Value, json};

const BODY: &str = r#"{"batch":"b1","reports":[{"id":"m-1","state":"delivered","msisdn":"+447700900101","at":"2026-02-02T02:40:00Z","error":{"code":null,"text":null}}]}"#;

/// Signed by Python's `hmac` over the timestamp, a dot and [`BODY`], with [`SECRET`].
const SIGNATURE: &str = "169bbe9d5c2668ba47777cf53b3044e0bf09a203de017d2f7a02d58ff8a6f73b";

const SECRET: &str = "delivrd-test-acme-secret";

fn acme() -> Value {
    json!({
        "provider": "acme_sms", "now": 1_770_000_000,
        "method": "POST", "url": "https://example.com/dlr",
        "headers": [
            ["Content-Type", "application/json"],
            ["X-Acme-Timestamp", "1770000000"],
            ["X-Acme-Signature", format!("sha256={SIGNATURE}")],
        ],
        "body": BODY,
    })
}

const WRITTEN: &str = r#"
id = "acme_sms"
name = "Acme Sms"  # check: as the provider writes itself
docs = "not known"  # check: the page on the callbacks

[signature]
scheme = "hmac_sha256"  # check: as the value in the capture looks
timestamp = { in = "header:X-Acme-Timestamp" }
in = "header:X-Acme-Signature"
prefix = "sha256="
encoding = "hex"
signed = "{timestamp}.{body}"  # check: a request does not show which bytes are signed

[body]
format = "json"
items = "/reports"

# check: found by the names of the members.
[receipt]
message_id = "/id"
status = "/state"
recipient = "/msisdn"
code = "/error/code"
detail = "/error/text"
occurred_at = "/at"

[[status]]
word = "delivered"
state = "delivered"  # check: what the page says of this word
"#;

/// What is written of a capture, without the lines above the id.
fn written(capture: &Value, options: &[&str]) -> String {
    let ran = draft(capture, options);
    assert_eq!((ran.status, &*ran.stderr), (0, ""), "{options:?}");
    let (_, text) = ran.stdout.split_once("\nid = ").unwrap();
    format!("\nid = {text}")
}

fn draft(capture: &Value, options: &[&str]) -> Ran {
    delivrd(&[&["new-definition"], options].concat(), capture.to_string())
}

#[test]
fn a_capture_becomes_a_definition_that_reads_it() {
    assert_eq!(written(&acme(), &[]), WRITTEN);
    let folder = Folder::new("reads");
    let captured = folder.write("capture.jsonl", acme().to_string());
    let file = folder.path("acme.toml");
    let call = ["new-definition", "--capture", &captured, "--yes", "-o", &file];
    let ran = delivrd(&call, "");
    assert_eq!((ran.status, &*ran.stdout), (0, ""), "{}", ran.stderr);
    assert_eq!(delivrd(&["lint", &file], "").status, 0);
    let config = folder.write("keys.json", json!({"secret": SECRET}).to_string());
    let call = ["normalize", "--definition", &file, "--config", &config, &captured];
    let answer = delivrd(&call, "").json().remove(0);
    let receipt = &answer["notification"]["receipts"][0];
    assert_eq!(receipt["message_id"], "m-1", "{answer}");
    assert_eq!(receipt["recipient"], "+447700900101");
    assert_eq!(receipt["state"], "delivered");
    assert_eq!(receipt["occurred_at"], "2026-02-02T02:40:00Z");
}

#[test]
fn the_documentation_shows_what_is_written() {
    let docs = include_str!("../../../docs/definitions.md");
    let (_, section) = docs.split_once("\n## From a captured request\n").unwrap();
    let block = |kind: &str| {
        let (_, text) = section.split_once(&format!("```{kind}\n")).unwrap();
        text.split_once("```").unwrap().0
    };
    let capture: Value = serde_json::from_str(block("json")).unwrap();
    assert_eq!(written(&capture, &[]).trim_start(), block("toml"));
}

#[test]
fn a_file_that_is_there_stays() {
    let folder = Folder::new("stays");
    let file = folder.write("acme.toml", "mine");
    let ran = draft(&acme(), &["-o", &file]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains(&file), "{}", ran.stderr);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
}

/// Providers whose requests show all that is needed. Telnyx puts another sign between what it signs, and
/// the status word of ClickSend stands in a code.
const SHOWN: [&str; 4] = ["africastalking", "bandwidth", "generic", "telecom23"];

#[test]
fn the_vectors_of_providers_become_definitions_that_read_them() {
    let folder = Folder::new("vectors");
    for vectors in load_all().iter().filter(|own| SHOWN.contains(&&*own.provider)) {
        let first = vectors.groups.iter().find_map(|group| {
            let (test, expected) = group.tests.iter().find_map(|test| match &test.expect {
                Expect::Notification(expected) => {
                    expected["receipts"][0]["recipient"].is_string().then_some((test, expected))
                }
                Expect::Error(_) => None,
            })?;
            Some((group, test, expected["receipts"][0].clone()))
        });
        let (group, test, expected) = first.unwrap();
        let mut capture = serde_json::to_value(&test.request).unwrap();
        capture["provider"] = "acme_sms".into();
        capture["now"] = group.now.into();
        let file = folder.write("acme.toml", draft(&capture, &[]).stdout);
        // The names of the keys are the provider's; `secret` and `credential` are those of a file.
        let mut config = serde_json::to_value(&group.config).unwrap();
        let token = config.as_object_mut().unwrap().remove("token");
        if let Some(token) = token {
            config["secret"] = token;
        }
        capture["config"] = config;
        let ran = delivrd(&["normalize", "--definition", &file], capture.to_string());
        let receipt = &ran.json()[0]["notification"]["receipts"][0];
        for member in ["message_id", "status", "recipient", "state"] {
            assert_eq!(receipt[member], expected[member], "{}: {}", vectors.provider, ran.stdout);
        }
    }
}

/// A capture with these headers.
fn signed_by(headers: &Value, body: &str) -> Value {
    let mut capture = acme();
    capture["headers"] = headers.clone();
    capture["body"] = body.into();
    capture
}

/// What stands between `[signature]` and the next table, without the remarks.
fn signature_table(text: &str) -> String {
    let table = text.split("[signature]\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let lines = table.lines().map(|line| line.split("  # check").next().unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn how_a_request_is_signed_is_seen_by_names_and_forms() {
    let hex = |letters: usize| "a7".repeat(letters / 2);
    // 20, 32 and 64 bytes of zeros.
    let sha1 = "AAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let sha256 = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let long = format!("{}==", "A".repeat(86));
    for (headers, table) in [
        (
            json!([["X-Signature", hex(40)]]),
            "scheme = \"hmac_sha1\"\nin = \"header:X-Signature\"\nencoding = \"hex\"\nsigned = \"{body}\"",
        ),
        (
            json!([
                ["X-Hub-Signature", format!("sha1={}", hex(40))],
                ["X-Hub-Signature-256", format!("sha256={}", hex(64))]
            ]),
            "scheme = \"hmac_sha256\"\nin = \"header:X-Hub-Signature-256\"\nprefix = \"sha256=\"\nencoding = \"hex\"\nsigned = \"{body}\"",
        ),
        (
            json!([["x-hmac", long]]),
            "scheme = \"hmac_sha512\"\nin = \"header:x-hmac\"\nencoding = \"base64\"\nsigned = \"{body}\"",
        ),
        (
            json!([["x-ed25519-signature", long], ["x-timestamp", "1770000000123"]]),
            "scheme = \"ed25519\"\ntimestamp = { in = \"header:x-timestamp\", unit = \"milliseconds\" }\nin = \"header:x-ed25519-signature\"\nencoding = \"base64\"\nsigned = \"{timestamp}.{body}\"",
        ),
        (
            json!([["x-signature", "A".repeat(43)]]),
            "scheme = \"hmac_sha256\"\nin = \"header:x-signature\"\nencoding = \"base64url\"\nsigned = \"{body}\"",
        ),
        (
            json!([["A-Signature", format!("t=1770000000,v1={},v0={}", hex(64), hex(64))]]),
            "scheme = \"hmac_sha256\"\ntimestamp = { in = \"header:A-Signature\", prefix = \"t=\" }\nin = \"header:A-Signature\"\nprefix = \"v1=\"\nseparator = \",\"\nencoding = \"hex\"\nsigned = \"{timestamp}.{body}\"",
        ),
        (
            json!([
                ["webhook-id", "msg_1"],
                ["webhook-timestamp", "1770000000"],
                ["webhook-signature", format!("v1,{sha256}")]
            ]),
            "scheme = \"standard_webhooks\"",
        ),
        (
            json!([
                ["svix-id", "msg_1"],
                ["svix-timestamp", "1770000000"],
                ["svix-signature", format!("v1,{sha256} v1,{sha256}")]
            ]),
            "scheme = \"hmac_sha256\"\ntimestamp = { in = \"header:svix-timestamp\" }\nin = \"header:svix-signature\"\nprefix = \"v1,\"\nseparator = \" \"\nencoding = \"base64\"\nsigned = \"{header:svix-id}.{timestamp}.{body}\"\nkey = { encoding = \"base64\", prefix = \"whsec_\" }",
        ),
        (json!([["Authorization", "Basic dXNlcjpwYXNzd29yZA=="]]), "scheme = \"basic_auth\""),
        (
            json!([["Authorization", format!("Bearer {}", canary("token"))]]),
            "scheme = \"secret\"\nin = \"header:Authorization\"\nprefix = \"Bearer \"",
        ),
        (json!([["X-Api-Key", hex(64)]]), "scheme = \"secret\"\nin = \"header:X-Api-Key\""),
    ] {
        let text = written(&signed_by(&headers, BODY), &[]);
        assert_eq!(signature_table(&text), table, "{headers}");
        assert_eq!(delivrd(&["lint", "-"], text).status, 0, "{headers}");
    }
    // The request of https://www.twilio.com/docs/usage/security has the same members.
    let form = "MessageSid=SM1&MessageStatus=sent&To=%2B14155550101&From=%2B14155550102";
    let text = written(&signed_by(&json!([["X-Twilio-Signature", sha1]]), form), &[]);
    assert!(text.contains("\nsigned = \"{url}{form}\""), "{text}");
    assert!(text.contains("\nmessage_id = \"MessageSid\"\nstatus = \"MessageStatus\"\n"), "{text}");
}

#[test]
fn a_receipt_in_the_url_is_seen() {
    let capture = json!({
        "provider": "acme_sms", "method": "GET", "headers": [["X-Signature", "a7".repeat(32)]], "body": "",
        "url": "https://example.com/dlr?smsid=7&status=DELIVRD&msisdn=447700900101&donedate=2026-02-02T02:40:00%2B0000#top",
    });
    let text = written(&capture, &[]);
    assert!(text.contains("\nsigned = \"{url}\""), "{text}");
    let receipt = "[body]\nformat = \"query\"\n\n# check: found by the names of the members.\n[receipt]\nmessage_id = \"smsid\"\nstatus = \"status\"\nrecipient = \"msisdn\"\noccurred_at = \"donedate\"\ntime = \"iso8601\"\n";
    assert!(text.contains(receipt), "{text}");
}

#[test]
fn of_a_body_that_may_also_be_a_form_the_names_count() {
    let mut capture = acme();
    for body in [r#"{"id":"m-1","status":"sent","error":{"code":"1"}}"#, "id=m-1&status=sent"] {
        capture["body"] = body.into();
        let text = written(&capture, &["--body", "json_or_form"]);
        let receipt = "\n[receipt]\nmessage_id = \"id\"\nstatus = \"status\"\n\n[[status]]";
        assert!(text.contains(receipt), "{text}");
    }
}

#[test]
fn numbers_and_lists_are_seen() {
    let body = r#"[{"message":{"id":7},"status":{"name":"BUFFERED"},"to":"447700900101","time":1770000000}]"#;
    let mut capture = acme();
    capture["body"] = body.into();
    let text = written(&capture, &[]);
    let receipt = "[body]\nformat = \"json\"\nitems = \"\"\nnumbers = true\n\n# check: found by the names of the members.\n[receipt]\nmessage_id = \"/message/id\"\nstatus = \"/status/name\"\nrecipient = \"/to\"\noccurred_at = \"/time\"\ntime = \"seconds\"\n";
    assert!(text.contains(receipt), "{text}");
    assert!(text.contains("state = \"sent\"  # check: "), "{text}");
}

#[test]
fn options_beat_guesses() {
    let options = [
        "--id",
        "other",
        "--name",
        "The \"Other\"",
        "--docs",
        "https://other.example/docs",
        "--signature",
        "header:sig",
        "--scheme",
        "hmac_sha512",
        "--encoding",
        "base64",
        "--prefix",
        "-",
        "--timestamp",
        "-",
        "--signed",
        "{url}\n{body}",
        "--items",
        "-",
        "--message-id",
        "/batch",
        "--status",
        "/reports/0/state",
        "--recipient",
        "/reports/0/msisdn",
        "--code",
        "-",
        "--detail",
        "-",
        "--sender",
        "text:Acme",
        "--occurred-at",
        "-",
        "--reference",
        "query:ref",
        "--word",
        "DONE",
        "--state",
        "expired",
    ];
    let expected = r#"
id = "other"
name = "The \"Other\""
docs = "https://other.example/docs"

[signature]
scheme = "hmac_sha512"
in = "header:sig"
encoding = "base64"
signed = "{url}\n{body}"

[body]
format = "json"

[receipt]
message_id = "/batch"
status = "/reports/0/state"
recipient = "/reports/0/msisdn"
sender = "text:Acme"
reference = "query:ref"

[[status]]
word = "DONE"
state = "expired"
"#;
    assert_eq!(written(&acme(), &options), expected);
}

#[test]
fn what_the_capture_does_not_show_is_said() {
    let mut capture = acme();
    capture["headers"] = json!([]);
    capture["body"] = json!({"x": 1}).to_string().into();
    capture["provider"] = "Acme SMS".into();
    let ran = draft(&capture, &[]);
    assert_eq!((ran.status, &*ran.stdout), (2, ""));
    let options: Vec<&str> = ran
        .stderr
        .lines()
        .filter_map(|line| line.strip_prefix("  --")?.split(':').next())
        .collect();
    assert_eq!(options, ["id", "scheme", "signature", "message-id", "status"]);
    let given = ["--id", "acme", "--scheme", "basic_auth", "--message-id", "/x", "--status", "/y"];
    let ran = draft(&capture, &given);
    assert!(ran.stderr.ends_with("\n  --word: the status word\n"), "{}", ran.stderr);
    assert_eq!(draft(&capture, &[&given[..], &["--word", "done"]].concat()).status, 0);
}

#[test]
fn answers_that_make_no_definition_are_refused() {
    for (options, says) in [
        (
            &["--signed", "{timestamp}."][..],
            "receipts are read from the body, and it is not signed",
        ),
        (&["--id", "Acme"], "one lower-case word"),
        (&["--id", "telnyx"], "--id: a shipped provider has this id"),
        (&["--recipient", "header:To"], "headers are read for the signature alone"),
        (&["--state", "lost"], "lost"),
        (&["--scheme", "none"], "none"),
    ] {
        let ran = draft(&acme(), options);
        assert_eq!((ran.status, &*ran.stdout), (2, ""), "{options:?}");
        assert!(ran.stderr.contains(says), "{options:?}: {}", ran.stderr);
    }
    for capture in ["", "{}", "\n\n[]\n"] {
        let ran = delivrd(&["new-definition"], capture);
        assert_eq!((ran.status, &*ran.stdout), (2, ""), "{capture}");
    }
    let mut capture = acme();
    capture["body"] = "{".into();
    assert_eq!(draft(&capture, &[]).status, 2);
    // It counts as the form that it is then said to be, which has no members of a receipt.
    assert!(draft(&capture, &["--body", "form"]).stderr.contains("--message-id"));
}

#[test]
fn nothing_but_names_and_the_word_comes_into_the_file() {
    let mut hidden = Canaries::new(8);
    for place in ["secret", "id", "header", "text", "url"] {
        hidden.hide(canary(place));
    }
    hidden.hide(NUMBER);
    let digits = NUMBER.trim_start_matches('+');
    hidden.hide(digits);
    let body = json!({
        "id": canary("id"), "status": "delivered", "to": NUMBER, "from": digits,
        "text": canary("text"), "error": {"code": canary("text"), "text": canary("text")},
        NUMBER: {"messageId": canary("id"), "recipient": NUMBER, "sender": NUMBER},
        "list": [{"msgid": canary("id"), digits: "delivered"}],
    });
    let capture = json!({
        "provider": "acme_sms", "config": {"secret": canary("secret")}, "method": "POST",
        "url": format!("https://{}/?token={}&{NUMBER}={NUMBER}", canary("url"), canary("secret")),
        "headers": [[format!("X-Signature-{digits}"), canary("header")],
                    ["X-Signature", canary("header")], ["X-Token", canary("secret")]],
        "body": body.to_string(),
    });
    let options = ["--scheme", "hmac_sha256", "--encoding", "hex"];
    for options in [&options[..], &["--scheme", "secret"]] {
        let text = written(&capture, options);
        assert_eq!(hidden.find(&text), None, "{text}");
    }
    // What is wrong is said without them, too.
    for options in [
        &[][..],
        &["--scheme", "secret", "--status", "/to"],
        &["--scheme", "secret", "--status", "/text", "--message-id", "-"],
        &["--scheme", "secret", "--body", "form"],
        &["--scheme", "hmac_sha1", "--encoding", "hex", "--signed", "{"],
    ] {
        let ran = draft(&capture, options);
        assert_eq!((ran.status, &*ran.stdout), (2, ""), "{options:?}: {}", ran.stdout);
        assert_eq!(hidden.find(&ran.stderr), None, "{}", ran.stderr);
    }
    let mut capture = capture;
    let mac = "a7".repeat(32);
    for value in [
        format!("k3yOfAliceB0b9={mac}"),
        format!("k3yOfAliceB0b9 {mac}"),
        format!("k3yOfAliceB0b9=1770000000,v1={mac}"),
    ] {
        capture["headers"] = json!([["X-Signature", value]]);
        let text = written(&capture, &options);
        assert!(!text.contains("k3yOf"), "{text}");
    }
    capture["provider"] = format!("acme_{digits}").into();
    let ran = draft(&capture, &["--scheme", "secret"]);
    assert!(ran.stderr.contains("--id: "), "{}", ran.stderr);
    assert_eq!(hidden.find(&ran.stderr), None);
}
