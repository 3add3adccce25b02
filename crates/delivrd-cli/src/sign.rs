//! `delivrd sign`: payloads in, signed captures out.

use std::fmt;
use std::io::{self, Write};
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use delivrd::{Config, SignedRequest, Simulator, Value};
use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};

use crate::definition::DefinitionArguments;
use crate::input::{self, Line};
use crate::normalize::clock;
use crate::sample::simulator;
use crate::{Failure, Outcome, Run};

/// Sign payloads as the provider would, and print them as captures
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Payloads come one a line from stdin, or one a file. A key is what the provider signs with: the
shared secret, or base64 of the private Ed25519 seed. --test-key takes a published one that is
good for tests alone.

Examples:
  delivrd sample telecom23 | delivrd sign telecom23 --key-file secret.txt > captures.jsonl
  delivrd sign telnyx --test-key --with-config event.json | delivrd normalize
  delivrd sign telnyx --test-key --with-config --arrives-after 301 event.json | delivrd normalize")]
pub(crate) struct Arguments {
    /// The provider's id
    provider: String,
    #[command(flatten)]
    definitions: DefinitionArguments,
    #[command(flatten)]
    key: KeyArguments,
    /// The signed time [default: the clock]
    #[arg(long, value_name = "UNIX", allow_negative_numbers = true)]
    now: Option<i64>,
    /// Seconds from the signed time to the arrival that the capture states
    #[arg(long, value_name = "SECONDS", default_value_t = 0, allow_negative_numbers = true)]
    arrives_after: i64,
    /// The URL that the provider calls
    #[arg(long, default_value = "https://example.com/dlr")]
    url: String,
    /// Write the configuration that verifies the signature into each capture. For a shared secret
    /// that is the secret itself
    #[arg(long)]
    with_config: bool,
    /// Files of one payload each, signed byte for byte; none is stdin with one payload a line
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// The key to sign with.
#[derive(clap::Args)]
#[group(multiple = false)]
pub(crate) struct KeyArguments {
    /// The key to sign with; other users of the machine can see it
    #[arg(long)]
    key: Option<String>,
    /// A file with the key; a line feed at its end does not count
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// The provider's published test key
    #[arg(long)]
    test_key: bool,
}

impl fmt::Debug for KeyArguments {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("KeyArguments(..)")
    }
}

impl KeyArguments {
    /// Whether a key was named.
    pub(crate) fn is_given(&self) -> bool {
        self.test_key || self.key.is_some() || self.key_file.is_some()
    }

    /// The key that was named.
    pub(crate) fn read(&self, simulator: &dyn Simulator) -> Result<String, Failure> {
        match (&self.key, &self.key_file) {
            (Some(key), _) => Ok(key.clone()),
            (None, Some(path)) => {
                let text = String::from_utf8(input::read_keys(path, "--key-file")?)
                    .map_err(|_| Failure::new("the key is not UTF-8"))?;
                let key = text.strip_suffix('\n').unwrap_or(&text);
                Ok(key.strip_suffix('\r').unwrap_or(key).to_owned())
            }
            (None, None) if self.test_key => Ok(simulator.test_key().to_owned()),
            (None, None) => Err(Failure::new("one of --key, --key-file and --test-key is needed")),
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Run {
    let provider = arguments.definitions.registry()?.get(&arguments.provider)?;
    let simulator = simulator(&*provider)?;
    let key = arguments.key.read(simulator)?;
    let config = arguments.with_config.then(|| simulator.verifying_config(&key)).transpose()?;
    let mut output = io::BufWriter::new(io::stdout().lock());
    let mut count = 0_usize;
    let mut sign = |payload: &[u8]| -> Result<(), Failure> {
        count = count.saturating_add(1);
        let signed_at = arguments.now.unwrap_or_else(clock);
        let request = simulator.sign(payload, &arguments.url, &key, signed_at)?;
        let capture = NewCapture {
            id: &format!("{}-{count}", arguments.provider),
            provider: &arguments.provider,
            config: config.as_ref(),
            now: signed_at.saturating_add(arguments.arrives_after),
            request: &request,
        };
        capture.write(&mut output)
    };
    if arguments.files.is_empty() {
        input::for_each_line(&[], |line| match line {
            Line::Bytes(payload) => sign(payload),
            Line::TooLong => Err(Failure::new("a payload is too long")),
        })?;
    } else {
        for path in &arguments.files {
            sign(&input::read_file(path)?)?;
        }
    }
    output.flush()?;
    Ok(Outcome::Fine)
}

/// A capture to be written.
pub(crate) struct NewCapture<'c> {
    pub(crate) id: &'c str,
    pub(crate) provider: &'c str,
    pub(crate) config: Option<&'c Config>,
    pub(crate) now: i64,
    pub(crate) request: &'c SignedRequest,
}

impl NewCapture<'_> {
    pub(crate) fn write(&self, output: &mut impl Write) -> Result<(), Failure> {
        serde_json::to_writer(&mut *output, self).map_err(io::Error::from)?;
        output.write_all(b"\n")?;
        Ok(())
    }
}

impl Serialize for NewCapture<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("id", self.id)?;
        object.serialize_entry("provider", self.provider)?;
        if let Some(config) = self.config {
            object.serialize_entry("config", &Members(config))?;
        }
        object.serialize_entry("now", &self.now)?;
        object.serialize_entry("method", self.request.method)?;
        object.serialize_entry("url", &self.request.url)?;
        object.serialize_entry("headers", &self.request.headers)?;
        match str::from_utf8(&self.request.body) {
            Ok(text) => object.serialize_entry("body", text)?,
            Err(_) => object.serialize_entry("body_b64", &STANDARD.encode(&self.request.body))?,
        }
        object.end()
    }
}

/// A configuration written out, secrets included: only where somebody asked for it.
struct Members<'c>(&'c Config);

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        for (name, value) in self.0.iter() {
            object.serialize_entry(name, &Exposed(value))?;
        }
        object.end()
    }
}

struct Exposed<'v>(&'v Value);

impl Serialize for Exposed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Text(text) => serializer.serialize_str(text),
            Value::Integer(number) => serializer.serialize_i64(*number),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Map(members) => Members(members).serialize(serializer),
            Value::List(values) => {
                let mut list = serializer.serialize_seq(Some(values.len()))?;
                for value in values {
                    list.serialize_element(&Exposed(value))?;
                }
                list.end()
            }
            _ => serializer.serialize_none(),
        }
    }
}
