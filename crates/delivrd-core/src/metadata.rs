//! What is known of a provider, as plain data: how it proves itself, how it calls, its words and
//! codes.

use crate::{CodeTable, StatusRow, StatusTable};

/// What is known of a provider. Plain data: documentation, the command line and the generic
/// tests are driven by it.
#[derive(Clone, Debug)]
pub struct Metadata<'m> {
    id: &'m str,
    name: &'m str,
    docs: &'m str,
    capabilities: Capabilities,
    callback: Callback<'m>,
    keys: &'m [KeyMember<'m>],
    options: &'m [OptionMember<'m>],
    statuses: StatusTable<'m>,
    codes: CodeTable<'m>,
}

impl<'m> Metadata<'m> {
    /// A provider without keys, options and tables.
    ///
    /// `id` is one lower-case word, underscores allowed; `name` is how the provider writes
    /// itself; `docs` is the page on its callbacks.
    pub const fn new(
        id: &'m str,
        name: &'m str,
        docs: &'m str,
        capabilities: Capabilities,
        callback: Callback<'m>,
    ) -> Self {
        Self {
            id,
            name,
            docs,
            capabilities,
            callback,
            keys: &[],
            options: &[],
            statuses: StatusTable::new(&[]),
            codes: CodeTable::EMPTY,
        }
    }

    /// The same provider with members of the configuration that hold keys.
    pub const fn with_keys(self, keys: &'m [KeyMember<'m>]) -> Self {
        Self { keys, ..self }
    }

    /// The same provider with further members of the configuration.
    pub const fn with_options(self, options: &'m [OptionMember<'m>]) -> Self {
        Self { options, ..self }
    }

    /// The same provider with its status words.
    pub const fn with_statuses(self, rows: &'m [StatusRow<'m>]) -> Self {
        Self { statuses: StatusTable::new(rows), ..self }
    }

    /// The same provider with its error codes.
    pub const fn with_codes(self, codes: CodeTable<'m>) -> Self {
        Self { codes, ..self }
    }

    /// Whether a text can be an id: one lower-case word that begins with a letter; digits and
    /// underscores may stand inside.
    pub fn is_id(text: &str) -> bool {
        text.starts_with(|first: char| first.is_ascii_lowercase())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    }

    /// The id: one lower-case word.
    pub const fn id(&self) -> &'m str {
        self.id
    }

    /// The name as the provider writes it.
    pub const fn name(&self) -> &'m str {
        self.name
    }

    /// The provider's documentation of its callbacks.
    pub const fn docs(&self) -> &'m str {
        self.docs
    }

    /// What the format can do.
    pub const fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    /// How the provider calls, and what it expects.
    pub const fn callback(&self) -> &Callback<'m> {
        &self.callback
    }

    /// The members of the configuration that hold keys.
    pub const fn keys(&self) -> &'m [KeyMember<'m>] {
        self.keys
    }

    /// The other members of the configuration.
    pub const fn options(&self) -> &'m [OptionMember<'m>] {
        self.options
    }

    /// The status words.
    pub const fn statuses(&self) -> &StatusTable<'m> {
        &self.statuses
    }

    /// The error codes.
    pub const fn codes(&self) -> &CodeTable<'m> {
        &self.codes
    }
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
    /// HMAC with SHA-512 and a shared secret.
    pub const HMAC_SHA512: Self = Self("hmac_sha512");
    /// A secret in a header or a parameter of the URL: nothing is signed.
    pub const SECRET: Self = Self("secret");
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

    /// Whether requests are signed. Where they only carry a secret, whoever sees one of them can
    /// make others.
    pub fn signs(self) -> bool {
        self != Self::BASIC_AUTH && self != Self::SECRET
    }
}

/// What a provider's format can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each read by its name")]
#[non_exhaustive]
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

impl Capabilities {
    /// A format that proves itself by `scheme` and can do nothing else.
    pub const fn new(scheme: Scheme) -> Self {
        Self {
            scheme,
            signs_time: false,
            batches: false,
            recipient_in_key: false,
            time_in_key: false,
            inbound_events: false,
        }
    }

    /// A time is signed.
    pub const fn signing_time(self) -> Self {
        Self { signs_time: true, ..self }
    }

    /// One request can hold several receipts.
    pub const fn batching(self) -> Self {
        Self { batches: true, ..self }
    }

    /// A message id can cover several recipients.
    pub const fn with_recipient_in_key(self) -> Self {
        Self { recipient_in_key: true, ..self }
    }

    /// Retries keep the time of the news.
    pub const fn with_time_in_key(self) -> Self {
        Self { time_in_key: true, ..self }
    }

    /// Inbound messages can come to the same URL.
    pub const fn with_inbound_events(self) -> Self {
        Self { inbound_events: true, ..self }
    }
}

/// How a provider calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Callback<'m> {
    /// The method and the type of the body.
    pub request: &'m str,
    /// The answer to give when all is well.
    pub answer: Answer<'m>,
    /// How long it waits for the answer, in seconds.
    pub timeout: u32,
    /// How often it tries in total, where that is documented.
    pub attempts: Option<u32>,
    /// The pauses between attempts, in seconds, as far as documented.
    pub pauses: &'m [u32],
    /// What else matters: other answers that count, failover URLs, disagreeing sources.
    pub note: &'m str,
}

impl<'m> Callback<'m> {
    /// A provider that calls by `request`, expects `answer` within `timeout` seconds, and does
    /// not say how often it tries.
    pub const fn new(request: &'m str, answer: Answer<'m>, timeout: u32) -> Self {
        Self { request, answer, timeout, attempts: None, pauses: &[], note: "" }
    }

    /// The same with retries: how often it tries in total, and the pauses in seconds.
    pub const fn with_attempts(self, attempts: u32, pauses: &'m [u32]) -> Self {
        Self { attempts: Some(attempts), pauses, ..self }
    }

    /// The same with what else matters.
    pub const fn with_note(self, note: &'m str) -> Self {
        Self { note, ..self }
    }
}

/// The answer that a provider takes for success.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Answer<'m> {
    /// The HTTP status.
    pub status: u16,
    /// The body; mostly empty.
    pub body: &'m str,
}

impl<'m> Answer<'m> {
    /// 200 with an empty body.
    pub const OK: Self = Self::new(200, "");

    /// A status and a body.
    pub const fn new(status: u16, body: &'m str) -> Self {
        Self { status, body }
    }
}

/// A member of the configuration that holds keys: one of them under one name, a list of them,
/// for rotation, under the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeyMember<'m> {
    /// The name for one key.
    pub one: &'m str,
    /// The name for a list of keys.
    pub many: &'m str,
    /// What to put there, and where the provider shows it.
    pub about: &'m str,
}

impl<'m> KeyMember<'m> {
    /// A member by its two names, and what to put there.
    pub const fn new(one: &'m str, many: &'m str, about: &'m str) -> Self {
        Self { one, many, about }
    }
}

/// A member of the configuration that is no key, such as the name of a header that each customer
/// chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OptionMember<'m> {
    /// The name.
    pub name: &'m str,
    /// What to put there, and what counts without it.
    pub about: &'m str,
}

impl<'m> OptionMember<'m> {
    /// A member by its name, and what to put there.
    pub const fn new(name: &'m str, about: &'m str) -> Self {
        Self { name, about }
    }
}
