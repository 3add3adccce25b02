//! `delivrd normalize`: captures in, notifications out.

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex};
use std::{mem, thread};

use delivrd::{ErrorKind, Notification, Receipt};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::capture::{Received, Receiver, ReceiverArguments, Refusal, UnverifiedWarning};
use crate::input::{Block, Progress};
use crate::output::{self, Format, cell, masked, paint, printable};
use crate::{Failure, Outcome, Run, parallel};

/// Verify and normalise captured requests
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A capture is one JSON object a line:
  {\"id\"?, \"provider\", \"account\"?, \"config\"?, \"now\"?, \"tolerance\"?,
   \"method\", \"url\", \"headers\": [[name, value], …], \"body\": \"text\" | \"body_b64\": \"…\"}
Its members beat its config, which beats --config. A file for several providers may hold one
object of members under each provider's id.

Exit status: 0 if every capture was accepted, 1 if any was refused, 2 if the call was wrong.

Examples:
  delivrd normalize --config keys.json captures.jsonl
  delivrd sample telnyx | delivrd sign telnyx --test-key --with-config | delivrd normalize")]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: ReceiverArguments,
    /// How many threads verify and normalise; the order stays [default: one a core]
    #[arg(long, value_name = "COUNT")]
    threads: Option<NonZeroUsize>,
    /// How to write the results [default: table on a terminal, json in a pipe]
    #[arg(long)]
    format: Option<Format>,
    /// Show phone numbers in tables
    #[arg(long)]
    show_numbers: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Run {
    let format = Format::or_default(arguments.format);
    let threads = arguments.threads.or_else(|| thread::available_parallelism().ok());
    let written = Written::default();
    let mut worker = Worker {
        receiver: arguments.input.receiver()?,
        text: Text::new(format, arguments.show_numbers),
        written: written.clone(),
    };
    // JSON goes out as it is; a table loses its colours where nobody would see them.
    let mut output: Box<dyn Write> = match format {
        Format::Json => Box::new(io::stdout().lock()),
        Format::Table => Box::new(anstream::stdout().lock()),
    };
    output.write_all(&Text::heading(format))?;
    let mut outcome = Outcome::Fine;
    let mut warning = UnverifiedWarning::default();
    let mut progress = Progress::new(&arguments.input.files);
    parallel::answer_blocks(
        &arguments.input.files,
        threads.unwrap_or(NonZeroUsize::MIN),
        move |block| worker.answer(block),
        |answer| {
            let Answer { text, lines, has_refusal, has_unverified } = answer?;
            if has_refusal {
                outcome = Outcome::Refused;
            }
            if has_unverified {
                warning.give();
            }
            output.write_all(&text)?;
            output.flush()?;
            written.give(text);
            progress.count(lines);
            Ok(())
        },
    )?;
    Ok(outcome)
}

/// What receives blocks of captures, one for each thread.
#[derive(Clone)]
struct Worker {
    receiver: Receiver,
    text: Text,
    written: Written,
}

/// The memory of answers that were written, for further ones: as much as a block's answer takes
/// comes from the system otherwise, and goes back to it, each time.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<Vec<u8>>>>);

impl Written {
    fn give(&self, mut text: Vec<u8>) {
        text.clear();
        if let Ok(mut texts) = self.0.lock() {
            texts.push(text);
        }
    }

    fn take(&self) -> Vec<u8> {
        self.0.lock().ok().and_then(|mut texts| texts.pop()).unwrap_or_default()
    }
}

/// What came of a block.
struct Answer {
    text: Vec<u8>,
    lines: u64,
    has_refusal: bool,
    has_unverified: bool,
}

impl Worker {
    fn answer(&mut self, block: &Block) -> Result<Answer, Failure> {
        let (mut lines, mut has_refusal, mut has_unverified) = (0_u64, false, false);
        block.for_each_line(|line| {
            lines = lines.saturating_add(1);
            self.receiver.receive_line(&line, &mut |received| {
                has_refusal |= received.result.is_err();
                has_unverified |= received.is_unverified();
                self.text.add(&received)
            })
        })?;
        let text = self.text.take(self.written.take());
        Ok(Answer { text, lines, has_refusal, has_unverified })
    }
}

/// The system's clock in Unix seconds.
pub(crate) fn clock() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    i64::try_from(since.unwrap_or_default().as_secs()).unwrap_or(i64::MAX)
}

#[derive(Serialize)]
struct Accepted<'a, 'r> {
    id: Option<&'a RawValue>,
    ok: bool,
    notification: &'a Notification<'r>,
}

#[derive(Serialize)]
struct Refused<'a> {
    id: Option<&'a RawValue>,
    ok: bool,
    error: ErrorObject,
}

/// An error as the contract writes it.
#[derive(Serialize)]
struct ErrorObject {
    #[serde(serialize_with = "name")]
    kind: ErrorKind,
    number: u32,
    message: String,
    http_status: u16,
    retryable: bool,
    authentic: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn name<S: Serializer>(kind: &ErrorKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.name())
}

impl ErrorObject {
    fn new(kind: ErrorKind, message: String) -> Self {
        Self {
            kind,
            number: kind.number(),
            message,
            http_status: kind.http_status(),
            retryable: kind.is_retryable(),
            authentic: kind.is_authentic(),
        }
    }
}

/// Answers as they are written.
#[derive(Clone)]
struct Text {
    format: Format,
    show_numbers: bool,
    bytes: Vec<u8>,
    /// Where the last whole answer ends.
    end: usize,
}

impl Text {
    fn new(format: Format, show_numbers: bool) -> Self {
        Self { format, show_numbers, bytes: Vec::new(), end: 0 }
    }

    fn heading(format: Format) -> Vec<u8> {
        let titles = ["id", "provider", "recipient", "state", "reason", "to do"];
        match format {
            Format::Json => Vec::new(),
            Format::Table => format!("{}\n", Self::row(titles, output::STRONG)).into_bytes(),
        }
    }

    /// Adds an answer, whole or not at all, also if a bug interrupts its making.
    fn add(&mut self, received: &Received<'_, '_>) -> Result<(), Failure> {
        self.bytes.truncate(self.end);
        let id = received.id;
        match (&received.result, self.format) {
            (Ok(notification), Format::Json) => self.json(&Accepted { id, ok: true, notification }),
            (Ok(notification), Format::Table) => self.table(id, notification),
            (Err(refusal), _) => self.refusal(id, refusal),
        }?;
        self.end = self.bytes.len();
        Ok(())
    }

    /// What was added; the next goes into `room`.
    fn take(&mut self, room: Vec<u8>) -> Vec<u8> {
        self.end = 0;
        mem::replace(&mut self.bytes, room)
    }

    fn refusal(&mut self, id: Option<&RawValue>, refusal: &Refusal) -> io::Result<()> {
        let Refusal { kind, message, skew } = refusal;
        match self.format {
            Format::Json => {
                let error = ErrorObject::new(*kind, message.clone());
                self.json(&Refused { id, ok: false, error })
            }
            Format::Table => {
                let id = cell(output::QUIET, &shown_id(id), ID_WIDTH);
                let kind_shown = paint(output::BAD, &format!("REFUSED {}", kind.name()));
                let skew = skew.map_or(String::new(), |skew| format!(" (off by {skew} s)"));
                let status = kind.http_status();
                writeln!(self.bytes, "{id} {kind_shown}: {message}{skew}; answer {status}")
            }
        }
    }

    fn json(&mut self, answer: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.bytes, answer)?;
        self.bytes.push(b'\n');
        Ok(())
    }

    fn table(&mut self, id: Option<&RawValue>, notification: &Notification<'_>) -> io::Result<()> {
        let id = shown_id(id);
        let provider = notification.provider.as_ref();
        for receipt in notification.receipts() {
            let line = self.receipt_row(&id, provider, receipt);
            writeln!(self.bytes, "{line}")?;
        }
        if let Some(other) = &notification.other {
            let kind = printable(other);
            let id = cell(output::QUIET, &id, ID_WIDTH);
            writeln!(self.bytes, "{id} {provider:9} no receipt: {kind}")?;
        }
        for item in &notification.unreadable {
            let id = cell(output::QUIET, &id, ID_WIDTH);
            writeln!(self.bytes, "{id} {provider:9} item {} cannot be read", item.index)?;
        }
        Ok(())
    }

    fn receipt_row(&self, id: &str, provider: &str, receipt: &Receipt<'_>) -> String {
        let recipient = receipt.recipient.as_deref().unwrap_or("-");
        let recipient = if self.show_numbers { recipient.to_owned() } else { masked(recipient) };
        let more = if receipt.is_final() { "" } else { " …" };
        let state = format!("{}{more}", receipt.state());
        let reason = receipt.failure().map_or(String::new(), |failure| {
            format!("{} ({})", failure.reason, failure.permanence)
        });
        Self::row(
            [id, provider, &recipient, &state, &reason, receipt.advice().action.as_str()],
            output::style_of(receipt.state(), receipt.is_final()),
        )
    }

    fn row(cells: [&str; 6], style: anstyle::Style) -> String {
        let [id, provider, recipient, state, reason, action] = cells;
        let plain = anstyle::Style::new();
        [
            cell(output::QUIET, id, ID_WIDTH),
            cell(plain, provider, 9),
            cell(plain, recipient, 15),
            cell(style, state, 13),
            cell(plain, reason, 36),
            cell(output::STRONG, action, 17),
        ]
        .join(" ")
    }
}

const ID_WIDTH: usize = 14;

/// An id for people: text without its quotes.
pub(crate) fn shown_id(id: Option<&RawValue>) -> String {
    let text = id.map_or("-", RawValue::get);
    serde_json::from_str(text).unwrap_or_else(|_| text.to_owned())
}
