//! Configurations as JSON.
#![no_main]

use delivrd_fuzz::check_text;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Ok(config) = delivrd_binding::config_from_json(text) else { return };
    for provider in ["telecom23", "telnyx"] {
        match delivrd_binding::verifier(provider, &config) {
            // A label of an account is shown, and is no secret.
            Ok(verifier) if verifier.account().is_empty() => {
                check_text(&format!("{verifier:?}"), &[text.as_bytes()]);
            }
            Ok(_) => {}
            Err(error) => check_text(&error.to_string(), &[text.as_bytes()]),
        }
    }
});
