//! Twilio: a form (or the query of a GET, or JSON), one receipt a request, HMAC-SHA1 over the URL
//! and the form's parameters.
//!
//! Sources: <https://www.twilio.com/docs/messaging/guides/track-outbound-message-status>,
//! <https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks>,
//! <https://www.twilio.com/docs/usage/webhooks/webhooks-security>,
//! <https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides>, read 2026-11-21, and
//! Twilio's own validators: `request_validator.py` of twilio-python, `webhooks.ts` of twilio-node,
//! `request_validator.go` of twilio-go, `RequestValidator.php` of twilio-php, read 2026-11-22
//! (stored versions of twilio-ruby and twilio-java try the URL as it is, and nothing else).

mod payload;
mod signed;
mod simulator;

use delivrd_core::{
    Adapter, Answer, Callback, Capabilities, Config, ConfigError, Confirmation, Events, Evidence,
    KeyMember, Keys, Lookup, Metadata, ParseError, Provider, Reading, Request, Scheme, Secret,
    Simulator, StatusRow, Verified, VerifyError, code_table,
};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::form;
use crate::signature::hmac::HmacKey;
use crate::signature::{base64, hex};

const SIGNATURE: &str = "X-Twilio-Signature";
/// The parameter of the query that stands for the body where that is no form.
const BODY_HASH: &str = "bodySHA256";

const KEY: KeyMember<'static> = KeyMember::new(
    "auth_token",
    "auth_tokens",
    "the primary auth token of the account (or sub-account) that owns the message, as the console \
     shows it; text, used verbatim",
);

const FAILED: Reading = Reading::UNDELIVERED.refined_by_code();

static METADATA: Metadata<'static> = Metadata::new(
    "twilio",
    "Twilio",
    "https://www.twilio.com/docs/messaging/guides/track-outbound-message-status",
    Capabilities::new(Scheme::HMAC_SHA1).with_inbound_events(),
    Callback::new("POST application/x-www-form-urlencoded", Answer::OK, 15)
        .with_attempts(2, &[])
        .with_note(
            "204 counts, too; one retry by default, and which failures get it is not documented: \
             `#rc=5&rp=all` behind the callback URL asks for five, after any failure",
        ),
)
.with_keys(&[KEY])
.with_statuses(&[
    StatusRow::new("accepted", Reading::ACCEPTED.confirmed_by(Confirmation::Provider))
        .with_note("with a messaging service, before it chose a sender"),
    StatusRow::new("scheduled", Reading::QUEUED.confirmed_by(Confirmation::Provider))
        .with_note("waits for its time"),
    StatusRow::new("queued", Reading::QUEUED.confirmed_by(Confirmation::Provider)),
    StatusRow::new("sending", Reading::QUEUED.confirmed_by(Confirmation::Provider))
        .with_note("being handed to the carrier"),
    StatusRow::new("sent", Reading::SENT.confirmed_by(Confirmation::Operator))
        .with_note("stays the last word where the carrier gives no receipts"),
    StatusRow::new("delivered", Reading::DELIVERED),
    StatusRow::new("undelivered", FAILED)
        .with_note("the carrier or the handset said no; with code 30036 it expired"),
    StatusRow::new("failed", FAILED).with_note("refused by Twilio, or could not be sent"),
    StatusRow::new("canceled", Reading::CANCELED).with_note("by the sender, before its time"),
    StatusRow::new("read", Reading::DELIVERED.confirmed_by(Confirmation::Read))
        .with_note("WhatsApp and RCS; comes after `delivered`"),
    StatusRow::new("partially_delivered", Reading::UNKNOWN)
        .with_note("only in the list of the API; says nothing of the end"),
])
.with_codes(code_table!("codes.csv"));

/// The provider.
#[derive(Clone, Copy, Debug)]
pub struct Twilio;

impl Provider for Twilio {
    fn metadata(&self) -> &Metadata<'_> {
        &METADATA
    }

    fn configure(&self, config: &Config) -> Result<Box<dyn Adapter>, ConfigError> {
        let keys = config.keys(&KEY, |token| {
            Secret::from_config(KEY.one, token).map(|token| HmacKey::new(&token))
        })?;
        Ok(Box::new(Configured { keys }))
    }

    fn simulator(&self) -> Option<&dyn Simulator> {
        Some(self)
    }
}

#[derive(Debug)]
struct Configured {
    keys: Keys<HmacKey<Sha1>>,
}

impl Adapter for Configured {
    /// The URL alone says what covers the body: its hash, if the query has one, else its
    /// parameters. Neither the method nor the content type is signed, so neither is asked.
    fn authenticate<'r>(&'r self, request: &Request<'_>) -> Result<Evidence<'r>, VerifyError> {
        let [signature] = request.security_headers([SIGNATURE])?;
        let hash = signed::body_hash(request.url);
        if hash == Lookup::Repeated {
            return Err(VerifyError::DuplicateHeader { header: BODY_HASH.into() });
        }
        let tag = base64::decode(signature)
            .ok_or(VerifyError::malformed(SIGNATURE, "canonical base64 of 20 bytes"))?;
        let parameters = match hash {
            Lookup::Present(hash) => {
                let hash: [u8; 32] =
                    hex::decode(&hash).ok_or(VerifyError::malformed(BODY_HASH, "64 hex digits"))?;
                // Both are public: no secret is compared here.
                if Sha256::digest(request.body) != hash {
                    return Err(VerifyError::BadSignature);
                }
                Vec::new()
            }
            _ => form::sorted_text(request.body).ok_or(VerifyError::BadSignature)?,
        };
        let forms = signed::forms(request.url);
        let key = self
            .keys
            .matching(|key| {
                forms.iter().any(|form| key.verifies(&[form.as_bytes(), &parameters], &tag))
            })
            .ok_or(VerifyError::BadSignature)?;
        Ok(Evidence::new(Scheme::HMAC_SHA1, key, None))
    }

    fn parse<'r>(&'r self, verified: &Verified<'r>) -> Result<Events<'r>, ParseError> {
        payload::read(verified)
    }
}
