//! Bodies of Bandwidth, behind what proves them.
#![no_main]

libfuzzer_sys::fuzz_target!(|body: &[u8]| delivrd_fuzz::BANDWIDTH.parse(body));
