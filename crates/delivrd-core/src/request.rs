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
    /// The values of the headers that the check of the signature needs, in the order of `names`
    /// (which is that of the provider's documentation).
    ///
    /// Names are compared without regard to ASCII case. A header may be repeated with the same
    /// value.
    ///
    /// # Errors
    ///
    /// [`VerifyError::MissingHeader`] if one is absent or empty; if none is,
    /// [`VerifyError::DuplicateHeader`] if one stands twice with different values.
    pub fn security_headers<const COUNT: usize>(
        &self,
        names: [&'static str; COUNT],
    ) -> Result<[&'r [u8]; COUNT], VerifyError> {
        let mut values: [&'r [u8]; COUNT] = [b""; COUNT];
        let mut repeated = None;
        for (name, value) in names.iter().zip(&mut values) {
            let mut found = self
                .headers
                .iter()
                .filter(|(own, _)| own.eq_ignore_ascii_case(name))
                .map(|(_, value)| *value);
            if let Some(first) = found.next() {
                *value = first;
                for other in found.filter(|other| *other != first) {
                    repeated.get_or_insert(*name);
                    // An empty value beside a full one is a repetition, not an absence.
                    *value = if value.is_empty() { other } else { *value };
                }
            }
        }
        if let Some((header, _)) = names.iter().zip(&values).find(|(_, value)| value.is_empty()) {
            return Err(VerifyError::MissingHeader { header });
        }
        match repeated {
            Some(header) => Err(VerifyError::DuplicateHeader { header }),
            None => Ok(values),
        }
    }
}

/// Shows names and sizes, never a value: URL, headers and body may hold numbers and secrets.
impl fmt::Debug for Request<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Request")
            .field("method", &self.method)
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
    fn finds_headers_without_regard_to_case() {
        assert_eq!(found(&[("SIGN", b"s"), ("Time", b"t")]), Ok([&b"t"[..], b"s"]));
        assert_eq!(found(&[("sign", b"s"), ("time", b"t"), ("Time", b"t")]), Ok([&b"t"[..], b"s"]));
    }

    #[test]
    fn an_absent_or_empty_header_is_missing_even_beside_a_repeated_one() {
        let missing = |header| Err(VerifyError::MissingHeader { header });
        assert_eq!(found(&[("sign", b"s")]), missing("time"));
        assert_eq!(found(&[("sign", b"s"), ("time", b""), ("time", b"")]), missing("time"));
        assert_eq!(found(&[("time", b"1"), ("time", b"2")]), missing("sign"));
    }

    #[test]
    fn two_values_are_a_repetition_even_if_one_is_empty() {
        let repeated = |header| Err(VerifyError::DuplicateHeader { header });
        assert_eq!(found(&[("time", b"1"), ("sign", b"s"), ("time", b"2")]), repeated("time"));
        assert_eq!(found(&[("time", b""), ("sign", b"s"), ("time", b"2")]), repeated("time"));
        assert_eq!(found(&[("time", b"1"), ("sign", b"s"), ("sign", b"")]), repeated("sign"));
    }
}
