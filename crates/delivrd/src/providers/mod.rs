//! The providers, one folder and one feature each.

use delivrd_core::Provider;

#[cfg(feature = "shipped")]
use crate::definition::Shipped;

/// A provider whose folder holds a definition and no code.
#[cfg(feature = "shipped")]
macro_rules! shipped {
    ($name:ident, $id:literal) => {
        #[doc = concat!("The provider `", $id, "`, by its definition.")]
        pub static $name: Shipped = Shipped::new(|| {
            crate::definition::compile_own(include_str!(concat!($id, "/definition.toml")))
        });
    };
}

#[cfg(feature = "africastalking")]
shipped!(AFRICASTALKING, "africastalking");
#[cfg(feature = "bandwidth")]
shipped!(BANDWIDTH, "bandwidth");
#[cfg(feature = "clicksend")]
shipped!(CLICKSEND, "clicksend");
#[cfg(feature = "generic")]
shipped!(GENERIC, "generic");
#[cfg(feature = "telecom23")]
pub mod telecom23;
#[cfg(feature = "telnyx")]
pub mod telnyx;
#[cfg(feature = "twilio")]
pub mod twilio;

/// Every provider of this build.
pub const ALL: &[&'static dyn Provider] = &[
    #[cfg(feature = "africastalking")]
    &AFRICASTALKING,
    #[cfg(feature = "bandwidth")]
    &BANDWIDTH,
    #[cfg(feature = "clicksend")]
    &CLICKSEND,
    #[cfg(feature = "generic")]
    &GENERIC,
    #[cfg(feature = "telecom23")]
    &telecom23::Telecom23,
    #[cfg(feature = "telnyx")]
    &telnyx::Telnyx,
    #[cfg(feature = "twilio")]
    &twilio::Twilio,
];
