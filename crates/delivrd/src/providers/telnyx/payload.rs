//! The payload of an event.

use std::borrow::Cow;

use delivrd_core::{
    Confirmation, Cost, Event, Events, MAX_ITEMS, ParseError, Reading, Receipt, Receipts, State,
    Unreadable, UnreadableKind, Verified, too_many_items,
};

use super::FAILED;
use super::errors::{Addressee, Errors, Side};
use crate::json::{self, Raw, object};

object! { Body { data: "data" => Data, meta: "meta" => Meta, } }

object! {
    Data {
        id: "id",
        record_type: "record_type",
        event_type: "event_type",
        occurred_at: "occurred_at",
        payload: "payload" => Payload,
    }
}

object! { Meta { attempt: "attempt", } }

object! {
    Payload {
        id: "id",
        direction: "direction",
        kind: "type",
        messaging_profile_id: "messaging_profile_id",
        from: "from" => Sender,
        to: "to",
        cc: "cc",
        parts: "parts",
        tags: "tags",
        cost: "cost" => Price,
        campaign: "tcr_campaign_id",
        errors: "errors",
    }
}

object! { Sender { phone_number: "phone_number", } }

object! { Party { phone_number: "phone_number", carrier: "carrier", status: "status", } }

object! { Price { amount: "amount", currency: "currency", } }

pub(super) fn read<'r>(verified: &Verified<'r>) -> Result<Events<'r>, ParseError> {
    let body: Body<'r> = json::read_body(verified.body())?;
    let meta: Meta<'_> = body.meta.object()?.unwrap_or_default();
    let data: Data<'_> = body.data.object()?.ok_or_else(|| missing("data"))?;
    let event = Event::new(data.id.text(), data.event_type.string(), meta.attempt.count());
    let Some(kind) = event.kind.clone() else {
        return match data.record_type.string() {
            // A click on a shortened link is the one event without an event type.
            Some(kind) if kind == "link_clicked" => Ok(Events::other(event, kind)),
            _ => Err(missing("data.event_type")),
        };
    };
    let without_status = match &*kind {
        "message.sent" => Reading::SENT.confirmed_by(Confirmation::Operator),
        "message.finalized" => FAILED,
        _ => return Ok(Events::other(event, kind)),
    };
    let payload: Payload<'_> = data.payload.object()?.ok_or_else(|| missing("data.payload"))?;
    if payload.direction.string().is_some_and(|direction| direction == "inbound") {
        return Ok(Events::other(event, kind));
    }
    read_receipts(event, verified, data.occurred_at, payload, without_status)
}

fn missing(member: &str) -> ParseError {
    ParseError::malformed(format!("{member} is missing or of another type"))
}

/// One receipt per addressee, `to` first; one without recipient and status if there is none.
fn read_receipts<'r>(
    event: Event<'r>,
    verified: &Verified<'r>,
    occurred_at: Raw<'r>,
    payload: Payload<'r>,
    without_status: Reading,
) -> Result<Events<'r>, ParseError> {
    let mut shared = shared_facts(&payload)?;
    shared.set_occurred_at(occurred_at.text());
    shared.sender = payload.from.object()?.and_then(|from| from.phone_number.text());
    let cost = payload.cost.object()?.as_ref().and_then(read_cost);
    let errors = Errors::read(payload.errors)?;
    let weight = weight(&shared).saturating_add(errors.weight());
    let mut receipts = Receipts::None;
    let mut unreadable = Vec::new();
    let receipt = |shared: Receipt<'r>, (addressee, party, status): Addressed<'r>| {
        let mut receipt = shared;
        receipt.recipient = party.phone_number.text();
        receipt.carrier = party.carrier.text();
        let may_have_failed = may_have_failed(verified.reading(&status));
        receipt.status = Some(status);
        if let Some(error) = errors.first_for(addressee, may_have_failed) {
            error.describe(&mut receipt);
        }
        receipt
    };
    // Whoever comes last, mostly the only one, gets the shared facts themselves and no copy.
    let mut last: Option<Addressed<'r>> = None;
    let mut count = 0_usize;
    for (side, list) in [(Side::To, payload.to), (Side::Cc, payload.cc)] {
        let mut position = 0_usize;
        list.elements(|element| {
            let index = count;
            let addressee = Addressee { side, position };
            count = count.saturating_add(1);
            position = position.saturating_add(1);
            if count > MAX_ITEMS {
                return Err(too_many_items());
            }
            if count > 1 && count.saturating_mul(weight) > MAX_SHARED {
                return Err(ParseError::malformed("too many recipients of so long an event"));
            }
            match read_addressee(element)? {
                Ok((party, status)) => {
                    if let Some(earlier) = last.replace((addressee, party, status)) {
                        receipts.push(receipt(shared.clone(), earlier));
                    }
                }
                Err(kind) => unreadable.push(Unreadable::new(index, kind)),
            }
            Ok(())
        })?;
    }
    match last {
        Some(last) => receipts.push(receipt(shared, last)),
        None if count == 0 => receipts.push(without_addressee(shared, &errors, without_status)),
        None => {}
    }
    if let Some(first) = receipts.as_mut_slice().first_mut() {
        first.cost = cost;
    }
    Ok(Events::new(event, receipts).with_unreadable(unreadable))
}

/// What the receipts of one event may hold together of what they share, in bytes. Each is
/// complete by itself, and without a limit an id of half a megabyte for ten thousand recipients
/// would make gigabytes of receipts. Real events are a thousand times smaller.
const MAX_SHARED: usize = 16 << 20;

/// What a copy of the shared facts costs, in bytes.
fn weight(shared: &Receipt<'_>) -> usize {
    let length = |text: &Option<Cow<'_, str>>| text.as_ref().map_or(0, |text| text.len());
    let lists = shared.tags.iter().chain(shared.extra.iter().map(|(_, text)| text));
    let texts = [&shared.sender, &shared.channel, &shared.campaign, &shared.occurred_at_text];
    let listed = lists.map(|text| text.len().saturating_add(size_of::<Cow<'_, str>>()));
    texts.into_iter().map(length).chain(listed).fold(shared.message_id.len(), usize::saturating_add)
}

/// An error that names nobody is about those whom the message did not reach. A word that nobody
/// knows may be a failure.
fn may_have_failed(reading: Reading) -> bool {
    !matches!(reading.state(), State::Accepted | State::Queued | State::Sent | State::Delivered)
}

fn shared_facts<'a>(payload: &Payload<'a>) -> Result<Receipt<'a>, ParseError> {
    let id = payload.id.required().map_err(|_| missing("data.payload.id"))?;
    let mut shared = Receipt::new(id);
    shared.channel = payload.kind.text().as_deref().map(lower_case);
    shared.campaign = payload.campaign.text();
    shared.parts = payload.parts.count();
    payload.tags.elements(|tag| {
        shared.tags.extend(tag.string());
        Ok(())
    })?;
    shared.extra.extend(
        payload
            .messaging_profile_id
            .text_or_bool()
            .map(|profile| (Cow::Borrowed("messaging_profile_id"), profile)),
    );
    Ok(shared)
}

fn read_cost<'a>(price: &Price<'a>) -> Option<Cost<'a>> {
    let currency = price.currency.string();
    price.amount.amount().map(|amount| Cost::new(amount, currency))
}

/// An addressee, what is known of it, and its status word.
type Addressed<'a> = (Addressee, Party<'a>, Cow<'a, str>);

type Read<'a> = Result<(Party<'a>, Cow<'a, str>), UnreadableKind>;

fn read_addressee(element: Raw<'_>) -> Result<Read<'_>, ParseError> {
    let party: Option<Party<'_>> = element.object()?;
    Ok(party.ok_or(UnreadableKind::WrongType).and_then(|party| {
        let status = party.status.required()?;
        Ok((party, status))
    }))
}

fn without_addressee<'a>(
    shared: Receipt<'a>,
    errors: &Errors<'a>,
    without_status: Reading,
) -> Receipt<'a> {
    let mut receipt = shared;
    let error = errors.first_of_all();
    if let Some(error) = error {
        error.describe(&mut receipt);
    }
    // An event that ended without errors and without recipients tells no outcome.
    let is_unclear = without_status.is_final() && error.is_none();
    receipt.reading = Some(if is_unclear { Reading::UNKNOWN } else { without_status });
    receipt
}

fn lower_case(text: &str) -> Cow<'static, str> {
    match text {
        "SMS" => "sms".into(),
        "MMS" => "mms".into(),
        _ => text.to_ascii_lowercase().into(),
    }
}
