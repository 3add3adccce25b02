//! What a provider implements: [`Provider`] knows the format, [`Adapter`] also the keys.

use std::borrow::Cow;
use std::fmt;

use crate::receipt::{borrowed, owned};
use crate::{
    Config, ConfigError, Metadata, ParseError, Receipt, Request, Scheme, Simulator, Verified,
    VerifyError,
};

/// A provider's callback format, before it knows any key.
pub trait Provider: fmt::Debug + Send + Sync {
    /// Id, name, documentation, capabilities, tables, and how the provider calls.
    fn metadata(&self) -> &Metadata<'_>;

    /// Decodes the keys as the provider's portal shows them, so that a wrong one fails when the
    /// verifier is made. Members that are the same for all providers are read by the verifier,
    /// which also refuses members that neither it nor the metadata knows.
    ///
    /// # Errors
    ///
    /// `invalid_config` for a missing, malformed or weak key.
    fn configure(&self, config: &Config) -> Result<Box<dyn Adapter>, ConfigError>;

    /// The other side, for tests and tools: makes payloads and signs them.
    fn simulator(&self) -> Option<&dyn Simulator> {
        None
    }
}

impl<P: Provider + ?Sized> Provider for &P {
    fn metadata(&self) -> &Metadata<'_> {
        (**self).metadata()
    }

    fn configure(&self, config: &Config) -> Result<Box<dyn Adapter>, ConfigError> {
        (**self).configure(config)
    }

    fn simulator(&self) -> Option<&dyn Simulator> {
        (**self).simulator()
    }
}

/// A provider with its keys: immutable, shared between threads.
pub trait Adapter: fmt::Debug + Send + Sync {
    /// Checks that the provider sent `request`. It reads no clock, and of the body only its
    /// bytes: the verifier judges the signed time and the structure afterwards.
    ///
    /// # Errors
    ///
    /// In this order: a security header is missing, stands twice, is malformed
    /// ([`Request::security_headers`] does the first two), no key fits.
    fn authenticate<'r>(&'r self, request: &Request<'_>) -> Result<Evidence<'r>, VerifyError>;

    /// Reads every event of an authentic request, in the order of the payload.
    ///
    /// An unknown status word, an unknown code and an optional member of an odd type lose no
    /// receipt; an item that cannot be read is [`Unreadable`] and loses no other; an event that
    /// is no receipt is [`Events::other`].
    ///
    /// # Errors
    ///
    /// `malformed_body` if nothing of the body is the provider's format.
    fn parse<'r>(&'r self, verified: &Verified<'r>) -> Result<Events<'r>, ParseError>;
}

/// What authentication found.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Evidence<'r> {
    /// How the provider proves itself.
    pub scheme: Scheme,
    /// The label of the key that fits.
    pub key: &'r str,
    /// The time that was signed, in Unix seconds.
    pub signed_at: Option<i64>,
}

impl<'r> Evidence<'r> {
    /// What fits: a scheme, the label of a key, and the signed time if there is one.
    pub const fn new(scheme: Scheme, key: &'r str, signed_at: Option<i64>) -> Self {
        Self { scheme, key, signed_at }
    }
}

/// What an adapter read from one request.
#[derive(Default)]
#[non_exhaustive]
pub struct Events<'r> {
    /// What the provider says of the event itself.
    pub event: Event<'r>,
    /// The receipts, in the order of the payload.
    pub receipts: Receipts<'r>,
    /// The type of an authentic event that is no receipt.
    pub other: Option<Cow<'r, str>>,
    /// Items that could not be read.
    pub unreadable: Vec<Unreadable>,
}

impl<'r> Events<'r> {
    /// Receipts of one event.
    pub fn new(event: Event<'r>, receipts: Receipts<'r>) -> Self {
        Self { event, receipts, other: None, unreadable: Vec::new() }
    }

    /// An event that is no receipt.
    pub fn other(event: Event<'r>, kind: impl Into<Cow<'r, str>>) -> Self {
        Self { event, other: Some(kind.into()), ..Self::default() }
    }

    /// The same events with items that could not be read.
    pub fn with_unreadable(self, unreadable: Vec<Unreadable>) -> Self {
        Self { unreadable, ..self }
    }
}

/// The provider's envelope of a callback.
#[derive(Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct Event<'r> {
    /// The provider's id of the event.
    pub id: Option<Cow<'r, str>>,
    /// The provider's name of its type.
    #[serde(rename = "type")]
    pub kind: Option<Cow<'r, str>>,
    /// Which attempt of the same event this is, from 1.
    pub attempt: Option<u32>,
}

impl<'r> Event<'r> {
    /// An envelope of what the provider sends; the default has nothing.
    pub fn new(id: Option<Cow<'r, str>>, kind: Option<Cow<'r, str>>, attempt: Option<u32>) -> Self {
        Self { id, kind, attempt }
    }

    pub(crate) fn borrowed(&self) -> Event<'_> {
        Event::new(borrowed(&self.id), borrowed(&self.kind), self.attempt)
    }

    pub(crate) fn into_owned(self) -> Event<'static> {
        Event::new(owned(self.id), owned(self.kind), self.attempt)
    }
}

impl fmt::Debug for Events<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Events")
            .field("receipts", &self.receipts.as_slice().len())
            .field("is_other", &self.other.is_some())
            .field("unreadable", &self.unreadable.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Event<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Event").field("attempt", &self.attempt).finish_non_exhaustive()
    }
}

/// The receipts of one request; the usual single one stays off the heap.
#[derive(Debug, Default)]
#[expect(clippy::large_enum_variant, reason = "the large variant is the usual one")]
pub enum Receipts<'r> {
    /// No receipt.
    #[default]
    None,
    /// One receipt.
    One(Receipt<'r>),
    /// Several receipts.
    Many(Vec<Receipt<'r>>),
}

impl<'r> Receipts<'r> {
    /// Adds a receipt at the end.
    pub fn push(&mut self, receipt: Receipt<'r>) {
        *self = match std::mem::take(self) {
            Self::None => Self::One(receipt),
            Self::One(first) => Self::Many(vec![first, receipt]),
            Self::Many(mut receipts) => {
                receipts.push(receipt);
                Self::Many(receipts)
            }
        };
    }

    /// The receipts as a slice.
    pub fn as_slice(&self) -> &[Receipt<'r>] {
        match self {
            Self::None => &[],
            Self::One(receipt) => std::slice::from_ref(receipt),
            Self::Many(receipts) => receipts,
        }
    }

    /// The receipts as a slice that can be changed.
    pub fn as_mut_slice(&mut self) -> &mut [Receipt<'r>] {
        match self {
            Self::None => &mut [],
            Self::One(receipt) => std::slice::from_mut(receipt),
            Self::Many(receipts) => receipts,
        }
    }

    pub(crate) fn into_owned(self) -> Receipts<'static> {
        match self {
            Self::None => Receipts::None,
            Self::One(receipt) => Receipts::One(receipt.into_owned()),
            Self::Many(receipts) => {
                Receipts::Many(receipts.into_iter().map(Receipt::into_owned).collect())
            }
        }
    }
}

/// An item of a batch that could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct Unreadable {
    /// Its position in the payload, from 0.
    pub index: usize,
    /// What is wrong with it.
    pub kind: UnreadableKind,
}

impl Unreadable {
    /// The item at a position of the payload, and what is wrong with it.
    pub const fn new(index: usize, kind: UnreadableKind) -> Self {
        Self { index, kind }
    }
}

/// What is wrong with an item of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum UnreadableKind {
    /// Its id or its status word is absent, null or empty.
    MissingMember,
    /// It, its id or its status word is of another type.
    WrongType,
}

impl UnreadableKind {
    /// The name, the same in every language.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MissingMember => "missing_member",
            Self::WrongType => "wrong_type",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_has_one_name() {
        for kind in [UnreadableKind::MissingMember, UnreadableKind::WrongType] {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }
}
