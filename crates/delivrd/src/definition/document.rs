//! The file as it is written: what serde can check of it.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use toml::Spanned;

/// The derived readers, which `remote = "Self"` makes functions of their own, for tables alone: by
/// themselves they would take an array of the members in their order, too.
macro_rules! tables {
    ($($table:ident),+ $(,)?) => {$(
        impl<'de> Deserialize<'de> for $table {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Reader;

                impl<'de> Visitor<'de> for Reader {
                    type Value = $table;

                    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                        formatter.write_str("a table")
                    }

                    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<$table, A::Error> {
                        $table::deserialize(MapAccessDeserializer::new(access))
                    }
                }

                deserializer.deserialize_map(Reader)
            }
        }
    )+};
}

tables!(
    Document,
    CallbackTable,
    AnswerTable,
    SignatureTable,
    TimestampTable,
    KeyTable,
    BodyTable,
    EventTable,
    ReceiptTable,
    OtherTable,
    DedupeTable,
    StatusEntry,
    CodesTable,
    CodeEntry
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub(super) struct Document {
    pub(super) id: Spanned<String>,
    pub(super) name: String,
    pub(super) docs: String,
    #[serde(default)]
    pub(super) callback: CallbackTable,
    pub(super) signature: Spanned<SignatureTable>,
    pub(super) body: BodyTable,
    #[serde(default)]
    pub(super) event: EventTable,
    pub(super) receipt: ReceiptTable,
    #[serde(default)]
    pub(super) other: Vec<OtherTable>,
    #[serde(default)]
    pub(super) dedupe: DedupeTable,
    pub(super) status: Vec<StatusEntry>,
    #[serde(default)]
    pub(super) codes: CodesTable,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub(super) struct CallbackTable {
    pub(super) request: Option<String>,
    pub(super) answer: Option<AnswerTable>,
    pub(super) timeout: Option<u32>,
    pub(super) attempts: Option<u32>,
    #[serde(default)]
    pub(super) pauses: Vec<u32>,
    #[serde(default)]
    pub(super) note: String,
    #[serde(default)]
    pub(super) inbound: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub(super) struct AnswerTable {
    pub(super) status: Spanned<u16>,
    #[serde(default)]
    pub(super) body: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum SchemeName {
    HmacSha1,
    HmacSha256,
    HmacSha512,
    Ed25519,
    StandardWebhooks,
    BasicAuth,
    Secret,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Encoding {
    Hex,
    Base64,
    Base64url,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum KeyEncoding {
    Text,
    Hex,
    Base64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Unit {
    #[default]
    Seconds,
    Milliseconds,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub(super) struct SignatureTable {
    pub(super) scheme: SchemeName,
    #[serde(rename = "in")]
    pub(super) place: Option<Spanned<String>>,
    pub(super) prefix: Option<Spanned<String>>,
    pub(super) separator: Option<Spanned<String>>,
    pub(super) encoding: Option<Spanned<Encoding>>,
    pub(super) signed: Option<Spanned<String>>,
    pub(super) timestamp: Option<Spanned<TimestampTable>>,
    #[serde(default)]
    pub(super) key: KeyTable,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub(super) struct TimestampTable {
    #[serde(rename = "in")]
    pub(super) place: Spanned<String>,
    #[serde(default)]
    pub(super) prefix: String,
    #[serde(default)]
    pub(super) unit: Unit,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub(super) struct KeyTable {
    pub(super) name: Option<Spanned<String>>,
    pub(super) list: Option<Spanned<String>>,
    pub(super) encoding: Option<Spanned<KeyEncoding>>,
    pub(super) prefix: Option<Spanned<String>>,
    pub(super) about: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Format {
    Json,
    Form,
    Query,
    JsonOrForm,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub(super) struct BodyTable {
    pub(super) format: Format,
    pub(super) items: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) numbers: bool,
}

/// One text, or a list of them. The place is that of the whole.
pub(super) type Texts = Spanned<OneOrMore>;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub(super) struct EventTable {
    pub(super) id: Option<Texts>,
    #[serde(rename = "type")]
    pub(super) kind: Option<Texts>,
    pub(super) attempt: Option<Texts>,
}

pub(super) type Conditions = BTreeMap<String, Spanned<Condition>>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Time {
    Rfc3339,
    Iso8601,
    Seconds,
    Milliseconds,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub(super) struct ReceiptTable {
    #[serde(default)]
    pub(super) when: Conditions,
    pub(super) message_id: Texts,
    pub(super) status: Texts,
    pub(super) recipient: Option<Texts>,
    pub(super) sender: Option<Texts>,
    pub(super) reference: Option<Texts>,
    pub(super) channel: Option<Texts>,
    pub(super) campaign: Option<Texts>,
    pub(super) code: Option<Texts>,
    pub(super) detail: Option<Texts>,
    pub(super) occurred_at: Option<Texts>,
    pub(super) parts: Option<Texts>,
    pub(super) part: Option<Texts>,
    pub(super) amount: Option<Texts>,
    pub(super) currency: Option<Texts>,
    pub(super) carrier: Option<Texts>,
    pub(super) network: Option<Texts>,
    pub(super) tags: Option<Texts>,
    #[serde(default)]
    pub(super) extra: BTreeMap<String, Texts>,
    pub(super) time: Option<Spanned<OneOrMore<Time>>>,
    #[serde(default)]
    pub(super) ignore_case: bool,
    pub(super) code_system: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub(super) struct OtherTable {
    pub(super) when: Spanned<Conditions>,
    #[serde(rename = "type")]
    pub(super) kind: Option<Spanned<String>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub(super) struct DedupeTable {
    pub(super) recipient: Option<Spanned<bool>>,
    pub(super) time: Option<Spanned<bool>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub(super) struct StatusEntry {
    pub(super) word: Spanned<String>,
    pub(super) state: Spanned<String>,
    #[serde(rename = "final")]
    pub(super) is_final: Option<bool>,
    pub(super) confirmation: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) refined_by_code: bool,
    pub(super) reason: Option<Spanned<String>>,
    pub(super) permanence: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) when: Conditions,
    #[serde(default)]
    pub(super) note: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub(super) struct CodesTable {
    pub(super) csv: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) rows: Vec<Spanned<CodeEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub(super) struct CodeEntry {
    pub(super) code: String,
    pub(super) meaning: String,
    pub(super) reason: String,
    #[serde(default)]
    pub(super) permanence: String,
    #[serde(default)]
    pub(super) source: String,
    #[serde(default)]
    pub(super) note: String,
}

pub(super) struct OneOrMore<T = String>(pub(super) Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMore<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<T>(std::marker::PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Reader<T> {
            type Value = OneOrMore<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a text or a list of texts")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<OneOrMore<T>, E> {
                let text = serde::de::value::StrDeserializer::new(text);
                T::deserialize(text).map(|one| OneOrMore(vec![one]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
                let mut values = Vec::new();
                while let Some(value) = access.next_element()? {
                    values.push(value);
                }
                Ok(OneOrMore(values))
            }
        }

        deserializer.deserialize_any(Reader(std::marker::PhantomData))
    }
}

/// What a location has to have.
pub(super) enum Condition {
    Present(bool),
    OneOf(Vec<String>),
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Condition;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a text, a list of texts, true or false")
            }

            fn visit_bool<E>(self, is_present: bool) -> Result<Condition, E> {
                Ok(Condition::Present(is_present))
            }

            fn visit_str<E>(self, text: &str) -> Result<Condition, E> {
                Ok(Condition::OneOf(vec![text.to_owned()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Condition, A::Error> {
                let mut texts = Vec::new();
                while let Some(text) = access.next_element()? {
                    texts.push(text);
                }
                Ok(Condition::OneOf(texts))
            }
        }

        deserializer.deserialize_any(Reader)
    }
}
