//! Hexadecimal digits of a fixed number of bytes.

/// Decodes exactly `SIZE` bytes; letters may stand in either case.
pub(crate) fn decode<const SIZE: usize>(text: &[u8]) -> Option<[u8; SIZE]> {
    let (pairs, rest) = text.as_chunks::<2>();
    if pairs.len() != SIZE || !rest.is_empty() {
        return None;
    }
    let mut bytes = [0; SIZE];
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

/// Writes lower-case digits.
pub(crate) fn encode(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect()
}

fn digit(letter: u8) -> Option<u8> {
    char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_either_case_and_nothing_else() {
        assert_eq!(decode::<2>(b"00fF"), Some([0, 255]));
        for text in [&b"00f"[..], b"00ff0", b"00ff00", b"", b"0xff", b"00 f", b"00g0", b"00\xffe"] {
            assert_eq!(decode::<2>(text), None);
        }
        assert_eq!(encode(&[0, 255, 0x1a]), "00ff1a");
    }
}
