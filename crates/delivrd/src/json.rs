//! JSON as a receiver of webhooks has to read it: strict about structure (an array is no object,
//! a member that is read may stand once), forgiving about the values of optional members.
//!
//! An object is read into the raw texts of the members that matter; each is decoded when asked
//! for. So an odd type, a lone surrogate or an absurd number in one optional member costs that
//! member, not the receipt, and no nesting in an ignored member costs stack.

use std::borrow::Cow;
use std::fmt;

use delivrd_core::{Amount, ParseError, UnreadableKind};
use serde::de::{Deserializer as _, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// The raw text of a member's value; none if the member is absent.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Raw<'a>(Option<&'a str>);

/// An object of which some members are read. Made by [`object!`](crate::json::object).
pub(crate) trait Object<'a>: Default {
    /// Where the value of a member goes; none for a member that is ignored.
    fn slot(&mut self, name: &str) -> Option<&mut Raw<'a>>;
}

/// Declares an object by the members that are read.
macro_rules! object {
    ($(#[$about:meta])* $name:ident { $( $field:ident: $key:literal, )+ }) => {
        $(#[$about])*
        #[derive(Debug, Default)]
        struct $name<'a> {
            $( $field: $crate::json::Raw<'a>, )+
        }

        impl<'a> $crate::json::Object<'a> for $name<'a> {
            fn slot(&mut self, name: &str) -> Option<&mut $crate::json::Raw<'a>> {
                $(
                    if name == $key {
                        return Some(&mut self.$field);
                    }
                )+
                None
            }
        }
    };
}
pub(crate) use object;

/// Reads a whole body as one object.
pub(crate) fn read_body<'a, O: Object<'a>>(body: &'a str) -> Result<O, ParseError> {
    read_object(body).map_err(|error| {
        ParseError::malformed(format!(
            "expected one JSON object in which no member that is read stands twice; line {} column {}",
            error.line(),
            error.column()
        ))
    })
}

fn read_object<'a, O: Object<'a>>(text: &'a str) -> serde_json::Result<O> {
    struct Members<O>(O);

    impl<'a, O: Object<'a>> Visitor<'a> for Members<O> {
        type Value = O;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("an object")
        }

        fn visit_map<A: MapAccess<'a>>(mut self, mut access: A) -> Result<O, A::Error> {
            // Names are read raw, too: in one that is ignored half a surrogate pair does no harm,
            // and a control character is no JSON, which serde_json's reading as bytes lets pass.
            while let Some(name) = access.next_key::<&RawValue>()? {
                let name = Raw(Some(name.get())).string();
                match name.and_then(|name| self.0.slot(&name)) {
                    None => {
                        access.next_value::<IgnoredAny>()?;
                    }
                    Some(Raw(Some(_))) => return Err(A::Error::custom("a member stands twice")),
                    Some(slot) => slot.0 = Some(access.next_value::<&RawValue>()?.get()),
                }
            }
            Ok(self.0)
        }
    }

    let mut reader = serde_json::Deserializer::from_str(text);
    let object = reader.deserialize_map(Members(O::default()))?;
    reader.end()?;
    Ok(object)
}

/// An array where the format has an object: no optional member of an odd type, but the trick of
/// positional fields.
fn array_for_object() -> ParseError {
    ParseError::malformed("an array stands where the format has an object")
}

impl<'a> Raw<'a> {
    /// Optional text: a string that is not empty, or a number as it was sent.
    pub(crate) fn text(self) -> Option<Cow<'a, str>> {
        let raw = self.0?;
        if raw.starts_with('"') { self.string() } else { is_number(raw).then_some(raw.into()) }
    }

    /// Optional text, where a boolean is text, too.
    pub(crate) fn text_or_bool(self) -> Option<Cow<'a, str>> {
        match self.0 {
            Some(raw @ ("true" | "false")) => Some(raw.into()),
            _ => self.text(),
        }
    }

    /// An id or a status word: a string that is not empty.
    pub(crate) fn required(self) -> Result<Cow<'a, str>, UnreadableKind> {
        match self.0 {
            None | Some("null" | "\"\"") => Err(UnreadableKind::MissingMember),
            Some(_) => self.string().ok_or(UnreadableKind::WrongType),
        }
    }

    /// A string that is not empty.
    pub(crate) fn string(self) -> Option<Cow<'a, str>> {
        let quoted = self.0?;
        let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
        if inner.is_empty() {
            None
        } else if inner.contains('\\') {
            serde_json::from_str(quoted).ok().map(Cow::Owned)
        } else {
            Some(inner.into())
        }
    }

    /// A decimal amount, as a number or as a string of that form.
    pub(crate) fn amount(self) -> Option<Amount<'a>> {
        Amount::try_from(self.text()?).ok()
    }

    /// A count from 1 to 2^32 - 1, written as `1`, `1.0` or `"1"`.
    pub(crate) fn count(self) -> Option<u32> {
        let raw = self.0?;
        let text = if raw.starts_with('"') { self.string()? } else { raw.into() };
        let digits = match raw.split_once('.') {
            Some((whole, fraction)) if fraction.bytes().all(|digit| digit == b'0') => whole,
            _ => &text,
        };
        let is_plain = digits.starts_with(|first: char| matches!(first, '1'..='9'));
        is_plain.then(|| digits.parse().ok()).flatten()
    }

    /// An optional object; none if the member is absent or of an odd type.
    ///
    /// # Errors
    ///
    /// `malformed_body` for an array in its place, or a member of it that stands twice.
    pub(crate) fn object<O: Object<'a>>(self) -> Result<Option<O>, ParseError> {
        match self.0 {
            Some(raw) if raw.starts_with('{') => read_object(raw).map(Some).map_err(|_| {
                ParseError::malformed("a member that is read stands twice in one object")
            }),
            Some(raw) if raw.starts_with('[') => Err(array_for_object()),
            _ => Ok(None),
        }
    }

    /// Calls `each` with every element of an array; a member of another type has none.
    ///
    /// # Errors
    ///
    /// The first error of `each`.
    pub(crate) fn elements(
        self,
        mut each: impl FnMut(Raw<'a>) -> Result<(), ParseError>,
    ) -> Result<(), ParseError> {
        struct Elements<'f, F>(&'f mut F, &'f mut Result<(), ParseError>);

        impl<'a, F: FnMut(Raw<'a>) -> Result<(), ParseError>> Visitor<'a> for Elements<'_, F> {
            type Value = ();

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'a>>(self, mut access: A) -> Result<(), A::Error> {
                while let Some(element) = access.next_element::<&RawValue>()? {
                    *self.1 = (self.0)(Raw(Some(element.get())));
                    if self.1.is_err() {
                        return Err(A::Error::custom("stopped"));
                    }
                }
                Ok(())
            }
        }

        let Some(raw) = self.0.filter(|raw| raw.starts_with('[')) else { return Ok(()) };
        let mut outcome = Ok(());
        let read = serde_json::Deserializer::from_str(raw)
            .deserialize_seq(Elements(&mut each, &mut outcome));
        outcome?;
        read.map_err(|_| ParseError::malformed("expected an array"))
    }
}

fn is_number(raw: &str) -> bool {
    raw.starts_with(|first: char| first == '-' || first.is_ascii_digit())
}

/// A text as a JSON string.
pub(crate) fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    object! { Known { id: "id", } }

    fn read(body: &str) -> Result<Option<String>, ParseError> {
        read_body::<Known<'_>>(body).map(|known| known.id.text().map(Cow::into_owned))
    }

    #[test]
    fn a_name_is_a_string_of_json() {
        for body in [
            "{\"\0\":1,\"id\":7}",
            "{\"a\nb\":1,\"id\":7}",
            "{\"i\td\":1,\"id\":7}",
            "{\"\u{1f}\\u0061\":1,\"id\":7}",
            r#"{"\x41":1,"id":7}"#,
            r#"{"\u00":1,"id":7}"#,
            r"{id:7}",
            r"{7:7}",
            r"{[]:7}",
            r"{null:7}",
        ] {
            assert!(read(body).is_err(), "{body:?}");
        }
    }

    #[test]
    fn a_name_is_compared_as_it_is_meant() {
        for body in [
            r#"{"id":7}"#,
            r#"{ "\u0069\u0064" : 7 }"#,
            r#"{"":1,"id":7,"ID":2}"#,
            r#"{"\u0000":1,"\ud800":2,"id\udc00":3,"id":7,"\ud83d\ude00":4,"\ud800":5}"#,
            "{\"\u{7f}\":1,\"id\":7,\"\u{2028}\":2}",
        ] {
            assert_eq!(read(body), Ok(Some("7".to_owned())), "{body:?}");
        }
        for body in [r#"{"id":7,"\u0069d":7}"#, r#"{"\u0069d":7,"i\u0064":7}"#] {
            assert!(read(body).is_err(), "{body:?}");
        }
        assert_eq!(read(r#"{"id\u0000":7}"#), Ok(None));
    }
}
