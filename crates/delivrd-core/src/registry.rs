//! The providers that a program knows.

use std::fmt;
use std::sync::Arc;

use crate::{Config, ConfigError, Metadata, Provider, Verifier};

/// A set of providers by id. It is a value, not a global: a program that wants plug-ins makes
/// one and hands it on.
#[derive(Clone, Default)]
pub struct Registry {
    providers: Vec<Arc<dyn Provider>>,
}

impl Registry {
    /// A registry without providers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a provider.
    ///
    /// # Errors
    ///
    /// `invalid_argument` if the id is no lower-case word, or is taken.
    pub fn register(&mut self, provider: impl Provider + 'static) -> Result<(), ConfigError> {
        let id = provider.metadata().id();
        if !Metadata::is_id(id) {
            return Err(ConfigError::argument("a provider's id has to be one lower-case word"));
        }
        if self.providers.iter().any(|own| own.metadata().id() == id) {
            return Err(ConfigError::argument("a provider with this id is registered already"));
        }
        self.providers.push(Arc::new(provider));
        Ok(())
    }

    /// The provider with this id.
    ///
    /// # Errors
    ///
    /// `unknown_provider`, with the ids that there are.
    pub fn get(&self, id: &str) -> Result<Arc<dyn Provider>, ConfigError> {
        self.providers.iter().find(|provider| provider.metadata().id() == id).cloned().ok_or_else(
            || ConfigError::UnknownProvider {
                known: self.iter().map(|provider| provider.metadata().id().to_owned()).collect(),
            },
        )
    }

    /// A verifier for the provider with this id.
    ///
    /// # Errors
    ///
    /// `unknown_provider`, or `invalid_config` as [`Verifier::new`].
    pub fn verifier(&self, id: &str, config: &Config) -> Result<Verifier, ConfigError> {
        Verifier::new(self.get(id)?, config)
    }

    /// Every provider, in the order of registration.
    pub fn iter(&self) -> impl Iterator<Item = &dyn Provider> {
        self.providers.iter().map(AsRef::as_ref)
    }
}

impl fmt::Debug for Registry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_list()
            .entries(self.iter().map(|provider| provider.metadata().id()))
            .finish()
    }
}
