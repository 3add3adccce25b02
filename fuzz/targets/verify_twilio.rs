//! Genuine requests of Twilio that somebody changed.
#![no_main]

use delivrd_fuzz::{TWILIO, tampered};

libfuzzer_sys::fuzz_target!(|tampered: tampered::Tampered<'_>| tampered.call(&TWILIO));
