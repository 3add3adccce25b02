//! HMAC-SHA256, as the providers here sign.

use std::fmt;

use delivrd_core::{ConfigError, Secret, Value};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

pub(crate) struct Key(Hmac<Sha256>);

impl Key {
    pub(crate) fn from_config(member: &'static str, value: &Value) -> Result<Self, ConfigError> {
        let secret = Secret::from_config(member, value)?;
        Hmac::new_from_slice(secret.expose())
            .map(Self)
            .map_err(|_| ConfigError::invalid(member, "not a key"))
    }

    pub(crate) fn verifies(&self, signed: &[u8], tag: &[u8]) -> bool {
        self.0.clone().chain_update(signed).verify_slice(tag).is_ok()
    }

    fn tag(&self, text: &[u8]) -> [u8; 32] {
        self.0.clone().chain_update(text).finalize().into_bytes().into()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Key(..)")
    }
}

/// A text that a request has to carry, kept as its own MAC: comparing MACs takes the same time
/// wherever the first difference of the texts stands, and whatever their lengths.
#[derive(Debug)]
pub(crate) struct Expected {
    key: Key,
    tag: [u8; 32],
}

impl Expected {
    pub(crate) fn from_config(member: &'static str, value: &Value) -> Result<Self, ConfigError> {
        let key = Key::from_config(member, value)?;
        let tag = key.tag(value.as_str().unwrap_or_default().as_bytes());
        Ok(Self { key, tag })
    }

    pub(crate) fn is(&self, given: &[u8]) -> bool {
        self.key.verifies(given, &self.tag)
    }
}
