//! Counts in classes with fixed bounds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Bounds of the time from sending to the end, in seconds: 1, 2, 5, 10, 20 and 30 seconds; 1, 2,
/// 5, 10 and 30 minutes; 1, 2, 6 and 12 hours; 1, 2 and 3 days.
pub(super) const TIME_BOUNDS: &[i64] = &[
    1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 43_200, 86_400, 172_800,
    259_200,
];

/// Bounds of the skew, in seconds.
pub(super) const SKEW_BOUNDS: &[i64] =
    &[-3600, -300, -60, -30, -10, -5, -1, 0, 1, 5, 10, 30, 60, 300, 3600];

/// How many values lie in each class. A value counts in the class of the least bound that it does
/// not exceed. Classes without values are left out, also in JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Histogram {
    /// Upper bound, included, and the values that are not in a class before.
    pub at_most: BTreeMap<i64, u64>,
    /// Values above every bound.
    pub more: u64,
}

impl Histogram {
    pub(super) fn count(&mut self, value: i64, bounds: &[i64]) {
        let class = bounds.iter().find(|bound| value <= **bound);
        add(class.map_or(&mut self.more, |bound| self.at_most.entry(*bound).or_default()), 1);
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (bound, count) in &other.at_most {
            add(self.at_most.entry(*bound).or_default(), *count);
        }
        add(&mut self.more, other.more);
    }

    /// How many values there are.
    pub fn total(&self) -> u64 {
        self.at_most.values().fold(self.more, |sum, count| sum.saturating_add(*count))
    }

    /// The least bound that at least this many per cent of the values do not exceed; none if
    /// there are no values, or if it lies above every bound.
    pub fn bound_of(&self, percent: u8) -> Option<i64> {
        let wanted = u128::from(self.total()).saturating_mul(percent.into());
        let mut below = 0_u64;
        self.at_most
            .iter()
            .find(|(_, count)| {
                below = below.saturating_add(**count);
                u128::from(below).saturating_mul(100) >= wanted
            })
            .map(|(bound, _)| *bound)
    }
}

/// Counters stop at their greatest value instead of wrapping, in whatever order they are added.
pub(super) fn add(counter: &mut u64, more: u64) {
    *counter = counter.saturating_add(more);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_belongs_to_its_own_class() {
        let mut histogram = Histogram::default();
        for value in [0, 1, 2, 3, 259_200, 259_201] {
            histogram.count(value, TIME_BOUNDS);
        }
        assert_eq!(histogram.at_most, BTreeMap::from([(1, 2), (2, 1), (5, 1), (259_200, 1)]));
        assert_eq!((histogram.more, histogram.total()), (1, 6));
        assert_eq!(histogram.bound_of(50), Some(2));
        assert_eq!(histogram.bound_of(51), Some(5));
        assert_eq!(histogram.bound_of(99), None);
        assert_eq!(Histogram::default().bound_of(50), None);
        assert!(TIME_BOUNDS.is_sorted() && SKEW_BOUNDS.is_sorted());
    }
}
