//! Decimal amounts that stay the digits they came as.

use std::borrow::Cow;
use std::fmt;

/// A decimal number in the form of JSON: optional minus, digits without a leading zero, optional
/// fraction and exponent, at most 64 characters. Never a float on the way to money.
#[derive(Clone, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Amount<'r>(Cow<'r, str>);

/// The text is no decimal number of at most 64 characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a decimal number of at most 64 characters")]
pub struct NotAnAmount;

impl Amount<'_> {
    /// The digits as sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn borrowed(&self) -> Amount<'_> {
        Amount(Cow::Borrowed(&self.0))
    }

    /// The same amount, independent of the request.
    pub fn into_owned(self) -> Amount<'static> {
        Amount(Cow::Owned(self.0.into_owned()))
    }
}

/// Digits of a payload can be anything, a phone number among them.
impl fmt::Debug for Amount<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Amount(..)")
    }
}

impl<'r> TryFrom<Cow<'r, str>> for Amount<'r> {
    type Error = NotAnAmount;

    fn try_from(text: Cow<'r, str>) -> Result<Self, NotAnAmount> {
        if text.len() <= 64 && is_json_number(text.as_bytes()) {
            Ok(Self(text))
        } else {
            Err(NotAnAmount)
        }
    }
}

impl<'de> serde::Deserialize<'de> for Amount<'_> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::try_from(Cow::Owned(text)).map_err(serde::de::Error::custom)
    }
}

fn is_json_number(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let (whole, mut rest) = split_digits(text);
    if whole.is_empty() || (whole.len() > 1 && whole.starts_with(b"0")) {
        return false;
    }
    if let Some(fraction) = rest.strip_prefix(b".") {
        let (digits, behind) = split_digits(fraction);
        if digits.is_empty() {
            return false;
        }
        rest = behind;
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        let signed = exponent.strip_prefix(b"+").or(exponent.strip_prefix(b"-"));
        let unsigned = signed.unwrap_or(exponent);
        let (digits, behind) = split_digits(unsigned);
        return !digits.is_empty() && behind.is_empty();
    }
    rest.is_empty()
}

fn split_digits(text: &[u8]) -> (&[u8], &[u8]) {
    let length = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    text.split_at_checked(length).unwrap_or((text, b""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_numbers_of_json_and_nothing_else() {
        for text in ["0", "-0", "0.0085", "-1.50", "1e3", "1E-7", "12.5e+2", &"9".repeat(64)] {
            assert!(Amount::try_from(Cow::Borrowed(text)).is_ok(), "{text}");
        }
        for text in [
            "",
            "-",
            "+1",
            "01",
            ".5",
            "5.",
            "1e",
            "1e+",
            "1 ",
            "0x10",
            "1,5",
            "NaN",
            &"9".repeat(65),
        ] {
            assert!(Amount::try_from(Cow::Borrowed(text)).is_err(), "{text}");
        }
    }
}
