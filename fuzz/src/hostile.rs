//! Requests of somebody who has no key.

use arbitrary::Arbitrary;
use delivrd::{ErrorKind, Request};

use crate::{Bench, NOW, check_error, headers};

/// A request of a stranger, who knows what the provider's requests look like.
#[derive(Arbitrary, Debug)]
pub struct Stranger<'a> {
    method: &'a str,
    url: &'a str,
    headers: Vec<(Name<'a>, Value<'a>)>,
    body: &'a [u8],
    now: i64,
}

#[derive(Arbitrary, Debug)]
enum Name<'a> {
    /// One of the provider's own headers, in this case.
    Own {
        index: u8,
        is_upper: bool,
    },
    Other(&'a str),
}

#[derive(Arbitrary, Debug)]
enum Value<'a> {
    /// That of the request that was seen.
    Genuine,
    /// A part of it.
    Cut(u8),
    Other(&'a [u8]),
}

impl Stranger<'_> {
    /// Calls, and is refused.
    pub fn call(&self, bench: &Bench) {
        // Never the stranger's body: a signature over that is what a stranger does not have.
        let genuine = headers(&bench.seen);
        let names: Vec<String> = self
            .headers
            .iter()
            .map(|(name, _)| match name {
                Name::Own { index, is_upper } => {
                    let (own, _) = genuine[usize::from(*index) % genuine.len()];
                    if *is_upper { own.to_uppercase() } else { own.to_owned() }
                }
                Name::Other(name) => (*name).to_owned(),
            })
            .collect();
        let values = self.headers.iter().zip(&names).map(|((_, value), name)| {
            let is_own = |own: &&(&str, &[u8])| own.0.eq_ignore_ascii_case(name);
            let own = genuine.iter().find(is_own).map_or(&b""[..], |(_, value)| value);
            match value {
                Value::Genuine => own,
                Value::Cut(length) => &own[..own.len().min(usize::from(*length))],
                Value::Other(value) => value,
            }
        });
        let headers: Vec<(&str, &[u8])> = names.iter().map(String::as_str).zip(values).collect();
        let Self { method, url, body, now, .. } = *self;
        let now = if now % 2 == 0 { NOW } else { now };
        let request = Request { method, url, headers: &headers, body };
        let error = bench.verifier.receive(&request, now).expect_err("a stranger has no key");
        assert!(!error.kind().is_authentic(), "{error}");
        assert!(matches!(
            error.kind(),
            ErrorKind::MissingHeader
                | ErrorKind::MalformedHeader
                | ErrorKind::DuplicateHeader
                | ErrorKind::BadSignature
                | ErrorKind::BodyTooLarge
        ));
        let inputs: Vec<&[u8]> = headers
            .iter()
            .flat_map(|(name, value)| [name.as_bytes(), value])
            .chain([body, url.as_bytes()])
            .collect();
        check_error(&error, &inputs);
    }
}
