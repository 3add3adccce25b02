//! The provider's side of a callback, for tests, demonstrations and tools.

use std::borrow::Cow;
use std::fmt;

use crate::{Config, ConfigError};

/// Makes payloads as the provider would, and signs them with a test key.
///
/// Nothing in the receiving path uses it.
pub trait Simulator: fmt::Debug + Send + Sync {
    /// A realistic payload with this status word and this code; `None` if the format cannot
    /// carry the combination.
    fn payload(&self, sample: &Sample<'_>) -> Option<String>;

    /// The request that carries `payload` to `url`, signed at `signed_at` (Unix seconds) with
    /// `key`, in the form that [`test_key`](Self::test_key) has.
    ///
    /// # Errors
    ///
    /// `invalid_config` if `key` is not of that form.
    fn sign(
        &self,
        payload: &[u8],
        url: &str,
        key: &str,
        signed_at: i64,
    ) -> Result<SignedRequest, ConfigError>;

    /// The configuration of a verifier that accepts what `key` signs.
    ///
    /// # Errors
    ///
    /// `invalid_config` if `key` is not of the form that [`sign`](Self::sign) takes.
    fn verifying_config(&self, key: &str) -> Result<Config, ConfigError>;

    /// A key that is public and therefore good for tests alone.
    fn test_key(&self) -> &'static str;
}

/// What a made-up payload should say.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Sample<'s> {
    /// The status word.
    pub status: &'s str,
    /// The error code.
    pub code: Option<&'s str>,
    /// The text beside the code.
    pub detail: Option<&'s str>,
    /// Makes ids and numbers differ between samples.
    pub serial: u32,
    /// When the news happened, in RFC 3339.
    pub occurred_at: &'s str,
}

impl<'s> Sample<'s> {
    /// A payload with a status word and no code.
    pub const fn new(status: &'s str, serial: u32, occurred_at: &'s str) -> Self {
        Self { status, code: None, detail: None, serial, occurred_at }
    }

    /// The same with a code, and the text beside it.
    pub const fn with_code(self, code: Option<&'s str>, detail: Option<&'s str>) -> Self {
        Self { code, detail, ..self }
    }
}

impl fmt::Debug for Sample<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sample").field("serial", &self.serial).finish_non_exhaustive()
    }
}

/// A request as the provider would send it.
#[derive(Clone)]
#[non_exhaustive]
pub struct SignedRequest {
    /// The method.
    pub method: &'static str,
    /// The full URL; some providers put receipt and signature into its query.
    pub url: String,
    /// The headers, in the order in which the provider sends them.
    pub headers: Vec<(Cow<'static, str>, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl SignedRequest {
    /// A POST of `body` to `url`.
    pub fn post(
        url: &str,
        headers: impl IntoIterator<Item = (impl Into<Cow<'static, str>>, String)>,
        body: &[u8],
    ) -> Self {
        let headers = headers.into_iter().map(|(name, value)| (name.into(), value)).collect();
        Self { method: "POST", url: url.to_owned(), headers, body: body.to_vec() }
    }
}

impl fmt::Debug for SignedRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SignedRequest")
            .field("method", &self.method)
            .field("headers", &self.headers.len())
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}
