//! Telnyx: JSON, one event a request with one or more recipients, Ed25519 over timestamp and body.
//!
//! Sources: <https://developers.telnyx.com/api-reference/callbacks/delivery-update>,
//! <https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks>,
//! <https://developers.telnyx.com/docs/messaging/messages/error-codes> and
//! <https://developers.telnyx.com/docs/development/api-fundamentals/webhooks>, read 2026-11-21.
//! Not the Standard Webhooks scheme, whose header names the page calls compatible.

mod errors;
mod payload;
mod simulator;

use std::cell::Cell;

use delivrd_core::{
    Adapter, Answer, Callback, Capabilities, Config, ConfigError, Confirmation, Events, Evidence,
    KeyMember, Keys, Metadata, OptionMember, ParseError, Provider, Reading, Request, Scheme,
    Simulator, StatusRow, Value, Verified, VerifyError, code_table,
};

use crate::signature::ed25519::{self, Ed25519PublicKey, Precompute};
use crate::signature::timestamp;

const SIGNATURE: &str = "telnyx-signature-ed25519";
const TIMESTAMP: &str = "telnyx-timestamp";

const KEY: KeyMember<'static> = KeyMember::new(
    "public_key",
    "public_keys",
    "the public key, as the portal shows it under Keys & Credentials; base64 of 32 bytes",
);

const PRECOMPUTE: OptionMember<'static> = OptionMember::new(
    "precompute",
    "whether a key gets a table of 0.66 MB that halves the time of a verification: `true` at once, \
     `false` never; without it, after 64 genuine requests. At most the first 8 keys get one",
);

/// More keys than a rotation needs; a list of hundreds must not take hundreds of megabytes.
const MOST_TABLES: u8 = 8;

/// A word that does not say who refused, or why: the code refines it.
const FAILED: Reading = Reading::UNDELIVERED.refined_by_code();

const PEERS_NAME_IT: &str = "not in the SDK's list; peers name it";

static METADATA: Metadata<'static> = Metadata::new(
    "telnyx",
    "Telnyx",
    "https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks",
    Capabilities::new(Scheme::ED25519)
        .signing_time()
        .batching()
        .with_recipient_in_key()
        .with_time_in_key()
        .with_inbound_events(),
    Callback::new("POST application/json", Answer::OK, 2).with_attempts(3, &[]).with_note(
        "any 2xx counts (an older page asks for 200); 3 attempts at the URL, then the failover \
         URL; another source says 10 seconds and 5 attempts",
    ),
)
.with_keys(&[KEY])
.with_options(&[PRECOMPUTE])
.with_statuses(&[
    StatusRow::new("queued", Reading::QUEUED.confirmed_by(Confirmation::Provider)),
    StatusRow::new("sending", Reading::QUEUED.confirmed_by(Confirmation::Provider))
        .with_note("being handed to the carrier"),
    StatusRow::new("sent", Reading::SENT.confirmed_by(Confirmation::Operator))
        .with_note("stays the last word where the carrier gives no receipts"),
    StatusRow::new("delivered", Reading::DELIVERED),
    StatusRow::new("sending_failed", FAILED)
        .with_note("never left Telnyx; with code 40014 it expired in the queue"),
    StatusRow::new("delivery_failed", FAILED).with_note("with code 40005 it expired on the way"),
    StatusRow::new("delivery_unconfirmed", Reading::UNCONFIRMED)
        .with_note("no receipt came in time; a later `delivered` wins"),
    StatusRow::new("expired", Reading::EXPIRED),
    StatusRow::new("cancelled", Reading::CANCELED).with_note(PEERS_NAME_IT),
    StatusRow::new("canceled", Reading::CANCELED).with_note(PEERS_NAME_IT),
    StatusRow::new("read", Reading::DELIVERED.confirmed_by(Confirmation::Read))
        .with_note("RCS; a third party mentions it"),
])
.with_codes(code_table!("codes.csv"));

/// The provider.
#[derive(Clone, Copy, Debug)]
pub struct Telnyx;

impl Provider for Telnyx {
    fn metadata(&self) -> &Metadata<'_> {
        &METADATA
    }

    fn configure(&self, config: &Config) -> Result<Box<dyn Adapter>, ConfigError> {
        let precompute = match config.get(PRECOMPUTE.name) {
            None => Precompute::WhenWorthIt,
            Some(Value::Bool(true)) => Precompute::AtOnce,
            Some(Value::Bool(false)) => Precompute::Never,
            Some(_) => return Err(ConfigError::invalid(PRECOMPUTE.name, "expected true or false")),
        };
        let tables = Cell::new(MOST_TABLES);
        let keys = config.keys(&KEY, |key| {
            let room = tables.get().checked_sub(1);
            tables.set(room.unwrap_or(0));
            let precompute = room.map_or(Precompute::Never, |_| precompute);
            Ed25519PublicKey::from_config(KEY.one, key, precompute)
        })?;
        Ok(Box::new(Configured { keys }))
    }

    fn simulator(&self) -> Option<&dyn Simulator> {
        Some(self)
    }
}

#[derive(Debug)]
struct Configured {
    keys: Keys<Ed25519PublicKey>,
}

impl Adapter for Configured {
    fn authenticate<'r>(&'r self, request: &Request<'_>) -> Result<Evidence<'r>, VerifyError> {
        let [signature, time] = request.security_headers([SIGNATURE, TIMESTAMP])?;
        let signature = ed25519::decode_signature(signature)
            .ok_or(VerifyError::malformed(SIGNATURE, "canonical base64 of 64 bytes"))?;
        let signed_at = timestamp::unix_seconds(time, TIMESTAMP)?;
        let signed = [time, b"|", request.body];
        let key = self
            .keys
            .matching(|key| key.verifies(&signed, &signature))
            .ok_or(VerifyError::BadSignature)?;
        Ok(Evidence::new(Scheme::ED25519, key, Some(signed_at)))
    }

    fn parse<'r>(&'r self, verified: &Verified<'r>) -> Result<Events<'r>, ParseError> {
        payload::read(verified)
    }
}
