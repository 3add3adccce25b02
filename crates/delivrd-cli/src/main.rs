//! The `delivrd` command: the library at a terminal.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    delivrd_cli::main()
}
