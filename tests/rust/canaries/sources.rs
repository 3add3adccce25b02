//! What the sources of the libraries say: their public types, and their panics.

use std::collections::BTreeSet;
use std::path::Path;

use delivrd_conformance::folder;

use crate::places::{hidden, hidden_ones};

/// The names of all types and traits that the crates offer: those declared, and those exported
/// under a name that a macro made. What is `pub` can be reached: rustc's `unreachable_pub` says so.
pub(crate) fn public_types() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for_each_library_source(&mut |source| {
        for kind in ["struct", "enum", "union", "trait", "type"] {
            names.extend(source.split(&format!("pub {kind} ")).skip(1).map(first_word));
        }
        for list in source.split("pub use ").skip(1) {
            let list = list.split(';').next().unwrap();
            names.extend(list.split(['{', '}', ',', ':']).map(|name| first_word(name.trim())));
        }
    });
    let is_type = |name: &String| {
        name.starts_with(|first: char| first.is_ascii_uppercase())
            && name.contains(|letter: char| letter.is_ascii_lowercase())
    };
    names.retain(is_type);
    names
}

pub(crate) fn first_word(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

fn for_each_library_source(look: &mut dyn FnMut(&str)) {
    let crates = folder().parent().unwrap().join("crates");
    for name in ["delivrd-core", "delivrd", "delivrd-binding", "delivrd-cli"] {
        for_each_source(&crates.join(name).join("src"), look);
    }
}

fn for_each_source(folder: &Path, look: &mut dyn FnMut(&str)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            for_each_source(&path, look);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !is_for_tests(&path)
        {
            look(&std::fs::read_to_string(path).unwrap());
        }
    }
}

/// Tests, and the provider that panics on purpose, which no release has.
fn is_for_tests(path: &Path) -> bool {
    let name = path.file_name().unwrap().to_str().unwrap();
    name.ends_with("tests.rs") || name == "forced.rs"
}

/// What the library says where it panics holds no argument. (`clippy::string_slice` refuses what
/// would panic with the whole text, and `unwrap` and `expect` are refused, too.)
#[test]
fn a_panic_of_the_library_says_fixed_words() {
    let mut seen = 0;
    for_each_library_source(&mut |source| {
        let code = source.split("#[cfg(test)]").next().unwrap();
        for kind in ["panic!(", "unreachable!(", "assert!("] {
            for text in code.split(kind).skip(1) {
                let text = text.split(';').next().unwrap();
                let words = text.split('"').nth(1).unwrap_or_default();
                assert!(!words.contains('{'), "{words}");
                seen += 1;
            }
        }
    });
    assert!(seen > 10, "{seen}");
}

/// Runs itself with a panic over a canary, in the way of each binding: their hook says the place,
/// and nothing of the text. A program in Rust has its own hook; what the library itself says when it
/// panics is fixed, as `a_panic_of_the_library_says_fixed_words` holds.
#[test]
fn a_panic_is_reported_by_its_place_alone() {
    const ASKED: &str = "DELIVRD_CANARY_PANICS";
    if std::env::var_os(ASKED).is_some() {
        delivrd_binding::report_panics_by_place();
        let caught = std::panic::catch_unwind(|| panic!("a bug over {}", hidden("body")));
        assert!(caught.is_err());
        return;
    }
    let ran = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "sources::a_panic_is_reported_by_its_place_alone", "--nocapture"])
        .env(ASKED, "1")
        .env("RUST_BACKTRACE", "full")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&ran.stdout) + String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success() && text.contains("delivrd: a bug at tests/rust/canaries/"));
    hidden("body");
    assert_eq!(hidden_ones().find(&text), None, "{text}");
}
