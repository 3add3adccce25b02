//! The counts of a group of messages, and the rates that follow from them.

use std::collections::BTreeMap;
use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::histogram::{Histogram, TIME_BOUNDS, add};
use super::sum::Sum;
use crate::{Message, Permanence, Reason, State, Timestamp};

/// Where a price names no currency.
const UNNAMED: &str = "unknown";

/// A group of messages: all of them, or those of one provider, one country and so on.
///
/// As JSON it has the three rates too; they are not read back, since they follow from the counts.
#[derive(Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[non_exhaustive]
pub struct Cell {
    /// Distinct messages: sends that the caller made known, and messages that were merely seen.
    pub attempts: u64,
    /// Those of the attempts that were seen, but whose send was not made known.
    pub unmatched: u64,
    /// Delivered, whoever confirms it.
    pub delivered: u64,
    /// Those of the delivered that nobody confirms but the provider or the operator.
    pub delivered_to_operator: u64,
    /// No later news is expected.
    #[serde(rename = "final")]
    pub ended: u64,
    /// Those of the final ones of which no outcome will ever be known.
    pub unconfirmed: u64,
    /// Those of the final ones that the sender stopped.
    pub canceled: u64,
    /// Not final.
    pub pending: u64,
    /// Those of the pending ones that should have come to an end by now.
    pub overdue: u64,
    /// A refusal stands beside a confirmed delivery.
    pub conflicts: u64,
    /// A confirmed delivery stands beside "expired" or "no outcome will come".
    pub late: u64,
    /// Final ones that were not delivered, by reason and permanence.
    pub failures: BTreeMap<Reason, BTreeMap<Permanence, u64>>,
    /// Seconds from sending to delivery or final failure, rounded up.
    pub seconds_to_final: Histogram,
    /// Final ones that are not in that histogram, and why.
    pub untimed: Untimed,
    /// Prices by currency, each message once; `unknown` where the provider names no currency.
    pub cost: BTreeMap<String, Sum>,
}

/// Leaves the names of currencies out: they are texts of payloads.
impl fmt::Debug for Cell {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sums: Vec<&Sum> = self.cost.values().collect();
        formatter
            .debug_struct("Cell")
            .field("attempts", &self.attempts)
            .field("unmatched", &self.unmatched)
            .field("delivered", &self.delivered)
            .field("delivered_to_operator", &self.delivered_to_operator)
            .field("ended", &self.ended)
            .field("unconfirmed", &self.unconfirmed)
            .field("canceled", &self.canceled)
            .field("pending", &self.pending)
            .field("overdue", &self.overdue)
            .field("conflicts", &self.conflicts)
            .field("late", &self.late)
            .field("failures", &self.failures)
            .field("seconds_to_final", &self.seconds_to_final)
            .field("untimed", &self.untimed)
            .field("cost", &sums)
            .finish()
    }
}

/// Final messages whose duration is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct Untimed {
    /// The time of sending or that of the end is not known.
    pub no_time: u64,
    /// The end lies before the sending: two clocks disagree.
    pub negative: u64,
}

/// What a message adds to each of its cells.
pub(super) struct Added<'m> {
    message: &'m Message,
    now: i64,
    seconds: Option<i64>,
}

impl<'m> Added<'m> {
    pub(super) fn new(message: &'m Message, now: i64) -> Self {
        Self { message, now, seconds: seconds_to_final(message) }
    }
}

impl Cell {
    pub(super) fn count(&mut self, added: &Added<'_>) {
        let outcome = added.message.outcome();
        let summary = outcome.summary();
        let is = |state: State| summary.state == state;
        let is_confirmed = !matches!(
            summary.confirmation,
            crate::Confirmation::None
                | crate::Confirmation::Provider
                | crate::Confirmation::Operator
        );
        for (counter, counts) in [
            (&mut self.attempts, true),
            (&mut self.unmatched, added.message.sending().is_none()),
            (&mut self.delivered, is(State::Delivered)),
            (&mut self.delivered_to_operator, is(State::Delivered) && !is_confirmed),
            (&mut self.ended, summary.is_final),
            (&mut self.unconfirmed, summary.is_final && is(State::Unknown)),
            (&mut self.canceled, is(State::Canceled)),
            (&mut self.pending, !summary.is_final),
            (&mut self.overdue, added.message.is_overdue(added.now)),
            (&mut self.conflicts, summary.conflict),
            (&mut self.late, summary.late),
        ] {
            add(counter, u64::from(counts));
        }
        if let Some(failure) = summary.failure.filter(|_| summary.is_final) {
            let by_permanence = self.failures.entry(failure.reason).or_default();
            add(by_permanence.entry(failure.permanence).or_default(), 1);
        }
        if summary.is_final {
            match added.seconds {
                None => add(&mut self.untimed.no_time, 1),
                Some(seconds) if seconds < 0 => add(&mut self.untimed.negative, 1),
                Some(seconds) => self.seconds_to_final.count(seconds, TIME_BOUNDS),
            }
        }
        if let Some(cost) = outcome.cost() {
            let currency = cost.currency.as_deref().filter(|name| !name.is_empty());
            let currency = currency.unwrap_or(UNNAMED).to_owned();
            self.cost.entry(currency).or_default().count(&cost.amount);
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (counter, more) in [
            (&mut self.attempts, other.attempts),
            (&mut self.unmatched, other.unmatched),
            (&mut self.delivered, other.delivered),
            (&mut self.delivered_to_operator, other.delivered_to_operator),
            (&mut self.ended, other.ended),
            (&mut self.unconfirmed, other.unconfirmed),
            (&mut self.canceled, other.canceled),
            (&mut self.pending, other.pending),
            (&mut self.overdue, other.overdue),
            (&mut self.conflicts, other.conflicts),
            (&mut self.late, other.late),
            (&mut self.untimed.no_time, other.untimed.no_time),
            (&mut self.untimed.negative, other.untimed.negative),
        ] {
            add(counter, more);
        }
        for (reason, by_permanence) in &other.failures {
            let own = self.failures.entry(*reason).or_default();
            for (permanence, count) in by_permanence {
                add(own.entry(*permanence).or_default(), *count);
            }
        }
        self.seconds_to_final.merge(&other.seconds_to_final);
        for (currency, sum) in &other.cost {
            self.cost.entry(currency.clone()).or_default().merge(sum);
        }
    }

    /// Delivered ÷ (attempts − canceled); none if nothing is left to divide by.
    pub fn delivery_rate(&self) -> Option<f64> {
        ratio(self.delivered, self.attempts.saturating_sub(self.canceled))
    }

    /// Delivered ÷ (final − canceled); those whose outcome will never be known stay in.
    pub fn settled_rate(&self) -> Option<f64> {
        ratio(self.delivered, self.settled())
    }

    /// (Final − unconfirmed) ÷ attempts: of how many messages an outcome is known.
    pub fn receipt_rate(&self) -> Option<f64> {
        ratio(self.ended.saturating_sub(self.unconfirmed), self.attempts)
    }

    /// How many failed for a reason, whatever the permanence.
    pub fn failed_for(&self, reason: Reason) -> u64 {
        let counts = self.failures.get(&reason).into_iter().flat_map(BTreeMap::values);
        counts.fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// Final ones that the sender did not stop.
    pub(super) fn settled(&self) -> u64 {
        self.ended.saturating_sub(self.canceled)
    }
}

/// A quotient, for showing and comparing; counts themselves stay whole numbers.
#[expect(clippy::cast_precision_loss, reason = "a rate needs no more than 53 bits")]
pub(super) fn ratio(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// From sending, as made known, else as a receipt says, to the delivery (or reading) of a
/// delivered message and the final failure of another. Rounded up to whole seconds.
fn seconds_to_final(message: &Message) -> Option<i64> {
    let outcome = message.outcome();
    let told = message.sending().and_then(|sending| Timestamp::from_unix(sending.sent_at));
    let sent = told.or(outcome.sent_at())?;
    let ended = match outcome.state() {
        State::Delivered => outcome.delivered_at().into_iter().chain(outcome.read_at()).min(),
        _ => outcome.failed_at(),
    }?;
    let seconds = ended.unix_seconds().checked_sub(sent.unix_seconds())?;
    let has_begun = ended.subsec_nanoseconds() > sent.subsec_nanoseconds();
    seconds.checked_add(i64::from(has_begun))
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Cell", 18)?;
        object.serialize_field("attempts", &self.attempts)?;
        object.serialize_field("unmatched", &self.unmatched)?;
        object.serialize_field("delivered", &self.delivered)?;
        object.serialize_field("delivered_to_operator", &self.delivered_to_operator)?;
        object.serialize_field("final", &self.ended)?;
        object.serialize_field("unconfirmed", &self.unconfirmed)?;
        object.serialize_field("canceled", &self.canceled)?;
        object.serialize_field("pending", &self.pending)?;
        object.serialize_field("overdue", &self.overdue)?;
        object.serialize_field("conflicts", &self.conflicts)?;
        object.serialize_field("late", &self.late)?;
        object.serialize_field("delivery_rate", &self.delivery_rate())?;
        object.serialize_field("settled_rate", &self.settled_rate())?;
        object.serialize_field("receipt_rate", &self.receipt_rate())?;
        object.serialize_field("failures", &self.failures)?;
        object.serialize_field("seconds_to_final", &self.seconds_to_final)?;
        object.serialize_field("untimed", &self.untimed)?;
        object.serialize_field("cost", &self.cost)?;
        object.end()
    }
}
