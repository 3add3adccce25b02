//! A provider with a bug.

use delivrd::{
    Adapter, Answer, Callback, Capabilities, Config, ConfigError, Events, Evidence, KeyMember,
    Metadata, ParseError, Provider, Request, Scheme, Verified, VerifyError,
};

/// Its verification panics, with a text that holds the body of the request.
#[derive(Debug)]
pub(crate) struct Panics;

static METADATA: Metadata<'static> = Metadata::new(
    "panics",
    "Panics",
    "https://example.com/panics",
    Capabilities::new(Scheme::HMAC_SHA256),
    Callback::new("POST application/json", Answer::OK, 1),
)
.with_keys(&[KeyMember::new("secret", "secrets", "anything")]);

impl Provider for Panics {
    fn metadata(&self) -> &Metadata<'_> {
        &METADATA
    }

    fn configure(&self, _: &Config) -> Result<Box<dyn Adapter>, ConfigError> {
        Ok(Box::new(Self))
    }
}

impl Adapter for Panics {
    fn authenticate<'r>(&'r self, request: &Request<'_>) -> Result<Evidence<'r>, VerifyError> {
        panic!("a bug over {}", String::from_utf8_lossy(request.body))
    }

    fn parse<'r>(&'r self, _: &Verified<'r>) -> Result<Events<'r>, ParseError> {
        Err(ParseError::malformed("never reached"))
    }
}
