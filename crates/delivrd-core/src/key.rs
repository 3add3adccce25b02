//! The two keys of a receipt: which message is it about, and is the fact new?
//!
//! Each is the first 16 bytes of SHA-256 over a list of members. A member is preceded by its
//! length (32 bits, big-endian), a missing one is the length `0xFFFFFFFF` alone, so that no two
//! lists run together.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use crate::Receipt;
use crate::hex::{Hex, read_hex};

/// Whose receipts a key is about, and where the keys come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scope<'r> {
    pub(crate) provider: Cow<'r, str>,
    pub(crate) account: Cow<'r, str>,
    pub(crate) keys: KeySource,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeySource {
    /// Computed from the members that the provider lets count.
    Computed {
        /// A message id of this provider can cover several recipients.
        recipient: bool,
        /// The provider keeps the time of the news over its retries.
        time: bool,
    },
    /// Written down with a stored receipt, which lacks what they were computed from.
    Stored { message_key: MessageKey, dedupe_key: DedupeKey },
}

impl Scope<'_> {
    pub(crate) fn stored(
        provider: &str,
        account: &str,
        message_key: MessageKey,
        dedupe_key: DedupeKey,
    ) -> Scope<'static> {
        Scope {
            provider: Cow::Owned(provider.to_owned()),
            account: Cow::Owned(account.to_owned()),
            keys: KeySource::Stored { message_key, dedupe_key },
        }
    }

    pub(crate) fn into_owned(self) -> Scope<'static> {
        Scope {
            provider: Cow::Owned(self.provider.into_owned()),
            account: Cow::Owned(self.account.into_owned()),
            keys: self.keys,
        }
    }

    pub(crate) fn message_key(&self, message_id: &str, recipient: Option<&str>) -> MessageKey {
        match self.keys {
            KeySource::Stored { message_key, .. } => message_key,
            KeySource::Computed { recipient: counts, .. } => {
                let mut hash = MemberHash::new("delivrd.message.v1");
                self.begin(&mut hash, message_id, recipient.filter(|_| counts));
                MessageKey(hash.finish())
            }
        }
    }

    pub(crate) fn dedupe_key(&self, receipt: &Receipt<'_>) -> DedupeKey {
        match self.keys {
            KeySource::Stored { dedupe_key, .. } => dedupe_key,
            KeySource::Computed { recipient, time } => {
                let mut hash = MemberHash::new("delivrd.receipt.v1");
                let counted = receipt.recipient.as_deref().filter(|_| recipient);
                self.begin(&mut hash, &receipt.message_id, counted);
                hash.optional(receipt.part.map(|part| part.to_string()).as_deref());
                hash.optional(receipt.status.as_deref());
                hash.optional(receipt.code.as_deref());
                hash.optional(receipt.occurred_at_text.as_deref().filter(|_| time));
                DedupeKey(hash.finish())
            }
        }
    }

    fn begin(&self, hash: &mut MemberHash, message_id: &str, recipient: Option<&str>) {
        hash.member(&self.provider);
        hash.member(&self.account);
        hash.member(message_id);
        match recipient {
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
                write!(formatter, "v1:{}", Hex(&self.0))
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

        impl FromStr for $name {
            type Err = NotAKey;

            fn from_str(text: &str) -> Result<Self, NotAKey> {
                let digits = text.strip_prefix("v1:").ok_or(NotAKey)?;
                read_hex(digits.as_bytes()).map(Self).ok_or(NotAKey)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

/// The text is no key. It is not quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected v1: and 32 lower-case hex digits")]
pub struct NotAKey;

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
