//! A provider that posts many receipts in one JSON array and proves itself by a secret header.

use delivrd_core::{
    Adapter, Amount, Answer, Callback, Capabilities, Config, ConfigError, Cost, Event, Events,
    Evidence, Failure, KeyMember, Keys, Metadata, ParseError, Permanence, Provider, Reading,
    Reason, Receipt, Receipts, Request, Scheme, Source, StatusRow, Unreadable, UnreadableKind,
    Verified, VerifyError,
};

use crate::json::{self, Raw};
use crate::mac::Expected;

const HEADER: &str = "X-Callback-Secret";
const SCHEME: Scheme = Scheme::new("shared_secret");
const SECRET: KeyMember<'static> = KeyMember::new(
    "callback_secret",
    "callback_secrets",
    "the text that every callback carries in a header",
);

const CAPABILITIES: Capabilities = Capabilities::new(SCHEME)
    .batching()
    .with_recipient_in_key()
    .with_time_in_key()
    .with_inbound_events();

const CALLBACK: Callback = Callback::new("POST application/json", Answer::OK, 5)
    .with_attempts(5, &[60])
    .with_note("Any 2xx counts.");

const STATUSES: &[StatusRow] = &[
    StatusRow::new("PENDING", Reading::SENT),
    StatusRow::new("DELIVERED", Reading::DELIVERED),
    StatusRow::new("UNDELIVERABLE", Reading::UNDELIVERED.refined_by_code()),
];

static METADATA: Metadata<'static> =
    Metadata::new("batch", "Batch", "https://example.com/batch", CAPABILITIES, CALLBACK)
        .with_keys(&[SECRET])
        .with_statuses(STATUSES);

/// The provider.
#[derive(Clone, Copy, Debug)]
pub struct Batch;

impl Provider for Batch {
    fn metadata(&self) -> &Metadata<'_> {
        &METADATA
    }

    fn configure(&self, config: &Config) -> Result<Box<dyn Adapter>, ConfigError> {
        let keys = config.keys(&SECRET, |secret| Expected::from_config(SECRET.one, secret))?;
        Ok(Box::new(Configured { keys }))
    }
}

#[derive(Debug)]
struct Configured {
    keys: Keys<Expected>,
}

impl Adapter for Configured {
    fn authenticate<'r>(&'r self, request: &Request<'_>) -> Result<Evidence<'r>, VerifyError> {
        let [given] = request.security_headers([HEADER])?;
        let key =
            self.keys.matching(|expected| expected.is(given)).ok_or(VerifyError::BadSignature)?;
        Ok(Evidence::new(SCHEME, key, None))
    }

    fn parse<'r>(&'r self, verified: &Verified<'r>) -> Result<Events<'r>, ParseError> {
        let mut receipts = Receipts::None;
        let mut unreadable = Vec::new();
        for (index, element) in json::elements(verified.body())?.into_iter().enumerate() {
            let item = element.object::<Item<'_>>()?.ok_or(UnreadableKind::WrongType);
            match item.and_then(|item| read(&item)) {
                Ok(receipt) => receipts.push(receipt),
                Err(kind) => unreadable.push(Unreadable::new(index, kind)),
            }
        }
        Ok(Events::new(Event::default(), receipts).with_unreadable(unreadable))
    }
}

#[derive(Default, serde::Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Item<'r> {
    #[serde(borrow)]
    message_id: Raw<'r>,
    status: Raw<'r>,
    to: Raw<'r>,
    done_at: Raw<'r>,
    price: Raw<'r>,
    permanent: Raw<'r>,
}

fn read<'r>(item: &Item<'r>) -> Result<Receipt<'r>, UnreadableKind> {
    let mut receipt = Receipt::new(item.message_id.required()?);
    receipt.status = Some(item.status.required()?);
    receipt.recipient = item.to.text();
    receipt.set_occurred_at(item.done_at.string());
    let amount = item.price.text().and_then(|price| Amount::try_from(price).ok());
    receipt.cost = amount.map(|amount| Cost::new(amount, Some("EUR".into())));
    // This provider says in the payload itself whether a failure is permanent.
    let permanence = match item.permanent.raw() {
        Some("true") => Some(Permanence::Permanent),
        Some("false") => Some(Permanence::Temporary),
        _ => None,
    };
    receipt.hint = permanence
        .map(|permanence| Failure::new(Reason::CarrierError, permanence, Source::Provider));
    Ok(receipt)
}
