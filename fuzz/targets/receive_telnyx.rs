//! Requests of strangers to a receiver of Telnyx.
#![no_main]

use delivrd_fuzz::{TELNYX, hostile};

libfuzzer_sys::fuzz_target!(|stranger: hostile::Stranger<'_>| stranger.call(&TELNYX));
