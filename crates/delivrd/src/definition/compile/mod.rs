//! From the file to what runs, with every mistake and its line.

mod places;
mod signature;
mod template;
mod words;

use std::borrow::Cow;
use std::collections::BTreeMap;

use delivrd_core::{Capabilities, Failure, Metadata, Source};
use toml::Spanned;

use super::document::{CallbackTable, DedupeTable, Document, Format, OtherTable};
use super::place::{Place, Places};
use super::proof::Proof;
use super::reading::{Condition, Envelope, Members, Other, Plan, Word};
use super::tables::{Callback, CodeRow, Tables};
use super::{Definition, Mistake};
use crate::json::Shape;

/// Members of a configuration that are the verifier's, and arguments beside which they stand in Python.
const RESERVED: [&str; 10] = [
    "account",
    "advice",
    "codes",
    "definitions",
    "label",
    "max_body",
    "provider",
    "statuses",
    "tolerance",
    "unverified",
];

pub(super) struct Compiled {
    pub(super) tables: Tables,
    pub(super) proof: Proof,
    pub(super) plan: Plan,
}

/// Compiles a file, or says everything that is wrong with it; a file that is no such document has
/// one mistake.
pub(super) fn compile(text: &str) -> Result<Compiled, Vec<Mistake>> {
    if text.len() > Definition::MAX_BYTES {
        return Err(vec![Mistake::new(1, "longer than 1 MiB")]);
    }
    let document: Document = toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        vec![Mistake::new(line_at(&line_ends(text), start), unquoted(error.message()))]
    })?;
    let mut check = Compiler { text, line_ends: line_ends(text), mistakes: Vec::new() };
    let compiled = check.document(document);
    match compiled {
        Some(compiled) if check.mistakes.is_empty() => Ok(compiled),
        _ => {
            check.mistakes.sort_by_key(|mistake| mistake.line);
            Err(check.mistakes)
        }
    }
}

/// Where the lines of a text end.
fn line_ends(text: &str) -> Vec<usize> {
    text.match_indices('\n').map(|(place, _)| place).collect()
}

/// The line, from 1, in which a place of the text is.
fn line_at(line_ends: &[usize], place: usize) -> usize {
    line_ends.partition_point(|end| *end < place).saturating_add(1)
}

/// What serde and the TOML reader say, without what they quote of the file.
fn unquoted(message: &str) -> Cow<'static, str> {
    // From the end: what is quoted may hold the same word.
    let (what, expected) = match message.rsplit_once(", expected ") {
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
    line_ends: Vec<usize>,
    mistakes: Vec<Mistake>,
}

/// What locations lead to, as far as it is known.
struct Layout {
    format: Format,
    has_items: bool,
    whole: Shape,
    item: Shape,
    query: Vec<String>,
    /// How many locations there were.
    locations: usize,
    /// How many texts stood in conditions.
    texts: usize,
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
            locations: 0,
            texts: 0,
            reads_body: false,
            reads_query: None,
        };
        let items = self.items(&document.body, &mut layout);
        let event = Envelope {
            id: self.envelope(document.event.id.as_ref(), &mut layout),
            kind: self.envelope(document.event.kind.as_ref(), &mut layout),
            attempt: self.envelope(document.event.attempt.as_ref(), &mut layout),
        };
        let when = self.conditions(&document.receipt.when, &mut layout);
        let (item, whole): (Vec<_>, Vec<_>) = when.into_iter().partition(Condition::is_of_item);
        let others = self.others(&document.other, &mut layout);
        let receipt = self.members(&document.receipt, &mut layout);
        let (times, code_system) = self.receipt_options(&document.receipt);
        let ignore_case = document.receipt.ignore_case;
        let codes = self.codes(&document.codes, ignore_case);
        let (statuses, words) = self.words(document.status, ignore_case, &mut layout);
        self.dedupe(&document.dedupe, &receipt);
        if layout.format != Format::Query && !layout.reads_body {
            self.mistake(
                1,
                "body: nothing is read from it; where all is in the URL, the format is query",
            );
        }
        let signature_line = self.line(&document.signature);
        let (proof, about) =
            self.proof(&document.signature.into_inner(), signature_line, &layout)?;
        let mut capabilities = Capabilities::new(proof.kind.scheme());
        capabilities.signs_time = proof.timestamp.is_some();
        capabilities.batches = layout.has_items;
        let is_set = |own: &Option<Spanned<bool>>| own.as_ref().is_some_and(|own| *own.get_ref());
        capabilities.recipient_in_key = is_set(&document.dedupe.recipient);
        capabilities.time_in_key = is_set(&document.dedupe.time);
        capabilities.inbound_events = document.callback.inbound;
        let plan = Plan {
            format: layout.format,
            items,
            numbers: document.body.numbers,
            shared: if layout.has_items {
                shared(&receipt, &item, &others, &words)
            } else {
                Vec::new()
            },
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
            codes: failures(&codes, ignore_case),
        };
        let tables = Tables {
            id: document.id.into_inner(),
            name: document.name,
            docs: document.docs,
            capabilities,
            callback: self.callback(document.callback, plan.format),
            key: (proof.key.one.clone(), proof.key.many.clone(), about),
            statuses,
            codes,
        };
        Some(Compiled { tables, proof, plan })
    }

    /// Events that are no receipts, by conditions on the whole body and by those on an item.
    fn others(&mut self, tables: &[OtherTable], layout: &mut Layout) -> [Vec<Other>; 2] {
        let mut others = [Vec::new(), Vec::new()];
        for table in tables {
            let line = self.line(&table.when);
            let when = self.conditions(table.when.get_ref(), layout);
            if table.when.get_ref().is_empty() {
                self.mistake(line, "an event that is no receipt needs conditions");
            }
            let kind = table.kind.as_ref().and_then(|kind| self.kind(kind, layout));
            let is_of_item =
                when.iter().any(Condition::is_of_item) || matches!(kind, Some(Place::Item(_)));
            let [whole, item] = &mut others;
            (if is_of_item { item } else { whole }).push(Other { when, kind });
        }
        others
    }

    /// What is said to count in the keys has to be read.
    fn dedupe(&mut self, table: &DedupeTable, receipt: &Members) {
        let pairs = [
            (&table.recipient, receipt.recipient.is_empty(), "dedupe: no recipient is read"),
            (&table.time, receipt.occurred_at.is_empty(), "dedupe: no occurred_at is read"),
        ];
        for (own, is_absent, problem) in pairs {
            if let Some(own) = own
                && *own.get_ref()
                && is_absent
            {
                let line = self.line(own);
                self.mistake(line, problem);
            }
        }
    }

    fn callback(&mut self, table: CallbackTable, format: Format) -> Callback {
        let (status, body) = match table.answer {
            None => (200, String::new()),
            Some(answer) => {
                if !(200..=299).contains(answer.status.get_ref()) {
                    let line = self.line(&answer.status);
                    self.mistake(line, "answer: expected a status of success, 200 to 299");
                }
                (answer.status.into_inner(), answer.body)
            }
        };
        Callback {
            request: table.request.unwrap_or_else(|| request_of(format).to_owned()),
            status,
            body,
            timeout: table.timeout.unwrap_or(10),
            attempts: table.attempts,
            pauses: table.pauses,
            note: table.note,
        }
    }

    fn id(&mut self, id: &Spanned<String>) {
        if !Metadata::is_id(id.get_ref()) {
            let line = self.line(id);
            self.mistake(line, "id: expected one lower-case word; digits and _ may stand inside");
        }
        // The id names a section of a configuration for several providers.
        if RESERVED.contains(&id.get_ref().as_str()) {
            let line = self.line(id);
            self.mistake(line, "id: a member of every configuration has this name");
        }
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

    fn line<T>(&self, spanned: &Spanned<T>) -> usize {
        line_at(&self.line_ends, spanned.span().start)
    }

    fn mistake(&mut self, line: usize, problem: impl Into<Cow<'static, str>>) {
        self.mistakes.push(Mistake::new(line, problem));
    }
}

/// The places outside of the items that are looked at for every item: by a receipt, which copies
/// from them, or by a condition.
fn shared(
    receipt: &Members,
    when: &[Condition],
    others: &[Vec<Other>; 2],
    words: &[Word],
) -> Places {
    let [_, others] = others;
    let conditions = when
        .iter()
        .chain(others.iter().flat_map(|other| &other.when))
        .chain(words.iter().flat_map(|word| &word.when))
        .map(|condition| &condition.place);
    receipt
        .places()
        .chain(conditions)
        .filter(|place| matches!(place, Place::Whole(_) | Place::Query(_)))
        .cloned()
        .collect()
}

/// What codes stand for, by their texts; in lower case if the case does not count.
fn failures(codes: &[CodeRow], ignore_case: bool) -> BTreeMap<String, Failure> {
    let failure = |row: &CodeRow| {
        let failure = Failure::new(row.reason?, row.permanence, Source::Code);
        let code = row.code.clone();
        Some((if ignore_case { code.to_ascii_lowercase() } else { code }, failure))
    };
    codes.iter().filter_map(failure).collect()
}

fn request_of(format: Format) -> &'static str {
    match format {
        Format::Json => "POST application/json",
        Format::Form => "POST application/x-www-form-urlencoded",
        Format::JsonOrForm => "POST application/json or application/x-www-form-urlencoded",
        Format::Query => "GET",
    }
}
