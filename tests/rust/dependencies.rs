//! The libraries cannot reach the network, since nothing that they are built from can.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::process::Command;

/// Every crate that the libraries are built from, their own included. A new name here is a
/// decision: read the crate, and make sure that it opens no socket and reads no clock.
const ALLOWED: &[&str] = &[
    "base64",
    "block-buffer",
    "cfg-if",
    "cmov",
    "const-hex",
    "cpufeatures",
    "crypto-common",
    "csv",
    "csv-core",
    "ctutils",
    "curve25519-dalek",
    "curve25519-dalek-derive",
    "delivrd",
    "delivrd-core",
    "digest",
    "ed25519",
    "ed25519-dalek",
    "fiat-crypto",
    "hmac",
    "hybrid-array",
    "itoa",
    "libc",
    "memchr",
    "percent-encoding",
    "proc-macro2",
    "quote",
    "rustc_version",
    "ryu",
    "self_cell",
    "semver",
    "serde",
    "serde_core",
    "serde_derive",
    "serde_json",
    "serde_spanned",
    "sha1",
    "sha2",
    "signature",
    "smallvec",
    "subtle",
    "syn",
    "thiserror",
    "thiserror-impl",
    "toml",
    "toml_datetime",
    "toml_parser",
    "typenum",
    "unicode-ident",
    "winnow",
    "zeroize",
    "zmij",
];

/// The names in the tree of a package, for every platform.
fn tree(package: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--package", package, "--edges", "normal,build"])
        .args(["--all-features", "--target", "all", "--prefix", "none", "--format", "{p}"])
        .current_dir(delivrd_conformance::folder())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let names: BTreeSet<String> =
        text.lines().filter_map(|line| Some(line.split_whitespace().next()?.to_owned())).collect();
    assert!(names.contains(package), "the tree of {package} lacks itself");
    names
}

#[test]
fn no_dependency_of_the_libraries_can_open_a_socket() {
    for package in ["delivrd-core", "delivrd"] {
        let unknown: Vec<String> =
            tree(package).into_iter().filter(|name| !ALLOWED.contains(&name.as_str())).collect();
        assert!(unknown.is_empty(), "{package} now depends on {unknown:?}");
    }
}

#[test]
fn the_list_of_allowed_crates_is_no_longer_than_it_has_to_be() {
    let used = tree("delivrd");
    let unused: Vec<&&str> = ALLOWED.iter().filter(|name| !used.contains(**name)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn the_command_is_where_the_http_client_is() {
    assert!(tree("delivrd-cli").contains("ureq"));
}
