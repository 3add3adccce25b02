//! Reading back without quoting.

use serde::de::{Deserialize, Deserializer, Error};

/// Reads a value; what keeps it from being read is said to be `expected`, and no more. serde's own
/// errors quote what stands in a place, and that may be a phone number.
pub(crate) fn unquoted<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
    expected: &'static str,
) -> Result<T, D::Error> {
    T::deserialize(deserializer).map_err(|_| D::Error::custom(expected))
}
