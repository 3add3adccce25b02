//! Other programs.

use std::env;
use std::process::Command;

use crate::error::Error;
use crate::workspace::Workspace;

/// The cargo that runs this program, in the root of the checkout.
pub(crate) fn cargo(workspace: &Workspace) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(workspace.root());
    command
}

/// Runs a program to its end; it prints where this one does.
pub(crate) fn run(name: &str, command: &mut Command) -> Result<(), Error> {
    let status = command.status().map_err(|source| start_error(command, source))?;
    if status.success() { Ok(()) } else { Err(Error::Failed { name: name.to_owned(), status }) }
}

/// What a program writes to its standard output.
pub(crate) fn output_of(name: &str, command: &mut Command) -> Result<Vec<u8>, Error> {
    command.stderr(std::process::Stdio::inherit());
    let output = command.output().map_err(|source| start_error(command, source))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(Error::Failed { name: name.to_owned(), status: output.status })
    }
}

fn start_error(command: &Command, source: std::io::Error) -> Error {
    Error::Start { program: command.get_program().to_string_lossy().into_owned(), source }
}
