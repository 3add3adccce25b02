//! The members of a request: of a form, of a query, or of JSON.

use std::borrow::Cow;

use delivrd_core::{
    Confirmation, Event, Events, Lookup, ParseError, Reading, Receipt, Receipts, State, Verified,
};
use serde_json::value::RawValue;

use super::signed;
use crate::form;
use crate::json::{self, Raw, object};

/// Declares the members that are read, under the names that forms and JSON share.
macro_rules! members {
    ($( $field:ident: $name:literal, )+) => {
        #[derive(Default)]
        struct Members<'r> {
            $( $field: Option<Cow<'r, str>>, )+
        }

        object! { Json { kind: "type", $( $field: $name, )+ } }

        impl<'r> Members<'r> {
            fn of_form(form: &'r str) -> Result<Self, ParseError> {
                let [$( $field, )+] = form::members(form, [$( $name, )+])?;
                Ok(Self { $( $field, )+ })
            }

            fn of_json(json: Json<'r>) -> Self {
                Self { $( $field: json.$field.string(), )+ }
            }
        }
    };
}

members! {
    message_sid: "MessageSid",
    sms_sid: "SmsSid",
    message_status: "MessageStatus",
    sms_status: "SmsStatus",
    from: "From",
    to: "To",
    error_code: "ErrorCode",
    error_message: "ErrorMessage",
    raw_done_date: "RawDlrDoneDate",
    event_type: "EventType",
    account_sid: "AccountSid",
    messaging_service_sid: "MessagingServiceSid",
    channel_install_sid: "ChannelInstallSid",
    channel_status_message: "ChannelStatusMessage",
    body: "Body",
    num_media: "NumMedia",
    call_sid: "CallSid",
}

/// What covers the body says how it is read. A form signed by its parameters is never read as
/// JSON: other JSON could come to the same parameters. Under a hash there is no such choice.
pub(super) fn read<'r>(verified: &Verified<'r>) -> Result<Events<'r>, ParseError> {
    let (url, body) = (verified.url(), verified.body());
    if body.is_empty() {
        return events(verified, Members::of_form(form::query(url))?);
    }
    let is_hashed = signed::body_hash(url) != Lookup::Missing;
    match body.trim_ascii_start().as_bytes().first() {
        Some(b'[') if is_hashed => cloud_events(body),
        Some(b'{') if is_hashed => json_object(verified, body),
        _ => events(verified, Members::of_form(body)?),
    }
}

fn json_object<'r>(verified: &Verified<'r>, body: &'r str) -> Result<Events<'r>, ParseError> {
    let json: Json<'r> = json::read_body(body)?;
    let (kind, code) = (json.kind.string(), json.error_code.text());
    let members = Members { error_code: code, ..Members::of_json(json) };
    match kind {
        Some(kind) if members.id().is_none() => Ok(Events::other(Event::default(), kind)),
        _ => events(verified, members),
    }
}

/// A batch of Event Streams, whose members have other names: known by the type of its first event.
fn cloud_events(body: &str) -> Result<Events<'_>, ParseError> {
    let expected = || ParseError::malformed("expected a list of events with a type");
    let list: &RawValue = serde_json::from_str(body).map_err(|_| expected())?;
    let mut first = None;
    Raw::from(list).elements(|element| {
        first.get_or_insert(element);
        Ok(())
    })?;
    let event: Json<'_> = first.unwrap_or_default().object()?.ok_or_else(expected)?;
    let kind = event.kind.string().ok_or_else(expected)?;
    Ok(Events::other(Event::default(), kind))
}

fn events<'r>(verified: &Verified<'r>, members: Members<'r>) -> Result<Events<'r>, ParseError> {
    if let Some(kind) = members.other() {
        return Ok(Events::other(Event::default(), kind));
    }
    let id = members.id().cloned().ok_or_else(|| missing("MessageSid"))?;
    let status = members.status().cloned().ok_or_else(|| missing("MessageStatus"))?;
    let mut receipt = Receipt::new(id);
    receipt.reading = reading(verified, &status, members.event_type.as_deref());
    receipt.channel = members.channel();
    receipt.status = Some(status);
    receipt.recipient = told(members.to);
    receipt.sender = told(members.from);
    receipt.code = told(members.error_code);
    receipt.detail = told(members.error_message);
    // The carrier's clock, of a zone that nobody states: no time comes of it.
    receipt.set_occurred_at(told(members.raw_done_date));
    receipt.extra = [
        ("AccountSid", members.account_sid),
        ("MessagingServiceSid", members.messaging_service_sid),
        ("ChannelInstallSid", members.channel_install_sid),
        ("ChannelStatusMessage", members.channel_status_message),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((Cow::Borrowed(name), told(value)?)))
    .collect();
    let event = Event::new(None, told(members.event_type), None);
    Ok(Events::new(event, Receipts::One(receipt)))
}

fn missing(member: &str) -> ParseError {
    ParseError::malformed(format!("{member} is missing or empty"))
}

/// An empty parameter has nothing to say.
fn told(value: Option<Cow<'_, str>>) -> Option<Cow<'_, str>> {
    value.filter(|text| !text.is_empty())
}

/// The word without regard to the case of its letters. `EventType=READ` says of a delivered
/// message that it was read, too.
fn reading(verified: &Verified<'_>, status: &str, event_type: Option<&str>) -> Option<Reading> {
    let reading = verified.reading(&status.to_ascii_lowercase());
    let is_read = event_type.is_some_and(|kind| kind.eq_ignore_ascii_case("read"));
    match reading.state() {
        State::Delivered if is_read => Some(reading.confirmed_by(Confirmation::Read)),
        State::Unknown if !reading.is_final() => None,
        _ => Some(reading),
    }
}

impl<'r> Members<'r> {
    /// The newer name counts where both stand; the older one is said to have the same value.
    fn id(&self) -> Option<&Cow<'r, str>> {
        first_told([&self.message_sid, &self.sms_sid])
    }

    fn status(&self) -> Option<&Cow<'r, str>> {
        first_told([&self.message_status, &self.sms_status])
    }

    /// The kind of an event that is no receipt.
    fn other(&self) -> Option<&'static str> {
        match self.status() {
            Some(word) => ["received", "receiving"]
                .iter()
                .any(|inbound| word.eq_ignore_ascii_case(inbound))
                .then_some("inbound"),
            None if self.body.is_some() || self.num_media.is_some() => Some("inbound"),
            None => self.call_sid.as_ref().map(|_| "voice"),
        }
    }

    /// The prefix of an address, such as `whatsapp:`; without one, the kind of the message's id.
    fn channel(&self) -> Option<Cow<'static, str>> {
        let prefix = |address: &Option<Cow<'_, str>>| {
            let (prefix, _) = address.as_ref()?.split_once(':')?;
            let is_word = !prefix.is_empty() && prefix.bytes().all(|b| b.is_ascii_alphabetic());
            is_word.then(|| prefix.to_ascii_lowercase().into())
        };
        prefix(&self.to).or_else(|| prefix(&self.from)).or_else(|| match self.id()?.get(..2)? {
            "SM" => Some("sms".into()),
            "MM" => Some("mms".into()),
            _ => None,
        })
    }
}

fn first_told<'m, 'r>(values: [&'m Option<Cow<'r, str>>; 2]) -> Option<&'m Cow<'r, str>> {
    values.into_iter().flatten().find(|text| !text.is_empty())
}
