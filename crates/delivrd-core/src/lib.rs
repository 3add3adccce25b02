//! The contract of delivrd: what a delivery receipt is, in every language, and what a provider
//! has to implement so that its callbacks become receipts.
//!
//! Programs use the crate `delivrd`, which adds the providers and re-exports this one. A
//! provider of your own needs this crate alone: implement [`Provider`] and [`Adapter`], then
//! register it in a [`Registry`].
//!
//! Everything here is a pure function of its arguments. Nothing reads a clock (but for
//! [`Verifier::receive_now`]), the environment or the network, and there is no global state.
#![forbid(unsafe_code)]

mod advice;
mod amount;
mod config;
pub mod dangerous;
mod error;
mod external_url;
mod hex;
mod key;
mod merge_key;
mod metadata;
mod notification;
mod outcome;
mod overrides;
mod provider;
mod receipt;
mod registry;
mod request;
mod simulator;
mod stats;
mod status;
pub mod stored;
mod table;
mod timestamp;
mod tracker;
mod unquoted;
mod verifier;
mod vocabulary;

pub use advice::{Advice, every_combination, may_retry};
pub use amount::{Amount, NotAnAmount};
pub use config::{Config, Keys, Secret, Value};
pub use error::{ConfigError, Error, ErrorKind, ParseError, VerifyError};
pub use external_url::{ExternalUrl, SeenRequest};
pub use key::{DedupeKey, MessageKey, NotAKey};
pub use merge_key::{MergeKey, Policy};
pub use metadata::{Answer, Callback, Capabilities, KeyMember, Metadata, OptionMember, Scheme};
pub use notification::{Notification, Verification};
pub use outcome::{Change, Contradiction, Outcome, Part, Summary};
pub use provider::{
    Adapter, Event, Events, Evidence, Provider, Receipts, Unreadable, UnreadableKind,
};
pub use receipt::{Cost, Failure, Receipt};
pub use registry::Registry;
pub use request::{Lookup, Request};
pub use simulator::{Sample, SignedRequest, Simulator};
pub use stats::{
    Cell, Comparison, Decline, Health, Histogram, Share, Skew, Stats, Sum, Untimed, calling_code,
    is_old_enough,
};
pub use status::{Reading, StatusRow, StatusTable};
pub use table::{CodeRow, CodeTable};
pub use timestamp::Timestamp;
pub use tracker::{About, Message, News, Retention, Sending, Tracker};
pub use verifier::{MAX_ITEMS, Verified, Verifier, failure_of, too_many_items};
pub use vocabulary::{
    Action, CodeSystem, Confirmation, Dimension, Measure, Permanence, Reason, Source, State,
    UnknownWord,
};
