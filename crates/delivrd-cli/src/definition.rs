//! Definitions that a call names, and the registry with them.

use std::path::{Path, PathBuf};

use delivrd::{Definition, Provider, Registry};

use crate::{Failure, input};

/// The part of a call that says which providers there are.
#[derive(Debug, clap::Args)]
pub(crate) struct DefinitionArguments {
    /// A file that defines a further provider; may be repeated
    #[arg(id = "definition", long, value_name = "FILE")]
    paths: Vec<PathBuf>,
}

impl DefinitionArguments {
    /// The shipped providers and those of the files.
    pub(crate) fn registry(&self) -> Result<Registry, Failure> {
        let mut registry = delivrd::registry();
        for path in &self.paths {
            add(&mut registry, path)?;
        }
        Ok(registry)
    }
}

fn add(registry: &mut Registry, path: &Path) -> Result<(), Failure> {
    let file = path.display();
    let (definition, _) = read(&read_file(path)?).map_err(|problems| {
        let problems =
            problems.iter().map(|own| format!("{file}: line {}: {}", own.line, own.text));
        Failure::new(problems.collect::<Vec<_>>().join("\n"))
    })?;
    let id = definition.metadata().id().to_owned();
    registry.register(definition).map_err(|error| Failure::new(format!("{file}: {id}: {error}")))
}

/// The bytes of a file for [`read`], which are not all of it if it is too long.
pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    input::read_bounded(path, Definition::MAX_BYTES)
}

/// What is to be said of a line.
pub(crate) struct Problem {
    /// From 1.
    pub(crate) line: usize,
    pub(crate) text: String,
}

/// The definition that a file holds, and its text; or all that is wrong with it.
pub(crate) fn read(bytes: &[u8]) -> Result<(Definition, &str), Vec<Problem>> {
    // Here already: what was read of it may end inside of a letter.
    if bytes.len() > Definition::MAX_BYTES {
        return Err(vec![Problem { line: 1, text: "longer than 1 MiB".to_owned() }]);
    }
    let text = str::from_utf8(bytes).map_err(|error| {
        let line = line_at(bytes, error.valid_up_to());
        vec![Problem { line, text: "not UTF-8".to_owned() }]
    })?;
    let definition = Definition::check(text).map_err(|mistakes| {
        let problem = |own: delivrd::Mistake| Problem { line: own.line, text: own.problem.into() };
        mistakes.into_iter().map(problem).collect::<Vec<_>>()
    })?;
    Ok((definition, text))
}

/// The line of a byte, from 1.
pub(crate) fn line_at(bytes: &[u8], place: usize) -> usize {
    let before = bytes.get(..place).unwrap_or(bytes);
    before.split(|byte| *byte == b'\n').count()
}
