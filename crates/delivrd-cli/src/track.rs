//! `delivrd track`: captures in, the outcome of each message out.

use std::collections::HashMap;
use std::io::{self, Write};

use delivrd::{
    About, Change, Message, MessageKey, Outcome as MessageOutcome, Policy, Receipt, Retention,
    Summary, Tracker,
};
use serde::Serialize;

use crate::capture::{ReceiverArguments, Refusal};
use crate::normalize::shown_id;
use crate::output::{self, Format, cell, masked, paint, printable};
use crate::{Failure, Outcome, Run};

/// Tell the state of each message, from the set of its receipts
#[derive(Debug, clap::Args)]
#[command(after_help = "\
One outcome a message comes out, in order of first appearance; the order in which its receipts
came makes no difference. Refused captures are named on stderr.

Exit status: 0 if every capture was accepted, 1 if any was refused, 2 if the call was wrong.

Examples:
  delivrd track --config keys.json captures.jsonl
  delivrd track --format table captures.jsonl    (what each receipt changed, dropped, contradicted)")]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: ReceiverArguments,
    /// Which side wins where a refusal stands beside a confirmed delivery
    #[arg(long, value_enum, default_value_t = PolicyName::DeliveredWins)]
    policy: PolicyName,
    /// How many messages are kept; past that, the one that appeared first comes out and is
    /// forgotten
    #[arg(long, value_name = "COUNT", default_value_t = 100_000)]
    max_messages: usize,
    /// How to write the results [default: table on a terminal, json in a pipe]
    #[arg(long)]
    format: Option<Format>,
    /// Show phone numbers in tables
    #[arg(long)]
    show_numbers: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
#[value(rename_all = "snake_case")]
enum PolicyName {
    /// The delivery wins
    DeliveredWins,
    /// The refusal wins, unless the message was read
    FailureSticky,
}

pub(crate) fn run(arguments: &Arguments) -> Run {
    let policy = match arguments.policy {
        PolicyName::DeliveredWins => Policy::DeliveredWins,
        PolicyName::FailureSticky => Policy::FailureSticky,
    };
    // Captures come from a file or a pipe, so that time says nothing about memory here.
    let retention = Retention::new(i64::MAX, arguments.max_messages);
    let mut tracker = Tracker::new(policy, retention);
    let mut output = Output::new(Format::or_default(arguments.format), arguments.show_numbers);
    let mut outcome = Outcome::Fine;
    let mut line = 0_u64;
    arguments.input.receive_all(|received| {
        line = line.saturating_add(1);
        match &received.result {
            Err(refusal) => {
                outcome = Outcome::Refused;
                let id = received.id.filter(|_| received.is_capture);
                say_refused(&id.map_or(format!("line {line}"), |id| shown_id(Some(id))), refusal);
            }
            Ok(notification) => {
                for receipt in notification.receipts() {
                    let news = tracker.receive(receipt, received.now);
                    output.note(receipt, news.is_repetition, &news.change);
                    if let Some(message) = news.forgotten {
                        output.message(&message)?;
                    }
                }
            }
        }
        Ok(())
    })?;
    for message in tracker.messages() {
        output.message(message)?;
    }
    output.writer.flush()?;
    Ok(outcome)
}

fn say_refused(id: &str, refusal: &Refusal) {
    let (id, kind) = (printable(id), refusal.kind.name());
    anstream::eprintln!("delivrd: {id}: {kind}: {}", refusal.message);
}

/// An outcome as it is printed.
#[derive(Serialize)]
struct Line<'m> {
    message_key: MessageKey,
    #[serde(flatten)]
    about: Option<&'m About>,
    #[serde(flatten)]
    outcome: &'m MessageOutcome,
}

/// One receipt in the timeline of a message.
struct Entry {
    time: String,
    says: String,
    remark: String,
    style: anstyle::Style,
}

/// More entries of one message are counted, not kept.
const MAX_ENTRIES: usize = 100;

struct Output {
    format: Format,
    show_numbers: bool,
    timelines: HashMap<MessageKey, Vec<Entry>>,
    writer: io::BufWriter<Box<dyn Write>>,
}

impl Output {
    fn new(format: Format, show_numbers: bool) -> Self {
        let raw: Box<dyn Write> = match format {
            Format::Json => Box::new(io::stdout().lock()),
            Format::Table => Box::new(anstream::stdout().lock()),
        };
        Self { format, show_numbers, timelines: HashMap::new(), writer: io::BufWriter::new(raw) }
    }

    /// Remembers a receipt for the timeline of its message.
    fn note(&mut self, receipt: &Receipt<'_>, is_repetition: bool, change: &Change) {
        if self.format == Format::Json {
            return;
        }
        let entries = self.timelines.entry(receipt.message_key()).or_default();
        if entries.len() >= MAX_ENTRIES {
            return;
        }
        let says = [receipt.status.as_deref(), receipt.code.as_deref()];
        let says: Vec<&str> = says.into_iter().flatten().collect();
        let part = receipt.part.map_or(String::new(), |part| format!(", part {part}"));
        entries.push(Entry {
            time: receipt.occurred_at.map_or("no time".to_owned(), |time| time.to_string()),
            says: format!("{}{part}", says.join(" ")),
            remark: remark(receipt, is_repetition, change),
            style: output::style_of(receipt.state(), receipt.is_final()),
        });
    }

    fn message(&mut self, message: &Message) -> Result<(), Failure> {
        match self.format {
            Format::Json => {
                let line = Line {
                    message_key: message.key(),
                    about: message.about(),
                    outcome: message.outcome(),
                };
                serde_json::to_writer(&mut self.writer, &line).map_err(io::Error::from)?;
                writeln!(self.writer)?;
            }
            Format::Table => self.timeline(message)?,
        }
        Ok(())
    }

    fn timeline(&mut self, message: &Message) -> io::Result<()> {
        let outcome = message.outcome();
        let summary = outcome.summary();
        let (provider, id, recipient) = message.about().map_or(("-", "-", "-"), |about| {
            let recipient = about.recipient.as_deref().unwrap_or("-");
            (&about.provider, &about.message_id, recipient)
        });
        let recipient = if self.show_numbers { recipient.to_owned() } else { masked(recipient) };
        let state = paint(output::style_of(summary.state, summary.is_final), &shown(summary));
        let action = outcome.advice().action;
        writeln!(
            self.writer,
            "{} {provider} {}  {state}, to do: {}",
            paint(output::STRONG, &printable(&recipient)),
            paint(output::QUIET, &printable(id)),
            paint(output::STRONG, action.as_str()),
        )?;
        for entry in self.timelines.remove(&message.key()).unwrap_or_default() {
            writeln!(
                self.writer,
                "  {} {} {}",
                cell(output::QUIET, &entry.time, 26),
                cell(entry.style, &entry.says, 28),
                entry.remark
            )?;
        }
        if let Some(loser) = outcome.contradiction() {
            let failure = loser.failure.map_or(String::new(), |own| format!(" ({})", own.reason));
            let text = format!("contradicted by {}{failure}", loser.state);
            writeln!(self.writer, "  {}", paint(output::BAD, &text))?;
        }
        writeln!(self.writer)
    }
}

fn shown(summary: Summary) -> String {
    let finality = if summary.is_final { "final" } else { "not final" };
    let reason = summary.failure.map_or(String::new(), |own| format!(", {}", own.reason));
    let late = if summary.late { ", late" } else { "" };
    format!("{}, {finality}{reason}{late}", summary.state)
}

/// What a receipt did to its message.
fn remark(receipt: &Receipt<'_>, is_repetition: bool, change: &Change) -> String {
    match change.transition {
        _ if is_repetition => "dropped: a repetition".to_owned(),
        None if change.new_information => "kept: changes no state".to_owned(),
        None => "no news".to_owned(),
        Some((before, after)) if after.state == before.state && after.conflict => {
            format!("contradicts {}; {} stays", before.state, after.state)
        }
        Some((before, after)) if before.state == after.state => format!("still {}", after.state),
        Some((before, after)) => {
            let beside = if receipt.state() == after.state { "" } else { " (all parts together)" };
            format!("{} → {}{beside}", before.state, after.state)
        }
    }
}
