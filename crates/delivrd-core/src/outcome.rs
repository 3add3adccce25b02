//! The state of a message: a pure function of the set of its receipts (DESIGN §6).
//!
//! Receipts come late, twice, in parallel and out of order. Each is turned into a key whose order
//! as bytes is the order of precedence, and the greatest key decides, whatever came first. So
//! merging is commutative, associative and idempotent, and a store needs no more than "keep the
//! greater key".

use std::borrow::Cow;

use crate::merge_key::{MergeKey, Policy, Side};
use crate::unquoted::unquoted;
use crate::{
    Action, Advice, Amount, ConfigError, Confirmation, Cost, Failure, Receipt, State, Timestamp,
    failure_of,
};

/// What the receipts of one message say together.
///
/// ```
/// use delivrd_core::{Outcome, Policy, State};
///
/// let outcome = Outcome::new(Policy::DeliveredWins);
/// assert_eq!((outcome.state(), outcome.is_final()), (State::Unknown, false));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    policy: Policy,
    /// Sorted by number; nearly always one.
    parts: Vec<(u32, Part)>,
    facts: Facts,
}

/// What is known of one segment, or of a message whose segments are not told apart (segment 0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Part {
    merge_key: MergeKey,
    seen: u16,
    /// The greatest receipt of either side of a conflict.
    refused: Option<MergeKey>,
    arrived: Option<MergeKey>,
}

/// What is merged member by member, beside the key that decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Facts {
    sent_at: Option<Timestamp>,
    delivered_at: Option<Timestamp>,
    read_at: Option<Timestamp>,
    failed_at: Option<Timestamp>,
    parts: Option<u32>,
    cost: Option<(MergeKey, Cost<'static>)>,
}

/// What consumers act on: an outcome without its history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// The canonical state.
    pub state: State,
    /// Whether no later news is expected.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// How far the news goes.
    pub confirmation: Confirmation,
    /// Why the message failed; none once it was delivered.
    pub failure: Option<Failure>,
    /// A refusal stands beside a delivery that somebody confirmed.
    pub conflict: bool,
    /// A confirmed delivery stands beside "expired" or "no outcome will come".
    pub late: bool,
}

/// The losing side of a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Contradiction {
    /// The state that lost.
    pub state: State,
    /// Its failure, if the refusal lost.
    pub failure: Option<Failure>,
}

/// What a receipt or another outcome changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whether the outcome holds anything now that it did not hold before.
    pub new_information: bool,
    /// The summaries before and after, if they differ. Act once: when this is there.
    pub transition: Option<(Summary, Summary)>,
}

impl Outcome {
    /// The outcome of no receipt: unknown, not final.
    pub fn new(policy: Policy) -> Self {
        Self { policy, parts: Vec::new(), facts: Facts::default() }
    }

    /// The outcome of the receipts of one message, in whatever order and number they come.
    pub fn from_receipts<'a, 'r: 'a>(
        policy: Policy,
        receipts: impl IntoIterator<Item = &'a Receipt<'r>>,
    ) -> Self {
        let mut outcome = Self::new(policy);
        receipts.into_iter().for_each(|receipt| outcome.add(receipt));
        outcome
    }

    /// Takes a receipt in.
    pub fn apply(&mut self, receipt: &Receipt<'_>) -> Change {
        self.change(|outcome| outcome.add(receipt))
    }

    /// Takes in what another outcome of the same message knows.
    ///
    /// # Errors
    ///
    /// `invalid_argument` if the two have different policies.
    pub fn merge(&mut self, other: &Self) -> Result<Change, ConfigError> {
        if self.policy != other.policy {
            return Err(ConfigError::argument("the outcomes have different policies"));
        }
        Ok(self.change(|outcome| {
            for (number, part) in &other.parts {
                outcome.add_part(*number, *part);
            }
            outcome.facts.merge(other.facts.clone());
        }))
    }

    /// Which side wins a conflict.
    pub fn policy(&self) -> Policy {
        self.policy
    }

    /// What is known of each segment, by its number; 0 where the provider tells none apart.
    pub fn parts(&self) -> impl Iterator<Item = (u32, &Part)> {
        self.parts.iter().map(|(number, part)| (*number, part))
    }

    /// The canonical state.
    pub fn state(&self) -> State {
        self.summary().state
    }

    /// Whether no later news is expected.
    pub fn is_final(&self) -> bool {
        self.summary().is_final
    }

    /// What consumers act on.
    pub fn summary(&self) -> Summary {
        let verdict = self.verdict();
        Summary {
            state: verdict.state,
            is_final: verdict.is_final,
            confirmation: verdict.confirmation,
            failure: verdict.failure,
            conflict: self.parts.iter().any(|(_, part)| part.is_conflict()),
            late: self.parts.iter().any(|(_, part)| part.is_late()),
        }
    }

    /// The losing side, where refusal and delivery stand beside each other; that of the first
    /// such segment.
    pub fn contradiction(&self) -> Option<Contradiction> {
        let (_, part) = self.parts.iter().find(|(_, part)| part.is_conflict())?;
        let loser =
            if part.merge_key.side()? == Side::Arrived { part.refused } else { part.arrived };
        loser.map(|key| Contradiction { state: key.state(), failure: key.failure() })
    }

    /// What to do about the message: act on this, and never on the advice of a single receipt.
    /// [`Verifier::advise_outcome`](crate::Verifier::advise_outcome) puts the rows of a
    /// configuration in front.
    pub fn advice(&self) -> Advice<'static> {
        self.advice_by(Advice::for_receipt)
    }

    pub(crate) fn advice_by<'v>(
        &self,
        advise: impl Fn(State, bool, Option<Failure>) -> Advice<'v>,
    ) -> Advice<'v> {
        let Summary { state, is_final, failure, conflict, .. } = self.summary();
        match (conflict, state) {
            (false, _) => advise(state, is_final, failure),
            (true, State::Delivered) => {
                Advice { action: Action::None, ..advise(state, is_final, failure) }
            }
            // The refusal wins by policy, but somebody says that the message arrived: sending it
            // again would be wrong, and so would be doing nothing.
            (true, _) => {
                let unconfirmed = failure_of(State::Unknown, true);
                let words = advise(State::Unknown, true, unconfirmed);
                Advice { action: Action::AskProvider, ..words }
            }
        }
    }

    /// The least time at which the message was said to be with the carrier.
    pub fn sent_at(&self) -> Option<Timestamp> {
        self.facts.sent_at
    }

    /// The least time of a delivery.
    pub fn delivered_at(&self) -> Option<Timestamp> {
        self.facts.delivered_at
    }

    /// The least time of a reading.
    pub fn read_at(&self) -> Option<Timestamp> {
        self.facts.read_at
    }

    /// The least time of a final failure.
    pub fn failed_at(&self) -> Option<Timestamp> {
        self.facts.failed_at
    }

    /// The greatest number of segments that a receipt stated.
    pub fn part_count(&self) -> Option<u32> {
        self.facts.parts
    }

    /// The cost of the greatest receipt that has one.
    pub fn cost(&self) -> Option<&Cost<'static>> {
        self.facts.cost.as_ref().map(|(_, cost)| cost)
    }

    fn change(&mut self, act: impl FnOnce(&mut Self)) -> Change {
        let before = self.clone();
        act(self);
        let (old, new) = (before.summary(), self.summary());
        Change { new_information: before != *self, transition: (old != new).then_some((old, new)) }
    }

    fn add(&mut self, receipt: &Receipt<'_>) {
        let merge_key = MergeKey::new(receipt, self.policy);
        self.add_part(receipt.part.unwrap_or(0), Part::of(merge_key));
        self.facts.merge(Facts::of(receipt, merge_key));
    }

    fn add_part(&mut self, number: u32, part: Part) {
        match self.parts.binary_search_by_key(&number, |(own, _)| *own) {
            Ok(index) => {
                if let Some((_, own)) = self.parts.get_mut(index) {
                    own.merge(&part);
                }
            }
            Err(index) => {
                // Nearly every message has one, and trackers hold many messages.
                self.parts.reserve_exact(1);
                self.parts.insert(index, (number, part));
            }
        }
    }

    /// Whether every segment was seen.
    fn is_complete(&self) -> bool {
        let greatest = self.parts.last().map_or(0, |(number, _)| *number);
        let numbered = self.parts.iter().filter(|(number, _)| *number > 0).count();
        greatest == 0 || u32::try_from(numbered) == Ok(self.facts.parts.unwrap_or(0).max(greatest))
    }

    /// The state of all segments together.
    fn verdict(&self) -> Verdict {
        let keys = || self.parts.iter().map(|(_, part)| part.merge_key);
        let Some(least) = keys().min() else { return Verdict::NONE };
        let all_seen = self.is_complete();
        if all_seen && self.parts.len() == 1 {
            return Verdict::of(&least);
        }
        if all_seen && keys().all(|key| key.state() == State::Delivered) {
            return Verdict::of(&least);
        }
        let refused = keys().filter(|key| key.side() == Some(Side::Refused)).max();
        if let Some(refused) = refused {
            return Verdict { state: State::Undelivered, ..Verdict::of(&refused) };
        }
        if !all_seen {
            return Verdict::NONE;
        }
        let is_final = keys().all(|key| key.is_final());
        Verdict { is_final, ..Verdict::of(&least) }
    }
}

/// An outcome as it is stored: what is shown, for readers in other languages, and what is merged.
#[derive(serde::Serialize)]
struct Shown<'o> {
    policy: Policy,
    #[serde(flatten)]
    summary: Summary,
    contradiction: Option<Contradiction>,
    advice: Advice<'static>,
    #[serde(flatten)]
    stored: Stored<'o>,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Stored<'o> {
    sent_at: Option<Timestamp>,
    delivered_at: Option<Timestamp>,
    read_at: Option<Timestamp>,
    failed_at: Option<Timestamp>,
    parts: Option<u32>,
    cost: Option<StoredCost<'o>>,
    segments: Vec<Segment>,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct StoredCost<'o> {
    amount: Cow<'o, str>,
    currency: Option<Cow<'o, str>>,
    merge_key: MergeKey,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Segment {
    part: u32,
    #[serde(flatten)]
    known: Part,
}

impl serde::Serialize for Outcome {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cost = self.facts.cost.as_ref().map(|(merge_key, cost)| StoredCost {
            amount: Cow::Borrowed(cost.amount.as_str()),
            currency: cost.currency.as_deref().map(Cow::Borrowed),
            merge_key: *merge_key,
        });
        let segments =
            self.parts.iter().map(|(part, known)| Segment { part: *part, known: *known });
        let stored = Stored {
            sent_at: self.facts.sent_at,
            delivered_at: self.facts.delivered_at,
            read_at: self.facts.read_at,
            failed_at: self.facts.failed_at,
            parts: self.facts.parts,
            cost,
            segments: segments.collect(),
        };
        Shown {
            policy: self.policy,
            summary: self.summary(),
            contradiction: self.contradiction(),
            advice: self.advice(),
            stored,
        }
        .serialize(serializer)
    }
}

/// Reads what is merged; what is shown follows from it.
impl<'de> serde::Deserialize<'de> for Outcome {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        struct Known<'o> {
            policy: Policy,
            #[serde(flatten)]
            stored: Stored<'o>,
        }

        let Known { policy, stored } = unquoted(deserializer, "expected the JSON of an outcome")?;
        let keys = stored.segments.iter().map(|segment| segment.known.merge_key);
        if keys
            .chain(stored.cost.iter().map(|cost| cost.merge_key))
            .any(|key| key.policy() != Some(policy))
        {
            return Err(serde::de::Error::custom("a merge key is of another policy"));
        }
        let cost = stored.cost.map(|cost| {
            let amount = Amount::try_from(Cow::Owned(cost.amount.into_owned()))
                .map_err(serde::de::Error::custom)?;
            let currency = cost.currency.map(|currency| Cow::Owned(currency.into_owned()));
            Ok((cost.merge_key, Cost::new(amount, currency)))
        });
        let mut outcome = Self::new(policy);
        for Segment { part, known } in stored.segments {
            outcome.add_part(part, known);
        }
        outcome.facts = Facts {
            sent_at: stored.sent_at,
            delivered_at: stored.delivered_at,
            read_at: stored.read_at,
            failed_at: stored.failed_at,
            parts: stored.parts,
            cost: cost.transpose()?,
        };
        Ok(outcome)
    }
}

/// The part of a summary that the greatest receipts decide.
struct Verdict {
    state: State,
    is_final: bool,
    confirmation: Confirmation,
    failure: Option<Failure>,
}

impl Verdict {
    const NONE: Self = Self {
        state: State::Unknown,
        is_final: false,
        confirmation: Confirmation::None,
        failure: None,
    };

    fn of(key: &MergeKey) -> Self {
        Self {
            state: key.state(),
            is_final: key.is_final(),
            confirmation: key.confirmation(),
            failure: key.failure(),
        }
    }
}

impl Part {
    /// The key of the receipt that decides.
    pub fn merge_key(&self) -> &MergeKey {
        &self.merge_key
    }

    /// One bit for each rank of a receipt that was seen; bit 0 is rank 0.
    pub fn seen(&self) -> u16 {
        self.seen
    }

    fn of(merge_key: MergeKey) -> Self {
        let side = merge_key.side();
        Self {
            merge_key,
            seen: 1 << merge_key.rank(),
            refused: (side == Some(Side::Refused)).then_some(merge_key),
            arrived: (side == Some(Side::Arrived)).then_some(merge_key),
        }
    }

    fn merge(&mut self, other: &Self) {
        self.merge_key = self.merge_key.max(other.merge_key);
        self.seen |= other.seen;
        self.refused = self.refused.max(other.refused);
        self.arrived = self.arrived.max(other.arrived);
    }

    fn is_conflict(&self) -> bool {
        self.refused.is_some() && self.arrived.is_some()
    }

    fn is_late(&self) -> bool {
        const UNCONFIRMED_OR_EXPIRED: u16 = 1 << 5 | 1 << 7;
        self.arrived.is_some() && self.seen & UNCONFIRMED_OR_EXPIRED != 0
    }
}

impl Facts {
    fn of(receipt: &Receipt<'_>, merge_key: MergeKey) -> Self {
        let when = |is_so: bool| receipt.occurred_at.filter(|_| is_so);
        let is_read = receipt.confirmation() == Confirmation::Read;
        let is_delivered = receipt.state() == State::Delivered;
        let has_failed = receipt.is_final()
            && matches!(
                receipt.state(),
                State::Undelivered | State::Rejected | State::Expired | State::Canceled
            );
        Self {
            sent_at: when(receipt.state() == State::Sent),
            delivered_at: when(is_delivered && !is_read),
            read_at: when(is_delivered && is_read),
            failed_at: when(has_failed),
            parts: receipt.parts,
            cost: receipt.cost.clone().map(|cost| (merge_key, cost.into_owned())),
        }
    }

    fn merge(&mut self, other: Self) {
        let least = |own: &mut Option<Timestamp>, other: Option<Timestamp>| {
            *own = own.iter().copied().chain(other).min();
        };
        least(&mut self.sent_at, other.sent_at);
        least(&mut self.delivered_at, other.delivered_at);
        least(&mut self.read_at, other.read_at);
        least(&mut self.failed_at, other.failed_at);
        self.parts = self.parts.max(other.parts);
        // A repetition of the same fact may bring another price; of two prices of one key the
        // greater text stays, so that their order does not matter.
        let place = |cost: &(MergeKey, Cost<'static>)| {
            (cost.0, cost.1.amount.as_str().to_owned(), cost.1.currency.clone())
        };
        self.cost = self.cost.take().into_iter().chain(other.cost).max_by_key(place);
    }
}

#[cfg(test)]
#[path = "outcome_tests.rs"]
mod tests;
