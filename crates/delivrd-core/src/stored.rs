//! Reading back what was serialized: notifications and receipts out of your own store or queue.
//!
//! A receipt is authentic because a [`Verifier`](crate::Verifier) made it. One that is read back
//! is as authentic as the place it comes from: read what you wrote yourself after verifying it,
//! and nothing that came with a request. So neither type can be deserialized by itself; the
//! [`Stored`] around it stands out in review.
//!
//! Keys and verdict are taken as they were written. They are not computed again: what they were
//! made of (the tables of that release, the configuration, a time as the provider wrote it) is
//! not in the JSON.
//!
//! Of text that is none of this, the error says so and quotes nothing.

use serde::{Deserialize, Deserializer};

use crate::notification::Written;
use crate::receipt::Members;
use crate::unquoted::unquoted;
use crate::{Notification, Receipt};

/// A value that was serialized before.
///
/// ```
/// use delivrd_core::stored::Stored;
/// use delivrd_core::{Outcome, Policy, Receipt, State};
///
/// # let written = serde_json::to_string(&Receipt::new("m-1"))?;
/// let Stored(receipt): Stored<Receipt> = serde_json::from_str(&written)?;
/// let outcome = Outcome::from_receipts(Policy::DeliveredWins, [&receipt]);
/// assert_eq!(outcome.state(), State::Unknown);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Stored<T>(pub T);

/// A receipt alone names neither provider nor account: both are empty.
impl<'de> Deserialize<'de> for Stored<Receipt<'static>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let members: Members<'static> = unquoted(deserializer, "expected the JSON of a receipt")?;
        members.into_receipt("", "").map(Self).ok_or_else(contradiction)
    }
}

impl<'de> Deserialize<'de> for Stored<Notification<'static>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written: Written<'static, Vec<Members<'static>>> =
            unquoted(deserializer, "expected the JSON of a notification")?;
        written.into_notification().map(Self).ok_or_else(contradiction)
    }
}

fn contradiction<E: serde::de::Error>() -> E {
    E::custom("state, finality, failure or id of a receipt contradict each other")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(state: &str, failure: &str) -> String {
        format!(
            r#"{{"dedupe_key":"v1:da46343cf4351b07fd4ed6e22a22000b",
                "message_key":"v1:1b6b504e4ffc87fe65dada9a13e6a955",
                "message_id":"m-1","state":"{state}","final":true,"confirmation":"none",
                "failure":{failure},"advice":{{"action":"none","id":"i","explanation":"e"}},
                "tags":["a"],"extra":{{"b":"c"}},"a_later_release":1}}"#
        )
    }

    fn read(text: &str) -> Option<Receipt<'static>> {
        serde_json::from_str(text).ok().map(|Stored(receipt)| receipt)
    }

    #[test]
    fn the_keys_are_those_that_were_written() {
        let receipt = read(&written("delivered", "null")).unwrap();
        assert_eq!(receipt.dedupe_key().to_string(), "v1:da46343cf4351b07fd4ed6e22a22000b");
        assert_eq!(receipt.message_key().to_string(), "v1:1b6b504e4ffc87fe65dada9a13e6a955");
        assert_eq!((receipt.provider(), receipt.recipient.as_deref()), ("", None));
    }

    #[test]
    fn what_no_verifier_writes_is_refused() {
        let failure = r#"{"reason":"blocked","permanence":"permanent","source":"code"}"#;
        assert!(read(&written("rejected", failure)).is_some());
        for text in [
            written("rejected", "null"),
            written("delivered", failure),
            written("sent", "null"),
            written("lost", "null"),
            written("delivered", "null").replace("m-1", ""),
            written("delivered", "null").replace("v1:d", "v1:D"),
            written("delivered", "null").replace("000b", "000"),
            written("delivered", "null").replace(r#""message_id":"m-1","#, ""),
        ] {
            assert!(read(&text).is_none(), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_not_quoted() {
        let number = "\"+14155550142\"";
        for text in [
            written("delivered", "null").replace("true", number),
            written("delivered", "null").replace("[\"a\"]", number),
            written(number, "null").replace("\"\"", "\""),
            number.to_owned(),
        ] {
            let error = serde_json::from_str::<Stored<Receipt<'_>>>(&text).unwrap_err();
            assert_eq!(error.to_string(), "expected the JSON of a receipt");
        }
    }
}
