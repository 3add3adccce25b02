//! Exact sums of prices.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::histogram::add;
use crate::Amount;

/// Sums are kept in units of 10^-12.
const SCALE: u32 = 12;
const ONE: i128 = 1_000_000_000_000;
/// An amount of a billion or more is no price of a message. So the sum of 10^17 messages cannot
/// overflow, and the order of adding never matters.
const GREATEST: i128 = 1_000_000_000 * ONE;

/// The sum of the prices of messages in one currency: exact, in decimal.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Sum {
    #[serde(rename = "sum", serialize_with = "write", deserialize_with = "read")]
    units: i128,
    /// Messages whose price is in the sum.
    pub messages: u64,
    /// Messages whose price is not in the sum: it has more than 12 decimal places, or is a
    /// billion or more.
    pub unsummed: u64,
}

/// Shows how many prices are in it: the sum of a single one is the digits of a payload.
impl fmt::Debug for Sum {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Sum")
            .field("messages", &self.messages)
            .field("unsummed", &self.unsummed)
            .finish_non_exhaustive()
    }
}

impl Sum {
    pub(super) fn count(&mut self, amount: &Amount<'_>) {
        match units(amount.as_str()).filter(|units| units.abs() < GREATEST) {
            Some(units) => {
                self.units = self.units.saturating_add(units);
                add(&mut self.messages, 1);
            }
            None => add(&mut self.unsummed, 1),
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.units = self.units.saturating_add(other.units);
        add(&mut self.messages, other.messages);
        add(&mut self.unsummed, other.unsummed);
    }

    /// The sum in decimal, without an exponent and without zeros at the end.
    pub fn text(&self) -> String {
        let sign = if self.units < 0 { "-" } else { "" };
        let whole = self.units.unsigned_abs().div_euclid(ONE.unsigned_abs());
        let fraction = self.units.unsigned_abs().rem_euclid(ONE.unsigned_abs());
        let text = format!("{sign}{whole}.{fraction:012}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

/// A JSON number in units of 10^-12, if it is a whole number of them.
fn units(text: &str) -> Option<i128> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let digits = digits.trim_start_matches('0');
    let significant = digits.trim_end_matches('0');
    if significant.is_empty() {
        return Some(0);
    }
    let exponent: i32 = exponent.parse().ok()?;
    let dropped = i32::try_from(digits.len().checked_sub(significant.len())?).ok()?;
    let shift = i32::try_from(SCALE)
        .ok()?
        .checked_add(exponent)?
        .checked_sub(i32::try_from(fraction.len()).ok()?)?
        .checked_add(dropped)?;
    let factor = 10_i128.checked_pow(u32::try_from(shift).ok()?)?;
    significant.parse::<i128>().ok()?.checked_mul(factor)?.checked_mul(sign)
}

fn write<S: Serializer>(units: &i128, serializer: S) -> Result<S::Ok, S::Error> {
    let sum = Sum { units: *units, ..Sum::default() };
    serializer.serialize_str(&sum.text())
}

fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i128, D::Error> {
    let text = Amount::deserialize(deserializer)?;
    units(text.as_str()).ok_or_else(|| serde::de::Error::custom("a sum that cannot be kept"))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    fn sum(texts: &[&str]) -> Sum {
        let mut sum = Sum::default();
        for text in texts {
            sum.count(&Amount::try_from(Cow::Borrowed(*text)).unwrap());
        }
        sum
    }

    #[test]
    fn sums_are_exact() {
        for (texts, expected) in [
            (&["0.1", "0.2"][..], "0.3"),
            (&["0.0051", "0.0051", "0.0051"], "0.0153"),
            (&["1e-3", "2.5E-3", "1.50e+2"], "150.0035"),
            (&["0.000000000001"], "0.000000000001"),
            (&["0.10000000000000000000"], "0.1"),
            (&["-0.75", "0.25"], "-0.5"),
            (&["0e99", "-0"], "0"),
            (&["999999999.999999999999"], "999999999.999999999999"),
            (&["100", "20"], "120"),
            (&[], "0"),
        ] {
            let sum = sum(texts);
            assert_eq!(sum.text(), expected);
            assert_eq!((sum.messages, sum.unsummed), (texts.len() as u64, 0));
        }
    }

    #[test]
    fn what_cannot_be_summed_exactly_is_counted() {
        for text in ["0.0000000000001", "1e9", "1e40", "1e-99999999999", "1e99999999999"] {
            let sum = sum(&[text, "1"]);
            assert_eq!((sum.text().as_str(), sum.messages, sum.unsummed), ("1", 1, 1), "{text}");
        }
    }

    #[test]
    fn reads_what_it_writes() {
        let sum = sum(&["-12.345", "1e-12", "1e12"]);
        let text = serde_json::to_string(&sum).unwrap();
        assert_eq!(text, r#"{"sum":"-12.344999999999","messages":2,"unsummed":1}"#);
        assert_eq!(serde_json::from_str::<Sum>(&text).unwrap(), sum);
    }
}
