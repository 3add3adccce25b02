//! `cargo xtask docs`: the parts of the documentation that follow from the code's tables.
//!
//! They stand between lines `<!-- generated:NAME -->` and `<!-- /generated -->`; everything
//! around them is written by hand.

mod blocks;
mod catalogue;
mod csv;
mod markdown;
mod provider;

use std::io::Write;

use crate::docs::blocks::{Block, Replaced};
use crate::error::Error;
use crate::workspace::Workspace;

/// Regenerate the generated parts of the documentation
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; fail and name what is not as it would be generated
    #[arg(long)]
    check: bool,
}

/// The folder of the providers' pages.
pub(crate) const PAGES: &str = "docs/providers";

const ADVICE: &str = "crates/delivrd-core/src/advice.csv";

/// A file with generated parts.
struct Page {
    path: String,
    blocks: Vec<Block>,
    /// Whether the file and every block of it has to be there.
    complete: bool,
}

pub(crate) fn run(
    arguments: &Arguments,
    workspace: &Workspace,
    output: &mut dyn Write,
) -> Result<(), Error> {
    regenerate(arguments.check, workspace, output)
}

/// Fails where the documentation is not as it would be generated.
pub(crate) fn check(workspace: &Workspace, output: &mut dyn Write) -> Result<(), Error> {
    regenerate(true, workspace, output)
}

fn regenerate(check: bool, workspace: &Workspace, output: &mut dyn Write) -> Result<(), Error> {
    let mut findings = Vec::new();
    let mut current = 0_usize;
    for page in pages(workspace)? {
        let path = &page.path;
        let Some(text) = workspace.read_if_there(path)? else {
            if page.complete {
                findings.push(format!("{path}: missing; every provider has a page"));
            } else {
                writeln!(output, "{path}: not there, skipped")?;
            }
            continue;
        };
        let Replaced { text, found, changed } = match blocks::replace(&text, &page.blocks) {
            Ok(replaced) => replaced,
            Err(problem) => {
                findings.push(format!("{path}: {problem}"));
                continue;
            }
        };
        if page.complete {
            let lacking = page.blocks.iter().filter(|block| !found.contains(&block.name));
            findings.extend(lacking.map(|block| format!("{path}: no block {}", block.name)));
        }
        current = current.saturating_add(found.len());
        if check {
            findings.extend(
                changed
                    .iter()
                    .map(|name| format!("{path}: block {name} differs: run cargo xtask docs")),
            );
        } else if !changed.is_empty() {
            workspace.write(path, &text)?;
            writeln!(output, "{path}: wrote {}", changed.join(", "))?;
        }
    }
    Error::of_findings(findings)?;
    writeln!(output, "docs: {current} generated blocks are as they have to be")?;
    Ok(())
}

fn pages(workspace: &Workspace) -> Result<Vec<Page>, Error> {
    let advice = csv::read(&workspace.read(ADVICE)?)
        .map_err(|problem| Error::Content { path: ADVICE.into(), problem })?;
    let mut pages = vec![
        page("README.md", vec![Block::new("providers", catalogue::providers())]),
        page("docs/errors.md", vec![Block::new("kinds", catalogue::kinds())]),
        page(
            "docs/states.md",
            vec![
                Block::new("states", catalogue::states()),
                Block::new("confirmations", catalogue::confirmations()),
                Block::new("reasons", catalogue::reasons()),
                Block::new("actions", catalogue::actions()),
                Block::new("advice", catalogue::advice(&advice)),
            ],
        ),
    ];
    pages.extend(delivrd::providers::ALL.iter().map(|provider| {
        let metadata = provider.metadata();
        Page {
            path: format!("{PAGES}/{}.md", metadata.id()),
            blocks: vec![
                Block::new("facts", provider::facts(metadata)),
                Block::new("statuses", provider::statuses(metadata)),
                Block::new("codes", provider::codes(metadata)),
            ],
            complete: true,
        }
    }));
    Ok(pages)
}

/// A page that may lack blocks.
fn page(path: &str, blocks: Vec<Block>) -> Page {
    Page { path: path.to_owned(), blocks, complete: false }
}
