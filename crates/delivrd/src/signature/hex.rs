//! Hexadecimal digits of a fixed number of bytes.

/// Decodes exactly `SIZE` bytes; letters may stand in either case.
pub(crate) fn decode<const SIZE: usize>(text: &[u8]) -> Option<[u8; SIZE]> {
    // The crate passes over `0x`, which is nobody's spelling here: the exact count keeps it out.
    let is_exact = text.len() / 2 == SIZE && text.len().is_multiple_of(2);
    is_exact.then(|| const_hex::decode_to_array(text).ok()).flatten()
}

/// Decodes into the beginning of a buffer; gives the number of bytes.
#[cfg(feature = "definitions")]
pub(crate) fn decode_into(text: &[u8], buffer: &mut [u8]) -> Option<usize> {
    // As above: no `0x`.
    let bytes = buffer.get_mut(..text.len().div_ceil(2))?;
    let is_plain = text.iter().all(u8::is_ascii_hexdigit);
    is_plain.then(|| const_hex::decode_to_slice(text, bytes).ok()).flatten()?;
    Some(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_either_case_and_nothing_else() {
        assert_eq!(decode::<2>(b"00fF"), Some([0, 255]));
        for text in [
            &b"00f"[..],
            b"00ff0",
            b"00ff00",
            b"",
            b"0xff",
            b"00 f",
            b"00g0",
            b"00\xffe",
            b"0x00ff",
            b"0X00ff",
            b"0x",
        ] {
            assert_eq!(decode::<2>(text), None);
        }
    }
}
