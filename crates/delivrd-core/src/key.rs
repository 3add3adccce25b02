//! The two keys of a receipt: which message is it about, and is the fact new?
//!
//! Each is the first 16 bytes of SHA-256 over a list of members. A member is preceded by its
//! length (32 bits, big-endian), a missing one is the length `0xFFFFFFFF` alone, so that no two
//! lists run together.

use std::borrow::Cow;
use std::fmt;

use sha2::{Digest, Sha256};

use crate::Receipt;

/// Whose receipts a key is about, and what the provider lets count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scope<'r> {
    pub(crate) provider: Cow<'r, str>,
    pub(crate) account: Cow<'r, str>,
    /// A message id of this provider can cover several recipients.
    pub(crate) recipient: bool,
    /// The provider keeps the time of the news over its retries.
    pub(crate) time: bool,
}

impl Scope<'_> {
    pub(crate) fn into_owned(self) -> Scope<'static> {
        Scope {
            provider: Cow::Owned(self.provider.into_owned()),
            account: Cow::Owned(self.account.into_owned()),
            ..self
        }
    }

    pub(crate) fn message_key(&self, message_id: &str, recipient: Option<&str>) -> MessageKey {
        let mut hash = MemberHash::new("delivrd.message.v1");
        self.begin(&mut hash, message_id, recipient);
        MessageKey(hash.finish())
    }

    pub(crate) fn dedupe_key(&self, receipt: &Receipt<'_>) -> DedupeKey {
        let mut hash = MemberHash::new("delivrd.receipt.v1");
        self.begin(&mut hash, &receipt.message_id, receipt.recipient.as_deref());
        hash.optional(receipt.part.map(|part| part.to_string()).as_deref());
        hash.optional(receipt.status.as_deref());
        hash.optional(receipt.code.as_deref());
        hash.optional(receipt.occurred_at_text.as_deref().filter(|_| self.time));
        DedupeKey(hash.finish())
    }

    fn begin(&self, hash: &mut MemberHash, message_id: &str, recipient: Option<&str>) {
        hash.member(&self.provider);
        hash.member(&self.account);
        hash.member(message_id);
        match recipient.filter(|_| self.recipient) {
            Some(number) if is_phone_number(number) => {
                let digits: String = number.chars().filter(char::is_ascii_digit).collect();
                hash.optional(Some(&digits));
            }
            other => hash.optional(other),
        }
    }
}

/// Whether the text is a number in one of the ways in which people write it, so that its digits
/// alone say which one.
fn is_phone_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || b" +-.()".contains(&byte))
}

struct MemberHash(Sha256);

impl MemberHash {
    fn new(version: &str) -> Self {
        let mut hash = Self(Sha256::new());
        hash.member(version);
        hash
    }

    fn member(&mut self, text: &str) {
        // A body is at most 16 MiB, so that no member of it comes near 4 GiB.
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        self.0.update(length.to_be_bytes());
        self.0.update(text);
    }

    fn optional(&mut self, text: Option<&str>) {
        match text.filter(|text| !text.is_empty()) {
            Some(text) => self.member(text),
            None => self.0.update(u32::MAX.to_be_bytes()),
        }
    }

    fn finish(self) -> [u8; 16] {
        let digest: [u8; 32] = self.0.finalize().into();
        let mut key = [0; 16];
        for (to, from) in key.iter_mut().zip(digest) {
            *to = from;
        }
        key
    }
}

macro_rules! key {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// The bytes behind `v1:`, as a store keeps them.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("v1:")?;
                self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, formatter)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    };
}

key! {
    /// Which message (and recipient) a receipt is about: the same for every receipt of it, and
    /// the one that [`Verifier::message_key`](crate::Verifier::message_key) gives at sending
    /// time. Written as `v1:` and 32 hex digits.
    MessageKey
}

key! {
    /// Which fact a receipt states: the same for a provider's retries, another one for every
    /// later status. Written as `v1:` and 32 hex digits.
    DedupeKey
}
