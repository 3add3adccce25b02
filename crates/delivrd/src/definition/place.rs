//! Where values stand in a request, and what is found there.

use std::borrow::Cow;

use delivrd_core::{Amount, UnreadableKind};

use crate::json::Raw;

/// Where a value stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In an item of the body, by its slot.
    Item(usize),
    /// In the whole body, by its slot.
    Whole(usize),
    /// Among the parameters of the URL, by its slot.
    Query(usize),
    /// In the definition.
    Text(String),
}

/// Places that are tried in their order; none is a member that the provider lacks.
pub(super) type Places = Vec<Place>;

/// The values of a body, by slot.
#[derive(Clone, Copy)]
pub(super) enum Slots<'v, 'a> {
    Json(&'v [Raw<'a>]),
    Form(&'v [Option<Cow<'a, str>>]),
}

/// The values of a request as far as they were read.
#[derive(Clone, Copy)]
pub(super) struct Sources<'v, 'a> {
    pub(super) whole: Slots<'v, 'a>,
    pub(super) item: &'v [Raw<'a>],
    pub(super) query: &'v [Option<Cow<'a, str>>],
}

/// A value that is there and not empty.
#[derive(Clone, Copy)]
pub(super) enum Value<'v, 'a> {
    Json(Raw<'a>),
    Text(&'v Cow<'a, str>),
    Constant(&'a str),
}

impl<'v, 'a> Sources<'v, 'a> {
    /// The first of the places that has a value.
    pub(super) fn find(&self, places: &'a [Place]) -> Option<Value<'v, 'a>> {
        places.iter().find_map(|place| self.at(place))
    }

    pub(super) fn at(&self, place: &'a Place) -> Option<Value<'v, 'a>> {
        match (place, self.whole) {
            (Place::Item(slot), _) => json(self.item, *slot),
            (Place::Whole(slot), Slots::Json(values)) => json(values, *slot),
            (Place::Whole(slot), Slots::Form(values)) => text(values, *slot),
            (Place::Query(slot), _) => text(self.query, *slot),
            (Place::Text(text), _) => Some(Value::Constant(text)),
        }
    }

    pub(super) fn text(&self, places: &'a [Place]) -> Option<Cow<'a, str>> {
        self.find(places)?.text()
    }
}

fn json<'v, 'a>(values: &[Raw<'a>], slot: usize) -> Option<Value<'v, 'a>> {
    let value = *values.get(slot)?;
    let is_there = !matches!(value, Raw::Absent | Raw::Plain("") | Raw::Json("null"));
    is_there.then_some(Value::Json(value))
}

fn text<'v, 'a>(values: &'v [Option<Cow<'a, str>>], slot: usize) -> Option<Value<'v, 'a>> {
    values.get(slot)?.as_ref().filter(|text| !text.is_empty()).map(Value::Text)
}

impl<'a> Value<'_, 'a> {
    /// A text, or a number as it was sent.
    pub(super) fn text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Json(raw) => raw.text(),
            Self::Text(text) => Some(text.clone()),
            Self::Constant(text) => Some(Cow::Borrowed(text)),
        }
    }

    /// [`text`](Self::text), where a boolean is text, too.
    pub(super) fn text_or_bool(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Json(raw) => raw.text_or_bool(),
            _ => self.text(),
        }
    }

    /// An id or a status word: text, and a number only where the provider sends such.
    pub(super) fn word(self, numbers: bool) -> Result<Cow<'a, str>, UnreadableKind> {
        match self {
            Self::Json(raw) if !numbers => raw.required(),
            _ => self.text().ok_or(UnreadableKind::WrongType),
        }
    }

    pub(super) fn count(self) -> Option<u32> {
        match self {
            Self::Json(raw) => raw.count(),
            Self::Text(text) => Raw::Plain(text).count(),
            Self::Constant(text) => Raw::Plain(text).count(),
        }
    }

    pub(super) fn amount(self) -> Option<Amount<'a>> {
        Amount::try_from(self.text()?).ok()
    }

    /// What a copy of the value may cost, in bytes.
    pub(super) fn weight(self) -> usize {
        match self {
            // A text of an array is four bytes at the least, and a `Cow` of it six times that.
            Self::Json(Raw::Json(raw)) if raw.starts_with('[') => raw.len().saturating_mul(6),
            Self::Json(Raw::Json(raw)) => raw.len(),
            Self::Text(Cow::Owned(text)) => text.len(),
            // Borrowed.
            _ => 0,
        }
    }
}
