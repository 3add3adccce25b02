//! `cargo xtask dist-c`: libdelivrd laid out as programs in C expect to find it.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::Error;
use crate::process;
use crate::workspace::Workspace;

#[path = "../../../bindings/c/src/abi.rs"]
#[expect(unreachable_pub, reason = "the C binding shows it to cbindgen")]
mod abi;

/// What a program needs beside the static library: what `rustc --print native-static-libs` says
/// for Linux. The test of the C binding links one.
const PRIVATE: &str = "-lgcc_s -lutil -lrt -lpthread -lm -ldl -lc";

/// Build libdelivrd and install it: libraries, header, delivrd.pc
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Where the files will be used
    #[arg(long, value_name = "DIR", default_value = "/usr/local")]
    prefix: PathBuf,
    /// Where to put them now, as packagers need it: in front of the prefix
    #[arg(long, value_name = "DIR")]
    destdir: Option<PathBuf>,
    /// Cargo features of the C binding, for its tests
    #[arg(long, value_name = "LIST")]
    features: Option<String>,
}

pub(crate) fn run(
    arguments: &Arguments,
    workspace: &Workspace,
    output: &mut dyn Write,
) -> Result<(), Error> {
    if !cfg!(target_os = "linux") {
        let problem = "knows the names of libraries on Linux alone; elsewhere use cargo-c";
        return Err(Error::Argument(problem.to_owned()));
    }
    let built = build(workspace, arguments.features.as_deref())?;
    let root = installed_root(arguments)?;
    let (lib, include) = (root.join("lib"), root.join("include"));
    let shared = format!("libdelivrd.so.{}", abi::DELIVRD_ABI_VERSION);
    for folder in [lib.join("pkgconfig"), include.clone()] {
        fs::create_dir_all(&folder).map_err(|source| Error::File { path: folder, source })?;
    }
    install(&built.join("libdelivrd.so"), &lib.join(&shared))?;
    install(&built.join("libdelivrd.a"), &lib.join("libdelivrd.a"))?;
    install(&workspace.path("bindings/c/include/delivrd.h"), &include.join("delivrd.h"))?;
    link(&shared, &lib.join("libdelivrd.so"))?;
    let description = lib.join("pkgconfig/delivrd.pc");
    fs::write(&description, pkg_config(&arguments.prefix))
        .map_err(|source| Error::File { path: description, source })?;
    writeln!(output, "dist-c: installed into {}", root.display())?;
    Ok(())
}

/// Builds the library in release; gives the folder that it is in.
fn build(workspace: &Workspace, features: Option<&str>) -> Result<PathBuf, Error> {
    let mut cargo = process::cargo(workspace);
    cargo.args(["build", "--release", "--locked", "--package", "delivrd-c"]);
    cargo.arg("--message-format=json-render-diagnostics");
    if let Some(features) = features {
        cargo.args(["--features", features]);
    }
    let messages = process::output_of("cargo build --release", &mut cargo)?;
    String::from_utf8_lossy(&messages)
        .lines()
        .find_map(shared_library)
        .and_then(|library| library.parent().map(Path::to_owned))
        .ok_or_else(|| Error::Argument("cargo built no libdelivrd.so".to_owned()))
}

fn shared_library(message: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(message).ok()?;
    let files = message.get("filenames")?.as_array()?.iter().filter_map(Value::as_str);
    files.map(PathBuf::from).find(|file| file.ends_with("libdelivrd.so"))
}

/// The prefix, behind `destdir` if there is one.
fn installed_root(arguments: &Arguments) -> Result<PathBuf, Error> {
    let Arguments { prefix, destdir, .. } = arguments;
    if !prefix.is_absolute() {
        return Err(Error::Argument("--prefix: expected an absolute path".to_owned()));
    }
    let Some(destdir) = destdir else { return Ok(prefix.clone()) };
    let mut root = OsString::from(destdir);
    root.push(prefix);
    Ok(root.into())
}

/// Puts a file in the place of an older one, which programs may be running with: they keep it.
fn install(from: &Path, to: &Path) -> Result<(), Error> {
    remove(to)?;
    fs::copy(from, to).map_err(|source| Error::File { path: from.to_owned(), source })?;
    Ok(())
}

#[cfg(unix)]
fn link(name: &str, link: &Path) -> Result<(), Error> {
    remove(link)?;
    std::os::unix::fs::symlink(name, link)
        .map_err(|source| Error::File { path: link.to_owned(), source })
}

#[cfg(not(unix))]
fn link(_: &str, link: &Path) -> Result<(), Error> {
    Err(Error::File { path: link.to_owned(), source: io::ErrorKind::Unsupported.into() })
}

fn remove(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            Err(Error::File { path: path.to_owned(), source })
        }
        _ => Ok(()),
    }
}

fn pkg_config(prefix: &Path) -> String {
    format!(
        "prefix={}\n\
         libdir=${{prefix}}/lib\n\
         includedir=${{prefix}}/include\n\
         \n\
         Name: delivrd\n\
         Description: Verify, parse and normalise SMS delivery receipts\n\
         Version: {}\n\
         Libs: -L${{libdir}} -ldelivrd\n\
         Libs.private: {PRIVATE}\n\
         Cflags: -I${{includedir}}\n",
        prefix.display(),
        env!("CARGO_PKG_VERSION"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_destination_stands_in_front_of_the_prefix() {
        let arguments = |prefix: &str, destdir: Option<&str>| Arguments {
            prefix: prefix.into(),
            destdir: destdir.map(Into::into),
            features: None,
        };
        let root = |prefix, destdir| installed_root(&arguments(prefix, destdir)).ok();
        assert_eq!(root("/usr", None), Some("/usr".into()));
        assert_eq!(root("/usr", Some("/tmp/package")), Some("/tmp/package/usr".into()));
        assert_eq!(root("usr", None), None);
    }

    #[test]
    fn finds_the_library_in_what_cargo_says() {
        let message =
            r#"{"reason":"compiler-artifact","filenames":["/t/libdelivrd.a","/t/libdelivrd.so"]}"#;
        assert_eq!(shared_library(message), Some("/t/libdelivrd.so".into()));
        assert_eq!(shared_library(r#"{"filenames":["/t/libdelivrd.rlib"]}"#), None);
    }
}
