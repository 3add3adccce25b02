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

use delivrd_core::{
    Adapter, Callback, Capabilities, Config, ConfigError, Confirmation, Events, Evidence,
    KeyMember, Keys, Metadata, ParseError, Provider, Reading, Request, Scheme, Simulator,
    StatusRow, StatusTable, Verified, VerifyError, code_table,
};

use crate::signature::ed25519::{self, Ed25519PublicKey};
use crate::signature::timestamp;

const SIGNATURE: &str = "telnyx-signature-ed25519";
const TIMESTAMP: &str = "telnyx-timestamp";

const KEY: KeyMember = KeyMember {
    one: "public_key",
    many: "public_keys",
    about: "the public key, as the portal shows it under Keys & Credentials; base64 of 32 bytes",
};

/// A word that does not say who refused, or why: the code refines it.
const FAILED: Reading = Reading::UNDELIVERED.refined_by_code();

static METADATA: Metadata = Metadata {
    id: "telnyx",
    name: "Telnyx",
    docs: "https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks",
    capabilities: Capabilities {
        scheme: Scheme::ED25519,
        signs_time: true,
        batches: true,
        recipient_in_key: true,
        time_in_key: true,
        inbound_events: true,
    },
    callback: Callback {
        request: "POST application/json",
        answer: "2xx (an older page asks for 200)",
        timeout: 2,
        attempts: 3,
        pauses: &[],
        note: "3 attempts at the URL, then the failover URL; another source says 10 seconds and 5 attempts",
    },
    keys: &[KEY],
    statuses: StatusTable::new(&[
        StatusRow {
            status: "queued",
            reading: Reading::QUEUED.confirmed_by(Confirmation::Provider),
            note: "",
        },
        StatusRow {
            status: "sending",
            reading: Reading::QUEUED.confirmed_by(Confirmation::Provider),
            note: "being handed to the carrier",
        },
        StatusRow {
            status: "sent",
            reading: Reading::SENT.confirmed_by(Confirmation::Operator),
            note: "stays the last word where the carrier gives no receipts",
        },
        StatusRow { status: "delivered", reading: Reading::DELIVERED, note: "" },
        StatusRow {
            status: "sending_failed",
            reading: FAILED,
            note: "never left Telnyx; with code 40014 it expired in the queue",
        },
        StatusRow {
            status: "delivery_failed",
            reading: FAILED,
            note: "with code 40005 it expired on the way",
        },
        StatusRow {
            status: "delivery_unconfirmed",
            reading: Reading::UNCONFIRMED,
            note: "no receipt came in time; a later `delivered` wins",
        },
        StatusRow { status: "expired", reading: Reading::EXPIRED, note: "" },
        StatusRow {
            status: "cancelled",
            reading: Reading::CANCELED,
            note: "not in the SDK's list; peers name it",
        },
        StatusRow {
            status: "canceled",
            reading: Reading::CANCELED,
            note: "not in the SDK's list; peers name it",
        },
        StatusRow {
            status: "read",
            reading: Reading::DELIVERED.confirmed_by(Confirmation::Read),
            note: "RCS; a third party mentions it",
        },
    ]),
    codes: code_table!("codes.csv"),
};

/// The provider.
#[derive(Clone, Copy, Debug)]
pub struct Telnyx;

impl Provider for Telnyx {
    fn metadata(&self) -> &Metadata {
        &METADATA
    }

    fn configure(&self, config: &Config) -> Result<Box<dyn Adapter>, ConfigError> {
        let keys = config.keys(&KEY, |key| Ed25519PublicKey::from_config(KEY.one, key))?;
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
    fn authenticate<'r>(&'r self, request: &Request<'r>) -> Result<Evidence<'r>, VerifyError> {
        let [signature, time] = request.security_headers([SIGNATURE, TIMESTAMP])?;
        let signature =
            ed25519::decode_signature(signature).ok_or(VerifyError::MalformedHeader {
                header: SIGNATURE,
                expected: "canonical base64 of 64 bytes",
            })?;
        let signed_at = timestamp::unix_seconds(time, TIMESTAMP)?;
        let signed = [time, b"|", request.body];
        let key = self
            .keys
            .matching(|key| key.verifies(&signed, &signature))
            .ok_or(VerifyError::BadSignature)?;
        Ok(Evidence { scheme: Scheme::ED25519, key, signed_at: Some(signed_at) })
    }

    fn parse<'r>(&'r self, verified: &Verified<'r>) -> Result<Events<'r>, ParseError> {
        payload::read(verified.body())
    }
}
