//! How a task fails.

use std::io;
use std::path::PathBuf;
use std::process::ExitStatus;

/// Why a task did not do what it was asked for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// An argument is off.
    #[error("{0}")]
    Argument(String),
    /// A file cannot be read or written.
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    /// A file does not hold what it has to.
    #[error("{}: {problem}", path.display())]
    Content { path: PathBuf, problem: String },
    /// A check found something, one line each.
    #[error("{}", .0.join("\n"))]
    Findings(Vec<String>),
    /// A program cannot be started.
    #[error("{program} cannot be started: {source}")]
    Start { program: String, source: io::Error },
    /// A program says that it failed.
    #[error("{name} failed ({status})")]
    Failed { name: String, status: ExitStatus },
    /// Nobody takes what is printed.
    #[error("standard output: {0}")]
    Output(#[from] io::Error),
}

impl Error {
    /// The status to exit with: that of the program that failed, else 1.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Failed { status, .. } => {
                status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1)
            }
            _ => 1,
        }
    }

    /// Success if nothing was found.
    pub(crate) fn of_findings(findings: Vec<String>) -> Result<(), Self> {
        if findings.is_empty() { Ok(()) } else { Err(Self::Findings(findings)) }
    }
}
