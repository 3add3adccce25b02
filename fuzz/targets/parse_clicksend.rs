//! Bodies of ClickSend, behind what proves them.
#![no_main]

libfuzzer_sys::fuzz_target!(|body: &[u8]| delivrd_fuzz::CLICKSEND.parse(body));
