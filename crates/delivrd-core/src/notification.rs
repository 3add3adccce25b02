//! What comes out of an authentic request.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::hex::{Hex, read_hex};
use crate::receipt::{Members, borrowed, owned};
use crate::{Event, Receipt, Receipts, Timestamp, Unreadable};

/// How a request was proven to be authentic and fresh.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verification<'r> {
    /// How the provider proves itself: the name of its [`Scheme`](crate::Scheme).
    pub scheme: Cow<'r, str>,
    /// The label of the key that fits; by default its position in the list of keys. An old key
    /// that no request names any more can be retired.
    pub key: Cow<'r, str>,
    /// The time that was signed, in Unix seconds, where the provider signs one.
    pub signed_at: Option<i64>,
    /// Signed time minus the time of the call, in seconds.
    pub skew: Option<i64>,
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
            event: self.event.into_owned(),
            verified: self.verified.map(|verified| Verification {
                scheme: Cow::Owned(verified.scheme.into_owned()),
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

/// The members of a notification as JSON has them, in their order: what is written, and what
/// [`stored`](crate::stored) reads back.
#[derive(Serialize, Deserialize)]
pub(crate) struct Written<'r, R> {
    provider: Cow<'r, str>,
    account: Cow<'r, str>,
    event: Event<'r>,
    verified: Option<Proof<'r>>,
    payload_sha256: Hash,
    receipts: R,
    other: Option<Other<'r>>,
    unreadable: Cow<'r, [Unreadable]>,
}

#[derive(Serialize, Deserialize)]
struct Proof<'r> {
    scheme: Cow<'r, str>,
    key: Cow<'r, str>,
    signed_at: Option<Timestamp>,
    skew: Option<i64>,
}

#[derive(Serialize, Deserialize)]
struct Other<'r> {
    #[serde(rename = "type")]
    kind: Cow<'r, str>,
}

struct Hash([u8; 32]);

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&Hex(&self.0))
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        read_hex(text.as_bytes())
            .map(Self)
            .ok_or_else(|| serde::de::Error::custom("expected 64 lower-case hex digits"))
    }
}

impl Serialize for Notification<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written {
            provider: Cow::Borrowed(&self.provider),
            account: Cow::Borrowed(&self.account),
            event: self.event.borrowed(),
            verified: self.verified.as_ref().map(|verified| Proof {
                scheme: Cow::Borrowed(&verified.scheme),
                key: Cow::Borrowed(&verified.key),
                signed_at: verified.signed_at.and_then(Timestamp::from_unix),
                skew: verified.skew,
            }),
            payload_sha256: Hash(self.payload_sha256()),
            receipts: self.receipts(),
            other: borrowed(&self.other).map(|kind| Other { kind }),
            unreadable: Cow::Borrowed(&self.unreadable),
        }
        .serialize(serializer)
    }
}

impl Written<'static, Vec<Members<'static>>> {
    /// The notification that was written; `None` if its members contradict each other.
    pub(crate) fn into_notification(self) -> Option<Notification<'static>> {
        let (provider, account) = (&self.provider, &self.account);
        let receipts = self.receipts.into_iter();
        let receipts: Option<Vec<Receipt<'static>>> =
            receipts.map(|members| members.into_receipt(provider, account)).collect();
        Some(Notification {
            event: self.event,
            verified: self.verified.map(|proof| Verification {
                scheme: proof.scheme,
                key: proof.key,
                signed_at: proof.signed_at.map(Timestamp::unix_seconds),
                skew: proof.skew,
            }),
            other: self.other.map(|other| other.kind),
            unreadable: self.unreadable.into_owned(),
            receipts: Receipts::Many(receipts?),
            body: Body::Hash(self.payload_sha256.0),
            provider: self.provider,
            account: self.account,
        })
    }
}
