//! JSON for receivers, in short: a member that is read stands once, an array is no object, the
//! value of an optional member may be odd, and what is ignored may be nested as deep as it likes.

use std::borrow::Cow;
use std::fmt;

use delivrd_core::{MAX_ITEMS, ParseError, UnreadableKind, too_many_items};
use serde::de::{Deserialize, Deserializer as _, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// The text of a member as it was sent, so that numbers keep their digits; none if the member is
/// absent or null. A struct of these, with `#[serde(default)]`, reads the members that matter.
#[derive(Clone, Copy, Debug, Default, serde::Deserialize)]
#[serde(transparent)]
pub(crate) struct Raw<'r>(#[serde(borrow)] Option<&'r RawValue>);

impl<'r> Raw<'r> {
    pub(crate) fn raw(self) -> Option<&'r str> {
        self.0.map(RawValue::get)
    }

    /// A string that is not empty.
    pub(crate) fn string(self) -> Option<Cow<'r, str>> {
        let quoted = self.raw()?;
        let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
        let text: Cow<'r, str> = if inner.contains('\\') {
            Cow::Owned(serde_json::from_str(quoted).ok()?)
        } else {
            inner.into()
        };
        Some(text).filter(|text| !text.is_empty())
    }

    /// A number, with the digits as sent.
    pub(crate) fn number(self) -> Option<&'r str> {
        self.raw().filter(|raw| raw.starts_with(|first: char| matches!(first, '-' | '0'..='9')))
    }

    /// A string that is not empty, or a number with the digits as sent.
    pub(crate) fn text(self) -> Option<Cow<'r, str>> {
        self.string().or_else(|| self.number().map(Cow::Borrowed))
    }

    /// An id or a status word.
    pub(crate) fn required(self) -> Result<Cow<'r, str>, UnreadableKind> {
        match self.raw() {
            None | Some("\"\"") => Err(UnreadableKind::MissingMember),
            Some(_) => self.string().ok_or(UnreadableKind::WrongType),
        }
    }

    /// The members of an object; none if the value is something else.
    pub(crate) fn object<O: Deserialize<'r>>(self) -> Result<Option<O>, ParseError> {
        match self.raw() {
            // The error of serde quotes the input, so it goes no further.
            Some(raw) if raw.starts_with('{') => {
                serde_json::from_str(raw).map(Some).map_err(|_| {
                    ParseError::malformed(
                        "expected an object in which no member that is read stands twice",
                    )
                })
            }
            // A derived reader would take the elements for the fields, in their order.
            Some(raw) if raw.starts_with('[') => {
                Err(ParseError::malformed("an array stands where the format has an object"))
            }
            _ => Ok(None),
        }
    }
}

/// The elements of a body that is one array, at most [`MAX_ITEMS`] of them.
pub(crate) fn elements(body: &str) -> Result<Vec<Raw<'_>>, ParseError> {
    struct Elements;

    impl<'r> Visitor<'r> for Elements {
        type Value = Vec<Raw<'r>>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("an array")
        }

        fn visit_seq<A: SeqAccess<'r>>(self, mut access: A) -> Result<Self::Value, A::Error> {
            let mut elements = Vec::new();
            while let Some(element) = access.next_element()? {
                // One more than allowed is kept, to be seen; the rest takes no memory.
                if elements.len() <= MAX_ITEMS {
                    elements.push(element);
                }
            }
            Ok(elements)
        }
    }

    let mut reader = serde_json::Deserializer::from_str(body);
    let elements = reader
        .deserialize_seq(Elements)
        .and_then(|elements| reader.end().map(|()| elements))
        .map_err(|_| ParseError::malformed("expected one JSON array"))?;
    if elements.len() > MAX_ITEMS { Err(too_many_items()) } else { Ok(elements) }
}
