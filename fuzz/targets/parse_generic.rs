//! Bodies of the generic shape, behind the signature.
#![no_main]

libfuzzer_sys::fuzz_target!(|body: &[u8]| delivrd_fuzz::GENERIC.parse(body));
