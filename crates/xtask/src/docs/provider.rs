//! The generated parts of a provider's page.

use delivrd::{Advice, CodeRow, Failure, Metadata, Source, State};

use crate::docs::markdown::{self, Table, code, prose, yes};

const NOTHING: &str = "–";

/// Capabilities, how the provider calls, and what the configuration takes.
pub(crate) fn facts(metadata: &Metadata) -> String {
    let (can, callback) = (metadata.capabilities(), metadata.callback());
    let pauses: Vec<String> = callback.pauses.iter().map(|pause| format!("{pause} s")).collect();
    let pauses = if pauses.is_empty() { "not documented".to_owned() } else { pauses.join(", ") };
    let mut table = Table::new(["Fact", "Value"]);
    let mut fact = |name: &str, value: &str| table.push(&[name, value]);
    fact("Provider id", &code(metadata.id()));
    fact("Proves itself by", &code(can.scheme.as_str()));
    fact("Signs a time", yes(can.signs_time));
    fact("Receipts in a request", receipts_per_request(can.batches));
    fact("Recipient is part of the keys", yes(can.recipient_in_key));
    fact("Time is part of the dedupe key", yes(can.time_in_key));
    fact("Other events on the same URL", yes(can.inbound_events));
    fact("Request", &prose(callback.request));
    let body = if callback.answer.body.is_empty() { "empty" } else { callback.answer.body };
    fact("Answer", &prose(&format!("{}, body {body}", callback.answer.status)));
    fact("Waits for it", &format!("{} s", callback.timeout));
    let attempts = callback.attempts.map_or("not documented".to_owned(), |own| own.to_string());
    fact("Attempts in total", &format!("{attempts} (pauses: {pauses})"));
    if !callback.note.is_empty() {
        fact("Note", &prose(callback.note));
    }
    for key in metadata.keys() {
        let names = format!("Configuration: {} or {}", code(key.one), code(key.many));
        fact(&names, &prose(key.about));
    }
    for option in metadata.options() {
        fact(&format!("Configuration: {}", code(option.name)), &prose(option.about));
    }
    fact("Documentation", &markdown::source(metadata.docs()));
    table.finish()
}

/// How many receipts a request of a provider holds.
pub(crate) fn receipts_per_request(batches: bool) -> &'static str {
    if batches { "one or more" } else { "one" }
}

/// The status words, before a code has a say.
pub(crate) fn statuses(metadata: &Metadata) -> String {
    let mut table = Table::new(["Status", "State", "Final", "Confirmation", "Note"]);
    for row in metadata.statuses().rows() {
        let reading = row.reading;
        table.push(&[
            code(row.status),
            code(reading.state().as_str()),
            yes(reading.is_final()).to_owned(),
            code(reading.confirmation().as_str()),
            prose(row.note),
        ]);
    }
    table.finish()
}

/// The codes with what they come to, and where their meaning was read.
pub(crate) fn codes(metadata: &Metadata) -> String {
    let rows = metadata.codes().rows();
    if rows.is_empty() {
        return "The provider documents no codes.".to_owned();
    }
    let mut sources = Sources::default();
    let mut table = Table::new([
        "Code",
        "Meaning",
        "Reason",
        "Permanence",
        "State",
        "Action",
        "Source",
        "Note",
    ]);
    for row in rows {
        let outcome = Outcome::of(metadata, row);
        table.push(&[
            code(row.code),
            prose(row.meaning),
            row.reason.map_or(NOTHING.to_owned(), |reason| code(reason.as_str())),
            row.reason.map_or(NOTHING.to_owned(), |_| code(row.permanence.as_str())),
            outcome.as_ref().map_or(NOTHING.to_owned(), Outcome::state),
            outcome.as_ref().map_or(NOTHING.to_owned(), Outcome::action),
            sources.numbers_of(row.source),
            note(row),
        ]);
    }
    let contested = rows.iter().filter(|row| row.is_contested()).count();
    format!(
        "{} codes, {contested} of them contested.\n\n{}\nSources:\n\n{}",
        rows.len(),
        table.finish(),
        sources.list()
    )
}

/// What a receipt with a code comes to, if nothing else says more.
struct Outcome {
    state: State,
    is_final: bool,
    failure: Option<Failure>,
}

impl Outcome {
    /// A table that lists its status words among the codes describes the word there; another
    /// code stands beside a word that says no more than that the message failed.
    fn of(metadata: &Metadata, row: &CodeRow) -> Option<Self> {
        let Some(reading) = metadata.statuses().get(row.code) else {
            let (state, failure) = row.verdict()?;
            return Some(Self { state, is_final: true, failure: Some(failure) });
        };
        let (state, is_final) = (reading.state(), reading.is_final());
        let told = row.reason.map(|reason| Failure::new(reason, row.permanence, Source::Code));
        let failure = delivrd::failure_of(state, is_final).map(|of_state| told.unwrap_or(of_state));
        Some(Self { state, is_final, failure })
    }

    fn state(&self) -> String {
        let doubt =
            if self.is_final || !self.state.allows_final(true) { "" } else { ", not final" };
        format!("{}{doubt}", code(self.state.as_str()))
    }

    fn action(&self) -> String {
        code(Advice::for_receipt(self.state, self.is_final, self.failure).action.as_str())
    }
}

fn note(row: &CodeRow) -> String {
    match row.note.strip_prefix("contested:") {
        Some(note) => format!("**contested:** {}", prose(note)),
        None => prose(row.note),
    }
}

/// Sources in the order in which they are first named; one row may have several.
#[derive(Default)]
struct Sources<'m>(Vec<&'m str>);

impl<'m> Sources<'m> {
    fn numbers_of(&mut self, sources: &'m str) -> String {
        let numbers: Vec<String> = sources
            .split("; ")
            .map(str::trim)
            .filter(|source| !source.is_empty())
            .map(|source| {
                let known = self.0.iter().position(|known| *known == source);
                let index = known.unwrap_or_else(|| {
                    self.0.push(source);
                    self.0.len().saturating_sub(1)
                });
                index.saturating_add(1).to_string()
            })
            .collect();
        numbers.join(", ")
    }

    fn list(&self) -> String {
        let numbered = (1_u32..).zip(&self.0);
        let lines =
            numbered.map(|(number, source)| format!("{number}. {}", markdown::source(source)));
        lines.collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata(id: &str) -> delivrd::Metadata<'static> {
        let found = delivrd::providers::ALL.iter().find(|provider| provider.metadata().id() == id);
        found.unwrap().metadata().clone()
    }

    #[test]
    fn a_policy_shows_as_rejected() {
        let codes = codes(&metadata("telnyx"));
        let row = codes.lines().find(|line| line.starts_with("| `40003` |")).unwrap();
        assert!(
            row.contains("| `spam_filtered` | `permanent` | `rejected` | `fix_content` |"),
            "{row}"
        );
        assert!(codes.contains("**contested:** second source"));
        assert!(codes.contains("\n1. <https://developers.telnyx.com/"));
    }

    #[test]
    fn a_status_word_among_the_codes_shows_its_own_state() {
        let codes = codes(&metadata("telecom23"));
        let row = |word: &str| codes.lines().find(|line| line.starts_with(word)).unwrap();
        assert!(row("| `REJECTD`").contains("| `rejected` | `ask_provider` |"));
        assert!(row("| `DELIVRD`").contains("| – | – | `delivered` | `none` |"));
        assert!(row("| `UNKNOWN`").contains("| `unknown`, not final | `wait` |"));
        assert!(row("| `000`").contains("| – | – | – | – |"));
    }

    #[test]
    fn sources_are_numbered_once() {
        let mut sources = Sources::default();
        assert_eq!(sources.numbers_of("a; b"), "1, 2");
        assert_eq!(sources.numbers_of("b"), "2");
        assert_eq!(sources.list(), "1. a\n2. b");
    }
}
