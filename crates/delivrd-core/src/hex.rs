//! Bytes as lower-case hexadecimal digits, for keys and hashes.

use std::fmt;

/// Shows bytes as digits.
pub(crate) struct Hex<'b>(pub(crate) &'b [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Formatting each byte would take longer than the hash that is shown.
        const PIECE: usize = 32;
        let digit =
            |value: u8| b"0123456789abcdef".get(usize::from(value)).copied().unwrap_or_default();
        for piece in self.0.chunks(PIECE) {
            let mut digits = [[b'0'; 2]; PIECE];
            for (pair, byte) in digits.iter_mut().zip(piece) {
                *pair = [digit(byte >> 4), digit(byte & 0xf)];
            }
            let shown = digits.get(..piece.len()).unwrap_or_default().as_flattened();
            formatter.write_str(str::from_utf8(shown).unwrap_or_default())?;
        }
        Ok(())
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
    fn shows_every_byte_as_two_lower_case_digits() {
        for count in [0, 1, 16, 32, 33, 256] {
            let bytes: Vec<u8> = (0..=255).take(count).collect();
            let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(Hex(&bytes).to_string(), digits.concat());
        }
    }

    #[test]
    fn reads_lower_case_digits_of_the_exact_count() {
        assert_eq!(read_hex::<2>(b"00fa"), Some([0, 0xfa]));
        for text in [&b"00f"[..], b"00fa0", b"00fa00", b"00", b"", b"00FA", b"00 a", b"00g0"] {
            assert_eq!(read_hex::<2>(text), None);
        }
    }
}
