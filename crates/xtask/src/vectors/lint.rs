//! What the schema cannot say of the vectors. The schema itself is checked by the Python program
//! that makes them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use delivrd::ErrorKind;
use serde_json::Value;

use super::FOLDER;
use super::phone::real_numbers;
use crate::error::Error;
use crate::workspace::Workspace;

/// How far a signed time may be from the clock of its group and still be taken for a time.
const A_DAY: u64 = 86_400;

pub(crate) fn run(workspace: &Workspace, output: &mut dyn Write) -> Result<(), Error> {
    let names = workspace.names(FOLDER, "json")?;
    let mut findings = Vec::new();
    for name in &names {
        let file = read_json(workspace, &format!("{FOLDER}/{name}"))?;
        let provider = name.trim_end_matches(".json");
        let found = check(&file, provider);
        writeln!(output, "{name}: {} tests", tests(&file).count())?;
        findings.extend(found.into_iter().map(|finding| format!("{name}: {finding}")));
    }
    for provider in delivrd::providers::ALL {
        let wanted = format!("{}.json", provider.metadata().id());
        if !names.contains(&wanted) {
            findings.push(format!("{wanted}: missing; every provider has vectors"));
        }
    }
    Error::of_findings(findings)
}

fn read_json(workspace: &Workspace, path: &str) -> Result<Value, Error> {
    serde_json::from_str(&workspace.read(path)?)
        .map_err(|error| Error::Content { path: path.into(), problem: error.to_string() })
}

/// Everything that is wrong with a file.
fn check(file: &Value, provider: &str) -> Vec<String> {
    let mut findings = Vec::new();
    if text(file, "provider") != provider {
        findings.push("the provider is not the one in the file's name".to_owned());
    }
    let count = tests(file).count();
    if count == 0 {
        findings.push("no tests".to_owned());
    }
    if file.get("count").and_then(Value::as_u64) != u64::try_from(count).ok() {
        findings.push(format!("count is not {count}, the number of tests"));
    }
    check_ids(file, &mut findings);
    check_flags(file, &mut findings);
    for test in tests(file) {
        check_kind(&test, &mut findings);
        check_numbers(&test, &mut findings);
    }
    findings
}

/// A test and the clock of its group.
struct Test<'f> {
    value: &'f Value,
    now: i64,
}

impl Test<'_> {
    fn id(&self) -> u64 {
        self.value.get("id").and_then(Value::as_u64).unwrap_or(0)
    }

    fn finding(&self, finding: &str) -> String {
        format!("test {}: {finding}", self.id())
    }
}

fn tests(file: &Value) -> impl Iterator<Item = Test<'_>> {
    elements(file, "groups").flat_map(|group| {
        let now = group.get("now").and_then(Value::as_i64).unwrap_or(0);
        elements(group, "tests").map(move |value| Test { value, now })
    })
}

fn check_ids(file: &Value, findings: &mut Vec<String>) {
    let mut last = 0;
    for test in tests(file) {
        if test.id() <= last {
            findings.push(test.finding("ids have to be unique and ascending"));
        }
        last = test.id();
    }
}

fn check_flags(file: &Value, findings: &mut Vec<String>) {
    let notes: BTreeSet<&str> = file
        .get("notes")
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|notes| notes.keys().map(String::as_str))
        .collect();
    let mut used: BTreeMap<&str, u64> = BTreeMap::new();
    for test in tests(file) {
        for flag in elements(test.value, "flags").filter_map(Value::as_str) {
            used.entry(flag).or_insert_with(|| test.id());
        }
    }
    for (flag, id) in &used {
        if !notes.contains(flag) {
            findings.push(format!("test {id}: no note says what the flag {flag} means"));
        }
    }
    for note in notes.into_iter().filter(|note| !used.contains_key(note)) {
        findings.push(format!("no test has the flag {note}, which a note describes"));
    }
}

fn check_kind(test: &Test<'_>, findings: &mut Vec<String>) {
    let Some(kind) = test.value.pointer("/expect/error").and_then(Value::as_str) else { return };
    if !ErrorKind::ALL.iter().any(|known| known.name() == kind) {
        findings.push(test.finding(&format!("{kind:?} is no kind of error")));
    }
}

/// Every number that looks like one of a phone has to be fictional or documented; the number
/// itself is not repeated in what is printed.
fn check_numbers(test: &Test<'_>, findings: &mut Vec<String>) {
    let mut real = 0_usize;
    let mut look = |text: &str| real = real.saturating_add(real_numbers(text).len());
    let request = test.value.get("request").unwrap_or(&Value::Null);
    for text in [text(request, "url"), text(request, "body")] {
        look(text);
    }
    look(&String::from_utf8_lossy(&STANDARD.decode(text(request, "body_b64")).unwrap_or_default()));
    for header in elements(request, "headers") {
        let texts = header.as_array().into_iter().flatten().filter_map(Value::as_str);
        texts.filter(|text| !is_time(text, test.now)).for_each(&mut look);
    }
    each_text(test.value.get("expect").unwrap_or(&Value::Null), &mut look);
    each_text(test.value.get("comment").unwrap_or(&Value::Null), &mut look);
    if real > 0 {
        findings.push(test.finding(&format!(
            "{real} phone numbers that are neither fictional nor the provider's own example"
        )));
    }
}

/// Whether a header is a time with a plus sign, which some tests send.
fn is_time(text: &str, now: i64) -> bool {
    text.strip_prefix('+')
        .and_then(|digits| digits.parse::<i64>().ok())
        .is_some_and(|time| time.abs_diff(now) <= A_DAY)
}

/// Calls `look` with every text in a value, names of members among them.
fn each_text(value: &Value, look: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => look(text),
        Value::Array(values) => values.iter().for_each(|value| each_text(value, look)),
        Value::Object(members) => members.iter().for_each(|(name, value)| {
            look(name);
            each_text(value, look);
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn elements<'f>(value: &'f Value, name: &str) -> impl Iterator<Item = &'f Value> + use<'f> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn text<'f>(value: &'f Value, name: &str) -> &'f str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn file() -> Value {
        let test = |id: u32| {
            json!({
                "id": id, "comment": "a test", "flags": ["odd"],
                "request": {
                    "method": "POST", "url": "https://example.com/dlr",
                    "headers": [["time", "+1770000000"], ["to", "+14155550100"]],
                    "body": "{\"to\":\"+447700900001\"}",
                },
                "expect": { "error": "bad_signature" },
            })
        };
        json!({
            "schema": "../schema/vectors.schema.json", "provider": "telnyx", "count": 2,
            "notes": { "odd": { "about": "odd values", "risk": "forgery" } },
            "groups": [{
                "source": { "name": "a test", "date": "2026-11-21" },
                "config": {}, "now": 1_770_000_000, "tests": [test(1), test(3)],
            }],
        })
    }

    /// What is found after `value` was put at `pointer`.
    fn found(pointer: &str, value: Value) -> String {
        let mut file = file();
        *file.pointer_mut(pointer).unwrap() = value;
        check(&file, "telnyx").join("\n")
    }

    #[test]
    fn finds_nothing_in_a_sound_file() {
        assert_eq!(check(&file(), "telnyx"), [""; 0]);
    }

    #[test]
    fn finds_wrong_counts_ids_flags_and_kinds() {
        assert!(found("/count", json!(3)).contains("count is not 2"));
        assert!(found("/groups/0/tests", json!([])).contains("no tests"));
        assert!(found("/groups/0/tests/1/id", json!(1)).contains("unique and ascending"));
        let renamed = found("/groups/0/tests/1/flags", json!(["odd", "even"]));
        assert!(renamed.contains("test 3: no note says what the flag even means"));
        let unused = found("/notes", json!({ "odd": {}, "rare": {} }));
        assert!(unused.contains("no test has the flag rare"));
        let kind = found("/groups/0/tests/0/expect/error", json!("bad_luck"));
        assert!(kind.contains("\"bad_luck\" is no kind of error"));
        assert!(found("/provider", json!("other")).contains("file's name"));
    }

    #[test]
    fn finds_real_phone_numbers_wherever_they_stand() {
        let finding = "test 1: 1 phone numbers";
        assert!(
            found("/groups/0/tests/0/request/body", json!("to=%2B14155550223")).contains(finding)
        );
        assert!(
            found("/groups/0/tests/0/request/headers/1/1", json!("+14155550223")).contains(finding)
        );
        assert!(
            found("/groups/0/tests/0/request/url", json!("https://a/?+14155550223"))
                .contains(finding)
        );
        assert!(found("/groups/0/tests/0/comment", json!("+14155550223")).contains(finding));
        let encoded = json!({ "body_b64": STANDARD.encode("+14155550223\u{ff}") });
        assert!(found("/groups/0/tests/0/request", encoded).contains(finding));
        let tag = json!({ "notification": { "tags": ["+14155550223"] } });
        assert!(found("/groups/0/tests/0/expect", tag).contains(finding));
    }
}
