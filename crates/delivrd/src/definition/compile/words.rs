//! What words and codes mean.

use std::collections::BTreeSet;

use delivrd_core::{Confirmation, Failure, Permanence, Reading, Reason, Source, State};
use toml::Spanned;

use super::{Compiler, Layout, line_at};
use crate::definition::document::{CodeEntry, CodesTable, StatusEntry};
use crate::definition::reading::{Word, is_same};
use crate::definition::tables::{CodeRow, StatusRow};

const MAX_CODES: usize = 10_000;
const MAX_WORDS: usize = 1_000;
const CSV_HEADER: [&str; 6] = ["code", "meaning", "reason", "permanence", "source", "note"];

impl Compiler<'_> {
    pub(super) fn words(
        &mut self,
        entries: Vec<StatusEntry>,
        ignore_case: bool,
        layout: &mut Layout,
    ) -> (Vec<StatusRow>, Vec<Word>) {
        if entries.is_empty() || entries.len() > MAX_WORDS {
            self.mistake(1, format!("status: expected 1 to {MAX_WORDS} words"));
            return (Vec::new(), Vec::new());
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
            if !rows.iter().any(|row| is_same(&row.word, &own.text, ignore_case)) {
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

    pub(super) fn codes(&mut self, table: &CodesTable, ignore_case: bool) -> Vec<CodeRow> {
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
        let mut seen = BTreeSet::new();
        for (line, row) in &rows {
            let code = if ignore_case { row.code.to_ascii_lowercase() } else { row.code.clone() };
            if !seen.insert(code) {
                self.mistake(*line, "a code stands twice");
            }
        }
        rows.sort_by(|(_, one), (_, other)| one.code.cmp(&other.code));
        rows.into_iter().map(|(_, row)| row).collect()
    }

    fn csv(&mut self, csv: &Spanned<String>, rows: &mut Vec<(usize, CodeRow)>) {
        // The first line behind the quotes of a text of several lines is empty and left out.
        let span = csv.span();
        let last = line_at(&self.line_ends, span.end);
        let source = self.text.get(span).unwrap_or_default();
        let is_below = source.trim_start_matches(['"', '\'']).starts_with(['\n', '\r']);
        let first = self.line(csv).saturating_add(usize::from(is_below));
        let mut reader = csv::Reader::from_reader(csv.get_ref().as_bytes());
        let header = csv::StringRecord::from(&CSV_HEADER[..]);
        if reader.headers().is_ok_and(|own| *own != header) {
            self.mistake(first, format!("csv: expected the columns {}", CSV_HEADER.join(",")));
            return;
        }
        let line_of = |position: Option<&csv::Position>| {
            let line = position.map_or(1, csv::Position::line);
            let line = first.saturating_add(usize::try_from(line).unwrap_or(1).saturating_sub(1));
            // Line ends that are written as `\n` are none of the file.
            line.min(last)
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
            let Ok(entry) = record.deserialize(Some(&header)) else { continue };
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
        if reason.is_none() && permanence != Permanence::Unknown {
            self.mistake(line, "a code that is no failure has the permanence unknown");
        }
        let [code, meaning, source, note] = [code, meaning, source, note].map(Clone::clone);
        Some(CodeRow { code, meaning, reason, permanence, source, note })
    }
}
