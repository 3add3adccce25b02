//! The closed lists of words, as numbers that C has names for.

use delivrd_core::{Action, CodeSystem, Confirmation, Permanence, Reason, Source, State};

use crate::text::delivrd_str;

/// Ties a list of C to the one of the core: the same numbers, and as many.
macro_rules! tie {
    ($own:ident, $core:ident, [$($item:ident),+ $(,)?]) => {
        impl From<$core> for $own {
            fn from(word: $core) -> Self {
                match word {
                    $($core::$item => Self::$item,)+
                    // The lists of the core are open; the assertion below closes them.
                    _ => Self::UNKNOWN,
                }
            }
        }

        const _: () = {
            let count = [$($own::$item),+].len();
            assert!(count == $core::ALL.len(), "a list lacks a word");
            $(assert!($own::$item as u32 == $core::$item.number() as u32, "another number");)+
        };
    };
}

/// What became of a message.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum delivrd_state {
    /// No outcome, or a status word that the table lacks.
    Unknown = 0,
    /// The provider took the request.
    Accepted = 1,
    /// It waits at the provider.
    Queued = 2,
    /// It is with the carrier.
    Sent = 3,
    /// It arrived; the confirmation says who says so.
    Delivered = 4,
    /// It did not arrive; not final while the provider may still try.
    Undelivered = 5,
    /// A policy refused it.
    Rejected = 6,
    /// Its validity ran out.
    Expired = 7,
    /// The sender stopped it.
    Canceled = 8,
}

/// How far the news goes.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum delivrd_confirmation {
    /// Nobody confirms an arrival.
    None = 0,
    /// The provider has the message.
    Provider = 1,
    /// The operator has it.
    Operator = 2,
    /// Delivered, but nobody says by whom.
    Unspecified = 3,
    /// The handset has it.
    Handset = 4,
    /// The recipient has read it.
    Read = 5,
}

/// Why a message failed.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum delivrd_reason {
    /// Nobody says why.
    Unknown = 0,
    /// The number is not a valid destination.
    InvalidDestination = 1,
    /// The number belongs to no subscriber.
    UnknownSubscriber = 2,
    /// The phone was off or out of range.
    Unreachable = 3,
    /// The number cannot receive this kind of message.
    LandlineOrUnsupported = 4,
    /// The recipient opted out.
    OptedOut = 5,
    /// A filter took it for spam.
    SpamFiltered = 6,
    /// A provider or carrier blocked message, sender or recipient.
    Blocked = 7,
    /// The account may not send to this destination.
    DestinationNotAllowed = 8,
    /// The sender lacks a registration.
    SenderNotRegistered = 9,
    /// The sender cannot be used.
    InvalidSender = 10,
    /// Content or format was refused.
    MessageInvalid = 11,
    /// Too much at once, or a quota is used up.
    Throttled = 12,
    /// The balance or spend limit is used up.
    InsufficientFunds = 13,
    /// The account may not send.
    AccountProblem = 14,
    /// The carrier failed or refused without a closer reason.
    CarrierError = 15,
    /// The provider failed.
    ProviderError = 16,
    /// The validity ran out.
    Expired = 17,
    /// The sender stopped it.
    Canceled = 18,
    /// The same message had been accepted before.
    Duplicate = 19,
    /// No receipt came, and none will.
    NoReceipt = 20,
}

/// Whether the same message, sent again unchanged, fails the same way.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum delivrd_permanence {
    /// Nobody says.
    Unknown = 0,
    /// It may pass later without any change.
    Temporary = 1,
    /// It fails until somebody changes something.
    Permanent = 2,
}

/// What reason and permanence rest on.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum delivrd_source {
    /// Only the status word.
    Status = 0,
    /// The text beside the code.
    Text = 1,
    /// The code table.
    Code = 2,
    /// The payload says so itself.
    Provider = 3,
    /// The configuration of the verifier.
    Config = 4,
}

/// Which numbering a code belongs to.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum delivrd_code_system {
    /// The provider's own codes.
    Provider = 0,
    /// SMPP command status or network errors.
    Smpp = 1,
    /// GSM MAP errors.
    Map = 2,
    /// RP causes (3GPP TS 24.011).
    Rp = 3,
    /// TP failure causes (3GPP TS 23.040).
    Tp = 4,
}

/// What to do about a message.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum delivrd_action {
    /// Nothing.
    None = 0,
    /// More news may come.
    Wait = 1,
    /// Send the same message later, with growing pauses and a cap.
    Retry = 2,
    /// Try another channel or provider.
    UseOtherChannel = 3,
    /// Correct the recipient's number.
    FixRecipient = 4,
    /// Correct or register the sender.
    FixSender = 5,
    /// Change the content.
    FixContent = 6,
    /// Settle something about the account.
    FixAccount = 7,
    /// Send nothing more from this sender to this recipient until it opts in again.
    Suppress = 8,
    /// Ask the provider.
    AskProvider = 9,
}

/// The word of a number of `delivrd_state`, as in every language; no text for an unknown number.
#[unsafe(no_mangle)]
pub extern "C" fn delivrd_state_name(number: u32) -> delivrd_str {
    word(State::ALL, number, State::number, State::as_str)
}

/// The word of a number of `delivrd_confirmation`, as in every language; no text for an unknown number.
#[unsafe(no_mangle)]
pub extern "C" fn delivrd_confirmation_name(number: u32) -> delivrd_str {
    word(Confirmation::ALL, number, Confirmation::number, Confirmation::as_str)
}

/// The word of a number of `delivrd_reason`, as in every language; no text for an unknown number.
#[unsafe(no_mangle)]
pub extern "C" fn delivrd_reason_name(number: u32) -> delivrd_str {
    word(Reason::ALL, number, Reason::number, Reason::as_str)
}

/// The word of a number of `delivrd_permanence`, as in every language; no text for an unknown number.
#[unsafe(no_mangle)]
pub extern "C" fn delivrd_permanence_name(number: u32) -> delivrd_str {
    word(Permanence::ALL, number, Permanence::number, Permanence::as_str)
}

/// The word of a number of `delivrd_source`, as in every language; no text for an unknown number.
#[unsafe(no_mangle)]
pub extern "C" fn delivrd_source_name(number: u32) -> delivrd_str {
    word(Source::ALL, number, Source::number, Source::as_str)
}

/// The word of a number of `delivrd_code_system`, as in every language; no text for an unknown number.
#[unsafe(no_mangle)]
pub extern "C" fn delivrd_code_system_name(number: u32) -> delivrd_str {
    word(CodeSystem::ALL, number, CodeSystem::number, CodeSystem::as_str)
}

/// The word of a number of `delivrd_action`, as in every language; no text for an unknown number.
#[unsafe(no_mangle)]
pub extern "C" fn delivrd_action_name(number: u32) -> delivrd_str {
    word(Action::ALL, number, Action::number, Action::as_str)
}

impl delivrd_state {
    pub(crate) const UNKNOWN: Self = Self::Unknown;
}

tie!(
    delivrd_state,
    State,
    [Unknown, Accepted, Queued, Sent, Delivered, Undelivered, Rejected, Expired, Canceled]
);

impl delivrd_confirmation {
    pub(crate) const UNKNOWN: Self = Self::None;
}

tie!(delivrd_confirmation, Confirmation, [None, Provider, Operator, Unspecified, Handset, Read]);

impl delivrd_reason {
    pub(crate) const UNKNOWN: Self = Self::Unknown;
}

tie!(
    delivrd_reason,
    Reason,
    [
        Unknown,
        InvalidDestination,
        UnknownSubscriber,
        Unreachable,
        LandlineOrUnsupported,
        OptedOut,
        SpamFiltered,
        Blocked,
        DestinationNotAllowed,
        SenderNotRegistered,
        InvalidSender,
        MessageInvalid,
        Throttled,
        InsufficientFunds,
        AccountProblem,
        CarrierError,
        ProviderError,
        Expired,
        Canceled,
        Duplicate,
        NoReceipt
    ]
);

impl delivrd_permanence {
    pub(crate) const UNKNOWN: Self = Self::Unknown;
}

tie!(delivrd_permanence, Permanence, [Unknown, Temporary, Permanent]);

impl delivrd_source {
    pub(crate) const UNKNOWN: Self = Self::Status;
}

tie!(delivrd_source, Source, [Status, Text, Code, Provider, Config]);

impl delivrd_code_system {
    pub(crate) const UNKNOWN: Self = Self::Provider;
}

tie!(delivrd_code_system, CodeSystem, [Provider, Smpp, Map, Rp, Tp]);

impl delivrd_action {
    pub(crate) const UNKNOWN: Self = Self::None;
}

tie!(
    delivrd_action,
    Action,
    [
        None,
        Wait,
        Retry,
        UseOtherChannel,
        FixRecipient,
        FixSender,
        FixContent,
        FixAccount,
        Suppress,
        AskProvider
    ]
);

fn word<W: Copy>(
    all: &[W],
    number: u32,
    number_of: impl Fn(W) -> u8,
    name_of: impl Fn(W) -> &'static str,
) -> delivrd_str {
    all.iter().copied().find(|word| u32::from(number_of(*word)) == number).map(name_of).into()
}
