//! `delivrd send` and `delivrd replay`: captures against a receiver that is being tested.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use delivrd::ConfigError;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::capture::Capture;
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
    let format = Format::or_default(target.format);
    let mut output = anstream::stdout().lock();
    let mut outcome = Outcome::Fine;
    input::for_each_line(
        files,
        |line| {
            let line = match line {
                Line::Bytes(line) => line,
                Line::TooLong => b"",
            };
            let answer = match Capture::read(line) {
                Ok(capture) => send(&capture, target, key)?,
                Err(error) => Answer::unsent(Capture::read_id(line), &error),
            };
            if !answer.is_success() {
                outcome = Outcome::Refused;
            }
            answer.write(format, &mut output)?;
            Ok(())
        },
        || Ok(()),
    )?;
    Ok(outcome)
}

#[derive(Serialize)]
struct Answer<'c> {
    id: Option<&'c RawValue>,
    status: Option<u16>,
    milliseconds: u64,
    error: Option<String>,
}

fn send<'c>(
    capture: &Capture<'c>,
    target: &Target,
    key: Option<&KeyArguments>,
) -> Result<Answer<'c>, Failure> {
    let provider = delivrd::registry().get(&capture.provider)?;
    let mut url = with_query(&target.to, &capture.url);
    let mut headers = capture.headers()?;
    let mut body = capture.body()?.into_owned();
    if let Some(key) = key.filter(|key| key.is_given()) {
        let simulator = simulator(&*provider)?;
        let fresh = simulator.sign(&body, &url, &key.read(simulator)?, clock())?;
        headers.retain(|(name, _)| {
            !fresh.headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name))
        });
        headers.extend(
            fresh.headers.into_iter().map(|(name, value)| (name.to_owned(), value.into_bytes())),
        );
        (url, body) = (fresh.url, fresh.body);
    }
    let agent = ureq::Agent::new_with_config(
        ureq::Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(
                provider.metadata().callback().timeout.into(),
            )))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .build(),
    );
    let mut request = ureq::http::Request::builder().method(&*capture.method).uri(url);
    for (name, value) in headers.iter().filter(|(name, _)| !belongs_to_connection(name)) {
        request = request.header(name.as_str(), value.as_slice());
    }
    let request = request.body(body).map_err(|_| {
        ConfigError::argument("the capture's method, URL or headers cannot stand in a request")
    })?;
    let started = Instant::now();
    let answered = agent.run(request);
    let elapsed = started.elapsed();
    let (status, error) = match answered {
        Ok(response) => (Some(response.status().as_u16()), None),
        Err(error) => (None, Some(error.to_string())),
    };
    let milliseconds = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
    Ok(Answer { id: capture.id, status, milliseconds, error })
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
