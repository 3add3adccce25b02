//! Base64 of a fixed number of bytes, in the one form that it has.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Decodes exactly `SIZE` bytes, 64 at most. The engine refuses another alphabet, missing padding
/// and unused bits that are not zero.
pub(crate) fn decode<const SIZE: usize>(text: &[u8]) -> Option<[u8; SIZE]> {
    let mut buffer = [0; 96];
    let length = STANDARD.decode_slice(text, &mut buffer).ok()?;
    buffer.get(..length)?.try_into().ok()
}

/// Canonical, padded, in the standard alphabet.
pub(crate) fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}
