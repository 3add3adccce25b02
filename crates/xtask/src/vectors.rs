//! `cargo xtask vectors`: the conformance vectors.

mod lint;
mod phone;

use std::io::Write;
use std::process::Command;

use clap::Subcommand;

use crate::error::Error;
use crate::process;
use crate::workspace::Workspace;

/// Check or regenerate the conformance vectors
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Check counts, ids, flags, error kinds, and that phone numbers are fictional
    Lint,
    /// Regenerate the files with the Python implementation, which owns ids, counts and formatting
    Fmt {
        /// Write nothing; fail and name the files that differ
        #[arg(long)]
        check: bool,
    },
}

/// The folder of the vectors.
const FOLDER: &str = "tests/vectors";

/// The interpreter that `make vectors` sets up with what the generator needs.
const PYTHON: &str = "target/python/bin/python";

pub(crate) fn run(
    arguments: &Arguments,
    workspace: &Workspace,
    output: &mut dyn Write,
) -> Result<(), Error> {
    match arguments.task {
        Task::Lint => lint(workspace, output),
        Task::Fmt { check } => generate(check, workspace),
    }
}

/// Checks every file and prints how many tests each has.
pub(crate) fn lint(workspace: &Workspace, output: &mut dyn Write) -> Result<(), Error> {
    lint::run(workspace, output)
}

fn generate(check: bool, workspace: &Workspace) -> Result<(), Error> {
    let own = workspace.path(PYTHON);
    let mut command = Command::new(if own.exists() { own } else { "python3".into() });
    command.arg(format!("{FOLDER}/make.py")).args(check.then_some("--check"));
    command.current_dir(workspace.root()).env("PYTHONDONTWRITEBYTECODE", "1");
    process::run("make.py", &mut command)
}
