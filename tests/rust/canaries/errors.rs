//! Every refusal there is, of calls that are full of canaries.

use std::borrow::Cow;
use std::sync::Arc;

use delivrd::providers::telecom23::Telecom23;
use delivrd::providers::telnyx::Telnyx;
use delivrd::providers::twilio::Twilio;
use delivrd::*;
use delivrd_binding::Kept;
use delivrd_conformance::canary::{Canaries, NUMBER};
use proptest::prelude::*;

use crate::odd::Odd;
use crate::places::hidden;
use crate::sheet::{Sheet, config, verifier, with_request};
use crate::{HEADER, KEY, NOW, URL};

pub(crate) fn errors(sheet: &mut Sheet) {
    let providers = [
        Arc::new(Odd) as Arc<dyn Provider>,
        Arc::new(&Telecom23),
        Arc::new(&Telnyx),
        Arc::new(&Twilio),
    ];
    for provider in providers {
        for config in wrong_configs() {
            let error = Verifier::new(Arc::clone(&provider), &config).unwrap_err();
            sheet.error("ConfigError", &error);
        }
    }
    sheet.error("ConfigError", &delivrd::registry().get(&hidden("provider")).unwrap_err());
    let (mut one, other) =
        (Outcome::new(Policy::DeliveredWins), Outcome::new(Policy::FailureSticky));
    sheet.error("ConfigError", &one.merge(&other).unwrap_err());
    let base_url = format!("https://{}?{NUMBER}", hidden("host"));
    for trusted_hops in [0, 1] {
        let refused = ExternalUrl::from_settings(Some(&base_url), trusted_hops).unwrap_err();
        sheet.error("ConfigError", &refused);
    }
    let text = format!("{{\"{}\":\"{NUMBER}\"}}", hidden("member name"));
    sheet.error(
        "ConfigError",
        &delivrd_binding::config_from_json(text.trim_start_matches('{')).unwrap_err(),
    );
    sheet.error("ConfigError", &delivrd_binding::receipt_from_json(&text).unwrap_err());
    sheet.error("ConfigError", &delivrd_binding::outcome_from_json(&text).unwrap_err());
    sheet.error("ConfigError", &Kept::from_json(&text).unwrap_err());
    refusals(sheet);
}

/// Configurations that are refused, with canaries in every place.
pub(crate) fn wrong_configs() -> Vec<Config> {
    let text = || Value::from(&*hidden("member value"));
    let name = || hidden("member name").into_owned();
    let nested = || Value::from(Config::new().with(name(), text()));
    let labelled = |label: Value| Config::new().with("secret", text()).with("label", label);
    let mut configs = vec![
        Config::new(),
        Config::new().with(name(), text()),
        config().with("secret", text()),
        config().with("account", nested()),
        config().with("statuses", text()),
        config().with("advice", vec![text()]),
        Config::new().with("secrets", nested()).with("public_keys", nested()),
        Config::new().with("secrets", vec![labelled(nested())]),
        Config::new().with("secrets", vec![labelled(text()), labelled(text())]),
    ];
    for member in ["account", "tolerance", "max_body", "statuses", "codes", "advice"] {
        let values = [text(), nested(), vec![text()].into(), 4_155_550_142.into(), Value::Fraction];
        let valid = [text(), 4_155_550_142.into()];
        let keyed = || Config::new().with("secret", text());
        let values = values.into_iter().skip(usize::from(member == "account"));
        configs.extend(values.map(|value| keyed().with(member, value)));
        configs.extend(valid.map(|value| {
            let inner = Config::new().with("state", value.clone()).with("reason", value.clone());
            let entry = inner.with("action", value.clone()).with("final", value);
            keyed().with(member, Config::new().with(name(), entry))
        }));
    }
    configs
}

/// Requests that are refused at each stage.
pub(crate) fn refusals(sheet: &mut Sheet) {
    let small = config().with("max_body", 1);
    let small = Verifier::new(Arc::new(Odd), &small).unwrap();
    let others = config().overlaid(&Config::new().with("secret", &*hidden("other")), &[KEY]);
    let others = Verifier::new(Arc::new(Odd), &others).unwrap();
    let body = format!("\u{fffd}{}", hidden("body"));
    with_request(body.as_bytes(), |request| {
        let verifier = verifier();
        let without = Request { headers: &request.headers[..1], ..*request };
        let twice = [request.headers, &[(HEADER, b"-")]].concat();
        let twice = Request { headers: &twice, ..*request };
        let bytes = Request { body: &body.as_bytes()[1..], ..*request };
        for refused in [
            small.receive(request, NOW),
            verifier.receive(&without, NOW),
            verifier.receive(&twice, NOW),
            others.receive(request, NOW),
            verifier.receive(request, NOW + 301),
            verifier.receive(request, NOW - 301),
            verifier.receive(&bytes, NOW),
        ] {
            error_of(sheet, refused.unwrap_err());
        }
    });
    for provider in delivrd::providers::ALL {
        for body in bodies() {
            refused(sheet, *provider, &body);
        }
    }
}

pub(crate) fn error_of(sheet: &mut Sheet, error: Error) {
    match error {
        Error::Config(error) => sheet.error("ConfigError", &error),
        Error::Verify(error) => sheet.error("VerifyError", &error),
        Error::Parse(error) => sheet.error("ParseError", &error),
        other => panic!("another stage: {other}"),
    }
}

/// Authentic bodies of canaries that no provider sends.
pub(crate) fn bodies() -> Vec<String> {
    let (name, text) = (hidden("member name"), hidden("member value"));
    vec![
        text.to_string(),
        format!("\"{text}\""),
        format!("[\"{text}\"]"),
        format!(r#"{{"{name}":"{text}""#),
        format!(r#"{{"message_id":"{text}"}}"#),
        format!(r#"{{"message_id":"{text}","message_id":"{NUMBER}"}}"#),
        format!(r#"{{"message_id":{{"{name}":"{text}"}},"status":["{text}"]}}"#),
        format!(r#"{{"data":"{text}"}}"#),
        format!(r#"{{"data":["{text}"]}}"#),
        format!(r#"{{"data":{{"{name}":"{text}","record_type":"{text}"}}}}"#),
        format!(r#"{{"data":{{"event_type":"message.sent","payload":{{"id":{{"{name}":1}}}}}}}}"#),
        format!(r#"{{"data":{{"event_type":"message.sent","payload":["{text}"]}}}}"#),
        format!("MessageSid={text}"),
        format!("MessageSid={text}&MessageSid={NUMBER}"),
    ]
}

/// The body as it was signed, and with headers that are canaries.
pub(crate) fn refused(sheet: &mut Sheet, provider: &'static dyn Provider, body: &str) {
    let values = [None, Some(hidden("header value")), Some(NUMBER.into())];
    refused_with(sheet, provider, body, &values);
}

pub(crate) fn refused_with(
    sheet: &mut Sheet,
    provider: &'static dyn Provider,
    body: &str,
    values: &[Option<Cow<'static, str>>],
) {
    let simulator = provider.simulator().unwrap();
    let key = simulator.test_key();
    let config = simulator.verifying_config(key).unwrap();
    let verifier = Verifier::new(Arc::new(provider), &config).unwrap();
    let signed = simulator.sign(body.as_bytes(), URL, key, NOW).unwrap();
    for replaced in values {
        let value = |own: &'_ String| replaced.clone().unwrap_or(Cow::Owned(own.clone()));
        let headers = signed.headers.iter().map(|(name, own)| (name.as_ref(), value(own)));
        let headers: Vec<(&str, Cow<'_, str>)> = headers.collect();
        let headers: Vec<(&str, &[u8])> =
            headers.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
        let (url, body) = (&*signed.url, &*signed.body);
        let request = Request { method: "POST", url, headers: &headers, body };
        error_of(sheet, verifier.receive(&request, NOW).unwrap_err());
        // Not every provider looks at the query.
        let hash = replaced.as_deref().unwrap_or("-");
        for url in [format!("{URL}?bodySHA256={hash}"), format!("{url}&bodySHA256={hash}")] {
            let request = Request { url: &url, ..request };
            error_of(sheet, verifier.receive(&request, NOW).unwrap_err());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_error_holds_what_was_sent(text in "[!-~]{9,40}") {
        let mut hidden = Canaries::new(9);
        hidden.hide(&text);
        let mut sheet = Sheet::default();
        for provider in delivrd::providers::ALL {
            for body in [
                text.clone(),
                format!("{{\"message_id\":\"{text}\"}}"),
                format!("{{\"data\":\"{text}\"}}"),
                format!("{{\"{text}\":1,\"status\":\"{text}\",\"status\":\"{text}\"}}"),
            ] {
                refused_with(&mut sheet, *provider, &body, &[None, Some(text.clone().into())]);
            }
            let id = provider.metadata().id();
            let config = Config::new().with("secret", &*text).with(text.clone(), &*text);
            let registry = delivrd::registry();
            sheet.error("ConfigError", &registry.verifier(id, &config).unwrap_err());
            sheet.error("ConfigError", &registry.verifier(&text, &config).unwrap_err());
        }
        for (_, shown) in &sheet.0 {
            prop_assert_eq!(hidden.find(shown), None, "{}", shown);
        }
    }
}
