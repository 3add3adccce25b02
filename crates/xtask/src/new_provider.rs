//! `cargo xtask new-provider`: the skeleton of an adapter, which compiles and refuses everything.

mod edit;
mod name;

use std::io::Write;

use crate::docs::PAGES;
use crate::error::Error;
use crate::workspace::Workspace;

use name::{DisplayName, Id};

/// Write the skeleton of an adapter, and enter it where providers are listed
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// One lower-case word; digits and single underscores may stand inside, as in vonage_messages
    id: Id,
    /// The name as the provider writes it [default: made of the id]
    #[arg(long)]
    name: Option<DisplayName>,
}

const PROVIDERS: &str = "crates/delivrd/src/providers";
const LIST: &str = "crates/delivrd/src/providers/mod.rs";
const MANIFEST: &str = "crates/delivrd/Cargo.toml";

const ADAPTER: &str = include_str!("../templates/mod.rs.txt");
const SIMULATOR: &str = include_str!("../templates/simulator.rs.txt");
const CODES: &str = include_str!("../templates/codes.csv");
const PAGE: &str = include_str!("../templates/page.md");

pub(crate) fn run(
    arguments: &Arguments,
    workspace: &Workspace,
    output: &mut dyn Write,
) -> Result<(), Error> {
    let Arguments { id, name } = arguments;
    let display = name.as_ref().map_or_else(|| id.spaced(), |name| name.as_str().to_owned());
    let fill = |template: &str| {
        template
            .replace("{{id}}", id.as_str())
            .replace("{{type}}", &id.type_name())
            .replace("{{name}}", &display)
    };
    let files = [
        (format!("{PROVIDERS}/{id}/mod.rs"), fill(ADAPTER)),
        (format!("{PROVIDERS}/{id}/simulator.rs"), fill(SIMULATOR)),
        (format!("{PROVIDERS}/{id}/codes.csv"), CODES.to_owned()),
        (format!("{PAGES}/{id}.md"), fill(PAGE)),
    ];
    // Everything that can be wrong is found before the first file is written.
    let list = edited(workspace, LIST, |text| edit::list(text, id.as_str(), &id.type_name()))?;
    let manifest = edited(workspace, MANIFEST, |text| edit::manifest(text, id.as_str()))?;
    for (path, _) in &files {
        if workspace.path(path).exists() {
            return Err(Error::Argument(format!("{path} exists; nothing was written")));
        }
    }
    for (path, text) in &files {
        workspace.create(path, text)?;
        writeln!(output, "wrote  {path}")?;
    }
    for (path, text) in [(LIST, list), (MANIFEST, manifest)] {
        workspace.write(path, &text)?;
        writeln!(output, "edited {path}")?;
    }
    writeln!(
        output,
        "\nThe adapter compiles and refuses every request. What comes next \
         (docs/adding-a-provider.md):\n\
         1. {PROVIDERS}/{id}: scheme, status words, codes, payload, simulator\n\
         2. tests/vectors/{id}/: its vectors, entered in tests/vectors/make.py; then \
         `cargo xtask vectors fmt`\n\
         3. {PAGES}/{id}.md: the prose; then `cargo xtask docs` for the tables\n\
         4. docs/changelog.md: a line under Unreleased\n\
         5. `cargo xtask ci`"
    )?;
    Ok(())
}

fn edited(
    workspace: &Workspace,
    path: &str,
    edit: impl Fn(&str) -> Result<String, String>,
) -> Result<String, Error> {
    edit(&workspace.read(path)?).map_err(|problem| Error::Content { path: path.into(), problem })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::scratch::Scratch;

    fn arguments(id: &str, name: Option<&str>) -> Arguments {
        Arguments { id: id.parse().unwrap(), name: name.map(|name| name.parse().unwrap()) }
    }

    #[test]
    fn writes_a_skeleton_and_enters_it() {
        let scratch = Scratch::with_copies_of(&[LIST, MANIFEST]);
        let mut output = Vec::new();
        run(&arguments("acme_sms", Some("Acme & Sons")), &scratch.0, &mut output).unwrap();

        let adapter = scratch.0.read(&format!("{PROVIDERS}/acme_sms/mod.rs")).unwrap();
        assert!(adapter.starts_with("//! Acme & Sons: "));
        assert!(adapter.contains("pub struct AcmeSms;"));
        assert!(adapter.contains("    \"acme_sms\",\n"));
        for file in ["mod.rs", "simulator.rs", "codes.csv"] {
            let text = scratch.0.read(&format!("{PROVIDERS}/acme_sms/{file}")).unwrap();
            assert!(
                !text.contains("{{id}}")
                    && !text.contains("{{type}}")
                    && !text.contains("{{name}}")
            );
        }
        let page = scratch.0.read("docs/providers/acme_sms.md").unwrap();
        assert!(page.starts_with("# Acme & Sons\n") && page.contains("<!-- generated:codes -->"));

        let list = scratch.0.read(LIST).unwrap();
        assert!(list.contains("#[cfg(feature = \"acme_sms\")]\npub mod acme_sms;\n"));
        assert!(list.contains("    #[cfg(feature = \"acme_sms\")]\n    &acme_sms::AcmeSms,\n"));
        let manifest = scratch.0.read(MANIFEST).unwrap();
        assert!(manifest.contains("default = [\n    \"acme_sms\",\n"));
        assert!(manifest.contains("\nacme_sms = [\"json\"]\n"));

        let printed = String::from_utf8(output).unwrap();
        assert!(printed.contains("wrote  docs/providers/acme_sms.md\n"));
        assert!(printed.contains("tests/vectors/acme_sms/"));
    }

    #[test]
    fn never_overwrites() {
        let page = "docs/providers/acme.md";
        let scratch = Scratch::with_copies_of(&[LIST, MANIFEST]);
        scratch.0.create(page, "mine").unwrap();
        let before = scratch.0.read(LIST).unwrap();
        let error = run(&arguments("acme", None), &scratch.0, &mut Vec::new()).unwrap_err();
        assert!(error.to_string().contains("nothing was written"), "{error}");
        assert_eq!(scratch.0.read(page).unwrap(), "mine");
        assert_eq!(scratch.0.read(LIST).unwrap(), before);
        assert!(!scratch.0.path(&format!("{PROVIDERS}/acme")).exists());
    }

    #[test]
    fn refuses_an_id_that_is_taken() {
        let scratch = Scratch::with_copies_of(&[LIST, MANIFEST]);
        for id in ["telnyx", "json", "default", "ed25519"] {
            let error = run(&arguments(id, None), &scratch.0, &mut Vec::new()).unwrap_err();
            assert!(error.to_string().contains("taken"), "{id}: {error}");
        }
    }
}
