//! `cargo xtask`: what the project does to itself. Generated documentation, the lint of the
//! conformance vectors, the skeleton of a provider, version numbers, and what CI runs.
#![forbid(unsafe_code)]

mod backend;
mod ci;
mod dist_c;
mod docs;
mod error;
mod header;
mod new_provider;
mod process;
mod vectors;
mod versions;
mod workspace;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::error::Error;
use crate::workspace::Workspace;

/// The tasks of the project
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask", max_term_width = 100)]
struct CommandLine {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    Docs(docs::Arguments),
    Header(header::Arguments),
    DistC(dist_c::Arguments),
    Vectors(vectors::Arguments),
    NewProvider(new_provider::Arguments),
    Versions(versions::Arguments),
    Ci(ci::Arguments),
    Backend(backend::Arguments),
}

fn main() -> ExitCode {
    let task = CommandLine::parse().task;
    let workspace = Workspace::of_this_checkout();
    let mut output = io::stdout();
    match run(&task, &workspace, &mut output) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            for line in error.to_string().lines() {
                eprintln!("error: {line}");
            }
            ExitCode::from(error.exit_code())
        }
    }
}

fn run(task: &Task, workspace: &Workspace, output: &mut dyn Write) -> Result<(), Error> {
    match task {
        Task::Docs(arguments) => docs::run(arguments, workspace, output),
        Task::DistC(arguments) => dist_c::run(arguments, workspace, output),
        Task::Header(arguments) => header::run(arguments, workspace, output),
        Task::Vectors(arguments) => vectors::run(arguments, workspace, output),
        Task::NewProvider(arguments) => new_provider::run(arguments, workspace, output),
        Task::Versions(arguments) => versions::run(arguments, workspace, output),
        Task::Ci(arguments) => ci::run(arguments, workspace, output),
        Task::Backend(arguments) => backend::run(arguments, workspace, output),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        CommandLine::command().debug_assert();
    }
}
