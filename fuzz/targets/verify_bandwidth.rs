//! Genuine requests of Bandwidth that somebody changed.
#![no_main]

use delivrd_fuzz::{BANDWIDTH, tampered};

libfuzzer_sys::fuzz_target!(|tampered: tampered::Tampered<'_>| tampered.call(&BANDWIDTH));
