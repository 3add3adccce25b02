//! The provider's side of a callback, for tests, demonstrations and tools.

use std::fmt;

use crate::{Config, ConfigError};

/// Makes payloads as the provider would, and signs them with a test key.
///
/// Nothing in the receiving path uses it.
pub trait Simulator: fmt::Debug + Send + Sync {
    /// A realistic payload with this status word and this code; `None` if the format cannot
    /// carry the combination.
    fn payload(&self, sample: &Sample<'_>) -> Option<String>;

    /// The request that carries `payload`, signed at `signed_at` (Unix seconds) with `key`, in
    /// the form that [`test_key`](Self::test_key) has.
    ///
    /// # Errors
    ///
    /// `invalid_config` if `key` is not of that form.
    fn sign(&self, payload: &[u8], key: &str, signed_at: i64)
    -> Result<SignedRequest, ConfigError>;

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
#[derive(Clone, Copy, Debug)]
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

/// A request as the provider would send it, without a body of its own: the payload is the body.
#[derive(Clone, Debug)]
pub struct SignedRequest {
    /// The method.
    pub method: &'static str,
    /// The path and query behind the receiver's URL, empty for most providers.
    pub query: String,
    /// The headers, in the order in which the provider sends them.
    pub headers: Vec<(&'static str, String)>,
}
