//! Requests of strangers to a receiver of Bandwidth.
#![no_main]

use delivrd_fuzz::{BANDWIDTH, hostile};

libfuzzer_sys::fuzz_target!(|stranger: hostile::Stranger<'_>| stranger.call(&BANDWIDTH));
