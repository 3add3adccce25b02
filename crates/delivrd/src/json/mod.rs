//! JSON as a receiver of webhooks has to read it: strict about structure (an array is no object,
//! a member that is read may stand once), forgiving about the values of optional members.
//!
//! An object is read into the raw texts of the members that matter; each is decoded when asked
//! for. So an odd type, a lone surrogate or an absurd number in one optional member costs that
//! member, not the receipt, and no nesting in an ignored member costs stack.

use std::borrow::Cow;
use std::fmt;

use delivrd_core::{Amount, ParseError, UnreadableKind};
use serde::de::{Deserializer as _, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

pub(crate) use self::quick::Reader;
#[cfg(feature = "definitions")]
pub(crate) use self::shape::Shape;

mod quick;
#[cfg(feature = "definitions")]
mod shape;

/// A member's value as it was sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Raw<'a> {
    /// There is no such member.
    #[default]
    Absent,
    /// What stands between the quotes of a string in which nothing is escaped.
    Plain(&'a str),
    /// Any other JSON text.
    Json(&'a str),
}

/// An object that is the value of a member: read already, or as it was sent.
#[derive(Debug, PartialEq)]
pub(crate) enum Nested<'a, O> {
    Read(O),
    Raw(Raw<'a>),
}

impl<O> Default for Nested<'_, O> {
    fn default() -> Self {
        Self::Raw(Raw::Absent)
    }
}

/// A member of an object that is read. It can be given a value once.
pub(crate) trait Member<'a> {
    /// Takes the next value, which is an object, on the quick way.
    fn fill(&mut self, reader: &mut Reader<'a>) -> Option<()>;

    fn set(&mut self, value: Raw<'a>) -> Option<()>;
}

impl<'a> Member<'a> for Raw<'a> {
    fn fill(&mut self, reader: &mut Reader<'a>) -> Option<()> {
        let value = reader.value()?;
        self.set(value)
    }

    fn set(&mut self, value: Raw<'a>) -> Option<()> {
        let Self::Absent = self else { return None };
        *self = value;
        Some(())
    }
}

impl<'a, O: Object<'a> + Default> Member<'a> for Nested<'a, O> {
    fn fill(&mut self, reader: &mut Reader<'a>) -> Option<()> {
        let Self::Raw(Raw::Absent) = self else { return None };
        let mut object = O::default();
        reader.object(&mut object)?;
        *self = Self::Read(object);
        Some(())
    }

    fn set(&mut self, value: Raw<'a>) -> Option<()> {
        match self {
            Self::Raw(raw) => raw.set(value),
            Self::Read(_) => None,
        }
    }
}

/// An object of which some members are read. Made by [`object!`](crate::json::object) where they
/// are known beforehand.
pub(crate) trait Object<'a> {
    /// The place of a member among the names, which are in the order of the documentation.
    fn position(&self, name: &str) -> Option<usize>;

    /// Takes a name that stands next, if it is that of a member (by its place among the names).
    fn take_name(&self, member: usize, reader: &mut Reader<'a>) -> Option<()>;

    /// Takes the next value, which is an object, for a member (by its place among the names), on
    /// the quick way. None if it is there already.
    fn fill(&mut self, member: usize, reader: &mut Reader<'a>) -> Option<()>;

    /// Sets a member to its value. None if it is there already.
    fn set(&mut self, member: usize, value: Raw<'a>) -> Option<()>;

    /// Forgets every value.
    fn clear(&mut self);
}

/// Declares an object by the members that are read; `=> Name` behind one whose value is an object.
macro_rules! object {
    ($(#[$about:meta])* $name:ident { $( $field:ident: $key:literal $(=> $nested:ident)?, )+ }) => {
        $(#[$about])*
        #[derive(Debug, Default, PartialEq)]
        struct $name<'a> {
            $( $field: $crate::json::object!(@member $($nested)?), )+
        }

        const _: () = {
            use $crate::json::{Member as _, Raw, Reader};

            #[expect(non_camel_case_types, reason = "the names of the fields")]
            enum Place {
                $( $field, )+
            }

            impl<'a> $crate::json::Object<'a> for $name<'a> {
                fn position(&self, name: &str) -> Option<usize> {
                    const NAMES: &[&str] = &[$( $key, )+];
                    NAMES.iter().position(|own| *own == name)
                }

                fn take_name(&self, member: usize, reader: &mut Reader<'a>) -> Option<()> {
                    $( if member == Place::$field as usize { return reader.take_name($key); } )+
                    None
                }

                fn fill(&mut self, member: usize, reader: &mut Reader<'a>) -> Option<()> {
                    $( if member == Place::$field as usize { return self.$field.fill(reader); } )+
                    None
                }

                fn set(&mut self, member: usize, value: Raw<'a>) -> Option<()> {
                    $( if member == Place::$field as usize { return self.$field.set(value); } )+
                    None
                }

                fn clear(&mut self) {
                    *self = Self::default();
                }
            }
        };
    };
    (@member) => { $crate::json::Raw<'a> };
    (@member $nested:ident) => { $crate::json::Nested<'a, $nested<'a>> };
}
pub(crate) use object;

/// Reads a whole body as one object.
pub(crate) fn read_body<'a, O: Object<'a> + Default>(body: &'a str) -> Result<O, ParseError> {
    let mut object = O::default();
    read_body_into(body, &mut object).map(|()| object)
}

/// [`read_body`] for an object that knows its members itself.
pub(crate) fn read_body_into<'a, O: Object<'a>>(
    body: &'a str,
    object: &mut O,
) -> Result<(), ParseError> {
    read_object(body, object).map_err(|error| {
        ParseError::malformed(format!(
            "expected one JSON object in which no member that is read stands twice; line {} column {}",
            error.line(),
            error.column()
        ))
    })
}

/// Reads a whole body as one array; its elements are read from what is given.
#[cfg(feature = "definitions")]
pub(crate) fn read_list(body: &str) -> Result<Raw<'_>, ParseError> {
    serde_json::from_str::<&RawValue>(body).map(Raw::from).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        ParseError::malformed(format!("expected one JSON array; line {line} column {column}"))
    })
}

fn read_object<'a, O: Object<'a>>(text: &'a str, object: &mut O) -> serde_json::Result<()> {
    if quick::read(text, object).is_some() {
        return Ok(());
    }
    object.clear();
    read_any_object(text, object)
}

/// Reads every object that is JSON, and says what is wrong with one that is not.
fn read_any_object<'a, O: Object<'a>>(text: &'a str, object: &mut O) -> serde_json::Result<()> {
    struct Members<'o, O>(&'o mut O);

    impl<'a, O: Object<'a>> Visitor<'a> for Members<'_, O> {
        type Value = ();

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("an object")
        }

        fn visit_map<A: MapAccess<'a>>(self, mut access: A) -> Result<(), A::Error> {
            // Names are read raw, too: in one that is ignored half a surrogate pair does no harm,
            // and a control character is no JSON, which serde_json's reading as bytes lets pass.
            while let Some(name) = access.next_key::<&RawValue>()? {
                let name = Raw::from(name).string();
                let member = name.and_then(|name| self.0.position(&name));
                let Some(member) = member else {
                    access.next_value::<IgnoredAny>()?;
                    continue;
                };
                let value = access.next_value::<&RawValue>()?;
                if self.0.set(member, value.into()).is_none() {
                    return Err(A::Error::custom("a member stands twice"));
                }
            }
            Ok(())
        }
    }

    let mut reader = serde_json::Deserializer::from_str(text);
    reader.deserialize_map(Members(object))?;
    reader.end()
}

/// An array where the format has an object: no optional member of an odd type, but the trick of
/// positional fields.
fn array_for_object() -> ParseError {
    ParseError::malformed("an array stands where the format has an object")
}

impl<'a, O: Object<'a> + Default> Nested<'a, O> {
    /// As [`Raw::object`].
    pub(crate) fn object(self) -> Result<Option<O>, ParseError> {
        match self {
            Self::Read(object) => Ok(Some(object)),
            Self::Raw(value) => value.object(),
        }
    }
}

/// A value that serde_json has found to be JSON.
impl<'a> From<&'a RawValue> for Raw<'a> {
    fn from(value: &'a RawValue) -> Self {
        let text = value.get();
        let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        inner.filter(|inner| !inner.contains('\\')).map_or(Self::Json(text), Self::Plain)
    }
}

#[expect(clippy::inline_always, reason = "a call would hand three words over through memory")]
impl<'a> Raw<'a> {
    /// Optional text: a string that is not empty, or a number as it was sent.
    #[inline(always)]
    pub(crate) fn text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Json(raw) if is_number(raw) => Some(raw.into()),
            _ => self.string(),
        }
    }

    /// Optional text, where a boolean is text, too.
    pub(crate) fn text_or_bool(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Json(raw @ ("true" | "false")) => Some(raw.into()),
            _ => self.text(),
        }
    }

    /// An id or a status word: a string that is not empty.
    #[inline(always)]
    pub(crate) fn required(self) -> Result<Cow<'a, str>, UnreadableKind> {
        match self {
            Self::Absent | Self::Plain("") | Self::Json("null") => {
                Err(UnreadableKind::MissingMember)
            }
            _ => self.string().ok_or(UnreadableKind::WrongType),
        }
    }

    /// A string that is not empty.
    #[inline(always)]
    pub(crate) fn string(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Plain(text) => (!text.is_empty()).then_some(text.into()),
            Self::Json(quoted) if quoted.starts_with('"') => {
                serde_json::from_str(quoted).ok().map(Cow::Owned)
            }
            _ => None,
        }
    }

    /// Whether the value is an array.
    #[cfg(feature = "definitions")]
    pub(crate) fn is_array(self) -> bool {
        matches!(self, Self::Json(raw) if raw.starts_with('['))
    }

    /// A decimal amount, as a number or as a string of that form.
    pub(crate) fn amount(self) -> Option<Amount<'a>> {
        Amount::try_from(self.text()?).ok()
    }

    /// A count from 1 to 2^32 - 1, written as `1`, `1.0` or `"1"`.
    pub(crate) fn count(self) -> Option<u32> {
        let text = self.text()?;
        let digits = match self {
            // `1.0` is a whole number, `"1.0"` is none.
            Self::Json(number) if is_number(number) => match number.split_once('.') {
                Some((whole, fraction)) if fraction.bytes().all(|digit| digit == b'0') => whole,
                _ => number,
            },
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
    pub(crate) fn object<O: Object<'a> + Default>(self) -> Result<Option<O>, ParseError> {
        let mut object = O::default();
        Ok(self.object_into(&mut object)?.map(|()| object))
    }

    /// [`object`](Self::object) for one that knows its members itself.
    ///
    /// # Errors
    ///
    /// As [`object`](Self::object).
    pub(crate) fn object_into<O: Object<'a>>(
        self,
        object: &mut O,
    ) -> Result<Option<()>, ParseError> {
        match self {
            Self::Json(raw) if raw.starts_with('{') => {
                read_object(raw, object).map(Some).map_err(|_| {
                    ParseError::malformed("a member that is read stands twice in one object")
                })
            }
            Self::Json(raw) if raw.starts_with('[') => Err(array_for_object()),
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
        let Self::Json(raw) = self else { return Ok(()) };
        if !raw.starts_with('[') {
            return Ok(());
        }
        let mut outcome = Ok(());
        let read = Reader::new(raw).array(|element| {
            outcome = each(element);
            outcome.is_ok().then_some(())
        });
        outcome.and_then(|()| read.ok_or_else(|| ParseError::malformed("expected an array")))
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
    use proptest::prelude::*;

    use super::*;

    object! { Known { id: "id", } }

    object! { Several { id: "id", to: "to", at: "a\u{e9}", from: "from" => Known, } }

    impl<'a> Several<'a> {
        fn facts(self) -> ([Raw<'a>; 3], Result<Option<Known<'a>>, ParseError>) {
            ([self.id, self.to, self.at], self.from.object())
        }
    }

    /// Pieces of objects: some are whole, most are nearly so.
    fn nearly_an_object() -> impl Strategy<Value = String> {
        let name = prop_oneof![
            6 => prop::sample::select(vec!["id", "to", "a\u{e9}", "other", "", "idle", "from", "from", "i", "the id of a thing"]),
            1 => prop::sample::select(vec!["i\\u0064", "id\n", "id\u{7f}", "id\"", "\\ud800", "{"]),
        ];
        let value = prop_oneof![
            4 => "\"[a-z \u{e9}\u{1f600}+:,{}]{0,24}\"".prop_map(String::from),
            2 => "-?(0|[1-9][0-9]{0,9})(\\.[0-9]{1,4})?".prop_map(String::from),
            2 => prop::sample::select(vec!["true", "false", "null"]).prop_map(String::from),
            1 => prop::sample::select(vec![
                "1e5", "1E400", "01", "-", "1.", ".5", "+1", "tru", "nulll", "{}", "[]", "\"\\n\"", "\"a\nb\"",
                "\"\\ud800\"", "\"open", "[{\"id\":1}]", "{\"id\":1}", "{ \"id\" : 1, \"x\":[2] }", "{\"id\":1,\"id\":2}", "{\"i\\u0064\":1}", "", "\"\0\"", "0x1", "-0", "0.0", "NaN",
            ]).prop_map(String::from),
        ];
        let space = || {
            prop_oneof![
                8 => Just(""),
                2 => prop::sample::select(vec![" ", "\n", "\r\n  ", "\t"]),
                1 => prop::sample::select(vec!["\u{a0}", "\u{b}", ","]),
            ]
        };
        let member = (space(), name, space(), space(), value, space())
            .prop_map(|(a, name, b, c, value, d)| format!("{a}\"{name}\"{b}:{c}{value}{d}"));
        (space(), prop::collection::vec(member, 0..5), space(), 0..12).prop_map(
            |(before, members, behind, end)| {
                let mut text = format!("{before}{{{}}}{behind}", members.join(","));
                if end == 0 {
                    text.pop();
                }
                text
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn the_quick_reader_says_what_the_other_one_says(text in nearly_an_object()) {
            let (mut quick, mut other) = (Several::default(), Several::default());
            if quick::read(&text, &mut quick).is_some() {
                let read = read_any_object(&text, &mut other);
                prop_assert_eq!(read.ok().map(|()| other.facts()), Some(quick.facts()));
            }
        }
    }

    #[test]
    fn the_quick_reader_reads_what_receipts_look_like() {
        fn quickly(body: &str) -> Option<Several<'_>> {
            let mut several = Several::default();
            quick::read(body, &mut several).map(|()| several)
        }

        let body = "{\n  \"to\": \"a\", \"other\":-0.50,\"id\" :true , \"a\u{e9}\":\"\"\r\n}\t";
        let facts = [Raw::Json("true"), Raw::Plain("a"), Raw::Plain("")];
        assert_eq!(quickly(body).unwrap().facts(), (facts, Ok(None)));
        assert_eq!(quickly(" { } "), Some(Several::default()));
        // Every length of a string, as it is looked at in steps of eight bytes.
        for length in 0..40 {
            for special in ["\u{80}", "~", "\u{7f}"] {
                let text = format!("{}{special}", "x".repeat(length));
                let body = format!("{{\"id\":\"{text}\"}}");
                assert_eq!(quickly(&body).unwrap().id, Raw::Plain(&text));
            }
            let quoted = format!("\"{}\\u0041\"", "x".repeat(length));
            let body = format!("{{\"id\":{quoted}}}");
            assert_eq!(quickly(&body).unwrap().id, Raw::Json(&quoted));
            for special in ["\0", "\u{1f}", "\n", "\\x"] {
                let body = format!("{{\"id\":\"{}{special}\"}}", "x".repeat(length));
                assert_eq!(quickly(&body), None, "{body:?}");
            }
        }
    }

    fn read(body: &str) -> Result<Option<String>, ParseError> {
        read_body::<Known<'_>>(body).map(|known| known.id.text().map(Cow::into_owned))
    }

    #[test]
    fn a_count_is_a_whole_number_or_its_digits() {
        for json in ["1", "1.0", "1.00", "\"1\"", "\"\\u0031\""] {
            let body = format!("{{\"id\":{json}}}");
            assert_eq!(read_body::<Known<'_>>(&body).unwrap().id.count(), Some(1), "{json}");
        }
        for json in [
            "0",
            "-1",
            "1.5",
            "1e0",
            "01",
            "\"1.0\"",
            "\"1.\\u0030\"",
            "\"+1\"",
            "\"\"",
            "true",
            "[1]",
            "4294967296",
            "\"01\"",
        ] {
            let body = format!("{{\"id\":{json}}}");
            let count = read_body::<Known<'_>>(&body).ok().and_then(|known| known.id.count());
            assert_eq!(count, None, "{json}");
        }
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
