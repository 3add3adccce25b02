//! The `delivrd` command as a library: its entry point, and the reader of captures for the fuzzer.
//! Programs use the crate `delivrd`.
#![forbid(unsafe_code)]

mod capture;
mod definition;
mod demo;
mod explain;
mod input;
mod lint;
mod new_definition;
mod normalize;
mod output;
mod parallel;
mod providers;
mod sample;
mod send;
mod sign;
mod stats;
mod track;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use clap_complete::Shell;

/// Verify, normalise, make and send SMS delivery receipts.
#[derive(Debug, Parser)]
#[command(name = "delivrd", version, max_term_width = 100, propagate_version = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Normalize(normalize::Arguments),
    Track(track::Arguments),
    Stats(stats::Arguments),
    Sample(sample::Arguments),
    Sign(sign::Arguments),
    Send(send::SendArguments),
    Replay(send::ReplayArguments),
    Explain(explain::Arguments),
    Providers(providers::Arguments),
    Lint(lint::Arguments),
    NewDefinition(Box<new_definition::Arguments>),
    Demo(demo::Arguments),
    /// Print a completion script for a shell
    #[command(after_help = "Example:\n  delivrd completions bash > /etc/bash_completion.d/delivrd")]
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Everything was as it should be.
    Fine,
    /// Something was refused, not delivered or not known.
    Refused,
}

/// Why a run could not be done as asked: said on stderr, exit 2.
#[derive(Debug)]
struct Failure(String);

impl Failure {
    fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl From<delivrd::ConfigError> for Failure {
    fn from(error: delivrd::ConfigError) -> Self {
        Self(error.to_string())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            // Whoever read our output has read enough, as `head` does.
            std::process::exit(0);
        }
        Self(error.to_string())
    }
}

type Run = Result<Outcome, Failure>;

pub use capture::receive_line;

/// Runs the command with the arguments of the process.
pub fn main() -> ExitCode {
    report_panics_by_place();
    let run = match Arguments::parse().command {
        Command::Normalize(arguments) => normalize::run(&arguments),
        Command::Track(arguments) => track::run(&arguments),
        Command::Sample(arguments) => sample::run(&arguments),
        Command::Sign(arguments) => sign::run(&arguments),
        Command::Send(arguments) => send::run(&arguments),
        Command::Replay(arguments) => send::replay(&arguments),
        Command::Stats(arguments) => stats::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Providers(arguments) => providers::run(&arguments),
        Command::Lint(arguments) => lint::run(&arguments),
        Command::NewDefinition(arguments) => new_definition::run(&arguments),
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "delivrd", &mut script);
            let written = io::stdout().write_all(&script);
            written.map(|()| Outcome::Fine).map_err(Failure::from)
        }
    };
    match run {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Refused) => ExitCode::from(1),
        Err(Failure(message)) => {
            anstream::eprintln!("delivrd: {message}");
            ExitCode::from(2)
        }
    }
}

/// The text of a panic could hold input, a key among it; where it happened cannot.
fn report_panics_by_place() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or("an unknown place".to_owned(), ToString::to_string);
        anstream::eprintln!("delivrd: a bug at {place}; please report it");
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    /// Runs itself: what a panic prints goes past the harness.
    #[test]
    fn a_panic_is_reported_by_its_place_alone() {
        const ASKED: &str = "DELIVRD_CLI_PANICS";
        const NUMBER: &str = "+14155550142";
        if std::env::var_os(ASKED).is_some() {
            report_panics_by_place();
            assert!(std::panic::catch_unwind(|| panic!("a bug over {NUMBER}")).is_err());
            return;
        }
        let ran = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "tests::a_panic_is_reported_by_its_place_alone", "--nocapture"])
            .env(ASKED, "1")
            .env("RUST_BACKTRACE", "full")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success() && said.contains("delivrd: a bug at crates/"), "{said}");
        assert!(!said.contains(NUMBER), "{said}");
    }
}
