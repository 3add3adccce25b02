//! What names and values of a request most likely are.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use delivrd::{State, Timestamp};

use super::seen::{BodyFormat, Leaf};

pub(super) const SCHEMES: [&str; 7] = [
    "hmac_sha1",
    "hmac_sha256",
    "hmac_sha512",
    "ed25519",
    "standard_webhooks",
    "basic_auth",
    "secret",
];

/// A member of a receipt, and the names under which providers send it, the likeliest first.
pub(super) struct Member {
    pub(super) key: &'static str,
    pub(super) is_required: bool,
    names: &'static [&'static str],
}

pub(super) const MEMBERS: [Member; 8] = [
    Member {
        key: "message_id",
        is_required: true,
        names: &[
            "messageid",
            "msgid",
            "messagesid",
            "messageuuid",
            "smsid",
            "smssid",
            "sid",
            "uuid",
            "id",
        ],
    },
    Member {
        key: "status",
        is_required: true,
        names: &[
            "status",
            "messagestatus",
            "smsstatus",
            "deliverystatus",
            "dlrstatus",
            "statusname",
            "state",
            "event",
            "eventtype",
            "type",
        ],
    },
    Member {
        key: "recipient",
        is_required: false,
        names: &[
            "to",
            "recipient",
            "msisdn",
            "tonumber",
            "tophonenumber",
            "destination",
            "phonenumber",
            "phone",
            "mobile",
            "number",
            "receiver",
        ],
    },
    Member {
        key: "sender",
        is_required: false,
        names: &["from", "sender", "senderid", "fromnumber", "fromphonenumber", "originator"],
    },
    Member {
        key: "code",
        is_required: false,
        names: &["errorcode", "errcode", "err", "statuscode", "reasoncode", "code"],
    },
    Member {
        key: "detail",
        is_required: false,
        names: &[
            "errormessage",
            "errordescription",
            "errortext",
            "errordetail",
            "statusdescription",
            "statustext",
            "description",
            "detail",
            "reason",
            "error",
        ],
    },
    Member {
        key: "occurred_at",
        is_required: false,
        names: &[
            "occurredat",
            "statusat",
            "donedate",
            "doneat",
            "deliveredat",
            "updatedat",
            "timestamp",
            "datetime",
            "time",
            "date",
            "at",
        ],
    },
    Member {
        key: "reference",
        is_required: false,
        names: &["clientreference", "clientref", "reference", "userref", "customid", "externalid"],
    },
];

impl Member {
    /// The value of the likeliest name; of two the one that stands higher.
    pub(super) fn guess<'l>(
        &self,
        leaves: &'l [Leaf],
        is_taken: impl Fn(&Leaf) -> bool,
    ) -> Option<&'l Leaf> {
        let fits = |leaf: &&Leaf| {
            let has_value = leaf.value.as_ref().is_some_and(|value| !value.is_empty());
            !is_taken(leaf)
                && (has_value || !self.is_required)
                && (self.key != "occurred_at" || leaf.time().is_some())
        };
        self.names.iter().find_map(|name| {
            let named = leaves.iter().filter(|leaf| leaf.names.iter().any(|own| own == name));
            named.filter(fits).min_by_key(|leaf| leaf.depth)
        })
    }
}

/// A name without case and signs: `Message-Id` and `message_id` are one.
pub(super) fn folded(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// Whether a text may be a name: short, and no phone number in it, so that it can stand in a file.
pub(super) fn is_name(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_graphic())
        && has_no_number(text)
}

/// Whether a text may be a status word.
pub(super) fn is_word(text: &str) -> bool {
    (1..=40).contains(&text.len()) && !text.contains(char::is_control) && has_no_number(text)
}

fn has_no_number(text: &str) -> bool {
    text.chars().filter(|letter| letter.is_numeric()).count() < 7
}

/// Whether a text may be a provider's id.
pub(super) fn is_id(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
        && is_name(text)
}

/// `acme_sms` as `Acme Sms`.
pub(super) fn name_of(id: &str) -> String {
    let words = id.split('_').map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
    });
    words.collect::<Vec<String>>().join(" ")
}

/// What a status word most likely means. What failed is looked for first: `undelivered` has
/// `delivered` in it.
pub(super) fn state_of(word: &str) -> State {
    const PARTS: [(&str, State); 22] = [
        ("undel", State::Undelivered),
        ("notdel", State::Undelivered),
        ("nondel", State::Undelivered),
        ("fail", State::Undelivered),
        ("error", State::Undelivered),
        ("unreach", State::Undelivered),
        ("reject", State::Rejected),
        ("block", State::Rejected),
        ("expire", State::Expired),
        ("cancel", State::Canceled),
        ("deliv", State::Delivered),
        ("dlvrd", State::Delivered),
        ("success", State::Delivered),
        ("queue", State::Queued),
        ("schedul", State::Queued),
        ("pending", State::Queued),
        ("accept", State::Accepted),
        ("sent", State::Sent),
        ("sending", State::Sent),
        ("submit", State::Sent),
        ("buffer", State::Sent),
        ("enroute", State::Sent),
    ];
    let word = folded(word);
    let part = PARTS.iter().find(|(part, _)| word.contains(part));
    part.map_or(State::Unknown, |(_, state)| *state)
}

/// How a time is written, in a definition's words.
pub(super) fn time_of(text: &str) -> Option<&'static str> {
    if Timestamp::parse(text).is_some() {
        return Some("rfc3339");
    }
    let with_colon = text.len().checked_sub(2).and_then(|end| text.split_at_checked(end));
    if with_colon
        .is_some_and(|(clock, rest)| Timestamp::parse(&format!("{clock}:{rest}")).is_some())
    {
        return Some("iso8601");
    }
    unit_of(text)
}

/// The unit of a time of our days in digits.
pub(super) fn unit_of(text: &str) -> Option<&'static str> {
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    match text.len() {
        10 if is_digits => Some("seconds"),
        13 if is_digits => Some("milliseconds"),
        _ => None,
    }
}

/// Before a token in a header.
pub(super) const BEARER: &str = "Bearer ";
/// What is taken for a prefix, and can come into the file. Any other beginning of a value could be a
/// part of a credential.
const PREFIXES: [&str; 8] = ["sha1=", "sha256=", "sha512=", "v0=", "v1=", "t=", "ts=", BEARER];

/// How a signature is written.
pub(super) struct Form {
    pub(super) prefix: &'static str,
    pub(super) separator: Option<&'static str>,
    pub(super) encoding: &'static str,
    pub(super) bytes: usize,
    /// Prefix and unit of a time in the same value.
    pub(super) stamp: Option<(&'static str, &'static str)>,
}

impl Form {
    /// The form of a value, if it is one of a signature.
    pub(super) fn of(value: &str) -> Option<Self> {
        if let Some(rest) = value.strip_prefix("v1,") {
            let (encoding, bytes) = encoding_of(rest.split(' ').next()?)?;
            return Some(Self {
                prefix: "v1,",
                separator: Some(" "),
                encoding,
                bytes,
                stamp: None,
            });
        }
        if let Some((encoding, bytes)) = encoding_of(value) {
            return Some(Self { prefix: "", separator: None, encoding, bytes, stamp: None });
        }
        let elements = || value.split(',').filter_map(prefixed);
        let (prefix, (encoding, bytes)) =
            elements().find_map(|(prefix, rest)| Some((prefix, encoding_of(rest)?)))?;
        let separator = value.contains(',').then_some(",");
        let stamp = elements().find_map(|(prefix, rest)| Some((prefix, unit_of(rest)?)));
        Some(Self { prefix, separator, encoding, bytes, stamp })
    }
}

/// A prefix, and what is behind it.
fn prefixed(value: &str) -> Option<(&'static str, &str)> {
    PREFIXES.into_iter().find_map(|prefix| Some((prefix, value.strip_prefix(prefix)?)))
}

/// The encoding of a MAC or a signature, and how many bytes it has.
fn encoding_of(text: &str) -> Option<(&'static str, usize)> {
    let is_hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let decoded = |decoded: Vec<u8>| decoded.len();
    [
        ("hex", (is_hex && text.len().is_multiple_of(2)).then_some(text.len() / 2)),
        ("base64", STANDARD.decode(text).ok().map(decoded)),
        ("base64url", URL_SAFE_NO_PAD.decode(text).ok().map(decoded)),
    ]
    .into_iter()
    .find_map(|(encoding, bytes)| Some((encoding, bytes.filter(|own| [20, 32, 64].contains(own))?)))
}

/// What is signed, as far as the shape of the request tells.
pub(super) struct Template<'t> {
    pub(super) format: BodyFormat,
    pub(super) has_timestamp: bool,
    pub(super) id: Option<&'t str>,
    pub(super) is_sha1: bool,
}

impl fmt::Display for Template<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(id) = self.id {
            write!(formatter, "{{{id}}}.")?;
        }
        if self.has_timestamp {
            formatter.write_str("{timestamp}.")?;
        }
        formatter.write_str(match self.format {
            BodyFormat::Query => "{url}",
            // Over forms SHA-1 is the way of Twilio and those that followed it.
            BodyFormat::Form if self.is_sha1 && !self.has_timestamp => "{url}{form}",
            _ => "{body}",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_tells_its_state() {
        for (word, state) in [
            ("DELIVRD", State::Delivered),
            ("delivered", State::Delivered),
            ("UNDELIV", State::Undelivered),
            ("Not-Delivered", State::Undelivered),
            ("delivery_failed", State::Undelivered),
            ("message-sending", State::Sent),
            ("Sent", State::Sent),
            ("queued", State::Queued),
            ("ACCEPTD", State::Accepted),
            ("REJECTD", State::Rejected),
            ("EXPIRED", State::Expired),
            ("cancelled", State::Canceled),
            ("2", State::Unknown),
        ] {
            assert_eq!(state_of(word), state, "{word}");
        }
    }

    #[test]
    fn a_time_tells_how_it_is_written() {
        for (text, time) in [
            ("2026-02-02T02:40:00Z", Some("rfc3339")),
            ("2026-02-02T02:40:00.123+01:00", Some("rfc3339")),
            ("2026-02-02T02:40:00+0100", Some("iso8601")),
            ("1770000000", Some("seconds")),
            ("1770000000123", Some("milliseconds")),
            ("17700000", None),
            ("02/02/2026", None),
            ("é", None),
            ("", None),
        ] {
            assert_eq!(time_of(text), time, "{text}");
        }
    }

    #[test]
    fn what_may_be_a_number_or_half_of_a_key_is_no_name() {
        assert!(is_name("X-Signature-Ed25519") && is_word("Delivered to handset"));
        for text in ["", "+14155550101", "n-447700900101", "two words", "d\u{e9}j\u{e0}"] {
            assert!(!is_name(text), "{text}");
        }
        assert!(!is_word("to 447700900101") && !is_word("a\nb"));
        let mac = "a7".repeat(32);
        assert_eq!(Form::of(&format!("sha256={mac}")).unwrap().prefix, "sha256=");
        assert!(Form::of(&format!("k3yOfAliceB0b9={mac}")).is_none());
        assert!(Form::of(&mac.replace('a', "g")).is_none());
    }
}
