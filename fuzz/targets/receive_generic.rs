//! Requests of strangers to a receiver of the generic shape.
#![no_main]

use delivrd_fuzz::{GENERIC, hostile};

libfuzzer_sys::fuzz_target!(|stranger: hostile::Stranger<'_>| stranger.call(&GENERIC));
