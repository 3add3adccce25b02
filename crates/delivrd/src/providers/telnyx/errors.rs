//! The errors of an event, and which addressee each is about.

use std::borrow::Cow;
use std::collections::BTreeMap;

use delivrd_core::{Failure, MAX_ITEMS, ParseError, Permanence, Reason, Receipt, Source};

use crate::json::{Raw, object};

object! { Entry { code: "code", title: "title", detail: "detail", source: "source" => Origin, } }

object! { Origin { pointer: "pointer", } }

/// One of the two lists of addressees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    To,
    Cc,
}

/// A place in one of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Addressee {
    pub(super) side: Side,
    pub(super) position: usize,
}

/// An error, as far as a receipt shows it.
#[derive(Clone, Debug)]
pub(super) struct TelnyxError<'a> {
    position: usize,
    code: Option<Cow<'a, str>>,
    detail: Option<Cow<'a, str>>,
    hint: Option<Failure>,
}

/// The errors that can matter: of those about the same addressee only the first, so that
/// neither time nor memory grows with errors times addressees.
#[derive(Debug, Default)]
pub(super) struct Errors<'a> {
    about_all: First<'a>,
    about_one: BTreeMap<Addressee, First<'a>>,
}

/// The first error with a code; as long as there is none, the first one.
#[derive(Debug, Default)]
struct First<'a>(Option<TelnyxError<'a>>);

impl<'a> First<'a> {
    fn offer(&mut self, error: TelnyxError<'a>) {
        if self.0.as_ref().is_none_or(|own| own.rank() > error.rank()) {
            self.0 = Some(error);
        }
    }
}

impl<'a> Errors<'a> {
    pub(super) fn read(list: Raw<'a>) -> Result<Self, ParseError> {
        let mut errors = Self::default();
        let mut position = 0_usize;
        list.elements(|element| {
            let Some(entry) = element.object::<Entry<'a>>()? else { return Ok(()) };
            let origin: Origin<'a> = entry.source.object()?.unwrap_or_default();
            let (code, title, detail) =
                (entry.code.text(), entry.title.text(), entry.detail.text());
            let is_blocked = code.as_deref() == Some(BLOCKED);
            let hint = is_blocked.then(|| why_blocked([title.as_deref(), detail.as_deref()]));
            let error = TelnyxError { position, code, detail: detail.or(title), hint };
            position = position.saturating_add(1);
            match origin.pointer.string().as_deref().and_then(target) {
                None => errors.about_all.offer(error),
                // Past the number of addressees that are read, it is about nobody.
                Some(addressee) if addressee.position < MAX_ITEMS => {
                    errors.about_one.entry(addressee).or_default().offer(error);
                }
                Some(_) => {}
            }
            Ok(())
        })?;
        Ok(errors)
    }

    /// The first error that applies to an addressee; one that names nobody applies only if the
    /// message may have failed there.
    pub(super) fn first_for(
        &self,
        addressee: Addressee,
        may_have_failed: bool,
    ) -> Option<&TelnyxError<'a>> {
        let own = self.about_one.get(&addressee).and_then(|first| first.0.as_ref());
        let about_all = self.about_all.0.as_ref().filter(|_| may_have_failed);
        own.into_iter().chain(about_all).min_by_key(|error| error.rank())
    }

    /// What a copy of an error about everybody costs, in bytes.
    pub(super) fn weight(&self) -> usize {
        let texts = self.about_all.0.iter().flat_map(|error| [&error.code, &error.detail]);
        texts.flatten().fold(0, |sum, text| sum.saturating_add(text.len()))
    }

    /// The first error, whomever it is about.
    pub(super) fn first_of_all(&self) -> Option<&TelnyxError<'a>> {
        let about_one = self.about_one.values().filter_map(|first| first.0.as_ref());
        self.about_all.0.iter().chain(about_one).min_by_key(|error| error.rank())
    }
}

impl<'a> TelnyxError<'a> {
    fn rank(&self) -> (bool, usize) {
        (self.code.is_none(), self.position)
    }

    /// Writes code and text into a receipt, and what the text says of a code that means
    /// several things.
    pub(super) fn describe(&self, receipt: &mut Receipt<'a>) {
        receipt.code.clone_from(&self.code);
        receipt.detail.clone_from(&self.detail);
        receipt.hint = self.hint;
    }
}

/// Code 40300 is documented as a STOP of the recipient, but later receipts use it for other
/// refusals, too: it is an opt-out only where the text says so.
/// <https://developers.telnyx.com/docs/messaging/messages/error-codes>
fn why_blocked(texts: [Option<&str>; 2]) -> Failure {
    let speaks_of = |words| texts.iter().flatten().any(|text| has_whole_words(text, words));
    if OPT_OUT_WORDS.into_iter().any(speaks_of) {
        Failure::new(Reason::OptedOut, Permanence::Permanent, Source::Text)
    } else {
        Failure::new(Reason::CarrierError, Permanence::Unknown, Source::Code)
    }
}

const BLOCKED: &str = "40300";
const OPT_OUT_WORDS: [&str; 3] = ["stop", "opt-out", "opted out"];

/// Whether `words` stand in the text, in whatever ASCII case, without an ASCII letter or digit
/// next to them.
fn has_whole_words(text: &str, words: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.match_indices(words).any(|(start, found)| {
        let before = text.get(..start).and_then(|before| before.bytes().next_back());
        let behind = start.checked_add(found.len()).and_then(|end| text.as_bytes().get(end));
        !before.is_some_and(|byte| byte.is_ascii_alphanumeric())
            && !behind.is_some_and(u8::is_ascii_alphanumeric)
    })
}

/// The addressee that a JSON pointer such as `/to/1` or `/payload/cc/0/phone_number` names.
fn target(pointer: &str) -> Option<Addressee> {
    let mut segments = pointer.split('/');
    let side = segments.find_map(|segment| match segment {
        "to" => Some(Side::To),
        "cc" => Some(Side::Cc),
        _ => None,
    })?;
    let digits = segments.next()?;
    let is_index = digits == "0" || digits.starts_with(|first: char| matches!(first, '1'..='9'));
    if !is_index || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(Addressee { side, position: digits.parse().unwrap_or(usize::MAX) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_names_an_addressee_only_by_an_index() {
        let to = |position| Some(Addressee { side: Side::To, position });
        assert_eq!(target("/to/0"), to(0));
        assert_eq!(target("/to/12/phone_number"), to(12));
        assert_eq!(target("/data/payload/to/1"), to(1));
        assert_eq!(target("/to/99999999999999999999"), to(usize::MAX));
        assert_eq!(target("/cc/3"), Some(Addressee { side: Side::Cc, position: 3 }));
        for pointer in ["", "/", "/to", "/to/", "/to/01", "/to/-1", "/to/x", "/from/0", "to0"] {
            assert_eq!(target(pointer), None, "{pointer}");
        }
    }

    #[test]
    fn words_count_only_as_a_whole() {
        for text in ["STOP", "sent stop.", "(Stop)", "a\u{e9}stop\u{e9}"] {
            assert!(has_whole_words(text, "stop"), "{text}");
        }
        for text in ["nonstop", "stopped", "stop1", "st op", "\u{17f}top"] {
            assert!(!has_whole_words(text, "stop"), "{text}");
        }
        assert!(has_whole_words("stopped, then stop", "stop"));
    }
}
