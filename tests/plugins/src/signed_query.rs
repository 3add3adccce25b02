//! A provider that calls by GET: receipt, time and signature are parameters of the URL.

use std::borrow::Cow;

use delivrd_core::{
    Adapter, Callback, Capabilities, CodeTable, Config, ConfigError, Event, Events, Evidence,
    KeyMember, Keys, Metadata, ParseError, Provider, Reading, Receipt, Receipts, Request, Scheme,
    StatusRow, StatusTable, Verified, VerifyError,
};

use crate::mac::Key;

const SIGNATURE: &str = "sig";
const TIME: &str = "timestamp";
const SECRET: KeyMember = KeyMember {
    one: "signature_secret",
    many: "signature_secrets",
    about: "the secret that signs the parameters",
};

static METADATA: Metadata = Metadata {
    id: "signed_query",
    name: "Signed Query",
    docs: "https://example.com/signed-query",
    capabilities: Capabilities {
        scheme: Scheme::HMAC_SHA256,
        signs_time: true,
        batches: false,
        recipient_in_key: false,
        time_in_key: true,
        inbound_events: false,
    },
    callback: Callback {
        request: "GET",
        answer: "200 or 204",
        timeout: 15,
        attempts: 10,
        pauses: &[5, 10, 20],
        note: "",
    },
    keys: &[SECRET],
    statuses: StatusTable::new(&[
        StatusRow { status: "accepted", reading: Reading::ACCEPTED, note: "" },
        StatusRow { status: "buffered", reading: Reading::STILL_UNDELIVERED, note: "" },
        StatusRow { status: "delivered", reading: Reading::DELIVERED, note: "" },
        StatusRow { status: "failed", reading: Reading::UNDELIVERED, note: "" },
    ]),
    codes: CodeTable::EMPTY,
};

/// The provider.
#[derive(Clone, Copy, Debug)]
pub struct SignedQuery;

impl Provider for SignedQuery {
    fn metadata(&self) -> &Metadata {
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
    fn authenticate<'r>(&'r self, request: &Request<'r>) -> Result<Evidence<'r>, VerifyError> {
        let [signature, time] =
            [security_parameter(request, SIGNATURE)?, security_parameter(request, TIME)?];
        let tag = decode_hex(&signature)
            .ok_or(VerifyError::MalformedHeader { header: SIGNATURE, expected: "64 hex digits" })?;
        let is_plain = time.len() <= 18 && time.bytes().all(|byte| byte.is_ascii_digit());
        let signed_at = time.parse().ok().filter(|_| is_plain);
        let signed_at = signed_at.ok_or(VerifyError::MalformedHeader {
            header: TIME,
            expected: "1 to 18 ASCII digits",
        })?;
        let key = self
            .keys
            .matching(|key| key.verifies(signed_text(request.url).as_bytes(), &tag))
            .ok_or(VerifyError::BadSignature)?;
        Ok(Evidence { scheme: Scheme::HMAC_SHA256, key, signed_at: Some(signed_at) })
    }

    fn parse<'r>(&'r self, verified: &Verified<'r>) -> Result<Events<'r>, ParseError> {
        let url = verified.request().url;
        let parameter = |name| parameters(url).find(|(own, _)| own == name).map(|(_, value)| value);
        let (Some(id), Some(status)) = (parameter("messageId"), parameter("status")) else {
            return Err(ParseError::malformed("expected messageId and status in the query"));
        };
        let mut receipt = Receipt::new(id);
        receipt.status = Some(status);
        receipt.recipient = parameter("msisdn");
        receipt.code = parameter("err-code");
        receipt.network = parameter("network-code");
        receipt.set_occurred_at(parameter("message-timestamp"));
        Ok(Events::new(Event::default(), Receipts::One(receipt)))
    }
}

fn parameters(url: &str) -> form_urlencoded::Parse<'_> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    form_urlencoded::parse(query.as_bytes())
}

/// A parameter that the check of the signature needs, by the rules for security headers.
fn security_parameter<'r>(
    request: &Request<'r>,
    name: &'static str,
) -> Result<Cow<'r, str>, VerifyError> {
    let mut values = parameters(request.url).filter(|(own, _)| own == name).map(|(_, value)| value);
    let first = values.next().unwrap_or_default();
    if values.any(|value| value != first) {
        return Err(VerifyError::DuplicateHeader { header: name });
    }
    if first.is_empty() {
        return Err(VerifyError::MissingHeader { header: name });
    }
    Ok(first)
}

/// Every parameter but the signature, sorted, as `&name=value`.
pub fn signed_text(url: &str) -> String {
    let mut sorted: Vec<_> = parameters(url).filter(|(name, _)| name != SIGNATURE).collect();
    sorted.sort();
    let pairs: Vec<String> =
        sorted.iter().map(|(name, value)| format!("&{name}={value}")).collect();
    pairs.concat()
}

fn decode_hex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let digit =
        |letter: u8| char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let byte = |[high, low]: &[u8; 2]| Some(digit(*high)? << 4 | digit(*low)?);
    (pairs.len() == 32 && rest.is_empty()).then(|| pairs.iter().map(byte).collect()).flatten()
}
