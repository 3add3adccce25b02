//! Providers that are files: `--definition` and `delivrd lint`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod common;

use std::io::{ErrorKind, Write};
use std::process::{Command, Stdio};

use common::{Folder, delivrd};
use serde_json::{Value, json};

/// The example of the documentation.
fn acme() -> &'static str {
    let docs = include_str!("../../../docs/definitions.md");
    docs.split("```toml\n").nth(1).unwrap().split("```").next().unwrap()
}

const SECRET: &str = "delivrd-test-acme-secret";

/// Signed by Python's `hmac` over the timestamp, a dot and the body, with [`SECRET`].
const SIGNATURE: &str = "43f645cfa1786e49a833ccc871c8a80b9427fa18f7e2022cb620a522f5a8ae09";

const BODY: &str = r#"{"batch":"b1","reports":[{"id":"m-1","state":"delivered","msisdn":"+447700900101","at":"2026-02-02T02:40:00Z"},{"id":"m-2","state":"failed","msisdn":"+447700900102","at":"2026-02-02T02:40:00Z","error":{"code":102,"text":"no such number"}}]}"#;

fn capture() -> Value {
    json!({
        "id": 1, "provider": "acme_sms", "config": {"secret": SECRET}, "now": 1_770_000_000,
        "method": "POST", "url": "https://example.com/dlr",
        "headers": [
            ["X-Acme-Timestamp", "1770000000"],
            ["X-Acme-Signature", format!("sha256={SIGNATURE}")],
        ],
        "body": BODY,
    })
}

#[test]
fn every_command_knows_the_provider_of_a_file() {
    let folder = Folder::new("knows");
    let file = folder.write("acme.toml", acme());
    let capture = capture().to_string();
    let run = |arguments: &[&str], stdin: &str| {
        let ran = delivrd(&[arguments, &["--definition", &file]].concat(), stdin);
        assert_eq!(ran.status, 0, "{arguments:?}: {}{}", ran.stdout, ran.stderr);
        ran
    };
    let normalized = run(&["normalize"], &capture).json();
    let receipts = &normalized[0]["notification"]["receipts"];
    assert_eq!(receipts[0]["state"], "delivered");
    assert_eq!(receipts[1]["failure"]["reason"], "unknown_subscriber");
    assert_eq!(run(&["track"], &capture).json().len(), 2);
    let stats = run(&["stats"], &capture).json().remove(0);
    assert_eq!(stats["by"]["provider"]["acme_sms"]["attempts"], json!(2));
    let explained = run(&["explain", "acme_sms", "101"], "").json();
    assert_eq!(explained[0]["reason"], "unreachable");
    let providers = run(&["providers"], "").json();
    assert_eq!(providers.last().unwrap()["name"], "Acme SMS");
    // Without it nobody knows the provider.
    assert_eq!(delivrd(&["normalize"], &capture).kinds(), ["unknown_provider"]);
    assert_eq!(delivrd(&["explain", "acme_sms"], "").status, 2);
}

#[test]
fn a_capture_of_a_defined_provider_can_be_sent() {
    let folder = Folder::new("sent");
    let file = folder.write("acme.toml", acme());
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let to = format!("http://127.0.0.1:{port}/");
    let captures = folder.write("captures.jsonl", capture().to_string());
    for command in ["send", "replay"] {
        let call = [command, "--to", &to, "--format", "json", &captures];
        let answer = delivrd(&[&call[..], &["--definition", &file]].concat(), "").json().remove(0);
        // Nobody listens: it came as far as the connection.
        assert!(!answer["error"].as_str().unwrap().contains("provider"), "{command}: {answer}");
        let answer = delivrd(&call, "").json().remove(0);
        assert!(answer["error"].as_str().unwrap().contains("provider"), "{command}: {answer}");
    }
}

/// As [`acme`], but the receipt is in the URL beside a secret.
fn by_query() -> String {
    let (_, tables) = acme().split_once("[[status]]").unwrap();
    format!(
        "id = \"acme_sms\"\nname = \"Acme SMS\"\ndocs = \"https://acme.example/docs\"\n\
         signature = {{ scheme = \"secret\", in = \"query:token\" }}\nbody = {{ format = \"query\" }}\n\
         receipt = {{ message_id = \"id\", status = \"state\", recipient = \"to\", code = \"err\" }}\n\
         [[status]]{tables}"
    )
}

#[test]
fn every_word_and_code_of_a_file_goes_round_from_sample_to_receipt() {
    let folder = Folder::new("round");
    for text in [acme(), &by_query()] {
        let file = folder.write("acme.toml", text);
        let defined = ["--definition", &file];
        let sampled = delivrd(&[&["sample", "acme_sms"], &defined[..]].concat(), "");
        let call = ["sign", "acme_sms", "--test-key", "--with-config"];
        let signed = delivrd(&[&call, &defined[..]].concat(), &sampled.stdout);
        let normalized = delivrd(&[&["normalize"], &defined[..]].concat(), &signed.stdout);
        let says = |answer: &Value| {
            let receipt = &answer["notification"]["receipts"][0];
            ["status", "code", "state"].map(|member| receipt[member].clone())
        };
        assert_eq!(
            normalized.json().iter().map(says).collect::<Vec<_>>(),
            [
                [json!("delivered"), Value::Null, json!("delivered")],
                [json!("failed"), Value::Null, json!("undelivered")],
                [json!("failed"), json!("101"), json!("undelivered")],
                [json!("failed"), json!("102"), json!("undelivered")],
            ],
            "{text}"
        );
    }
}

#[test]
fn several_files_can_be_named() {
    let folder = Folder::new("several");
    let one = folder.write("one.toml", acme());
    let other = folder.write("other.toml", acme().replace("acme_sms", "acme_two"));
    let ran = delivrd(&["providers", "--definition", &one, "--definition", &other], "");
    let ids: Vec<Value> = ran.json().iter().rev().take(2).map(|row| row["id"].clone()).collect();
    assert_eq!(ids, ["acme_two", "acme_sms"]);
    let ran = delivrd(&["providers", "--definition", &one, "--definition", &one], "");
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains(&format!("{one}: acme_sms: ")), "{}", ran.stderr);
}

#[test]
fn a_wrong_file_is_a_wrong_call() {
    let folder = Folder::new("wrong");
    let two = acme().replace("\"hex\"", "\"octal\"");
    let taken = acme().replace("acme_sms", "telnyx");
    let wrong_state = acme().replace("state = \"undelivered\"", "state = \"lost\"");
    let latin_1 = [acme().as_bytes(), b"# \xe9"].concat();
    for (text, says) in [
        (two.as_bytes(), "line 10: "),
        (taken.as_bytes(), "telnyx: "),
        (wrong_state.as_bytes(), "line 36: "),
        (&latin_1, "line 45: not UTF-8"),
    ] {
        let file = folder.write("acme.toml", text);
        for command in [
            &["normalize"][..],
            &["track"],
            &["stats"],
            &["sample", "acme_sms"],
            &["sign", "acme_sms", "--test-key"],
            &["send", "--to", "http://127.0.0.1:1/"],
            &["replay", "--to", "http://127.0.0.1:1/", "/dev/null"],
            &["explain", "acme_sms"],
            &["providers"],
        ] {
            let ran = delivrd(&[command, &["--definition", &file]].concat(), "");
            assert_eq!((ran.status, &*ran.stdout), (2, ""), "{command:?}");
            let expected = format!("delivrd: {file}: {says}");
            assert!(ran.stderr.starts_with(&expected), "{command:?}: {}", ran.stderr);
        }
    }
    let ran = delivrd(&["providers", "--definition", "/nowhere/acme.toml"], "");
    assert_eq!(ran.status, 2);
}

#[test]
fn lint_says_what_a_file_holds() {
    let folder = Folder::new("holds");
    let file = folder.write("acme.toml", acme());
    let ran = delivrd(&["lint", &file], "");
    let expected = format!("{file}: acme_sms, hmac_sha256, status words: 2, codes: 2\n");
    assert_eq!((ran.status, ran.stdout, ran.stderr), (0, expected, String::new()));
    let ran = delivrd(&["lint", "-", "--format", "json"], acme());
    let expected = json!({
        "file": "-", "id": "acme_sms", "scheme": "hmac_sha256", "statuses": 2, "codes": 2,
    });
    assert_eq!((ran.status, ran.json()), (0, vec![expected]));
}

#[test]
fn lint_says_every_mistake_of_every_file_by_line() {
    let folder = Folder::new("mistakes");
    let two = acme()
        .replace("\"{timestamp}.{body}\"", "\"{timestamp}.\"")
        .replace("state = \"undelivered\"", "state = \"lost\"");
    let (two, good) = (folder.write("two.toml", &two), folder.write("good.toml", acme()));
    let ran = delivrd(&["lint", &two, &good], "");
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!((ran.status, lines.len()), (1, 3), "{}", ran.stdout);
    assert!(lines[0].starts_with(&format!("{two}:11: signed: ")), "{}", lines[0]);
    assert!(lines[1].starts_with(&format!("{two}:36: ")), "{}", lines[1]);
    assert!(lines[2].starts_with(&format!("{good}: acme_sms, ")), "{}", lines[2]);
    let ran = delivrd(&["lint", &two, "--format", "json"], "");
    let [first, _] = &ran.json()[..] else { panic!("two mistakes") };
    assert_eq!((&first["line"], &first["severity"]), (&json!(11), &json!("error")));
}

#[test]
fn lint_reads_every_file_or_says_nothing() {
    let folder = Folder::new("unreadable");
    let file = folder.write("acme.toml", acme());
    let ran = delivrd(&["lint", &file, "/nowhere/acme.toml"], "");
    assert_eq!((ran.status, &*ran.stdout), (2, ""));
    assert_eq!(delivrd(&["lint"], "").status, 2);
}

#[test]
fn no_more_is_read_of_a_file_than_a_definition_may_have() {
    let folder = Folder::new("long");
    // The limit is inside of a letter.
    let file = folder.write("long.toml", format!("#{}", "\u{e9}".repeat(1 << 20)));
    let ran = delivrd(&["lint", &file], "");
    assert_eq!((ran.status, ran.stdout), (1, format!("{file}:1: longer than 1 MiB\n")));
    let ran = delivrd(&["normalize", "--definition", &file], "");
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("line 1: longer than 1 MiB"), "{}", ran.stderr);

    let capture = format!("{}\n", capture());
    for (call, start) in
        [(&["lint", "-"][..], "#"), (&["new-definition", "--id", "acme"], &*capture)]
    {
        let mut child = Command::new(env!("CARGO_BIN_EXE_delivrd"))
            .args(call)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(start.as_bytes()).unwrap();
        let rest = vec![b' '; 64 << 20];
        let written = stdin.write_all(&rest).map_err(|error| error.kind());
        assert_eq!(written, Err(ErrorKind::BrokenPipe), "{call:?}");
        child.wait().unwrap();
    }
}

/// The warnings about a file that loads, by line.
fn warnings(text: &str) -> Vec<(u64, String)> {
    let ran = delivrd(&["lint", "-", "--format", "json"], text);
    assert_eq!(ran.status, 0, "{}", ran.stdout);
    let mut lines = ran.json();
    assert!(lines.pop().unwrap()["id"].is_string());
    let warning = |line: &Value| {
        assert_eq!(line["severity"], "warning");
        (line["line"].as_u64().unwrap(), line["problem"].as_str().unwrap().to_owned())
    };
    lines.iter().map(warning).collect()
}

#[test]
fn lint_warns_of_what_is_allowed_but_doubtful() {
    let without = |text: &str| acme().replace(text, "");
    let unsigned =
        without("timestamp = { in = \"header:X-Acme-Timestamp\" }\n").replace("{timestamp}.", "");
    let signature = acme().split("[signature]\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let fixed = acme().replace(signature, "scheme = \"basic_auth\"");
    let token = acme().replace(signature, "scheme = \"secret\"\nin = \"header:X-Token\"");
    let case = format!("{}\n[[status]]\nword = \"Delivered\"\nstate = \"delivered\"\n", acme());
    let cases = [
        (unsigned, 6, "no time is signed"),
        (fixed, 6, "basic_auth signs nothing"),
        (token, 6, "secret signs nothing"),
        (without("recipient = \"/msisdn\"\n"), 17, "the recipient is not read"),
        (
            acme()
                .replace("state = \"delivered\"", "state = \"sent\"")
                .replace("\"handset\"", "\"operator\""),
            30,
            "no status word is a final `delivered`",
        ),
        (
            acme()
                .replace("state = \"undelivered\"\nrefined_by_code = true", "state = \"unknown\""),
            30,
            "no status word is a failure",
        ),
        (
            acme().replace("permanent,https://acme.example/docs/codes,", "permanent,,"),
            39,
            "permanent without a source: 102",
        ),
        (case.clone(), 47, "differs from that in line 30 by case alone"),
    ];
    for (text, line, says) in cases {
        let warnings = warnings(&text);
        assert_eq!(warnings.len(), 1, "{says}: {warnings:?}");
        assert_eq!(warnings[0].0, line, "{says}: {warnings:?}");
        assert!(warnings[0].1.contains(says), "{says}: {warnings:?}");
    }
    // What takes the doubt away.
    let same = case.replace("channel = \"text:sms\"", "channel = \"text:sms\"\nignore_case = true");
    assert_eq!(delivrd(&["lint", "-"], same.replace("Delivered", "Read")).status, 0);
    assert_eq!(warnings(&same.replace("Delivered", "Read")), []);
    let unknown = acme().replace("permanent,https://acme.example/docs/codes,", "unknown,,");
    assert_eq!(warnings(&unknown), []);
    let open = acme().replace(
        "state = \"undelivered\"\nrefined_by_code = true",
        "state = \"unknown\"\nfinal = true",
    );
    assert_eq!(warnings(&open), []);
}
