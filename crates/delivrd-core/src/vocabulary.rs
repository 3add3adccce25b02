//! The closed word lists of the contract: one macro, so that every list has the same shape
//! (a fixed number, a fixed name, `ALL`, and readers for both serde and text).

use std::fmt;
use std::str::FromStr;

/// A word that is not in one of the closed lists. It does not hold the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not one of the {list} words: {known}")]
pub struct UnknownWord {
    list: &'static str,
    known: &'static str,
}

macro_rules! vocabulary {
    (
        $(#[$about:meta])*
        $name:ident, $list:literal {
            $( $(#[$item_about:meta])* $item:ident = $number:literal $word:literal, )+
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$item_about])* $item = $number, )+
        }

        impl $name {
            /// Every word of the list, in the order of its numbers.
            pub const ALL: &'static [Self] = &[$( Self::$item, )+];

            /// The word, the same in every language.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $( Self::$item => $word, )+
                }
            }

            /// The number of the word; numbers are never reused.
            pub const fn number(self) -> u8 {
                self as u8
            }

            /// The word with this number.
            pub fn from_number(number: u8) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.number() == number)
            }

            /// Reads a word at compile time, for tables.
            pub(crate) const fn from_bytes(text: &[u8]) -> Option<Self> {
                $(
                    if crate::table::same_bytes(text, $word.as_bytes()) {
                        return Some(Self::$item);
                    }
                )+
                None
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;

            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                Self::from_bytes(text.as_bytes()).ok_or(UnknownWord {
                    list: $list,
                    known: concat!($( $word, " " ),+).trim_ascii_end(),
                })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                word.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

vocabulary! {
    /// What became of a message, in the words that every language shares.
    State, "state" {
        /// No outcome, or a status word that the provider's table lacks.
        Unknown = 0 "unknown",
        /// The provider took the request.
        Accepted = 1 "accepted",
        /// The message waits at the provider.
        Queued = 2 "queued",
        /// The message is with the carrier.
        Sent = 3 "sent",
        /// The message arrived; [`Confirmation`] says who says so.
        Delivered = 4 "delivered",
        /// The message did not arrive; not final while the provider may still try.
        Undelivered = 5 "undelivered",
        /// The message was refused by a policy.
        Rejected = 6 "rejected",
        /// The validity of the message ran out.
        Expired = 7 "expired",
        /// The sender stopped the message.
        Canceled = 8 "canceled",
    }
}

vocabulary! {
    /// How far the news goes.
    Confirmation, "confirmation" {
        /// Nobody confirms an arrival.
        None = 0 "none",
        /// The provider has the message.
        Provider = 1 "provider",
        /// The operator has the message.
        Operator = 2 "operator",
        /// Delivered, but nobody says by whom.
        Unspecified = 3 "unspecified",
        /// The handset has the message.
        Handset = 4 "handset",
        /// The recipient has read the message.
        Read = 5 "read",
    }
}

vocabulary! {
    /// Why a message failed.
    Reason, "reason" {
        /// Nobody says why.
        Unknown = 0 "unknown",
        /// The number is not a valid destination.
        InvalidDestination = 1 "invalid_destination",
        /// The number belongs to no subscriber.
        UnknownSubscriber = 2 "unknown_subscriber",
        /// The phone was off, out of range or otherwise not reached.
        Unreachable = 3 "unreachable",
        /// The number cannot receive this kind of message.
        LandlineOrUnsupported = 4 "landline_or_unsupported",
        /// The recipient opted out.
        OptedOut = 5 "opted_out",
        /// A filter took the message for spam.
        SpamFiltered = 6 "spam_filtered",
        /// A provider or carrier blocked the message, the sender or the recipient.
        Blocked = 7 "blocked",
        /// The account may not send to this destination.
        DestinationNotAllowed = 8 "destination_not_allowed",
        /// The sender lacks a registration that the destination asks for.
        SenderNotRegistered = 9 "sender_not_registered",
        /// The sender cannot be used.
        InvalidSender = 10 "invalid_sender",
        /// Content or format of the message was refused.
        MessageInvalid = 11 "message_invalid",
        /// Too much at once, or a quota is used up.
        Throttled = 12 "throttled",
        /// The balance or spend limit of the account is used up.
        InsufficientFunds = 13 "insufficient_funds",
        /// The account may not send.
        AccountProblem = 14 "account_problem",
        /// The carrier failed or refused without a closer reason.
        CarrierError = 15 "carrier_error",
        /// The provider failed.
        ProviderError = 16 "provider_error",
        /// The validity ran out.
        Expired = 17 "expired",
        /// The sender stopped the message.
        Canceled = 18 "canceled",
        /// The same message had been accepted before.
        Duplicate = 19 "duplicate",
        /// No receipt came, and none will.
        NoReceipt = 20 "no_receipt",
    }
}

vocabulary! {
    /// Whether the same message, sent again unchanged, fails the same way.
    Permanence, "permanence" {
        /// Nobody says.
        Unknown = 0 "unknown",
        /// It may pass later without any change.
        Temporary = 1 "temporary",
        /// It fails until somebody changes number, sender, content, account or balance.
        Permanent = 2 "permanent",
    }
}

vocabulary! {
    /// What reason and permanence of a failure rest on.
    Source, "source" {
        /// Only the status word.
        Status = 0 "status",
        /// The text that stands beside the code.
        Text = 1 "text",
        /// The provider's code table.
        Code = 2 "code",
        /// The payload says so itself.
        Provider = 3 "provider",
        /// The configuration of the verifier.
        Config = 4 "config",
    }
}

vocabulary! {
    /// Which numbering a receipt's code belongs to.
    CodeSystem, "code system" {
        /// The provider's own codes.
        Provider = 0 "provider",
        /// SMPP command status or network error codes.
        Smpp = 1 "smpp",
        /// GSM MAP errors.
        Map = 2 "map",
        /// RP causes (3GPP TS 24.011).
        Rp = 3 "rp",
        /// TP failure causes (3GPP TS 23.040).
        Tp = 4 "tp",
    }
}

vocabulary! {
    /// What to do about a receipt.
    Action, "action" {
        /// Nothing.
        None = 0 "none",
        /// More news may come.
        Wait = 1 "wait",
        /// Send the same message later, with growing pauses and a cap.
        Retry = 2 "retry",
        /// Try another channel or provider.
        UseOtherChannel = 3 "use_other_channel",
        /// Correct the recipient's number.
        FixRecipient = 4 "fix_recipient",
        /// Correct or register the sender.
        FixSender = 5 "fix_sender",
        /// Change the content.
        FixContent = 6 "fix_content",
        /// Settle something about the account.
        FixAccount = 7 "fix_account",
        /// Send nothing more from this sender to this recipient until it opts in again.
        Suppress = 8 "suppress",
        /// Ask the provider.
        AskProvider = 9 "ask_provider",
    }
}

vocabulary! {
    /// What messages are counted by.
    Dimension, "dimension" {
        /// The id of the provider.
        Provider = 0 "provider",
        /// `provider/account`, so that equal labels of two providers stay apart.
        Account = 1 "account",
        /// The channel.
        Channel = 2 "channel",
        /// The campaign.
        Campaign = 3 "campaign",
        /// `name=value` of a label of the caller's.
        Label = 4 "label",
        /// The carrier's name.
        Carrier = 5 "carrier",
        /// The calling code of the recipient's country, or `unknown`.
        Country = 6 "country",
    }
}

vocabulary! {
    /// Which rate got worse.
    Measure, "measure" {
        /// Delivered ÷ (attempts − canceled).
        DeliveryRate = 0 "delivery_rate",
        /// Delivered ÷ (final − canceled).
        SettledRate = 1 "settled_rate",
        /// Failures for one reason ÷ (final − canceled).
        ReasonShare = 2 "reason_share",
    }
}

impl State {
    /// Whether the state may stand on a receipt that is final (or not), by DESIGN §2: progress
    /// never is final, an outcome always is, `undelivered` and `unknown` may be either.
    pub const fn allows_final(self, is_final: bool) -> bool {
        match self {
            Self::Accepted | Self::Queued | Self::Sent => !is_final,
            Self::Delivered | Self::Rejected | Self::Expired | Self::Canceled => is_final,
            Self::Undelivered | Self::Unknown => true,
        }
    }

    /// Whether a receipt in this state carries a failure.
    pub const fn is_failure(self, is_final: bool) -> bool {
        match self {
            Self::Undelivered | Self::Rejected | Self::Expired | Self::Canceled => true,
            Self::Unknown => is_final,
            Self::Accepted | Self::Queued | Self::Sent | Self::Delivered => false,
        }
    }
}

impl Reason {
    /// Whether the reason is a policy: a final failure with such a reason is `rejected`,
    /// whatever the provider's word.
    pub const fn is_policy(self) -> bool {
        matches!(
            self,
            Self::OptedOut
                | Self::SpamFiltered
                | Self::Blocked
                | Self::DestinationNotAllowed
                | Self::SenderNotRegistered
                | Self::AccountProblem
                | Self::InsufficientFunds
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back_as_themselves() {
        for state in State::ALL {
            assert_eq!(state.as_str().parse::<State>(), Ok(*state));
        }
        for reason in Reason::ALL {
            assert_eq!(reason.as_str().parse::<Reason>(), Ok(*reason));
        }
    }

    #[test]
    fn an_unknown_word_is_not_quoted() {
        let error = "DELIVRD".parse::<State>().unwrap_err().to_string();
        assert!(error.starts_with("not one of the state words: unknown accepted"));
        assert!(!error.contains("DELIVRD"));
    }
}
