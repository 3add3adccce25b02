//! `delivrd send` and `delivrd replay`: captures against a receiver that is being tested.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use delivrd::{ConfigError, Provider, Registry};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::capture::Capture;
use crate::definition::DefinitionArguments;
use crate::input::{self, Line};
use crate::normalize::{clock, shown_id};
use crate::output::{self, Format, cell, paint};
use crate::sample::simulator;
use crate::sign::KeyArguments;
use crate::{Failure, Outcome, Run};

/// Send captures to a receiver, so that a handler can be tested without an account
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Each capture is sent once, as the provider would; the receiver has as long to answer as the
provider gives it. Exit status: 0 if every answer was 2xx, 1 if any was not, 2 if the call was
wrong. Plain http only, for a receiver at hand.

Example:
  delivrd sample telnyx | delivrd sign telnyx --test-key | delivrd send --to http://127.0.0.1:8000/dlr")]
pub(crate) struct SendArguments {
    #[command(flatten)]
    target: Target,
    /// Files of captures; `-` or none is stdin
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Send stored captures again, with the original or a fresh timestamp
#[derive(Debug, clap::Args)]
#[command(after_help = "\
With its original timestamp, a receiver has to refuse a capture that is older than its tolerance.
With a key, each capture is signed anew with the time of sending.

Examples:
  delivrd replay --to http://127.0.0.1:8000/dlr captures.jsonl
  delivrd replay --to http://127.0.0.1:8000/dlr --key-file secret.txt captures.jsonl")]
pub(crate) struct ReplayArguments {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    key: KeyArguments,
    /// Files of captures
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

#[derive(Debug, clap::Args)]
struct Target {
    #[command(flatten)]
    definitions: DefinitionArguments,
    /// URL of the receiver; if it has no query, that of the capture is kept
    #[arg(long, value_name = "URL")]
    to: String,
    /// How to write the results [default: table on a terminal, json in a pipe]
    #[arg(long)]
    format: Option<Format>,
}

pub(crate) fn run(arguments: &SendArguments) -> Run {
    send_all(&arguments.target, None, &arguments.files)
}

pub(crate) fn replay(arguments: &ReplayArguments) -> Run {
    send_all(&arguments.target, Some(&arguments.key), &arguments.files)
}

fn send_all(target: &Target, key: Option<&KeyArguments>, files: &[PathBuf]) -> Run {
    if !target.to.starts_with("http://") {
        return Err(Failure::new("--to has to be an http:// URL"));
    }
    let registry = target.definitions.registry()?;
    let format = Format::or_default(target.format);
    let mut output = anstream::stdout().lock();
    let mut outcome = Outcome::Fine;
    input::for_each_line(files, |line| {
        let line = match line {
            Line::Bytes(line) => line,
            Line::TooLong => b"",
        };
        // What is wrong with one capture must not keep the others from being sent.
        let read =
            Capture::read(line).and_then(|capture| Call::new(&capture, &registry, &target.to));
        let answer = match read {
            Ok(call) => call.send(key)?,
            Err(error) => Answer::unsent(Capture::read_id(line), &error),
        };
        if !answer.is_success() {
            outcome = Outcome::Refused;
        }
        answer.write(format, &mut output)?;
        Ok(())
    })?;
    Ok(outcome)
}

#[derive(Serialize)]
struct Answer<'c> {
    id: Option<&'c RawValue>,
    status: Option<u16>,
    milliseconds: u64,
    error: Option<String>,
}

/// A capture, ready to be sent.
struct Call<'c> {
    id: Option<&'c RawValue>,
    provider: Arc<dyn Provider>,
    method: String,
    url: String,
    headers: Vec<(String, Vec<u8>)>,
    body: Vec<u8>,
}

impl<'c> Call<'c> {
    fn new(capture: &Capture<'c>, registry: &Registry, to: &str) -> Result<Self, ConfigError> {
        Ok(Self {
            id: capture.id,
            provider: registry.get(&capture.provider)?,
            method: capture.method.clone().into_owned(),
            url: with_query(to, &capture.url),
            headers: capture
                .headers()?
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.into_owned()))
                .collect(),
            body: capture.body()?.into_owned(),
        })
    }

    /// Sends it, signed anew if a key was named.
    fn send(mut self, key: Option<&KeyArguments>) -> Result<Answer<'c>, Failure> {
        if let Some(key) = key.filter(|key| key.is_given()) {
            self.sign_anew(key)?;
        }
        let timeout = self.provider.metadata().callback().timeout;
        let agent = ureq::Agent::new_with_config(
            ureq::Agent::config_builder()
                .timeout_global(Some(Duration::from_secs(timeout.into())))
                .http_status_as_error(false)
                .max_redirects(0)
                .max_redirects_will_error(false)
                .build(),
        );
        let mut request = ureq::http::Request::builder().method(&*self.method).uri(self.url);
        for (name, value) in self.headers.iter().filter(|(name, _)| !belongs_to_connection(name)) {
            request = request.header(name.as_str(), value.as_slice());
        }
        let Ok(request) = request.body(self.body) else {
            let problem = "the capture's method, URL or headers cannot stand in a request";
            return Ok(Answer::unsent(self.id, &ConfigError::argument(problem)));
        };
        let started = Instant::now();
        let answered = agent.run(request);
        let milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let (status, error) = match answered {
            Ok(response) => (Some(response.status().as_u16()), None),
            Err(error) => (None, Some(error.to_string())),
        };
        Ok(Answer { id: self.id, status, milliseconds, error })
    }

    fn sign_anew(&mut self, key: &KeyArguments) -> Result<(), Failure> {
        let simulator = simulator(&*self.provider)?;
        let fresh = simulator.sign(&self.body, &self.url, &key.read(simulator)?, clock())?;
        self.headers.retain(|(name, _)| {
            !fresh.headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name))
        });
        self.headers.extend(
            fresh.headers.into_iter().map(|(name, value)| (name.into_owned(), value.into_bytes())),
        );
        (self.url, self.body) = (fresh.url, fresh.body);
        Ok(())
    }
}

/// The receiver's URL with the query of the capture's, unless it has its own.
fn with_query(to: &str, from: &str) -> String {
    match from.split_once('?') {
        Some((_, query)) if !to.contains('?') => {
            let query = query.split('#').next().unwrap_or_default();
            format!("{to}?{query}")
        }
        _ => to.to_owned(),
    }
}

/// Headers of the connection on which a request came; the new connection has its own.
fn belongs_to_connection(name: &str) -> bool {
    ["host", "content-length", "connection", "transfer-encoding", "expect", "upgrade"]
        .iter()
        .any(|own| own.eq_ignore_ascii_case(name))
}

impl<'c> Answer<'c> {
    fn unsent(id: Option<&'c RawValue>, error: &ConfigError) -> Self {
        Self { id, status: None, milliseconds: 0, error: Some(error.to_string()) }
    }

    fn is_success(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }

    fn write(&self, format: Format, output: &mut impl Write) -> Result<(), Failure> {
        match format {
            Format::Json => {
                serde_json::to_writer(&mut *output, self).map_err(io::Error::from)?;
                writeln!(output)?;
            }
            Format::Table => {
                let style = if self.is_success() { output::GOOD } else { output::BAD };
                let result = match (self.status, &self.error) {
                    (Some(status), _) => status.to_string(),
                    (None, Some(error)) => error.clone(),
                    (None, None) => "no answer".to_owned(),
                };
                let id = shown_id(self.id);
                writeln!(
                    output,
                    "{} {} {} ms",
                    cell(output::QUIET, &id, 16),
                    paint(style, &result),
                    self.milliseconds
                )?;
            }
        }
        Ok(())
    }
}
