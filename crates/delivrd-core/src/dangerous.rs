//! The way round verification, kept apart so that it stands out in review.
//!
//! It is for reading stored payloads whose authenticity was established before, or whose path is
//! trusted another way. Nothing leads here by default: no missing header, key or feature.

use std::sync::Arc;

use crate::{Config, ConfigError, Error, Notification, Provider, Request, Verifier};

/// Reads requests without checking who sent them.
#[derive(Debug)]
pub struct UnverifiedReader(Verifier);

impl UnverifiedReader {
    /// Makes a reader. The configuration may lack keys; everything else is checked as for a
    /// [`Verifier`].
    ///
    /// # Errors
    ///
    /// `invalid_config`, as [`Verifier::new`].
    pub fn new(provider: Arc<dyn Provider>, config: &Config) -> Result<Self, ConfigError> {
        Verifier::new(provider, &config.without_keys()).map(Self)
    }

    /// Reads a request that **anybody** may have sent. The notification's `verified` is empty.
    ///
    /// # Errors
    ///
    /// `body_too_large` or `malformed_body`.
    pub fn read_unverified<'r>(&'r self, request: &Request<'r>) -> Result<Notification<'r>, Error> {
        self.0.receive_unverified(request)
    }
}
