//! `delivrd sample`: payloads for every status word and every code of a provider's tables.

use std::io::{self, Write};
use std::sync::Arc;

use delivrd::dangerous::UnverifiedReader;
use delivrd::{
    Config, Metadata, Provider, Reason, Request, Sample, SignedRequest, Simulator, State,
    StatusRow, Timestamp,
};

use crate::definition::DefinitionArguments;
use crate::normalize::clock;
use crate::{Failure, Outcome, Run};

/// Print realistic payloads, one a line: every status word and every code of the tables
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Filters go by what the library makes of the payload. Pipe the payloads to `delivrd sign`.

Examples:
  delivrd sample telecom23
  delivrd sample telnyx --state rejected
  delivrd sample telnyx --code 40300")]
pub(crate) struct Arguments {
    /// The provider's id
    provider: String,
    #[command(flatten)]
    definitions: DefinitionArguments,
    /// Only payloads that end in this state
    #[arg(long)]
    state: Option<State>,
    /// Only payloads that fail for this reason
    #[arg(long)]
    reason: Option<Reason>,
    /// Only payloads with this code, which the tables may lack
    #[arg(long)]
    code: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Run {
    let provider = arguments.definitions.registry()?.get(&arguments.provider)?;
    let payloads = samples(&provider, arguments)?;
    let mut output = io::stdout().lock();
    for payload in &payloads {
        writeln!(output, "{payload}")?;
    }
    if payloads.is_empty() {
        anstream::eprintln!(
            "delivrd: no status word or code of {} leads there",
            arguments.provider
        );
        return Ok(Outcome::Refused);
    }
    Ok(Outcome::Fine)
}

/// The provider's own side, which every shipped provider has.
pub(crate) fn simulator(provider: &dyn Provider) -> Result<&dyn Simulator, Failure> {
    provider.simulator().ok_or_else(|| Failure::new("this provider cannot be simulated"))
}

fn samples(provider: &Arc<dyn Provider>, arguments: &Arguments) -> Result<Vec<String>, Failure> {
    let simulator = simulator(&**provider)?;
    let reader = UnverifiedReader::new(Arc::clone(provider), &Config::new())?;
    let occurred_at = Timestamp::from_unix(clock()).map_or(String::new(), |now| now.to_string());
    let mut payloads = Vec::new();
    let combinations = combinations(provider.metadata(), arguments.code.as_deref());
    for (serial, (status, code, detail)) in (1..).zip(combinations) {
        let sample = Sample::new(status, serial, &occurred_at).with_code(code.as_deref(), detail);
        let Some(payload) = simulator.payload(&sample) else { continue };
        // In a query the payload is in the URL: only the provider's own side knows where it goes.
        let sent = simulator.sign(payload.as_bytes(), URL, simulator.test_key(), clock())?;
        if leads_there(&reader, &sent, arguments) {
            payloads.push(payload);
        }
    }
    Ok(payloads)
}

type Combination<'m> = (&'m str, Option<String>, Option<&'static str>);

/// Every status word alone, then every code beside a word that leaves the verdict to it.
fn combinations<'m>(metadata: &Metadata<'m>, wanted: Option<&str>) -> Vec<Combination<'m>> {
    let statuses = metadata.statuses().rows();
    // While the provider still tries, no code has the last word.
    let has_failed =
        |row: &&StatusRow<'_>| row.reading.state() == State::Undelivered && row.reading.is_final();
    let failing = statuses.iter().find(has_failed);
    let succeeding = statuses.iter().find(|row| row.reading.state() == State::Delivered);
    let mut combinations: Vec<Combination<'_>> = Vec::new();
    if wanted.is_none() {
        combinations.extend(statuses.iter().map(|row| (row.status, None, None)));
    }
    for row in metadata.codes().rows() {
        let is_wanted = wanted.is_none_or(|code| code == row.code);
        let word = if row.reason.is_some() { failing } else { succeeding };
        // Some tables list the status words among the codes.
        let is_word = metadata.statuses().get(row.code).is_some();
        if let (true, Some(word)) = (is_wanted && !is_word, word) {
            let code = Some(row.code.to_owned());
            combinations.push((word.status, code.clone(), None));
            if row.reason == Some(Reason::OptedOut) {
                let detail = "Blocked due to STOP message";
                combinations.push((word.status, code, Some(detail)));
            }
        }
    }
    match (wanted, failing) {
        (Some(code), Some(word)) if metadata.codes().get(code).is_none() => {
            combinations.push((word.status, Some(code.to_owned()), None));
        }
        _ => {}
    }
    combinations
}

const URL: &str = "https://example.com/";

fn leads_there(reader: &UnverifiedReader, sent: &SignedRequest, arguments: &Arguments) -> bool {
    let request = Request { method: sent.method, url: &sent.url, headers: &[], body: &sent.body };
    let Ok(notification) = reader.read_unverified(&request) else { return false };
    notification.receipts().iter().any(|receipt| {
        arguments.state.is_none_or(|state| receipt.state() == state)
            && arguments
                .reason
                .is_none_or(|reason| receipt.failure().is_some_and(|own| own.reason == reason))
    })
}
