//! From an authentic request to receipts, as a definition says.

use std::borrow::Cow;
use std::collections::BTreeMap;

use delivrd_core::{
    CodeSystem, Cost, Event, Events, Failure, MAX_ITEMS, ParseError, Reading, Receipt, Receipts,
    Timestamp, Unreadable, UnreadableKind, Verified, too_many_items,
};

use super::document::{Format, Time};
use super::place::{Place, Places, Slots, Sources, Value};
use crate::form;
use crate::json::{self, Raw, Shape};
use crate::signature::timestamp;

/// What receipts of one body may hold together of what they share, in bytes: without a limit an
/// envelope of half a megabyte with ten thousand items would make gigabytes of receipts.
const MAX_SHARED: usize = 16 << 20;
/// What a member of `extra` takes in a receipt, beside its texts.
const EXTRA: usize = size_of::<(Cow<'_, str>, Cow<'_, str>)>();

/// How the body is read.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) format: Format,
    pub(super) items: Option<Items>,
    pub(super) numbers: bool,
    pub(super) whole: Shape,
    pub(super) item: Shape,
    pub(super) query: Vec<String>,
    pub(super) event: Envelope,
    /// Conditions on the whole body, and then on an item.
    pub(super) when: [Vec<Condition>; 2],
    pub(super) others: [Vec<Other>; 2],
    pub(super) receipt: Members,
    pub(super) times: Vec<Time>,
    pub(super) code_system: CodeSystem,
    pub(super) ignore_case: bool,
    pub(super) words: Vec<Word>,
    pub(super) codes: BTreeMap<String, Failure>,
    /// The places outside of the items that every receipt copies from.
    pub(super) shared: Places,
}

/// Where the list of receipts is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Items {
    /// The body is the list.
    Body,
    /// In a slot of the body.
    In(usize),
}

#[derive(Debug, Default)]
pub(super) struct Envelope {
    pub(super) id: Places,
    pub(super) kind: Places,
    pub(super) attempt: Places,
}

#[derive(Debug, Default)]
pub(super) struct Members {
    pub(super) message_id: Places,
    pub(super) status: Places,
    pub(super) recipient: Places,
    pub(super) sender: Places,
    pub(super) reference: Places,
    pub(super) channel: Places,
    pub(super) campaign: Places,
    pub(super) code: Places,
    pub(super) detail: Places,
    pub(super) occurred_at: Places,
    pub(super) parts: Places,
    pub(super) part: Places,
    pub(super) amount: Places,
    pub(super) currency: Places,
    pub(super) carrier: Places,
    pub(super) network: Places,
    pub(super) tags: Places,
    pub(super) extra: Vec<(String, Places)>,
}

#[derive(Debug)]
pub(super) struct Condition {
    pub(super) place: Place,
    pub(super) test: Test,
}

#[derive(Debug)]
pub(super) enum Test {
    Present(bool),
    OneOf(Vec<String>),
}

/// An event that is no receipt.
#[derive(Debug)]
pub(super) struct Other {
    pub(super) when: Vec<Condition>,
    /// Its type; none is that of the event.
    pub(super) kind: Option<Place>,
}

/// A status word that the provider's table alone does not say everything about.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) when: Vec<Condition>,
    pub(super) reading: Reading,
    pub(super) hint: Option<Failure>,
}

/// That something is no receipt, and the row that says so, if it is not for want of what receipts
/// have.
#[derive(Clone, Copy)]
struct NoReceipt<'a>(Option<&'a Other>);

/// What is to be done with an item.
#[expect(clippy::large_enum_variant, reason = "the large variant is the usual one")]
enum Item<'a> {
    Receipt(Receipt<'a>),
    Other(NoReceipt<'a>),
    Unreadable(UnreadableKind),
}

impl Plan {
    pub(super) fn read<'r>(&'r self, verified: &Verified<'r>) -> Result<Events<'r>, ParseError> {
        let mut query = vec![None; self.query.len()];
        let parameters = form::query(verified.url());
        form::fill(parameters, &mut query, |name| {
            self.query.iter().position(|own| own.as_bytes() == name)
        })?;
        let body = verified.body();
        let is_json = match self.format {
            Format::Json => true,
            Format::JsonOrForm => body.trim_ascii_start().starts_with('{'),
            Format::Form | Format::Query => false,
        };
        if !is_json {
            let mut whole = vec![None; self.whole.slots()];
            if self.format != Format::Query {
                form::fill(body, &mut whole, |name| self.whole.slot_of(name))?;
            }
            let whole = Slots::Form(&whole);
            return self.read_one(Sources { whole, item: &[], query: &query });
        }
        let mut whole = vec![Raw::Absent; self.whole.slots()];
        if self.items == Some(Items::Body) {
            let sources = Sources { whole: Slots::Json(&whole), item: &[], query: &query };
            return self.read_list(json::read_list(body)?, sources);
        }
        json::read_body_into(body, &mut self.whole.over(&mut whole))?;
        let sources = Sources { whole: Slots::Json(&whole), item: &[], query: &query };
        match self.items {
            Some(Items::In(slot)) => {
                self.read_list(whole.get(slot).copied().unwrap_or_default(), sources)
            }
            _ => self.read_one(sources),
        }
    }

    fn read_one<'r>(&'r self, sources: Sources<'_, 'r>) -> Result<Events<'r>, ParseError> {
        let event = self.event(&sources);
        if let Some(other) = self.other(0, &sources) {
            return Ok(Events::other(event, self.kind(other, &sources)));
        }
        match self.item(&sources) {
            Item::Receipt(receipt) => Ok(Events::new(event, Receipts::One(receipt))),
            Item::Other(other) => Ok(Events::other(event, self.kind(other, &sources))),
            Item::Unreadable(_) => {
                Err(ParseError::malformed("message id or status word is missing or no text"))
            }
        }
    }

    fn read_list<'r>(
        &'r self,
        list: Raw<'r>,
        sources: Sources<'_, 'r>,
    ) -> Result<Events<'r>, ParseError> {
        let event = self.event(&sources);
        if let Some(other) = self.other(0, &sources) {
            return Ok(Events::other(event, self.kind(other, &sources)));
        }
        if !list.is_array() {
            return Err(ParseError::malformed("the list of receipts is missing or no array"));
        }
        let weight = self.shared.iter().filter_map(|place| sources.at(place));
        let weight = weight.fold(0_usize, |sum, value| sum.saturating_add(value.weight()));
        // What is not in the items costs a receipt a name and a text, and the body nothing.
        let of_all = |places: &[Place]| places.iter().any(|place| !matches!(place, Place::Item(_)));
        let of_all = self.receipt.extra.iter().filter(|(_, places)| of_all(places)).count();
        let weight = of_all.saturating_mul(EXTRA).saturating_add(weight);
        let mut receipts = Receipts::None;
        let mut unreadable = Vec::new();
        let mut others: Vec<usize> = Vec::new();
        let mut kind = None;
        let mut values = vec![Raw::Absent; self.item.slots()];
        let mut count = 0_usize;
        list.elements(|element| {
            let index = count;
            count = count.saturating_add(1);
            if count > MAX_ITEMS {
                return Err(too_many_items());
            }
            if count > 1 && count.saturating_mul(weight) > MAX_SHARED {
                return Err(ParseError::malformed("too many receipts of so long an envelope"));
            }
            values.fill(Raw::Absent);
            let read = element.object_into(&mut self.item.over(&mut values))?;
            let item = Sources { item: &values, ..sources };
            match read.map_or(Item::Unreadable(UnreadableKind::WrongType), |()| self.item(&item)) {
                Item::Receipt(mut receipt) => {
                    let is_first = receipts.as_slice().is_empty();
                    if !is_first && self.is_price_of_all(&item) {
                        receipt.cost = None;
                    }
                    receipts.push(receipt);
                }
                Item::Other(other) => {
                    // One type is shown; that of the whole may be long, and the items many.
                    kind.get_or_insert_with(|| self.kind(other, &item));
                    others.push(index);
                }
                Item::Unreadable(kind) => unreadable.push(Unreadable::new(index, kind)),
            }
            Ok(())
        })?;
        if let (true, Some(kind)) = (receipts.as_slice().is_empty(), kind) {
            return Ok(Events::other(event, kind).with_unreadable(unreadable));
        }
        // What is no receipt cannot be told as such beside receipts, but must not vanish either.
        let strange = |index| Unreadable::new(index, UnreadableKind::WrongType);
        unreadable.extend(others.into_iter().map(strange));
        unreadable.sort_by_key(|item| item.index);
        Ok(Events::new(event, receipts).with_unreadable(unreadable))
    }

    fn event<'r>(&'r self, sources: &Sources<'_, 'r>) -> Event<'r> {
        let attempt = sources.find(&self.event.attempt).and_then(Value::count);
        Event::new(sources.text(&self.event.id), sources.text(&self.event.kind), attempt)
    }

    /// Whether conditions on the whole body, or on an item, say that it is no receipt; and which
    /// row says so, if one does.
    fn other<'r>(&'r self, level: usize, sources: &Sources<'_, 'r>) -> Option<NoReceipt<'r>> {
        let others = self.others.get(level)?;
        if let Some(other) = others.iter().find(|other| holds(&other.when, sources)) {
            return Some(NoReceipt(Some(other)));
        }
        (!holds(self.when.get(level)?, sources)).then_some(NoReceipt(None))
    }

    /// The type of an event that is no receipt.
    fn kind<'r>(&'r self, found: NoReceipt<'r>, sources: &Sources<'_, 'r>) -> Cow<'r, str> {
        let own = found.0.and_then(|other| sources.at(other.kind.as_ref()?)?.text());
        own.or_else(|| sources.text(&self.event.kind)).unwrap_or(Cow::Borrowed("unknown"))
    }

    /// Whether the price stands outside of the items: then it is for all of them together.
    fn is_price_of_all<'r>(&'r self, sources: &Sources<'_, 'r>) -> bool {
        let place = self.receipt.amount.iter().find(|place| sources.at(place).is_some());
        place.is_some_and(|place| !matches!(place, Place::Item(_)))
    }

    fn item<'r>(&'r self, sources: &Sources<'_, 'r>) -> Item<'r> {
        if let Some(other) = self.other(1, sources) {
            return Item::Other(other);
        }
        match self.receipt(sources) {
            Ok(receipt) => Item::Receipt(receipt),
            Err(kind) => Item::Unreadable(kind),
        }
    }

    fn receipt<'r>(&'r self, sources: &Sources<'_, 'r>) -> Result<Receipt<'r>, UnreadableKind> {
        let members = &self.receipt;
        let word = |places| {
            sources
                .find(places)
                .ok_or(UnreadableKind::MissingMember)
                .and_then(|value| value.word(self.numbers))
        };
        let mut receipt = Receipt::new(word(&members.message_id)?);
        let status = word(&members.status)?;
        let count = |places| sources.find(places).and_then(Value::count);
        receipt.recipient = sources.text(&members.recipient);
        receipt.sender = sources.text(&members.sender);
        receipt.reference = sources.text(&members.reference);
        receipt.channel = sources.text(&members.channel).map(lower_case);
        receipt.campaign = sources.text(&members.campaign);
        receipt.code = sources.text(&members.code);
        receipt.code_system = self.code_system;
        receipt.detail = sources.text(&members.detail);
        receipt.occurred_at_text = sources.text(&members.occurred_at);
        receipt.occurred_at = receipt
            .occurred_at_text
            .as_deref()
            .and_then(|text| self.times.iter().find_map(|time| time.read(text)));
        receipt.parts = count(&members.parts);
        receipt.part = count(&members.part);
        receipt.cost = sources
            .find(&members.amount)
            .and_then(Value::amount)
            .map(|amount| Cost::new(amount, sources.text(&members.currency)));
        receipt.carrier = sources.text(&members.carrier);
        receipt.network = sources.text(&members.network);
        receipt.tags = sources.find(&members.tags).map(tags).unwrap_or_default();
        receipt.extra = members
            .extra
            .iter()
            .filter_map(|(name, places)| {
                let value = sources.find(places)?.text_or_bool()?;
                Some((Cow::Borrowed(name.as_str()), value))
            })
            .collect();
        self.judge(&mut receipt, &status, sources);
        receipt.status = Some(status);
        Ok(receipt)
    }

    /// What word and code say beyond the tables of the provider; where the case does not count, the
    /// words are all here.
    fn judge<'r>(&'r self, receipt: &mut Receipt<'r>, status: &str, sources: &Sources<'_, 'r>) {
        let is_own = |word: &&Word| {
            is_same(&word.text, status, self.ignore_case) && holds(&word.when, sources)
        };
        if self.words.is_empty() {
            return;
        }
        let word = self.words.iter().find(is_own);
        receipt.reading = word.map(|word| word.reading);
        let code = receipt.code.as_deref().filter(|_| self.code_system == CodeSystem::Provider);
        let told = code.and_then(|code| {
            if self.ignore_case {
                self.codes.get(&code.to_ascii_lowercase())
            } else {
                self.codes.get(code)
            }
        });
        // What was said under conditions was said of this receipt; a code speaks of all.
        let is_closer = word.is_some_and(|word| !word.when.is_empty());
        let hint = word.and_then(|word| word.hint);
        receipt.hint = match (hint, told.copied()) {
            (Some(hint), _) if is_closer => Some(hint),
            (hint, told) => told.or(hint),
        };
    }
}

/// Whether two words are the same, by the definition's rule.
pub(super) fn is_same(one: &str, other: &str, ignore_case: bool) -> bool {
    if ignore_case { one.eq_ignore_ascii_case(other) } else { one == other }
}

fn holds<'r>(conditions: &'r [Condition], sources: &Sources<'_, 'r>) -> bool {
    conditions.iter().all(|condition| {
        let value = sources.at(&condition.place);
        match &condition.test {
            Test::Present(is_present) => value.is_some() == *is_present,
            Test::OneOf(texts) => value
                .and_then(Value::text_or_bool)
                .is_some_and(|text| texts.iter().any(|own| *own == text)),
        }
    })
}

fn lower_case(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        text
    }
}

fn tags<'a>(value: Value<'_, 'a>) -> Vec<Cow<'a, str>> {
    let mut tags = Vec::new();
    match value {
        Value::Json(raw) if raw.is_array() => {
            // A list of texts has nothing in it that could be refused.
            drop(raw.elements(|tag| {
                tags.extend(tag.string());
                Ok(())
            }));
        }
        _ => tags.extend(value.text()),
    }
    tags
}

impl Time {
    fn read(self, text: &str) -> Option<Timestamp> {
        match self {
            Self::Rfc3339 => Timestamp::parse(text),
            Self::Iso8601 => {
                let end = text.len().checked_sub(2).filter(|end| *end < 40)?;
                let (clock, minutes) = text.split_at_checked(end)?;
                Timestamp::parse(&format!("{clock}:{minutes}"))
            }
            Self::Seconds => timestamp::digits(text.as_bytes()).and_then(Timestamp::from_unix),
            Self::Milliseconds => {
                timestamp::digits(text.as_bytes()).and_then(Timestamp::from_unix_milliseconds)
            }
        }
    }
}
