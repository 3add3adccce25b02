//! What people see: formats, colours, masked numbers, and text that cannot harm a terminal.

use std::io::IsTerminal;

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;
use delivrd::State;

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One JSON object a line
    Json,
    /// Columns, in colour on a terminal
    Table,
}

impl Format {
    /// The format that was asked for; else a table on a terminal, and JSON in a pipe.
    pub(crate) fn or_default(format: Option<Self>) -> Self {
        let on_terminal = std::io::stdout().is_terminal();
        format.unwrap_or(if on_terminal { Self::Table } else { Self::Json })
    }
}

pub(crate) const GOOD: Style = AnsiColor::Green.on_default().bold();
pub(crate) const WAITING: Style = AnsiColor::Yellow.on_default();
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();
pub(crate) const QUIET: Style = Style::new().dimmed();
pub(crate) const STRONG: Style = Style::new().bold();

/// The colour of a state.
pub(crate) fn style_of(state: State, is_final: bool) -> Style {
    if state == State::Delivered {
        GOOD
    } else if state.is_failure(is_final) {
        BAD
    } else {
        WAITING
    }
}

/// Text in a style.
pub(crate) fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// Text cut or filled up to a width, in a style. One column a character is close enough here.
pub(crate) fn cell(style: Style, text: &str, width: usize) -> String {
    let text = printable(text);
    let length = text.chars().count();
    let shown: String = if length > width {
        text.chars().take(width.saturating_sub(1)).chain(['…']).collect()
    } else {
        text
    };
    paint(style, &format!("{shown:width$}"))
}

/// Text whose control and direction characters are escaped, so that a payload cannot move the
/// cursor, recolour a terminal or turn a line around.
pub(crate) fn printable(text: &str) -> String {
    let is_harmful = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{61c}')
    };
    text.chars()
        .flat_map(|letter| {
            let escaped = is_harmful(letter).then(|| letter.escape_unicode());
            let plain = (!is_harmful(letter)).then_some(letter);
            escaped.into_iter().flatten().chain(plain)
        })
        .collect()
}

/// A phone number with its middle hidden; anything else (a sender's name) as it is.
pub(crate) fn masked(number: &str) -> String {
    let digits = number.chars().filter(|letter| letter.is_numeric()).count();
    if digits < 5 {
        return number.to_owned();
    }
    let kept_at_end = digits.saturating_sub(2);
    let mut seen = 0_usize;
    number
        .chars()
        .map(|letter| {
            if !letter.is_numeric() {
                return letter;
            }
            seen = seen.saturating_add(1);
            if seen <= 2 || seen > kept_at_end { letter } else { '*' }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_the_middle_of_a_number() {
        assert_eq!(masked("+14155550123"), "+14*******23");
        assert_eq!(masked("+44 7700 900123"), "+44 **** ****23");
        assert_eq!(
            masked("\u{ff11}\u{ff14}\u{ff11}\u{ff15}\u{ff15}"),
            "\u{ff11}\u{ff14}*\u{ff15}\u{ff15}"
        );
        assert_eq!(masked("Acme"), "Acme");
        assert_eq!(masked("Shop24"), "Shop24");
    }

    #[test]
    fn escapes_what_could_harm_a_terminal() {
        assert_eq!(printable("a\u{1b}[31mb\u{202e}c\n"), "a\\u{1b}[31mb\\u{202e}c\\u{a}");
        assert_eq!(printable("Grüße"), "Grüße");
    }
}
