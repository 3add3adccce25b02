//! Genuine requests of Telnyx that somebody changed.
#![no_main]

use delivrd_fuzz::{TELNYX, tampered};

libfuzzer_sys::fuzz_target!(|tampered: tampered::Tampered<'_>| tampered.call(&TELNYX));
