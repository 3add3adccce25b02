//! `cargo xtask header`: the C header, from the source of the C binding.

use std::io::Write;

use crate::error::Error;
use crate::workspace::Workspace;

const HEADER: &str = "bindings/c/include/delivrd.h";
const CONFIG: &str = "bindings/c/cbindgen.toml";
/// In the order in which a reader wants them.
const SOURCES: [&str; 9] = [
    "abi",
    "text",
    "error",
    "words",
    "verifier",
    "external_url",
    "notification",
    "receipt",
    "outcome",
];

/// Write the C header
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; fail if the header is not as it would be written
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(
    arguments: &Arguments,
    workspace: &Workspace,
    output: &mut dyn Write,
) -> Result<(), Error> {
    if arguments.check {
        return check(workspace, output);
    }
    workspace.write(HEADER, &generate(workspace)?)?;
    writeln!(output, "{HEADER}: written")?;
    Ok(())
}

/// Fails where the header is not as it would be written.
pub(crate) fn check(workspace: &Workspace, output: &mut dyn Write) -> Result<(), Error> {
    if workspace.read(HEADER)? != generate(workspace)? {
        let problem = "differs from the source: run cargo xtask header".to_owned();
        return Err(Error::Content { path: HEADER.into(), problem });
    }
    writeln!(output, "{HEADER}: is as the source has it")?;
    Ok(())
}

fn generate(workspace: &Workspace) -> Result<String, Error> {
    let refused = |problem| Error::Content { path: CONFIG.into(), problem };
    let config = cbindgen::Config::from_file(workspace.path(CONFIG)).map_err(refused)?;
    let mut builder = cbindgen::Builder::new().with_config(config);
    for source in SOURCES {
        builder = builder.with_src(workspace.path(&format!("bindings/c/src/{source}.rs")));
    }
    let bindings = builder
        .generate()
        .map_err(|error| Error::Content { path: HEADER.into(), problem: error.to_string() })?;
    let mut header = Vec::new();
    bindings.write(&mut header);
    Ok(String::from_utf8_lossy(&header).into_owned())
}
