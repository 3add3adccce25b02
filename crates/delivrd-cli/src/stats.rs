//! `delivrd stats`: captures in, counts and rates out.

mod table;

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use delivrd::{Comparison, Decline, Notification, Policy, Retention, Stats, Tracker};
use serde::Serialize;

use crate::capture::ReceiverArguments;
use crate::input;
use crate::output::Format;
use crate::{Failure, Outcome, Run};

/// Count what captured requests say: rates, reasons, durations, cost, webhook health
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Captures are those of `delivrd normalize`; refused ones are counted, and the run goes on. JSON
holds the whole of the counts on its first line, and then one line for each decline.

Exit status: 0, or 1 if something got worse since the baseline, or 2 if the call was wrong.

Examples:
  delivrd stats --config keys.json --format json monday.jsonl > monday.json
  delivrd stats --config keys.json --baseline monday.json tuesday.jsonl")]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: ReceiverArguments,
    /// How to write the counts [default: table on a terminal, json in a pipe]
    #[arg(long)]
    format: Option<Format>,
    /// Counts of an earlier run, as JSON: name what got worse since
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Leave out messages that were sent less than this long ago
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    min_age: u32,
    /// How many messages to follow at once; the oldest is counted when it makes room
    #[arg(long, value_name = "NUMBER", default_value = "100000")]
    max_messages: NonZeroUsize,
}

/// Whose request it was, where that is not known.
const NOBODY: &str = "unknown";

pub(crate) fn run(arguments: &Arguments) -> Run {
    let baseline = arguments.baseline.as_deref().map(read_baseline).transpose()?;
    let mut counting = Counting::new(arguments);
    arguments.input.receive_all(|received| {
        match &received.result {
            Ok(notification) => counting.accept(notification, received.now),
            Err(refusal) => {
                let provider = received.provider.unwrap_or(NOBODY);
                counting.stats.count_refusal(refusal.kind, refusal.skew, provider);
            }
        }
        Ok(())
    })?;
    let stats = counting.finish();
    let declines = baseline.map(|baseline| stats.compare(&baseline, &Comparison::default()));
    match Format::or_default(arguments.format) {
        Format::Json => write_json(&stats, declines.as_deref().unwrap_or_default())?,
        Format::Table => table::write(&stats, declines.as_deref())?,
    }
    let is_worse = declines.is_some_and(|declines| !declines.is_empty());
    Ok(if is_worse { Outcome::Refused } else { Outcome::Fine })
}

/// The first line of what an earlier run wrote.
fn read_baseline(path: &Path) -> Result<Stats, Failure> {
    let bytes = input::read_file(path)?;
    let first = serde_json::Deserializer::from_slice(&bytes).into_iter().next();
    first.and_then(Result::ok).ok_or_else(|| {
        Failure::new(format!("{} holds no counts of `delivrd stats`", path.display()))
    })
}

struct Counting {
    stats: Stats,
    tracker: Tracker,
    now: i64,
    min_age: u32,
}

impl Counting {
    fn new(arguments: &Arguments) -> Self {
        let retention = Retention::new(i64::MAX, arguments.max_messages.get());
        Self {
            stats: Stats::new(),
            tracker: Tracker::new(Policy::DeliveredWins, retention),
            now: arguments.input.now(),
            min_age: arguments.min_age,
        }
    }

    fn accept(&mut self, notification: &Notification<'_>, arrived: i64) {
        self.stats.count_notification(notification);
        for receipt in notification.receipts() {
            let news = self.tracker.receive(receipt, arrived);
            if news.is_repetition {
                self.stats.count_repetition(&notification.provider);
            }
            if let Some(message) = news.forgotten {
                self.stats.count_message(&message, self.now, self.min_age);
            }
        }
    }

    fn finish(mut self) -> Stats {
        for message in self.tracker.messages() {
            self.stats.count_message(message, self.now, self.min_age);
        }
        self.stats
    }
}

#[derive(Serialize)]
struct Named<'d> {
    decline: &'d Decline,
}

fn write_json(stats: &Stats, declines: &[Decline]) -> Result<(), Failure> {
    let mut writer = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer(&mut writer, stats).map_err(io::Error::from)?;
    writeln!(writer)?;
    for decline in declines {
        serde_json::to_writer(&mut writer, &Named { decline }).map_err(io::Error::from)?;
        writeln!(writer)?;
    }
    writer.flush()?;
    Ok(())
}
