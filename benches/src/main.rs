//! `contenders REQUESTS --rounds N [--c LIBRARY] [--plain-backend LIBRARY]`: what a call of this
//! library takes, beside the parts that nobody can leave out, as JSON on stdout.
//!
//! `bench/run.py` calls it, and makes ratios of what it says: alone, the numbers mean nothing.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a program that measures fails by panicking, and prints what it finds"
)]

mod batch;
mod call;
mod foreign;
mod harness;
mod requests;
mod telecom23;
mod telnyx;

use std::collections::BTreeMap;

use libloading::Library;
use serde_json::json;

use crate::harness::Times;
use crate::requests::Requests;

/// What else takes part, and for how long.
struct Settings {
    rounds: usize,
    /// `bench/c/call.c`, on libdelivrd.
    c: Option<Library>,
    /// `plain_backend` of this package, built without the project's flags.
    plain_backend: Option<Library>,
}

fn main() {
    let mut settings = Settings { rounds: 60, c: None, plain_backend: None };
    let mut file = None;
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().expect("a value behind the option");
        match word.as_str() {
            "--rounds" => settings.rounds = value().parse().expect("a number of rounds"),
            "--c" => settings.c = Some(foreign::load(&value())),
            "--plain-backend" => settings.plain_backend = Some(foreign::load(&value())),
            _ => file = Some(word),
        }
    }
    let text = std::fs::read_to_string(file.expect("a file of requests")).expect("a file");
    let requests: Requests = serde_json::from_str(&text).expect("requests");

    let mut groups: BTreeMap<&str, Times> = BTreeMap::new();
    for group in &requests.groups {
        let times = match group.provider.as_str() {
            "telecom23" => telecom23::measure(group, requests.now, &settings),
            "telnyx" => telnyx::measure(group, requests.now, &settings),
            other => panic!("no contenders for {other}"),
        };
        groups.insert(&group.name, times);
    }
    groups.insert("batch", batch::measure(settings.rounds));
    println!("{}", json!({ "language": "rust", "groups": groups }));
}
