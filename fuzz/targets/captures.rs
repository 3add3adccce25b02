//! Lines of captures, as the command reads them.
#![no_main]

use delivrd_fuzz::check_text;

libfuzzer_sys::fuzz_target!(|lines: &[u8]| {
    for line in lines.split(|byte| *byte == b'\n') {
        if let Some(refusal) = delivrd_cli::receive_line(line) {
            check_text(&refusal, &[line]);
        }
    }
});
