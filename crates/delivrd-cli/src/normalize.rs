//! `delivrd normalize`: captures in, notifications out.

use std::cell::RefCell;
use std::io::{self, Write};

use delivrd::{ErrorKind, Notification, Receipt};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::capture::{Received, ReceiverArguments, Refusal};
use crate::output::{self, Format, cell, masked, paint, printable};
use crate::{Failure, Outcome, Run};

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
    /// How to write the results [default: table on a terminal, json in a pipe]
    #[arg(long)]
    format: Option<Format>,
    /// Show phone numbers in tables
    #[arg(long)]
    show_numbers: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Run {
    let format = Format::or_default(arguments.format);
    let output = RefCell::new(Output::new(format, arguments.show_numbers)?);
    let mut outcome = Outcome::Fine;
    arguments.input.receive_all(
        |received| {
            if received.result.is_err() {
                outcome = Outcome::Refused;
            }
            output.borrow_mut().write(&received)
        },
        || output.borrow_mut().flush(),
    )?;
    output.borrow_mut().flush()?;
    Ok(outcome)
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

struct Output {
    format: Format,
    show_numbers: bool,
    line: Vec<u8>,
    writer: io::BufWriter<Box<dyn Write>>,
}

impl Output {
    fn new(format: Format, show_numbers: bool) -> Result<Self, Failure> {
        // JSON goes out as it is; a table loses its colours where nobody would see them.
        let raw: Box<dyn Write> = match format {
            Format::Json => Box::new(io::stdout().lock()),
            Format::Table => Box::new(anstream::stdout().lock()),
        };
        let mut output = Self {
            format,
            show_numbers,
            line: Vec::new(),
            writer: io::BufWriter::with_capacity(1 << 16, raw),
        };
        if format == Format::Table {
            let heading = Self::row(
                ["id", "provider", "recipient", "state", "reason", "to do"],
                output::STRONG,
            );
            writeln!(output.writer, "{heading}")?;
        }
        Ok(output)
    }

    fn write(&mut self, received: &Received<'_, '_>) -> Result<(), Failure> {
        let id = received.id;
        match (&received.result, self.format) {
            (Ok(notification), Format::Json) => self.json(&Accepted { id, ok: true, notification }),
            (Ok(notification), Format::Table) => self.table(id, notification),
            (Err(refusal), _) => self.refusal(id, refusal),
        }
    }

    fn refusal(&mut self, id: Option<&RawValue>, refusal: &Refusal) -> Result<(), Failure> {
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
                writeln!(self.writer, "{id} {kind_shown}: {message}{skew}; answer {status}")?;
                Ok(())
            }
        }
    }

    fn json(&mut self, answer: &impl Serialize) -> Result<(), Failure> {
        // A line is written whole or not at all, also if a bug interrupts its making.
        self.line.clear();
        serde_json::to_writer(&mut self.line, answer).map_err(io::Error::from)?;
        self.line.push(b'\n');
        self.writer.write_all(&self.line)?;
        Ok(())
    }

    fn table(
        &mut self,
        id: Option<&RawValue>,
        notification: &Notification<'_>,
    ) -> Result<(), Failure> {
        let id = shown_id(id);
        let provider = notification.provider.as_ref();
        for receipt in notification.receipts() {
            let line = self.receipt_row(&id, provider, receipt);
            writeln!(self.writer, "{line}")?;
        }
        if let Some(other) = &notification.other {
            let kind = printable(other);
            let id = cell(output::QUIET, &id, ID_WIDTH);
            writeln!(self.writer, "{id} {provider:9} no receipt: {kind}")?;
        }
        for item in &notification.unreadable {
            let id = cell(output::QUIET, &id, ID_WIDTH);
            writeln!(self.writer, "{id} {provider:9} item {} cannot be read", item.index)?;
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

    fn flush(&mut self) -> Result<(), Failure> {
        self.writer.flush()?;
        Ok(())
    }
}

const ID_WIDTH: usize = 14;

/// An id for people: text without its quotes.
pub(crate) fn shown_id(id: Option<&RawValue>) -> String {
    let text = id.map_or("-", RawValue::get);
    serde_json::from_str(text).unwrap_or_else(|_| text.to_owned())
}
