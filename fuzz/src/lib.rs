//! What the fuzz targets share: verifiers with test keys, and what has to hold of every answer.

pub mod definition;
pub mod hostile;
pub mod tampered;

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use delivrd::dangerous::UnverifiedReader;
use delivrd::stored::Stored;
use delivrd::{
    Action, Config, Confirmation, Error, Notification, Outcome, Permanence, Policy, Provider,
    Reason, Request, Scheme, SignedRequest, Simulator, State, Verifier,
};

/// The time at which everything is signed and arrives.
pub const NOW: i64 = 1_770_000_000;

const URL: &str = "https://example.com/dlr";

/// A provider with its test key.
#[derive(Debug)]
pub struct Bench {
    /// The provider.
    pub provider: Arc<dyn Provider>,
    /// A verifier that accepts what the test key signs.
    pub verifier: Arc<Verifier>,
    /// The parser without the verification in front.
    pub unverified: UnverifiedReader,
    /// A few genuine requests: signing takes longer than verifying.
    pub genuine: [SignedRequest; 3],
    /// What a stranger may have seen: a genuine request, or, where nothing is signed and one request
    /// makes another, one with the credential of somebody else.
    pub seen: SignedRequest,
}

/// Africa's Talking.
pub static AFRICASTALKING: LazyLock<Bench> = LazyLock::new(|| Bench::new("africastalking"));
/// Bandwidth.
pub static BANDWIDTH: LazyLock<Bench> = LazyLock::new(|| Bench::new("bandwidth"));
/// ClickSend.
pub static CLICKSEND: LazyLock<Bench> = LazyLock::new(|| Bench::new("clicksend"));
/// Generic.
pub static GENERIC: LazyLock<Bench> = LazyLock::new(|| Bench::new("generic"));

/// 23 Telecom.
pub static TELECOM23: LazyLock<Bench> = LazyLock::new(|| Bench::new("telecom23"));
/// Telnyx.
pub static TELNYX: LazyLock<Bench> = LazyLock::new(|| Bench::new("telnyx"));
/// Twilio.
pub static TWILIO: LazyLock<Bench> = LazyLock::new(|| Bench::new("twilio"));

impl Bench {
    fn new(id: &str) -> Self {
        let registry = delivrd::registry();
        let provider = registry.get(id).expect("a provider of this build");
        let simulator = provider.simulator().expect("a provider with a simulator");
        let config = simulator.verifying_config(simulator.test_key()).expect("the test key");
        let config = config.with("account", "fuzz");
        let key = simulator.test_key();
        let genuine = [&b"a body that nobody reads"[..], b"", &[b'x'; 300]]
            .map(|body| simulator.sign(body, URL, key, NOW).expect("the test key"));
        let seen = match signs(&*provider) {
            true => genuine[0].clone(),
            // Not one that begins with the genuine credential: a stranger cuts what was seen.
            false => simulator.sign(b"", URL, &format!("x{key}"), NOW).expect("another key"),
        };
        Self {
            genuine,
            seen,
            verifier: Arc::new(registry.verifier(id, &config).expect("the test key")),
            unverified: UnverifiedReader::new(Arc::clone(&provider), &config).expect("no key"),
            provider,
        }
    }

    /// Whether a signature covers the body.
    pub fn signs(&self) -> bool {
        signs(&*self.provider)
    }

    /// The body, signed by the provider now.
    pub fn sign(&self, body: &[u8]) -> SignedRequest {
        let simulator: &dyn Simulator = self.provider.simulator().expect("a simulator");
        simulator.sign(body, URL, simulator.test_key(), NOW).expect("the test key")
    }

    /// What is said of keys that are missing, or there in two ways.
    fn misconfigurations(&self) -> Vec<String> {
        let id = self.provider.metadata().id();
        let build = |config| delivrd::registry().verifier(id, &config).err();
        let of_each = self.provider.metadata().keys().iter().flat_map(|key| {
            let both = Config::new().with(key.one, "k").with(key.many, vec!["k"]);
            let entry = Config::new().with(key.many, vec![Config::new()]);
            [both, entry]
        });
        let configs = of_each.chain([Config::new(), Config::new().with("-", 0)]);
        configs.filter_map(build).map(|error| error.to_string()).collect()
    }

    /// What is said of headers and parameters that are missing, malformed or there twice.
    fn refusals(&self) -> Vec<String> {
        let signed = &self.genuine[0];
        let refusal = |headers: &[(&str, &[u8])]| {
            let request = Request { method: "POST", url: URL, headers, body: &signed.body };
            self.verifier.receive(&request, NOW).err().map(|error| error.to_string())
        };
        let query = signed.url.split_once('?').map_or("", |(_, query)| query);
        let urls = [
            format!("{}&{query}2", signed.url),
            format!("{URL}?bodySHA256=-"),
            format!("{URL}?bodySHA256=-&bodySHA256=+"),
        ];
        let of_urls = urls.iter().filter_map(|url| {
            let request = Request { method: "POST", url, headers: &headers(signed), body: b"" };
            self.verifier.receive(&request, NOW).err().map(|error| error.to_string())
        });
        let all = headers(signed);
        let without = |name: &str| -> Vec<(&str, &[u8])> {
            all.iter().filter(|(own, _)| *own != name).copied().collect()
        };
        let of_each = all.iter().flat_map(|(name, value)| {
            let (missing, mut malformed) = (without(name), without(name));
            malformed.push((name, b"-"));
            let twice = [&malformed[..], &[(name, value)]].concat();
            [refusal(&missing), refusal(&malformed), refusal(&twice)]
        });
        of_each.flatten().chain(of_urls).collect()
    }

    /// What is said of members that are missing.
    fn complaints(&self) -> Vec<String> {
        let bodies = [
            "{}",
            r#"{"data":{}}"#,
            r#"{"data":{"event_type":"message.sent"}}"#,
            r#"{"data":{"event_type":"message.sent","payload":{}}}"#,
            r#"{"data":{"event_type":"message.sent","payload":{"id":"m"}}}"#,
            r#"{"message_id":"m"}"#,
            r#"{"status":"DELIVRD"}"#,
            "MessageSid=m",
            "[]",
            "id=m",
            "id=m&id=m",
            "id=%ff",
        ];
        let complaint = |body: &&str| {
            let request = Request { method: "POST", url: URL, headers: &[], body: body.as_bytes() };
            self.unverified.read_unverified(&request).err().map(|error| error.to_string())
        };
        bodies.iter().filter_map(complaint).collect()
    }

    /// A body that is read without verification, and every sixteenth time also with it.
    pub fn parse(&self, body: &[u8]) {
        let bare = Request { method: "POST", url: URL, headers: &[], body };
        let read = self.unverified.read_unverified(&bare);
        match &read {
            Ok(notification) => check_notification(notification),
            Err(error) => check_error(error, &[body]),
        }
        if body.last().is_some_and(|byte| !byte.is_multiple_of(16)) {
            return;
        }
        let signed = self.sign(body);
        let headers = headers(&signed);
        // Twilio's own side may put a hash into the URL, and then the body is read another way.
        let bare = Request { url: &signed.url, ..bare };
        let read = self.unverified.read_unverified(&bare);
        let request = Request { headers: &headers, ..bare };
        let received = self.verifier.receive(&request, NOW);
        match (read, received) {
            (Ok(read), Ok(received)) => {
                assert!(received.verified.is_some());
                assert_eq!(read.receipts(), received.receipts());
                // The keys do not depend on the order of the headers, nor on further ones.
                let mut others: Vec<(&str, &[u8])> = headers.iter().copied().rev().collect();
                others.push(("x-further", body));
                let request = Request { headers: &others, ..request };
                let again = self.verifier.receive(&request, NOW).expect("the same request");
                assert_eq!(received.receipts(), again.receipts());
            }
            (Err(read), Err(received)) => assert_eq!(read, received),
            (read, received) => panic!("{read:?} without verification, {received:?} with it"),
        }
    }
}

fn signs(provider: &dyn Provider) -> bool {
    ![Scheme::BASIC_AUTH, Scheme::SECRET].contains(&provider.metadata().capabilities().scheme)
}

/// The headers of a signed request, as the library takes them.
pub fn headers(signed: &SignedRequest) -> Vec<(&str, &[u8])> {
    signed.headers.iter().map(|(name, value)| (name.as_ref(), value.as_bytes())).collect()
}

/// What has to hold of every notification.
pub fn check_notification(notification: &Notification<'_>) {
    let written = serde_json::to_string(notification).expect("a notification can be written");
    let Stored(stored): Stored<Notification> =
        serde_json::from_str(&written).expect("a notification can be read back");
    assert_eq!(written, serde_json::to_string(&stored).expect("and written again"));
    for receipt in notification.receipts() {
        assert!(receipt.state().allows_final(receipt.is_final()));
        assert_eq!(
            receipt.failure().is_some(),
            receipt.state().is_failure(receipt.is_final()),
            "a failure, and only a failure, has a reason"
        );
    }
    // One of the two, by chance: the run counts executions.
    let policy = match written.len() % 2 {
        0 => Policy::DeliveredWins,
        _ => Policy::FailureSticky,
    };
    let receipts = notification.receipts();
    let outcome = Outcome::from_receipts(policy, receipts);
    assert_eq!(outcome, Outcome::from_receipts(policy, receipts.iter().rev()));
    assert_eq!(outcome, Outcome::from_receipts(policy, stored.receipts()));
    let written = serde_json::to_string(&outcome).expect("an outcome can be written");
    assert_eq!(outcome, serde_json::from_str(&written).expect("and read back"));
}

/// The longest piece of an input that may stand in an error by chance.
pub(crate) const CHANCE: usize = 8;

/// Every text that the library has of its own: an input may hold the same words.
const OWN_WORDS: &str = concat!(
    include_str!("../../crates/delivrd-core/src/advice.rs"),
    include_str!("../../crates/delivrd-core/src/config.rs"),
    include_str!("../../crates/delivrd-core/src/error.rs"),
    include_str!("../../crates/delivrd-core/src/overrides.rs"),
    include_str!("../../crates/delivrd-core/src/verifier.rs"),
    include_str!("../../crates/delivrd-core/src/vocabulary.rs"),
    include_str!("../../crates/delivrd/src/definition/proof.rs"),
    include_str!("../../crates/delivrd/src/definition/reading.rs"),
    include_str!("../../crates/delivrd/src/form.rs"),
    include_str!("../../crates/delivrd/src/json/mod.rs"),
    include_str!("../../crates/delivrd/src/signature/ed25519/mod.rs"),
    include_str!("../../crates/delivrd/src/signature/timestamp.rs"),
    include_str!("../../crates/delivrd/src/providers/telecom23/mod.rs"),
    include_str!("../../crates/delivrd/src/providers/telnyx/mod.rs"),
    include_str!("../../crates/delivrd/src/providers/telnyx/payload.rs"),
    include_str!("../../crates/delivrd/src/providers/twilio/mod.rs"),
    include_str!("../../crates/delivrd/src/providers/twilio/payload.rs"),
    include_str!("../../crates/delivrd-binding/src/lib.rs"),
    include_str!("../../crates/delivrd-cli/src/capture.rs"),
);

/// No error holds a piece of the input that is longer than chance would have it.
pub fn check_error(error: &Error, inputs: &[&[u8]]) {
    check_text(&error.to_string(), inputs);
}

/// As [`check_error`], of a text. A longer run of digits would be a piece of an input, such as a
/// phone number; positions and limits are the library's own numbers.
pub fn check_text(text: &str, inputs: &[&[u8]]) {
    let is_input = |piece: &[u8]| {
        inputs.iter().any(|input| input.windows(piece.len()).any(|own| own == piece))
    };
    let runs = text.split(|letter: char| !letter.is_ascii_digit());
    for digits in runs.filter(|digits| digits.len() > CHANCE - 2) {
        assert!(OWN_NUMBERS.contains(&digits) || !is_input(digits.as_bytes()), "input in {text:?}");
    }
    // The library composes texts of a member's name, sentences and numbers.
    let sentences = text.split(|letter: char| letter.is_ascii_digit());
    for sentence in sentences.flat_map(|part| part.split(": ")).flat_map(|part| part.split("; ")) {
        for piece in sentence.as_bytes().windows(CHANCE + 1) {
            assert!(OWN_PIECES.contains(piece) || !is_input(piece), "input in {text:?}");
        }
    }
}

/// The long ones of the library's own numbers: `max_body` where nothing is said, and its limit.
const OWN_NUMBERS: [&str; 2] = ["1048576", "16777216"];

/// Every piece of the library's own words: the sources, and what is composed of them.
static OWN_PIECES: LazyLock<HashSet<Vec<u8>>> = LazyLock::new(|| {
    let registry = delivrd::registry();
    let mut composed = vec![OWN_WORDS.to_owned()];
    composed.extend(registry.get("-").err().map(|error| error.to_string()));
    // Not one of the words, as a configuration of overrides hears it.
    composed.extend("-".parse::<State>().err().map(|error| error.to_string()));
    composed.extend("-".parse::<Confirmation>().err().map(|error| error.to_string()));
    composed.extend("-".parse::<Reason>().err().map(|error| error.to_string()));
    composed.extend("-".parse::<Permanence>().err().map(|error| error.to_string()));
    composed.extend("-".parse::<Action>().err().map(|error| error.to_string()));
    for provider in delivrd::providers::ALL {
        let bench = Bench::new(provider.metadata().id());
        composed.push(format!("{:?}", bench.verifier));
        composed.extend(bench.misconfigurations());
        composed.extend(bench.refusals());
        composed.extend(bench.complaints());
    }
    // A line that is no JSON, one that is none of ours, and one of an unknown provider.
    for line in ["{", "[]", "{}"] {
        composed.extend(delivrd_cli::receive_line(line.as_bytes()));
    }
    composed
        .iter()
        .flat_map(|text| text.as_bytes().windows(CHANCE + 1))
        .map(<[u8]>::to_vec)
        .collect()
});
