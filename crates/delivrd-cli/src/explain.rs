//! `delivrd explain`: what codes and status words mean.

use std::io::{self, Write};

use delivrd::{Advice, CodeRow, Metadata, Permanence, Reason, State, StatusRow};
use serde::Serialize;

use crate::definition::DefinitionArguments;
use crate::output::{self, Format, paint, printable};
use crate::{Outcome, Run};

/// Say what codes and status words of a provider mean, and what to do about them
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  delivrd explain telnyx 40002 40300
  delivrd explain telecom23 UNDELIV
  delivrd explain telnyx            (everything that the tables hold)")]
pub(crate) struct Arguments {
    /// The provider's id
    provider: String,
    #[command(flatten)]
    definitions: DefinitionArguments,
    /// Codes or status words; none means all of them
    #[arg(value_name = "CODE")]
    codes: Vec<String>,
    /// How to write the results [default: table on a terminal, json in a pipe]
    #[arg(long)]
    format: Option<Format>,
}

pub(crate) fn run(arguments: &Arguments) -> Run {
    let provider = arguments.definitions.registry()?.get(&arguments.provider)?;
    let metadata = provider.metadata();
    let mut wanted: Vec<&str> = arguments.codes.iter().map(String::as_str).collect();
    if wanted.is_empty() {
        wanted.extend(metadata.statuses().rows().iter().map(|row| row.status));
        let codes = metadata.codes().rows().iter().map(|row| row.code);
        wanted.extend(codes.filter(|code| metadata.statuses().get(code).is_none()));
    }
    let mut output = anstream::stdout().lock();
    let mut outcome = Outcome::Fine;
    for code in wanted {
        let explanations = explain(metadata, code);
        if explanations.is_empty() {
            outcome = Outcome::Refused;
            anstream::eprintln!(
                "delivrd: {} has no code or status word `{}`: it would be kept as it is: a code with reason unknown, a word as state unknown",
                metadata.name(),
                printable(code)
            );
        }
        for explanation in explanations {
            match Format::or_default(arguments.format) {
                Format::Json => {
                    serde_json::to_writer(&mut output, &explanation).map_err(io::Error::from)?;
                    writeln!(output)?;
                }
                Format::Table => explanation.print(&mut output)?,
            }
        }
    }
    Ok(outcome)
}

/// What a code or a word comes to on a receipt.
#[derive(Serialize)]
struct Explanation<'m> {
    provider: &'m str,
    /// `code` or `status`.
    kind: &'static str,
    code: &'m str,
    meaning: &'m str,
    state: Option<State>,
    #[serde(rename = "final")]
    is_final: Option<bool>,
    reason: Option<Reason>,
    permanence: Option<Permanence>,
    contested: bool,
    advice: Option<Advice<'static>>,
    source: &'m str,
    note: &'m str,
}

fn explain<'m>(metadata: &Metadata<'m>, code: &str) -> Vec<Explanation<'m>> {
    let word = metadata.statuses().rows().iter().find(|row| row.status == code);
    let row = metadata.codes().get(code);
    let of_word = word.map(|word| of_word(metadata, word, row));
    // A table that lists its status words among the codes describes the word.
    let of_code = row.filter(|_| word.is_none()).map(|row| of_code(metadata, row));
    of_word.into_iter().chain(of_code).collect()
}

fn of_code<'m>(metadata: &Metadata<'m>, row: &CodeRow<'m>) -> Explanation<'m> {
    let verdict = row.verdict();
    Explanation {
        provider: metadata.id(),
        kind: "code",
        code: row.code,
        meaning: row.meaning,
        state: verdict.map(|(state, _)| state),
        is_final: verdict.map(|_| true),
        reason: row.reason,
        permanence: verdict.map(|(_, failure)| failure.permanence),
        contested: row.is_contested(),
        advice: verdict.map(|(state, failure)| Advice::for_receipt(state, true, Some(failure))),
        source: row.source,
        note: row.note,
    }
}

fn of_word<'m>(
    metadata: &Metadata<'m>,
    word: &StatusRow<'m>,
    row: Option<&CodeRow<'m>>,
) -> Explanation<'m> {
    let (state, is_final) = (word.reading.state(), word.reading.is_final());
    let failure = delivrd::failure_of(state, is_final);
    Explanation {
        provider: metadata.id(),
        kind: "status",
        code: word.status,
        meaning: row.map_or("a status word; a code beside it may say more", |row| row.meaning),
        state: Some(state),
        is_final: Some(is_final),
        reason: failure.map(|failure| failure.reason),
        permanence: failure.map(|failure| failure.permanence),
        contested: row.is_some_and(CodeRow::is_contested),
        advice: Some(Advice::for_receipt(state, is_final, failure)),
        source: row.map_or(metadata.docs(), |row| row.source),
        note: if word.note.is_empty() { row.map_or("", |row| row.note) } else { word.note },
    }
}

impl Explanation<'_> {
    fn print(&self, output: &mut impl Write) -> io::Result<()> {
        let style = match (self.state, self.is_final) {
            (Some(state), Some(is_final)) => output::style_of(state, is_final),
            _ => output::GOOD,
        };
        let title = format!("{} {} {}", self.provider, self.kind, self.code);
        writeln!(output, "{}  {}", paint(style, &title), self.meaning)?;
        if !self.note.is_empty() {
            let style = if self.contested { output::WAITING } else { output::QUIET };
            writeln!(output, "  {}", paint(style, self.note))?;
        }
        if let (Some(state), Some(is_final)) = (self.state, self.is_final) {
            let finality = if is_final { "final" } else { "not final" };
            line(output, "state", &format!("{state} ({finality})"))?;
        }
        match (self.reason, self.permanence) {
            (Some(reason), Some(permanence)) => {
                line(output, "reason", reason.as_str())?;
                line(output, "permanence", permanence.as_str())?;
            }
            _ if self.kind == "code" => line(output, "reason", "none: no failure")?,
            _ => {}
        }
        if let Some(advice) = &self.advice {
            line(output, "to do", advice.action.as_str())?;
            line(output, "explain", &advice.explanation)?;
        }
        line(output, "source", self.source)?;
        writeln!(output)
    }
}

fn line(output: &mut impl Write, name: &str, text: &str) -> io::Result<()> {
    writeln!(output, "  {}  {text}", paint(output::QUIET, &format!("{name:10}")))
}
