//! A text that a request has to carry, such as a password.

use std::fmt;

use delivrd_core::Secret;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::hmac::{HmacKey, Tag};

/// The text, kept as its own MAC: comparing MACs takes the same time wherever the first difference
/// of the texts stands, and whatever their lengths. Cleared on drop: the MAC tells a guess from the text.
pub(crate) struct Expected {
    key: HmacKey<Sha256>,
    tag: Zeroizing<Tag<Sha256>>,
}

impl Expected {
    pub(crate) fn new(secret: &Secret) -> Self {
        let key = HmacKey::new(secret);
        let tag = Zeroizing::new(key.sign(&[secret.expose()]));
        Self { key, tag }
    }

    /// Whether `given` is the text.
    pub(crate) fn is(&self, given: &[u8]) -> bool {
        self.key.verifies(&[given], &self.tag)
    }
}

impl fmt::Debug for Expected {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Expected(..)")
    }
}
