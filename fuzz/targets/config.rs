//! Configurations as JSON.
#![no_main]

use delivrd::{Config, Value};
use delivrd_fuzz::check_text;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Ok(config) = delivrd_binding::config_from_json(text) else { return };
    let entries = config.iter().filter_map(|(_, value)| match value {
        Value::List(entries) => Some(entries),
        _ => None,
    });
    let has_labels = entries.flatten().any(|entry| entry.as_map().is_some());
    for provider in delivrd::providers::ALL {
        let provider = provider.metadata().id();
        match delivrd_binding::verifier(provider, &config, &[]) {
            // Debug shows limits and labels: labels may be any text, and a text of the configuration
            // may hold the digits of its limit. The default limit stands in `OWN_NUMBERS`.
            Ok(verifier) if verifier.account().is_empty() && !has_labels => {
                let limit = format!("max_body: {}", verifier.max_body());
                let shown = format!("{verifier:?}").replace(&limit, "max_body: 1048576");
                check_text(&shown, &texts(&config));
            }
            Ok(_) => {}
            Err(error) => check_text(&error.to_string(), &[text.as_bytes()]),
        }
    }
});

fn texts(config: &Config) -> Vec<&[u8]> {
    config.iter().flat_map(|(_, value)| texts_of(value)).collect()
}

fn texts_of(value: &Value) -> Vec<&[u8]> {
    match value {
        Value::Text(text) => vec![text.as_bytes()],
        Value::List(values) => values.iter().flat_map(texts_of).collect(),
        Value::Map(members) => texts(members),
        _ => Vec::new(),
    }
}
