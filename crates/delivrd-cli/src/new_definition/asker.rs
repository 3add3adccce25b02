//! Questions, where somebody is there to answer.

use std::io::{BufRead, Write};

use crate::Failure;
use crate::output::printable;

/// What an answer says that there is none.
const NONE: &str = "-";

/// What each option is about.
const QUESTIONS: [(&str, &str); 20] = [
    ("id", "the provider's id, one lower-case word"),
    ("name", "the provider's name"),
    ("docs", "the page on its callbacks"),
    ("signature", "where the signature or the secret stands, header:Name or query:name"),
    (
        "scheme",
        "how requests prove themselves: hmac_sha1, hmac_sha256, hmac_sha512, ed25519, \
         standard_webhooks, basic_auth or secret",
    ),
    ("prefix", "what stands before the signature or the secret"),
    ("encoding", "how the signature is written: hex, base64 or base64url"),
    ("timestamp", "where the signed time stands, header:Name or query:name"),
    ("signed", "which bytes are signed"),
    ("items", "the list of receipts"),
    ("message_id", "where the message id stands"),
    ("status", "where the status word stands"),
    ("recipient", "where the recipient stands"),
    ("sender", "where the sender stands"),
    ("code", "where the error code stands"),
    ("detail", "where the words on the error stand"),
    ("occurred_at", "where the time of the news stands"),
    ("reference", "where your own reference stands"),
    ("word", "the status word"),
    (
        "state",
        "what the status word means: accepted, queued, sent, delivered, undelivered, rejected, expired, \
         canceled or unknown",
    ),
];

pub(super) struct Answer {
    pub(super) text: String,
    pub(super) is_guess: bool,
}

impl Answer {
    pub(super) fn given(text: String) -> Self {
        Self { text, is_guess: false }
    }
}

pub(super) struct Asker<'t> {
    terminal: Option<(&'t mut dyn BufRead, &'t mut dyn Write)>,
    /// Options without which there is no definition.
    missing: Vec<&'static str>,
}

impl<'t> Asker<'t> {
    /// Somebody answers on a terminal, or nobody does and the guesses count.
    pub(super) fn new(terminal: Option<(&'t mut dyn BufRead, &'t mut dyn Write)>) -> Self {
        Self { terminal, missing: Vec::new() }
    }

    /// What the option says, or somebody answers, or is guessed.
    pub(super) fn optional(
        &mut self,
        option: &'static str,
        given: Option<&str>,
        guess: Option<String>,
    ) -> Result<Option<Answer>, Failure> {
        let answer = match given {
            Some(given) => Some(given.to_owned()),
            None => self.ask(option, guess.as_deref())?,
        };
        let answer = answer.map(Answer::given);
        let answer = answer.or_else(|| guess.map(|text| Answer { text, is_guess: true }));
        Ok(answer.filter(|answer| answer.text != NONE))
    }

    /// The same where there has to be an answer: empty for now if there is none.
    pub(super) fn required(
        &mut self,
        option: &'static str,
        given: Option<&str>,
        guess: Option<String>,
    ) -> Result<Answer, Failure> {
        let answer = self.optional(option, given, guess)?;
        Ok(answer.unwrap_or_else(|| {
            self.miss(option);
            Answer::given(String::new())
        }))
    }

    /// Notes that an answer is missing.
    pub(super) fn miss(&mut self, option: &'static str) {
        self.missing.push(option);
    }

    pub(super) fn is_missing(&self, option: &str) -> bool {
        self.missing.contains(&option)
    }

    /// Says which answers are missing.
    pub(super) fn finish(&self) -> Result<(), Failure> {
        if self.missing.is_empty() {
            return Ok(());
        }
        let mut said = "the capture does not show everything; what is missing:".to_owned();
        for option in &self.missing {
            said.extend(["\n  --", &option.replace('_', "-"), ": ", question(option)]);
        }
        Err(Failure::new(said))
    }

    /// Tells whoever answers what was seen.
    pub(super) fn say(&mut self, what: &str, seen: &str) -> Result<(), Failure> {
        if let Some((_, questions)) = &mut self.terminal {
            writeln!(questions, "{what}: {}", printable(seen))?;
        }
        Ok(())
    }

    /// Asks, if there is somebody; nothing said means the guess.
    fn ask(&mut self, option: &str, guess: Option<&str>) -> Result<Option<String>, Failure> {
        let Some((answers, questions)) = &mut self.terminal else { return Ok(None) };
        let guess = printable(guess.unwrap_or(NONE));
        write!(questions, "{} [{guess}]: ", question(option))?;
        questions.flush()?;
        let mut answer = String::new();
        if answers.read_line(&mut answer)? == 0 {
            return Err(Failure::new("the input ended before the last answer"));
        }
        let answer = answer.trim();
        Ok((!answer.is_empty()).then(|| answer.to_owned()))
    }
}

fn question(option: &str) -> &'static str {
    QUESTIONS.iter().find(|(own, _)| *own == option).map_or("", |(_, question)| question)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of the answers to two questions, of which the first has a guess, and what was asked.
    fn asked(answers: &str) -> (String, String) {
        let (mut answers, mut questions) = (answers.as_bytes(), Vec::new());
        let mut asker = Asker::new(Some((&mut answers, &mut questions)));
        let mut ask = |guess: Option<&str>| {
            let answer = asker.optional("recipient", None, guess.map(str::to_owned));
            shown(answer)
        };
        let both = format!("{} {}", ask(Some("/to")), ask(None));
        (both, String::from_utf8(questions).unwrap())
    }

    fn shown(answer: Result<Option<Answer>, Failure>) -> String {
        match answer {
            Ok(Some(Answer { text, is_guess: true })) => format!("guess {text}"),
            Ok(Some(answer)) => answer.text,
            Ok(None) => "none".to_owned(),
            Err(_) => "end".to_owned(),
        }
    }

    #[test]
    fn an_answer_beats_the_guess_and_nothing_takes_it() {
        let (answers, questions) = asked("\n\n");
        assert_eq!(answers, "guess /to none");
        assert_eq!(questions, "where the recipient stands [/to]: where the recipient stands [-]: ");
        assert_eq!(asked(" /a \r\n/b").0, "/a /b");
        assert_eq!(asked("-\n-\n").0, "none none");
        assert_eq!(asked("/a\n").0, "/a end");
    }

    #[test]
    fn what_an_option_says_is_not_asked_for() {
        let (mut answers, mut questions) = (&b""[..], Vec::new());
        let mut asker = Asker::new(Some((&mut answers, &mut questions)));
        let guess = || Some("/to".to_owned());
        assert_eq!(shown(asker.optional("recipient", Some("/a"), guess())), "/a");
        assert_eq!(shown(asker.optional("recipient", Some("-"), guess())), "none");
        assert!(questions.is_empty());
    }

    #[test]
    fn where_nobody_answers_the_guess_counts_and_what_is_missing_is_said() {
        let mut asker = Asker::new(None);
        let guess = asker.required("id", None, Some("acme".to_owned())).ok().unwrap();
        assert_eq!((&*guess.text, guess.is_guess), ("acme", true));
        assert!(asker.finish().is_ok());
        assert!(asker.required("message_id", None, None).is_ok());
        let Err(Failure(said)) = asker.finish() else { panic!("the message id is missing") };
        assert!(said.ends_with("\n  --message-id: where the message id stands"), "{said}");
    }

    #[test]
    fn every_question_is_about_an_option() {
        for (option, question) in QUESTIONS {
            assert!(!question.is_empty() && question.len() < 140, "{option}");
        }
        for member in &super::super::MEMBERS {
            assert!(!question(member.key).is_empty(), "{}", member.key);
        }
    }
}
