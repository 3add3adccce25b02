//! Providers that are files, and requests to them.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| delivrd_fuzz::definition::call(input));
