//! What is known of a provider that was read from a file: the texts, and the metadata that borrow
//! from them.

use delivrd_core::{
    Answer, Callback as CallbackOf, Capabilities, CodeRow as CodeRowOf, CodeTable, KeyMember,
    Metadata, Permanence, Reading, Reason, StatusRow as StatusRowOf,
};
use self_cell::self_cell;

pub(super) struct Tables {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) docs: String,
    pub(super) capabilities: Capabilities,
    pub(super) callback: Callback,
    /// One name, another one for a list, and what to put there.
    pub(super) key: (String, String, String),
    pub(super) statuses: Vec<StatusRow>,
    /// Sorted by code.
    pub(super) codes: Vec<CodeRow>,
}

pub(super) struct Callback {
    pub(super) request: String,
    pub(super) status: u16,
    pub(super) body: String,
    pub(super) timeout: u32,
    pub(super) attempts: Option<u32>,
    pub(super) pauses: Vec<u32>,
    pub(super) note: String,
}

pub(super) struct StatusRow {
    pub(super) word: String,
    pub(super) reading: Reading,
    pub(super) note: String,
}

pub(super) struct CodeRow {
    pub(super) code: String,
    pub(super) meaning: String,
    pub(super) reason: Option<Reason>,
    pub(super) permanence: Permanence,
    pub(super) source: String,
    pub(super) note: String,
}

/// The rows, as metadata have them.
struct Rows<'t> {
    keys: [KeyMember<'t>; 1],
    statuses: Vec<StatusRowOf<'t>>,
    codes: Vec<CodeRowOf<'t>>,
}

self_cell! {
    struct WithRows {
        owner: Tables,
        #[covariant]
        dependent: Rows,
    }
}

self_cell! {
    struct WithMetadata {
        owner: WithRows,
        #[covariant]
        dependent: Metadata,
    }
}

/// The metadata with all that they borrow from.
pub(super) struct OwnMetadata(WithMetadata);

impl OwnMetadata {
    pub(super) fn new(tables: Tables) -> Self {
        let rows = WithRows::new(tables, |tables| {
            let (one, many, about) = &tables.key;
            Rows {
                keys: [KeyMember::new(one, many, about)],
                statuses: tables
                    .statuses
                    .iter()
                    .map(|row| StatusRowOf::new(&row.word, row.reading).with_note(&row.note))
                    .collect(),
                codes: tables
                    .codes
                    .iter()
                    .map(|row| {
                        CodeRowOf::new(&row.code, &row.meaning, row.reason, row.permanence)
                            .with_source(&row.source)
                            .with_note(&row.note)
                    })
                    .collect(),
            }
        });
        Self(WithMetadata::new(rows, |rows| metadata(rows.borrow_owner(), rows.borrow_dependent())))
    }

    pub(super) fn get(&self) -> &Metadata<'_> {
        self.0.borrow_dependent()
    }
}

fn metadata<'t>(tables: &'t Tables, rows: &'t Rows<'t>) -> Metadata<'t> {
    let callback = &tables.callback;
    let answer = Answer::new(callback.status, &callback.body);
    let mut calls =
        CallbackOf::new(&callback.request, answer, callback.timeout).with_note(&callback.note);
    calls.attempts = callback.attempts;
    calls.pauses = &callback.pauses;
    Metadata::new(&tables.id, &tables.name, &tables.docs, tables.capabilities, calls)
        .with_keys(&rows.keys)
        .with_statuses(&rows.statuses)
        .with_codes(CodeTable::from_rows(&rows.codes))
}
