//! Finds the generated blocks of a text and puts others in their place.

const OPENING: &str = "<!-- generated:";
const END_OF_COMMENT: &str = "-->";
const CLOSING: &str = "<!-- /generated -->";

/// A generated part of a file.
#[derive(Debug)]
pub(crate) struct Block {
    /// Its name in the opening line.
    pub(crate) name: &'static str,
    /// What belongs between the lines.
    pub(crate) body: String,
}

impl Block {
    pub(crate) fn new(name: &'static str, body: String) -> Self {
        Self { name, body }
    }

    /// The lines between opening and closing. The blank ones end a comment and a table in every
    /// reader of Markdown.
    fn lines(&self) -> String {
        format!("\n{}\n\n", self.body.trim_end())
    }
}

/// A text with its blocks replaced.
#[derive(Debug)]
pub(crate) struct Replaced {
    pub(crate) text: String,
    /// The names of the blocks that the text has.
    pub(crate) found: Vec<&'static str>,
    /// The names of those that were not as they have to be.
    pub(crate) changed: Vec<&'static str>,
}

/// Puts `blocks` in the place of those in `text`. What is wrong is said with the line.
pub(crate) fn replace(text: &str, blocks: &[Block]) -> Result<Replaced, String> {
    let mut replaced = Replaced { text: String::new(), found: Vec::new(), changed: Vec::new() };
    let mut open: Option<(&Block, String)> = None;
    for (number, line) in (1_u32..).zip(text.split_inclusive('\n')) {
        let marker = line.trim();
        let name = marker
            .strip_prefix(OPENING)
            .and_then(|rest| rest.strip_suffix(END_OF_COMMENT))
            .map(str::trim);
        match (&mut open, name) {
            (Some((block, _)), Some(_)) => {
                return Err(format!("line {number}: block {} is not closed before", block.name));
            }
            (Some((block, old)), None) if marker == CLOSING => {
                let new = block.lines();
                if *old != new {
                    replaced.changed.push(block.name);
                }
                replaced.text.push_str(&new);
                replaced.text.push_str(line);
                open = None;
            }
            (Some((_, old)), None) => old.push_str(line),
            (None, Some(name)) => {
                let block = blocks.iter().find(|block| block.name == name).ok_or_else(|| {
                    format!("line {number}: nothing generates a block {name:?} for this file")
                })?;
                if replaced.found.contains(&block.name) {
                    return Err(format!("line {number}: block {name} stands twice"));
                }
                replaced.found.push(block.name);
                replaced.text.push_str(line);
                open = Some((block, String::new()));
            }
            (None, None) if marker == CLOSING => {
                return Err(format!("line {number}: closes a block that is not open"));
            }
            (None, None) => replaced.text.push_str(line),
        }
    }
    match open {
        Some((block, _)) => Err(format!("block {} is not closed", block.name)),
        None => Ok(replaced),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks() -> Vec<Block> {
        vec![Block::new("one", "new\n".to_owned()), Block::new("two", "2".to_owned())]
    }

    #[test]
    fn replaces_what_stands_between_the_lines_and_nothing_else() {
        let text = "# a\r\n<!-- generated:one -->\nold\n<!-- /generated -->\nb";
        let replaced = replace(text, &blocks()).unwrap();
        assert_eq!(replaced.text, "# a\r\n<!-- generated:one -->\n\nnew\n\n<!-- /generated -->\nb");
        assert_eq!(replaced.changed, ["one"]);
        let again = replace(&replaced.text, &blocks()).unwrap();
        assert_eq!(again.text, replaced.text);
        assert_eq!(again.found, ["one"]);
        assert!(again.changed.is_empty());
    }

    #[test]
    fn refuses_lines_that_do_not_pair() {
        for text in [
            "<!-- generated:one -->\n",
            "<!-- /generated -->\n",
            "<!-- generated:three -->\n<!-- /generated -->\n",
            "<!-- generated:one -->\n<!-- generated:two -->\n<!-- /generated -->\n",
            "<!-- generated:one -->\n<!-- /generated -->\n<!-- generated:one -->\n<!-- /generated -->\n",
        ] {
            assert!(replace(text, &blocks()).is_err(), "{text}");
        }
    }
}
