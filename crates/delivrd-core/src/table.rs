//! Tables that are data: CSV files read at compile time, so that a mistake in one is a compile
//! error and a look-up costs no start-up work. The functions are `const`, which is why they
//! walk bytes with indexes instead of iterators.
#![expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "runs at compile time, where an overflow or a wrong index is a build error"
)]

use crate::{Permanence, Reason};

pub(crate) const fn same_bytes(left: &[u8], right: &[u8]) -> bool {
    matches!(compare(left, right), Order::Same)
}

enum Order {
    Before,
    Same,
    After,
}

const fn compare(left: &[u8], right: &[u8]) -> Order {
    let mut index = 0;
    while index < left.len() && index < right.len() {
        if left[index] < right[index] {
            return Order::Before;
        }
        if left[index] > right[index] {
            return Order::After;
        }
        index += 1;
    }
    if left.len() < right.len() {
        Order::Before
    } else if left.len() > right.len() {
        Order::After
    } else {
        Order::Same
    }
}

/// A CSV text that is read field by field (RFC 4180 without doubled quotes: write them as
/// typographic ones).
pub(crate) struct Csv {
    text: &'static [u8],
    at: usize,
}

impl Csv {
    /// Starts behind the header line, which has to be `header`.
    pub(crate) const fn new(text: &'static str, header: &str) -> Self {
        let text = text.as_bytes();
        let header = header.as_bytes();
        assert!(text.len() > header.len(), "the table is empty");
        assert!(same_bytes(text.split_at(header.len()).0, header), "unexpected header line");
        assert!(text[header.len()] == b'\n', "lines end in a line feed alone");
        Self { text, at: header.len() + 1 }
    }

    pub(crate) const fn is_done(&self) -> bool {
        self.at >= self.text.len()
    }

    /// The next field; `last` says that the line has to end behind it.
    pub(crate) const fn field(&mut self, last: bool) -> &'static str {
        let quoted = self.at < self.text.len() && self.text[self.at] == b'"';
        let start = if quoted { self.at + 1 } else { self.at };
        let mut end = start;
        while end < self.text.len() {
            let byte = self.text[end];
            if quoted && byte == b'"' {
                break;
            }
            if !quoted && (byte == b',' || byte == b'\n') {
                break;
            }
            assert!(byte != b'"', "a quote inside a field");
            end += 1;
        }
        let close = if quoted { end + 1 } else { end };
        assert!(close < self.text.len(), "the last line has no end");
        assert!(
            self.text[close] == if last { b'\n' } else { b',' },
            "wrong number of fields in a line"
        );
        self.at = close + 1;
        let field = self.text.split_at(end).0.split_at(start).1;
        match str::from_utf8(field) {
            Ok(text) => text,
            Err(_) => panic!("not UTF-8"),
        }
    }

    /// How many lines follow the header line.
    pub(crate) const fn count_lines(text: &str) -> usize {
        let text = text.as_bytes();
        let mut lines = 0;
        let mut index = 0;
        while index < text.len() {
            if text[index] == b'\n' {
                lines += 1;
            }
            index += 1;
        }
        lines - 1
    }
}

/// What one code of a provider means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodeRow<'t> {
    /// The code as the provider sends it.
    pub code: &'t str,
    /// Its meaning, in our words.
    pub meaning: &'t str,
    /// The reason it stands for; none where the code marks success or progress.
    pub reason: Option<Reason>,
    /// Whether the same message fails again.
    pub permanence: Permanence,
    /// Where the meaning was read.
    pub source: &'t str,
    /// A remark; one that begins with `contested:` says where sources disagree.
    pub note: &'t str,
}

impl<'t> CodeRow<'t> {
    /// A row of a code, its meaning, and what it stands for.
    pub const fn new(
        code: &'t str,
        meaning: &'t str,
        reason: Option<Reason>,
        permanence: Permanence,
    ) -> Self {
        Self { code, meaning, reason, permanence, source: "", note: "" }
    }

    /// The same row with where its meaning was read.
    pub const fn with_source(self, source: &'t str) -> Self {
        Self { source, ..self }
    }

    /// The same row with a remark.
    pub const fn with_note(self, note: &'t str) -> Self {
        Self { note, ..self }
    }

    /// Whether sources disagree about the code.
    pub fn is_contested(&self) -> bool {
        self.note.starts_with("contested:")
    }
}

/// A provider's codes, sorted by their bytes. Made by [`code_table!`](crate::code_table).
#[derive(Clone, Copy, Debug)]
pub struct CodeTable<'t> {
    rows: &'t [CodeRow<'t>],
}

impl<'t> CodeTable<'t> {
    /// The table of a provider that documents no codes.
    pub const EMPTY: Self = Self { rows: &[] };

    /// The header line of the CSV files that [`code_table!`](crate::code_table) reads.
    const HEADER: &'static str = "code,meaning,reason,permanence,source,note";

    /// A table of rows that are sorted by the bytes of their codes; in another order, codes are
    /// not found.
    pub const fn from_rows(rows: &'t [CodeRow<'t>]) -> Self {
        Self { rows }
    }

    #[doc(hidden)]
    pub const fn count(csv: &str) -> usize {
        Csv::count_lines(csv)
    }

    #[doc(hidden)]
    pub const fn read<const ROWS: usize>(csv: &'static str) -> [CodeRow<'static>; ROWS] {
        let mut rows = [CodeRow::new("", "", None, Permanence::Unknown); ROWS];
        let mut reader = Csv::new(csv, Self::HEADER);
        let mut index = 0;
        while !reader.is_done() {
            let code = reader.field(false);
            let meaning = reader.field(false);
            let reason = reader.field(false).as_bytes();
            let permanence = reader.field(false).as_bytes();
            let reason = if same_bytes(reason, b"none") {
                None
            } else {
                match Reason::from_bytes(reason) {
                    Some(reason) => Some(reason),
                    None => panic!("a reason that the contract lacks"),
                }
            };
            let Some(permanence) = Permanence::from_bytes(permanence) else {
                panic!("a permanence that the contract lacks");
            };
            let source = reader.field(false);
            let note = reader.field(true);
            assert!(!code.is_empty() && !meaning.is_empty(), "a row without code or meaning");
            assert!(
                index == 0
                    || matches!(
                        compare(rows[index - 1].code.as_bytes(), code.as_bytes()),
                        Order::Before
                    ),
                "codes are sorted by their bytes and stand once"
            );
            rows[index] = CodeRow { code, meaning, reason, permanence, source, note };
            index += 1;
        }
        rows
    }

    /// The row of a code, compared byte by byte.
    pub fn get(&self, code: &str) -> Option<&'t CodeRow<'t>> {
        let index = self.rows.binary_search_by(|row| row.code.cmp(code)).ok()?;
        self.rows.get(index)
    }

    /// Every row, sorted by code.
    pub fn rows(&self) -> &'t [CodeRow<'t>] {
        self.rows
    }
}

/// Compiles a CSV file (`code,meaning,reason,permanence,source,note`, sorted by code) into a
/// [`CodeTable`](crate::CodeTable). The path is relative to the file that calls it. A wrong
/// word, a repeated code or an unsorted line is a compile error.
#[macro_export]
macro_rules! code_table {
    ($path:literal) => {{
        const CSV: &str = include_str!($path);
        static ROWS: [$crate::CodeRow<'static>; $crate::CodeTable::count(CSV)] =
            $crate::CodeTable::read(CSV);
        $crate::CodeTable::from_rows(&ROWS)
    }};
}
