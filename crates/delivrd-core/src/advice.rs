//! What to do about a receipt: a table, first match wins.

use std::borrow::Cow;

use crate::table::{Csv, same_bytes};
use crate::{Action, Config, ConfigError, Failure, Permanence, Reason, State, Value};

/// What to do about a message, and a sentence for whoever waits for it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct Advice<'r> {
    /// What to do.
    pub action: Action,
    /// The stable name of the explanation, for translation.
    pub id: Cow<'r, str>,
    /// One plain English sentence without number, name or code, fit to be shown to an end user.
    pub explanation: Cow<'r, str>,
}

impl Advice<'_> {
    /// The advice of the built-in table for a state, its finality and failure.
    pub fn for_receipt(state: State, is_final: bool, failure: Option<Failure>) -> Advice<'static> {
        let built_in = ROWS.iter().find(|row| row.pattern.matches(state, is_final, failure));
        // The last row of the table matches everything: `read_rows` asserts it at compile time.
        built_in.map_or(
            Advice { action: Action::AskProvider, id: "".into(), explanation: "".into() },
            |row| Advice {
                action: row.action,
                id: Cow::Borrowed(row.id),
                explanation: Cow::Borrowed(row.explanation),
            },
        )
    }

    pub(crate) fn borrowed(&self) -> Advice<'_> {
        Advice {
            action: self.action,
            id: Cow::Borrowed(&self.id),
            explanation: Cow::Borrowed(&self.explanation),
        }
    }

    /// The same advice, independent of the verifier.
    pub fn into_owned(self) -> Advice<'static> {
        Advice {
            action: self.action,
            id: Cow::Owned(self.id.into_owned()),
            explanation: Cow::Owned(self.explanation.into_owned()),
        }
    }
}

/// Whether `retry` may be advised: only for a final failure that may pass, and never where
/// nobody knows whether the message arrived (DESIGN §2).
pub fn may_retry(state: State, is_final: bool, failure: Option<Failure>) -> bool {
    is_final
        && matches!(state, State::Undelivered | State::Rejected)
        && failure.is_none_or(|failure| failure.reason != Reason::NoReceipt)
}

/// What a row looks for; `None` stands for any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pattern {
    state: Option<State>,
    is_final: Option<bool>,
    reason: Option<Reason>,
    permanence: Option<Permanence>,
}

impl Pattern {
    fn matches(self, state: State, is_final: bool, failure: Option<Failure>) -> bool {
        self.state.is_none_or(|own| own == state)
            && self.is_final.is_none_or(|own| own == is_final)
            && self.reason.is_none_or(|own| failure.is_some_and(|failure| failure.reason == own))
            && self
                .permanence
                .is_none_or(|own| failure.is_some_and(|failure| failure.permanence == own))
    }

    const fn matches_everything(self) -> bool {
        self.state.is_none()
            && self.is_final.is_none()
            && self.reason.is_none()
            && self.permanence.is_none()
    }
}

#[derive(Clone, Copy)]
struct BuiltIn {
    pattern: Pattern,
    action: Action,
    id: &'static str,
    explanation: &'static str,
}

const CSV: &str = include_str!("advice.csv");
static ROWS: [BuiltIn; Csv::count_lines(CSV)] = read_rows();

#[expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "runs at compile time, where an overflow or a wrong index is a build error"
)]
const fn read_rows() -> [BuiltIn; Csv::count_lines(CSV)] {
    const ANY: &[u8] = b"*";
    const BLANK: BuiltIn = BuiltIn {
        pattern: Pattern { state: None, is_final: None, reason: None, permanence: None },
        action: Action::None,
        id: "",
        explanation: "",
    };
    macro_rules! word {
        ($field:expr, $list:ident) => {{
            let field = $field.as_bytes();
            let word = $list::from_bytes(field);
            assert!(word.is_some() || same_bytes(field, ANY), "a word that the contract lacks");
            word
        }};
    }
    let mut rows = [BLANK; Csv::count_lines(CSV)];
    let mut csv = Csv::new(CSV, "state,final,reason,permanence,action,id,explanation");
    let mut index = 0;
    while !csv.is_done() {
        let state = word!(csv.field(false), State);
        let is_final = csv.field(false).as_bytes();
        let is_final = if same_bytes(is_final, b"true") {
            Some(true)
        } else if same_bytes(is_final, b"false") {
            Some(false)
        } else {
            assert!(same_bytes(is_final, ANY), "final is true, false or *");
            None
        };
        let reason = word!(csv.field(false), Reason);
        let permanence = word!(csv.field(false), Permanence);
        let Some(action) = Action::from_bytes(csv.field(false).as_bytes()) else {
            panic!("an action that the contract lacks");
        };
        rows[index] = BuiltIn {
            pattern: Pattern { state, is_final, reason, permanence },
            action,
            id: csv.field(false),
            explanation: csv.field(true),
        };
        index += 1;
    }
    assert!(rows[index - 1].pattern.matches_everything(), "the last row has to match everything");
    rows
}

const RETRY_RULE: &str =
    "retry is possible only for a final undelivered or rejected message, and not for no_receipt";

/// Rows of the configuration, in front of the built-in table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct AdviceOverrides {
    rows: Vec<(Pattern, Advice<'static>)>,
}

impl AdviceOverrides {
    pub(crate) const NONE: Self = Self { rows: Vec::new() };

    pub(crate) fn read(config: &Config) -> Result<Self, ConfigError> {
        let rows = match config.get("advice") {
            None => Vec::new(),
            Some(Value::List(rows)) => rows.iter().map(read_row).collect::<Result<_, _>>()?,
            Some(_) => return Err(invalid("expected a list of rows")),
        };
        let overrides = Self { rows };
        overrides.refuse_forbidden_retries()?;
        Ok(overrides)
    }

    pub(crate) fn advise(
        &self,
        state: State,
        is_final: bool,
        failure: Option<Failure>,
    ) -> Advice<'_> {
        match self.rows.iter().find(|(pattern, _)| pattern.matches(state, is_final, failure)) {
            Some((_, advice)) => advice.borrowed(),
            None => Advice::for_receipt(state, is_final, failure),
        }
    }

    /// Looks at what the rows do, not at how they are written: a row that could say `retry`
    /// where an earlier one already speaks is fine.
    fn refuse_forbidden_retries(&self) -> Result<(), ConfigError> {
        if self.rows.is_empty() {
            return Ok(());
        }
        for (state, is_final, failure) in every_combination() {
            if !may_retry(state, is_final, failure)
                && self.advise(state, is_final, failure).action == Action::Retry
            {
                return Err(invalid(RETRY_RULE));
            }
        }
        Ok(())
    }
}

/// Every combination of state, finality and failure that a receipt can have.
pub fn every_combination() -> impl Iterator<Item = (State, bool, Option<Failure>)> {
    let finalities = State::ALL.iter().flat_map(|state| [(*state, false), (*state, true)]);
    finalities.filter(|(state, is_final)| state.allows_final(*is_final)).flat_map(
        |(state, is_final)| {
            let failures = Reason::ALL.iter().flat_map(|reason| {
                Permanence::ALL
                    .iter()
                    .map(|permanence| Some(Failure::new(*reason, *permanence, crate::Source::Code)))
            });
            let failing = state.is_failure(is_final);
            failures
                .filter(move |_| failing)
                .chain((!failing).then_some(None))
                .map(move |failure| (state, is_final, failure))
        },
    )
}

fn read_row(row: &Value) -> Result<(Pattern, Advice<'static>), ConfigError> {
    const MEMBERS: [&str; 7] =
        ["state", "final", "reason", "permanence", "action", "id", "explanation"];
    let row = row.as_map().ok_or_else(|| invalid("a row has to be an object"))?;
    if row.iter().any(|(name, _)| !MEMBERS.contains(&name)) {
        return Err(invalid("a row has an unknown member"));
    }
    let text = |name| match row.get(name).and_then(Value::as_str) {
        Some(text) if !text.is_empty() => Ok(text),
        _ => Err(invalid("action, id and explanation have to be text that is not empty")),
    };
    let is_final = match row.get("final") {
        None => None,
        Some(Value::Bool(is_final)) => Some(*is_final),
        Some(value) => match value.as_str() {
            Some("true") => Some(true),
            Some("false") => Some(false),
            Some("*") => None,
            _ => return Err(invalid("final has to be true, false or *")),
        },
    };
    let pattern = Pattern {
        state: read_word(row, "state")?,
        is_final,
        reason: read_word(row, "reason")?,
        permanence: read_word(row, "permanence")?,
    };
    let advice = Advice {
        action: text("action")?.parse().map_err(|error| invalid(format!("{error}")))?,
        id: Cow::Owned(text("id")?.to_owned()),
        explanation: Cow::Owned(text("explanation")?.to_owned()),
    };
    // A row that can only say what is forbidden is a mistake, also where nothing reaches it.
    let can_retry = pattern.state.is_none_or(|state| may_retry(state, true, None))
        && pattern.is_final != Some(false)
        && pattern.reason != Some(Reason::NoReceipt);
    if advice.action == Action::Retry && !can_retry {
        return Err(invalid(RETRY_RULE));
    }
    Ok((pattern, advice))
}

fn read_word<W: std::str::FromStr<Err = crate::UnknownWord>>(
    row: &Config,
    name: &str,
) -> Result<Option<W>, ConfigError> {
    match row.get(name).map(Value::as_str) {
        None | Some(Some("*")) => Ok(None),
        Some(Some(word)) => word.parse().map(Some).map_err(|error| invalid(format!("{error}"))),
        Some(None) => Err(invalid("state, reason and permanence have to be words or *")),
    }
}

fn invalid(problem: impl Into<Cow<'static, str>>) -> ConfigError {
    ConfigError::invalid("advice", problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_combination_has_an_advice_and_retry_stands_only_where_it_may() {
        let mut seen = 0;
        for (state, is_final, failure) in every_combination() {
            let advice = Advice::for_receipt(state, is_final, failure);
            assert!(!advice.id.is_empty() && advice.explanation.ends_with('.'));
            if advice.action == Action::Retry {
                assert!(may_retry(state, is_final, failure), "{state} {is_final} {failure:?}");
            }
            if state.is_failure(is_final) && is_final {
                assert_ne!(advice.action, Action::Wait, "{state} {failure:?}");
            }
            seen += 1;
        }
        // 5 states without a failure (unknown, accepted, queued, sent, delivered), and 6 with one
        // (undelivered twice, rejected, expired, canceled, final unknown) of 21 reasons and 3
        // permanences each.
        assert_eq!(seen, 5 + 6 * 21 * 3);
    }

    #[test]
    fn every_row_is_reached() {
        for row in &ROWS[..ROWS.len() - 1] {
            assert!(
                every_combination().any(|(state, is_final, failure)| {
                    Advice::for_receipt(state, is_final, failure).id == row.id
                }),
                "{}",
                row.id
            );
        }
    }

    #[test]
    fn an_explanation_names_no_number_or_code() {
        for row in &ROWS {
            assert!(
                !row.explanation.contains(|letter: char| letter.is_ascii_digit()),
                "{}",
                row.id
            );
        }
    }

    fn overrides(row: Config) -> Result<AdviceOverrides, ConfigError> {
        AdviceOverrides::read(&Config::new().with("advice", vec![row]))
    }

    fn row() -> Config {
        Config::new().with("id", "own").with("explanation", "Our own words.")
    }

    #[test]
    fn an_override_stands_in_front_of_the_table() {
        let own = overrides(row().with("action", "suppress").with("reason", "blocked")).unwrap();
        let failure = Failure::new(Reason::Blocked, Permanence::Unknown, crate::Source::Code);
        assert_eq!(own.advise(State::Rejected, true, Some(failure)).id, "own");
        assert_eq!(own.advise(State::Delivered, true, None).id, "delivered");
    }

    #[test]
    fn an_override_cannot_advise_a_retry_where_the_message_may_have_arrived() {
        let retry = || row().with("action", "retry");
        assert!(overrides(retry().with("state", "delivered")).is_err());
        assert!(overrides(retry().with("state", "undelivered").with("final", "true")).is_err());
        assert!(overrides(retry().with("state", "sent")).is_err());
        let fine =
            retry().with("state", "undelivered").with("final", true).with("reason", "unreachable");
        assert!(overrides(fine).is_ok());
    }
}
