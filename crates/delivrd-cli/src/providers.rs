//! `delivrd providers`: what is known of each.

use std::io::{self, Write};

use delivrd::{Callback, Capabilities, Metadata};
use serde::Serialize;

use crate::definition::DefinitionArguments;
use crate::output::{self, Format, paint};
use crate::{Outcome, Run};

/// List the providers: capabilities, configuration, timeouts and retries
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  delivrd providers --format json")]
pub(crate) struct Arguments {
    #[command(flatten)]
    definitions: DefinitionArguments,
    /// How to write the results [default: table on a terminal, json in a pipe]
    #[arg(long)]
    format: Option<Format>,
}

pub(crate) fn run(arguments: &Arguments) -> Run {
    let registry = arguments.definitions.registry()?;
    let mut output = anstream::stdout().lock();
    for provider in registry.iter() {
        let metadata = provider.metadata();
        match Format::or_default(arguments.format) {
            Format::Json => {
                let row = Row::new(metadata);
                serde_json::to_writer(&mut output, &row).map_err(io::Error::from)?;
                writeln!(output)?;
            }
            Format::Table => print(&mut output, metadata)?,
        }
    }
    Ok(Outcome::Fine)
}

#[derive(Serialize)]
struct Row<'m> {
    id: &'m str,
    name: &'m str,
    docs: &'m str,
    capabilities: &'m Capabilities,
    callback: &'m Callback<'m>,
    config: Vec<&'m str>,
    statuses: usize,
    codes: usize,
}

impl<'m> Row<'m> {
    fn new(metadata: &'m Metadata<'m>) -> Self {
        Self {
            id: metadata.id(),
            name: metadata.name(),
            docs: metadata.docs(),
            capabilities: metadata.capabilities(),
            callback: metadata.callback(),
            config: metadata
                .keys()
                .iter()
                .flat_map(|key| [key.one, key.many])
                .chain(metadata.options().iter().map(|option| option.name))
                .collect(),
            statuses: metadata.statuses().rows().len(),
            codes: metadata.codes().rows().len(),
        }
    }
}

fn print(output: &mut impl Write, metadata: &Metadata) -> io::Result<()> {
    let (capabilities, callback) = (metadata.capabilities(), metadata.callback());
    let yes = |fact: bool| if fact { "yes" } else { "no" };
    writeln!(
        output,
        "{}  {}",
        paint(output::GOOD, metadata.id()),
        paint(output::STRONG, metadata.name())
    )?;
    let mut line = |name: &str, text: &str| {
        writeln!(output, "  {}  {text}", paint(output::QUIET, &format!("{name:22}")))
    };
    line("proves itself by", capabilities.scheme.as_str())?;
    line("signs a time", yes(capabilities.signs_time))?;
    line("several receipts", yes(capabilities.batches))?;
    line("recipient in the keys", yes(capabilities.recipient_in_key))?;
    line("time in the dedupe key", yes(capabilities.time_in_key))?;
    line("inbound events", yes(capabilities.inbound_events))?;
    line("calls by", callback.request)?;
    line("expects", &format!("{} {}", callback.answer.status, callback.answer.body))?;
    line("waits", &format!("{} s", callback.timeout))?;
    let pauses: Vec<String> = callback.pauses.iter().map(|pause| format!("{pause} s")).collect();
    let pauses = if pauses.is_empty() { "not documented".to_owned() } else { pauses.join(", ") };
    let attempts = callback.attempts.map_or("not documented".to_owned(), |own| own.to_string());
    line("attempts", &format!("{attempts} (pauses: {pauses})"))?;
    if !callback.note.is_empty() {
        line("note", callback.note)?;
    }
    for key in metadata.keys() {
        line(&format!("{} or {}", key.one, key.many), key.about)?;
    }
    for option in metadata.options() {
        line(option.name, option.about)?;
    }
    let (statuses, codes) = (metadata.statuses().rows().len(), metadata.codes().rows().len());
    line("tables", &format!("{statuses} status words, {codes} codes"))?;
    line("documentation", metadata.docs())?;
    writeln!(output)
}
