//! What the bindings to other languages share: a notification that keeps the request it borrows
//! from, and reading back what was written as JSON.
#![forbid(unsafe_code)]

#[cfg(feature = "forced-panic")]
mod forced;
mod kept;

use std::io::{self, Write};
use std::panic;
use std::sync::{Arc, Once};

use delivrd::stored::Stored;
use delivrd::{
    Config, ConfigError, Definition, Notification, Outcome, Receipt, Registry, Value, Verifier,
};

pub use kept::Kept;

/// What is said of a panic that was caught: neither its text, which could hold input, nor more.
pub const BUG: &str = "a bug in delivrd; please report it";

/// The providers that bindings know.
pub fn registry() -> Registry {
    #[cfg_attr(not(feature = "forced-panic"), expect(unused_mut, reason = "the feature adds one"))]
    let mut registry = delivrd::registry();
    #[cfg(feature = "forced-panic")]
    drop(registry.register(forced::Panics));
    registry
}

/// Sees to it that a panic is reported on stderr by its place alone: its text could hold input.
///
/// Every binding calls it before it looks at anything. A binding has a copy of Rust's runtime of
/// its own, so that this concerns no other Rust code of the process.
pub fn report_panics_by_place() {
    static REPORT: Once = Once::new();
    REPORT.call_once(|| {
        panic::set_hook(Box::new(|panic| {
            let place = panic.location().map_or("an unknown place".to_owned(), ToString::to_string);
            // Where stderr is closed, nobody can be told.
            let _ = writeln!(io::stderr(), "delivrd: a bug at {place}; please report it");
        }));
    });
}

/// A verifier that can be shared, for a provider that bindings know or one of the definitions, which
/// are texts of TOML.
///
/// # Errors
///
/// `unknown_provider` or `invalid_config`; of a definition `invalid_config` with the line of its
/// first mistake, or `invalid_argument` if its id is taken. Of several definitions, its number
/// stands in front, from 1.
pub fn verifier(
    provider: &str,
    config: &Config,
    definitions: &[&str],
) -> Result<Arc<Verifier>, ConfigError> {
    let mut registry = registry();
    for (number, text) in (1_usize..).zip(definitions) {
        Definition::parse(text)
            .and_then(|definition| registry.register(definition))
            .map_err(|error| if definitions.len() > 1 { numbered(number, error) } else { error })?;
    }
    registry.verifier(provider, config).map(Arc::new)
}

fn numbered(number: usize, error: ConfigError) -> ConfigError {
    match error {
        ConfigError::InvalidConfig { member, problem } => {
            ConfigError::invalid(format!("{member} {number}"), problem)
        }
        other => ConfigError::argument(format!("definition {number}: {other}")),
    }
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

/// A notification from the JSON that was written of one.
///
/// # Errors
///
/// `invalid_argument` if the text is no such JSON.
pub fn notification_from_json(text: &str) -> Result<Notification<'static>, ConfigError> {
    serde_json::from_str(text)
        .map(|Stored(notification)| notification)
        .map_err(|_| ConfigError::argument("expected the JSON of a notification"))
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
