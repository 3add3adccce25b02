//! The canonical receipt.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::key::{Origin, Scope, ScopeOf};
use crate::{
    Advice, Amount, CodeSystem, Confirmation, DedupeKey, MessageKey, Permanence, Reading, Reason,
    Source, State, Timestamp,
};

/// Why a message failed, whether that will change by itself, and what both rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Failure {
    /// Why.
    pub reason: Reason,
    /// Whether the same message fails again.
    pub permanence: Permanence,
    /// What reason and permanence rest on.
    pub source: Source,
}

impl Failure {
    /// A failure of the three facts.
    pub const fn new(reason: Reason, permanence: Permanence, source: Source) -> Self {
        Self { reason, permanence, source }
    }
}

/// A price, exactly as sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Cost<'r> {
    /// The digits.
    pub amount: Amount<'r>,
    /// The currency, as the provider names it.
    pub currency: Option<Cow<'r, str>>,
}

impl<'r> Cost<'r> {
    /// An amount, and its currency if the provider names one.
    pub const fn new(amount: Amount<'r>, currency: Option<Cow<'r, str>>) -> Self {
        Self { amount, currency }
    }

    fn borrowed(&self) -> Cost<'_> {
        Cost { amount: self.amount.borrowed(), currency: borrowed(&self.currency) }
    }

    /// The same price, independent of the request.
    pub fn into_owned(self) -> Cost<'static> {
        Cost { amount: self.amount.into_owned(), currency: owned(self.currency) }
    }
}

/// A currency is text of the payload, whatever stands there.
impl fmt::Debug for Cost<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Cost(..)")
    }
}

/// One piece of news about one message to one recipient.
///
/// The public fields are raw facts: an adapter fills in what its payload has and leaves the rest
/// as [`new`](Self::new) made it. The verdict (state, failure, advice) is the core's and is read
/// through methods. Texts borrow from the request where they can;
/// [`into_owned`](Self::into_owned) cuts that tie.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Receipt<'r> {
    /// The provider's id of the message. Not empty.
    pub message_id: Cow<'r, str>,
    /// The sender's own id, if the provider echoes one.
    pub reference: Option<Cow<'r, str>>,
    /// The recipient, as sent.
    pub recipient: Option<Cow<'r, str>>,
    /// The sender, as sent.
    pub sender: Option<Cow<'r, str>>,
    /// `sms`, `mms`, `rcs`, `whatsapp`, … in lower case.
    pub channel: Option<Cow<'r, str>>,
    /// A registration or campaign id.
    pub campaign: Option<Cow<'r, str>>,
    /// The provider's word for the state; none if it sends none.
    pub status: Option<Cow<'r, str>>,
    /// The first error code that applies, as text.
    pub code: Option<Cow<'r, str>>,
    /// Which numbering the code belongs to.
    pub code_system: CodeSystem,
    /// The provider's own explanation. It may hold numbers or message text.
    pub detail: Option<Cow<'r, str>>,
    /// When it happened, by the provider's clock; never filled from ours.
    pub occurred_at: Option<Timestamp>,
    /// The text of that time, also an unreadable one: what the dedupe key is made of.
    pub occurred_at_text: Option<Cow<'r, str>>,
    /// The number of segments of the message.
    pub parts: Option<u32>,
    /// Which segment this is about, where the provider reports each.
    pub part: Option<u32>,
    /// The price.
    pub cost: Option<Cost<'r>>,
    /// The carrier's name.
    pub carrier: Option<Cow<'r, str>>,
    /// The network as MCC and MNC digits.
    pub network: Option<Cow<'r, str>>,
    /// The sender's labels, if the provider echoes them.
    pub tags: Vec<Cow<'r, str>>,
    /// What has no member here, under the provider's names.
    pub extra: Vec<(Cow<'r, str>, Cow<'r, str>)>,
    /// How the adapter reads the payload, where its state stands in no word, or where another
    /// member decides what the word means. It beats the provider's status table, but not the
    /// configuration.
    pub reading: Option<Reading>,
    /// What the payload itself says of the failure, where that goes beyond the code table. It
    /// counts only if the receipt turns out to be a failure.
    pub hint: Option<Failure>,
    pub(crate) verdict: Verdict,
    pub(crate) scope: ScopeOf<'r>,
}

/// What the core makes of the facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) state: State,
    pub(crate) is_final: bool,
    pub(crate) confirmation: Confirmation,
    pub(crate) failure: Option<Failure>,
    /// Neither table nor configuration nor adapter knows the status word.
    pub(crate) is_unknown_word: bool,
}

impl<'r> Receipt<'r> {
    /// A receipt with no facts but the provider's message id, for adapters.
    pub fn new(message_id: impl Into<Cow<'r, str>>) -> Self {
        Self {
            message_id: message_id.into(),
            reference: None,
            recipient: None,
            sender: None,
            channel: None,
            campaign: None,
            status: None,
            code: None,
            code_system: CodeSystem::Provider,
            detail: None,
            occurred_at: None,
            occurred_at_text: None,
            parts: None,
            part: None,
            cost: None,
            carrier: None,
            network: None,
            tags: Vec::new(),
            extra: Vec::new(),
            reading: None,
            hint: None,
            verdict: Verdict {
                state: State::Unknown,
                is_final: false,
                confirmation: Confirmation::None,
                failure: None,
                is_unknown_word: false,
            },
            scope: ScopeOf::Nobody,
        }
    }

    /// Sets the time of the news from RFC 3339 text and keeps the text for the dedupe key.
    pub fn set_occurred_at(&mut self, text: Option<Cow<'r, str>>) {
        self.occurred_at = text.as_deref().and_then(Timestamp::parse);
        self.occurred_at_text = text;
    }

    /// The canonical state.
    pub fn state(&self) -> State {
        self.verdict.state
    }

    /// Whether no later news is expected.
    pub fn is_final(&self) -> bool {
        self.verdict.is_final
    }

    /// How far the news goes.
    pub fn confirmation(&self) -> Confirmation {
        self.verdict.confirmation
    }

    /// Why the message failed; none if it did not, or not yet.
    pub fn failure(&self) -> Option<Failure> {
        self.verdict.failure
    }

    /// What to do about this receipt, taken alone.
    pub fn advice(&self) -> Advice<'_> {
        self.scope.get().advice(self.state(), self.is_final(), self.failure())
    }

    /// Whether the receipt is unknown and not final because its status word is in neither the
    /// provider's table nor the configuration, and the adapter makes nothing of it either. A word
    /// that a table documents as saying nothing is no unknown word.
    pub fn has_unknown_word(&self) -> bool {
        self.verdict.is_unknown_word
    }

    /// The id of the provider.
    pub fn provider(&self) -> &str {
        &self.scope.get().provider
    }

    /// The label of the verifier's account.
    pub fn account(&self) -> &str {
        &self.scope.get().account
    }

    /// Which message (and recipient) the receipt is about. Computed at each call.
    pub fn message_key(&self) -> MessageKey {
        self.scope.get().message_key(&self.message_id, self.recipient.as_deref())
    }

    /// Which fact the receipt states. Computed at each call.
    pub fn dedupe_key(&self) -> DedupeKey {
        self.scope.get().dedupe_key(self)
    }

    /// The same receipt, independent of the request and the verifier.
    pub fn into_owned(self) -> Receipt<'static> {
        Receipt {
            message_id: Cow::Owned(self.message_id.into_owned()),
            reference: owned(self.reference),
            recipient: owned(self.recipient),
            sender: owned(self.sender),
            channel: owned(self.channel),
            campaign: owned(self.campaign),
            status: owned(self.status),
            code: owned(self.code),
            code_system: self.code_system,
            detail: owned(self.detail),
            occurred_at: self.occurred_at,
            occurred_at_text: owned(self.occurred_at_text),
            parts: self.parts,
            part: self.part,
            cost: self.cost.map(Cost::into_owned),
            carrier: owned(self.carrier),
            network: owned(self.network),
            tags: self.tags.into_iter().map(|tag| Cow::Owned(tag.into_owned())).collect(),
            extra: self
                .extra
                .into_iter()
                .map(|(name, text)| (Cow::Owned(name.into_owned()), Cow::Owned(text.into_owned())))
                .collect(),
            reading: self.reading,
            hint: self.hint,
            verdict: self.verdict,
            scope: self.scope.into_owned(),
        }
    }
}

pub(crate) fn owned(text: Option<Cow<'_, str>>) -> Option<Cow<'static, str>> {
    text.map(|text| Cow::Owned(text.into_owned()))
}

/// Shows the verdict and the keys, but no number, no text and no id of the payload.
impl fmt::Debug for Receipt<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Receipt")
            .field("provider", &self.provider())
            .field("message_key", &self.message_key())
            .field("dedupe_key", &self.dedupe_key())
            .field("state", &self.verdict.state)
            .field("final", &self.verdict.is_final)
            .field("confirmation", &self.verdict.confirmation)
            .field("failure", &self.verdict.failure)
            .finish_non_exhaustive()
    }
}

/// The members of a receipt as JSON has them, in their order: what is written, and what
/// [`stored`](crate::stored) reads back.
#[derive(Serialize, Deserialize)]
pub(crate) struct Members<'r> {
    dedupe_key: DedupeKey,
    message_key: MessageKey,
    message_id: Cow<'r, str>,
    reference: Option<Cow<'r, str>>,
    recipient: Option<Cow<'r, str>>,
    sender: Option<Cow<'r, str>>,
    channel: Option<Cow<'r, str>>,
    campaign: Option<Cow<'r, str>>,
    state: State,
    #[serde(rename = "final")]
    is_final: bool,
    confirmation: Confirmation,
    failure: Option<Failure>,
    advice: Advice<'r>,
    status: Option<Cow<'r, str>>,
    code: Option<Cow<'r, str>>,
    code_system: Option<CodeSystem>,
    detail: Option<Cow<'r, str>>,
    occurred_at: Option<Timestamp>,
    parts: Option<u32>,
    part: Option<u32>,
    cost: Option<Cost<'r>>,
    carrier: Option<Cow<'r, str>>,
    network: Option<Cow<'r, str>>,
    tags: Cow<'r, [Cow<'r, str>]>,
    extra: Extra<'r>,
}

#[expect(clippy::ref_option, reason = "every caller has a field at hand")]
pub(crate) fn borrowed<'r>(text: &'r Option<Cow<'_, str>>) -> Option<Cow<'r, str>> {
    text.as_deref().map(Cow::Borrowed)
}

impl Serialize for Receipt<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Members {
            dedupe_key: self.dedupe_key(),
            message_key: self.message_key(),
            message_id: Cow::Borrowed(&self.message_id),
            reference: borrowed(&self.reference),
            recipient: borrowed(&self.recipient),
            sender: borrowed(&self.sender),
            channel: borrowed(&self.channel),
            campaign: borrowed(&self.campaign),
            state: self.verdict.state,
            is_final: self.verdict.is_final,
            confirmation: self.verdict.confirmation,
            failure: self.verdict.failure,
            advice: self.advice(),
            status: borrowed(&self.status),
            code: borrowed(&self.code),
            code_system: self.code.as_ref().map(|_| self.code_system),
            detail: borrowed(&self.detail),
            occurred_at: self.occurred_at,
            parts: self.parts,
            part: self.part,
            cost: self.cost.as_ref().map(Cost::borrowed),
            carrier: borrowed(&self.carrier),
            network: borrowed(&self.network),
            tags: Cow::Borrowed(&self.tags),
            extra: Extra(Cow::Borrowed(&self.extra)),
        }
        .serialize(serializer)
    }
}

impl Members<'static> {
    /// The receipt that was written; the keys are those that were written, too. `None` if the
    /// members contradict each other.
    pub(crate) fn into_receipt(self, provider: &str, account: &str) -> Option<Receipt<'static>> {
        let is_sound = self.state.allows_final(self.is_final)
            && self.failure.is_some() == self.state.is_failure(self.is_final)
            && !self.message_id.is_empty();
        is_sound.then(|| Receipt {
            message_id: self.message_id,
            reference: self.reference,
            recipient: self.recipient,
            sender: self.sender,
            channel: self.channel,
            campaign: self.campaign,
            status: self.status,
            code: self.code,
            code_system: self.code_system.unwrap_or(CodeSystem::Provider),
            detail: self.detail,
            occurred_at: self.occurred_at,
            occurred_at_text: None,
            parts: self.parts,
            part: self.part,
            cost: self.cost,
            carrier: self.carrier,
            network: self.network,
            tags: self.tags.into_owned(),
            extra: self.extra.0.into_owned(),
            reading: None,
            hint: None,
            verdict: Verdict {
                state: self.state,
                is_final: self.is_final,
                confirmation: self.confirmation,
                failure: self.failure,
                is_unknown_word: false,
            },
            scope: ScopeOf::Own(Arc::new(Scope {
                provider: provider.to_owned(),
                account: account.to_owned(),
                origin: Origin::Stored {
                    message_key: self.message_key,
                    dedupe_key: self.dedupe_key,
                    advice: self.advice,
                },
            })),
        })
    }
}

/// A flat map that keeps its order.
struct Extra<'r>(Cow<'r, [(Cow<'r, str>, Cow<'r, str>)]>);

impl Serialize for Extra<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, text)| (name, text)))
    }
}

impl<'de> Deserialize<'de> for Extra<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Vec<(Cow<'static, str>, Cow<'static, str>)>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a map of text")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some((name, text)) = map.next_entry::<String, String>()? {
                    entries.push((Cow::Owned(name), Cow::Owned(text)));
                }
                Ok(entries)
            }
        }

        deserializer.deserialize_map(Reader).map(|entries| Self(Cow::Owned(entries)))
    }
}
