//! `cargo xtask ci`: what CI runs, step by step; the first failure stops it.

use std::env;
use std::io::Write;
use std::time::{Duration, Instant};

use crate::error::Error;
use crate::workspace::Workspace;
use crate::{backend, docs, header, process, vectors};

/// Run what CI runs; what needs Python or cargo-deny is in the Makefile
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Formatting, clippy and tests only
    #[arg(long)]
    quick: bool,
}

/// A step and its name.
struct Step {
    name: String,
    action: Action,
}

enum Action {
    Cargo { arguments: Vec<String>, rustdocflags: Option<&'static str> },
    Docs,
    Header,
    Vectors,
    Backend,
}

pub(crate) fn run(
    arguments: &Arguments,
    workspace: &Workspace,
    output: &mut dyn Write,
) -> Result<(), Error> {
    for variable in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
        if env::var_os(variable).is_some() {
            return Err(Error::Argument(format!(
                "{variable} is set: it replaces the flags of .cargo/config.toml; unset it"
            )));
        }
    }
    let steps = if arguments.quick { quick_steps() } else { all_steps() };
    let mut total = Duration::ZERO;
    let mut times = Vec::new();
    for (number, step) in (1_usize..).zip(&steps) {
        writeln!(output, "== {number}/{} {}", steps.len(), step.name)?;
        let start = Instant::now();
        let outcome = step.run(workspace, output);
        let time = start.elapsed();
        total = total.saturating_add(time);
        let verdict = if outcome.is_ok() { "ok" } else { "FAILED" };
        times.push(format!("{verdict:6} {:7.1} s  {}", time.as_secs_f64(), step.name));
        if outcome.is_err() || number == steps.len() {
            writeln!(output, "==\n{}", times.join("\n"))?;
        }
        outcome?;
    }
    writeln!(output, "ci: {} steps passed in {:.1} s", steps.len(), total.as_secs_f64())?;
    Ok(())
}

impl Step {
    fn run(&self, workspace: &Workspace, output: &mut dyn Write) -> Result<(), Error> {
        match &self.action {
            Action::Cargo { arguments, rustdocflags } => {
                let mut cargo = process::cargo(workspace);
                cargo.args(arguments);
                if let Some(flags) = rustdocflags {
                    cargo.env("RUSTDOCFLAGS", flags);
                }
                process::run(&self.name, &mut cargo)
            }
            Action::Docs => docs::check(workspace, output),
            Action::Header => header::check(workspace, output),
            Action::Vectors => vectors::lint(workspace, output),
            Action::Backend => backend::check_command(workspace, output),
        }
    }
}

/// PyO3's build script needs a Python: `make python` has one, and checks that binding.
fn quick_steps() -> Vec<Step> {
    vec![
        cargo("formatting", "fmt --all --check"),
        cargo("clippy", "clippy --workspace --exclude delivrd-python --all-targets -- -D warnings"),
        cargo("tests", "test --workspace --exclude delivrd-python"),
    ]
}

fn all_steps() -> Vec<Step> {
    const ALONE: &str = "clippy --package delivrd --lib --no-default-features";
    let mut steps = quick_steps();
    steps.push(cargo("clippy: delivrd without providers", &format!("{ALONE} -- -D warnings")));
    steps.extend(delivrd::providers::ALL.iter().map(|provider| {
        let id = provider.metadata().id();
        let line = format!("{ALONE} --features {id} -- -D warnings");
        cargo(&format!("clippy: delivrd with {id} alone"), &line)
    }));
    steps.extend([
        Step {
            name: "API documentation".to_owned(),
            action: Action::Cargo {
                arguments: words("doc --workspace --exclude delivrd-python --no-deps"),
                rustdocflags: Some("-D warnings"),
            },
        },
        Step { name: "generated documentation".to_owned(), action: Action::Docs },
        // Once more, for its count: `make test` compares it with those of the other languages.
        cargo(
            "vectors in Rust",
            "test --quiet --package delivrd-conformance --test vectors every_vector -- --nocapture",
        ),
        Step { name: "C header".to_owned(), action: Action::Header },
        Step { name: "vectors".to_owned(), action: Action::Vectors },
        Step { name: "avx512 backend".to_owned(), action: Action::Backend },
    ]);
    steps
}

fn cargo(name: &str, line: &str) -> Step {
    Step {
        name: name.to_owned(),
        action: Action::Cargo { arguments: words(line), rustdocflags: None },
    }
}

fn words(line: &str) -> Vec<String> {
    line.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_provider_is_checked_alone() {
        let steps = all_steps();
        for provider in delivrd::providers::ALL {
            let name = format!("clippy: delivrd with {} alone", provider.metadata().id());
            assert!(steps.iter().any(|step| step.name == name), "{name}");
        }
    }
}
