//! Bodies of Africa's Talking, behind what proves them.
#![no_main]

libfuzzer_sys::fuzz_target!(|body: &[u8]| delivrd_fuzz::AFRICASTALKING.parse(body));
