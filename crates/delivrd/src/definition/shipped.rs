//! Definitions that are part of the library.

use std::sync::LazyLock;

use delivrd_core::{Adapter, Config, ConfigError, Metadata, Provider, Simulator};

use super::Definition;

/// A provider whose definition is part of the library. The file is compiled when it is first
/// looked at.
#[derive(Debug)]
pub struct Shipped(LazyLock<Definition>);

impl Shipped {
    pub(crate) const fn new(compile: fn() -> Definition) -> Self {
        Self(LazyLock::new(compile))
    }
}

/// Compiles a file of ours, whose mistakes tests find.
pub(crate) fn compile_own(text: &str) -> Definition {
    match Definition::parse(text) {
        Ok(definition) => definition,
        Err(_) => unreachable!("a definition of ours that does not load"),
    }
}

impl Provider for Shipped {
    fn metadata(&self) -> &Metadata<'_> {
        self.0.metadata()
    }

    fn configure(&self, config: &Config) -> Result<Box<dyn Adapter>, ConfigError> {
        self.0.configure(config)
    }

    fn simulator(&self) -> Option<&dyn Simulator> {
        self.0.simulator()
    }
}
