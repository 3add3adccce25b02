//! The order of precedence among the receipts of a message, as bytes.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::hex::{Hex, read_hex};
use crate::{Confirmation, Failure, Permanence, Reason, Receipt, Source, State};

/// Which side wins where a refusal stands beside a delivery that somebody confirmed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Policy {
    /// The delivery: carriers report failures too early more often than deliveries that did not
    /// happen.
    #[default]
    DeliveredWins,
    /// The refusal, unless the message was read.
    FailureSticky,
}

impl Policy {
    const ALL: [Self; 2] = [Self::DeliveredWins, Self::FailureSticky];

    /// Version 1 of the layout, with the policy in the lowest bit: keys of two policies never
    /// compare as if they were of one.
    const fn first_byte(self) -> u8 {
        match self {
            Self::DeliveredWins => 0x10,
            Self::FailureSticky => 0x11,
        }
    }
}

/// The two sides of a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Undelivered (final), rejected or canceled.
    Refused,
    /// Delivered, and the handset, the reader or an unnamed somebody says so.
    Arrived,
}

/// The place of a receipt in the order of precedence: 36 bytes, compared as bytes.
///
/// | bytes | content |
/// |---|---|
/// | 1 | version and policy |
/// | 1 | rank |
/// | 1 | 1 if the reason of a failure is known |
/// | 8, 4 | time of the news: seconds (with the sign bit turned over) and nanoseconds; zero if there is none |
/// | 1 | rejected 3, canceled 2, undelivered 1, else 0 |
/// | 4 | numbers of confirmation, reason, permanence and source |
/// | 16 | the dedupe key |
///
/// The order is total: two receipts with equal keys state the same fact.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MergeKey([u8; 36]);

const REFUSED: u8 = 8;
const ARRIVED: u8 = 9;
const READ: u8 = 10;

impl MergeKey {
    /// The key of a receipt under a policy.
    pub fn new(receipt: &Receipt<'_>, policy: Policy) -> Self {
        let verdict = Verdict {
            state: receipt.state(),
            is_final: receipt.is_final(),
            confirmation: receipt.confirmation(),
            failure: numbers(receipt.failure()),
        };
        let (front, behind) = verdict.bytes(policy);
        let (seconds, nanoseconds) = receipt.occurred_at.map_or((0, 0), |time| {
            (time.unix_seconds().cast_unsigned() ^ (1 << 63), time.subsec_nanoseconds())
        });
        let mut bytes = Vec::with_capacity(36);
        bytes.extend(front);
        bytes.extend(seconds.to_be_bytes());
        bytes.extend(nanoseconds.to_be_bytes());
        bytes.extend(behind);
        bytes.extend(receipt.dedupe_key().as_bytes());
        let mut key = [0; 36];
        key.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
        Self(key)
    }
}

/// What a key says of a receipt's verdict.
struct Verdict {
    state: State,
    is_final: bool,
    confirmation: Confirmation,
    /// The numbers of reason, permanence and source; zeros without a failure.
    failure: [u8; 3],
}

fn numbers(failure: Option<Failure>) -> [u8; 3] {
    failure.map_or([0; 3], |failure| {
        [failure.reason.number(), failure.permanence.number(), failure.source.number()]
    })
}

impl Verdict {
    /// What stands before the time of the news, and what stands behind it.
    fn bytes(&self, policy: Policy) -> ([u8; 3], [u8; 5]) {
        let refusal = match self.state {
            State::Rejected => 3,
            State::Canceled => 2,
            State::Undelivered => 1,
            _ => 0,
        };
        let [reason, permanence, source] = self.failure;
        let is_explained = reason != Reason::Unknown.number();
        (
            [policy.first_byte(), swapped(policy, self.rank()), u8::from(is_explained)],
            [refusal, self.confirmation.number(), reason, permanence, source],
        )
    }

    /// The rank, before the policy has a say.
    fn rank(&self) -> u8 {
        let is_duplicate = self.failure[0] == Reason::Duplicate.number();
        match (self.state, self.is_final) {
            (State::Unknown, false) => 0,
            (State::Accepted, _) => 1,
            (State::Queued, _) => 2,
            (State::Sent, _) => 3,
            (State::Undelivered, false) => 4,
            (State::Unknown, true) => 5,
            (State::Undelivered | State::Rejected | State::Canceled, _) if is_duplicate => 5,
            (State::Undelivered | State::Rejected | State::Canceled, _) => REFUSED,
            (State::Expired, _) => 7,
            (State::Delivered, _) => match self.confirmation {
                Confirmation::Read => READ,
                Confirmation::Handset | Confirmation::Unspecified => ARRIVED,
                Confirmation::None | Confirmation::Provider | Confirmation::Operator => 6,
            },
        }
    }
}

/// `failure_sticky` lets ranks 8 and 9 change places.
const fn swapped(policy: Policy, rank: u8) -> u8 {
    match (policy, rank) {
        (Policy::FailureSticky, REFUSED) => ARRIVED,
        (Policy::FailureSticky, ARRIVED) => REFUSED,
        (_, rank) => rank,
    }
}

impl MergeKey {
    /// Reads the bytes of a key; `None` if no receipt has such a key.
    pub fn from_bytes(bytes: [u8; 36]) -> Option<Self> {
        let key = Self(bytes);
        let verdict = Verdict {
            state: key.state(),
            is_final: key.is_final(),
            confirmation: Confirmation::from_number(bytes[16])?,
            failure: numbers(key.failure()),
        };
        let (front, behind) = verdict.bytes(key.policy()?);
        (bytes[..3] == front && bytes[15..20] == behind).then_some(key)
    }

    /// The bytes, as a store compares them.
    pub const fn as_bytes(&self) -> &[u8; 36] {
        &self.0
    }

    /// The rank under the key's policy: the bit that is set in what was seen.
    pub fn rank(&self) -> u8 {
        self.0[1]
    }

    /// The state of the receipt that the key was made of.
    pub fn state(&self) -> State {
        match (self.plain_rank(), self.0[15]) {
            (1, _) => State::Accepted,
            (2, _) => State::Queued,
            (3, _) => State::Sent,
            (5 | REFUSED, 3) => State::Rejected,
            (5 | REFUSED, 2) => State::Canceled,
            (4, _) | (5 | REFUSED, 1) => State::Undelivered,
            (7, _) => State::Expired,
            (6 | ARRIVED | READ, _) => State::Delivered,
            _ => State::Unknown,
        }
    }

    /// Whether the receipt was final.
    pub fn is_final(&self) -> bool {
        self.rank() >= 5
    }

    /// How far the news of the receipt went.
    pub fn confirmation(&self) -> Confirmation {
        Confirmation::from_number(self.0[16]).unwrap_or(Confirmation::None)
    }

    /// Why the receipt's message failed.
    pub fn failure(&self) -> Option<Failure> {
        if !self.state().is_failure(self.is_final()) {
            return None;
        }
        Some(Failure::new(
            Reason::from_number(self.0[17])?,
            Permanence::from_number(self.0[18])?,
            Source::from_number(self.0[19])?,
        ))
    }

    /// Which side of a conflict the receipt would stand on.
    pub(crate) fn side(&self) -> Option<Side> {
        match self.plain_rank() {
            REFUSED => Some(Side::Refused),
            ARRIVED | READ => Some(Side::Arrived),
            _ => None,
        }
    }

    /// The rank before the policy had a say.
    fn plain_rank(&self) -> u8 {
        swapped(self.policy().unwrap_or_default(), self.rank())
    }

    pub(crate) fn policy(&self) -> Option<Policy> {
        Policy::ALL.into_iter().find(|policy| policy.first_byte() == self.0[0])
    }
}

impl fmt::Display for MergeKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Hex(&self.0), formatter)
    }
}

/// Reads hexadecimal digits.
impl<'de> Deserialize<'de> for MergeKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        read_hex(text.as_bytes())
            .and_then(Self::from_bytes)
            .ok_or_else(|| serde::de::Error::custom("expected the digits of a merge key"))
    }
}

impl fmt::Debug for MergeKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl Serialize for MergeKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
