//! A provider that signs nothing and logs in: HTTP basic authentication, and one JSON array of
//! events.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use delivrd_core::{
    Adapter, Answer, Callback, Capabilities, Config, ConfigError, Confirmation, Event, Events,
    Evidence, KeyMember, Keys, Metadata, ParseError, Provider, Reading, Receipt, Receipts, Request,
    Scheme, Secret, StatusRow, Unreadable, UnreadableKind, Value, Verified, VerifyError,
    code_table,
};

use crate::json::{self, Raw};
use crate::mac::Expected;

const HEADER: &str = "Authorization";
const CREDENTIAL: KeyMember<'static> = KeyMember::new(
    "credential",
    "credentials",
    "user and password of the callbacks, as `user:password`; the list may also hold the pair for inbound messages",
);

const CAPABILITIES: Capabilities = Capabilities::new(Scheme::BASIC_AUTH)
    .batching()
    .with_recipient_in_key()
    .with_time_in_key()
    .with_inbound_events();

const CALLBACK: Callback = Callback::new("POST application/json", Answer::OK, 10)
    .with_attempts(2, &[])
    .with_note("Any 2xx counts. Tried for 24 hours; how often and with which pauses nobody says.");

// `message-delivered` is not here: its description decides who confirms.
const STATUSES: &[StatusRow] = &[
    StatusRow::new("message-sending", Reading::SENT.confirmed_by(Confirmation::Provider)),
    StatusRow::new("message-sent", Reading::SENT.confirmed_by(Confirmation::Provider)),
    StatusRow::new("message-failed", Reading::UNDELIVERED.refined_by_code()),
    StatusRow::new("message-read", Reading::DELIVERED.confirmed_by(Confirmation::Read))
        .with_note("RCS; comes after message-delivered"),
];

static METADATA: Metadata<'static> = Metadata::new(
    "basic_auth",
    "Basic Auth",
    "https://example.com/basic-auth",
    CAPABILITIES,
    CALLBACK,
)
.with_keys(&[CREDENTIAL])
.with_statuses(STATUSES)
.with_codes(code_table!("codes.csv"));

/// The provider.
#[derive(Clone, Copy, Debug)]
pub struct BasicAuth;

impl Provider for BasicAuth {
    fn metadata(&self) -> &Metadata<'_> {
        &METADATA
    }

    fn configure(&self, config: &Config) -> Result<Box<dyn Adapter>, ConfigError> {
        let keys = config.keys(&CREDENTIAL, expected)?;
        Ok(Box::new(Configured { keys }))
    }
}

/// A credential of user and password. One without a password protects nothing.
fn expected(credential: &Value) -> Result<Expected, ConfigError> {
    let Some((_, password)) = credential.as_str().and_then(|text| text.split_once(':')) else {
        return Err(ConfigError::invalid(
            CREDENTIAL.one,
            "expected text of the form user:password",
        ));
    };
    Secret::from_config(CREDENTIAL.one, &Value::from(password))?;
    Expected::from_config(CREDENTIAL.one, credential)
}

#[derive(Debug)]
struct Configured {
    keys: Keys<Expected>,
}

impl Adapter for Configured {
    fn authenticate<'r>(&'r self, request: &Request<'_>) -> Result<Evidence<'r>, VerifyError> {
        let [header] = request.security_headers([HEADER])?;
        let given = decode(header).ok_or(VerifyError::malformed(
            HEADER,
            "Basic, one space, and user:password in canonical base64",
        ))?;
        let key =
            self.keys.matching(|expected| expected.is(&given)).ok_or(VerifyError::BadSignature)?;
        Ok(Evidence::new(Scheme::BASIC_AUTH, key, None))
    }

    fn parse<'r>(&'r self, verified: &Verified<'r>) -> Result<Events<'r>, ParseError> {
        let mut receipts = Receipts::None;
        let mut unreadable = Vec::new();
        let mut inbound = Vec::new();
        for (index, element) in json::elements(verified.body())?.into_iter().enumerate() {
            let Some(item) = element.object::<Item<'_>>()? else {
                unreadable.push(Unreadable::new(index, UnreadableKind::WrongType));
                continue;
            };
            let message = item.message.object::<Message<'_>>()?.unwrap_or_default();
            if item.is_inbound(&message) {
                inbound.push((index, item.kind));
                continue;
            }
            match read(&item, &message) {
                Ok(receipt) => receipts.push(receipt),
                Err(kind) => unreadable.push(Unreadable::new(index, kind)),
            }
        }
        if let (Some((_, kind)), []) = (inbound.first(), receipts.as_slice()) {
            let kind = kind.string().unwrap_or("message-received".into());
            return Ok(Events::other(Event::default(), kind).with_unreadable(unreadable));
        }
        // A notification has receipts or is something else: an inbound message among receipts
        // cannot be told as one, but must not vanish either.
        let strange = |(index, _)| Unreadable::new(index, UnreadableKind::WrongType);
        unreadable.extend(inbound.into_iter().map(strange));
        unreadable.sort_by_key(|item| item.index);
        Ok(Events::new(Event::default(), receipts).with_unreadable(unreadable))
    }
}

/// The credentials as the provider wrote them. The name of the scheme counts without regard to
/// case, as RFC 9110 (11.1) has it: it is no secret, and nothing is weaker for it. The RFC also
/// allows several spaces; one is the form that is documented, and nothing is trimmed here.
fn decode(header: &[u8]) -> Option<Vec<u8>> {
    let (scheme, encoded) = header.split_at_checked(b"Basic ".len())?;
    let credential = STANDARD.decode(encoded).ok()?;
    let is_basic = scheme.eq_ignore_ascii_case(b"Basic ");
    (is_basic && credential.contains(&b':')).then_some(credential)
}

#[derive(Default, serde::Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Item<'r> {
    #[serde(borrow, rename = "type")]
    kind: Raw<'r>,
    time: Raw<'r>,
    to: Raw<'r>,
    description: Raw<'r>,
    error_code: Raw<'r>,
    carrier_name: Raw<'r>,
    message: Raw<'r>,
}

#[derive(Default, serde::Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Message<'r> {
    #[serde(borrow)]
    id: Raw<'r>,
    from: Raw<'r>,
    direction: Raw<'r>,
    segment_count: Raw<'r>,
    channel: Raw<'r>,
    tag: Raw<'r>,
    owner: Raw<'r>,
    application_id: Raw<'r>,
}

impl Item<'_> {
    fn is_inbound(&self, message: &Message<'_>) -> bool {
        self.kind.string().as_deref() == Some("message-received")
            || message.direction.string().as_deref() == Some("in")
    }
}

fn read<'r>(item: &Item<'r>, message: &Message<'r>) -> Result<Receipt<'r>, UnreadableKind> {
    let mut receipt = Receipt::new(message.id.required()?);
    let status = item.kind.required()?;
    receipt.detail = item.description.string();
    if status == "message-delivered" {
        let to_carrier = receipt.detail.as_deref() == Some("Message delivered to carrier");
        let by = if to_carrier { Confirmation::Operator } else { Confirmation::Unspecified };
        receipt.reading = Some(Reading::DELIVERED.confirmed_by(by));
    }
    receipt.status = Some(status);
    receipt.recipient = item.to.string();
    receipt.sender = message.from.string();
    receipt.channel = message.channel.string().map(|name| name.to_lowercase().into());
    receipt.code = item.error_code.number().map(Into::into);
    receipt.set_occurred_at(item.time.string());
    receipt.parts = message.segment_count.number().and_then(|count| count.parse().ok());
    receipt.carrier = item.carrier_name.string();
    receipt.tags = message.tag.string().into_iter().collect();
    for (name, value) in [("applicationId", message.application_id), ("owner", message.owner)] {
        receipt.extra.extend(value.string().map(|text| (name.into(), text)));
    }
    Ok(receipt)
}
