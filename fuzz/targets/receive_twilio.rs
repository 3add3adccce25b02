//! Requests of strangers to a receiver of Twilio.
#![no_main]

use delivrd_fuzz::{TWILIO, hostile};

libfuzzer_sys::fuzz_target!(|stranger: hostile::Stranger<'_>| stranger.call(&TWILIO));
