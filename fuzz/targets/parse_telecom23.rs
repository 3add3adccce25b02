//! Bodies of 23 Telecom, behind the signature.
#![no_main]

libfuzzer_sys::fuzz_target!(|body: &[u8]| delivrd_fuzz::TELECOM23.parse(body));
