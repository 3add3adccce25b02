//! Requests of strangers to a receiver of Africa's Talking.
#![no_main]

use delivrd_fuzz::{AFRICASTALKING, hostile};

libfuzzer_sys::fuzz_target!(|stranger: hostile::Stranger<'_>| stranger.call(&AFRICASTALKING));
