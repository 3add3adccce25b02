//! Counts and rates of what a stream of notifications and outcomes says.

mod cell;
mod compare;
mod country;
mod health;
mod histogram;
mod sum;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

pub use cell::{Cell, Untimed};
pub use compare::{Comparison, Decline, Share};
pub use country::calling_code;
pub use health::{Health, Skew};
pub use histogram::Histogram;
pub use sum::Sum;

use crate::unquoted::unquoted;
use crate::{Dimension, Error, ErrorKind, Message, Notification};
use cell::Added;
use country::stated_code;
use histogram::add;

/// How many values of a dimension (and how many providers) are counted apart. Payloads and labels
/// decide how many there are, and memory must not follow them.
const MAX_VALUES: usize = 10_000;
/// Where further ones are counted together.
const MORE: &str = "(more)";
/// The country of a recipient that is no international number.
const UNKNOWN: &str = "unknown";

/// Counts of messages by provider, account, channel, campaign, label, carrier and country, and of
/// what the webhooks of each provider bring.
///
/// A plain value: it has no clock and no store, goes to JSON and back, and
/// [`merge`](Self::merge) adds the counts of another one, in any order, so that each process, hour
/// or endpoint can count by itself. It holds no phone number, no id of a message and no text of
/// one; campaigns, carriers and labels stand in it as they came.
///
/// What each number means, and what not to conclude from it, is in `docs/stats.md`.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    total: Cell,
    too_young: u64,
    by: BTreeMap<Dimension, BTreeMap<String, Cell>>,
    webhooks: BTreeMap<String, Health>,
}

impl Stats {
    /// Nothing counted yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts a request that was accepted, and its receipts as they came: repetitions too.
    pub fn count_notification(&mut self, notification: &Notification<'_>) {
        of(&mut self.webhooks, &notification.provider).count_notification(notification);
    }

    /// Counts a request that was refused. `provider` is the id of the provider whose endpoint it
    /// came to, never text of the request.
    pub fn count_error(&mut self, error: &Error, provider: &str) {
        self.count_refusal(error.kind(), error.skew(), provider);
    }

    /// [`count_error`](Self::count_error) by what it looks at, where no [`Error`] is at hand: a
    /// panic that was caught is `internal`.
    pub fn count_refusal(&mut self, kind: ErrorKind, skew: Option<i64>, provider: &str) {
        of(&mut self.webhooks, provider).count_refusal(kind, skew);
    }

    /// Counts a receipt that was known before, as
    /// [`News::is_repetition`](crate::News::is_repetition) says. The receipt itself was counted
    /// with its notification.
    pub fn count_repetition(&mut self, provider: &str) {
        add(&mut of(&mut self.webhooks, provider).repetitions, 1);
    }

    /// Counts a message as it stands at `now`. Count each message once: when the tracker forgets
    /// it, and when the counting ends.
    ///
    /// One that was [sent](Message::sent_at) less than `least_age` seconds before `now` is only
    /// counted as too young. Successes report in seconds and expiries in days, so that the rates
    /// of young messages are not those of old ones; 0 takes all.
    ///
    /// The message counts in the total, and under each dimension of which its receipts know the
    /// value. What they do not know (all of it, before there is a receipt), the caller's labels
    /// `provider`, `account`, `channel`, `campaign`, `carrier` and `country` (a calling code) can
    /// say; labels of other names are counted as labels.
    pub fn count_message(&mut self, message: &Message, now: i64, least_age: u32) {
        if !is_old_enough(message.sent_at(), now, least_age) {
            add(&mut self.too_young, 1);
            return;
        }
        let added = Added::new(message, now);
        self.total.count(&added);
        for (dimension, value) in values(message) {
            of(self.by.entry(dimension).or_default(), &value).count(&added);
        }
    }

    /// Adds the counts of another fold. The messages of the two must be different ones.
    pub fn merge(&mut self, other: &Self) {
        self.total.merge(&other.total);
        add(&mut self.too_young, other.too_young);
        for (dimension, cells) in &other.by {
            let own = self.by.entry(*dimension).or_default();
            for (value, cell) in cells {
                own.entry(value.clone()).or_default().merge(cell);
            }
        }
        for (provider, health) in &other.webhooks {
            self.webhooks.entry(provider.clone()).or_default().merge(health);
        }
    }

    /// All messages.
    pub fn total(&self) -> &Cell {
        &self.total
    }

    /// Messages that were left out for being too young.
    pub fn too_young(&self) -> u64 {
        self.too_young
    }

    /// The messages of one value of a dimension.
    pub fn cell(&self, dimension: Dimension, value: &str) -> Option<&Cell> {
        self.by.get(&dimension)?.get(value)
    }

    /// Every value of a dimension with its messages, in the order of the values' bytes.
    pub fn cells(&self, dimension: Dimension) -> impl Iterator<Item = (&str, &Cell)> {
        let cells = self.by.get(&dimension).into_iter().flatten();
        cells.map(|(value, cell)| (value.as_str(), cell))
    }

    /// What the webhooks of each provider brought.
    pub fn webhooks(&self) -> impl Iterator<Item = (&str, &Health)> {
        self.webhooks.iter().map(|(provider, health)| (provider.as_str(), health))
    }
}

impl<'de> Deserialize<'de> for Stats {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Written {
            total: Cell,
            too_young: u64,
            by: BTreeMap<Dimension, BTreeMap<String, Cell>>,
            webhooks: BTreeMap<String, Health>,
        }

        let Written { total, too_young, by, webhooks } =
            unquoted(deserializer, "expected the JSON of statistics")?;
        Ok(Self { total, too_young, by, webhooks })
    }
}

/// Shows how many values each dimension has: campaigns, carriers and labels stand in there as they
/// came.
impl fmt::Debug for Stats {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let by: Vec<(Dimension, usize)> =
            self.by.iter().map(|(dimension, cells)| (*dimension, cells.len())).collect();
        formatter
            .debug_struct("Stats")
            .field("total", &self.total)
            .field("too_young", &self.too_young)
            .field("by", &by)
            .field("webhooks", &self.webhooks.len())
            .finish()
    }
}

/// Whether a message that was sent at `sent_at` is at least `least_age` seconds old. Rates are
/// comparable between messages that had the same time to come to an end. 0 takes all, also those
/// of a clock that is ahead.
pub fn is_old_enough(sent_at: i64, now: i64, least_age: u32) -> bool {
    // Clocks differ: a message from the future is still one of all.
    least_age == 0 || now.saturating_sub(sent_at) >= i64::from(least_age)
}

/// The counts of a name, in bounded memory.
fn of<'c, T: Default>(counts: &'c mut BTreeMap<String, T>, name: &str) -> &'c mut T {
    let is_new = counts.len() >= MAX_VALUES && !counts.contains_key(name);
    counts.entry(if is_new { MORE } else { name }.to_owned()).or_default()
}

/// Under what a message is counted.
fn values(message: &Message) -> Vec<(Dimension, String)> {
    let about = message.about();
    let labels = message.sending().map(|sending| &sending.labels);
    let label = |dimension: Dimension| labels?.get(dimension.as_str()).cloned();
    let provider = about.map(|about| about.provider.clone()).or(label(Dimension::Provider));
    let account = about.map(|about| about.account.clone()).or(label(Dimension::Account));
    let account = provider.as_ref().zip(account).map(|(own, account)| format!("{own}/{account}"));
    let recipient = about.and_then(|about| about.recipient.as_deref());
    let stated = || labels?.get(Dimension::Country.as_str()).map(String::as_str);
    let country = recipient.and_then(calling_code).or_else(|| stated().and_then(stated_code));
    let raw = |pick: fn(&crate::About) -> &Option<String>, dimension| {
        about.and_then(|about| pick(about).clone()).or(label(dimension))
    };
    let mut values: Vec<(Dimension, String)> = [
        (Dimension::Provider, provider),
        (Dimension::Account, account),
        (Dimension::Channel, raw(|about| &about.channel, Dimension::Channel)),
        (Dimension::Campaign, raw(|about| &about.campaign, Dimension::Campaign)),
        (Dimension::Carrier, raw(|about| &about.carrier, Dimension::Carrier)),
        (Dimension::Country, Some(country.unwrap_or(UNKNOWN).to_owned())),
    ]
    .into_iter()
    .filter_map(|(dimension, value)| Some((dimension, value.filter(|text| !text.is_empty())?)))
    .collect();
    let is_own = |name: &str| {
        name.parse::<Dimension>().map_or(true, |dimension| dimension == Dimension::Label)
    };
    let own = labels.into_iter().flatten().filter(|(name, _)| is_own(name));
    values.extend(own.map(|(name, value)| (Dimension::Label, format!("{name}={value}"))));
    values
}
