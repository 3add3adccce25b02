//! A provider that calls by GET: receipt, time and signature are parameters of the URL.

use std::borrow::Cow;

use delivrd_core::{
    Adapter, Answer, Callback, Capabilities, Config, ConfigError, Event, Events, Evidence,
    KeyMember, Keys, Lookup, Metadata, ParseError, Provider, Reading, Receipt, Receipts, Request,
    Scheme, StatusRow, Verified, VerifyError,
};

use crate::mac::Key;

const SIGNATURE: &str = "sig";
const TIME: &str = "timestamp";
const SECRET: KeyMember<'static> =
    KeyMember::new("signature_secret", "signature_secrets", "the secret that signs the parameters");

const CAPABILITIES: Capabilities =
    Capabilities::new(Scheme::HMAC_SHA256).signing_time().with_time_in_key();

const CALLBACK: Callback = Callback::new("GET", Answer::OK, 15)
    .with_attempts(10, &[5, 10, 20])
    .with_note("204 counts, too.");

const STATUSES: &[StatusRow] = &[
    StatusRow::new("accepted", Reading::ACCEPTED),
    StatusRow::new("buffered", Reading::STILL_UNDELIVERED),
    StatusRow::new("delivered", Reading::DELIVERED),
    StatusRow::new("failed", Reading::UNDELIVERED),
];

static METADATA: Metadata<'static> = Metadata::new(
    "signed_query",
    "Signed Query",
    "https://example.com/signed-query",
    CAPABILITIES,
    CALLBACK,
)
.with_keys(&[SECRET])
.with_statuses(STATUSES);

/// The provider.
#[derive(Clone, Copy, Debug)]
pub struct SignedQuery;

impl Provider for SignedQuery {
    fn metadata(&self) -> &Metadata<'_> {
        &METADATA
    }

    fn configure(&self, config: &Config) -> Result<Box<dyn Adapter>, ConfigError> {
        let keys = config.keys(&SECRET, |secret| Key::from_config(SECRET.one, secret))?;
        Ok(Box::new(Configured { keys }))
    }
}

#[derive(Debug)]
struct Configured {
    keys: Keys<Key>,
}

impl Adapter for Configured {
    fn authenticate<'r>(&'r self, request: &Request<'_>) -> Result<Evidence<'r>, VerifyError> {
        let lookup = |name| (name, parameter(request.url, name));
        let [signature, time] = Lookup::required([lookup(SIGNATURE), lookup(TIME)])?;
        let tag =
            decode_hex(signature).ok_or(VerifyError::malformed(SIGNATURE, "64 hex digits"))?;
        let is_plain = time.len() <= 18 && time.bytes().all(|byte| byte.is_ascii_digit());
        let signed_at = time
            .parse()
            .ok()
            .filter(|_| is_plain)
            .ok_or(VerifyError::malformed(TIME, "1 to 18 ASCII digits"))?;
        let signed = signed_text(request.url);
        let key = self
            .keys
            .matching(|key| key.verifies(signed.as_bytes(), &tag))
            .ok_or(VerifyError::BadSignature)?;
        Ok(Evidence::new(Scheme::HMAC_SHA256, key, Some(signed_at)))
    }

    fn parse<'r>(&'r self, verified: &Verified<'r>) -> Result<Events<'r>, ParseError> {
        let query = query(verified.url());
        let mut read = Parameters::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            read.set(&name, value)?;
        }
        let told = |value: Option<Cow<'r, str>>| value.filter(|text| !text.is_empty());
        let missing = |problem: &'static str| move || ParseError::malformed(problem);
        let id = told(read.id).ok_or_else(missing("the query has no messageId"))?;
        let status = told(read.status).ok_or_else(missing("the query has no status"))?;
        let mut receipt = Receipt::new(id);
        receipt.status = Some(status);
        receipt.recipient = told(read.recipient);
        receipt.code = told(read.code);
        receipt.network = told(read.network);
        receipt.set_occurred_at(told(read.time));
        Ok(Events::new(Event::default(), Receipts::One(receipt)))
    }
}

/// The parameters that are read. One that stands twice would mean one thing here and another
/// elsewhere, so it is refused, even if both values are the same.
#[derive(Default)]
struct Parameters<'r> {
    id: Option<Cow<'r, str>>,
    status: Option<Cow<'r, str>>,
    recipient: Option<Cow<'r, str>>,
    code: Option<Cow<'r, str>>,
    network: Option<Cow<'r, str>>,
    time: Option<Cow<'r, str>>,
}

impl<'r> Parameters<'r> {
    fn set(&mut self, name: &str, value: Cow<'r, str>) -> Result<(), ParseError> {
        let parameter = match name {
            "messageId" => &mut self.id,
            "status" => &mut self.status,
            "msisdn" => &mut self.recipient,
            "err-code" => &mut self.code,
            "network-code" => &mut self.network,
            "message-timestamp" => &mut self.time,
            _ => return Ok(()),
        };
        match parameter.replace(value) {
            None => Ok(()),
            Some(_) => Err(ParseError::malformed("a parameter that is read stands twice")),
        }
    }
}

fn query(url: &str) -> &str {
    url.split_once('?').map_or("", |(_, query)| query)
}

fn name_and_value(pair: &str) -> (&str, &str) {
    pair.split_once('=').unwrap_or((pair, ""))
}

/// What stands under a name as it came. Digits need no percent-encoding, so an encoded name or
/// value is not the documented form, and nothing is decoded before it is authentic.
fn parameter<'r>(url: &'r str, name: &str) -> Lookup<&'r str> {
    let pairs = query(url).split('&').map(name_and_value);
    Lookup::among(pairs.filter(|(own, _)| *own == name).map(|(_, value)| value))
}

/// Every pair but the signature, as it stands in the query, sorted and joined by `&`. Decoded
/// text would be ambiguous: `a=1%26b=2` and `a=1&b=2` come to the same, so that a signature for
/// one value would fit two. As they stand, no pair has an `&`.
fn signed_text(url: &str) -> String {
    let mut pairs: Vec<&str> =
        query(url).split('&').filter(|pair| name_and_value(pair).0 != SIGNATURE).collect();
    pairs.sort_unstable();
    pairs.join("&")
}

fn decode_hex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let digit =
        |letter: u8| char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let byte = |[high, low]: &[u8; 2]| Some(digit(*high)? << 4 | digit(*low)?);
    (pairs.len() == 32 && rest.is_empty()).then(|| pairs.iter().map(byte).collect()).flatten()
}
