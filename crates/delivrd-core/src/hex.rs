//! Bytes as lower-case hexadecimal digits, for keys and hashes.

use std::fmt;

/// Shows bytes as digits.
pub(crate) struct Hex<'b>(pub(crate) &'b [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

/// Reads exactly as many digits as the bytes take.
pub(crate) fn read_hex<const COUNT: usize>(digits: &[u8]) -> Option<[u8; COUNT]> {
    let (pairs, rest) = digits.as_chunks::<2>();
    if pairs.len() != COUNT || !rest.is_empty() {
        return None;
    }
    let digit = |letter: u8| match letter {
        b'0'..=b'9' | b'a'..=b'f' => u8::try_from(char::from(letter).to_digit(16)?).ok(),
        _ => None,
    };
    let mut bytes = [0; COUNT];
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_lower_case_digits_of_the_exact_count() {
        assert_eq!(read_hex::<2>(b"00fa"), Some([0, 0xfa]));
        for text in [&b"00f"[..], b"00fa0", b"00fa00", b"00", b"", b"00FA", b"00 a", b"00g0"] {
            assert_eq!(read_hex::<2>(text), None);
        }
    }
}
