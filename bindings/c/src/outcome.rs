//! The state of a message, from the set of its receipts.

use std::ptr;

use delivrd_core::{Change, ConfigError, Outcome, Policy, Summary, Timestamp};

use crate::error::{Failure, delivrd_error, delivrd_result};
use crate::guard;
use crate::receipt::{delivrd_advice, delivrd_cost, delivrd_failure, delivrd_receipt, facts};
use crate::text::{delivrd_str, delivrd_text, delivrd_time};
use crate::words::{delivrd_confirmation, delivrd_state};

/// What the receipts of one message say together, whatever their order and number. The one
/// handle that changes: while `delivrd_outcome_apply` or `_merge` runs on it, no other thread may
/// use it.
#[derive(Debug)]
pub struct delivrd_outcome(pub(crate) Outcome);

/// Which side wins where a refusal stands beside a delivery that somebody confirmed.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum delivrd_policy {
    /// The delivery.
    DeliveredWins = 0,
    /// The refusal, unless the message was read.
    FailureSticky = 1,
}

/// What to act on.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct delivrd_summary {
    /// What became of the message.
    pub state: delivrd_state,
    /// Whether no later news is expected.
    pub is_final: bool,
    /// How far the news goes.
    pub confirmation: delivrd_confirmation,
    /// Whether the next member says something.
    pub has_failure: bool,
    /// Why the message failed.
    pub failure: delivrd_failure,
    /// A refusal stands beside a delivery that somebody confirmed.
    pub conflict: bool,
    /// A confirmed delivery stands beside "expired" or "no outcome will come".
    pub late: bool,
}

/// What a receipt or another outcome changed.
#[repr(C)]
#[derive(Debug)]
pub struct delivrd_change {
    /// `sizeof(delivrd_change)`, set by the caller, so that members can be added.
    pub size: usize,
    /// Whether the outcome holds anything now that it did not hold before.
    pub new_information: bool,
    /// Whether `before` and `after` differ: act once, when this is true.
    pub transition: bool,
    /// The outcome before.
    pub before: delivrd_summary,
    /// The outcome after.
    pub after: delivrd_summary,
}

/// What is known of one segment of a message; segment 0 where the provider tells none apart.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct delivrd_segment {
    /// The number of the segment.
    pub part: u32,
    /// One bit for each rank of a receipt that was seen; bit 0 is rank 0.
    pub seen: u16,
    /// The merge key of the receipt that decides: compared as bytes, the greater one stays.
    pub merge_key: [u8; 36],
}

/// The outcome of no receipt: unknown, not final. `policy` is a number of `delivrd_policy`; another
/// one is `invalid_argument`.
///
/// # Safety
///
/// `out` and `error` are NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_outcome_new(
    policy: u32,
    out: *mut *mut delivrd_outcome,
    error: *mut *mut delivrd_error,
) -> delivrd_result {
    // SAFETY: the caller's promise.
    unsafe {
        guard::make(out, error, || {
            let policy = match policy {
                0 => Policy::DeliveredWins,
                1 => Policy::FailureSticky,
                _ => return Err(ConfigError::argument("policy: no such number").into()),
            };
            Ok(delivrd_outcome(Outcome::new(policy)))
        })
    }
}

/// Reads back the JSON that `delivrd_outcome_to_json` wrote. Fails with `invalid_argument`.
///
/// # Safety
///
/// The text can be read; `out` and `error` are NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_outcome_from_json(
    json: delivrd_str,
    out: *mut *mut delivrd_outcome,
    error: *mut *mut delivrd_error,
) -> delivrd_result {
    // SAFETY: the caller's promise.
    unsafe {
        guard::make(out, error, || {
            Ok(delivrd_outcome(delivrd_binding::outcome_from_json(json.read("json")?)?))
        })
    }
}

/// The outcome as JSON: what it shows, and what `delivrd_outcome_from_json` needs. Free it with
/// `delivrd_text_free`.
///
/// # Safety
///
/// `outcome` is NULL or live; `out` and `error` are NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_outcome_to_json(
    outcome: *const delivrd_outcome,
    out: *mut *mut delivrd_text,
    error: *mut *mut delivrd_error,
) -> delivrd_result {
    // SAFETY: the caller's promise.
    unsafe {
        guard::make_json(outcome, "outcome", out, error, |outcome| {
            serde_json::to_string(&outcome.0)
        })
    }
}

/// Takes a receipt of the same message in. `change` may be NULL.
///
/// # Safety
///
/// `outcome` and `receipt` are NULL or live, and nobody else uses `outcome`; `change` is NULL or
/// points to `size` bytes that can be written to; `error` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_outcome_apply(
    outcome: *mut delivrd_outcome,
    receipt: *const delivrd_receipt,
    change: *mut delivrd_change,
    error: *mut *mut delivrd_error,
) -> delivrd_result {
    // SAFETY: the caller's promise.
    unsafe {
        act(outcome, change, error, |outcome| {
            Ok(outcome.apply(guard::live(facts(receipt), "receipt")?))
        })
    }
}

/// Takes in what another outcome of the same message knows. `change` may be NULL. Fails with
/// `invalid_argument` if the two have different policies.
///
/// # Safety
///
/// As `delivrd_outcome_apply`; `other` is NULL or live. It may be `outcome` itself.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_outcome_merge(
    outcome: *mut delivrd_outcome,
    other: *const delivrd_outcome,
    change: *mut delivrd_change,
    error: *mut *mut delivrd_error,
) -> delivrd_result {
    // SAFETY: the caller's promise.
    unsafe {
        // Into itself: nothing new, and one of the two borrows would be wrong.
        let other = if ptr::eq(outcome, other) { None } else { Some(other) };
        act(outcome, change, error, |outcome| match other {
            Some(other) => Ok(outcome.merge(&guard::live(other, "other")?.0)?),
            None => Ok(Change { new_information: false, transition: None }),
        })
    }
}

/// What to act on. False if `outcome` is NULL.
///
/// # Safety
///
/// `outcome` is NULL or live; `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_outcome_summary(
    outcome: *const delivrd_outcome,
    out: *mut delivrd_summary,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        guard::fill(outcome, out, delivrd_summary::NONE, |outcome| Some(outcome.0.summary().into()))
    }
}

/// The losing side of a conflict: its state and failure. False where there is no conflict.
///
/// # Safety
///
/// `outcome` is NULL or live; `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_outcome_contradiction(
    outcome: *const delivrd_outcome,
    out: *mut delivrd_summary,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        guard::fill(outcome, out, delivrd_summary::NONE, |outcome| {
            outcome.0.contradiction().map(|loser| delivrd_summary {
                state: loser.state.into(),
                has_failure: loser.failure.is_some(),
                failure: loser.failure.map_or(delivrd_failure::NONE, Into::into),
                ..delivrd_summary::NONE
            })
        })
    }
}

/// What to do about the message, by the built-in table: act on this, never on the advice of a
/// receipt. The texts live as long as the library. `delivrd_verifier_advise_outcome` knows the
/// configuration, too. False if `outcome` is NULL.
///
/// # Safety
///
/// `outcome` is NULL or live; `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_outcome_advice(
    outcome: *const delivrd_outcome,
    out: *mut delivrd_advice,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        guard::fill(outcome, out, delivrd_advice::NONE, |outcome| Some(outcome.0.advice().into()))
    }
}

/// The least time at which the message was said to be with the carrier. False if nobody says.
///
/// # Safety
///
/// `outcome` is NULL or live; `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_outcome_sent_at(
    outcome: *const delivrd_outcome,
    out: *mut delivrd_time,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { time(outcome, out, Outcome::sent_at) }
}

/// The least time of a delivery. False if nobody says.
///
/// # Safety
///
/// `outcome` is NULL or live; `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_outcome_delivered_at(
    outcome: *const delivrd_outcome,
    out: *mut delivrd_time,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { time(outcome, out, Outcome::delivered_at) }
}

/// The least time of a reading. False if nobody says.
///
/// # Safety
///
/// `outcome` is NULL or live; `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_outcome_read_at(
    outcome: *const delivrd_outcome,
    out: *mut delivrd_time,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { time(outcome, out, Outcome::read_at) }
}

/// The least time of a final failure. False if nobody says.
///
/// # Safety
///
/// `outcome` is NULL or live; `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_outcome_failed_at(
    outcome: *const delivrd_outcome,
    out: *mut delivrd_time,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { time(outcome, out, Outcome::failed_at) }
}

/// The greatest number of segments that a receipt stated; 0 if none did.
///
/// # Safety
///
/// `outcome` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_outcome_parts(outcome: *const delivrd_outcome) -> u32 {
    // SAFETY: the caller's promise.
    unsafe { guard::get(outcome, 0, |outcome| outcome.0.part_count().unwrap_or(0)) }
}

/// The cost of the greatest receipt that has one. False if none has. The texts live until the
/// outcome changes.
///
/// # Safety
///
/// `outcome` is NULL or live; `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_outcome_cost(
    outcome: *const delivrd_outcome,
    out: *mut delivrd_cost,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        guard::fill(outcome, out, delivrd_cost::NONE, |outcome| outcome.0.cost().map(Into::into))
    }
}

/// Which side wins a conflict.
///
/// # Safety
///
/// `outcome` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_outcome_policy(outcome: *const delivrd_outcome) -> delivrd_policy {
    // SAFETY: the caller's promise.
    unsafe {
        guard::get(outcome, delivrd_policy::DeliveredWins, |outcome| match outcome.0.policy() {
            Policy::FailureSticky => delivrd_policy::FailureSticky,
            _ => delivrd_policy::DeliveredWins,
        })
    }
}

/// The number of segments that something is known of.
///
/// # Safety
///
/// `outcome` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_outcome_segment_count(outcome: *const delivrd_outcome) -> usize {
    // SAFETY: the caller's promise.
    unsafe { guard::get(outcome, 0, |outcome| outcome.0.parts().count()) }
}

/// A segment, from 0, in the order of their numbers. False past the end.
///
/// # Safety
///
/// `outcome` is NULL or live; `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_outcome_segment(
    outcome: *const delivrd_outcome,
    index: usize,
    out: *mut delivrd_segment,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        guard::fill(outcome, out, delivrd_segment::NONE, |outcome| {
            let (part, known) = outcome.0.parts().nth(index)?;
            let merge_key = *known.merge_key().as_bytes();
            Some(delivrd_segment { part, seen: known.seen(), merge_key })
        })
    }
}

/// Frees an outcome. NULL is fine.
///
/// # Safety
///
/// `outcome` is NULL or a handle that was not freed before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_outcome_free(outcome: *mut delivrd_outcome) {
    // SAFETY: the caller's promise.
    unsafe { guard::free(outcome) }
}

impl delivrd_summary {
    const NONE: Self = Self {
        state: delivrd_state::UNKNOWN,
        is_final: false,
        confirmation: delivrd_confirmation::UNKNOWN,
        has_failure: false,
        failure: delivrd_failure::NONE,
        conflict: false,
        late: false,
    };
}

impl delivrd_change {
    const NONE: Self = Self {
        size: size_of::<Self>(),
        new_information: false,
        transition: false,
        before: delivrd_summary::NONE,
        after: delivrd_summary::NONE,
    };
}

impl From<Summary> for delivrd_summary {
    fn from(summary: Summary) -> Self {
        Self {
            state: summary.state.into(),
            is_final: summary.is_final,
            confirmation: summary.confirmation.into(),
            has_failure: summary.failure.is_some(),
            failure: summary.failure.map_or(delivrd_failure::NONE, Into::into),
            conflict: summary.conflict,
            late: summary.late,
        }
    }
}

impl delivrd_segment {
    const NONE: Self = Self { part: 0, seen: 0, merge_key: [0; 36] };
}

/// # Safety
///
/// As `delivrd_outcome_apply`.
unsafe fn act(
    outcome: *mut delivrd_outcome,
    change: *mut delivrd_change,
    error: *mut *mut delivrd_error,
    body: impl FnOnce(&mut Outcome) -> Result<Change, Failure>,
) -> delivrd_result {
    // SAFETY: the caller's promise. The size of `change` is read first, and alone: an older
    // caller has no more than it says.
    unsafe {
        guard::guard(error, || {
            let size = change.cast::<usize>().as_ref();
            if size.is_some_and(|size| *size < size_of::<delivrd_change>()) {
                return Err(ConfigError::argument("change: size is too small").into());
            }
            // Written as a whole: the caller's memory may hold anything but the size.
            guard::write(change, delivrd_change::NONE);
            let outcome = &mut outcome.as_mut().ok_or(Failure::Null("outcome"))?.0;
            let done = body(outcome)?;
            let (before, after) =
                done.transition.unwrap_or_else(|| (outcome.summary(), outcome.summary()));
            guard::write(
                change,
                delivrd_change {
                    new_information: done.new_information,
                    transition: done.transition.is_some(),
                    before: before.into(),
                    after: after.into(),
                    ..delivrd_change::NONE
                },
            );
            Ok(())
        })
    }
}

/// # Safety
///
/// `outcome` is NULL or live; `out` is NULL or can be written to.
unsafe fn time(
    outcome: *const delivrd_outcome,
    out: *mut delivrd_time,
    pick: impl FnOnce(&Outcome) -> Option<Timestamp>,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        guard::fill(outcome, out, delivrd_time::NONE, |outcome| pick(&outcome.0).map(Into::into))
    }
}
