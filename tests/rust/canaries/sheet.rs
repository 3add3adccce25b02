//! Every public type with canaries in it, and all that it shows.

use std::collections::BTreeMap;
use std::fmt::{Debug, Display};
use std::sync::{Arc, LazyLock};

use delivrd::dangerous::UnverifiedReader;
use delivrd::providers::telecom23::Telecom23;
use delivrd::providers::telnyx::Telnyx;
use delivrd::providers::twilio::Twilio;
use delivrd::stored::Stored;
use delivrd::*;
use delivrd_binding::Kept;
use delivrd_conformance::canary::{NUMBER, canary};

use crate::errors::errors;
use crate::odd::{Odd, SEEN, receipt};
use crate::places::{AMOUNT, debug, hidden, shown_error};
use crate::{HEADER, KEY, NOW};

/// Every text of every public type, by the name of the type; and the JSON that is written.
#[derive(Default)]
pub(crate) struct Sheet(pub(crate) Vec<(&'static str, String)>, pub(crate) Vec<String>);

impl Sheet {
    pub(crate) fn debug(&mut self, name: &'static str, value: &dyn Debug) {
        self.0.extend(debug(value).map(|text| (name, text)));
    }

    pub(crate) fn shown<T: Debug + Display>(&mut self, name: &'static str, value: &T) {
        self.debug(name, value);
        self.0.push((name, value.to_string()));
    }

    /// A value as JSON. It has to hold the canaries of these places: that of a type which ought not
    /// to show them would prove nothing if they were not there.
    fn written(&mut self, value: &impl serde::Serialize, places: &[&str]) -> String {
        let written = serde_json::to_string(value).unwrap();
        let missing: Vec<&&str> =
            places.iter().filter(|place| !written.contains(&canary(place))).collect();
        assert!(missing.is_empty(), "{missing:?} are not in {written}");
        self.1.push(written.clone());
        written
    }

    pub(crate) fn error<E: std::error::Error + Clone + Into<Error> + 'static>(
        &mut self,
        name: &'static str,
        error: &E,
    ) {
        self.0.extend(shown_error(error).into_iter().map(|text| (name, text)));
        let whole: Error = error.clone().into();
        self.0.extend(shown_error(&whole).into_iter().map(|text| ("Error", text)));
    }
}

pub(crate) static SHEET: LazyLock<Sheet> = LazyLock::new(|| {
    let mut sheet = Sheet::default();
    configuration(&mut sheet);
    requests(&mut sheet);
    answers(&mut sheet);
    streams(&mut sheet);
    words(&mut sheet);
    errors(&mut sheet);
    sheet.0.extend(SEEN.lock().unwrap().drain(..));
    sheet
});

pub(crate) fn config() -> Config {
    let old = Config::new().with("secret", &*hidden("old secret")).with("label", "night");
    let secrets = vec![Value::from(old), Value::from(&*hidden("secret"))];
    Config::new().with("secrets", secrets).with("account", "eu")
}

pub(crate) fn verifier() -> Arc<Verifier> {
    Arc::new(Verifier::new(Arc::new(Odd), &config()).unwrap())
}

/// Hands on a request in which everything but the header of the provider is a canary.
pub(crate) fn with_request<T>(body: &[u8], call: impl FnOnce(&Request<'_>) -> T) -> T {
    let (method, name, value) = (hidden("method"), hidden("header name"), hidden("header value"));
    let url = format!("https://{}/{NUMBER}?to={NUMBER}", hidden("host"));
    let secret = hidden("secret");
    let headers = [(&*name, value.as_bytes()), (HEADER, secret.as_bytes())];
    call(&Request { method: &method, url: &url, headers: &headers, body })
}

pub(crate) fn configuration(sheet: &mut Sheet) {
    let name = hidden("member name").into_owned();
    let nested = Config::new().with(name.clone(), &*hidden("member value"));
    let values = vec![
        Value::Null,
        Value::from(true),
        Value::from(4_155_550_142),
        Value::Fraction,
        Value::from(hidden("text value").into_owned()),
        Value::from(vec![&*hidden("list value")]),
        Value::from(nested.clone()),
    ];
    for value in &values {
        sheet.debug("Value", value);
    }
    sheet.debug("Config", &config().with(name, values).overlaid(&nested, &[KEY]));
    let secret = Secret::from_config("secret", &Value::from(&*hidden("secret"))).unwrap();
    sheet.debug("Secret", &secret);
    sheet.debug("Verifier", &verifier());
    sheet.debug("Adapter", &Odd.configure(&config()).unwrap());
    sheet.debug("Provider", &Odd);
    sheet.debug("UnverifiedReader", &UnverifiedReader::new(Arc::new(Odd), &config()).unwrap());
    let mut registry = delivrd::registry();
    registry.register(Odd).unwrap();
    sheet.debug("Registry", &registry);
    sheet.debug("Telecom23", &Telecom23);
    sheet.debug("Telnyx", &Telnyx);
    sheet.debug("Twilio", &Twilio);
    sheet.debug("Shipped", &delivrd::providers::GENERIC);
    definitions(sheet);
    for provider in registry.iter() {
        let metadata = provider.metadata();
        sheet.debug("Metadata", metadata);
        sheet.debug("Capabilities", metadata.capabilities());
        sheet.debug("Scheme", &metadata.capabilities().scheme);
        sheet.debug("Callback", metadata.callback());
        sheet.debug("Answer", &metadata.callback().answer);
        sheet.debug("KeyMember", &metadata.keys());
        sheet.debug("OptionMember", &metadata.options());
        sheet.debug("StatusTable", metadata.statuses());
        sheet.debug("StatusRow", &metadata.statuses().rows());
        sheet.debug("CodeTable", metadata.codes());
        sheet.debug("CodeRow", &metadata.codes().rows());
    }
}

/// Files with a canary wherever a text can stand.
fn definitions(sheet: &mut Sheet) {
    let text = DEFINITION.replace("canary", &hidden("detail"));
    sheet.debug("Definition", &Definition::check(&text).unwrap());
    for (own, wrong) in [
        ("id = \"acme\"", "id = \"acme\"\n\"canary\" = 1"),
        ("id = \"acme\"", "id = \"canary\""),
        ("state = \"delivered\"", "state = \"canary\""),
        ("scheme = \"hmac_sha256\"", "scheme = \"canary\""),
        ("in = \"header:X\"", "in = \"canary\""),
        ("signed = \"{body}\"", "signed = \"{canary}\""),
        ("message_id = \"/id\"", "message_id = \"/canary~\""),
        ("[body]", "[body]\ncanary"),
        ("[body]", "[canary]\n[body]"),
        ("1,failed,unknown", "1,failed,canary"),
    ] {
        let text = DEFINITION.replace(own, wrong).replace("canary", &hidden("detail"));
        for mistake in Definition::check(&text).unwrap_err() {
            sheet.debug("Mistake", &mistake);
            sheet.shown("Mistake", &mistake);
        }
        sheet.shown("ConfigError", &Definition::parse(&text).unwrap_err());
    }
}

const DEFINITION: &str = r#"
id = "acme"
name = "canary"
docs = "canary"
[signature]
scheme = "hmac_sha256"
in = "header:X"
encoding = "hex"
signed = "{body}"
[body]
format = "json"
[receipt]
message_id = "/id"
status = "/canary"
[[status]]
word = "canary"
state = "delivered"
note = "canary"
[codes]
csv = """
code,meaning,reason,permanence,source,note
1,failed,unknown,unknown,canary,canary
"""
"#;

pub(crate) fn requests(sheet: &mut Sheet) {
    with_request(hidden("body").as_bytes(), |request| {
        sheet.debug("Request", request);
        sheet.debug("Lookup", &request.header(HEADER));
        sheet.debug("Lookup", &Lookup::among([request.url]));
        sheet.debug("Evidence", &Evidence::new(Scheme::HMAC_SHA256, "night", Some(NOW)));
        let (host, server_name) = (hidden("host"), hidden("server name"));
        let seen = SeenRequest {
            is_tls: true,
            host: &host,
            server_name: &server_name,
            server_port: None,
            target: request.url,
            headers: request.headers,
        };
        sheet.debug("SeenRequest", &seen);
        let base_url = format!("https://{host}/{}", hidden("base path"));
        sheet.debug("ExternalUrl", &ExternalUrl::from_base(&base_url).unwrap());
        sheet.debug("ExternalUrl", &ExternalUrl::behind(1));
    });
    let (status, code, detail) = (hidden("status"), hidden("code"), hidden("detail"));
    let time = hidden("time");
    let sample = Sample::new(&status, 1, &time).with_code(Some(&*code), Some(&*detail));
    sheet.debug("Sample", &sample);
    for provider in delivrd::providers::ALL {
        let simulator = provider.simulator().unwrap();
        sheet.debug("Simulator", &simulator);
        let payload = simulator.payload(&sample).unwrap();
        let signed =
            simulator.sign(payload.as_bytes(), &hidden("host"), simulator.test_key(), NOW).unwrap();
        sheet.debug("SignedRequest", &signed);
        sheet.debug("Config", &simulator.verifying_config(simulator.test_key()).unwrap());
    }
}

/// Everything that comes out of requests.
pub(crate) fn answers(sheet: &mut Sheet) {
    let verifier = verifier();
    let reader = UnverifiedReader::new(Arc::new(Odd), &config()).unwrap();
    for body in ["delivered 1", "failed 1", "unknown 1", "other"] {
        with_request(body.as_bytes(), |request| {
            let kept = Kept::receive(&verifier, request, Some(NOW)).unwrap();
            sheet.debug("Kept", &kept);
            sheet.debug("Notification", kept.notification());
            sheet.debug("Notification", &reader.read_unverified(request).unwrap());
            let written = sheet.written(kept.notification(), &["event id", "event type"]);
            let stored: Stored<Notification<'_>> = serde_json::from_str(&written).unwrap();
            sheet.debug("Stored", &stored);
            sheet.debug("Verification", kept.notification().verified.as_ref().unwrap());
            sheet.debug("Unreadable", &kept.notification().unreadable);
            sheet.debug("Receipts", &Receipts::Many(stored.0.into_receipts()));
            kept.notification().receipts().iter().for_each(|receipt| facts(sheet, receipt));
        });
    }
}

pub(crate) fn facts(sheet: &mut Sheet, receipt: &Receipt<'_>) {
    let places = [
        "message id",
        "reference",
        "sender",
        "channel",
        "campaign",
        "status",
        "code",
        "detail",
        "currency",
        "carrier",
        "network",
        "tag",
        "extra name",
        "extra text",
    ];
    let written = sheet.written(receipt, &places);
    assert!(written.contains(NUMBER) && written.contains(AMOUNT));
    let Stored(stored): Stored<Receipt<'_>> = serde_json::from_str(&written).unwrap();
    sheet.debug("Receipt", receipt);
    sheet.debug("Receipt", &stored);
    sheet.shown("MessageKey", &receipt.message_key());
    sheet.shown("DedupeKey", &receipt.dedupe_key());
    sheet.shown("Timestamp", &receipt.occurred_at.unwrap());
    sheet.debug("Reading", &receipt.reading);
    sheet.debug("Failure", &receipt.failure());
    sheet.debug("Advice", &receipt.advice());
    let cost = receipt.cost.as_ref().unwrap();
    assert_eq!(cost.amount.as_str(), AMOUNT);
    sheet.debug("Cost", cost);
    sheet.debug("Amount", &cost.amount);
}

/// Outcomes, trackers and counts.
pub(crate) fn streams(sheet: &mut Sheet) {
    let verifier = verifier();
    let (baseline, now) = (count(sheet, &verifier, "delivered"), count(sheet, &verifier, "failed"));
    for stats in [&baseline, &now] {
        sheet.written(stats, &["channel", "campaign", "carrier", "currency", "label"]);
        sheet.debug("Stats", stats);
        sheet.debug("Cell", stats.total());
        for dimension in Dimension::ALL {
            stats.cells(*dimension).for_each(|(_, cell)| sheet.debug("Cell", cell));
        }
        sheet.debug("Histogram", &stats.total().seconds_to_final);
        sheet.debug("Untimed", &stats.total().untimed);
        sheet.debug("Sum", &stats.total().cost.values().next().unwrap());
        for (_, health) in stats.webhooks() {
            sheet.debug("Health", health);
            sheet.debug("Skew", &health.skew);
        }
    }
    let comparison = Comparison::default();
    sheet.debug("Comparison", &comparison);
    let declines = now.compare(&baseline, &comparison);
    sheet.written(&declines, &["carrier", "campaign", "channel"]);
    for decline in declines {
        sheet.debug("Share", &decline.now);
        sheet.debug("Decline", &decline);
    }
}

pub(crate) fn count(sheet: &mut Sheet, verifier: &Verifier, kind: &str) -> Stats {
    let retention = Retention::new(1, 30);
    sheet.debug("Retention", &retention);
    let (mut tracker, mut stats) = (Tracker::new(Policy::DeliveredWins, retention), Stats::new());
    for serial in 0..31 {
        let body = format!("{kind} {serial}");
        with_request(body.as_bytes(), |request| {
            let notification = verifier.receive(request, NOW).unwrap();
            stats.count_notification(&notification);
            let receipt = &notification.receipts()[0];
            let labels = BTreeMap::from([(hidden("label name").into(), hidden("label").into())]);
            tracker.expect(receipt.message_key(), NOW, Some(1), labels);
            let news = tracker.receive(receipt, NOW);
            if let Some(message) = &news.forgotten {
                sheet.debug("Message", message);
            }
            if serial % 10 == 0 {
                sheet.debug("News", &news);
                sheet.debug("Change", &news.change);
                sheet.debug("Tracker", &tracker);
            }
        });
    }
    for message in tracker.messages() {
        stats.count_message(message, NOW, 0);
    }
    let message = tracker.messages().next().unwrap();
    let (about, sending) = (message.about().unwrap(), message.sending().unwrap());
    sheet.written(about, &["message id", "channel", "campaign", "carrier"]);
    sheet.debug("Message", message);
    sheet.debug("About", about);
    sheet.debug("Sending", sending);
    outcome(sheet, message.outcome());
    stats
}

pub(crate) fn outcome(sheet: &mut Sheet, outcome: &Outcome) {
    sheet.written(outcome, &["currency"]);
    sheet.debug("Outcome", outcome);
    sheet.debug("Summary", &outcome.summary());
    sheet.debug("Policy", &outcome.policy());
    let delivered = Outcome::from_receipts(
        outcome.policy(),
        &[stored("delivered", "null"), stored("rejected", FAILURE)],
    );
    sheet.debug("Contradiction", &delivered.contradiction().unwrap());
    for (_, part) in outcome.parts() {
        sheet.debug("Part", part);
        sheet.shown("MergeKey", part.merge_key());
    }
}

pub(crate) const FAILURE: &str = r#"{"reason":"blocked","permanence":"permanent","source":"code"}"#;

/// The JSON of a receipt, as somebody's store has it.
pub(crate) fn written(state: &str, failure: &str) -> String {
    let receipt = receipt("unknown", "1");
    let mut json = serde_json::to_value(&receipt).unwrap();
    json["state"] = state.into();
    json["final"] = true.into();
    json["confirmation"] = if failure == "null" { "unspecified" } else { "none" }.into();
    json["failure"] = serde_json::from_str(failure).unwrap();
    json.to_string()
}

pub(crate) fn stored(state: &str, failure: &str) -> Receipt<'static> {
    let Stored(receipt) = serde_json::from_str(&written(state, failure)).unwrap();
    receipt
}

pub(crate) fn words(sheet: &mut Sheet) {
    macro_rules! lists {
        ($($name:ident)+) => {
            $(for word in $name::ALL {
                sheet.shown(stringify!($name), word);
            }
            let error = hidden("word").parse::<$name>().unwrap_err();
            sheet.shown("UnknownWord", &error);)+
        };
    }
    lists! { Action CodeSystem Confirmation Dimension Measure Permanence Reason Source State }
    for kind in ErrorKind::ALL {
        sheet.debug("ErrorKind", kind);
    }
    for kind in [UnreadableKind::MissingMember, UnreadableKind::WrongType] {
        sheet.debug("UnreadableKind", &kind);
    }
    sheet.shown("NotAnAmount", &Amount::try_from(hidden("amount")).unwrap_err());
    for text in [hidden("key"), NUMBER.into(), format!("v1:{}", hidden("key")).into()] {
        sheet.shown("NotAKey", &text.parse::<MessageKey>().unwrap_err());
        sheet.shown("NotAKey", &text.parse::<DedupeKey>().unwrap_err());
    }
}
