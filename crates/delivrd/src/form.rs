//! `application/x-www-form-urlencoded`, as bodies and queries have it. Pairs are bytes: a signature
//! covers what was sent, and text that is not UTF-8 has to stay what it is until it is refused.

use std::borrow::Cow;

use delivrd_core::{MAX_ITEMS, ParseError};
use percent_encoding::percent_decode;

/// The query of a URL, without the question mark and without the fragment, which never travels.
pub(crate) fn query(url: &str) -> &str {
    let url = url.split_once('#').map_or(url, |(url, _)| url);
    url.split_once('?').map_or("", |(_, query)| query)
}

/// A decoded name and its value.
pub(crate) type Pair<'a> = (Cow<'a, [u8]>, Cow<'a, [u8]>);

/// The pairs of a form in their order, decoded; a name without `=` has an empty value. What
/// follows a `%` and is not two hex digits stays as it is.
pub(crate) fn pairs(form: &[u8]) -> impl Iterator<Item = Pair<'_>> {
    form.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).map(|pair| {
        let mut halves = pair.splitn(2, |byte| *byte == b'=').map(decode);
        (halves.next().unwrap_or_default(), halves.next().unwrap_or_default())
    })
}

/// Name and value of each field of a body, decoded, without anything between them: sorted by name,
/// then by value, and an equal pair once, as Twilio signs them.
///
/// None if there are too many, or if there is a body and nothing of it is signed, as with `&`.
pub(crate) fn sorted_text(body: &[u8]) -> Option<Vec<u8>> {
    let mut pairs = all_pairs(body)?;
    pairs.sort_unstable();
    pairs.dedup();
    let mut text = Vec::with_capacity(body.len());
    for (name, value) in &pairs {
        text.extend_from_slice(name);
        text.extend_from_slice(value);
    }
    (text.is_empty() == body.is_empty()).then_some(text)
}

/// All pairs of a form, for sorting; `None` beyond [`MAX_ITEMS`], so that a request whose origin is
/// not known yet cannot buy much work.
fn all_pairs(form: &[u8]) -> Option<Vec<Pair<'_>>> {
    let pairs: Vec<_> = pairs(form).take(MAX_ITEMS.saturating_add(1)).collect();
    (pairs.len() <= MAX_ITEMS).then_some(pairs)
}

fn decode(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.iter().any(|byte| matches!(byte, b'+' | b'%')) {
        return Cow::Borrowed(text);
    }
    // Never longer than what was sent, so that it is one piece of memory.
    let mut decoded = Vec::with_capacity(text.len());
    for (index, word) in text.split(|byte| *byte == b'+').enumerate() {
        if index > 0 {
            decoded.push(b' ');
        }
        decoded.extend(percent_decode(word));
    }
    Cow::Owned(decoded)
}

/// The values of the members that are read, in the order of `names`. An empty one counts as any
/// other.
pub(crate) fn members<'a, const COUNT: usize>(
    form: &'a str,
    names: [&str; COUNT],
) -> Result<[Option<Cow<'a, str>>; COUNT], ParseError> {
    let mut members = [const { None }; COUNT];
    fill(form, &mut members, |name| names.iter().position(|own| own.as_bytes() == name))?;
    Ok(members)
}

/// [`members`] for names that are not known beforehand: `position` says where a value belongs.
pub(crate) fn fill<'a>(
    form: &'a str,
    members: &mut [Option<Cow<'a, str>>],
    position: impl Fn(&[u8]) -> Option<usize>,
) -> Result<(), ParseError> {
    for (name, value) in pairs(form.as_bytes()) {
        let Some(member) = position(&name).and_then(|member| members.get_mut(member)) else {
            continue;
        };
        let value = text(value)
            .ok_or_else(|| ParseError::malformed("the value of a form's member is not UTF-8"))?;
        if member.replace(value).is_some() {
            return Err(ParseError::malformed("a member of the form that is read stands twice"));
        }
    }
    Ok(())
}

fn text(value: Cow<'_, [u8]>) -> Option<Cow<'_, str>> {
    match value {
        Cow::Borrowed(bytes) => str::from_utf8(bytes).ok().map(Cow::Borrowed),
        Cow::Owned(bytes) => String::from_utf8(bytes).ok().map(Cow::Owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(form: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
        pairs(form).map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
    }

    #[test]
    fn decodes_names_and_values_and_loses_no_byte() {
        let expected = [
            (&b"a b"[..], &b"+ &="[..]),
            (b"a b", b"="),
            (b"", b"x"),
            (b"bare", b""),
            (b"\xff", b"\xc3\x28\0"),
            (b"%", b"%4%zz%\xff"),
        ];
        let form = b"&a+b=%2B+%26%3d&&a%20b==&=x&bare&%ff=%C3(%00&%=%4%zz%%FF&";
        let expected: Vec<_> =
            expected.iter().map(|(name, value)| (name.to_vec(), value.to_vec())).collect();
        assert_eq!(read(form), expected);
        assert_eq!(read(b""), []);
    }

    #[test]
    fn a_pair_without_escapes_is_borrowed() {
        assert!(matches!(pairs(b"a=b").next(), Some((Cow::Borrowed(b"a"), Cow::Borrowed(b"b")))));
    }

    #[test]
    fn refuses_one_pair_more_than_it_may_hold() {
        assert_eq!(all_pairs(&b"a&".repeat(MAX_ITEMS)).map(|pairs| pairs.len()), Some(MAX_ITEMS));
        assert_eq!(all_pairs(&b"a&".repeat(MAX_ITEMS + 1)), None);
    }

    #[test]
    fn a_member_that_is_read_stands_once_and_is_text() {
        let [a, b, c] = members("b=&x=1&x=2&a=%C3%A4&%ff=%ff", ["a", "b", "c"]).unwrap();
        assert_eq!((a.as_deref(), b.as_deref(), c), (Some("ä"), Some(""), None));
        for form in ["a=1&a=1", "a=&%61=", "a=%FF", "a=%c3"] {
            assert!(members(form, ["a"]).is_err(), "{form}");
        }
    }
}
