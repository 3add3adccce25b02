//! The two keys of a receipt: which message is it about, and is the fact new?
//!
//! Each is the first 16 bytes of SHA-256 over a list of members. A member is preceded by its
//! length (32 bits, big-endian), a missing one is the length `0xFFFFFFFF` alone, so that no two
//! lists run together.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::advice::AdviceOverrides;
use crate::hex::{Hex, read_hex};
use crate::{Advice, Capabilities, Failure, Receipt, State};

/// What receipts have from their verifier. All receipts of one share it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scope {
    pub(crate) provider: String,
    pub(crate) account: String,
    pub(crate) origin: Origin,
}

/// Where the keys and the advice of a receipt come from: made when somebody asks, or written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    Verifier {
        /// A message id of this provider can cover several recipients.
        recipient_in_key: bool,
        /// The provider keeps the time of the news over its retries.
        time_in_key: bool,
        advice: AdviceOverrides,
    },
    /// A stored receipt lacks what its keys were computed from.
    Stored { message_key: MessageKey, dedupe_key: DedupeKey, advice: Advice<'static> },
}

/// The scope of a receipt: nobody's until a verifier has judged it.
#[derive(Clone, Debug, Default)]
pub(crate) enum ScopeOf<'r> {
    #[default]
    Nobody,
    Verifier(&'r Arc<Scope>),
    Own(Arc<Scope>),
}

impl ScopeOf<'_> {
    pub(crate) fn get(&self) -> &Scope {
        match self {
            Self::Nobody => &NOBODY,
            Self::Verifier(scope) => scope,
            Self::Own(scope) => scope,
        }
    }

    pub(crate) fn into_owned(self) -> ScopeOf<'static> {
        match self {
            Self::Nobody => ScopeOf::Nobody,
            Self::Verifier(scope) => ScopeOf::Own(Arc::clone(scope)),
            Self::Own(scope) => ScopeOf::Own(scope),
        }
    }
}

impl PartialEq for ScopeOf<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl Eq for ScopeOf<'_> {}

static NOBODY: Scope = Scope {
    provider: String::new(),
    account: String::new(),
    origin: Origin::Verifier {
        recipient_in_key: false,
        time_in_key: false,
        advice: AdviceOverrides::NONE,
    },
};

impl Scope {
    pub(crate) fn of_verifier(
        provider: &str,
        account: &str,
        capabilities: &Capabilities,
        advice: AdviceOverrides,
    ) -> Self {
        Self {
            provider: provider.to_owned(),
            account: account.to_owned(),
            origin: Origin::Verifier {
                recipient_in_key: capabilities.recipient_in_key,
                time_in_key: capabilities.time_in_key,
                advice,
            },
        }
    }

    pub(crate) fn advice(
        &self,
        state: State,
        is_final: bool,
        failure: Option<Failure>,
    ) -> Advice<'_> {
        match &self.origin {
            Origin::Stored { advice, .. } => advice.borrowed(),
            Origin::Verifier { advice, .. } => advice.advise(state, is_final, failure),
        }
    }

    pub(crate) fn message_key(&self, message_id: &str, recipient: Option<&str>) -> MessageKey {
        match &self.origin {
            Origin::Stored { message_key, .. } => *message_key,
            Origin::Verifier { recipient_in_key, .. } => {
                let mut hash = self.begin("delivrd.message.v1");
                hash.member(message_id);
                hash.recipient(recipient.filter(|_| *recipient_in_key));
                MessageKey(hash.finish())
            }
        }
    }

    pub(crate) fn dedupe_key(&self, receipt: &Receipt<'_>) -> DedupeKey {
        match &self.origin {
            Origin::Stored { dedupe_key, .. } => *dedupe_key,
            Origin::Verifier { recipient_in_key, time_in_key, .. } => {
                let mut hash = self.begin("delivrd.receipt.v1");
                hash.member(&receipt.message_id);
                hash.recipient(receipt.recipient.as_deref().filter(|_| *recipient_in_key));
                hash.optional(receipt.part.map(|part| part.to_string()).as_deref());
                hash.optional(receipt.status.as_deref());
                hash.optional(receipt.code.as_deref());
                hash.optional(receipt.occurred_at_text.as_deref().filter(|_| *time_in_key));
                DedupeKey(hash.finish())
            }
        }
    }

    fn begin(&self, version: &str) -> MemberHash {
        let mut hash = MemberHash(Sha256::new());
        hash.member(version);
        hash.member(&self.provider);
        hash.member(&self.account);
        hash
    }
}

/// Whether the text is a number in one of the ways in which people write it, so that its digits
/// alone say which one.
fn is_phone_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || b" +-.()".contains(&byte))
}

/// The hash of a list of members.
struct MemberHash(Sha256);

impl MemberHash {
    fn member(&mut self, text: &str) {
        self.add(&length_of(text));
        self.add(text.as_bytes());
    }

    fn optional(&mut self, text: Option<&str>) {
        match text.filter(|text| !text.is_empty()) {
            Some(text) => self.member(text),
            None => self.add(&u32::MAX.to_be_bytes()),
        }
    }

    /// Of a phone number, the digits alone.
    fn recipient(&mut self, recipient: Option<&str>) {
        let Some(number) = recipient.filter(|text| is_phone_number(text)) else {
            return self.optional(recipient);
        };
        let digits = || number.bytes().filter(u8::is_ascii_digit);
        match u32::try_from(digits().count()).unwrap_or(u32::MAX) {
            0 => self.optional(None),
            count => {
                self.add(&count.to_be_bytes());
                digits().for_each(|digit| self.add(&[digit]));
            }
        }
    }

    fn add(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    fn finish(self) -> [u8; 16] {
        let digest: [u8; 32] = self.0.finalize().into();
        let (key, _) = digest.split_first_chunk().unwrap_or((&[0; 16], &[]));
        *key
    }
}

/// A body is at most 16 MiB, so that no member of it comes near 4 GiB.
fn length_of(text: &str) -> [u8; 4] {
    u32::try_from(text.len()).unwrap_or(u32::MAX).to_be_bytes()
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
                fmt::Display::fmt(&Hex(&self.0), formatter)
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
