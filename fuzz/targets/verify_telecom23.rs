//! Genuine requests of 23 Telecom that somebody changed.
#![no_main]

use delivrd_fuzz::{TELECOM23, tampered};

libfuzzer_sys::fuzz_target!(|tampered: tampered::Tampered<'_>| tampered.call(&TELECOM23));
