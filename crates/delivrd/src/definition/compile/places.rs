//! Where values stand.

use delivrd_core::CodeSystem;
use toml::Spanned;

use super::{Compiler, Layout};
use crate::definition::document::{
    BodyTable, Condition as Wanted, Conditions, Format, OneOrMore, ReceiptTable, Texts, Time,
};
use crate::definition::place::{Place, Places};
use crate::definition::reading::{Condition, Items, Members, Test};

const MAX_EXTRA: usize = 64;
const MAX_PLACES: usize = 8;
/// Each is looked for among the others, here and in every item of a body.
const MAX_LOCATIONS: usize = 1_000;
const MAX_CONDITIONS: usize = 32;
/// A value may be compared with each of them, for every item of a body.
const MAX_TEXTS: usize = 1_000;
const MAX_SEGMENTS: usize = 8;
/// How many members may copy what stands at one place: a receipt holds no more than as many times
/// its body.
const MAX_USES: usize = 4;

impl Compiler<'_> {
    pub(super) fn items(&mut self, body: &BodyTable, layout: &mut Layout) -> Option<Items> {
        let items = body.items.as_ref()?;
        let line = self.line(items);
        if body.format != Format::Json {
            self.mistake(line, "items: only a JSON body has a list");
            return None;
        }
        layout.reads_body = true;
        if items.get_ref().is_empty() {
            return Some(Items::Body);
        }
        let slot = self
            .pointer(items.get_ref(), line)
            .map(|names| layout.whole.slot(names.iter().map(String::as_str)))?;
        Some(Items::In(slot))
    }

    /// The segments of a JSON Pointer.
    fn pointer(&mut self, text: &str, line: usize) -> Option<Vec<String>> {
        let Some(names) = text.strip_prefix('/') else {
            self.mistake(line, "a JSON Pointer begins with a slash");
            return None;
        };
        let is_escaped =
            |name: &str| name.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
        if !names.split('/').all(is_escaped) {
            self.mistake(line, "in a JSON Pointer ~ stands as ~0, and / in a name as ~1");
            return None;
        }
        let names: Vec<String> =
            names.split('/').map(|name| name.replace("~1", "/").replace("~0", "~")).collect();
        if names.len() > MAX_SEGMENTS {
            self.mistake(line, format!("a JSON Pointer of more than {MAX_SEGMENTS} segments"));
            return None;
        }
        Some(names)
    }

    /// A location.
    fn place(&mut self, text: &str, line: usize, layout: &mut Layout) -> Option<Place> {
        layout.locations = layout.locations.saturating_add(1);
        if layout.locations > MAX_LOCATIONS {
            if layout.locations == MAX_LOCATIONS.saturating_add(1) {
                self.mistake(line, format!("more than {MAX_LOCATIONS} locations in all"));
            }
            return None;
        }
        if let Some(text) = text.strip_prefix("text:") {
            if text.is_empty() {
                self.mistake(line, "text: nothing stands behind it");
            }
            return Some(Place::Text(text.to_owned()));
        }
        if let Some(name) = text.strip_prefix("query:") {
            return Some(self.parameter(name, line, layout));
        }
        if text.starts_with("header:") {
            self.mistake(line, "headers are read for the signature alone");
            return None;
        }
        if text.is_empty() {
            self.mistake(line, "a location is empty");
            return None;
        }
        if layout.format == Format::Query {
            if text.starts_with('/') || text.starts_with("body:") {
                self.mistake(line, "a JSON Pointer leads into JSON; the receipt is in the query");
                return None;
            }
            return Some(self.parameter(text, line, layout));
        }
        layout.reads_body = true;
        let whole = text.strip_prefix("body:");
        let names = match whole.unwrap_or(text) {
            pointer if pointer.starts_with('/') => {
                if layout.format != Format::Json {
                    self.mistake(line, "a JSON Pointer leads into JSON alone; give a name");
                    return None;
                }
                self.pointer(pointer, line)?
            }
            name => vec![name.to_owned()],
        };
        let names = names.iter().map(String::as_str);
        Some(if layout.has_items && whole.is_none() {
            Place::Item(layout.item.slot(names))
        } else {
            Place::Whole(layout.whole.slot(names))
        })
    }

    fn parameter(&mut self, name: &str, line: usize, layout: &mut Layout) -> Place {
        if name.is_empty() {
            self.mistake(line, "query: the name of a parameter is missing");
        }
        layout.reads_query.get_or_insert(line);
        let known = layout.query.iter().position(|own| own == name);
        Place::Query(known.unwrap_or_else(|| {
            layout.query.push(name.to_owned());
            layout.query.len().saturating_sub(1)
        }))
    }

    fn places(&mut self, texts: Option<&Texts>, layout: &mut Layout) -> Places {
        let Some(texts) = texts else { return Places::new() };
        let line = self.line(texts);
        let OneOrMore(texts) = texts.get_ref();
        if texts.is_empty() || texts.len() > MAX_PLACES {
            self.mistake(line, format!("expected 1 to {MAX_PLACES} locations"));
        }
        texts.iter().filter_map(|text| self.place(text, line, layout)).collect()
    }

    /// Places of the envelope: a pointer leads into the whole body.
    pub(super) fn envelope(&mut self, texts: Option<&Texts>, layout: &mut Layout) -> Places {
        let has_items = std::mem::take(&mut layout.has_items);
        let places = self.places(texts, layout);
        layout.has_items = has_items;
        places
    }

    /// The type of an event that is no receipt: the text itself, or where it stands.
    pub(super) fn kind(&mut self, kind: &Spanned<String>, layout: &mut Layout) -> Option<Place> {
        let line = self.line(kind);
        let text = kind.get_ref();
        let is_location = text.starts_with('/')
            || ["body:", "query:", "text:"].into_iter().any(|prefix| text.starts_with(prefix));
        if is_location { self.place(text, line, layout) } else { Some(Place::Text(text.clone())) }
    }

    pub(super) fn conditions(
        &mut self,
        wanted: &Conditions,
        layout: &mut Layout,
    ) -> Vec<Condition> {
        let mut conditions = Vec::new();
        for (location, wanted) in wanted {
            let line = self.line(wanted);
            if conditions.len() == MAX_CONDITIONS {
                self.mistake(line, format!("more than {MAX_CONDITIONS} conditions"));
                break;
            }
            let Some(place) = self.place(location, line, layout) else { continue };
            let test = match wanted.get_ref() {
                Wanted::Present(is_present) => Test::Present(*is_present),
                Wanted::OneOf(texts) => {
                    if texts.is_empty() {
                        self.mistake(line, "a condition without a text never holds");
                    }
                    let before = layout.texts;
                    layout.texts = before.saturating_add(texts.len());
                    if before <= MAX_TEXTS && layout.texts > MAX_TEXTS {
                        self.mistake(
                            line,
                            format!("more than {MAX_TEXTS} texts of conditions in all"),
                        );
                    }
                    Test::OneOf(texts.clone())
                }
            };
            conditions.push(Condition { place, test });
        }
        conditions
    }

    pub(super) fn members(&mut self, table: &ReceiptTable, layout: &mut Layout) -> Members {
        let mut members = Members::default();
        let mut wanted = vec![
            (Some(&table.message_id), &mut members.message_id),
            (Some(&table.status), &mut members.status),
            (table.recipient.as_ref(), &mut members.recipient),
            (table.sender.as_ref(), &mut members.sender),
            (table.reference.as_ref(), &mut members.reference),
            (table.channel.as_ref(), &mut members.channel),
            (table.campaign.as_ref(), &mut members.campaign),
            (table.code.as_ref(), &mut members.code),
            (table.detail.as_ref(), &mut members.detail),
            (table.occurred_at.as_ref(), &mut members.occurred_at),
            (table.parts.as_ref(), &mut members.parts),
            (table.part.as_ref(), &mut members.part),
            (table.amount.as_ref(), &mut members.amount),
            (table.currency.as_ref(), &mut members.currency),
            (table.carrier.as_ref(), &mut members.carrier),
            (table.network.as_ref(), &mut members.network),
            (table.tags.as_ref(), &mut members.tags),
        ];
        // The reader looks for names in the order in which they are asked for here, and a file
        // lists them in that of the payload.
        wanted.sort_by_key(|(texts, _)| texts.map(|texts| texts.span().start));
        let mut used = Places::new();
        for (texts, places) in wanted {
            *places = self.places(texts, layout);
            self.count_uses(&mut used, places, texts);
        }
        // In the order of the file, which the reader of TOML does not keep.
        let mut extra: Vec<_> = table.extra.iter().collect();
        extra.sort_by_key(|(_, texts)| texts.span().start);
        for (name, texts) in extra {
            let line = self.line(texts);
            if members.extra.len() == MAX_EXTRA {
                self.mistake(line, format!("extra: more than {MAX_EXTRA} members"));
                break;
            }
            if name.is_empty() {
                self.mistake(line, "extra: a name is empty");
            }
            let places = self.places(Some(texts), layout);
            self.count_uses(&mut used, &places, Some(texts));
            members.extra.push((name.clone(), places));
        }
        let line = self.line(&table.message_id);
        if members.message_id.iter().any(|place| matches!(place, Place::Text(_))) {
            self.mistake(line, "message_id: a text of the definition is nobody's id");
        }
        members
    }

    fn count_uses(&mut self, used: &mut Places, places: &[Place], texts: Option<&Texts>) {
        let is_copied = |place: &&Place| !matches!(place, Place::Text(_));
        for place in places.iter().filter(is_copied) {
            used.push(place.clone());
            let times = used.iter().filter(|own| *own == place).count();
            if let (Some(texts), true) = (texts, times > MAX_USES) {
                let line = self.line(texts);
                self.mistake(line, format!("more than {MAX_USES} members from one location"));
            }
        }
    }

    pub(super) fn receipt_options(&mut self, table: &ReceiptTable) -> (Vec<Time>, CodeSystem) {
        let times = match &table.time {
            None => vec![Time::Rfc3339],
            Some(times) => {
                let OneOrMore(list) = times.get_ref();
                if list.is_empty() || list.len() > MAX_PLACES {
                    let line = self.line(times);
                    self.mistake(
                        line,
                        format!("time: expected 1 to {MAX_PLACES} ways to write one"),
                    );
                }
                list.clone()
            }
        };
        let code_system = self.word(table.code_system.as_ref()).unwrap_or(CodeSystem::Provider);
        (times, code_system)
    }
}

impl Condition {
    pub(super) fn is_of_item(&self) -> bool {
        matches!(self.place, Place::Item(_))
    }
}

impl Members {
    /// Every place that a receipt looks at.
    pub(super) fn places(&self) -> impl Iterator<Item = &Place> {
        let Self {
            message_id,
            status,
            recipient,
            sender,
            reference,
            channel,
            campaign,
            code,
            detail,
            occurred_at,
            parts,
            part,
            amount,
            currency,
            carrier,
            network,
            tags,
            extra,
        } = self;
        let members = [
            message_id,
            status,
            recipient,
            sender,
            reference,
            channel,
            campaign,
            code,
            detail,
            occurred_at,
            parts,
            part,
            amount,
            currency,
            carrier,
            network,
            tags,
        ];
        members.into_iter().chain(extra.iter().map(|(_, places)| places)).flatten()
    }
}
