//! What the bindings to other languages share: a notification that keeps the request it borrows
//! from, and reading back what was written as JSON.
#![forbid(unsafe_code)]

mod kept;
#[cfg(feature = "forced-panic")]
mod panics;

use std::sync::Arc;

use delivrd::stored::Stored;
use delivrd::{Config, ConfigError, Outcome, Receipt, Registry, Value, Verifier};

pub use kept::Kept;

/// The providers that bindings know.
pub fn registry() -> Registry {
    #[cfg_attr(not(feature = "forced-panic"), expect(unused_mut, reason = "the feature adds one"))]
    let mut registry = delivrd::registry();
    #[cfg(feature = "forced-panic")]
    drop(registry.register(panics::Panics));
    registry
}

/// A verifier that can be shared.
///
/// # Errors
///
/// `unknown_provider` or `invalid_config`.
pub fn verifier(provider: &str, config: &Config) -> Result<Arc<Verifier>, ConfigError> {
    registry().verifier(provider, config).map(Arc::new)
}

/// A configuration from JSON text.
///
/// # Errors
///
/// `invalid_config` if the text is no JSON object.
pub fn config_from_json(text: &str) -> Result<Config, ConfigError> {
    match serde_json::from_str(text) {
        Ok(Value::Map(config)) => Ok(config),
        _ => Err(ConfigError::invalid("configuration", "expected a JSON object")),
    }
}

/// A receipt from the JSON that was written of one.
///
/// # Errors
///
/// `invalid_argument` if the text is no such JSON.
pub fn receipt_from_json(text: &str) -> Result<Receipt<'static>, ConfigError> {
    serde_json::from_str(text)
        .map(|Stored(receipt)| receipt)
        .map_err(|_| ConfigError::argument("expected the JSON of a receipt"))
}

/// An outcome from the JSON that was written of one.
///
/// # Errors
///
/// `invalid_argument` if the text is no such JSON.
pub fn outcome_from_json(text: &str) -> Result<Outcome, ConfigError> {
    serde_json::from_str(text).map_err(|_| ConfigError::argument("expected the JSON of an outcome"))
}
