//! Tables of GitHub's Markdown, with cells that cannot break them.

/// A table that grows row by row.
#[derive(Debug)]
pub(crate) struct Table(String);

impl Table {
    pub(crate) fn new<const COLUMNS: usize>(header: [&str; COLUMNS]) -> Self {
        let mut table = Self(String::new());
        table.push(&header);
        table.push(&[":--"; COLUMNS]);
        table
    }

    /// Adds a row of cells, which are Markdown already.
    pub(crate) fn push<const COLUMNS: usize>(&mut self, cells: &[impl AsRef<str>; COLUMNS]) {
        for cell in cells {
            self.0.push_str("| ");
            self.0.push_str(cell.as_ref());
            self.0.push(' ');
        }
        self.0.push_str("|\n");
    }

    pub(crate) fn finish(self) -> String {
        self.0
    }
}

/// A text as it stands, in the font of code.
pub(crate) fn code(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let text = one_line(text).replace('|', r"\|");
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.saturating_add(1));
    let space = if longest > 0 { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// Plain text in which `code` may stand between backticks; everything else that means something
/// to Markdown is escaped. A lone backtick is one.
pub(crate) fn prose(text: &str) -> String {
    let text = one_line(text);
    let paired = text.matches('`').count().is_multiple_of(2);
    let mut escaped = String::new();
    let mut in_code = false;
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let within_word = before.is_alphanumeric()
            && letters.peek().is_some_and(|behind| behind.is_alphanumeric());
        match letter {
            '`' if paired => {
                in_code = !in_code;
                escaped.push('`');
            }
            '|' => escaped.push_str(r"\|"),
            letter if in_code => escaped.push(letter),
            '<' => escaped.push_str("&lt;"),
            '_' if within_word => escaped.push('_'),
            '`' | '*' | '_' | '[' | '\\' => escaped.extend(['\\', letter]),
            letter => escaped.push(letter),
        }
        before = letter;
    }
    escaped
}

/// A text that may begin with an address, which becomes a link.
pub(crate) fn source(text: &str) -> String {
    if !text.starts_with("https://") {
        return prose(text);
    }
    match text.split_once(' ') {
        Some((address, rest)) => format!("<{address}> {}", prose(rest)),
        None => format!("<{text}>"),
    }
}

/// Yes or no.
pub(crate) fn yes(fact: bool) -> &'static str {
    if fact { "yes" } else { "no" }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_cannot_break_the_table() {
        assert_eq!(code("a|b"), r"`a\|b`");
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(code(""), "");
        assert_eq!(prose("a|b\n`c|d` <e> *f*"), r"a\|b `c\|d` &lt;e> \*f\*");
        assert_eq!(prose("one ` alone, status_code, _x_"), r"one \` alone, status_code, \_x\_");
    }

    #[test]
    fn an_address_becomes_a_link() {
        assert_eq!(
            source("https://example.com/a_b (a copy)"),
            "<https://example.com/a_b> (a copy)"
        );
        assert_eq!(source("a book"), "a book");
    }

    #[test]
    fn a_table_has_a_line_under_its_header() {
        let mut table = Table::new(["a", "b"]);
        table.push(&["1", "2"]);
        assert_eq!(table.finish(), "| a | b |\n| :-- | :-- |\n| 1 | 2 |\n");
    }
}
