//! What got worse since a baseline, and is no accident.

use std::fmt;

use super::Stats;
use super::cell::{Cell, ratio};
use crate::{Dimension, Measure, Reason};

/// When a difference counts.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Comparison {
    /// A rate has fallen (the share of a reason has risen) if it did so by more than this share
    /// of its former value: 0.1 by default.
    pub relative: f64,
    /// The least z of the one-sided test of two proportions: 2.33 by default, so that chance
    /// alone exceeds it in 1 of 100 comparisons.
    pub least_z: f64,
    /// The least number of messages on either side: 30 by default.
    pub least_messages: u64,
}

impl Default for Comparison {
    fn default() -> Self {
        Self { relative: 0.1, least_z: 2.33, least_messages: 30 }
    }
}

/// A part of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Share {
    /// How many.
    pub part: u64,
    /// Of how many.
    pub whole: u64,
}

impl Share {
    /// The quotient; none where there is nothing to divide by.
    pub fn rate(&self) -> Option<f64> {
        ratio(self.part, self.whole)
    }
}

/// Something that got worse.
#[derive(Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct Decline {
    /// What the messages are grouped by; none for the share of a reason among all messages.
    pub dimension: Option<Dimension>,
    /// Which group; the reason, where there is no dimension.
    pub value: String,
    /// Which rate.
    pub measure: Measure,
    /// The rate of the baseline.
    pub before: Share,
    /// The rate now.
    pub now: Share,
    /// How sure it is: the z of the test.
    pub z: f64,
}

/// Leaves the value out: campaigns and carriers are texts of payloads.
impl fmt::Debug for Decline {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Decline")
            .field("dimension", &self.dimension)
            .field("measure", &self.measure)
            .field("before", &self.before)
            .field("now", &self.now)
            .field("z", &self.z)
            .finish_non_exhaustive()
    }
}

/// What is compared. Accounts and labels are the caller's own and can be anything.
const COMPARED: [Dimension; 5] = [
    Dimension::Provider,
    Dimension::Country,
    Dimension::Carrier,
    Dimension::Campaign,
    Dimension::Channel,
];

/// Fewer failures for a reason than this say nothing: the normal distribution is too far from the
/// real one there.
const LEAST_FAILURES: u64 = 5;

impl Stats {
    /// Which providers, countries, carriers, campaigns and channels deliver less than in the
    /// baseline, by delivery rate and by settled rate, and which reasons of failure have a
    /// greater share of all messages that came to an end. The surest first.
    ///
    /// Both sides have to hold messages that had the time to come to an end: give
    /// [`count_message`](Stats::count_message) the same least age for both.
    pub fn compare(&self, baseline: &Self, comparison: &Comparison) -> Vec<Decline> {
        let mut declines = Vec::new();
        for dimension in COMPARED {
            for (value, now) in self.cells(dimension) {
                let Some(before) = baseline.cell(dimension, value) else { continue };
                for measure in [Measure::DeliveryRate, Measure::SettledRate] {
                    let (before, now) = (share(before, measure), share(now, measure));
                    if let Some(z) = comparison.fall(before, now) {
                        let (dimension, value) = (Some(dimension), value.to_owned());
                        declines.push(Decline { dimension, value, measure, before, now, z });
                    }
                }
            }
        }
        for reason in Reason::ALL.iter().filter(|reason| **reason != Reason::Canceled) {
            let of = |cell: &Cell| Share { part: cell.failed_for(*reason), whole: cell.settled() };
            let (before, now) = (of(&baseline.total), of(&self.total));
            let rise = comparison.rise(before, now).filter(|_| now.part >= LEAST_FAILURES);
            if let Some(z) = rise {
                let (value, measure) = (reason.as_str().to_owned(), Measure::ReasonShare);
                declines.push(Decline { dimension: None, value, measure, before, now, z });
            }
        }
        declines.sort_by(|a, b| b.z.total_cmp(&a.z));
        declines
    }
}

fn share(cell: &Cell, measure: Measure) -> Share {
    let whole = match measure {
        Measure::DeliveryRate => cell.attempts.saturating_sub(cell.canceled),
        _ => cell.settled(),
    };
    Share { part: cell.delivered, whole }
}

impl Comparison {
    /// The z of a fall that counts.
    fn fall(&self, before: Share, now: Share) -> Option<f64> {
        let (old, new) = (before.rate()?, now.rate()?);
        self.counts(before, now, -z(before, now)?).filter(|_| old - new > old * self.relative)
    }

    /// The z of a rise that counts.
    fn rise(&self, before: Share, now: Share) -> Option<f64> {
        let (old, new) = (before.rate()?, now.rate()?);
        self.counts(before, now, z(before, now)?).filter(|_| new - old > old * self.relative)
    }

    fn counts(&self, before: Share, now: Share, z: f64) -> Option<f64> {
        let is_enough = before.whole.min(now.whole) >= self.least_messages;
        (is_enough && z >= self.least_z).then_some(z)
    }
}

/// The test of two proportions, with the variance of both sides together: how many standard
/// deviations the rate lies above that of the baseline. None if all or none have it.
#[expect(clippy::cast_precision_loss, reason = "a rate needs no more than 53 bits")]
fn z(before: Share, now: Share) -> Option<f64> {
    let part = before.part.saturating_add(now.part);
    let pooled = ratio(part, before.whole.saturating_add(now.whole))?;
    let spread = 1.0 / before.whole as f64 + 1.0 / now.whole as f64;
    let deviation = (pooled * (1.0 - pooled) * spread).sqrt();
    // Greater than zero, and a number.
    (deviation > 0.0).then_some((now.rate()? - before.rate()?) / deviation)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(part: u64, whole: u64) -> Share {
        Share { part, whole }
    }

    #[test]
    fn the_test_is_that_of_the_textbooks() {
        // By hand: pooled (90 + 70) / 200 = 0.8, deviation sqrt(0.8 · 0.2 · 0.02) = 0.0565685…,
        // difference −0.2, z = −3.5355339…
        let found = z(share(90, 100), share(70, 100)).unwrap();
        assert!((found + 3.535_533_905_932_738).abs() < 1e-12, "{found}");
        assert_eq!(z(share(5, 5), share(7, 7)), None, "nothing varies");
        assert_eq!(z(share(0, 0), share(7, 7)), None);
    }

    #[test]
    fn a_fall_has_to_be_large_and_sure_and_of_enough_messages() {
        let options = Comparison::default();
        assert!(options.fall(share(900, 1000), share(700, 1000)).is_some());
        assert!(options.fall(share(700, 1000), share(900, 1000)).is_none(), "it rose");
        assert!(
            options.fall(share(900_000, 1_000_000), share(811_000, 1_000_000)).is_none(),
            "small"
        );
        assert!(options.fall(share(27, 30), share(23, 30)).is_none(), "by chance");
        assert!(options.fall(share(29, 29), share(0, 29)).is_none(), "few");
        assert!(options.fall(share(30, 30), share(0, 30)).is_some());
        assert!(options.rise(share(0, 1000), share(50, 1000)).is_some());
    }
}
