//! Status words: how a provider's word becomes a state.

use crate::{Confirmation, State};

/// How a status word is read. Only combinations that the contract allows can be made: progress
/// is never final, and an outcome always is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    pub(crate) state: State,
    pub(crate) is_final: bool,
    pub(crate) confirmation: Confirmation,
    pub(crate) by_code: bool,
}

impl Reading {
    /// The provider took the request.
    pub const ACCEPTED: Self = Self::of(State::Accepted, false, Confirmation::None);
    /// The message waits at the provider.
    pub const QUEUED: Self = Self::of(State::Queued, false, Confirmation::None);
    /// The message is with the carrier.
    pub const SENT: Self = Self::of(State::Sent, false, Confirmation::None);
    /// The message arrived, nobody says by whom that was confirmed.
    pub const DELIVERED: Self = Self::of(State::Delivered, true, Confirmation::Unspecified);
    /// The message did not arrive and will not.
    pub const UNDELIVERED: Self = Self::of(State::Undelivered, true, Confirmation::None);
    /// The message has not arrived yet; the provider may still try.
    pub const STILL_UNDELIVERED: Self = Self::of(State::Undelivered, false, Confirmation::None);
    /// The message was refused by a policy.
    pub const REJECTED: Self = Self::of(State::Rejected, true, Confirmation::None);
    /// The validity of the message ran out.
    pub const EXPIRED: Self = Self::of(State::Expired, true, Confirmation::None);
    /// The sender stopped the message.
    pub const CANCELED: Self = Self::of(State::Canceled, true, Confirmation::None);
    /// No clear news yet, as with a word that the table lacks.
    pub const UNKNOWN: Self = Self::of(State::Unknown, false, Confirmation::None);
    /// No outcome will come.
    pub const UNCONFIRMED: Self = Self::of(State::Unknown, true, Confirmation::None);

    const fn of(state: State, is_final: bool, confirmation: Confirmation) -> Self {
        Self { state, is_final, confirmation, by_code: false }
    }

    /// A reading of parts; `None` if the state may not be final, or has to be, or if somebody
    /// confirms an arrival that the state does not tell of.
    pub const fn new(state: State, is_final: bool, confirmation: Confirmation) -> Option<Self> {
        let is_arrival = matches!(
            confirmation,
            Confirmation::Unspecified | Confirmation::Handset | Confirmation::Read
        );
        if state.allows_final(is_final) && (!is_arrival || matches!(state, State::Delivered)) {
            Some(Self::of(state, is_final, confirmation))
        } else {
            None
        }
    }

    /// A reading of what somebody wrote down: what is left out follows from the state.
    /// `undelivered` ends unless told otherwise, an unknown word never does; an arrival is
    /// `unspecified`, anything else confirmed by nobody. `None` as with [`new`](Self::new).
    pub fn with_defaults(
        state: State,
        is_final: Option<bool>,
        confirmation: Option<Confirmation>,
    ) -> Option<Self> {
        let is_final = is_final.unwrap_or(!matches!(
            state,
            State::Accepted | State::Queued | State::Sent | State::Unknown
        ));
        let confirmation = confirmation.unwrap_or(match state {
            State::Delivered => Confirmation::Unspecified,
            _ => Confirmation::None,
        });
        Self::new(state, is_final, confirmation)
    }

    /// The same reading, confirmed by somebody else.
    pub const fn confirmed_by(self, confirmation: Confirmation) -> Self {
        Self { confirmation, ..self }
    }

    /// The same reading of a word that does not tell one kind of failure from another: it is
    /// `expired`, `canceled` or `unknown` (final) if the code's reason is `expired`, `canceled`
    /// or `no_receipt`.
    pub const fn refined_by_code(self) -> Self {
        Self { by_code: true, ..self }
    }

    /// The canonical state.
    pub const fn state(self) -> State {
        self.state
    }

    /// Whether no later news is expected.
    pub const fn is_final(self) -> bool {
        self.is_final
    }

    /// How far the news goes.
    pub const fn confirmation(self) -> Confirmation {
        self.confirmation
    }
}

/// A status word of a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatusRow<'t> {
    /// The word as the provider sends it.
    pub status: &'t str,
    /// How it is read, before the code has a say.
    pub reading: Reading,
    /// A remark for the documentation.
    pub note: &'t str,
}

impl<'t> StatusRow<'t> {
    /// A word and how it is read.
    pub const fn new(status: &'t str, reading: Reading) -> Self {
        Self { status, reading, note: "" }
    }

    /// The same row with a remark.
    pub const fn with_note(self, note: &'t str) -> Self {
        Self { note, ..self }
    }
}

/// A provider's status words.
#[derive(Clone, Copy, Debug)]
pub struct StatusTable<'t> {
    rows: &'t [StatusRow<'t>],
}

impl<'t> StatusTable<'t> {
    /// A table of these rows.
    pub const fn new(rows: &'t [StatusRow<'t>]) -> Self {
        Self { rows }
    }

    /// How a word is read, compared byte by byte; `None` for a word that the table lacks.
    pub fn get(&self, status: &str) -> Option<Reading> {
        self.rows.iter().find(|row| row.status == status).map(|row| row.reading)
    }

    /// Every row, in the order of the provider's documentation.
    pub fn rows(&self) -> &'t [StatusRow<'t>] {
        self.rows
    }
}
