//! Requests of strangers to a receiver of ClickSend.
#![no_main]

use delivrd_fuzz::{CLICKSEND, hostile};

libfuzzer_sys::fuzz_target!(|stranger: hostile::Stranger<'_>| stranger.call(&CLICKSEND));
