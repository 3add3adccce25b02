//! Signed times in headers.

use delivrd_core::VerifyError;

/// Reads Unix seconds: 1 to 18 ASCII digits and nothing else, so that every value fits, no
/// arithmetic on it can overflow unnoticed, and the text has one end only.
pub(crate) fn unix_seconds(value: &[u8], header: &'static str) -> Result<i64, VerifyError> {
    digits(value).ok_or(VerifyError::malformed(header, "1 to 18 ASCII digits"))
}

/// The number that 1 to 18 ASCII digits are.
pub(crate) fn digits(value: &[u8]) -> Option<i64> {
    let digit = |byte: &u8| char::from(*byte).to_digit(10).map(i64::from);
    let number = |value: &[u8]| {
        value
            .iter()
            .try_fold(0_i64, |number, byte| number.checked_mul(10)?.checked_add(digit(byte)?))
    };
    (1..=18).contains(&value.len()).then(|| number(value)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_digits_alone() {
        assert_eq!(unix_seconds(b"1770978605", "t"), Ok(1_770_978_605));
        assert_eq!(unix_seconds(b"000000000000000001", "t"), Ok(1));
        assert_eq!(unix_seconds(b"999999999999999999", "t"), Ok(999_999_999_999_999_999));
        for text in [
            "",
            "+1",
            "-1",
            "1.5",
            "1e9",
            "0x1",
            "1_0",
            "1s",
            " 1",
            "1 ",
            "1\n",
            "1\0",
            "NaN",
            "1000000000000000000",
            "18446744073709551617",
            "१",
        ] {
            assert!(unix_seconds(text.as_bytes(), "t").is_err(), "{text:?}");
        }
    }
}
