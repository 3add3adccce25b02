#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub use delivrd_core::*;

#[cfg(feature = "shipped")]
pub use self::definition::Shipped;
#[cfg(feature = "definitions")]
pub use self::definition::{Definition, Mistake};

pub mod providers;

/// The examples of the documentation, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/receiving.md")]
struct Receiving;

#[cfg(feature = "definitions")]
mod definition;
#[cfg(feature = "form")]
#[cfg_attr(not(feature = "twilio"), allow(dead_code, reason = "what providers use differs"))]
mod form;
#[cfg(feature = "json")]
#[cfg_attr(
    not(feature = "telnyx"),
    allow(dead_code, unused_imports, unused_macros, reason = "what providers use differs")
)]
mod json;
#[cfg_attr(
    not(all(feature = "telecom23", feature = "telnyx")),
    allow(dead_code, reason = "what providers use differs")
)]
mod signature;

/// A registry of every provider that this build has. Register your own ones in it, too.
pub fn registry() -> Registry {
    let mut registry = Registry::new();
    for provider in providers::ALL {
        let registered = registry.register(*provider);
        debug_assert!(registered.is_ok(), "two providers share an id");
    }
    registry
}
