//! `cargo xtask backend`: whether the AVX-512 code of curve25519-dalek is in the built command.
//!
//! `.cargo/config.toml` asks for it by a cfg that is lost without a word when `RUSTFLAGS` is set.
//! The flags therefore prove nothing; the artefact does. That code multiplies with `VPMADD52LUQ`
//! and `VPMADD52HUQ` on 256 bit registers (AVX-512 IFMA and VL), which the compiler picks for
//! nothing else in a build for plain x86-64. Names are no evidence: a stripped release binary
//! has neither symbols nor, after optimisation, the paths of the source files.
//!
//! Measured with curve25519-dalek 5.0.0 and Rust 1.95: 277 such instructions with the cfg (the
//! count of `objdump -d | grep vpmadd52`; the same when stripped, 264 in a debug build), 0
//! without; 0 as well in 150 MB of the compiler's own library, so that data is not taken for one.
//! A linked OpenSSL or AWS-LC has such instructions, too: then this check says too much.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::Error;
use crate::process;
use crate::workspace::Workspace;

/// Check that the AVX-512 backend of curve25519-dalek is in the built command
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Another artefact for x86-64, as a shared library [default: builds the command in release]
    file: Option<PathBuf>,
}

/// Well under what the backend has, and more than chance would bring.
const ENOUGH: usize = 32;

pub(crate) fn run(
    arguments: &Arguments,
    workspace: &Workspace,
    output: &mut dyn Write,
) -> Result<(), Error> {
    match &arguments.file {
        Some(file) => check(file, output),
        None => check_command(workspace, output),
    }
}

/// Builds the command in release and checks it.
pub(crate) fn check_command(workspace: &Workspace, output: &mut dyn Write) -> Result<(), Error> {
    if !cfg!(target_arch = "x86_64") {
        writeln!(output, "backend: not an x86-64 machine, nothing to check")?;
        return Ok(());
    }
    check(&build(workspace)?, output)
}

fn check(path: &Path, output: &mut dyn Write) -> Result<(), Error> {
    let artefact =
        fs::read(path).map_err(|source| Error::File { path: path.to_owned(), source })?;
    let found = count_multiplications(&artefact);
    if found < ENOUGH {
        let problem = format!(
            "{found} VPMADD52 instructions, expected at least {ENOUGH}: built without the avx512 \
             backend of curve25519-dalek (is RUSTFLAGS set?)"
        );
        return Err(Error::Content { path: path.to_owned(), problem });
    }
    writeln!(output, "{}: avx512 backend, {found} VPMADD52 instructions", path.display())?;
    Ok(())
}

/// Builds the command; cargo says where it is.
fn build(workspace: &Workspace) -> Result<PathBuf, Error> {
    let mut cargo = process::cargo(workspace);
    cargo.args(["build", "--release", "--package", "delivrd-cli"]);
    cargo.arg("--message-format=json-render-diagnostics");
    let messages = process::output_of("cargo build --release", &mut cargo)?;
    executable(&String::from_utf8_lossy(&messages))
        .ok_or_else(|| Error::Argument("cargo built no command named delivrd".to_owned()))
}

fn executable(messages: &str) -> Option<PathBuf> {
    messages.lines().find_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        let name = message.pointer("/target/name")?.as_str()?;
        let path = message.get("executable")?.as_str()?;
        (name == "delivrd").then(|| path.into())
    })
}

/// Counts `VPMADD52LUQ`/`VPMADD52HUQ` on 256 bit registers: `EVEX.256.66.0F38.W1 B4/B5`.
fn count_multiplications(code: &[u8]) -> usize {
    let is_one = |window: &&[u8]| <[u8; 5]>::try_from(*window).is_ok_and(is_multiplication);
    code.windows(5).filter(is_one).count()
}

/// The prefix 62, three bytes of which these bits are fixed, the opcode.
fn is_multiplication([prefix, map, vector, length, opcode]: [u8; 5]) -> bool {
    prefix == 0x62
        && map & 0b0000_1111 == 0b0010
        && vector & 0b1000_0111 == 0b1000_0101
        && length & 0b0110_0000 == 0b0010_0000
        && matches!(opcode, 0xb4 | 0xb5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_instructions() {
        // As objdump shows them: vpmadd52luq (%rax),%ymm1,%ymm0 and vpmadd52huq %ymm17,%ymm2,%ymm3.
        assert!(is_multiplication([0x62, 0xf2, 0xf5, 0x28, 0xb4]));
        assert!(is_multiplication([0x62, 0xb2, 0xed, 0x28, 0xb5]));
        // The same on 128 and 512 bits, and a fused multiplication of floats.
        assert!(!is_multiplication([0x62, 0xf2, 0xf5, 0x08, 0xb4]));
        assert!(!is_multiplication([0x62, 0xf2, 0xf5, 0x48, 0xb4]));
        assert!(!is_multiplication([0x62, 0xf2, 0xf5, 0x28, 0xb8]));
        assert_eq!(count_multiplications(&[0x90, 0x62, 0xf2, 0xf5, 0x28, 0xb4, 0x00, 0x62]), 1);
        assert_eq!(count_multiplications(&[0x62]), 0);
    }

    #[test]
    fn finds_the_command_in_what_cargo_says() {
        let messages = concat!(
            "{\"reason\":\"compiler-artifact\",\"target\":{\"name\":\"serde\"},\"executable\":null}\n",
            "{\"reason\":\"compiler-artifact\",\"target\":{\"name\":\"delivrd\"},\"executable\":null}\n",
            "{\"reason\":\"compiler-artifact\",\"target\":{\"name\":\"delivrd\"},\"executable\":\"/t/delivrd\"}\n",
            "{\"reason\":\"build-finished\",\"success\":true}\n",
        );
        assert_eq!(executable(messages), Some("/t/delivrd".into()));
        assert_eq!(executable("no JSON\n"), None);
    }
}
