//! What a provider implements: [`Provider`] knows the format, [`Adapter`] also the keys.

use std::borrow::Cow;
use std::fmt;

use crate::{
    CodeTable, Config, ConfigError, Confirmation, ParseError, Receipt, Request, Simulator, State,
    Verified, VerifyError,
};

/// A provider's callback format, before it knows any key.
pub trait Provider: fmt::Debug + Send + Sync {
    /// Id, name, documentation, capabilities, tables, and how the provider calls.
    fn metadata(&self) -> &Metadata;

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
    fn metadata(&self) -> &Metadata {
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
    fn authenticate<'r>(&'r self, request: &Request<'r>) -> Result<Evidence<'r>, VerifyError>;

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
pub struct Evidence<'r> {
    /// How the provider proves itself.
    pub scheme: Scheme,
    /// The label of the key that fits.
    pub key: &'r str,
    /// The time that was signed, in Unix seconds.
    pub signed_at: Option<i64>,
}

/// The name of a way in which a provider proves itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Scheme(&'static str);

impl Scheme {
    /// HMAC with SHA-256 and a shared secret.
    pub const HMAC_SHA256: Self = Self("hmac_sha256");
    /// HMAC with SHA-1 and a shared secret.
    pub const HMAC_SHA1: Self = Self("hmac_sha1");
    /// Ed25519 with the provider's public key.
    pub const ED25519: Self = Self("ed25519");
    /// HTTP basic authentication: nothing is signed.
    pub const BASIC_AUTH: Self = Self("basic_auth");

    /// A scheme of a plug-in.
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// The name.
    pub const fn as_str(self) -> &'static str {
        self.0
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
#[derive(Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Event<'r> {
    /// The provider's id of the event.
    pub id: Option<Cow<'r, str>>,
    /// The provider's name of its type.
    #[serde(rename = "type")]
    pub kind: Option<Cow<'r, str>>,
    /// Which attempt of the same event this is, from 1.
    pub attempt: Option<u32>,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Unreadable {
    /// Its position in the payload, from 0.
    pub index: usize,
    /// What is wrong with it.
    pub kind: UnreadableKind,
}

/// What is wrong with an item of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum UnreadableKind {
    /// Its id or its status word is absent, null or empty.
    MissingMember,
    /// It, its id or its status word is of another type.
    WrongType,
}

/// How a status word is read. Only combinations that the contract allows can be made: progress
/// is never final, and an outcome always is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    pub(crate) state: State,
    pub(crate) is_final: bool,
    pub(crate) confirmation: Confirmation,
    pub(crate) by_code: bool,
}

impl Reading {
    /// The provider took the request.
    pub const ACCEPTED: Self = Self::of(State::Accepted, false, Confirmation::None);
    /// The message waits at the provider.
    pub const QUEUED: Self = Self::of(State::Queued, false, Confirmation::None);
    /// The message is with the carrier.
    pub const SENT: Self = Self::of(State::Sent, false, Confirmation::None);
    /// The message arrived, nobody says by whom that was confirmed.
    pub const DELIVERED: Self = Self::of(State::Delivered, true, Confirmation::Unspecified);
    /// The message did not arrive and will not.
    pub const UNDELIVERED: Self = Self::of(State::Undelivered, true, Confirmation::None);
    /// The message has not arrived yet; the provider may still try.
    pub const STILL_UNDELIVERED: Self = Self::of(State::Undelivered, false, Confirmation::None);
    /// The message was refused by a policy.
    pub const REJECTED: Self = Self::of(State::Rejected, true, Confirmation::None);
    /// The validity of the message ran out.
    pub const EXPIRED: Self = Self::of(State::Expired, true, Confirmation::None);
    /// The sender stopped the message.
    pub const CANCELED: Self = Self::of(State::Canceled, true, Confirmation::None);
    /// No clear news yet, as with a word that the table lacks.
    pub const UNKNOWN: Self = Self::of(State::Unknown, false, Confirmation::None);
    /// No outcome will come.
    pub const UNCONFIRMED: Self = Self::of(State::Unknown, true, Confirmation::None);

    const fn of(state: State, is_final: bool, confirmation: Confirmation) -> Self {
        Self { state, is_final, confirmation, by_code: false }
    }

    /// A reading of parts; `None` if the state may not be final, or has to be.
    pub const fn new(state: State, is_final: bool, confirmation: Confirmation) -> Option<Self> {
        if state.allows_final(is_final) {
            Some(Self::of(state, is_final, confirmation))
        } else {
            None
        }
    }

    /// The same reading, confirmed by somebody else.
    pub const fn confirmed_by(self, confirmation: Confirmation) -> Self {
        Self { confirmation, ..self }
    }

    /// The same reading of a word that does not tell one kind of failure from another: it is
    /// `expired`, `canceled` or `unknown` (final) if the code's reason is `expired`, `canceled`
    /// or `no_receipt`.
    pub const fn refined_by_code(self) -> Self {
        Self { by_code: true, ..self }
    }

    /// The canonical state.
    pub const fn state(self) -> State {
        self.state
    }

    /// Whether no later news is expected.
    pub const fn is_final(self) -> bool {
        self.is_final
    }

    /// How far the news goes.
    pub const fn confirmation(self) -> Confirmation {
        self.confirmation
    }
}

/// A status word of a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusRow {
    /// The word as the provider sends it.
    pub status: &'static str,
    /// How it is read, before the code has a say.
    pub reading: Reading,
    /// A remark for the documentation.
    pub note: &'static str,
}

/// A provider's status words.
#[derive(Clone, Copy, Debug)]
pub struct StatusTable {
    rows: &'static [StatusRow],
}

impl StatusTable {
    /// A table of these rows.
    pub const fn new(rows: &'static [StatusRow]) -> Self {
        Self { rows }
    }

    /// How a word is read, compared byte by byte; `None` for a word that the table lacks.
    pub fn get(&self, status: &str) -> Option<Reading> {
        self.rows.iter().find(|row| row.status == status).map(|row| row.reading)
    }

    /// Every row, in the order of the provider's documentation.
    pub fn rows(&self) -> &'static [StatusRow] {
        self.rows
    }
}

/// A member of the configuration that holds keys: one of them under one name, a list of them,
/// for rotation, under the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyMember {
    /// The name for one key.
    pub one: &'static str,
    /// The name for a list of keys.
    pub many: &'static str,
    /// What to put there, and where the provider shows it.
    pub about: &'static str,
}

/// What is known of a provider. Plain data: documentation, the command line and the generic
/// tests are driven by it.
#[derive(Clone, Debug)]
pub struct Metadata {
    /// The id: one lower-case word, underscores allowed.
    pub id: &'static str,
    /// The name as the provider writes it.
    pub name: &'static str,
    /// The provider's documentation of its callbacks.
    pub docs: &'static str,
    /// What the format can do.
    pub capabilities: Capabilities,
    /// How the provider calls, and what it expects.
    pub callback: Callback,
    /// The members of the configuration that hold keys.
    pub keys: &'static [KeyMember],
    /// The status words.
    pub statuses: StatusTable,
    /// The error codes.
    pub codes: CodeTable,
}

/// What a provider's format can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each read by its name")]
pub struct Capabilities {
    /// How requests prove their origin.
    pub scheme: Scheme,
    /// Whether a time is signed. Where none is, `tolerance` is without effect, and only a store
    /// of dedupe keys protects against replays.
    pub signs_time: bool,
    /// Whether one request can hold several receipts.
    pub batches: bool,
    /// Whether a message id can cover several recipients, so that the recipient is in the keys.
    pub recipient_in_key: bool,
    /// Whether the time of the news is kept over retries, so that it is in the dedupe key.
    pub time_in_key: bool,
    /// Whether inbound messages can come to the same URL.
    pub inbound_events: bool,
}

/// How a provider calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Callback {
    /// The method and the type of the body.
    pub request: &'static str,
    /// The answer that counts as success.
    pub answer: &'static str,
    /// How long it waits for the answer, in seconds.
    pub timeout: u32,
    /// How often it tries in total.
    pub attempts: u32,
    /// The pauses between attempts, in seconds, as far as documented.
    pub pauses: &'static [u32],
    /// What else matters: failover URLs, disagreeing sources.
    pub note: &'static str,
}
