//! Genuine requests that somebody changed on the way.

use arbitrary::Arbitrary;
use delivrd::Request;

use crate::{Bench, NOW, headers};

/// Changes to a genuine request.
#[derive(Arbitrary, Debug)]
pub struct Tampered<'a> {
    request: u8,
    changes: Vec<Change<'a>>,
}

#[derive(Arbitrary, Debug)]
enum Change<'a> {
    /// Turns bits of the body over.
    Body { at: u16, bits: u8 },
    /// Turns bits of a header's value over.
    Header { index: u8, at: u8, bits: u8 },
    /// Another value.
    Value { index: u8, value: &'a [u8] },
    /// A header twice.
    Twice { index: u8 },
    /// One header less.
    Gone { index: u8 },
}

impl Tampered<'_> {
    /// The request is refused if a signed byte is another one, and accepted if none is.
    pub fn call(&self, bench: &Bench) {
        let signed = &bench.genuine[usize::from(self.request) % bench.genuine.len()];
        let genuine = headers(signed);
        let mut body = signed.body.clone();
        let mut changed: Vec<(&str, Vec<u8>)> =
            genuine.iter().map(|(name, value)| (*name, value.to_vec())).collect();
        for change in &self.changes {
            match change {
                Change::Body { at, bits } => turn(&mut body, usize::from(*at), *bits),
                Change::Header { index, at, bits } => {
                    if let Some((_, value)) = changed.get_mut(usize::from(*index)) {
                        turn(value, usize::from(*at), *bits);
                    }
                }
                Change::Value { index, value } => {
                    if let Some(header) = changed.get_mut(usize::from(*index)) {
                        header.1 = value.to_vec();
                    }
                }
                Change::Twice { index } => {
                    if let Some(header) = changed.get(usize::from(*index)) {
                        let header = header.clone();
                        changed.push(header);
                    }
                }
                Change::Gone { index } => {
                    if usize::from(*index) < changed.len() {
                        changed.remove(usize::from(*index));
                    }
                }
            }
        }
        let now: Vec<(&str, &[u8])> =
            changed.iter().map(|(name, value)| (*name, value.as_slice())).collect();
        let request = Request { method: "POST", url: &signed.url, headers: &now, body: &body };
        let accepted = match bench.verifier.receive(&request, NOW) {
            Ok(_) => true,
            Err(error) => error.kind().is_authentic(),
        };
        let is_signed = (!bench.signs() || is_same_body(bench, &signed.body, &body))
            && genuine.iter().filter(|(name, _)| is_security(name)).all(|(name, value)| {
                let mut own = now.iter().filter(|(other, _)| other == name).peekable();
                own.peek().is_some() && own.all(|(_, other)| is_same(name, value, other))
            })
            // A repetition has to be equal byte by byte.
            && now.iter().all(|(name, value)| {
                !is_security(name) || now.iter().all(|(other, own)| other != name || own == value)
            });
        assert_eq!(accepted, is_signed);
    }
}

fn is_security(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["authorization", "x-webhook-", "telnyx-", "x-twilio-"]
        .iter()
        .any(|prefix| name.starts_with(prefix))
}

/// In a form of Twilio a plus sign is a blank. Nothing else says the same in as many bytes: the genuine
/// bodies have no escapes.
fn is_same_body(bench: &Bench, genuine: &[u8], other: &[u8]) -> bool {
    let is_form = bench.provider.metadata().id() == "twilio";
    let blank = |byte: &u8| if is_form && *byte == b'+' { b' ' } else { *byte };
    genuine.iter().map(blank).eq(other.iter().map(blank))
}

/// The digits of a signature in hex may stand in either case, and so may the word `Basic`: all else
/// is compared byte by byte.
fn is_same(name: &str, genuine: &[u8], other: &[u8]) -> bool {
    let free = match name.to_ascii_lowercase().as_str() {
        "x-webhook-signature" => "sha256=".len()..genuine.len(),
        "authorization" => 0.."Basic".len(),
        _ => 0..0,
    };
    genuine.len() == other.len()
        && genuine.iter().zip(other).enumerate().all(|(place, (own, other))| {
            own == other || free.contains(&place) && own.eq_ignore_ascii_case(other)
        })
}

fn turn(bytes: &mut [u8], at: usize, bits: u8) {
    if !bytes.is_empty() {
        let index = at % bytes.len();
        bytes[index] ^= bits;
    }
}
