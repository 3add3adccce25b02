//! From the file to what runs, with every mistake and its line.

use std::borrow::Cow;
use std::collections::BTreeMap;

use delivrd_core::{
    Capabilities, CodeSystem, Confirmation, Failure, Permanence, Reading, Reason, Source, State,
};
use toml::Spanned;

use super::document::{
    BodyTable, CodeEntry, CodesTable, Condition as Wanted, Conditions, Document, Encoding, Format,
    KeyEncoding, KeyTable, OneOrMore, ReceiptTable, SchemeName, SignatureTable, StatusEntry, Texts,
    Time, Unit,
};
use super::place::{Place, Places};
use super::proof::{Carrier, KeyPlan, Kind, Piece, Place as Carried, Proof};
use super::reading::{Condition, Envelope, Items, Members, Other, Plan, Test, Word, is_same};
use super::tables::{Callback, CodeRow, StatusRow, Tables};
use super::{MAX_FILE, Mistake};
use crate::json::Shape;

const MAX_CODES: usize = 10_000;
const MAX_WORDS: usize = 1_000;
const MAX_EXTRA: usize = 64;
const MAX_PLACES: usize = 8;
const MAX_CONDITIONS: usize = 32;
const MAX_SEGMENTS: usize = 8;
const MAX_PIECES: usize = 32;

const CSV_HEADER: [&str; 6] = ["code", "meaning", "reason", "permanence", "source", "note"];

pub(super) struct Compiled {
    pub(super) tables: Tables,
    pub(super) proof: Proof,
    pub(super) plan: Plan,
}

/// Compiles a file, or says everything that is wrong with it; a file that is no such document has
/// one mistake.
pub(super) fn compile(text: &str) -> Result<Compiled, Vec<Mistake>> {
    if text.len() > MAX_FILE {
        return Err(vec![Mistake::new(1, "longer than 1 MiB")]);
    }
    let document: Document = toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        vec![Mistake::new(line_at(text, start), unquoted(error.message()))]
    })?;
    let mut check = Compiler { text, mistakes: Vec::new() };
    let compiled = check.document(document);
    match compiled {
        Some(compiled) if check.mistakes.is_empty() => Ok(compiled),
        _ => {
            check.mistakes.sort_by_key(|mistake| mistake.line);
            Err(check.mistakes)
        }
    }
}

fn line_at(text: &str, place: usize) -> usize {
    let before = text.as_bytes().get(..place).unwrap_or(text.as_bytes());
    before.split(|byte| *byte == b'\n').count()
}

/// What serde and the TOML reader say, without what they quote of the file.
fn unquoted(message: &str) -> Cow<'static, str> {
    let (what, expected) = match message.split_once(", expected ") {
        Some((what, expected)) => (what, Some(expected)),
        None => (message, None),
    };
    let what = [
        ("unknown field", "unknown member"),
        ("unknown variant", "unknown word"),
        ("invalid type", "a value of the wrong type"),
        ("invalid value", "a value out of range"),
        ("invalid length", "a list of the wrong length"),
        ("duplicate", "a member stands twice"),
    ]
    .into_iter()
    .find_map(|(start, ours)| what.starts_with(start).then_some(ours))
    .unwrap_or(what);
    match expected {
        Some(expected) => format!("{what}; expected {expected}").into(),
        None => what.to_owned().into(),
    }
}

struct Compiler<'t> {
    text: &'t str,
    mistakes: Vec<Mistake>,
}

/// What locations lead to, as far as it is known.
struct Layout {
    format: Format,
    has_items: bool,
    whole: Shape,
    item: Shape,
    query: Vec<String>,
    reads_body: bool,
    /// The line of the first location in the query.
    reads_query: Option<usize>,
}

impl Compiler<'_> {
    fn document(&mut self, document: Document) -> Option<Compiled> {
        self.id(&document.id);
        for (text, member) in [(&document.name, "name"), (&document.docs, "docs")] {
            if text.trim().is_empty() {
                self.mistake(1, format!("{member}: empty"));
            }
        }
        let mut layout = Layout {
            format: document.body.format,
            has_items: document.body.items.is_some(),
            whole: Shape::default(),
            item: Shape::default(),
            query: Vec::new(),
            reads_body: false,
            reads_query: None,
        };
        let items = self.items(&document.body, &mut layout);
        let event = Envelope {
            id: self.envelope(document.event.id.as_ref(), &mut layout),
            kind: self.envelope(document.event.kind.as_ref(), &mut layout),
            attempt: self.envelope(document.event.attempt.as_ref(), &mut layout),
        };
        let receipt_when = self.conditions(&document.receipt.when, &mut layout);
        let mut others = [Vec::new(), Vec::new()];
        for other in &document.other {
            let line = self.line(&other.when);
            let when = self.conditions(other.when.get_ref(), &mut layout);
            if when.is_empty() {
                self.mistake(line, "an event that is no receipt needs conditions");
            }
            let kind = other.kind.as_ref().and_then(|kind| self.kind(kind, &mut layout));
            let is_item =
                when.iter().any(Condition::is_of_item) || matches!(kind, Some(Place::Item(_)));
            let [whole, item] = &mut others;
            (if is_item { item } else { whole }).push(Other { when, kind });
        }
        let receipt = self.members(&document.receipt, &mut layout);
        let (times, code_system) = self.receipt_options(&document.receipt);
        let codes = self.codes(&document.codes);
        let (statuses, words) =
            self.words(document.status, document.receipt.ignore_case, &mut layout);
        let signature_line = self.line(&document.signature);
        let (proof, about) =
            self.proof(document.signature.into_inner(), signature_line, &layout)?;
        let (item, whole): (Vec<_>, Vec<_>) =
            receipt_when.into_iter().partition(Condition::is_of_item);
        let shared = if layout.has_items { receipt.shared() } else { Vec::new() };
        let callback = document.callback;
        if let Some(answer) = &callback.answer
            && !(200..=299).contains(answer.status.get_ref())
        {
            let line = self.line(&answer.status);
            self.mistake(line, "answer: expected a status of success, 200 to 299");
        }
        let ignore_case = document.receipt.ignore_case;
        let own_codes = codes
            .iter()
            .filter_map(|row| {
                let failure = Failure::new(row.reason?, row.permanence, Source::Code);
                let code = &row.code;
                Some((if ignore_case { code.to_ascii_lowercase() } else { code.clone() }, failure))
            })
            .collect::<BTreeMap<_, _>>();
        let mut capabilities = Capabilities::new(proof.kind.scheme());
        capabilities.signs_time = proof.timestamp.is_some();
        capabilities.batches = layout.has_items;
        capabilities.recipient_in_key = document.dedupe.recipient;
        capabilities.time_in_key = document.dedupe.time;
        capabilities.inbound_events = callback.inbound;
        let tables = Tables {
            id: document.id.into_inner(),
            name: document.name,
            docs: document.docs,
            capabilities,
            callback: Callback {
                request: callback.request.unwrap_or_else(|| request_of(layout.format).to_owned()),
                status: callback.answer.as_ref().map_or(200, |answer| *answer.status.get_ref()),
                body: callback.answer.map(|answer| answer.body).unwrap_or_default(),
                timeout: callback.timeout.unwrap_or(10),
                attempts: callback.attempts,
                pauses: callback.pauses,
                note: callback.note,
            },
            key: (proof.key.one.clone(), proof.key.many.clone(), about),
            statuses,
            codes,
        };
        let plan = Plan {
            format: layout.format,
            items,
            numbers: document.body.numbers,
            whole: layout.whole,
            item: layout.item,
            query: layout.query,
            event,
            when: [whole, item],
            others,
            receipt,
            times,
            code_system,
            ignore_case,
            words,
            codes: own_codes,
            shared,
        };
        Some(Compiled { tables, proof, plan })
    }

    fn id(&mut self, id: &Spanned<String>) {
        let text = id.get_ref();
        let is_word = text.starts_with(|first: char| first.is_ascii_lowercase())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        if !is_word {
            let line = self.line(id);
            self.mistake(line, "id: expected one lower-case word; digits and _ may stand inside");
        }
    }

    fn items(&mut self, body: &BodyTable, layout: &mut Layout) -> Option<Items> {
        let items = body.items.as_ref()?;
        let line = self.line(items);
        if body.format != Format::Json {
            self.mistake(line, "items: only a JSON body has a list");
            return None;
        }
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
    fn envelope(&mut self, texts: Option<&Texts>, layout: &mut Layout) -> Places {
        let has_items = std::mem::take(&mut layout.has_items);
        let places = self.places(texts, layout);
        layout.has_items = has_items;
        places
    }

    /// The type of an event that is no receipt: the text itself, or where it stands.
    fn kind(&mut self, kind: &Spanned<String>, layout: &mut Layout) -> Option<Place> {
        let line = self.line(kind);
        let text = kind.get_ref();
        let is_location = text.starts_with('/')
            || ["body:", "query:", "text:"].into_iter().any(|prefix| text.starts_with(prefix));
        if is_location { self.place(text, line, layout) } else { Some(Place::Text(text.clone())) }
    }

    fn conditions(&mut self, wanted: &Conditions, layout: &mut Layout) -> Vec<Condition> {
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
                    Test::OneOf(texts.clone())
                }
            };
            conditions.push(Condition { place, test });
        }
        conditions
    }

    fn members(&mut self, table: &ReceiptTable, layout: &mut Layout) -> Members {
        let mut places = |texts: Option<&Texts>| self.places(texts, layout);
        let mut members = Members {
            message_id: places(Some(&table.message_id)),
            status: places(Some(&table.status)),
            recipient: places(table.recipient.as_ref()),
            sender: places(table.sender.as_ref()),
            reference: places(table.reference.as_ref()),
            channel: places(table.channel.as_ref()),
            campaign: places(table.campaign.as_ref()),
            code: places(table.code.as_ref()),
            detail: places(table.detail.as_ref()),
            occurred_at: places(table.occurred_at.as_ref()),
            parts: places(table.parts.as_ref()),
            part: places(table.part.as_ref()),
            amount: places(table.amount.as_ref()),
            currency: places(table.currency.as_ref()),
            carrier: places(table.carrier.as_ref()),
            network: places(table.network.as_ref()),
            tags: places(table.tags.as_ref()),
            extra: Vec::new(),
        };
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
            members.extra.push((name.clone(), self.places(Some(texts), layout)));
        }
        let line = self.line(&table.message_id);
        if members.message_id.iter().any(|place| matches!(place, Place::Text(_))) {
            self.mistake(line, "message_id: a text of the definition is nobody's id");
        }
        members
    }

    fn receipt_options(&mut self, table: &ReceiptTable) -> (Vec<Time>, CodeSystem) {
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

    /// A word of one of the contract's lists.
    fn word<W>(&mut self, word: Option<&Spanned<String>>) -> Option<W>
    where
        W: std::str::FromStr<Err = delivrd_core::UnknownWord>,
    {
        let word = word?;
        match word.get_ref().parse() {
            Ok(word) => Some(word),
            Err(error) => {
                let line = self.line(word);
                self.mistake(line, error.to_string());
                None
            }
        }
    }

    fn words(
        &mut self,
        entries: Vec<StatusEntry>,
        ignore_case: bool,
        layout: &mut Layout,
    ) -> (Vec<StatusRow>, Vec<Word>) {
        if entries.is_empty() || entries.len() > MAX_WORDS {
            self.mistake(1, format!("status: expected 1 to {MAX_WORDS} words"));
        }
        let mut rows: Vec<StatusRow> = Vec::new();
        let mut conditional: Vec<(usize, Word)> = Vec::new();
        let mut plain = Vec::new();
        for entry in entries {
            let line = self.line(&entry.word);
            let word = entry.word.get_ref().clone();
            if word.is_empty() {
                self.mistake(line, "a status word is empty");
            }
            let reading = self.reading(&entry, line);
            let hint = self.hint(&entry, reading, line);
            let when = self.conditions(&entry.when, layout);
            let has_conditions = !when.is_empty();
            let own = Word { text: word.clone(), when, reading, hint };
            if has_conditions {
                conditional.push((line, own));
                continue;
            }
            if rows.iter().any(|row| is_same(&row.word, &word, ignore_case)) {
                self.mistake(line, "a status word stands twice without conditions");
            }
            rows.push(StatusRow { word, reading, note: entry.note });
            if ignore_case || own.hint.is_some() {
                plain.push(own);
            }
        }
        for (line, own) in &conditional {
            if !rows.iter().any(|row| row.word == own.text) {
                self.mistake(*line, "a status word with conditions needs a row without, too");
            }
        }
        (rows, conditional.into_iter().map(|(_, word)| word).chain(plain).collect())
    }

    fn reading(&mut self, entry: &StatusEntry, line: usize) -> Reading {
        let Some(state) = self.word::<State>(Some(&entry.state)) else { return Reading::UNKNOWN };
        let confirmation: Option<Confirmation> = self.word(entry.confirmation.as_ref());
        match Reading::with_defaults(state, entry.is_final, confirmation) {
            Some(reading) if entry.refined_by_code => {
                if state != State::Undelivered || !reading.is_final() {
                    self.mistake(line, "refined_by_code: for a final `undelivered` alone");
                }
                reading.refined_by_code()
            }
            Some(reading) => reading,
            None => {
                self.mistake(line, "a state contradicts its final or its confirmation");
                Reading::UNKNOWN
            }
        }
    }

    fn hint(&mut self, entry: &StatusEntry, reading: Reading, line: usize) -> Option<Failure> {
        let reason: Option<Reason> = self.word(entry.reason.as_ref());
        let permanence: Option<Permanence> = self.word(entry.permanence.as_ref());
        if entry.permanence.is_some() && entry.reason.is_none() {
            self.mistake(line, "permanence: without a reason it says nothing");
        }
        if entry.reason.is_some() && !reading.state().is_failure(reading.is_final()) {
            self.mistake(line, "reason: the state is no failure");
        }
        Some(Failure::new(reason?, permanence.unwrap_or(Permanence::Unknown), Source::Status))
    }

    fn codes(&mut self, table: &CodesTable) -> Vec<CodeRow> {
        let mut rows: Vec<(usize, CodeRow)> = Vec::new();
        if let Some(csv) = &table.csv {
            self.csv(csv, &mut rows);
        }
        for entry in &table.rows {
            let line = self.line(entry);
            if let Some(row) = self.code(entry.get_ref(), line) {
                rows.push((line, row));
            }
        }
        if rows.len() > MAX_CODES {
            self.mistake(1, format!("codes: more than {MAX_CODES}"));
        }
        rows.sort_by(|(_, one), (_, other)| one.code.cmp(&other.code));
        for pair in rows.windows(2) {
            if let [(_, one), (line, other)] = pair
                && one.code == other.code
            {
                self.mistake(*line, "a code stands twice");
            }
        }
        rows.into_iter().map(|(_, row)| row).collect()
    }

    fn csv(&mut self, csv: &Spanned<String>, rows: &mut Vec<(usize, CodeRow)>) {
        // The first line behind the quotes of a text of several lines is empty and left out.
        let span = csv.span();
        let source = self.text.get(span).unwrap_or_default();
        let is_below = source.trim_start_matches(['"', '\'']).starts_with(['\n', '\r']);
        let first = self.line(csv).saturating_add(usize::from(is_below));
        let mut reader = csv::Reader::from_reader(csv.get_ref().as_bytes());
        if reader.headers().is_ok_and(|header| *header != CSV_HEADER[..]) {
            self.mistake(first, format!("csv: expected the columns {}", CSV_HEADER.join(",")));
            return;
        }
        let line_of = |position: Option<&csv::Position>| {
            let line = position.map_or(1, csv::Position::line);
            first.saturating_add(usize::try_from(line).unwrap_or(1).saturating_sub(1))
        };
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let line = line_of(error.position());
                    self.mistake(line, "csv: a row without its six fields");
                    return;
                }
            };
            let line = line_of(record.position());
            // As many fields as the header has, and all of them texts.
            let Ok(entry) = record.deserialize(None) else { continue };
            if let Some(row) = self.code(&entry, line) {
                rows.push((line, row));
            }
        }
    }

    fn code(&mut self, entry: &CodeEntry, line: usize) -> Option<CodeRow> {
        let CodeEntry { code, meaning, reason, permanence, source, note } = entry;
        if code.is_empty() || meaning.is_empty() {
            self.mistake(line, "a row without code or meaning");
        }
        let mut known = |word: &str| {
            word.parse::<Reason>().map_err(|error| self.mistake(line, error.to_string())).ok()
        };
        let reason = if reason == "none" { None } else { Some(known(reason)?) };
        let permanence = match permanence.as_str() {
            "" => Permanence::Unknown,
            word => match word.parse() {
                Ok(permanence) => permanence,
                Err(error) => {
                    self.mistake(line, format!("{error}"));
                    return None;
                }
            },
        };
        let [code, meaning, source, note] = [code, meaning, source, note].map(Clone::clone);
        Some(CodeRow { code, meaning, reason, permanence, source, note })
    }

    /// How requests prove their origin, and what to say of the key.
    fn proof(
        &mut self,
        table: SignatureTable,
        line: usize,
        layout: &Layout,
    ) -> Option<(Proof, String)> {
        let is_standard = table.scheme == SchemeName::StandardWebhooks;
        let kind = match table.scheme {
            SchemeName::HmacSha1 => Kind::HmacSha1,
            SchemeName::HmacSha256 | SchemeName::StandardWebhooks => Kind::HmacSha256,
            SchemeName::HmacSha512 => Kind::HmacSha512,
            SchemeName::Ed25519 => Kind::Ed25519,
            SchemeName::BasicAuth => Kind::BasicAuth,
            SchemeName::Secret => Kind::Secret,
        };
        let (key, about) = self.key(&table.key, kind, is_standard);
        if is_standard {
            let present = [
                table.place.is_some(),
                table.prefix.is_some(),
                table.separator.is_some(),
                table.encoding.is_some(),
                table.signed.is_some(),
                table.timestamp.is_some(),
            ];
            if present.contains(&true) {
                self.mistake(line, "standard_webhooks says all of it itself, but for the key");
            }
            self.check_query(layout, &[Piece::Body]);
            return Some((standard_webhooks(key), about));
        }
        if !kind.signs() {
            let is_fixed = kind == Kind::BasicAuth;
            let present = [
                table.encoding.is_some(),
                table.signed.is_some(),
                table.timestamp.is_some(),
                is_fixed && table.prefix.is_some(),
                is_fixed && table.separator.is_some(),
            ];
            if present.contains(&true) {
                self.mistake(line, "a member of signature that a scheme without one does not have");
            }
        }
        let place = match &table.place {
            Some(place) => self.carried(place),
            None if kind == Kind::BasicAuth => Some(Carried::Header("Authorization".to_owned())),
            None => {
                self.mistake(line, "in: missing; where does the signature or the secret stand?");
                None
            }
        };
        let separator = table.separator.as_ref().and_then(|separator| {
            let byte = match separator.get_ref().as_bytes() {
                [byte] if byte.is_ascii_punctuation() || *byte == b' ' => Some(*byte),
                _ => None,
            };
            if byte.is_none() {
                let line = self.line(separator);
                self.mistake(line, "separator: expected one ASCII sign or a blank");
            }
            byte
        });
        let prefix = table.prefix.map(Spanned::into_inner).unwrap_or_default();
        let signature = Carrier { place: place?, prefix };
        let mut timestamp_first = false;
        let mut unit = Unit::Seconds;
        let timestamp = match &table.timestamp {
            None => None,
            Some(spanned) => {
                let own = spanned.get_ref();
                timestamp_first = table
                    .place
                    .as_ref()
                    .is_some_and(|place| spanned.span().start < place.span().start);
                unit = own.unit;
                let place = self.carried(&own.place)?;
                if place == signature.place && (own.prefix.is_empty() || separator.is_none()) {
                    let line = self.line(spanned);
                    self.mistake(
                        line,
                        "timestamp: in the value of the signature it needs a prefix, and the \
                         signature a separator",
                    );
                }
                Some(Carrier { place, prefix: own.prefix.clone() })
            }
        };
        let mut encoding = Encoding::Hex;
        let mut template = Vec::new();
        if kind.signs() {
            match &table.encoding {
                Some(own) => encoding = *own.get_ref(),
                None => self.mistake(line, "encoding: missing; hex, base64 or base64url?"),
            }
            match &table.signed {
                Some(signed) => {
                    template = self.template(signed, layout)?;
                    self.check_template(&template, timestamp.is_some(), signed, layout);
                }
                None => self.mistake(line, "signed: missing; which bytes are signed?"),
            }
        }
        let proof = Proof {
            kind,
            signature,
            separator,
            encoding,
            timestamp,
            unit,
            timestamp_first,
            template,
            key,
        };
        Some((proof, about))
    }

    fn key(&mut self, table: &KeyTable, kind: Kind, is_standard: bool) -> (KeyPlan, String) {
        let (name, encoding, about) = match kind {
            Kind::Ed25519 => {
                ("public_key", KeyEncoding::Base64, "the provider's public key; 32 bytes")
            }
            Kind::BasicAuth => {
                ("credential", KeyEncoding::Text, "user and password, as `user:password`")
            }
            Kind::Secret => ("secret", KeyEncoding::Text, "the text that requests carry"),
            _ if is_standard => {
                ("secret", KeyEncoding::Base64, "the signing secret, with or without `whsec_`")
            }
            _ => ("secret", KeyEncoding::Text, "the signing secret"),
        };
        let mut member = |text: &Option<Spanned<String>>, default: String| match text {
            None => default,
            Some(text) => {
                let is_word = text.get_ref().starts_with(|first: char| first.is_ascii_lowercase())
                    && text.get_ref().bytes().all(|byte| {
                        byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'
                    });
                if !is_word || RESERVED.contains(&text.get_ref().as_str()) {
                    let line = self.line(text);
                    self.mistake(line, "key: expected a lower-case word that no other member has");
                }
                text.get_ref().clone()
            }
        };
        let one = member(&table.name, name.to_owned());
        let many = member(&table.list, format!("{one}s"));
        if one == many
            && let Some(list) = &table.list
        {
            let line = self.line(list);
            self.mistake(line, "key: one name for a single key, another one for a list");
        }
        let encoding = match &table.encoding {
            None => encoding,
            Some(own) => {
                let is_text = *own.get_ref() == KeyEncoding::Text;
                let is_wrong = match kind {
                    Kind::Ed25519 => is_text,
                    Kind::BasicAuth | Kind::Secret => !is_text,
                    _ => is_standard && *own.get_ref() != KeyEncoding::Base64,
                };
                if is_wrong {
                    let line = self.line(own);
                    self.mistake(line, "key: an encoding that keys of the scheme do not have");
                }
                *own.get_ref()
            }
        };
        let prefix = match &table.prefix {
            None if is_standard => "whsec_".to_owned(),
            None => String::new(),
            Some(prefix) => {
                if encoding == KeyEncoding::Text {
                    let line = self.line(prefix);
                    self.mistake(line, "key: a text is taken verbatim; no prefix is taken off");
                }
                prefix.get_ref().clone()
            }
        };
        let about = table.about.clone().unwrap_or_else(|| about.to_owned());
        (KeyPlan { one, many, encoding, prefix }, about)
    }

    /// Where a value stands that proves something.
    fn carried(&mut self, place: &Spanned<String>) -> Option<Carried> {
        let line = self.line(place);
        self.carried_text(place.get_ref(), line)
    }

    fn carried_text(&mut self, text: &str, line: usize) -> Option<Carried> {
        let is_token = |name: &str| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic() && byte != b':')
        };
        match text.split_once(':') {
            Some(("header", name)) if is_token(name) => Some(Carried::Header(name.to_owned())),
            Some(("query", name)) if is_token(name) => Some(Carried::Query(name.to_owned())),
            _ => {
                self.mistake(line, "expected header:Name or query:name");
                None
            }
        }
    }

    fn template(&mut self, signed: &Spanned<String>, layout: &Layout) -> Option<Vec<Piece>> {
        let line = self.line(signed);
        let mut pieces: Vec<Piece> = Vec::new();
        let mut literal = String::new();
        let mut rest = signed.get_ref().as_str();
        while let Some(at) = rest.find(['{', '}']) {
            let (before, behind) = rest.split_at_checked(at)?;
            literal.push_str(before);
            if let Some(brace) = ["{{", "}}"].into_iter().find(|own| behind.starts_with(own)) {
                literal.push_str(brace.get(..1)?);
                rest = behind.get(2..)?;
                continue;
            }
            let inner = behind.strip_prefix('{').and_then(|behind| behind.split_once('}'));
            let Some((name, behind)) = inner else {
                self.mistake(
                    line,
                    "signed: a brace without its partner; a brace itself is {{ or }}",
                );
                return None;
            };
            let piece = match name {
                "timestamp" => Piece::Timestamp,
                "method" => Piece::Method,
                "url" => Piece::Url,
                "body" => Piece::Body,
                "form" => Piece::Form,
                place => Piece::Value(self.carried_text(place, line)?, None),
            };
            if pieces.contains(&piece) {
                self.mistake(line, "signed: a placeholder stands twice");
            }
            if !literal.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut literal)));
            }
            pieces.push(piece);
            rest = behind;
        }
        literal.push_str(rest);
        if !literal.is_empty() {
            pieces.push(Piece::Text(literal));
        }
        if pieces.len() > MAX_PIECES {
            self.mistake(line, format!("signed: more than {MAX_PIECES} placeholders and texts"));
        }
        if pieces.contains(&Piece::Form) && layout.format != Format::Form {
            self.mistake(line, "signed: only a form has {form}");
        }
        self.ends(&mut pieces, line, layout);
        Some(pieces)
    }

    /// Sees to it that every value of the sender's choice has an end in the signed bytes.
    fn ends(&mut self, pieces: &mut [Piece], line: usize, layout: &Layout) {
        let next: Vec<Option<Piece>> =
            pieces.iter().skip(1).cloned().map(Some).chain([None]).collect();
        for (piece, next) in pieces.iter_mut().zip(next) {
            let literal = match &next {
                Some(Piece::Text(text)) => text.bytes().next(),
                _ => None,
            };
            let is_open = match piece {
                Piece::Value(_, end) => {
                    *end = literal;
                    next.is_some() && literal.is_none()
                }
                // Digits in front of JSON cannot be mistaken for it.
                Piece::Timestamp => match &next {
                    Some(Piece::Body) => layout.format != Format::Json,
                    Some(Piece::Text(text)) => {
                        text.starts_with(|first: char| first.is_ascii_digit())
                    }
                    Some(Piece::Method | Piece::Url) | None => false,
                    Some(_) => true,
                },
                _ => false,
            };
            if is_open {
                self.mistake(
                    line,
                    "signed: a placeholder has no text behind it that ends it, so that the bytes \
                     could be taken apart in two ways",
                );
            }
        }
    }

    fn check_template(
        &mut self,
        template: &[Piece],
        has_timestamp: bool,
        signed: &Spanned<String>,
        layout: &Layout,
    ) {
        let line = self.line(signed);
        let signs_body = template.iter().any(|piece| matches!(piece, Piece::Body | Piece::Form));
        if layout.reads_body && !signs_body {
            self.mistake(line, "signed: receipts are read from the body, and it is not signed");
        }
        if has_timestamp != template.contains(&Piece::Timestamp) {
            self.mistake(
                line,
                "signed: {timestamp} belongs into it if there is a timestamp, and only then",
            );
        }
        self.check_query(layout, template);
    }

    fn check_query(&mut self, layout: &Layout, template: &[Piece]) {
        if let Some(line) = layout.reads_query
            && !template.contains(&Piece::Url)
        {
            self.mistake(line, "a value is read from the query, and the URL is not signed");
        }
    }

    fn line<T>(&self, spanned: &Spanned<T>) -> usize {
        line_at(self.text, spanned.span().start)
    }

    fn mistake(&mut self, line: usize, problem: impl Into<Cow<'static, str>>) {
        self.mistakes.push(Mistake::new(line, problem));
    }
}

/// Members of a configuration that are the verifier's.
const RESERVED: [&str; 8] =
    ["account", "advice", "codes", "label", "max_body", "statuses", "tolerance", "unverified"];

fn request_of(format: Format) -> &'static str {
    match format {
        Format::Json => "POST application/json",
        Format::Form => "POST application/x-www-form-urlencoded",
        Format::JsonOrForm => "POST application/json or application/x-www-form-urlencoded",
        Format::Query => "GET",
    }
}

/// <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>
fn standard_webhooks(key: KeyPlan) -> Proof {
    let header = |name: &str| Carried::Header(name.to_owned());
    let dot = || Piece::Text(".".to_owned());
    Proof {
        kind: Kind::HmacSha256,
        signature: Carrier { place: header("webhook-signature"), prefix: "v1,".to_owned() },
        separator: Some(b' '),
        encoding: Encoding::Base64,
        timestamp: Some(Carrier { place: header("webhook-timestamp"), prefix: String::new() }),
        unit: Unit::Seconds,
        timestamp_first: true,
        template: vec![
            Piece::Value(header("webhook-id"), Some(b'.')),
            dot(),
            Piece::Timestamp,
            dot(),
            Piece::Body,
        ],
        key,
    }
}

impl Condition {
    fn is_of_item(&self) -> bool {
        matches!(self.place, Place::Item(_))
    }
}

impl Members {
    /// The places outside of the items.
    fn shared(&self) -> Places {
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
            parts: _,
            part: _,
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
            amount,
            currency,
            carrier,
            network,
            tags,
        ];
        members
            .into_iter()
            .chain(extra.iter().map(|(_, places)| places))
            .flatten()
            .filter(|place| matches!(place, Place::Whole(_) | Place::Query(_)))
            .cloned()
            .collect()
    }
}
