//! Requests of strangers to a receiver of 23 Telecom.
#![no_main]

use delivrd_fuzz::{TELECOM23, hostile};

libfuzzer_sys::fuzz_target!(|stranger: hostile::Stranger<'_>| stranger.call(&TELECOM23));
