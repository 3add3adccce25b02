//! Loads the conformance vectors, which every language runs.
#![forbid(unsafe_code)]

pub mod canary;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use delivrd::{Config, Request};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A file of vectors.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vectors {
    /// Where the JSON Schema of the file stands, relative to it.
    pub schema: String,
    /// The id of the provider.
    pub provider: String,
    /// How many tests there are.
    pub count: usize,
    /// What the flags mean.
    pub notes: BTreeMap<String, Note>,
    /// The tests, by what they share.
    pub groups: Vec<Group>,
}

/// What a flag means.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// What the tests with this flag are about.
    pub about: String,
    /// What goes wrong without them.
    pub risk: String,
}

/// Tests with the same verifier and time.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Who made the tests, and when.
    pub source: BTreeMap<String, String>,
    /// The configuration of the verifier.
    pub config: Value,
    /// The time of arrival.
    pub now: i64,
    /// The tolerance, where it is not the default or stands in the configuration.
    pub tolerance: Option<i64>,
    /// The label of the account.
    pub account: Option<String>,
    /// The tests.
    pub tests: Vec<Test>,
}

impl Group {
    /// The configuration of the verifier, with what the group says itself laid over it.
    ///
    /// # Panics
    ///
    /// If the configuration is no object: the file is wrong.
    pub fn verifier_config(&self) -> Config {
        let config: Config = serde_json::from_value(self.config.clone())
            .unwrap_or_else(|error| panic!("no configuration: {error}"));
        let mut top = Config::new();
        if let Some(tolerance) = self.tolerance {
            top = top.with("tolerance", tolerance);
        }
        if let Some(account) = &self.account {
            top = top.with("account", account.as_str());
        }
        config.overlaid(&top, &[])
    }
}

/// A request and what has to come of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Test {
    /// Stable, unique within the file.
    pub id: u64,
    /// What is special about it.
    pub comment: String,
    /// Keys of the notes.
    pub flags: Vec<String>,
    /// The request, in the form of a capture.
    pub request: CapturedRequest,
    /// The one right answer.
    pub expect: Expect,
}

/// A request in the form of a capture.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CapturedRequest {
    /// The method.
    pub method: String,
    /// The full URL.
    pub url: String,
    /// Names and values; a character of a value stands for a latin-1 byte.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The body as base64, where it is no text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_b64: Option<String>,
}

impl CapturedRequest {
    /// Hands the request as it arrived to `receive`.
    ///
    /// # Panics
    ///
    /// As [`raw_body`](Self::raw_body) and [`raw_headers`](Self::raw_headers).
    pub fn with<T>(&self, receive: impl FnOnce(&Request<'_>) -> T) -> T {
        let (headers, body) = (self.raw_headers(), self.raw_body());
        let headers: Vec<(&str, &[u8])> =
            headers.iter().map(|(name, value)| (name.as_str(), value.as_slice())).collect();
        let (method, url) = (&self.method, &self.url);
        receive(&Request { method, url, headers: &headers, body: &body })
    }

    /// The raw body.
    ///
    /// # Panics
    ///
    /// If the vector has no body, or `body_b64` is no base64: the file is wrong.
    pub fn raw_body(&self) -> Vec<u8> {
        match (&self.body, &self.body_b64) {
            (Some(text), None) => text.clone().into_bytes(),
            (None, Some(text)) => STANDARD.decode(text).unwrap_or_else(|_| panic!("no base64")),
            _ => panic!("expected one of body and body_b64"),
        }
    }

    /// The bytes of the headers.
    ///
    /// # Panics
    ///
    /// If a character stands for no byte: the file is wrong.
    pub fn raw_headers(&self) -> Vec<(String, Vec<u8>)> {
        let byte = |letter: char| {
            u8::try_from(u32::from(letter)).unwrap_or_else(|_| panic!("no latin-1 character"))
        };
        self.headers
            .iter()
            .map(|(name, value)| (name.clone(), value.chars().map(byte).collect()))
            .collect()
    }
}

/// The one right answer to a request.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum Expect {
    /// Refused, with this kind.
    Error(String),
    /// Accepted, with this whole notification.
    Notification(Value),
}

/// The folder of this package.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of vectors, by provider.
///
/// # Panics
///
/// If a file cannot be read, has an unknown member, or another number of tests than it says.
pub fn load_all() -> Vec<Vectors> {
    let folder = folder().join("vectors");
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("no vectors: {error}"));
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    assert!(!paths.is_empty(), "no vectors");
    paths.iter().map(|path| load(path)).collect()
}

fn load(path: &Path) -> Vectors {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("unreadable: {error}"));
    let vectors: Vectors =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let count: usize = vectors.groups.iter().map(|group| group.tests.len()).sum();
    assert!(count > 0 && count == vectors.count, "{}: {count} tests", path.display());
    vectors
}

/// Reads a JSON file of this package.
///
/// # Panics
///
/// If there is no such file, or it is no JSON of this type.
pub fn read_json<T: for<'de> Deserialize<'de>>(name: &str) -> T {
    let text =
        fs::read_to_string(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Whether two texts differ in the case of one digit of an escape (`%2B`) alone: in a form that is
/// the same.
pub fn is_same_escape(left: &[u8], right: &[u8]) -> bool {
    let Some(at) = left.iter().zip(right).position(|(left, right)| left != right) else {
        return false;
    };
    let behind_escape = left.iter().take(at).rev().take(2).any(|byte| *byte == b'%');
    behind_escape
        && left.eq_ignore_ascii_case(right)
        && left.iter().skip(at.saturating_add(1)).eq(right.iter().skip(at.saturating_add(1)))
}
