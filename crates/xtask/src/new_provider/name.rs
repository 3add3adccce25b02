//! The names of a new provider.

use std::fmt;
use std::str::FromStr;

/// An id: a lower-case word that can name a module, a feature and a file.
#[derive(Clone, Debug)]
pub(crate) struct Id(String);

/// Words that Rust keeps for itself, or that would hide a crate of the adapters.
const RESERVED: &[&str] = &[
    "abstract",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "crate",
    "delivrd_core",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "std",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];

impl Id {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// As the name of a type: `vonage_messages` becomes `VonageMessages`.
    pub(crate) fn type_name(&self) -> String {
        self.words().collect()
    }

    /// As a title: `vonage_messages` becomes `Vonage Messages`.
    pub(crate) fn spaced(&self) -> String {
        self.words().collect::<Vec<_>>().join(" ")
    }

    fn words(&self) -> impl Iterator<Item = String> {
        self.0.split('_').map(|word| {
            let mut letters = word.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
        })
    }
}

impl FromStr for Id {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut words = text.split('_');
        let is_word = text.starts_with(|first: char| first.is_ascii_lowercase())
            && words.all(|word| {
                let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
                !word.is_empty() && word.bytes().all(is_plain)
            });
        if !is_word {
            return Err("expected one lower-case word: a-z, 0-9 and single underscores".to_owned());
        }
        if RESERVED.contains(&text) {
            return Err("a word that means something else to Rust".to_owned());
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A name that can stand in a string of Rust, in a comment and in Markdown as it is.
#[derive(Clone, Debug)]
pub(crate) struct DisplayName(String);

impl DisplayName {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DisplayName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_odd = |letter: char| letter.is_control() || "\"\\{}<>|`*_[]".contains(letter);
        if text.trim() != text || text.is_empty() || text.contains(is_odd) {
            return Err("expected a name without quotes, brackets and Markdown".to_owned());
        }
        Ok(Self(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_one_lower_case_word() {
        let id: Id = "vonage_messages2".parse().unwrap();
        assert_eq!(id.type_name(), "VonageMessages2");
        assert_eq!(id.spaced(), "Vonage Messages2");
        for text in
            ["", "Acme", "2sms", "_a", "a_", "a__b", "a-b", "a b", "é", "../a", "mod", "std"]
        {
            assert!(text.parse::<Id>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_display_name_cannot_leave_its_string() {
        assert!("23 Telecom & Co. (UK)".parse::<DisplayName>().is_ok());
        for text in ["", " a", "a\"b", "a\\", "a\nb", "a|b", "{{id}}"] {
            assert!(text.parse::<DisplayName>().is_err(), "{text}");
        }
    }
}
