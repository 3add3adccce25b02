//! A webhook request as it arrived.

use std::fmt;

use crate::VerifyError;

/// A request as the provider sent it: nothing trimmed, joined, decoded or put in order.
#[derive(Clone, Copy)]
pub struct Request<'r> {
    /// The method, as in the request line.
    pub method: &'r str,
    /// The full external URL as the provider called it: scheme, host, path and query. Behind a
    /// proxy that is not what the server sees. Some providers sign it.
    pub url: &'r str,
    /// Names and raw values, in order and with repetitions.
    pub headers: &'r [(&'r str, &'r [u8])],
    /// The raw body.
    pub body: &'r [u8],
}

impl<'r> Request<'r> {
    /// A header, found without regard to the ASCII case of its name.
    pub fn header(&self, name: &str) -> Lookup<&'r [u8]> {
        let [lookup] = self.lookups([name]);
        lookup
    }

    /// The values of the headers that the check of the signature needs, in the order of `names`
    /// (which is that of the provider's documentation).
    ///
    /// # Errors
    ///
    /// As [`Lookup::required`].
    pub fn security_headers<const COUNT: usize>(
        &self,
        names: [&'static str; COUNT],
    ) -> Result<[&'r [u8]; COUNT], VerifyError> {
        let mut lookups = self.lookups(names).into_iter();
        Lookup::required(names.map(|name| (name, lookups.next().unwrap_or(Lookup::Missing))))
    }

    /// Looks for several headers at once.
    fn lookups<const COUNT: usize>(&self, names: [&str; COUNT]) -> [Lookup<&'r [u8]>; COUNT] {
        let mut lookups = [Lookup::<&'r [u8]>::Missing; COUNT];
        for (name, value) in self.headers {
            for (own, lookup) in names.iter().zip(&mut lookups) {
                if own == name || is_in_another_case(own, name) {
                    *lookup = lookup.and(value);
                }
            }
        }
        lookups.map(Lookup::unless_empty)
    }
}

/// Whether two names are the same but for their case. Names of one provider begin alike, and those
/// that are not the same differ at their ends.
fn is_in_another_case(own: &str, name: &str) -> bool {
    let mut pairs = own.bytes().zip(name.bytes()).rev();
    own.len() == name.len() && pairs.all(|(own, letter)| own.eq_ignore_ascii_case(&letter))
}

/// What stands under a name that may be absent or repeated: a header, or a parameter of a query.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Lookup<T> {
    /// Nothing, or nothing but empty values.
    Missing,
    /// Different values, an empty one beside a full one among them.
    Repeated,
    /// One value, however often.
    Present(T),
}

impl<T: AsRef<[u8]> + PartialEq> Lookup<T> {
    /// What several values of one name come to.
    pub fn among(values: impl IntoIterator<Item = T>) -> Self {
        values.into_iter().fold(Self::Missing, Self::and).unless_empty()
    }

    /// What is known once another value was seen. An empty one counts here.
    fn and(self, value: T) -> Self {
        match self {
            Self::Missing => Self::Present(value),
            Self::Present(first) if first == value => Self::Present(first),
            _ => Self::Repeated,
        }
    }

    /// An empty value alone is as good as none.
    fn unless_empty(self) -> Self {
        match self {
            Self::Present(value) if value.as_ref().is_empty() => Self::Missing,
            other => other,
        }
    }

    /// The values of all names that the check of a signature needs.
    ///
    /// # Errors
    ///
    /// [`VerifyError::MissingHeader`] if one is missing; if none is,
    /// [`VerifyError::DuplicateHeader`] if one is repeated with different values.
    pub fn required<const COUNT: usize>(
        lookups: [(&'static str, Self); COUNT],
    ) -> Result<[T; COUNT], VerifyError> {
        let named = |wanted: Self| lookups.iter().find(|(_, lookup)| *lookup == wanted);
        if let Some((header, _)) = named(Self::Missing) {
            return Err(VerifyError::MissingHeader { header: (*header).into() });
        }
        if let Some((header, _)) = named(Self::Repeated) {
            return Err(VerifyError::DuplicateHeader { header: (*header).into() });
        }
        let mut lookups = lookups.into_iter();
        Ok(std::array::from_fn(|_| match lookups.next() {
            Some((_, Self::Present(value))) => value,
            _ => unreachable!("neither missing nor repeated"),
        }))
    }
}

/// Shows which of the three it is, never the value.
impl<T> fmt::Debug for Lookup<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Missing => "Missing",
            Self::Repeated => "Repeated",
            Self::Present(_) => "Present(..)",
        })
    }
}

/// Shows sizes, never a value: URL, headers and body may hold numbers and secrets, and a method is
/// whatever the client wrote.
impl fmt::Debug for Request<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let method = ["GET", "POST"].into_iter().find(|known| *known == self.method);
        formatter
            .debug_struct("Request")
            .field("method", &method.unwrap_or(".."))
            .field("headers", &self.headers.len())
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'r>(headers: &'r [(&'r str, &'r [u8])]) -> Result<[&'r [u8]; 2], VerifyError> {
        Request { method: "POST", url: "", headers, body: b"" }.security_headers(["time", "sign"])
    }

    #[test]
    fn debug_shows_a_method_that_is_one_and_sizes() {
        let headers: [(&str, &[u8]); 1] = [("Sign", b"s")];
        let request = Request { method: "POST", url: "/u", headers: &headers, body: b"body" };
        let shown = "Request { method: \"POST\", headers: 1, body_bytes: 4, .. }";
        assert_eq!(format!("{request:?}"), shown);
        let odd = Request { method: "+14155550142", ..request };
        assert_eq!(format!("{odd:?}"), shown.replace("POST", ".."));
    }

    #[test]
    fn finds_headers_without_regard_to_case() {
        assert_eq!(found(&[("SIGN", b"s"), ("Time", b"t")]), Ok([&b"t"[..], b"s"]));
        assert_eq!(found(&[("sign", b"s"), ("time", b"t"), ("Time", b"t")]), Ok([&b"t"[..], b"s"]));
    }

    #[test]
    fn an_absent_or_empty_header_is_missing_even_beside_a_repeated_one() {
        let missing =
            |header: &'static str| Err(VerifyError::MissingHeader { header: header.into() });
        assert_eq!(found(&[("sign", b"s")]), missing("time"));
        assert_eq!(found(&[("sign", b"s"), ("time", b""), ("time", b"")]), missing("time"));
        assert_eq!(found(&[("time", b"1"), ("time", b"2")]), missing("sign"));
    }

    #[test]
    fn two_values_are_a_repetition_even_if_one_is_empty() {
        let repeated =
            |header: &'static str| Err(VerifyError::DuplicateHeader { header: header.into() });
        assert_eq!(found(&[("time", b"1"), ("sign", b"s"), ("time", b"2")]), repeated("time"));
        assert_eq!(found(&[("time", b""), ("sign", b"s"), ("time", b"2")]), repeated("time"));
        assert_eq!(found(&[("time", b"1"), ("sign", b"s"), ("sign", b"")]), repeated("sign"));
    }
}
