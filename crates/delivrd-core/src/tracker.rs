//! The outcomes of a stream of receipts, in bounded memory.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::fmt;

use crate::{Change, DedupeKey, MessageKey, Outcome, Policy, Receipt, Timestamp};

/// How much a [`Tracker`] remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Retention {
    /// How long a message is kept after its last news, in seconds. As long as it is kept, its
    /// repetitions are known: at least twice the tolerance, and longer than the provider retries.
    pub seconds: i64,
    /// How many messages are kept; the one that appeared first makes room.
    pub messages: usize,
}

impl Retention {
    /// A retention by time and number.
    pub const fn new(seconds: i64, messages: usize) -> Self {
        Self { seconds, messages }
    }
}

impl Default for Retention {
    /// Seven days, and a hundred thousand messages.
    fn default() -> Self {
        Self::new(7 * 86_400, 100_000)
    }
}

/// How many facts of one message are remembered as such. More of them still count in its
/// outcome; a repetition of a forgotten one is merely not called one.
const MAX_FACTS: usize = 1000;

/// Groups receipts by message, tells repetitions from news, and joins receipts with the sends
/// that the caller knows.
///
/// It has no store, no clock and no thread: every call that needs a time takes it (Unix
/// seconds), and what has to survive the process is the caller's to keep.
#[derive(Debug)]
pub struct Tracker {
    policy: Policy,
    retention: Retention,
    messages: HashMap<MessageKey, Message>,
    /// In order of first appearance.
    order: BTreeMap<u64, MessageKey>,
    appeared: u64,
}

/// A message of a tracker.
#[derive(Clone, Debug)]
pub struct Message {
    key: MessageKey,
    serial: u64,
    outcome: Outcome,
    about: Option<About>,
    facts: VecDeque<DedupeKey>,
    sending: Option<Sending>,
    first_news: i64,
    last_news: i64,
}

/// Which message a key stands for.
#[derive(Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct About {
    /// The id of the provider.
    pub provider: String,
    /// The label of the verifier's account.
    pub account: String,
    /// The provider's id of the message.
    pub message_id: String,
    /// The recipient, as sent.
    pub recipient: Option<String>,
    /// The channel, as the first receipt that names one has it.
    pub channel: Option<String>,
    /// The campaign, as the first receipt that names one has it.
    pub campaign: Option<String>,
    /// The carrier's name, as the first receipt that has one: later ones may know no better.
    pub carrier: Option<String>,
}

impl About {
    fn of(receipt: &Receipt<'_>) -> Self {
        Self {
            provider: receipt.provider().to_owned(),
            account: receipt.account().to_owned(),
            message_id: receipt.message_id.clone().into_owned(),
            recipient: None,
            channel: None,
            campaign: None,
            carrier: None,
        }
    }

    /// Fills in what no receipt before had: a first receipt often lacks the carrier.
    fn complete(&mut self, receipt: &Receipt<'_>) {
        let fill = |own: &mut Option<String>, text: &Option<Cow<'_, str>>| {
            if own.is_none() {
                *own = text.clone().map(Cow::into_owned);
            }
        };
        fill(&mut self.recipient, &receipt.recipient);
        fill(&mut self.channel, &receipt.channel);
        fill(&mut self.campaign, &receipt.campaign);
        fill(&mut self.carrier, &receipt.carrier);
    }
}

/// Shows no id and no number.
impl fmt::Debug for About {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("About").field("provider", &self.provider).finish_non_exhaustive()
    }
}

/// What the caller knows of a send.
#[derive(Clone, PartialEq, Eq)]
pub struct Sending {
    /// When it was sent, in Unix seconds.
    pub sent_at: i64,
    /// Until when a final receipt should have come. Some countries never send receipts, so that
    /// this is a matter of each message.
    pub due_at: Option<i64>,
    /// The caller's own labels.
    pub labels: BTreeMap<String, String>,
}

/// Shows how many labels there are: what they say is the caller's own.
impl fmt::Debug for Sending {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Sending")
            .field("sent_at", &self.sent_at)
            .field("due_at", &self.due_at)
            .field("labels", &self.labels.len())
            .finish()
    }
}

/// What a receipt was to a tracker.
#[derive(Debug)]
#[non_exhaustive]
pub struct News {
    /// The fact was known. Its outcome can have changed all the same, by another price.
    pub is_repetition: bool,
    /// The send is known.
    pub is_matched: bool,
    /// What the receipt changed.
    pub change: Change,
    /// The message that made room.
    pub forgotten: Option<Message>,
}

impl Tracker {
    /// A tracker without messages.
    pub fn new(policy: Policy, retention: Retention) -> Self {
        Self { policy, retention, messages: HashMap::new(), order: BTreeMap::new(), appeared: 0 }
    }

    /// Makes a send known, before or after its receipts. `due_after` is in seconds from
    /// `sent_at`. A second call for the same message replaces the first. Gives the message that
    /// made room.
    pub fn expect(
        &mut self,
        key: MessageKey,
        sent_at: i64,
        due_after: Option<u32>,
        labels: BTreeMap<String, String>,
    ) -> Option<Message> {
        let due_at = due_after.map(|after| sent_at.saturating_add(after.into()));
        let message = self.message_mut(key, sent_at);
        message.sending = Some(Sending { sent_at, due_at, labels });
        self.make_room()
    }

    /// Takes a receipt in, `now` being the time of its arrival.
    pub fn receive(&mut self, receipt: &Receipt<'_>, now: i64) -> News {
        let fact = receipt.dedupe_key();
        let message = self.message_mut(receipt.message_key(), now);
        let is_repetition = message.facts.contains(&fact);
        if !is_repetition {
            message.facts.push_back(fact);
            if message.facts.len() > MAX_FACTS {
                message.facts.pop_front();
            }
        }
        message.last_news = message.last_news.max(now);
        let change = message.outcome.apply(receipt);
        let about = message.about.get_or_insert_with(|| About::of(receipt));
        about.complete(receipt);
        let is_matched = message.sending.is_some();
        News { is_repetition, is_matched, change, forgotten: self.make_room() }
    }

    /// Takes out every message whose last news is longer ago than the retention, in order of
    /// first appearance.
    pub fn forget(&mut self, now: i64) -> Vec<Message> {
        let oldest = now.saturating_sub(self.retention.seconds);
        let mut old: Vec<u64> = self
            .messages
            .values()
            .filter(|message| message.last_news < oldest)
            .map(|message| message.serial)
            .collect();
        old.sort_unstable();
        old.into_iter().filter_map(|serial| self.take(serial)).collect()
    }

    /// A message by its key.
    pub fn get(&self, key: &MessageKey) -> Option<&Message> {
        self.messages.get(key)
    }

    /// Every message, in order of first appearance.
    pub fn messages(&self) -> impl Iterator<Item = &Message> {
        self.order.values().filter_map(|key| self.messages.get(key))
    }

    /// Messages with receipts whose send is not known (yet).
    pub fn unmatched(&self) -> impl Iterator<Item = &Message> {
        self.messages().filter(|message| message.sending.is_none())
    }

    /// Messages that have no final outcome, or no news at all, although they are due.
    pub fn overdue(&self, now: i64) -> impl Iterator<Item = &Message> {
        self.messages().filter(move |message| message.is_overdue(now))
    }

    fn message_mut(&mut self, key: MessageKey, now: i64) -> &mut Message {
        let (policy, order, appeared) = (self.policy, &mut self.order, &mut self.appeared);
        self.messages.entry(key).or_insert_with(|| {
            let serial = *appeared;
            *appeared = serial.saturating_add(1);
            order.insert(serial, key);
            Message {
                key,
                serial,
                outcome: Outcome::new(policy),
                about: None,
                facts: VecDeque::new(),
                sending: None,
                first_news: now,
                last_news: now,
            }
        })
    }

    fn make_room(&mut self) -> Option<Message> {
        // One call adds one message at most.
        if self.messages.len() <= self.retention.messages.max(1) {
            return None;
        }
        let (serial, _) = self.order.first_key_value()?;
        let serial = *serial;
        self.take(serial)
    }

    fn take(&mut self, serial: u64) -> Option<Message> {
        let key = self.order.remove(&serial)?;
        self.messages.remove(&key)
    }
}

impl Message {
    /// Its key.
    pub fn key(&self) -> MessageKey {
        self.key
    }

    /// What its receipts say together.
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// Which message it is, as its first receipt names it; none before there is one.
    pub fn about(&self) -> Option<&About> {
        self.about.as_ref()
    }

    /// What is known of its send.
    pub fn sending(&self) -> Option<&Sending> {
        self.sending.as_ref()
    }

    /// When it was sent, in Unix seconds: as made known by [`Tracker::expect`], else as the
    /// earliest receipt of a hand-over to the carrier says, else when its first news came.
    pub fn sent_at(&self) -> i64 {
        let told = self.sending.as_ref().map(|sending| sending.sent_at);
        told.or(self.outcome.sent_at().map(Timestamp::unix_seconds)).unwrap_or(self.first_news)
    }

    /// Whether it should have come to an end by now, and has not.
    pub fn is_overdue(&self, now: i64) -> bool {
        let due_at = self.sending.as_ref().and_then(|sending| sending.due_at);
        !self.outcome.is_final() && due_at.is_some_and(|due_at| due_at <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Amount, Cost, Reading, State};

    fn receipt(id: &str, status: &str, state: State, is_final: bool) -> Receipt<'static> {
        let mut receipt = Receipt::new(id.to_owned());
        receipt.status = Some(status.to_owned().into());
        receipt.verdict.state = state;
        receipt.verdict.is_final = is_final;
        receipt.verdict.confirmation = match state {
            State::Delivered => Reading::DELIVERED.confirmation(),
            _ => Reading::SENT.confirmation(),
        };
        receipt
    }

    fn sent(id: &str) -> Receipt<'static> {
        receipt(id, "sent", State::Sent, false)
    }

    fn delivered(id: &str) -> Receipt<'static> {
        receipt(id, "delivered", State::Delivered, true)
    }

    fn tracker(messages: usize) -> Tracker {
        Tracker::new(Policy::DeliveredWins, Retention::new(100, messages))
    }

    #[test]
    fn a_repetition_is_no_news_but_may_bring_a_price() {
        let mut tracker = tracker(10);
        assert!(!tracker.receive(&delivered("a"), 1).is_repetition);
        let again = tracker.receive(&delivered("a"), 2);
        assert!(again.is_repetition && !again.change.new_information);
        let mut priced = delivered("a");
        priced.cost = Some(Cost::new(Amount::try_from(Cow::Borrowed("0.01")).unwrap(), None));
        let priced = tracker.receive(&priced, 3);
        assert!(priced.is_repetition && priced.change.new_information);
        assert!(priced.change.transition.is_none());
        let message = tracker.messages().next().unwrap();
        assert_eq!(message.outcome().cost().unwrap().amount.as_str(), "0.01");
        assert_eq!(tracker.messages().count(), 1);
    }

    #[test]
    fn a_receipt_that_overtakes_its_send_is_matched_later() {
        let mut tracker = tracker(10);
        let key = delivered("a").message_key();
        assert!(!tracker.receive(&sent("a"), 1).is_matched);
        assert_eq!(tracker.unmatched().count(), 1);
        tracker.expect(key, 0, Some(10), BTreeMap::new());
        assert_eq!(tracker.unmatched().count(), 0);
        assert!(tracker.receive(&delivered("a"), 2).is_matched);
    }

    #[test]
    fn overdue_is_what_has_no_end_by_its_limit() {
        let mut tracker = tracker(10);
        for id in ["ended", "waiting", "silent", "unlimited"] {
            let due_after = (id != "unlimited").then_some(10);
            tracker.expect(sent(id).message_key(), 100, due_after, BTreeMap::new());
        }
        tracker.receive(&delivered("ended"), 101);
        tracker.receive(&sent("waiting"), 101);
        assert_eq!(tracker.overdue(109).count(), 0);
        let overdue: Vec<MessageKey> = tracker.overdue(110).map(Message::key).collect();
        assert_eq!(overdue, [sent("waiting").message_key(), sent("silent").message_key()]);
    }

    #[test]
    fn memory_is_bounded_by_number_and_by_time() {
        let mut tracker = tracker(2);
        assert!(tracker.receive(&sent("a"), 1).forgotten.is_none());
        assert!(tracker.receive(&sent("b"), 2).forgotten.is_none());
        assert!(tracker.receive(&delivered("a"), 3).forgotten.is_none());
        let forgotten = tracker.receive(&sent("c"), 4).forgotten.unwrap();
        assert_eq!(forgotten.about().unwrap().message_id, "a");
        assert_eq!(forgotten.outcome().state(), State::Delivered);
        assert_eq!(tracker.forget(103).len(), 1, "b had its last news at 2");
        assert_eq!(tracker.forget(104).len(), 0, "the retention is inclusive");
        assert_eq!(tracker.forget(105).len(), 1);
        assert_eq!(tracker.messages().count(), 0);
    }
}
