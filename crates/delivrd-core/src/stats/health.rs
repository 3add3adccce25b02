//! What the webhooks of a provider bring.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::histogram::{Histogram, SKEW_BOUNDS, add};
use crate::{ErrorKind, Notification};

/// The requests of one provider: how they were signed, repeated, refused and read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Health {
    /// Requests that were accepted.
    pub notifications: u64,
    /// Those of them that were read without being verified.
    pub unverified: u64,
    /// Those of them that the provider itself calls a repeated attempt.
    pub retried: u64,
    /// Those of them that are no receipts.
    pub other: u64,
    /// Receipts in them, repetitions included.
    pub receipts: u64,
    /// Those of the receipts that state a fact known before.
    pub repetitions: u64,
    /// Those of the receipts whose status word nothing here knows.
    pub unknown_words: u64,
    /// Items of batches that could not be read.
    pub unreadable: u64,
    /// Requests that were refused, by the kind of the error.
    pub refusals: BTreeMap<String, u64>,
    /// How far the signed times are from the times of arrival; stale and future ones included.
    pub skew: Skew,
}

/// Signed time minus time of arrival, in seconds, where a time is signed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Skew {
    /// The least; none without a signed time.
    pub least: Option<i64>,
    /// The greatest.
    pub greatest: Option<i64>,
    /// How many in each class.
    pub seconds: Histogram,
}

impl Skew {
    fn count(&mut self, skew: i64) {
        let mut one = Self { least: Some(skew), greatest: Some(skew), ..Self::default() };
        one.seconds.count(skew, SKEW_BOUNDS);
        self.merge(&one);
    }

    fn merge(&mut self, other: &Self) {
        self.least = self.least.into_iter().chain(other.least).min();
        self.greatest = self.greatest.max(other.greatest);
        self.seconds.merge(&other.seconds);
    }
}

impl Health {
    pub(super) fn count_notification(&mut self, notification: &Notification<'_>) {
        let receipts = notification.receipts();
        let unknown = receipts.iter().filter(|receipt| receipt.has_unknown_word()).count();
        let size = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        for (counter, more) in [
            (&mut self.notifications, 1),
            (&mut self.unverified, u64::from(notification.verified.is_none())),
            (&mut self.retried, u64::from(notification.event.attempt.is_some_and(|it| it > 1))),
            (&mut self.other, u64::from(notification.other.is_some())),
            (&mut self.receipts, size(receipts.len())),
            (&mut self.unknown_words, size(unknown)),
            (&mut self.unreadable, size(notification.unreadable.len())),
        ] {
            add(counter, more);
        }
        let skew = notification.verified.as_ref().and_then(|verified| verified.skew);
        if let Some(skew) = skew {
            self.skew.count(skew);
        }
    }

    pub(super) fn count_refusal(&mut self, kind: ErrorKind, skew: Option<i64>) {
        add(self.refusals.entry(kind.name().to_owned()).or_default(), 1);
        if let Some(skew) = skew {
            self.skew.count(skew);
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (counter, more) in [
            (&mut self.notifications, other.notifications),
            (&mut self.unverified, other.unverified),
            (&mut self.retried, other.retried),
            (&mut self.other, other.other),
            (&mut self.receipts, other.receipts),
            (&mut self.repetitions, other.repetitions),
            (&mut self.unknown_words, other.unknown_words),
            (&mut self.unreadable, other.unreadable),
        ] {
            add(counter, more);
        }
        for (kind, count) in &other.refusals {
            add(self.refusals.entry(kind.clone()).or_default(), *count);
        }
        self.skew.merge(&other.skew);
    }

    /// Requests, accepted or not.
    pub fn requests(&self) -> u64 {
        self.refusals.values().fold(self.notifications, |sum, count| sum.saturating_add(*count))
    }
}
