//! 23 Telecom: JSON, one receipt a request, HMAC-SHA256 over timestamp and body.
//!
//! Sources: <https://docs.23telecom.co.uk/webhooks/delivery/>,
//! <https://docs.23telecom.co.uk/webhooks/security> and
//! <https://docs.23telecom.co.uk/webhooks/overview>, read 2026-11-21.

mod simulator;

use std::borrow::Cow;

use delivrd_core::{
    Adapter, Answer, Callback, Capabilities, Config, ConfigError, Cost, Event, Events, Evidence,
    KeyMember, Keys, Metadata, ParseError, Provider, Reading, Receipt, Receipts, Request, Scheme,
    Secret, Simulator, StatusRow, Verified, VerifyError, code_table,
};
use sha2::Sha256;

use crate::json::{self, object};
use crate::signature::hmac::HmacKey;
use crate::signature::{hex, timestamp};

const TIMESTAMP: &str = "X-Webhook-Timestamp";
const SIGNATURE: &str = "X-Webhook-Signature";
const SIGNATURE_PREFIX: &[u8] = b"sha256=";

const KEY: KeyMember<'static> = KeyMember::new(
    "secret",
    "secrets",
    "the signing secret, as set in the portal or by the API (signing_secret); text, used verbatim",
);

static METADATA: Metadata<'static> = Metadata::new(
    "telecom23",
    "23 Telecom",
    "https://docs.23telecom.co.uk/webhooks/delivery/",
    Capabilities::new(Scheme::HMAC_SHA256).signing_time().with_time_in_key(),
    Callback::new("POST application/json", Answer::OK, 5).with_attempts(3, &[10, 30]).with_note(
        "any 2xx counts; after some 55 seconds of downtime a receipt is only in the provider's \
         webhook log",
    ),
)
.with_keys(&[KEY])
.with_statuses(&[
    StatusRow::new("DELIVRD", Reading::DELIVERED),
    StatusRow::new("UNDELIV", Reading::UNDELIVERED)
        .with_note("the cause, if any, is in `status_code`"),
    StatusRow::new("REJECTD", Reading::REJECTED),
    StatusRow::new("EXPIRED", Reading::EXPIRED),
    StatusRow::new("UNKNOWN", Reading::UNKNOWN)
        .with_note("not documented as an end: a DELIVRD may follow"),
])
.with_codes(code_table!("codes.csv"));

/// The provider.
#[derive(Clone, Copy, Debug)]
pub struct Telecom23;

impl Provider for Telecom23 {
    fn metadata(&self) -> &Metadata<'_> {
        &METADATA
    }

    fn configure(&self, config: &Config) -> Result<Box<dyn Adapter>, ConfigError> {
        let keys = config.keys(&KEY, |secret| {
            Secret::from_config(KEY.one, secret).map(|secret| HmacKey::new(&secret))
        })?;
        Ok(Box::new(Configured { keys }))
    }

    fn simulator(&self) -> Option<&dyn Simulator> {
        Some(self)
    }
}

#[derive(Debug)]
struct Configured {
    keys: Keys<HmacKey<Sha256>>,
}

impl Adapter for Configured {
    fn authenticate<'r>(&'r self, request: &Request<'_>) -> Result<Evidence<'r>, VerifyError> {
        let [time, signature] = request.security_headers([TIMESTAMP, SIGNATURE])?;
        let signed_at = timestamp::unix_seconds(time, TIMESTAMP)?;
        let tag: [u8; 32] = signature
            .strip_prefix(SIGNATURE_PREFIX)
            .and_then(hex::decode)
            .ok_or(VerifyError::malformed(SIGNATURE, "sha256= and 64 hex digits"))?;
        // The timestamp is signed as received, before the full stop; as it holds digits alone,
        // the two cannot be split another way.
        let signed = [time, b".", request.body];
        let key = self
            .keys
            .matching(|key| key.verifies(&signed, &tag))
            .ok_or(VerifyError::BadSignature)?;
        Ok(Evidence::new(Scheme::HMAC_SHA256, key, Some(signed_at)))
    }

    fn parse<'r>(&'r self, verified: &Verified<'r>) -> Result<Events<'r>, ParseError> {
        let payload: Payload<'r> = json::read_body(verified.body())?;
        let mut receipt =
            Receipt::new(payload.message_id.required().map_err(|_| not_a_receipt("message_id"))?);
        receipt.status = Some(payload.status.required().map_err(|_| not_a_receipt("status"))?);
        receipt.recipient = payload.recipient.text();
        receipt.sender = payload.sender_id.text();
        receipt.code = payload.status_code.text();
        receipt.set_occurred_at(payload.timestamp.text());
        receipt.parts = payload.num_parts.count();
        receipt.cost = payload.cost.amount().map(|amount| Cost::new(amount, None));
        receipt.extra = [
            ("workspace_id", payload.workspace_id),
            ("telecom_message_id", payload.telecom_message_id),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((Cow::Borrowed(name), value.text_or_bool()?)))
        .collect();
        Ok(Events::new(Event::default(), Receipts::One(receipt)))
    }
}

object! {
    /// Every member is optional: the account chooses which ones are sent (`delivery_fields`).
    Payload {
        message_id: "message_id",
        telecom_message_id: "telecom_message_id",
        recipient: "recipient",
        sender_id: "sender_id",
        status: "status",
        status_code: "status_code",
        num_parts: "num_parts",
        cost: "cost",
        timestamp: "timestamp",
        workspace_id: "workspace_id",
    }
}

/// Without these two there is no receipt; and as no member tells one event type from another,
/// their absence is also how a click or an impression looks.
fn not_a_receipt(member: &str) -> ParseError {
    ParseError::malformed(format!(
        "{member} is missing or no text: select the field in the provider's webhook settings, \
         or find out whether the URL receives another event type (they have no mark of their own)"
    ))
}
