//! The providers, one folder and one feature each.

use delivrd_core::Provider;

#[cfg(feature = "telecom23")]
pub mod telecom23;
#[cfg(feature = "telnyx")]
pub mod telnyx;

/// Every provider of this build.
pub const ALL: &[&'static dyn Provider] = &[
    #[cfg(feature = "telecom23")]
    &telecom23::Telecom23,
    #[cfg(feature = "telnyx")]
    &telnyx::Telnyx,
];
