//! Requests that are absurd, genuine ones among them: read or refused, in memory that stays a small
//! multiple of what came in.
//!
//! `cargo test --release -p delivrd-conformance --test limits -- --nocapture` prints what each took;
//! with `DELIVRD_CLOCK=1` it fails past 50 ms a MiB.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use delivrd::providers::telecom23::Telecom23;
use delivrd::providers::telnyx::Telnyx;
use delivrd::providers::twilio::Twilio;
use delivrd::{
    Config, Definition, ErrorKind, Notification, Provider, Request, SignedRequest, Simulator,
    Verifier,
};
use delivrd_binding::Kept;

const NOW: i64 = 1_770_000_000;
const MEBIBYTE: usize = 1 << 20;
/// The longest body that a configuration may allow.
const LONGEST: usize = 16 * MEBIBYTE;

/// What docs/security.md promises of the memory that one call takes beside the request: a
/// forger's takes none, and the receipts of a genuine one may be larger than their JSON.
const FORGED: usize = 4096;
/// Where the parameters of a form are signed they have to be decoded and sorted first, ten thousand
/// of them at most.
const FORGED_FORM_MULTIPLE: usize = 2;
const FORGED_FORM_BASE: usize = MEBIBYTE;
const GENUINE_MULTIPLE: usize = 20;
const GENUINE_BASE: usize = 16 * MEBIBYTE;
/// By a definition, receipts may copy as much again from what they share.
const GENUINE_BASE_OF_DEFINITIONS: usize = 32 * MEBIBYTE;

/// Signs and receives a body; what comes out is as JSON, as a consumer would store it.
fn receive(provider: impl Provider + 'static, body: &str) -> Result<String, ErrorKind> {
    let provider: Arc<dyn Provider> = Arc::new(provider);
    let simulator = provider.simulator().unwrap();
    let verifier = verifier(&provider);
    signed(&verifier, simulator, body)
        .map(|notification| serde_json::to_string(&notification).unwrap())
}

fn signed(
    verifier: &Verifier,
    simulator: &dyn Simulator,
    body: &str,
) -> Result<Notification<'static>, ErrorKind> {
    let request =
        simulator.sign(body.as_bytes(), "https://example.com/dlr", simulator.test_key(), NOW);
    let request = request.unwrap();
    let headers: Vec<(&str, &[u8])> =
        request.headers.iter().map(|(name, value)| (name.as_ref(), value.as_bytes())).collect();
    let request = Request {
        method: request.method,
        url: &request.url,
        headers: &headers,
        body: &request.body,
    };
    let received = verifier.receive(&request, NOW);
    received.map(Notification::into_owned).map_err(|error| error.kind())
}

/// A finalized Telnyx event for as many recipients, with further members of the payload.
fn event(recipients: usize, members: &str) -> String {
    let to = vec![r#"{"status":"delivery_failed"}"#; recipients].join(",");
    format!(
        r#"{{"data":{{"event_type":"message.finalized","payload":{{{members},"to":[{to}]}}}}}}"#
    )
}

fn telnyx(recipients: usize, members: &str) -> Result<String, ErrorKind> {
    receive(Telnyx, &event(recipients, members))
}

#[test]
fn what_recipients_share_is_not_multiplied_without_a_limit() {
    // An escape makes a text the receipt's own, so that each would hold a copy.
    let long = format!("\\u0041{}", "a".repeat(500_000));
    let id = format!(r#""id":"{long}""#);
    let others = [
        format!(r#""id":"m","type":"{long}""#),
        format!(r#""id":"m","tcr_campaign_id":"{long}""#),
        format!(r#""id":"m","messaging_profile_id":"{long}""#),
        format!(r#""id":"m","from":{{"phone_number":"{long}"}}"#),
        format!(r#""id":"m","errors":[{{"code":"40300","detail":"{long}"}}]"#),
        format!(r#""id":"m","tags":[{}"t"]"#, "\"t\",".repeat(100_000)),
    ];
    for members in [id].iter().chain(&others) {
        assert_eq!(telnyx(10_000, members), Err(ErrorKind::MalformedBody));
        assert!(telnyx(1, members).is_ok(), "a single receipt holds one copy");
    }
    assert!(telnyx(10_000, r#""id":"m","tags":["a","b"]"#).is_ok());
}

#[test]
fn ten_thousand_recipients_are_the_limit() {
    assert!(telnyx(10_000, r#""id":"m""#).is_ok());
    assert_eq!(telnyx(10_001, r#""id":"m""#), Err(ErrorKind::MalformedBody));
}

#[test]
fn errors_do_not_multiply_with_recipients() {
    let errors: Vec<String> = (0..50_000)
        .map(|index| format!(r#"{{"code":"{index}","source":{{"pointer":"/to/{index}"}}}}"#))
        .collect();
    let members = format!(r#""id":"m","errors":[{}]"#, errors.join(","));
    let receipts = telnyx(9_000, &members).unwrap();
    assert!(receipts.contains(r#""code":"8999""#) && !receipts.contains(r#""code":"9000""#));
}

#[test]
fn nesting_costs_no_stack() {
    let deep = format!("{}{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
    assert!(telnyx(1, &format!(r#""id":"m","ignored":{deep}"#)).is_ok());
    assert!(telnyx(1, &format!(r#""id":"m","parts":{deep}"#)).is_ok());
    let body = format!(r#"{{"message_id":"m","status":"DELIVRD","recipient":{deep},"x":{deep}}}"#);
    assert!(receive(Telecom23, &body).is_ok());
}

#[test]
fn a_configuration_of_many_members_is_refused_as_soon_as_a_small_one() {
    let text: Vec<String> = (0..200_000).map(|number| format!("\"m{number}\":1")).collect();
    let config: Config = serde_json::from_str(&format!("{{{}}}", text.join(","))).unwrap();
    let error = delivrd::registry().verifier("telnyx", &config).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidConfig);
}

fn verifier(provider: &Arc<dyn Provider>) -> Verifier {
    let simulator = provider.simulator().unwrap();
    let config = simulator.verifying_config(simulator.test_key()).unwrap();
    let config = config.with("max_body", i64::try_from(LONGEST).unwrap());
    Verifier::new(Arc::clone(provider), &config).unwrap()
}

/// A verifier with a key that signed nothing.
fn strangers(provider: &Arc<dyn Provider>) -> Verifier {
    let config = match provider.metadata().id() {
        "telecom23" | "acme" => Config::new().with("secret", "of somebody else"),
        "twilio" => Config::new().with("auth_token", "of somebody else"),
        // The public key of RFC 8032's second test.
        _ => Config::new().with("public_key", "PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw="),
    };
    let config = config.with("max_body", i64::try_from(LONGEST).unwrap());
    Verifier::new(Arc::clone(provider), &config).unwrap()
}

/// A request that the provider signed, with further headers in front of its own.
struct Absurd {
    name: &'static str,
    provider: Arc<dyn Provider>,
    signed: SignedRequest,
    further: Vec<(String, Vec<u8>)>,
    expected: Result<usize, ErrorKind>,
}

impl Absurd {
    fn new(
        name: &'static str,
        provider: impl Provider + 'static,
        body: impl Into<Vec<u8>>,
    ) -> Self {
        Self::at("https://example.com/dlr", name, provider, body)
    }

    fn at(
        url: &str,
        name: &'static str,
        provider: impl Provider + 'static,
        body: impl Into<Vec<u8>>,
    ) -> Self {
        let simulator = provider.simulator().unwrap();
        let signed = simulator.sign(&body.into(), url, simulator.test_key(), NOW).unwrap();
        Self { name, provider: Arc::new(provider), signed, further: Vec::new(), expected: Ok(1) }
    }

    fn behind(self, further: impl Iterator<Item = (String, Vec<u8>)>) -> Self {
        Self { further: further.collect(), ..self }
    }

    fn comes_to(self, expected: Result<usize, ErrorKind>) -> Self {
        Self { expected, ..self }
    }

    /// Receives the request, and that of a forger who has no key: what comes out is right, and
    /// took no more than is promised.
    fn receive(&self) {
        let own = self.signed.headers.iter().map(|(name, value)| (name.as_ref(), value.as_bytes()));
        let further = self.further.iter().map(|(name, value)| (name.as_str(), value.as_slice()));
        let headers: Vec<(&str, &[u8])> = further.chain(own).collect();
        let request = Request {
            method: self.signed.method,
            url: &self.signed.url,
            headers: &headers,
            body: &self.signed.body,
        };
        let size = request.body.len()
            + request.url.len()
            + headers.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>();
        let (found, genuine) = measured(&verifier(&self.provider), &request);
        let strangers = Arc::new(strangers(&self.provider));
        let (refused, forged) = measured(&strangers, &request);
        let microseconds = genuine.took.as_micros() * (MEBIBYTE as u128) / (size as u128);
        println!(
            "{:<9} {:<40} {:>6} KiB in, {:>6} KiB taken, forged {:>5}, {:>5} us a MiB, {:?}",
            self.provider.metadata().id(),
            self.name,
            size / 1024,
            genuine.memory / 1024,
            forged.memory / 1024,
            microseconds,
            found
        );
        assert_eq!(found, self.expected, "{}", self.name);
        assert!(!refused.unwrap_err().is_authentic(), "{}", self.name);
        let base = match self.provider.metadata().id() {
            "acme" => GENUINE_BASE_OF_DEFINITIONS,
            _ => GENUINE_BASE,
        };
        assert!(genuine.memory <= size * GENUINE_MULTIPLE + base, "{}", self.name);
        let allowed = match self.provider.metadata().id() {
            "twilio" => size * FORGED_FORM_MULTIPLE + FORGED_FORM_BASE,
            _ => FORGED,
        };
        assert!(forged.memory <= allowed, "{}: a forger takes {}", self.name, forged.memory);
        // A binding takes the place of the notification before it knows.
        let kept = memory_of(|| drop(Kept::receive(&strangers, &request, Some(NOW))));
        assert!(kept <= forged.memory + 4096, "{}: a binding takes {kept}", self.name);
        if std::env::var_os("DELIVRD_CLOCK").is_some() {
            let limit = Duration::from_millis(50 * (size / MEBIBYTE + 1) as u64);
            assert!(genuine.took.max(forged.took) < limit, "{}: {:?}", self.name, genuine.took);
        }
    }
}

/// What a call cost.
struct Cost {
    took: Duration,
    /// The most bytes that it held at one time.
    memory: usize,
}

fn measured(verifier: &Verifier, request: &Request<'_>) -> (Result<usize, ErrorKind>, Cost) {
    let mut took = Duration::ZERO;
    let mut found = Err(ErrorKind::Internal);
    let memory = memory_of(|| {
        let start = Instant::now();
        let received = verifier.receive(request, NOW);
        took = start.elapsed();
        found = received
            .map(|notification| notification.receipts().len())
            .map_err(|error| error.kind());
    });
    (found, Cost { took, memory })
}

/// The most bytes that a call holds at one time.
fn memory_of(call: impl FnOnce()) -> usize {
    usize::try_from(allocation_counter::measure(call).bytes_max).unwrap()
}

/// A text of about as many bytes, `before` and `after` included.
fn filled(before: &str, piece: &str, after: &str, bytes: usize) -> String {
    format!("{before}{}{after}", piece.repeat((bytes - before.len() - after.len()) / piece.len()))
}

#[test]
fn absurd_requests_take_no_more_than_is_promised() {
    const GENUINE: &str = r#"{"message_id":"m","status":"DELIVRD"}"#;
    const OPEN: &str = r#"{"message_id":"m","status":"DELIVRD","x":"#;
    const EVENT: &str = r#"{"data":{"event_type":"message.finalized","payload":{"id":"m","x":"#;
    let telecom23 = |name, body: String| Absurd::new(name, Telecom23, body);
    let telnyx = |name, body: String| Absurd::new(name, Telnyx, body);
    let header = |index: usize| (format!("x-header-{index}"), b"value".to_vec());
    let signature = |absurd: Absurd, count| {
        let (name, value) = absurd.signed.headers.last().cloned().unwrap();
        let again = (name.to_uppercase(), value.into_bytes());
        absurd.behind(std::iter::repeat_n(again, count))
    };
    let absurd = [
        telecom23("256 MiB", filled("", "x", "", 256 * MEBIBYTE))
            .comes_to(Err(ErrorKind::BodyTooLarge)),
        telnyx("256 MiB", filled("", "x", "", 256 * MEBIBYTE))
            .comes_to(Err(ErrorKind::BodyTooLarge)),
        telecom23("a million headers", GENUINE.to_owned()).behind((0..1_000_000).map(header)),
        telnyx("a million headers", event(1, r#""id":"m""#)).behind((0..1_000_000).map(header)),
        signature(telecom23("the signature a million times", GENUINE.to_owned()), 1_000_000),
        signature(telnyx("the signature a million times", event(1, r#""id":"m""#)), 1_000_000),
        telecom23("a signature of 16 MiB", GENUINE.to_owned())
            .behind(std::iter::once(("X-Webhook-Signature".to_owned(), vec![b'a'; LONGEST])))
            .comes_to(Err(ErrorKind::DuplicateHeader)),
        telnyx("100,000 recipients", event(100_000, r#""id":"m""#))
            .comes_to(Err(ErrorKind::MalformedBody)),
        telnyx("10,000 recipients", event(10_000, r#""id":"m""#)).comes_to(Ok(10_000)),
        telnyx("a recipient who cannot be read, 10,000 times", {
            event(10_000, r#""id":"m""#).replace("status", "x")
        })
        .comes_to(Err(ErrorKind::MalformedBody)),
        telecom23("ten million open arrays", filled(OPEN, "[", "", 10_000_041))
            .comes_to(Err(ErrorKind::MalformedBody)),
        telecom23("eight million nested arrays", {
            format!("{OPEN}{}{}}}", "[".repeat(8_000_000), "]".repeat(8_000_000))
        }),
        telnyx("two million nested objects", {
            let (open, close) = ("{\"a\":".repeat(2_000_000), "}".repeat(2_000_000));
            format!("{EVENT}{open}1{close},\"to\":[{{\"status\":\"sent\"}}]}}}}}}")
        }),
        telecom23("a cost of 16 MiB of digits", {
            filled(r#"{"message_id":"m","status":"DELIVRD","cost":"#, "1", "}", LONGEST)
        }),
        telecom23("an exponent of 16 MiB of digits", {
            filled(r#"{"message_id":"m","status":"DELIVRD","cost":1e"#, "9", "}", LONGEST)
        }),
        telecom23("a count of 16 MiB of digits", {
            filled(r#"{"message_id":"m","status":"DELIVRD","num_parts":"#, "9", "}", LONGEST)
        }),
        telecom23("an ignored number of 16 MiB", filled(OPEN, "7", "}", LONGEST)),
        telecom23("an id of 16 MiB", {
            filled(r#"{"status":"DELIVRD","message_id":""#, "i", "\"}", LONGEST)
        }),
        telecom23("an id of 16 MiB in escapes", {
            filled(r#"{"status":"DELIVRD","message_id":""#, "\\u0041", "\"}", LONGEST)
        }),
        telecom23("an id of 16 MiB in pairs of surrogates", {
            filled(r#"{"status":"DELIVRD","message_id":""#, "\\ud83d\\ude00", "\"}", LONGEST)
        }),
        telecom23("a time of 16 MiB", {
            filled(r#"{"message_id":"m","status":"DELIVRD","timestamp":""#, "2", "\"}", LONGEST)
        }),
        telecom23("16 MiB of white space", filled(GENUINE, " ", "", LONGEST)),
        telecom23("a million unknown members", {
            filled(r#"{"message_id":"m","status":"DELIVRD""#, r#","x":{}"#, "}", LONGEST)
        }),
        telecom23("a member twice, and 16 MiB behind it", {
            filled(r#"{"message_id":"m","message_id":"m","x":""#, "x", "\"}", LONGEST)
        })
        .comes_to(Err(ErrorKind::MalformedBody)),
        telecom23("a text without an end", filled(r#"{"message_id":""#, "m", "", LONGEST))
            .comes_to(Err(ErrorKind::MalformedBody)),
        telecom23("backslashes without an end", {
            filled(r#"{"message_id":""#, "\\\\", "", LONGEST)
        })
        .comes_to(Err(ErrorKind::MalformedBody)),
        telnyx("three million tags", {
            let head = r#"{"data":{"event_type":"message.sent","payload":{"id":"m","tags":[""#;
            filled(head, "t\",\"", "\"]}}}", LONGEST)
        }),
        telnyx("three million errors", {
            let head =
                r#"{"data":{"event_type":"message.finalized","payload":{"id":"m","errors":[{}"#;
            filled(head, ",{}", "]}}}", LONGEST)
        }),
        telnyx("half a million errors with a code", {
            let head =
                r#"{"data":{"event_type":"message.finalized","payload":{"id":"m","errors":[{}"#;
            filled(head, r#",{"code":"40300"}"#, "]}}}", LONGEST)
        }),
    ];
    for absurd in absurd {
        absurd.receive();
    }
}

#[test]
fn absurd_forms_take_no_more_than_is_promised() {
    const FORM: &str = "MessageSid=m&MessageStatus=delivered&";
    let twilio = |name, body: String| Absurd::new(name, Twilio, body);
    let long = format!("https://Example.com?{}", "/".repeat(MEBIBYTE));
    let header = |index: usize| (format!("x-header-{index}"), b"value".to_vec());
    let absurd = [
        twilio("256 MiB", filled("", "x", "", 256 * MEBIBYTE))
            .comes_to(Err(ErrorKind::BodyTooLarge)),
        twilio("a million headers", FORM.to_owned()).behind((0..1_000_000).map(header)),
        Absurd::at(&long, "a URL of a megabyte, in capitals and without escapes", Twilio, FORM),
        twilio("an id of 16 MiB", filled("MessageStatus=sent&MessageSid=", "i", "", LONGEST)),
        twilio("an id of 16 MiB in escapes", {
            filled("MessageStatus=sent&MessageSid=", "%69", "", LONGEST)
        }),
        twilio("16 MiB of plus signs", filled(FORM, "+", "", LONGEST)),
        twilio("16 MiB of ampersands", filled(FORM, "&", "", LONGEST)),
        twilio("ten thousand long names that begin alike", {
            let name = "n".repeat(1500);
            (0..9998)
                .map(|index| format!("&{name}{index}"))
                .fold(FORM.to_owned(), |all, one| all + &one)
        }),
        twilio("ten thousand names in escapes that begin alike", {
            let name = "%6e".repeat(500);
            (0..9998)
                .map(|index| format!("&{name}{index}"))
                .fold(FORM.to_owned(), |all, one| all + &one)
        }),
        twilio("eight million parameters, under a hash", filled(FORM, "x&", "", LONGEST)),
        twilio("16 MiB of JSON, under a hash", {
            filled(r#"{"MessageSid":"m","MessageStatus":"sent","x":"#, "[", "", LONGEST)
        })
        .comes_to(Err(ErrorKind::MalformedBody)),
    ];
    for absurd in absurd {
        absurd.receive();
    }
}

#[test]
fn absurd_bodies_of_definitions_take_no_more_than_is_promised() {
    const ITEM: &str = r#"{"id":"m","state":"ok"}"#;
    let definition = |items: &str, extra: &str| {
        let text = format!(
            "id = \"acme\"\nname = \"Acme\"\ndocs = \"https://example.com\"\n\
             [signature]\nscheme = \"hmac_sha256\"\nin = \"header:X-Sign\"\nencoding = \"hex\"\n\
             signed = \"{{body}}\"\n[body]\nformat = \"json\"\n{items}\n\
             [receipt]\nmessage_id = \"/id\"\nstatus = \"/state\"\nextra = {{ {extra} }}\n\
             [[status]]\nword = \"ok\"\nstate = \"delivered\"\n"
        );
        Definition::check(&text).unwrap()
    };
    let list = "items = \"/list\"";
    let extra = |count: usize, place: &dyn Fn(usize) -> String| {
        (0..count).map(|at| format!("e{at} = \"{}\"", place(at))).collect::<Vec<_>>().join(", ")
    };
    let items = |count, before: &str, item: &str| {
        let items = vec![item; count].join(",");
        format!("{{{before}\"list\":[{items}]}}")
    };
    let four = definition("", &extra(4, &|_| "/x".to_owned()));
    let constants = |count| definition(list, &extra(count, &|_| "text:v".to_owned()));
    let each = definition(list, &extra(64, &|at| format!("/e{at}")));
    let members: Vec<String> = (0..64).map(|at| format!(r#""e{at}":0"#)).collect();
    let item = ITEM.replace('}', &format!(",{}}}", members.join(",")));
    let shared = definition(list, &extra(4, &|_| "body:/x".to_owned()));
    let absurd = [
        Absurd::new("a text with an escape in four members", four, {
            filled(r#"{"id":"m","state":"ok","x":"\n"#, "x", "\"}", LONGEST)
        }),
        Absurd::new("34 constants for ten thousand", constants(34), items(10_000, "", ITEM))
            .comes_to(Ok(10_000)),
        Absurd::new("64 constants for ten thousand", constants(64), items(10_000, "", ITEM))
            .comes_to(Err(ErrorKind::MalformedBody)),
        Absurd::new("64 members of ten thousand", each, items(10_000, "", &item))
            .comes_to(Ok(10_000)),
        Absurd::new("a kilobyte that all of them share", shared.clone(), {
            items(10_000, &filled("\"x\":\"\\n", "x", "\",", 350), ITEM)
        })
        .comes_to(Ok(10_000)),
        Absurd::new("a megabyte that all of them share", shared, {
            items(10_000, &filled("\"x\":\"\\n", "x", "\",", MEBIBYTE), ITEM)
        })
        .comes_to(Err(ErrorKind::MalformedBody)),
    ];
    for absurd in absurd {
        absurd.receive();
    }
}

#[test]
fn invalid_utf_8_at_the_end_of_a_long_body_is_refused() {
    let mut body = filled(r#"{"message_id":""#, "m", "", LONGEST - 1).into_bytes();
    body.push(0xff);
    Absurd::new("16 MiB that end in no UTF-8", Telecom23, body)
        .comes_to(Err(ErrorKind::MalformedBody))
        .receive();
}
