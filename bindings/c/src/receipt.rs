//! The receipts of a notification.

use delivrd_core::{Advice, Cost, Failure, Receipt};

use crate::error::{delivrd_error, delivrd_result};
use crate::guard;
use crate::text::{delivrd_key, delivrd_str, delivrd_text, delivrd_time, lasting};
use crate::words::{
    delivrd_action, delivrd_code_system, delivrd_confirmation, delivrd_permanence, delivrd_reason,
    delivrd_source, delivrd_state,
};

/// One piece of news about one message to one recipient. It belongs to its notification, and
/// lives as long. Immutable, like it.
#[derive(Debug)]
pub struct delivrd_receipt(());

/// Why a message failed.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct delivrd_failure {
    /// Why.
    pub reason: delivrd_reason,
    /// Whether the same message fails again.
    pub permanence: delivrd_permanence,
    /// What both rest on.
    pub source: delivrd_source,
}

/// What to do.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct delivrd_advice {
    /// The action.
    pub action: delivrd_action,
    /// The stable name of the explanation, for translation.
    pub id: delivrd_str,
    /// One plain English sentence, fit to be shown to an end user.
    pub explanation: delivrd_str,
}

/// A price, exactly as sent.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct delivrd_cost {
    /// The decimal digits, with sign and exponent as sent.
    pub amount: delivrd_str,
    /// The currency; no text if the provider names none.
    pub currency: delivrd_str,
}

/// Which fact the receipt states: insert it under a unique constraint. Computed at each call.
/// False if `receipt` is NULL.
///
/// # Safety
///
/// `receipt` is NULL or live; `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_dedupe_key(
    receipt: *const delivrd_receipt,
    out: *mut delivrd_key,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        guard::fill(facts(receipt), out, delivrd_key::NONE, |receipt| {
            let key = receipt.dedupe_key();
            Some(delivrd_key::new(&key, key.as_bytes()))
        })
    }
}

/// Which message (and recipient) the receipt is about. Computed at each call. False if `receipt`
/// is NULL.
///
/// # Safety
///
/// `receipt` is NULL or live; `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_message_key(
    receipt: *const delivrd_receipt,
    out: *mut delivrd_key,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        guard::fill(facts(receipt), out, delivrd_key::NONE, |receipt| {
            let key = receipt.message_key();
            Some(delivrd_key::new(&key, key.as_bytes()))
        })
    }
}

/// The provider's id of the message.
///
/// # Safety
///
/// `receipt` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_message_id(
    receipt: *const delivrd_receipt,
) -> delivrd_str {
    // SAFETY: the caller's promise.
    unsafe { guard::text(facts(receipt), |receipt| Some(&receipt.message_id)) }
}

/// The sender's own id, if the provider echoes one.
///
/// # Safety
///
/// `receipt` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_reference(receipt: *const delivrd_receipt) -> delivrd_str {
    // SAFETY: the caller's promise.
    unsafe { guard::text(facts(receipt), |receipt| receipt.reference.as_deref()) }
}

/// The recipient, as sent.
///
/// # Safety
///
/// `receipt` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_recipient(receipt: *const delivrd_receipt) -> delivrd_str {
    // SAFETY: the caller's promise.
    unsafe { guard::text(facts(receipt), |receipt| receipt.recipient.as_deref()) }
}

/// The sender, as sent.
///
/// # Safety
///
/// `receipt` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_sender(receipt: *const delivrd_receipt) -> delivrd_str {
    // SAFETY: the caller's promise.
    unsafe { guard::text(facts(receipt), |receipt| receipt.sender.as_deref()) }
}

/// `sms`, `mms`, `rcs`, `whatsapp`, … in lower case.
///
/// # Safety
///
/// `receipt` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_channel(receipt: *const delivrd_receipt) -> delivrd_str {
    // SAFETY: the caller's promise.
    unsafe { guard::text(facts(receipt), |receipt| receipt.channel.as_deref()) }
}

/// A registration or campaign id.
///
/// # Safety
///
/// `receipt` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_campaign(receipt: *const delivrd_receipt) -> delivrd_str {
    // SAFETY: the caller's promise.
    unsafe { guard::text(facts(receipt), |receipt| receipt.campaign.as_deref()) }
}

/// What became of the message.
///
/// # Safety
///
/// `receipt` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_state(receipt: *const delivrd_receipt) -> delivrd_state {
    // SAFETY: the caller's promise.
    unsafe { guard::get(facts(receipt), delivrd_state::UNKNOWN, |receipt| receipt.state().into()) }
}

/// Whether no later news is expected.
///
/// # Safety
///
/// `receipt` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_is_final(receipt: *const delivrd_receipt) -> bool {
    // SAFETY: the caller's promise.
    unsafe { guard::get(facts(receipt), false, Receipt::is_final) }
}

/// How far the news goes.
///
/// # Safety
///
/// `receipt` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_confirmation(
    receipt: *const delivrd_receipt,
) -> delivrd_confirmation {
    // SAFETY: the caller's promise.
    unsafe {
        guard::get(facts(receipt), delivrd_confirmation::UNKNOWN, |receipt| {
            receipt.confirmation().into()
        })
    }
}

/// Why the message failed. False if it did not, or not yet.
///
/// # Safety
///
/// `receipt` is NULL or live; `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_failure(
    receipt: *const delivrd_receipt,
    out: *mut delivrd_failure,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        guard::fill(facts(receipt), out, delivrd_failure::NONE, |receipt| {
            receipt.failure().map(Into::into)
        })
    }
}

/// What to do about this receipt, taken alone; of a message, ask its outcome. The texts live as
/// long as the receipt.
///
/// # Safety
///
/// `receipt` is NULL or live; `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_advice(
    receipt: *const delivrd_receipt,
    out: *mut delivrd_advice,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        guard::fill(facts(receipt), out, delivrd_advice::NONE, |receipt| {
            Some(receipt.advice().into())
        })
    }
}

/// The provider's word for the state.
///
/// # Safety
///
/// `receipt` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_status(receipt: *const delivrd_receipt) -> delivrd_str {
    // SAFETY: the caller's promise.
    unsafe { guard::text(facts(receipt), |receipt| receipt.status.as_deref()) }
}

/// The first error code that applies.
///
/// # Safety
///
/// `receipt` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_code(receipt: *const delivrd_receipt) -> delivrd_str {
    // SAFETY: the caller's promise.
    unsafe { guard::text(facts(receipt), |receipt| receipt.code.as_deref()) }
}

/// Which numbering the code belongs to; it says nothing where there is no code.
///
/// # Safety
///
/// `receipt` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_code_system(
    receipt: *const delivrd_receipt,
) -> delivrd_code_system {
    // SAFETY: the caller's promise.
    unsafe {
        guard::get(facts(receipt), delivrd_code_system::UNKNOWN, |receipt| {
            receipt.code_system.into()
        })
    }
}

/// The provider's own explanation. It may hold numbers or message text.
///
/// # Safety
///
/// `receipt` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_detail(receipt: *const delivrd_receipt) -> delivrd_str {
    // SAFETY: the caller's promise.
    unsafe { guard::text(facts(receipt), |receipt| receipt.detail.as_deref()) }
}

/// When it happened, by the provider's clock. False if nobody says.
///
/// # Safety
///
/// `receipt` is NULL or live; `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_occurred_at(
    receipt: *const delivrd_receipt,
    out: *mut delivrd_time,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        guard::fill(facts(receipt), out, delivrd_time::NONE, |receipt| {
            receipt.occurred_at.map(Into::into)
        })
    }
}

/// The number of segments of the message; 0 if nobody says.
///
/// # Safety
///
/// `receipt` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_parts(receipt: *const delivrd_receipt) -> u32 {
    // SAFETY: the caller's promise.
    unsafe { guard::get(facts(receipt), 0, |receipt| receipt.parts.unwrap_or(0)) }
}

/// Which segment the receipt is about; 0 if nobody says.
///
/// # Safety
///
/// `receipt` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_part(receipt: *const delivrd_receipt) -> u32 {
    // SAFETY: the caller's promise.
    unsafe { guard::get(facts(receipt), 0, |receipt| receipt.part.unwrap_or(0)) }
}

/// The price. False if there is none.
///
/// # Safety
///
/// `receipt` is NULL or live; `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_cost(
    receipt: *const delivrd_receipt,
    out: *mut delivrd_cost,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        guard::fill(facts(receipt), out, delivrd_cost::NONE, |receipt| {
            receipt.cost.as_ref().map(Into::into)
        })
    }
}

/// The carrier's name.
///
/// # Safety
///
/// `receipt` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_carrier(receipt: *const delivrd_receipt) -> delivrd_str {
    // SAFETY: the caller's promise.
    unsafe { guard::text(facts(receipt), |receipt| receipt.carrier.as_deref()) }
}

/// The network as MCC and MNC digits.
///
/// # Safety
///
/// `receipt` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_network(receipt: *const delivrd_receipt) -> delivrd_str {
    // SAFETY: the caller's promise.
    unsafe { guard::text(facts(receipt), |receipt| receipt.network.as_deref()) }
}

/// The number of labels that the provider echoes.
///
/// # Safety
///
/// `receipt` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_tag_count(receipt: *const delivrd_receipt) -> usize {
    // SAFETY: the caller's promise.
    unsafe { guard::get(facts(receipt), 0, |receipt| receipt.tags.len()) }
}

/// A label, from 0; no text past the end.
///
/// # Safety
///
/// `receipt` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_tag(
    receipt: *const delivrd_receipt,
    index: usize,
) -> delivrd_str {
    // SAFETY: the caller's promise.
    unsafe { guard::text(facts(receipt), |receipt| receipt.tags.get(index).map(AsRef::as_ref)) }
}

/// The number of facts that have no member here.
///
/// # Safety
///
/// `receipt` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_extra_count(receipt: *const delivrd_receipt) -> usize {
    // SAFETY: the caller's promise.
    unsafe { guard::get(facts(receipt), 0, |receipt| receipt.extra.len()) }
}

/// The provider's name of such a fact, from 0; no text past the end.
///
/// # Safety
///
/// `receipt` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_extra_name(
    receipt: *const delivrd_receipt,
    index: usize,
) -> delivrd_str {
    // SAFETY: the caller's promise.
    unsafe {
        guard::text(facts(receipt), |receipt| receipt.extra.get(index).map(|(name, _)| &**name))
    }
}

/// Its text, from 0; no text past the end.
///
/// # Safety
///
/// `receipt` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_extra_value(
    receipt: *const delivrd_receipt,
    index: usize,
) -> delivrd_str {
    // SAFETY: the caller's promise.
    unsafe {
        guard::text(facts(receipt), |receipt| receipt.extra.get(index).map(|(_, text)| &**text))
    }
}

/// The receipt as JSON, with the members of the contract in their order. Free it with
/// `delivrd_text_free`.
///
/// # Safety
///
/// `receipt` is NULL or live; `out` and `error` are NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_receipt_to_json(
    receipt: *const delivrd_receipt,
    out: *mut *mut delivrd_text,
    error: *mut *mut delivrd_error,
) -> delivrd_result {
    // SAFETY: the caller's promise.
    unsafe { guard::make_json(facts(receipt), "receipt", out, error, serde_json::to_string) }
}

impl delivrd_failure {
    pub(crate) const NONE: Self = Self {
        reason: delivrd_reason::UNKNOWN,
        permanence: delivrd_permanence::UNKNOWN,
        source: delivrd_source::UNKNOWN,
    };
}

impl From<Failure> for delivrd_failure {
    fn from(failure: Failure) -> Self {
        Self {
            reason: failure.reason.into(),
            permanence: failure.permanence.into(),
            source: failure.source.into(),
        }
    }
}

impl delivrd_advice {
    pub(crate) const NONE: Self = Self {
        action: delivrd_action::UNKNOWN,
        id: delivrd_str::NONE,
        explanation: delivrd_str::NONE,
    };
}

/// The texts live as long as what the advice borrows from.
impl From<Advice<'_>> for delivrd_advice {
    fn from(advice: Advice<'_>) -> Self {
        Self {
            action: advice.action.into(),
            id: lasting(&advice.id).into(),
            explanation: lasting(&advice.explanation).into(),
        }
    }
}

impl delivrd_cost {
    pub(crate) const NONE: Self = Self { amount: delivrd_str::NONE, currency: delivrd_str::NONE };
}

impl From<&Cost<'_>> for delivrd_cost {
    fn from(cost: &Cost<'_>) -> Self {
        Self { amount: cost.amount.as_str().into(), currency: cost.currency.as_deref().into() }
    }
}

/// The handle of a receipt: the receipt itself, in the memory of its notification.
pub(crate) fn handle(receipt: &Receipt<'_>) -> *const delivrd_receipt {
    std::ptr::from_ref(receipt).cast()
}

/// The receipt of a handle. What it borrows from lives as long as the handle does.
pub(crate) fn facts<'r>(receipt: *const delivrd_receipt) -> *const Receipt<'r> {
    receipt.cast()
}
