//! Genuine requests of the generic shape that somebody changed.
#![no_main]

use delivrd_fuzz::{GENERIC, tampered};

libfuzzer_sys::fuzz_target!(|tampered: tampered::Tampered<'_>| tampered.call(&GENERIC));
