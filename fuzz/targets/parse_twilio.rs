//! Bodies of Twilio, behind the signature.
#![no_main]

libfuzzer_sys::fuzz_target!(|body: &[u8]| delivrd_fuzz::TWILIO.parse(body));
