//! What is known of a provider, as plain data: how it proves itself, how it calls, its words and
//! codes.

use crate::{CodeTable, StatusRow, StatusTable};

/// What is known of a provider. Plain data: documentation, the command line and the generic
/// tests are driven by it.
#[derive(Clone, Debug)]
pub struct Metadata {
    id: &'static str,
    name: &'static str,
    docs: &'static str,
    capabilities: Capabilities,
    callback: Callback,
    keys: &'static [KeyMember],
    options: &'static [OptionMember],
    statuses: StatusTable,
    codes: CodeTable,
}

impl Metadata {
    /// A provider without keys, options and tables.
    ///
    /// `id` is one lower-case word, underscores allowed; `name` is how the provider writes
    /// itself; `docs` is the page on its callbacks.
    pub const fn new(
        id: &'static str,
        name: &'static str,
        docs: &'static str,
        capabilities: Capabilities,
        callback: Callback,
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
    pub const fn with_keys(self, keys: &'static [KeyMember]) -> Self {
        Self { keys, ..self }
    }

    /// The same provider with further members of the configuration.
    pub const fn with_options(self, options: &'static [OptionMember]) -> Self {
        Self { options, ..self }
    }

    /// The same provider with its status words.
    pub const fn with_statuses(self, rows: &'static [StatusRow]) -> Self {
        Self { statuses: StatusTable::new(rows), ..self }
    }

    /// The same provider with its error codes.
    pub const fn with_codes(self, codes: CodeTable) -> Self {
        Self { codes, ..self }
    }

    /// The id: one lower-case word.
    pub const fn id(&self) -> &str {
        self.id
    }

    /// The name as the provider writes it.
    pub const fn name(&self) -> &str {
        self.name
    }

    /// The provider's documentation of its callbacks.
    pub const fn docs(&self) -> &str {
        self.docs
    }

    /// What the format can do.
    pub const fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    /// How the provider calls, and what it expects.
    pub const fn callback(&self) -> &Callback {
        &self.callback
    }

    /// The members of the configuration that hold keys.
    pub const fn keys(&self) -> &[KeyMember] {
        self.keys
    }

    /// The other members of the configuration.
    pub const fn options(&self) -> &[OptionMember] {
        self.options
    }

    /// The status words.
    pub const fn statuses(&self) -> &StatusTable {
        &self.statuses
    }

    /// The error codes.
    pub const fn codes(&self) -> &CodeTable {
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
pub struct Callback {
    /// The method and the type of the body.
    pub request: &'static str,
    /// The answer to give when all is well.
    pub answer: Answer,
    /// How long it waits for the answer, in seconds.
    pub timeout: u32,
    /// How often it tries in total, where that is documented.
    pub attempts: Option<u32>,
    /// The pauses between attempts, in seconds, as far as documented.
    pub pauses: &'static [u32],
    /// What else matters: other answers that count, failover URLs, disagreeing sources.
    pub note: &'static str,
}

impl Callback {
    /// A provider that calls by `request`, expects `answer` within `timeout` seconds, and does
    /// not say how often it tries.
    pub const fn new(request: &'static str, answer: Answer, timeout: u32) -> Self {
        Self { request, answer, timeout, attempts: None, pauses: &[], note: "" }
    }

    /// The same with retries: how often it tries in total, and the pauses in seconds.
    pub const fn with_attempts(self, attempts: u32, pauses: &'static [u32]) -> Self {
        Self { attempts: Some(attempts), pauses, ..self }
    }

    /// The same with what else matters.
    pub const fn with_note(self, note: &'static str) -> Self {
        Self { note, ..self }
    }
}

/// The answer that a provider takes for success.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body; mostly empty.
    pub body: &'static str,
}

impl Answer {
    /// 200 with an empty body.
    pub const OK: Self = Self::new(200, "");

    /// A status and a body.
    pub const fn new(status: u16, body: &'static str) -> Self {
        Self { status, body }
    }
}

/// A member of the configuration that holds keys: one of them under one name, a list of them,
/// for rotation, under the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeyMember {
    /// The name for one key.
    pub one: &'static str,
    /// The name for a list of keys.
    pub many: &'static str,
    /// What to put there, and where the provider shows it.
    pub about: &'static str,
}

impl KeyMember {
    /// A member by its two names, and what to put there.
    pub const fn new(one: &'static str, many: &'static str, about: &'static str) -> Self {
        Self { one, many, about }
    }
}

/// A member of the configuration that is no key, such as the name of a header that each customer
/// chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OptionMember {
    /// The name.
    pub name: &'static str,
    /// What to put there, and what counts without it.
    pub about: &'static str,
}

impl OptionMember {
    /// A member by its name, and what to put there.
    pub const fn new(name: &'static str, about: &'static str) -> Self {
        Self { name, about }
    }
}
