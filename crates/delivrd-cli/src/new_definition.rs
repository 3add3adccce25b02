//! `delivrd new-definition`: a first definition from one captured request.

mod answers;
mod asker;
mod guess;
mod seen;

use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;

use delivrd::{Definition, State};

use self::answers::Answers;
use self::asker::{Answer, Asker};
use self::guess::{BEARER, Form, MEMBERS, Template};
use self::seen::{BodyFormat, Leaf, Seen};
use crate::capture::Capture;
use crate::input::{Block, Input};
use crate::output::printable;
use crate::{Failure, Outcome, Run};

/// Write a first definition of a provider from one captured request
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The capture is that of `delivrd normalize`; its `provider` may be the new id. On a terminal every
answer that no option gives is asked for, with a guess to take; `-` is none. Elsewhere, and with
--yes, the guesses count. They are marked `check` in the file: compare them with the provider's
page. Only names and the status word go from the capture into the file.

A LOCATION is that of docs/definitions.md: /a/b in JSON, a name in a form or a query.

Examples:
  delivrd new-definition --capture capture.jsonl -o acme_sms.toml
  delivrd new-definition --capture capture.jsonl --yes --id acme_sms --recipient /to")]
pub(crate) struct Arguments {
    /// File with the capture, of which the first line counts; `-` or none is stdin
    #[arg(long, value_name = "FILE")]
    capture: Option<PathBuf>,
    /// File to write, which must not be there yet [default: stdout]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Ask nothing: take the guesses
    #[arg(short, long)]
    yes: bool,
    #[command(flatten)]
    answers: Answers,
}

pub(crate) fn run(arguments: &Arguments) -> Run {
    let path = match &arguments.capture {
        Some(path) => path.clone(),
        None if io::stdin().is_terminal() => {
            return Err(Failure::new("no capture: give --capture FILE, or one on stdin"));
        }
        None => PathBuf::from("-"),
    };
    let seen = Seen::read(&first_lines(path)?)?;
    let is_asked = !arguments.yes && io::stdin().is_terminal() && io::stderr().is_terminal();
    let (mut answers, mut questions) = (io::stdin().lock(), io::stderr());
    let terminal = (&mut answers as &mut dyn BufRead, &mut questions as &mut dyn Write);
    let asker = Asker::new(is_asked.then_some(terminal));
    let text =
        Draft { given: &arguments.answers, seen: &seen, asker, text: String::new() }.write()?;
    match &arguments.output {
        None => io::stdout().write_all(text.as_bytes())?,
        Some(path) => {
            let write = |mut file: File| file.write_all(text.as_bytes());
            let file = path.display();
            File::create_new(path)
                .and_then(write)
                .map_err(|error| Failure::new(format!("cannot write {file}: {error}")))?;
            anstream::eprintln!(
                "delivrd: wrote {file}; compare what is marked `check` with the provider's page"
            );
        }
    }
    Ok(Outcome::Fine)
}

/// The first lines that have something on them; a stream of captures may be long.
fn first_lines(path: PathBuf) -> Result<Vec<u8>, Failure> {
    let mut input = Input::new(&[path]);
    loop {
        match input.next()? {
            Some(Block::Lines(lines)) if lines.trim_ascii().is_empty() => {}
            Some(Block::Lines(lines)) => return Ok(lines),
            Some(Block::TooLong) => return Err(Capture::too_long().into()),
            None => return Ok(Vec::new()),
        }
    }
}

const HEADING: &str = "\
#:schema https://github.com/delivrd/delivrd/raw/main/docs/definition.schema.json

# A first definition, made from one captured request. What is marked `check` is a guess: compare it with
# the provider's page, and add the other status words and the codes.
";

/// A definition while it is written.
struct Draft<'d> {
    given: &'d Answers,
    seen: &'d Seen,
    asker: Asker<'d>,
    text: String,
}

impl Draft<'_> {
    fn write(mut self) -> Result<String, Failure> {
        self.text.push_str(HEADING);
        self.provider()?;
        let format = self.given.body.unwrap_or_else(|| self.seen.format());
        self.signature(format)?;
        self.receipt(format)?;
        self.asker.finish()?;
        // What was answered may still be wrong.
        match Definition::check(&self.text) {
            Ok(_) => Ok(self.text),
            Err(mistakes) => {
                let mut said = "with these answers the definition does not load:".to_owned();
                for mistake in mistakes {
                    let line = self.text.lines().nth(mistake.line.saturating_sub(1));
                    let line = printable(line.unwrap_or_default());
                    said.extend(["\n  ", &line, "\n    ", &mistake.problem]);
                }
                Err(Failure::new(said))
            }
        }
    }

    fn provider(&mut self) -> Result<(), Failure> {
        let registry = delivrd::registry();
        let own = Some(self.seen.provider.clone());
        let guess = own.filter(|id| guess::is_id(id) && registry.get(id).is_err());
        let id = self.asker.required("id", self.given.id.as_deref(), guess)?;
        if registry.get(&id.text).is_ok() {
            return Err(Failure::new("--id: a shipped provider has this id"));
        }
        let name = guess::name_of(&id.text);
        let name = self.asker.required("name", self.given.name.as_deref(), Some(name))?;
        let docs = Some("not known".to_owned());
        let docs = self.asker.required("docs", self.given.docs.as_deref(), docs)?;
        self.member("id", &id.text);
        self.member_or_guess("name", &name, "as the provider writes itself");
        self.member_or_guess("docs", &docs, "the page on the callbacks");
        Ok(())
    }

    fn signature(&mut self, format: BodyFormat) -> Result<(), Failure> {
        let (given, seen) = (self.given, self.seen);
        let needs_place = |scheme: &str| !matches!(scheme, "standard_webhooks" | "basic_auth");
        let place = if given.scheme.as_deref().is_none_or(needs_place) {
            let guess = seen.signature().map(|own| own.location.clone());
            self.asker.optional("signature", given.signature.as_deref(), guess)?
        } else {
            None
        };
        let carrier = place.as_ref().and_then(|place| seen.carrier(&place.text));
        let form = carrier.and_then(|own| Form::of(&own.value));
        let scheme = carrier.and_then(|own| seen.scheme(own, form.as_ref()));
        let scheme = self.asker.required("scheme", given.scheme.as_deref(), scheme)?;
        self.text.push_str("\n[signature]\n");
        self.member_or_guess("scheme", &scheme, "as the value in the capture looks");
        if !needs_place(&scheme.text) {
            return Ok(());
        }
        let Some(place) = place else {
            self.asker.miss("signature");
            return Ok(());
        };
        if scheme.text == "secret" {
            let bearer = carrier.filter(|own| own.value.starts_with(BEARER));
            let prefix = bearer.map(|_| BEARER.to_owned());
            let prefix = self.asker.optional("prefix", given.prefix.as_deref(), prefix)?;
            self.member("in", &place.text);
            self.member_if_any("prefix", prefix.as_ref());
            return Ok(());
        }
        self.timestamp_and_signature(format, &place.text, form.as_ref())
    }

    fn timestamp_and_signature(
        &mut self,
        format: BodyFormat,
        place: &str,
        form: Option<&Form>,
    ) -> Result<(), Failure> {
        let (given, seen) = (self.given, self.seen);
        let stamp = form.and_then(|form| form.stamp);
        let guess = match stamp {
            Some(_) => Some(place.to_owned()),
            None => seen.timestamp().map(|own| own.location.clone()),
        };
        let timestamp = self.asker.optional("timestamp", given.timestamp.as_deref(), guess)?;
        let prefix = form.map(|form| form.prefix.to_owned()).filter(|prefix| !prefix.is_empty());
        let prefix = self.asker.optional("prefix", given.prefix.as_deref(), prefix)?;
        let encoding = form.map(|form| form.encoding.to_owned());
        let encoding = self.asker.required("encoding", given.encoding.as_deref(), encoding)?;
        let template = Template {
            format,
            has_timestamp: timestamp.is_some(),
            id: seen.id_beside(place),
            is_sha1: form.is_some_and(|form| form.bytes == 20),
        };
        let signed = Some(template.to_string());
        let signed = self.asker.required("signed", given.signed.as_deref(), signed)?;
        if let Some(timestamp) = &timestamp {
            let (mut prefix, mut unit) = (None, None);
            if timestamp.text == place {
                (prefix, unit) = stamp.unzip();
            } else if let Some(own) = seen.carrier(&timestamp.text) {
                unit = guess::unit_of(&own.value);
            }
            self.text.extend(["timestamp = { in = ", &quoted(&timestamp.text)]);
            if let Some(prefix) = prefix {
                self.text.extend([", prefix = ", &quoted(prefix)]);
            }
            if let Some(unit) = unit.filter(|unit| *unit != "seconds") {
                self.text.extend([", unit = ", &quoted(unit)]);
            }
            self.text.push_str(" }\n");
        }
        self.member("in", place);
        self.member_if_any("prefix", prefix.as_ref());
        if let Some(separator) = form.and_then(|form| form.separator) {
            self.member("separator", separator);
        }
        self.member("encoding", &encoding.text);
        self.member_or_guess("signed", &signed, "a request does not show which bytes are signed");
        if template.id.is_some() {
            self.text.push_str(
                "key = { encoding = \"base64\", prefix = \"whsec_\" }  # check: the form of the key\n",
            );
        }
        Ok(())
    }

    fn receipt(&mut self, format: BodyFormat) -> Result<(), Failure> {
        let (given, seen) = (self.given, self.seen);
        let items = match seen.items(format)? {
            // Nobody is asked for a list that is not there.
            None => given.items.clone().map(Answer::given),
            guess => self.asker.optional("items", given.items.as_deref(), guess)?,
        };
        let items = items.map(|items| items.text);
        let leaves = seen.leaves(format, items.as_deref())?;
        let names: Vec<_> = leaves.iter().map(|leaf| leaf.location.as_str()).collect();
        self.asker.say("the receipt has", &names.join(", "))?;
        let mut found: Vec<(&'static str, Answer)> = Vec::new();
        for member in &MEMBERS {
            let taken = |leaf: &Leaf| found.iter().any(|(_, own)| own.text == leaf.location);
            let guess = member.guess(&leaves, taken).map(|leaf| leaf.location.clone());
            let given = given.location(member.key);
            let answer = if member.is_required {
                Some(self.asker.required(member.key, given, guess)?)
            } else {
                self.asker.optional(member.key, given, guess)?
            };
            found.extend(answer.map(|answer| (member.key, answer)));
        }
        let at = |key: &str| {
            let (_, answer) = found.iter().find(|(own, _)| *own == key)?;
            leaves.iter().find(|leaf| leaf.location == answer.text)
        };
        let has_numbers =
            ["message_id", "status"].into_iter().filter_map(at).any(|leaf| leaf.is_number);
        let time = at("occurred_at").and_then(Leaf::time).filter(|time| *time != "rfc3339");
        let word = at("status").and_then(|leaf| leaf.value.clone());
        let word = word.filter(|word| guess::is_word(word) && !seen.is_proof(word));

        self.text.push_str("\n[body]\n");
        self.member("format", format.as_str());
        if let Some(items) = &items {
            self.member("items", items);
        }
        if has_numbers {
            self.text.push_str("numbers = true\n");
        }
        self.text.push('\n');
        if found.iter().any(|(_, answer)| answer.is_guess) {
            self.text.push_str("# check: found by the names of the members.\n");
        }
        self.text.push_str("[receipt]\n");
        for (key, answer) in &found {
            self.member(key, &answer.text);
        }
        if let Some(time) = time {
            self.member("time", time);
        }
        self.status(word)
    }

    fn status(&mut self, word: Option<String>) -> Result<(), Failure> {
        let word = match (&self.given.word, word) {
            (None, Some(word)) => Answer::given(word),
            // Once it is known where it stands, the capture has the word.
            (None, None) if self.asker.is_missing("status") => return Ok(()),
            (given, None) | (given @ Some(_), _) => {
                self.asker.required("word", given.as_deref(), None)?
            }
        };
        self.asker.say("the status word", &word.text)?;
        let state = guess::state_of(&word.text).as_str().to_owned();
        let given = self.given.state.map(State::as_str);
        let state = self.asker.required("state", given, Some(state))?;
        self.text.push_str("\n[[status]]\n");
        self.member("word", &word.text);
        self.member_or_guess("state", &state, "what the page says of this word");
        Ok(())
    }

    fn member(&mut self, key: &str, text: &str) {
        self.text.extend([key, " = ", &quoted(text), "\n"]);
    }

    fn member_if_any(&mut self, key: &str, answer: Option<&Answer>) {
        if let Some(answer) = answer {
            self.member(key, &answer.text);
        }
    }

    fn member_or_guess(&mut self, key: &str, answer: &Answer, remark: &str) {
        self.member(key, &answer.text);
        if answer.is_guess {
            self.text.truncate(self.text.trim_end_matches('\n').len());
            self.text.extend(["  # check: ", remark, "\n"]);
        }
    }
}

/// A basic string of TOML, which is a string of JSON, but for DEL.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}
