//! The other side of a definition: payloads that have the values where they are looked for, signed
//! by the template.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use delivrd_core::{
    Config, ConfigError, Request, Sample, Secret, SignedRequest, Simulator, Timestamp, Value,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value as Json;
use sha1::Sha1;
use sha2::{Sha256, Sha512};

use super::Definition;
use super::document::{Encoding, Format, KeyEncoding, Time, Unit};
use super::place::Place;
use super::proof::{Kind, Piece, Place as Carried, Proof};
use super::reading::{Items, Plan, Test};
use crate::signature::ed25519::Ed25519PrivateKey;
use crate::signature::hmac::HmacKey;

/// What stands where any text does.
const SAMPLE_VALUE: &str = "sample";

/// What stands in a header or a parameter of the template, without the character that ends it.
fn sample_value(end: Option<u8>) -> &'static str {
    let has_end = end.is_some_and(|end| SAMPLE_VALUE.as_bytes().contains(&end));
    if has_end { "1" } else { SAMPLE_VALUE }
}

impl Simulator for Definition {
    fn payload(&self, sample: &Sample<'_>) -> Option<String> {
        self.0.plan.payload(sample)
    }

    fn sign(
        &self,
        payload: &[u8],
        url: &str,
        key: &str,
        signed_at: i64,
    ) -> Result<SignedRequest, ConfigError> {
        let is_query = self.0.plan.format == Format::Query;
        let mut call = Call {
            request: SignedRequest::post(url, [content_type(self.0.plan.format, payload)], payload),
        };
        if is_query {
            call.request.method = "GET";
            call.request.body.clear();
            call.request.headers.clear();
            call.append(&String::from_utf8_lossy(payload));
        }
        self.0.proof.sign(&mut call, key, signed_at)?;
        Ok(call.request)
    }

    fn verifying_config(&self, key: &str) -> Result<Config, ConfigError> {
        let proof = &self.0.proof;
        let key = match (proof.kind, proof.key.encoding) {
            (Kind::Ed25519, encoding) => {
                let public = Ed25519PrivateKey::from_base64(key)?.public_key();
                match encoding {
                    KeyEncoding::Hex => const_hex::encode(public),
                    _ => STANDARD.encode(public),
                }
            }
            _ => key.to_owned(),
        };
        Ok(Config::new().with(proof.key.one.clone(), key))
    }

    fn test_key(&self) -> &'static str {
        match (self.0.proof.kind, self.0.proof.key.encoding) {
            // The private seed of test 1 in RFC 8032, section 7.1.
            (Kind::Ed25519, _) => "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=",
            (Kind::BasicAuth, _) => "tester7:9fKx2Qv7LmT4wZ3c",
            (Kind::Secret, _) => "9fKx2Qv7LmT4wZ3cB8nR",
            (_, KeyEncoding::Text) => "delivrd-test-signing-secret-0001",
            (_, KeyEncoding::Base64) => "ZGVsaXZyZC10ZXN0LXNpZ25pbmctc2VjcmV0LTAwMDE=",
            (_, KeyEncoding::Hex) => "64656c697672642d746573742d736563726574",
        }
    }
}

fn content_type(format: Format, payload: &[u8]) -> (&'static str, String) {
    let is_json = match format {
        Format::Json => true,
        Format::JsonOrForm => payload.starts_with(b"{"),
        Format::Form | Format::Query => false,
    };
    let kind = if is_json { "application/json" } else { "application/x-www-form-urlencoded" };
    ("Content-Type", kind.to_owned())
}

impl Plan {
    fn payload(&self, sample: &Sample<'_>) -> Option<String> {
        let mut whole = vec![None; self.whole.slots()];
        let mut item = vec![None; self.item.slots()];
        let mut query = vec![None; self.query.len()];
        let mut put = |place: Option<&Place>, text: &str| -> Option<()> {
            if text.is_empty() {
                return Some(());
            }
            let (values, slot): (&mut Vec<Option<Json>>, usize) = match place? {
                Place::Item(slot) => (&mut item, *slot),
                Place::Whole(slot) => (&mut whole, *slot),
                Place::Query(slot) => (&mut query, *slot),
                Place::Text(_) => return Some(()),
            };
            // Ids and words are numbers where the file says that they may be.
            let number = text.parse::<u64>().ok().filter(|number| number.to_string() == text);
            let has_numbers = self.numbers && self.format == Format::Json;
            *values.get_mut(slot)? = Some(match number.filter(|_| has_numbers) {
                Some(number) => Json::from(number),
                None => Json::from(text),
            });
            Some(())
        };
        for condition in self.when.iter().flatten() {
            let text = match &condition.test {
                Test::OneOf(texts) => texts.first()?,
                Test::Present(true) => SAMPLE_VALUE,
                Test::Present(false) => continue,
            };
            put(Some(&condition.place), text)?;
        }
        let serial = sample.serial;
        let members = &self.receipt;
        put(members.recipient.first(), &format!("+447700900{:03}", serial % 1000));
        put(members.sender.first(), "Example");
        put(members.detail.first(), sample.detail.unwrap_or_default());
        put(members.occurred_at.first(), &self.time_of(sample.occurred_at));
        put(members.parts.first(), "1");
        put(self.event.id.first(), &format!("event-{serial:08}"));
        put(members.code.first(), sample.code.unwrap_or_default());
        put(members.message_id.first(), &format!("message-{serial:08}"))?;
        put(members.status.first(), sample.status)?;
        match self.format {
            Format::Json | Format::JsonOrForm => {
                if let Some(items) = self.items {
                    let list = Json::from(vec![self.item.filled(&mut item)]);
                    match items {
                        Items::Body => return Some(list.to_string()),
                        Items::In(slot) => *whole.get_mut(slot)? = Some(list),
                    }
                }
                Some(self.whole.filled(&mut whole).to_string())
            }
            Format::Form => {
                let names = |slot| self.whole.name_of(slot);
                Some(form(whole.iter().enumerate().map(|(slot, text)| (names(slot), text))))
            }
            Format::Query => {
                let names = self.query.iter().map(|name| Some(name.as_str()));
                Some(form(names.zip(&query)))
            }
        }
    }

    /// A time as the provider writes it; what is none stays as it is.
    fn time_of<'s>(&self, text: &'s str) -> Cow<'s, str> {
        let Some(seconds) = Timestamp::parse(text).map(Timestamp::unix_seconds) else {
            return Cow::Borrowed(text);
        };
        match self.times.first() {
            None | Some(Time::Rfc3339) => Cow::Borrowed(text),
            Some(Time::Iso8601) => Cow::Owned(text.replace('Z', "+0000")),
            Some(Time::Seconds) => Cow::Owned(seconds.to_string()),
            Some(Time::Milliseconds) => Cow::Owned(seconds.saturating_mul(1000).to_string()),
        }
    }
}

fn form<'n>(pairs: impl Iterator<Item = (Option<&'n str>, &'n Option<Json>)>) -> String {
    let pairs = pairs.filter_map(|(name, value)| {
        let escaped = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
        Some(format!("{}={}", escaped(name?), escaped(value.as_ref()?.as_str()?)))
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// A request that is being made.
struct Call {
    request: SignedRequest,
}

impl Call {
    fn append(&mut self, query: &str) {
        let url = &mut self.request.url;
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(query);
    }

    fn put(&mut self, place: &Carried, value: &str) {
        match place {
            Carried::Header(name) => {
                self.request.headers.retain(|(own, _)| !own.eq_ignore_ascii_case(name));
                self.request.headers.push((Cow::Owned(name.clone()), value.to_owned()));
            }
            Carried::Query(name) => {
                let escaped = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
                self.append(&format!("{}={}", escaped(name), escaped(value)));
            }
        }
    }
}

impl Proof {
    fn sign(&self, call: &mut Call, key: &str, signed_at: i64) -> Result<(), ConfigError> {
        let time = match self.unit {
            Unit::Seconds => signed_at,
            Unit::Milliseconds => signed_at.saturating_mul(1000),
        };
        let time = time.to_string();
        let own_timestamp = self.timestamp.as_ref().filter(|own| own.place != self.signature.place);
        if let Some(carrier) = own_timestamp {
            call.put(&carrier.place, &format!("{}{time}", carrier.prefix));
        }
        for piece in &self.template {
            if let Piece::Value(place, end) = piece {
                call.put(place, sample_value(*end));
            }
        }
        let signature = self.signature_of(call, key, &time)?;
        let mut value = format!("{}{signature}", self.signature.prefix);
        if let (Some(carrier), None) = (&self.timestamp, own_timestamp) {
            let separator = self.separator.map(char::from).unwrap_or_default();
            value = format!("{}{time}{separator}{value}", carrier.prefix);
        }
        call.put(&self.signature.place, &value);
        Ok(())
    }

    fn signature_of(&self, call: &Call, key: &str, time: &str) -> Result<String, ConfigError> {
        let request = Request {
            method: call.request.method,
            url: &call.request.url,
            headers: &[],
            body: &call.request.body,
        };
        let form = self.sorted_form(&request).unwrap_or_default();
        let values = self.template.iter().filter_map(|piece| match piece {
            Piece::Value(_, end) => Some(sample_value(*end).as_bytes()),
            _ => None,
        });
        let signed = self.signed(&request, time.as_bytes(), &form, values);
        let secret = || -> Result<Secret, ConfigError> { self.secret(&Value::from(key)) };
        let bytes = match self.kind {
            Kind::HmacSha1 => HmacKey::<Sha1>::new(&secret()?).sign(&signed).to_vec(),
            Kind::HmacSha256 => HmacKey::<Sha256>::new(&secret()?).sign(&signed).to_vec(),
            Kind::HmacSha512 => HmacKey::<Sha512>::new(&secret()?).sign(&signed).to_vec(),
            Kind::Ed25519 => Ed25519PrivateKey::from_base64(key)?.sign(&signed).to_vec(),
            Kind::BasicAuth => return Ok(format!("Basic {}", STANDARD.encode(key))),
            Kind::Secret => return Ok(key.to_owned()),
        };
        Ok(match self.encoding {
            Encoding::Hex => const_hex::encode(bytes),
            Encoding::Base64 => STANDARD.encode(bytes),
            Encoding::Base64url => URL_SAFE_NO_PAD.encode(bytes),
        })
    }
}
