//! A provider whose receipts have every fact there is.

use std::borrow::Cow;
use std::sync::Mutex;

use delivrd::*;
use delivrd_conformance::canary::NUMBER;

use crate::places::{AMOUNT, debug, hidden};
use crate::{HEADER, KEY, NOW};

/// A provider whose receipts have every fact there is, each of them a canary.
#[derive(Debug)]
pub(crate) struct Odd;

pub(crate) static METADATA: Metadata<'static> = Metadata::new(
    "odd",
    "Odd",
    "https://example.com/odd",
    Capabilities::new(Scheme::HMAC_SHA256)
        .signing_time()
        .with_recipient_in_key()
        .with_time_in_key(),
    Callback::new("POST", Answer::OK, 1),
)
.with_keys(&[KEY]);

/// What an adapter can show while it works.
pub(crate) static SEEN: Mutex<Vec<(&str, String)>> = Mutex::new(Vec::new());

impl Provider for Odd {
    fn metadata(&self) -> &Metadata<'_> {
        &METADATA
    }

    fn configure(&self, config: &Config) -> Result<Box<dyn Adapter>, ConfigError> {
        config
            .keys(&KEY, |key| Secret::from_config(KEY.one, key))
            .map(|keys| -> Box<dyn Adapter> { Box::new(OddAdapter(keys)) })
    }
}

#[derive(Debug)]
pub(crate) struct OddAdapter(Keys<Secret>);

impl Adapter for OddAdapter {
    fn authenticate<'r>(&'r self, request: &Request<'_>) -> Result<Evidence<'r>, VerifyError> {
        let [given] = request.security_headers([HEADER])?;
        let key = self.0.matching(|secret| secret.expose() == given);
        let key = key.ok_or(VerifyError::BadSignature)?;
        Ok(Evidence::new(Scheme::HMAC_SHA256, key, Some(NOW)))
    }

    fn parse<'r>(&'r self, verified: &Verified<'r>) -> Result<Events<'r>, ParseError> {
        let mut seen = SEEN.lock().unwrap();
        seen.extend(debug(verified).map(|text| ("Verified", text)));
        seen.extend(debug(self).map(|text| ("Keys", text)));
        let event = Event::new(Some(hidden("event id")), Some(hidden("event type")), Some(2));
        seen.extend(debug(&event).map(|text| ("Event", text)));
        let events = match verified.body().split_once(' ') {
            Some((kind, serial)) => {
                let receipts = [receipt(kind, serial), receipt("sent", serial)];
                let unreadable = Unreadable::new(7, UnreadableKind::WrongType);
                Events::new(event, Receipts::Many(receipts.into()))
                    .with_unreadable(vec![unreadable])
            }
            None => Events::other(event, hidden("other")),
        };
        seen.extend(debug(&events).map(|text| ("Events", text)));
        seen.extend(debug(&events.receipts).map(|text| ("Receipts", text)));
        Ok(events)
    }
}

pub(crate) fn receipt(kind: &str, serial: &str) -> Receipt<'static> {
    let mut receipt = Receipt::new(format!("{}{serial}", hidden("message id")));
    receipt.reference = Some(hidden("reference"));
    receipt.recipient = Some(NUMBER.into());
    receipt.sender = Some(hidden("sender"));
    receipt.channel = Some(hidden("channel"));
    receipt.campaign = Some(hidden("campaign"));
    receipt.status = Some(hidden("status"));
    receipt.code = Some(hidden("code"));
    receipt.detail = Some(hidden("detail"));
    receipt.occurred_at = Timestamp::from_unix(NOW);
    receipt.occurred_at_text = Some(hidden("time"));
    receipt.parts = Some(2);
    receipt.part = (kind == "sent").then_some(1);
    let amount = Amount::try_from(Cow::Borrowed(AMOUNT)).unwrap();
    receipt.cost = Some(Cost::new(amount, Some(hidden("currency"))));
    receipt.carrier = Some(hidden("carrier"));
    receipt.network = Some(hidden("network"));
    receipt.tags = vec![hidden("tag")];
    receipt.extra = vec![(hidden("extra name"), hidden("extra text"))];
    receipt.reading = match kind {
        "delivered" => Some(Reading::DELIVERED),
        "sent" => Some(Reading::SENT),
        "failed" => Some(Reading::UNDELIVERED),
        _ => None,
    };
    receipt.hint = Some(Failure::new(Reason::Blocked, Permanence::Permanent, Source::Provider));
    receipt
}
