//! A provider as a file.

mod compile;
mod document;
mod place;
mod proof;
mod reading;
#[cfg(feature = "shipped")]
mod shipped;
mod simulator;
mod tables;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use delivrd_core::{
    Adapter, Config, ConfigError, Events, Evidence, Metadata, ParseError, Provider, Request,
    Simulator, Verified, VerifyError,
};

use self::proof::{Proof, ProofKeys};
use self::reading::Plan;
#[cfg(feature = "shipped")]
pub use self::shipped::Shipped;
#[cfg(feature = "shipped")]
pub(crate) use self::shipped::compile_own;
use self::tables::OwnMetadata;

/// A provider that was read from a TOML file: how its requests prove themselves, where the facts
/// stand, and what its words and codes mean. `docs/definitions.md` has the reference.
///
/// A definition runs no code, reads nothing but the request, and is refused if it would read what
/// no signature covers.
///
/// ```
/// use delivrd::Definition;
///
/// let text = r#"
/// id = "acme_sms"
/// name = "Acme SMS"
/// docs = "https://acme.example/docs"
///
/// [signature]
/// scheme = "hmac_sha256"
/// in = "header:X-Acme-Signature"
/// encoding = "hex"
/// signed = "{body}"
///
/// [body]
/// format = "json"
///
/// [receipt]
/// message_id = "/id"
/// status = "/state"
///
/// [[status]]
/// word = "delivered"
/// state = "delivered"
/// "#;
/// let mut registry = delivrd::registry();
/// registry.register(Definition::parse(text)?)?;
/// let config = delivrd::Config::new().with("secret", "an example");
/// assert_eq!(registry.verifier("acme_sms", &config)?.metadata().name(), "Acme SMS");
/// # Ok::<(), delivrd::ConfigError>(())
/// ```
#[derive(Clone)]
pub struct Definition(Arc<Inner>);

struct Inner {
    metadata: OwnMetadata,
    proof: Proof,
    plan: Plan,
}

impl Definition {
    /// The longest file, in bytes.
    pub const MAX_BYTES: usize = 1 << 20;

    /// Compiles the text of a file.
    ///
    /// # Errors
    ///
    /// `invalid_config` with the line of the first mistake.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        Self::check(text).map_err(|mistakes| {
            let first = mistakes.first().map_or_else(String::new, ToString::to_string);
            ConfigError::invalid("definition", first)
        })
    }

    /// [`parse`](Self::parse) that says everything that is wrong, by line.
    ///
    /// # Errors
    ///
    /// The mistakes; at least one.
    pub fn check(text: &str) -> Result<Self, Vec<Mistake>> {
        compile::compile(text).map(|compiled| {
            Self(Arc::new(Inner {
                metadata: OwnMetadata::new(compiled.tables),
                proof: compiled.proof,
                plan: compiled.plan,
            }))
        })
    }
}

impl Provider for Definition {
    fn metadata(&self) -> &Metadata<'_> {
        self.0.metadata.get()
    }

    fn configure(&self, config: &Config) -> Result<Box<dyn Adapter>, ConfigError> {
        let keys = self.0.proof.configure(config)?;
        Ok(Box::new(Configured { definition: self.clone(), keys }))
    }

    fn simulator(&self) -> Option<&dyn Simulator> {
        Some(self)
    }
}

#[derive(Debug)]
struct Configured {
    definition: Definition,
    keys: ProofKeys,
}

impl Adapter for Configured {
    fn authenticate<'r>(&'r self, request: &Request<'_>) -> Result<Evidence<'r>, VerifyError> {
        self.definition.0.proof.authenticate(&self.keys, request)
    }

    fn parse<'r>(&'r self, verified: &Verified<'r>) -> Result<Events<'r>, ParseError> {
        self.definition.0.plan.read(verified)
    }
}

impl fmt::Debug for Definition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Definition")
            .field("id", &self.metadata().id())
            .finish_non_exhaustive()
    }
}

/// Something that is wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mistake {
    /// The line, from 1.
    pub line: usize,
    /// What was expected. It quotes nothing of the file.
    pub problem: Cow<'static, str>,
}

impl Mistake {
    fn new(line: usize, problem: impl Into<Cow<'static, str>>) -> Self {
        Self { line, problem: problem.into() }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}: {}", self.line, self.problem)
    }
}
