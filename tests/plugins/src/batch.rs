//! A provider that posts many receipts in one JSON array and proves itself by a secret header.

use std::borrow::Cow;

use delivrd_core::{
    Adapter, Amount, Callback, Capabilities, CodeTable, Config, ConfigError, Cost, Event, Events,
    Evidence, Failure, KeyMember, Keys, MAX_ITEMS, Metadata, ParseError, Permanence, Provider,
    Reading, Reason, Receipt, Receipts, Request, Scheme, Source, StatusRow, StatusTable,
    Unreadable, UnreadableKind, Verified, VerifyError, too_many_items,
};
use serde_json::{Map, Value};

use crate::mac::Key;

const HEADER: &str = "X-Callback-Secret";
const SECRET: KeyMember = KeyMember {
    one: "callback_secret",
    many: "callback_secrets",
    about: "the text that every callback carries in a header",
};

static METADATA: Metadata = Metadata {
    id: "batch",
    name: "Batch",
    docs: "https://example.com/batch",
    capabilities: Capabilities {
        scheme: Scheme::new("shared_secret"),
        signs_time: false,
        batches: true,
        recipient_in_key: true,
        time_in_key: true,
        inbound_events: true,
    },
    callback: Callback {
        request: "POST application/json",
        answer: "2xx",
        timeout: 5,
        attempts: 5,
        pauses: &[60],
        note: "",
    },
    keys: &[SECRET],
    statuses: StatusTable::new(&[
        StatusRow { status: "PENDING", reading: Reading::SENT, note: "" },
        StatusRow { status: "DELIVERED", reading: Reading::DELIVERED, note: "" },
        StatusRow {
            status: "UNDELIVERABLE",
            reading: Reading::UNDELIVERED.refined_by_code(),
            note: "",
        },
    ]),
    codes: CodeTable::EMPTY,
};

/// The provider.
#[derive(Clone, Copy, Debug)]
pub struct Batch;

impl Provider for Batch {
    fn metadata(&self) -> &Metadata {
        &METADATA
    }

    fn configure(&self, config: &Config) -> Result<Box<dyn Adapter>, ConfigError> {
        let keys = config.keys(&SECRET, |secret| {
            let key = Key::from_config(SECRET.one, secret)?;
            let tag = key.tag(secret.as_str().unwrap_or_default().as_bytes());
            Ok(Expected { key, tag })
        })?;
        Ok(Box::new(Configured { keys }))
    }
}

/// A secret, kept as its own MAC: comparing MACs takes the same time wherever the first
/// difference of the texts stands, and whatever their lengths.
#[derive(Debug)]
struct Expected {
    key: Key,
    tag: [u8; 32],
}

#[derive(Debug)]
struct Configured {
    keys: Keys<Expected>,
}

impl Adapter for Configured {
    fn authenticate<'r>(&'r self, request: &Request<'r>) -> Result<Evidence<'r>, VerifyError> {
        let [given] = request.security_headers([HEADER])?;
        let key = self
            .keys
            .matching(|expected| expected.key.verifies(given, &expected.tag))
            .ok_or(VerifyError::BadSignature)?;
        Ok(Evidence { scheme: Scheme::new("shared_secret"), key, signed_at: None })
    }

    fn parse<'r>(&'r self, verified: &Verified<'r>) -> Result<Events<'r>, ParseError> {
        let items: Vec<Value> = serde_json::from_str(verified.body())
            .map_err(|_| ParseError::malformed("expected an array of receipts"))?;
        if items.len() > MAX_ITEMS {
            return Err(too_many_items());
        }
        let mut receipts = Receipts::None;
        let mut unreadable = Vec::new();
        for (index, item) in items.into_iter().enumerate() {
            match read_item(item) {
                Ok(receipt) => receipts.push(receipt),
                Err(kind) => unreadable.push(Unreadable { index, kind }),
            }
        }
        Ok(Events::new(Event::default(), receipts).with_unreadable(unreadable))
    }
}

fn read_item<'r>(item: Value) -> Result<Receipt<'r>, UnreadableKind> {
    let Value::Object(mut item) = item else { return Err(UnreadableKind::WrongType) };
    let mut receipt = Receipt::new(required(&mut item, "messageId")?);
    receipt.status = Some(required(&mut item, "status")?);
    receipt.recipient = optional(&mut item, "to");
    receipt.set_occurred_at(optional(&mut item, "doneAt"));
    receipt.cost = optional(&mut item, "price").and_then(|price| {
        Some(Cost { amount: Amount::try_from(price).ok()?, currency: Some("EUR".into()) })
    });
    // This provider says in the payload itself whether a failure is permanent.
    receipt.hint = item.get("permanent").and_then(Value::as_bool).map(|permanent| {
        let permanence = if permanent { Permanence::Permanent } else { Permanence::Temporary };
        Failure::new(Reason::CarrierError, permanence, Source::Provider)
    });
    Ok(receipt)
}

fn required<'r>(item: &mut Map<String, Value>, name: &str) -> Result<Cow<'r, str>, UnreadableKind> {
    match item.remove(name) {
        None | Some(Value::Null) => Err(UnreadableKind::MissingMember),
        Some(Value::String(text)) if text.is_empty() => Err(UnreadableKind::MissingMember),
        Some(Value::String(text)) => Ok(text.into()),
        Some(_) => Err(UnreadableKind::WrongType),
    }
}

fn optional<'r>(item: &mut Map<String, Value>, name: &str) -> Option<Cow<'r, str>> {
    match item.remove(name)? {
        Value::String(text) if !text.is_empty() => Some(text.into()),
        Value::Number(number) => Some(number.to_string().into()),
        _ => None,
    }
}
