//! `cargo xtask versions`: one version for all packages.

use std::io::Write;

use semver::Version;

use crate::error::Error;
use crate::process;
use crate::workspace::Workspace;

/// Set the version of every package
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The new version, as in 1.2.3 or 1.2.3-rc.1
    version: Version,
}

const MANIFEST: &str = "Cargo.toml";
/// Where the PHP extension has its version, which its build reads, too.
const PHP_HEADER: &str = "bindings/php/php_delivrd.h";
const PHP_DEFINE: &str = "#define PHP_DELIVRD_VERSION ";

pub(crate) fn run(
    arguments: &Arguments,
    workspace: &Workspace,
    output: &mut dyn Write,
) -> Result<(), Error> {
    let Edit { text, changed } = edit(&workspace.read(MANIFEST)?, &arguments.version)
        .map_err(|problem| Error::Content { path: MANIFEST.into(), problem })?;
    let header = edit_header(&workspace.read(PHP_HEADER)?, &arguments.version)
        .map_err(|problem| Error::Content { path: PHP_HEADER.into(), problem })?;
    workspace.write(MANIFEST, &text)?;
    workspace.write(PHP_HEADER, &header)?;
    for (name, old) in changed {
        writeln!(output, "{name}: {old} -> {}", arguments.version)?;
    }
    // The lock file names the versions of the workspace's own packages, too.
    let mut update = process::cargo(workspace);
    process::run("cargo update", update.args(["update", "--workspace", "--offline", "--quiet"]))?;
    writeln!(output, "Cargo.lock follows. Next: docs/changelog.md, cargo xtask ci")?;
    Ok(())
}

/// A manifest with another version, and what had which before.
#[derive(Debug)]
struct Edit {
    text: String,
    changed: Vec<(String, String)>,
}

/// Sets the version of the workspace's packages and of the path dependencies that name one.
fn edit(manifest: &str, version: &Version) -> Result<Edit, String> {
    let version = version.to_string();
    let mut edit = Edit { text: String::new(), changed: Vec::new() };
    let mut section = "";
    for line in manifest.split_inclusive('\n') {
        if line.starts_with('[') {
            section = line.trim();
        }
        let name = line.split('=').next().unwrap_or_default().trim();
        let is_version = match section {
            "[workspace.package]" => name == "version",
            "[workspace.dependencies]" => line.contains("path = \""),
            _ => false,
        };
        match line.split_once("version = \"").filter(|_| is_version) {
            Some((before, rest)) => {
                let (old, behind) = rest
                    .split_once('"')
                    .ok_or_else(|| format!("the version of {name} has no end"))?;
                edit.text.extend([before, "version = \"", &version, "\"", behind]);
                edit.changed.push((name.to_owned(), old.to_owned()));
            }
            None => edit.text.push_str(line),
        }
    }
    let found = |wanted: &str| edit.changed.iter().any(|(name, _)| name == wanted);
    for wanted in ["version", "delivrd-core", "delivrd"] {
        if !found(wanted) {
            return Err(format!("no version of {wanted} where one is expected"));
        }
    }
    Ok(edit)
}

/// Sets the version of the PHP extension.
fn edit_header(header: &str, version: &Version) -> Result<String, String> {
    let (before, rest) = header.split_once(PHP_DEFINE).ok_or_else(|| format!("no {PHP_DEFINE}"))?;
    let (_, behind) = rest.split_once('\n').ok_or("no line behind the version")?;
    Ok(format!("{before}{PHP_DEFINE}\"{version}\"\n{behind}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_the_versions_and_nothing_else() {
        let old = Workspace::of_this_checkout().read(MANIFEST).unwrap();
        let new = edit(&old, &"3.2.1-rc.1".parse().unwrap()).unwrap();
        let names: Vec<&str> = new.changed.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["version", "delivrd-core", "delivrd"]);
        let differ: Vec<&str> = new
            .text
            .lines()
            .zip(old.lines())
            .filter(|(new, old)| new != old)
            .map(|(new, _)| new)
            .collect();
        assert_eq!(differ.len(), 3);
        assert!(differ.iter().all(|line| line.contains("version = \"3.2.1-rc.1\"")), "{differ:?}");
        let current: Version = new.changed[0].1.parse().unwrap();
        assert_eq!(edit(&new.text, &current).unwrap().text, old);
    }

    #[test]
    fn sets_the_version_of_the_php_extension() {
        let old = Workspace::of_this_checkout().read(PHP_HEADER).unwrap();
        let new = edit_header(&old, &"3.2.1-rc.1".parse().unwrap()).unwrap();
        let differ: Vec<&str> = new
            .lines()
            .zip(old.lines())
            .filter(|(new, old)| new != old)
            .map(|pair| pair.0)
            .collect();
        assert_eq!(differ, ["#define PHP_DELIVRD_VERSION \"3.2.1-rc.1\""]);
        let manifest = Workspace::of_this_checkout().read(MANIFEST).unwrap();
        let current = edit(&manifest, &"0.0.0".parse().unwrap()).unwrap().changed[0].1.clone();
        assert_eq!(edit_header(&new, &current.parse().unwrap()).unwrap(), old);
        assert!(edit_header("", &current.parse().unwrap()).is_err());
    }

    #[test]
    fn refuses_another_manifest() {
        let version: Version = "1.0.0".parse().unwrap();
        assert!(edit("[package]\nversion = \"0.1.0\"\n", &version).is_err());
        assert!(edit("[workspace.package]\nversion = \"0.1.0\n", &version).is_err());
    }
}
