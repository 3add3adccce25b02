//! Providers that are files: what has to hold of each text, and of requests to what loads.

mod pieces;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::sync::{Arc, LazyLock};

use arbitrary::{Arbitrary, Unstructured};
use delivrd::dangerous::UnverifiedReader;
use delivrd::{
    Definition, Error, ErrorKind, Mistake, Notification, Provider, Receipt, Request, Sample,
    SignedRequest, Simulator, Verifier,
};
use toml::Table;

use self::pieces::Pieces;
use crate::{CHANCE, NOW, URL, check_notification, headers};

/// An input that begins beyond ASCII is made of pieces; any other one is the text of a file. Behind
/// a NUL, which no file has, there is a body, and behind another one what else is done.
pub fn call(input: &[u8]) {
    if let Some((_, input)) = input.split_first().filter(|(first, _)| !first.is_ascii()) {
        let mut input = Unstructured::new(input);
        let Ok(pieces) = Pieces::arbitrary(&mut input) else { return };
        let Ok(calls) = Calls::arbitrary_take_rest(input) else { return };
        return check(&pieces.text(), calls.body, &calls);
    }
    let mut parts = input.splitn(3, |byte| *byte == 0);
    let Ok(text) = str::from_utf8(parts.next().unwrap_or_default()) else { return };
    let body = parts.next().unwrap_or_default();
    let rest = Unstructured::new(parts.next().unwrap_or_default());
    let Ok(calls) = Calls::arbitrary_take_rest(rest) else { return };
    check(text, body, &calls);
}

/// What is sent to a definition that loads.
#[derive(Arbitrary, Debug)]
struct Calls<'a> {
    refusal: Refusal,
    status: u8,
    code: u8,
    /// Values of the sample that become others.
    values: Vec<(u8, Odd)>,
    is_far_too_much: [bool; 8],
    now: i64,
    headers: Vec<(Name<'a>, &'a [u8])>,
    url: &'a str,
    body: &'a [u8],
}

/// Whose request has to be refused.
#[derive(Arbitrary, Clone, Copy, Debug)]
enum Refusal {
    AnotherKey,
    /// The provider's own, with a bit turned over on the way.
    Bit(u16),
    Stranger,
}

#[derive(Arbitrary, Debug)]
enum Name<'a> {
    /// One of those of a genuine request.
    Own(u8),
    Other(&'a str),
}

/// What stands where a text is expected.
#[derive(Arbitrary, Clone, Copy, Debug)]
enum Odd {
    Null,
    True,
    Number,
    Large,
    Fraction,
    Empty,
    Escaped,
    Surrogate,
    Object,
    Array,
    Texts,
    Deep,
    Twice,
    Cut,
}

impl Odd {
    fn text(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::True => "true",
            Self::Number => "1",
            Self::Large => "1770000000000",
            Self::Fraction => "-0.0350e1",
            Self::Empty => r#""""#,
            Self::Escaped => r#""+4477009001\u0030\u0031""#,
            Self::Surrogate => r#""\ud800""#,
            Self::Object => r#"{"id":"m","a":{"b":"c"}}"#,
            Self::Array => r#"[{"id":"m"},"x",[]]"#,
            Self::Texts => r#"["one","\u0074wo",3]"#,
            Self::Deep => "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
            Self::Twice => r#"1,"id":"m","id":"m""#,
            Self::Cut => "[",
        }
    }
}

/// What the file says and its metadata do not.
struct Facts {
    signed: String,
    format: String,
    items: Option<String>,
    key_prefix: String,
}

impl Facts {
    fn of(text: &str) -> Self {
        let file: Table = text.parse().expect("a definition is TOML");
        let at = |path: &[&str]| {
            let (first, rest) = path.split_first()?;
            let value = rest.iter().try_fold(file.get(*first)?, |value, name| value.get(name))?;
            value.as_str().map(str::to_owned)
        };
        // A doubled brace is none of a placeholder.
        let signed = at(&["signature", "signed"]).unwrap_or_default().replace("{{", "");
        let is_standard =
            at(&["signature", "scheme"]).is_some_and(|own| own == "standard_webhooks");
        Self {
            signed: if is_standard { "{body}".to_owned() } else { signed },
            format: at(&["body", "format"]).unwrap_or_default(),
            items: at(&["body", "items"]),
            key_prefix: at(&["signature", "key", "prefix"]).unwrap_or_default(),
        }
    }
}

/// A definition that loaded, with its test key.
struct Own {
    definition: Arc<Definition>,
    verifier: Verifier,
    facts: Facts,
}

fn check(text: &str, body: &[u8], calls: &Calls<'_>) {
    let definition = match Definition::check(text) {
        Ok(definition) => Arc::new(definition),
        Err(mistakes) => return check_mistakes(text, &mistakes),
    };
    let facts = Facts::of(text);
    let simulator: &dyn Simulator = definition.simulator().expect("its other side");
    let key = simulator.test_key();
    // What stands before a key is taken off, even if it is the beginning of the key.
    if !facts.key_prefix.is_empty() && key.starts_with(&facts.key_prefix) {
        return;
    }
    let config = simulator.verifying_config(key).expect("the test key").with("account", "fuzz");
    let verifier =
        Verifier::new(Arc::clone(&definition) as _, &config).expect("what loads makes a verifier");
    let payload = payload(&definition, calls);
    let genuine = sign(&definition, payload.as_bytes(), key);
    let own = Own { definition: Arc::clone(&definition), verifier, facts };
    own.take_genuine(&genuine);
    match calls.refusal {
        Refusal::AnotherKey => own.refuse_another_key(&genuine),
        Refusal::Bit(bit) => own.refuse_a_bit(&genuine, bit.into()),
        Refusal::Stranger => own.refuse_a_stranger(&genuine, calls),
    }
    let unverified = UnverifiedReader::new(definition, &config).expect("no key");
    let changed = changed(&payload, calls);
    for body in [changed.as_bytes(), body] {
        if body != payload.as_bytes() && !body.is_empty() {
            own.read(&unverified, body);
        }
    }
    if calls.is_far_too_much.iter().all(|is| *is) {
        own.read_too_much(&unverified, &payload);
    }
}

/// Mistakes have lines of the file, and quote nothing of it.
fn check_mistakes(text: &str, mistakes: &[Mistake]) {
    assert!(!mistakes.is_empty(), "refused for nothing");
    assert!(mistakes.is_sorted_by_key(|mistake| mistake.line));
    let lines = text.split('\n').count();
    for mistake in mistakes {
        assert!((1..=lines).contains(&mistake.line), "{mistake} of {lines} lines");
        check_unquoted(&mistake.problem, &[text.as_bytes()], |turned| {
            let mistakes = Definition::check(&turned.text(text)).err().unwrap_or_default();
            mistakes.into_iter().map(|mistake| mistake.problem.into_owned()).collect()
        });
    }
}

/// No piece of an input stands in a text that is longer than chance would have it. Where one does,
/// it is ours if the text stays as it is while the input has other letters there: the fuzzer sees
/// our words, and makes inputs of them.
fn check_unquoted(text: &str, inputs: &[&[u8]], again: impl Fn(&Turned) -> Vec<String>) {
    let own = pieces(text.as_bytes()).map(|(_, piece)| piece);
    let own: Vec<u128> = own.filter(|piece| !OWN_PIECES.contains(piece)).collect();
    let mut is_own = [false; 1 << 12];
    for piece in &own {
        is_own[place(*piece)] = true;
    }
    let all = inputs.iter().flat_map(|input| pieces(input)).map(|(_, piece)| piece);
    let strange: BTreeSet<u128> =
        all.filter(|piece| is_own[place(*piece)] && own.contains(piece)).collect();
    for piece in strange {
        let turned = Turned::new(piece);
        let mut texts = again(&turned).into_iter();
        let is_quoted =
            texts.any(|text| pieces(text.as_bytes()).any(|(_, piece)| piece == turned.other));
        assert!(turned.other == piece || !is_quoted, "input in {text:?}");
    }
}

/// The pieces of a text that are longer than chance, each with the place behind it. They are
/// numbers: the fuzzer looks at each comparison of bytes, which takes longer than all else.
fn pieces(text: &[u8]) -> impl Iterator<Item = (usize, u128)> {
    let mut piece = 0;
    let all = text.iter().enumerate().map(move |(index, byte)| {
        piece = (piece << 8 | u128::from(*byte)) & ((1 << (8 * (CHANCE + 1))) - 1);
        (index + 1, piece)
    });
    all.skip(CHANCE)
}

fn place(piece: u128) -> usize {
    let folded = piece as u64 ^ (piece >> 64) as u64;
    (folded.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 52) as usize
}

/// A piece of an input, and what stands there instead.
struct Turned {
    piece: u128,
    other: u128,
}

impl Turned {
    fn new(piece: u128) -> Self {
        let other = piece.to_be_bytes().map(turn).into_iter();
        Self { piece, other: other.fold(0, |other, byte| other << 8 | u128::from(byte)) }
    }

    fn bytes(&self, input: &[u8]) -> Vec<u8> {
        let mut bytes = input.to_vec();
        for (end, _) in pieces(input).filter(|(_, piece)| *piece == self.piece) {
            for byte in &mut bytes[end - CHANCE - 1..end] {
                *byte = turn(*byte);
            }
        }
        bytes
    }

    fn text(&self, input: &str) -> String {
        String::from_utf8(self.bytes(input.as_bytes())).expect("letters for letters")
    }
}

/// The next letter or digit.
fn turn(byte: u8) -> u8 {
    match byte {
        b'z' => b'a',
        b'Z' => b'A',
        b'9' => b'0',
        byte => byte + u8::from(byte.is_ascii_alphanumeric()),
    }
}

fn sign(definition: &Definition, body: &[u8], key: &str) -> SignedRequest {
    definition.sign(body, URL, key, NOW).expect("the test key")
}

fn payload(definition: &Definition, calls: &Calls<'_>) -> String {
    let metadata = definition.metadata();
    let pick = |index: u8, count: usize| usize::from(index) % count.max(1);
    let rows = metadata.statuses().rows();
    let word = rows[pick(calls.status, rows.len())].status;
    let codes = metadata.codes().rows();
    let code = codes.get(pick(calls.code, codes.len() + 1)).map(|row| row.code);
    let sample = Sample::new(word, calls.code.into(), "2026-02-02T02:40:00Z");
    definition.payload(&sample.with_code(code, code.map(|_| "a detail"))).unwrap_or_default()
}

/// The payload with other values, each instead of a text behind a colon.
fn changed<'p>(payload: &'p str, calls: &Calls<'_>) -> Cow<'p, str> {
    let mut changed = Cow::Borrowed(payload);
    for (index, odd) in calls.values.iter().take(8) {
        let starts: Vec<usize> = changed.match_indices(":\"").map(|(at, _)| at + 1).collect();
        let Some(start) = starts.get(usize::from(*index) % starts.len().max(1)) else { break };
        let length = changed[start + 1..].find('"').map_or(0, |length| length + 2);
        changed.to_mut().replace_range(*start..start + length, odd.text());
    }
    changed
}

impl Own {
    /// The provider's own request is authentic, and read the same whatever else comes with it.
    fn take_genuine(&self, genuine: &SignedRequest) {
        let all = headers(genuine);
        let request = request(genuine, &all);
        let received = match self.verifier.receive(&request, NOW) {
            Ok(received) => received,
            Err(error) if error.kind() == ErrorKind::MalformedBody => return,
            // A receipt in the query may have a member of the name that the signature has.
            Err(error) if error.kind() == ErrorKind::DuplicateHeader => {
                return assert_eq!(self.facts.format, "query", "{error}");
            }
            Err(error) => panic!("its own request: {error}"),
        };
        check_notification(&received);
        let mut others: Vec<(&str, &[u8])> = vec![("x-further", b"1")];
        others.extend(all.iter().rev());
        let request = Request { headers: &others, ..request };
        let again = self.verifier.receive(&request, NOW).expect("the same request");
        assert_eq!(received.receipts(), again.receipts());
        let keys = |received: &Notification<'_>| -> Vec<_> {
            let receipts = received.receipts().iter();
            receipts.map(|receipt| (receipt.message_key(), receipt.dedupe_key())).collect()
        };
        assert_eq!(keys(&received), keys(&again));
    }

    fn refuse_another_key(&self, genuine: &SignedRequest) {
        // The first two characters, the other way round: as long, and of the same encoding.
        let key = self.definition.test_key();
        let other: String = [&key[1..2], &key[..1], &key[2..]].concat();
        let config = self.definition.verifying_config(&other).expect("another key");
        let verifier =
            Verifier::new(Arc::clone(&self.definition) as _, &config).expect("its verifier");
        self.refuse(&verifier, &request(genuine, &headers(genuine)));
    }

    /// A bit of what is signed, turned over.
    fn refuse_a_bit(&self, genuine: &SignedRequest, bit: usize) {
        let all = headers(genuine);
        if self.facts.signed.contains("{body}") && !genuine.body.is_empty() {
            let mut body = genuine.body.clone();
            let place = bit / 8 % body.len();
            body[place] ^= 1 << (bit % 8);
            self.refuse(&self.verifier, &Request { body: &body, ..request(genuine, &all) });
        }
        if self.facts.signed.contains("{url}") {
            let mut url = genuine.url.clone().into_bytes();
            let place = bit / 7 % url.len();
            url[place] ^= 1 << (bit % 7);
            let url = String::from_utf8(url).expect("ASCII, still");
            self.refuse(&self.verifier, &Request { url: &url, ..request(genuine, &all) });
        }
    }

    /// Somebody who knows the names.
    fn refuse_a_stranger(&self, genuine: &SignedRequest, calls: &Calls<'_>) {
        let own = headers(genuine);
        let all = calls.headers.iter().map(|(name, value)| match name {
            Name::Own(index) if !own.is_empty() => (own[usize::from(*index) % own.len()].0, *value),
            Name::Own(_) => ("x-further", *value),
            Name::Other(name) => (*name, *value),
        });
        let all: Vec<(&str, &[u8])> = all.collect();
        let now = if calls.now % 2 == 0 { NOW } else { calls.now };
        let request = Request { method: "POST", url: calls.url, headers: &all, body: calls.body };
        let error = self.verifier.receive(&request, now).expect_err("a stranger has no key");
        self.check_refusal(&self.verifier, &error, &request);
    }

    fn refuse(&self, verifier: &Verifier, request: &Request<'_>) {
        let error = verifier.receive(request, NOW).expect_err("not what the provider signed");
        self.check_refusal(verifier, &error, request);
    }

    fn check_refusal(&self, verifier: &Verifier, error: &Error, request: &Request<'_>) {
        assert!(
            matches!(
                error.kind(),
                ErrorKind::MissingHeader
                    | ErrorKind::MalformedHeader
                    | ErrorKind::DuplicateHeader
                    | ErrorKind::BadSignature
                    | ErrorKind::BodyTooLarge
            ),
            "{error}"
        );
        check_error(error, request, |request| {
            verifier.receive(request, NOW).err().map(|error| error.to_string())
        });
    }

    /// A body that the provider signs reads as it does without its signature.
    fn read(&self, unverified: &UnverifiedReader, body: &[u8]) {
        let signed = sign(&self.definition, body, self.definition.test_key());
        let all = headers(&signed);
        let request = request(&signed, &all);
        let read = unverified.read_unverified(&request);
        let received = self.verifier.receive(&request, NOW);
        match (&read, &received) {
            (Ok(read), Ok(received)) => {
                assert_eq!(read.receipts(), received.receipts());
                check_notification(received);
                check_memory(received, &request);
            }
            (Err(read), Err(received)) if received.kind().is_authentic() => {
                assert_eq!(read, received);
                check_error(read, &request, |request| {
                    unverified.read_unverified(request).err().map(|error| error.to_string())
                });
            }
            // A body that is no form, or holds the signature's own parameters, cannot be signed.
            (_, Err(received)) => {
                assert!(
                    self.facts.format == "query" || self.facts.signed.contains("{form}"),
                    "its own request: {received}"
                );
                self.check_refusal(&self.verifier, received, &request);
            }
            (Err(read), Ok(_)) => panic!("{read} without verification alone"),
        }
    }

    /// A list of many receipts, each of which would hold a copy of a long envelope.
    fn read_too_much(&self, unverified: &UnverifiedReader, payload: &str) {
        let Ok(mut body) = serde_json::from_str::<serde_json::Value>(payload) else { return };
        let Some(items) = self.facts.items.as_ref().and_then(|items| body.pointer_mut(items))
        else {
            return;
        };
        let items = items.take();
        lengthen(&mut body);
        let one = items.get(0).map(ToString::to_string).unwrap_or_default();
        let list = format!("[{}]", vec![one; 1000].join(","));
        *body.pointer_mut(self.facts.items.as_deref().unwrap_or_default()).expect("as before") =
            "LIST".into();
        let long = format!("\"{}\"", r"\u0061".repeat(1 << 14));
        let body = body.to_string().replace("\"LONG\"", &long).replace("\"LIST\"", &list);
        let request = Request { method: "POST", url: URL, headers: &[], body: body.as_bytes() };
        if let Ok(read) = unverified.read_unverified(&request) {
            check_memory(&read, &request);
        }
    }
}

/// An error quotes nothing of a request.
fn check_error(
    error: &Error,
    request: &Request<'_>,
    again: impl Fn(&Request<'_>) -> Option<String>,
) {
    let names = request.headers.iter().map(|(name, _)| name.as_bytes());
    let values = request.headers.iter().map(|(_, value)| *value);
    let own = [request.url.as_bytes(), request.body];
    let inputs: Vec<&[u8]> = names.chain(values).chain(own).collect();
    check_unquoted(&error.to_string(), &inputs, |turned| {
        let all = request.headers.iter();
        let all: Vec<(String, Vec<u8>)> =
            all.map(|(name, value)| (turned.text(name), turned.bytes(value))).collect();
        let (url, body) = (turned.text(request.url), turned.bytes(request.body));
        let headers: Vec<(&str, &[u8])> =
            all.iter().map(|(name, value)| (&name[..], &value[..])).collect();
        let request = Request { url: &url, body: &body, headers: &headers, ..*request };
        again(&request).into_iter().collect()
    });
}

/// Receipts hold their own items, and little of what they share.
fn check_memory(notification: &Notification<'_>, request: &Request<'_>) {
    let own = request.body.len() + request.url.len();
    let held: usize = notification.receipts().iter().map(held).sum();
    assert!(held <= MOST_SHARED + own * MOST_COPIES, "{held} bytes of {own}");
}

/// What receipts may hold together of what they share.
const MOST_SHARED: usize = 16 << 20;

/// As many members of a receipt may be read from one place.
const MOST_COPIES: usize = 84;

/// Every text of what is beside the list becomes a long one.
fn lengthen(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::String(text) => "LONG".clone_into(text),
        serde_json::Value::Array(values) => values.iter_mut().for_each(lengthen),
        serde_json::Value::Object(values) => values.values_mut().for_each(lengthen),
        _ => {}
    }
}

/// The bytes that a receipt holds of its own.
fn held(receipt: &Receipt<'_>) -> usize {
    let texts = [
        &receipt.reference,
        &receipt.recipient,
        &receipt.sender,
        &receipt.channel,
        &receipt.campaign,
        &receipt.status,
        &receipt.code,
        &receipt.detail,
        &receipt.occurred_at_text,
        &receipt.carrier,
        &receipt.network,
    ];
    let extra = receipt.extra.iter().map(|(_, value)| value);
    let texts = texts.into_iter().flatten().chain([&receipt.message_id]).chain(&receipt.tags);
    texts.chain(extra).map(|text| if let Cow::Owned(text) = text { text.len() } else { 0 }).sum()
}

fn request<'r>(signed: &'r SignedRequest, headers: &'r [(&'r str, &'r [u8])]) -> Request<'r> {
    Request { method: signed.method, url: &signed.url, headers, body: &signed.body }
}

/// Every piece of the library's own words about definitions. The reader of TOML has more.
static OWN_PIECES: LazyLock<HashSet<u128>> = LazyLock::new(|| {
    let words = [
        include_str!("../../../crates/delivrd/src/definition/document.rs"),
        include_str!("../../../crates/delivrd/src/definition/place.rs"),
        include_str!("../../../crates/delivrd/src/definition/proof.rs"),
        include_str!("../../../crates/delivrd/src/definition/reading.rs"),
        include_str!("../../../crates/delivrd/src/definition/compile/mod.rs"),
        include_str!("../../../crates/delivrd/src/definition/compile/places.rs"),
        include_str!("../../../crates/delivrd/src/definition/compile/signature.rs"),
        include_str!("../../../crates/delivrd/src/definition/compile/template.rs"),
        include_str!("../../../crates/delivrd/src/definition/compile/words.rs"),
    ];
    words.iter().flat_map(|text| pieces(text.as_bytes())).map(|(_, piece)| piece).collect()
});
