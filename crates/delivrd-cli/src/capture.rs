//! Captures: requests as JSON Lines, and the verifiers that they ask for.

use std::borrow::Cow;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use delivrd::dangerous::UnverifiedReader;
use delivrd::{
    Config, ConfigError, Error, ErrorKind, Notification, Provider, Registry, Request, Value,
    Verifier,
};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::Failure;
use crate::definition::DefinitionArguments;
use crate::input::{self, Line};
use crate::normalize::clock;

/// A capture as it stands in a line. Members that are not named here are ignored.
#[derive(Deserialize)]
pub(crate) struct Capture<'c> {
    #[serde(borrow)]
    pub(crate) id: Option<&'c RawValue>,
    #[serde(borrow)]
    pub(crate) provider: Cow<'c, str>,
    #[serde(borrow)]
    account: Option<&'c RawValue>,
    #[serde(borrow)]
    config: Option<&'c RawValue>,
    #[serde(borrow)]
    now: Option<&'c RawValue>,
    #[serde(borrow)]
    tolerance: Option<&'c RawValue>,
    #[serde(borrow)]
    pub(crate) method: Cow<'c, str>,
    #[serde(borrow)]
    pub(crate) url: Cow<'c, str>,
    #[serde(borrow)]
    headers: Vec<(Text<'c>, Text<'c>)>,
    #[serde(borrow)]
    body: Option<LongText<'c>>,
    #[serde(borrow)]
    body_b64: Option<Text<'c>>,
}

/// Text that is borrowed where it can be; inside of another type, a bare `Cow` never is.
#[derive(Deserialize)]
struct Text<'c>(#[serde(borrow)] Cow<'c, str>);

/// As [`Text`], with the memory for all of it from the start where something is escaped: a text that
/// grows as it is read asks for more a dozen times, and threads wait for each other to get it.
struct LongText<'c>(Cow<'c, str>);

impl<'de: 'c, 'c> Deserialize<'de> for LongText<'c> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let quoted = <&RawValue>::deserialize(deserializer)?.get();
        let inner = quoted.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        match inner.and_then(unescaped) {
            Some(text) => Ok(Self(text)),
            None => serde_json::from_str(quoted)
                .map(|text: String| Self(text.into()))
                .map_err(|_| D::Error::custom("expected text")),
        }
    }
}

/// The text that stands between quotes; `None` if it has `\u` in it.
fn unescaped(inner: &str) -> Option<Cow<'_, str>> {
    let Some((plain, mut rest)) = inner.split_once('\\') else { return Some(inner.into()) };
    let mut text = String::with_capacity(inner.len());
    text.push_str(plain);
    loop {
        let mut letters = rest.chars();
        text.push(match letters.next()? {
            letter @ ('"' | '\\' | '/') => letter,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => return None,
        });
        let Some((plain, behind)) = letters.as_str().split_once('\\') else {
            text.push_str(letters.as_str());
            return Some(text.into());
        };
        text.push_str(plain);
        rest = behind;
    }
}

/// Name and bytes of a header.
pub(crate) type Header<'c> = (&'c str, Cow<'c, [u8]>);

impl<'c> Capture<'c> {
    /// Reads a line.
    pub(crate) fn read(line: &'c [u8]) -> Result<Self, ConfigError> {
        let text =
            str::from_utf8(line).map_err(|_| ConfigError::argument("the line is not UTF-8"))?;
        // The derived reader would take an array of the members in their order, too.
        if !text.trim_ascii_start().starts_with('{') {
            return Err(ConfigError::argument("the line is no capture: expected a JSON object"));
        }
        serde_json::from_str(text).map_err(|error| {
            let problem = if error.is_data() {
                "the line is no capture: provider, method, url (text), headers (a list of pairs of \
                 text), and body or body_b64 have to be there once each"
            } else {
                "the line is no JSON"
            };
            ConfigError::argument(format!("{problem}; column {}", error.column()))
        })
    }

    /// What is wrong with a line that was skipped.
    pub(crate) fn too_long() -> ConfigError {
        ConfigError::argument("the line is too long for a capture")
    }

    /// The id of a line that may be no capture otherwise.
    pub(crate) fn read_id(line: &[u8]) -> Option<&RawValue> {
        #[derive(Deserialize)]
        struct Named<'c> {
            #[serde(borrow)]
            id: Option<&'c RawValue>,
        }
        let text = str::from_utf8(line).ok()?;
        let named: Named<'_> = serde_json::from_str(text).ok()?;
        text.trim_ascii_start().starts_with('{').then_some(named.id).flatten()
    }

    /// The time of arrival that the capture states.
    pub(crate) fn now(&self) -> Result<Option<i64>, ConfigError> {
        self.now
            .map(|now| {
                serde_json::from_str(now.get())
                    .map_err(|_| ConfigError::argument("now: expected whole Unix seconds"))
            })
            .transpose()
    }

    /// Every header, in the order of the capture.
    pub(crate) fn headers(&self) -> Result<Vec<Header<'_>>, ConfigError> {
        self.headers
            .iter()
            .map(|(Text(name), Text(value))| {
                latin_1(name)?;
                Ok((&**name, latin_1(value)?))
            })
            .collect()
    }

    /// The raw body.
    pub(crate) fn body(&self) -> Result<Cow<'_, [u8]>, ConfigError> {
        match (&self.body, &self.body_b64) {
            (Some(LongText(text)), None) => Ok(Cow::Borrowed(text.as_bytes())),
            (None, Some(Text(text))) => STANDARD
                .decode(text.as_bytes())
                .map(Cow::Owned)
                .map_err(|_| ConfigError::argument("body_b64: expected padded base64")),
            _ => Err(ConfigError::argument("expected one of body and body_b64")),
        }
    }
}

/// The bytes that the characters of a header stand for.
fn latin_1(text: &str) -> Result<Cow<'_, [u8]>, ConfigError> {
    if text.is_ascii() {
        return Ok(Cow::Borrowed(text.as_bytes()));
    }
    let bytes: Result<_, _> = text.chars().map(u8::try_from).collect();
    bytes
        .map(Cow::Owned)
        .map_err(|_| ConfigError::argument("headers: a character above U+00FF is no byte"))
}

/// What came of one line.
pub(crate) struct Received<'a, 'r> {
    /// The id of the capture, if it has one.
    pub(crate) id: Option<&'a RawValue>,
    /// Whether the line is a capture at all. Of another one the id is a member of whatever it is,
    /// such as the message id of a payload.
    pub(crate) is_capture: bool,
    /// The provider that the capture names, if this build knows it.
    pub(crate) provider: Option<&'a str>,
    /// The time of its arrival.
    pub(crate) now: i64,
    pub(crate) result: Result<&'a Notification<'r>, Refusal>,
}

impl Received<'_, '_> {
    /// Whether it was read without a proof of who sent it.
    pub(crate) fn is_unverified(&self) -> bool {
        self.result.as_ref().is_ok_and(|notification| notification.verified.is_none())
    }
}

/// Why a line was refused.
pub(crate) struct Refusal {
    pub(crate) kind: ErrorKind,
    pub(crate) message: String,
    pub(crate) skew: Option<i64>,
}

impl Refusal {
    fn bug() -> Self {
        let message = "a bug in delivrd; please report it".to_owned();
        Self { kind: ErrorKind::Internal, message, skew: None }
    }
}

impl From<&Error> for Refusal {
    fn from(error: &Error) -> Self {
        Self { kind: error.kind(), message: error.to_string(), skew: error.skew() }
    }
}

/// The part of a call that says how captures are received.
#[derive(Debug, clap::Args)]
pub(crate) struct ReceiverArguments {
    #[command(flatten)]
    definitions: DefinitionArguments,
    /// JSON file with members of the verifier's configuration
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Time of arrival for captures that state none [default: the clock]
    #[arg(long, value_name = "UNIX", allow_negative_numbers = true)]
    now: Option<i64>,
    /// Refuse captures that ask to be read without verification
    #[arg(long)]
    verified_only: bool,
    /// Files of captures; `-` or none is stdin
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

impl ReceiverArguments {
    /// The time of the call.
    pub(crate) fn now(&self) -> i64 {
        self.now.unwrap_or_else(clock)
    }

    /// What receives captures as the call asks for.
    pub(crate) fn receiver(&self) -> Result<Receiver, Failure> {
        let base = match &self.config {
            None => Config::new(),
            Some(path) => {
                let bytes = input::read_keys(path, "--config")?;
                let text = str::from_utf8(&bytes)
                    .map_err(|_| Failure::new("the file of --config is not UTF-8"))?;
                read_config(text)?
            }
        };
        Ok(Receiver::new(self.definitions.registry()?, base, self.verified_only, self.now))
    }

    /// Receives every line of the input, in its order.
    pub(crate) fn receive_all(
        &self,
        mut report: impl FnMut(Received<'_, '_>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut receiver = self.receiver()?;
        let mut warning = UnverifiedWarning::default();
        input::for_each_line(&self.files, |line| {
            receiver.receive_line(&line, &mut |received| {
                if received.is_unverified() {
                    warning.give();
                }
                report(received)
            })
        })
    }
}

/// The one warning of a run that reads what was not verified.
#[derive(Default)]
pub(crate) struct UnverifiedWarning {
    is_given: bool,
}

impl UnverifiedWarning {
    pub(crate) fn give(&mut self) {
        if !self.is_given {
            self.is_given = true;
            anstream::eprintln!(
                "delivrd: warning: some captures ask to be read unverified; anybody may have sent them"
            );
        }
    }
}

/// Receives one line of captures, and says why it was refused: for the fuzzer.
#[doc(hidden)]
pub fn receive_line(line: &[u8]) -> Option<String> {
    let mut receiver = Receiver::new(delivrd::registry(), Config::new(), false, Some(0));
    let mut refusal = None;
    let reported = receiver.receive_line(&Line::Bytes(line), &mut |received| {
        if let Err(refused) = received.result {
            assert_ne!(refused.kind, ErrorKind::Internal, "a caught panic");
            refusal = Some(refused.message);
        }
        Ok(())
    });
    assert!(reported.is_ok(), "the report does not fail");
    refusal
}

/// Receives captures, each with the verifier that its configuration asks for.
#[derive(Clone)]
pub(crate) struct Receiver {
    registry: Registry,
    base: Config,
    verified_only: bool,
    /// The time of arrival for captures that state none, if it is not the clock's.
    now: Option<i64>,
    readers: HashMap<String, Result<Arc<Reader>, ConfigError>>,
    /// Under what the reader at hand is kept: one buffer for all lines.
    key: String,
}

enum Reader {
    Verified(Verifier),
    Unverified(UnverifiedReader),
}

/// The option of a provider that keeps a table for each key.
const TABLES: &str = "precompute";
/// How many configurations are kept at hand; a stream that has more of them makes them anew.
const KEPT_READERS: usize = 1000;
/// A longer configuration is read each time, so that what is kept stays some megabytes.
const LONGEST_KEPT: usize = 8 << 10;

impl Receiver {
    fn new(registry: Registry, base: Config, verified_only: bool, now: Option<i64>) -> Self {
        let (readers, key) = (HashMap::new(), String::new());
        Self { registry, base, verified_only, now, readers, key }
    }

    /// Receives one line of input, whatever it holds, and hands the outcome to `report` with the
    /// id of the capture and the time of its arrival.
    ///
    /// # Errors
    ///
    /// What `report` says.
    pub(crate) fn receive_line(
        &mut self,
        line: &Line<'_>,
        report: &mut dyn FnMut(Received<'_, '_>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let arrival = self.now.unwrap_or_else(clock);
        let unread = |id, error: ConfigError| Received {
            id,
            is_capture: false,
            provider: None,
            now: arrival,
            result: Err(Refusal::from(&error.into())),
        };
        let bytes = match line {
            Line::Bytes(bytes) => *bytes,
            Line::TooLong => return report(unread(None, Capture::too_long())),
        };
        let capture = match Capture::read(bytes) {
            Ok(capture) => capture,
            Err(error) => return report(unread(Capture::read_id(bytes), error)),
        };
        let id = capture.id;
        let now = capture.now().ok().flatten().unwrap_or(arrival);
        let is_known = self.registry.get(&capture.provider).is_ok();
        let provider = is_known.then_some(&*capture.provider);
        let is_capture = true;
        let refused = |refusal| Received { id, is_capture, provider, now, result: Err(refusal) };
        // A bug in one adapter must not cost the rest of a stream.
        let answered = catch_unwind(AssertUnwindSafe(|| {
            self.receive(&capture, now, |result| match result {
                Ok(notification) => {
                    report(Received { id, is_capture, provider, now, result: Ok(&notification) })
                }
                Err(error) => report(refused(Refusal::from(&error))),
            })
        }));
        answered.unwrap_or_else(|_| report(refused(Refusal::bug())))
    }

    /// Receives a capture and hands the outcome to `report`.
    fn receive<T>(
        &mut self,
        capture: &Capture<'_>,
        now: i64,
        report: impl FnOnce(Result<Notification<'_>, Error>) -> T,
    ) -> T {
        let prepared = self
            .reader(capture)
            .and_then(|reader| Ok((reader, capture.headers()?, capture.body()?)))
            // A stated time that is none refuses the capture; one that is has become `now`.
            .and_then(|prepared| capture.now().map(|_| prepared));
        let (reader, headers, body) = match prepared {
            Ok(prepared) => prepared,
            Err(error) => return report(Err(error.into())),
        };
        let headers: Vec<(&str, &[u8])> =
            headers.iter().map(|(name, value)| (*name, &**value)).collect();
        let request =
            Request { method: &capture.method, url: &capture.url, headers: &headers, body: &body };
        match &*reader {
            Reader::Verified(verifier) => report(verifier.receive(&request, now)),
            Reader::Unverified(reader) => report(reader.read_unverified(&request)),
        }
    }

    fn reader(&mut self, capture: &Capture<'_>) -> Result<Arc<Reader>, ConfigError> {
        self.key.clear();
        self.key.push_str(&capture.provider);
        for member in [capture.config, capture.account, capture.tolerance] {
            self.key.push('\n');
            self.key.push_str(member.map_or("", RawValue::get));
        }
        if let Some(reader) = self.readers.get(&self.key) {
            return reader.clone();
        }
        let reader = self.make_reader(capture).map(Arc::new);
        if self.key.len() <= LONGEST_KEPT {
            if self.readers.len() >= KEPT_READERS {
                self.readers.clear();
            }
            self.readers.insert(self.key.clone(), reader.clone());
        } else {
            self.key = String::new();
        }
        reader
    }

    fn make_reader(&self, capture: &Capture<'_>) -> Result<Reader, ConfigError> {
        let provider = self.registry.get(&capture.provider)?;
        let keys = provider.metadata().keys();
        let mut config = self.base_for(&*provider);
        // The way round is a matter of the capture reader, and of a capture's own config alone.
        // Anywhere else, and with --verified-only, the verifier refuses it as an unknown member.
        let mut unverified = None;
        if let Some(own) = capture.config {
            let mut own = read_config(own.get())?;
            let is_closed =
                self.verified_only && !matches!(own.get("unverified"), Some(Value::Bool(false)));
            // Of two members of the same name, the verifier has to see both.
            if !is_closed && !own.has_repeats() {
                unverified = own.remove("unverified");
            }
            config = config.overlaid(&own, keys);
            // Tables of keys are for those of --config: a stream in which each line brings keys of its
            // own would fill the memory with them.
            let has_tables = provider.metadata().options().iter().any(|own| own.name == TABLES);
            if has_tables && matches!(config.get(TABLES), None | Some(Value::Bool(_))) {
                config.remove(TABLES);
                config = config.with(TABLES, false);
            }
        }
        let mut top = Config::new();
        for (name, value) in [("account", capture.account), ("tolerance", capture.tolerance)] {
            if let Some(value) = value {
                top = top.with(name, read_value(value.get())?);
            }
        }
        config = config.overlaid(&top, keys);
        match unverified {
            None | Some(Value::Bool(false)) => {
                Verifier::new(provider, &config).map(Reader::Verified)
            }
            Some(Value::Bool(true)) => {
                UnverifiedReader::new(provider, &config).map(Reader::Unverified)
            }
            Some(_) => Err(ConfigError::invalid("unverified", "expected true or false")),
        }
    }

    /// The configuration of the command line for a provider: common members, and those under
    /// the provider's id laid over them.
    fn base_for(&self, provider: &dyn Provider) -> Config {
        let ids: Vec<&str> = self.registry.iter().map(|own| own.metadata().id()).collect();
        let mut common = self.base.clone();
        for id in ids {
            if self.base.get(id).is_some_and(|section| section.as_map().is_some()) {
                common.remove(id);
            }
        }
        match self.base.get(provider.metadata().id()).and_then(Value::as_map) {
            Some(own) => common.overlaid(own, provider.metadata().keys()),
            None => common,
        }
    }
}

fn read_value(text: &str) -> Result<Value, ConfigError> {
    serde_json::from_str(text)
        .map_err(|_| ConfigError::invalid("configuration", "a value cannot be read"))
}

/// Reads a configuration from JSON text.
fn read_config(text: &str) -> Result<Config, ConfigError> {
    match read_value(text)? {
        Value::Map(config) => Ok(config),
        _ => Err(ConfigError::invalid("configuration", "expected a JSON object")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_what_json_says_it_is() {
        let read = |json: &str| {
            serde_json::from_str::<LongText<'_>>(json).ok().map(|LongText(text)| text.into_owned())
        };
        for json in [
            r#""""#,
            r#""plain é""#,
            r#""\"\\\/\b\f\n\r\t""#,
            r#""a\nb\\""#,
            r#""\u00e9\ud83d\ude00""#,
            r#""x\n\u0041""#,
            r#""\ud800""#,
            r#""\x""#,
            "7",
            "null",
            "[]",
        ] {
            assert_eq!(read(json), serde_json::from_str::<String>(json).ok(), "{json}");
        }
        assert_eq!(read(r#""a\n\"""#).as_deref(), Some("a\n\""));
        assert!(matches!(serde_json::from_str(r#""plain""#), Ok(LongText(Cow::Borrowed("plain")))));
    }
}
