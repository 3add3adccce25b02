//! The generated parts that are about all providers.

use delivrd::{Action, Confirmation, ErrorKind, Reason, State};

use crate::docs::PAGES;
use crate::docs::markdown::{Table, code, prose, yes};
use crate::docs::provider::receipts_per_request;

/// Every provider, with a link to its page.
pub(crate) fn providers() -> String {
    let mut table = Table::new(["Provider", "Id", "Scheme", "Receipts in a request", "Page"]);
    for provider in delivrd::providers::ALL {
        let metadata = provider.metadata();
        table.push(&[
            prose(metadata.name()),
            code(metadata.id()),
            code(metadata.capabilities().scheme.as_str()),
            receipts_per_request(metadata.capabilities().batches).to_owned(),
            format!("[setup, statuses, codes]({PAGES}/{}.md)", metadata.id()),
        ]);
    }
    table.finish()
}

/// Every kind of error.
pub(crate) fn kinds() -> String {
    let mut table = Table::new(["Number", "Kind", "HTTP status", "Retryable", "Authentic"]);
    for kind in ErrorKind::ALL {
        table.push(&[
            kind.number().to_string(),
            code(kind.name()),
            kind.http_status().to_string(),
            yes(kind.is_retryable()).to_owned(),
            yes(kind.is_authentic()).to_owned(),
        ]);
    }
    table.finish()
}

/// Every state, and whether it may or must be final.
pub(crate) fn states() -> String {
    let mut table = Table::new(["Number", "State", "Final", "Carries a failure"]);
    for state in State::ALL {
        let is_final = match (state.allows_final(true), state.allows_final(false)) {
            (true, true) => "yes or no",
            (may_be, _) => yes(may_be),
        };
        let fails = match (state.is_failure(true), state.is_failure(false)) {
            (true, false) => "if final",
            (fails, _) => yes(fails),
        };
        table.push(&[&state.number().to_string(), &code(state.as_str()), is_final, fails]);
    }
    table.finish()
}

/// Every word for how far the news goes.
pub(crate) fn confirmations() -> String {
    let mut table = Table::new(["Number", "Confirmation"]);
    for word in Confirmation::ALL {
        table.push(&[word.number().to_string(), code(word.as_str())]);
    }
    table.finish()
}

/// Every reason, and whether it makes a final failure `rejected`.
pub(crate) fn reasons() -> String {
    let mut table = Table::new(["Number", "Reason", "Policy: state is `rejected`"]);
    for reason in Reason::ALL {
        let is_policy = yes(reason.is_policy());
        table.push(&[&reason.number().to_string(), &code(reason.as_str()), is_policy]);
    }
    table.finish()
}

/// Every action.
pub(crate) fn actions() -> String {
    let mut table = Table::new(["Number", "Action"]);
    for word in Action::ALL {
        table.push(&[word.number().to_string(), code(word.as_str())]);
    }
    table.finish()
}

/// The built-in advice, in the order in which its rows are tried.
pub(crate) fn advice(rows: &[Vec<String>]) -> String {
    let mut table =
        Table::new(["State", "Final", "Reason", "Permanence", "Action", "Id", "Explanation"]);
    for row in rows {
        let [state, is_final, reason, permanence, action, id, explanation] = row.as_slice() else {
            continue;
        };
        let word = |text: &String| if text == "*" { "any".to_owned() } else { code(text) };
        table.push(&[
            word(state),
            word(is_final),
            word(reason),
            word(permanence),
            code(action),
            code(id),
            prose(explanation),
        ]);
    }
    table.finish()
}
