//! `delivrd lint`: what is wrong with definitions, and what is doubtful.

use std::io::{self, Write};
use std::path::PathBuf;

use delivrd::{Definition, Permanence, Provider, Reading, State};
use serde::Deserialize;
use serde::Serialize;
use serde::de::IgnoredAny;
use toml::Spanned;

use crate::definition::{self, Problem, line_at};
use crate::output::{self, Format, paint, printable};
use crate::{Outcome, Run};

/// Check files that define a provider
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Prints FILE:LINE: PROBLEM for every mistake, and FILE:LINE: warning: PROBLEM for what is allowed but
doubtful; for each file that loads one line with its id, scheme, status words and codes.

Exit status: 0 if every file loads, 1 if any does not, 2 if one could not be read.

Example:
  delivrd lint acme_sms.toml")]
pub(crate) struct Arguments {
    /// Files to check; `-` is stdin
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How to write the results
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

pub(crate) fn run(arguments: &Arguments) -> Run {
    let files = arguments
        .files
        .iter()
        .map(|path| Ok((path.display().to_string(), definition::read_file(path)?)))
        .collect::<Result<Vec<_>, crate::Failure>>()?;
    let mut output = anstream::stdout().lock();
    let mut outcome = Outcome::Fine;
    for (file, bytes) in &files {
        let mut say = |line: Line<'_>| line.write(arguments.format, &mut output);
        match definition::read(bytes) {
            Err(problems) => {
                outcome = Outcome::Refused;
                for problem in &problems {
                    say(Line::problem(file, Severity::Error, problem))?;
                }
            }
            Ok((definition, text)) => {
                for problem in &doubts(&definition, text) {
                    say(Line::problem(file, Severity::Warning, problem))?;
                }
                let metadata = definition.metadata();
                say(Line::Loaded {
                    file,
                    id: metadata.id(),
                    scheme: metadata.capabilities().scheme.as_str(),
                    statuses: metadata.statuses().rows().len(),
                    codes: metadata.codes().rows().len(),
                })?;
            }
        }
    }
    Ok(outcome)
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Severity {
    Error,
    Warning,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Line<'l> {
    Problem { file: &'l str, line: usize, severity: Severity, problem: &'l str },
    Loaded { file: &'l str, id: &'l str, scheme: &'l str, statuses: usize, codes: usize },
}

impl<'l> Line<'l> {
    fn problem(file: &'l str, severity: Severity, problem: &'l Problem) -> Self {
        Self::Problem { file, line: problem.line, severity, problem: &problem.text }
    }

    fn write(&self, format: Format, output: &mut impl Write) -> io::Result<()> {
        match self {
            _ if format == Format::Json => {
                serde_json::to_writer(&mut *output, self)?;
                writeln!(output)
            }
            Self::Problem { file, line, severity, problem } => {
                let (style, kind) = match severity {
                    Severity::Error => (output::BAD, ""),
                    Severity::Warning => (output::WAITING, "warning: "),
                };
                let place = format!("{}:{line}:", printable(file));
                writeln!(output, "{} {kind}{}", paint(style, &place), printable(problem))
            }
            Self::Loaded { file, id, scheme, statuses, codes } => {
                let place = format!("{}:", printable(file));
                let place = paint(output::GOOD, &place);
                writeln!(output, "{place} {id}, {scheme}, status words: {statuses}, codes: {codes}")
            }
        }
    }
}

/// What the metadata do not tell of a file that loads.
#[derive(Deserialize)]
struct View {
    signature: Signature,
    receipt: Spanned<Receipt>,
    status: Vec<Row>,
    codes: Option<Spanned<IgnoredAny>>,
}

#[derive(Deserialize)]
struct Signature {
    scheme: Spanned<String>,
    signed: Option<Spanned<String>>,
}

#[derive(Deserialize)]
struct Receipt {
    recipient: Option<IgnoredAny>,
    #[serde(default)]
    ignore_case: bool,
}

#[derive(Deserialize)]
struct Row {
    word: Spanned<String>,
    state: String,
    #[serde(rename = "final")]
    is_final: Option<bool>,
}

impl Row {
    fn leads_to(&self, wanted: impl Fn(State, bool) -> bool) -> bool {
        let state = self.state.parse().ok();
        let reading = state.and_then(|state| Reading::with_defaults(state, self.is_final, None));
        reading.is_some_and(|reading| wanted(reading.state(), reading.is_final()))
    }
}

/// What a file may say, but hardly means. `docs/definitions.md` has the list.
fn doubts(definition: &Definition, text: &str) -> Vec<Problem> {
    let Ok(view) = toml::from_str::<View>(text) else { return Vec::new() };
    let metadata = definition.metadata();
    let mut doubts = Vec::new();
    let mut doubt = |start: usize, problem: String| {
        doubts.push(Problem { line: line_at(text.as_bytes(), start), text: problem });
    };
    let scheme = &view.signature.scheme;
    let start = scheme.span().start;
    if matches!(scheme.get_ref().as_str(), "basic_auth" | "secret") {
        let problem = "signs nothing: whoever sees one request can make others";
        doubt(start, format!("{} {problem}", scheme.get_ref()));
    } else if !metadata.capabilities().signs_time {
        let problem = "no time is signed: only stored dedupe keys tell an old request sent again";
        doubt(start, problem.to_owned());
    }
    if let Some(signed) =
        view.signature.signed.as_ref().filter(|own| own.get_ref().contains("{form}"))
    {
        let problem = "{form} has nothing between its names and values: who has seen one request can cut \
                       them anew";
        doubt(signed.span().start, problem.to_owned());
    }
    if view.receipt.get_ref().recipient.is_none() {
        doubt(view.receipt.span().start, "the recipient is not read".to_owned());
    }
    let first = view.status.first().map_or(0, |row| row.word.span().start);
    let has = |wanted: fn(State, bool) -> bool| view.status.iter().any(|row| row.leads_to(wanted));
    if !has(|state, is_final| state == State::Delivered && is_final) {
        doubt(first, "no status word is a final `delivered`".to_owned());
    }
    if !has(State::is_failure) {
        doubt(first, "no status word is a failure".to_owned());
    }
    if !view.receipt.get_ref().ignore_case {
        for (index, row) in view.status.iter().enumerate() {
            let word = row.word.get_ref();
            let before = view.status.iter().take(index).find(|other| {
                let other = other.word.get_ref();
                other != word && other.eq_ignore_ascii_case(word)
            });
            if let Some(before) = before {
                let line = line_at(text.as_bytes(), before.word.span().start);
                let problem = "by case alone, and ignore_case is not set";
                doubt(
                    row.word.span().start,
                    format!("this status word differs from that in line {line} {problem}"),
                );
            }
        }
    }
    for (index, row) in view.status.iter().enumerate() {
        let says_something_else = |other: &&Row| {
            other.word.get_ref() == row.word.get_ref()
                && (&other.state, other.is_final) != (&row.state, row.is_final)
        };
        if view.status.iter().take(index).any(|other| says_something_else(&other)) {
            let problem =
                "by conditions the word has another state; the dedupe key has the word alone";
            doubt(row.word.span().start, problem.to_owned());
        }
    }
    let unsourced: Vec<&str> = metadata
        .codes()
        .rows()
        .iter()
        .filter(|row| row.permanence == Permanence::Permanent && row.source.is_empty())
        .map(|row| row.code)
        .collect();
    if let (Some(codes), false) = (&view.codes, unsourced.is_empty()) {
        let problem = format!("permanent without a source: {}", unsourced.join(", "));
        doubt(codes.span().start, problem);
    }
    doubts.sort_by_key(|doubt| doubt.line);
    doubts
}
