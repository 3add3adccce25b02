//! What comes out of an authentic request.

use std::borrow::Cow;
use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};
use sha2::{Digest, Sha256};

use crate::receipt::owned;
use crate::{Event, Receipt, Receipts, Scheme, Timestamp, Unreadable};

/// How a request was proven to be authentic and fresh.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verification<'r> {
    /// How the provider proves itself.
    pub scheme: Scheme,
    /// The label of the key that fits; by default its position in the list of keys. An old key
    /// that no request names any more can be retired.
    pub key: Cow<'r, str>,
    /// The time that was signed, in Unix seconds, where the provider signs one.
    pub signed_at: Option<i64>,
    /// Signed time minus the time of the call, in seconds.
    pub skew: Option<i64>,
}

impl Serialize for Verification<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Verification", 4)?;
        object.serialize_field("scheme", &self.scheme)?;
        object.serialize_field("key", &self.key)?;
        object.serialize_field("signed_at", &self.signed_at.and_then(Timestamp::from_unix))?;
        object.serialize_field("skew", &self.skew)?;
        object.end()
    }
}

/// The receipts of one authentic request, and what else it says.
///
/// As JSON it has the members of the contract, in the same order in every language.
#[non_exhaustive]
pub struct Notification<'r> {
    /// The id of the provider.
    pub provider: Cow<'r, str>,
    /// The label of the verifier's account.
    pub account: Cow<'r, str>,
    /// The provider's envelope.
    pub event: Event<'r>,
    /// How the request was proven; none only by the way in [`dangerous`](crate::dangerous).
    pub verified: Option<Verification<'r>>,
    /// The type of an authentic event that is no receipt. It is no error, and there are no
    /// receipts beside it.
    pub other: Option<Cow<'r, str>>,
    /// Items of a batch that could not be read; the others are in the receipts.
    pub unreadable: Vec<Unreadable>,
    pub(crate) receipts: Receipts<'r>,
    pub(crate) body: Body<'r>,
}

pub(crate) enum Body<'r> {
    Bytes(&'r [u8]),
    Hash([u8; 32]),
}

impl<'r> Notification<'r> {
    /// The receipts, in the order of the payload: one per recipient.
    pub fn receipts(&self) -> &[Receipt<'r>] {
        self.receipts.as_slice()
    }

    /// The receipts, taken out.
    pub fn into_receipts(self) -> Vec<Receipt<'r>> {
        match self.receipts {
            Receipts::None => Vec::new(),
            Receipts::One(receipt) => vec![receipt],
            Receipts::Many(receipts) => receipts,
        }
    }

    /// SHA-256 of the raw body. Computed at each call.
    pub fn payload_sha256(&self) -> [u8; 32] {
        match self.body {
            Body::Bytes(body) => Sha256::digest(body).into(),
            Body::Hash(hash) => hash,
        }
    }

    /// The same notification, independent of the request and the verifier. It keeps the hash of
    /// the body, not the body.
    pub fn into_owned(self) -> Notification<'static> {
        let hash = self.payload_sha256();
        Notification {
            provider: Cow::Owned(self.provider.into_owned()),
            account: Cow::Owned(self.account.into_owned()),
            event: Event {
                id: owned(self.event.id),
                kind: owned(self.event.kind),
                attempt: self.event.attempt,
            },
            verified: self.verified.map(|verified| Verification {
                scheme: verified.scheme,
                key: Cow::Owned(verified.key.into_owned()),
                signed_at: verified.signed_at,
                skew: verified.skew,
            }),
            other: owned(self.other),
            unreadable: self.unreadable,
            receipts: self.receipts.into_owned(),
            body: Body::Hash(hash),
        }
    }
}

impl fmt::Debug for Notification<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Notification")
            .field("provider", &self.provider)
            .field("verified", &self.verified)
            .field("receipts", &self.receipts())
            .field("is_other", &self.other.is_some())
            .field("unreadable", &self.unreadable)
            .finish_non_exhaustive()
    }
}

impl Serialize for Notification<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Other<'a>(&'a str);

        impl Serialize for Other<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut object = serializer.serialize_struct("Other", 1)?;
                object.serialize_field("type", self.0)?;
                object.end()
            }
        }

        struct Hex([u8; 32]);

        impl fmt::Display for Hex {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
            }
        }

        impl Serialize for Hex {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        let mut object = serializer.serialize_struct("Notification", 8)?;
        object.serialize_field("provider", &self.provider)?;
        object.serialize_field("account", &self.account)?;
        object.serialize_field("event", &self.event)?;
        object.serialize_field("verified", &self.verified)?;
        object.serialize_field("payload_sha256", &Hex(self.payload_sha256()))?;
        object.serialize_field("receipts", self.receipts())?;
        object.serialize_field("other", &self.other.as_deref().map(Other))?;
        object.serialize_field("unreadable", &self.unreadable)?;
        object.end()
    }
}
