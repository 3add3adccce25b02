//! What comes out of an authentic request.

use delivrd_binding::Kept;
use delivrd_core::Timestamp;

use crate::error::{delivrd_error, delivrd_result};
use crate::guard;
use crate::receipt::{self, delivrd_receipt};
use crate::text::{delivrd_sha256, delivrd_str, delivrd_text, delivrd_time};

/// The receipts of one authentic request, and what else it says. Immutable: any number of
/// threads may read it at once.
#[derive(Debug)]
pub struct delivrd_notification(pub(crate) Kept);

/// The provider's envelope of a callback.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct delivrd_event {
    /// The provider's id of the event.
    pub id: delivrd_str,
    /// The provider's name of its type.
    pub r#type: delivrd_str,
    /// Which attempt of the same event this is, from 1; 0 if nobody says.
    pub attempt: u32,
}

/// How a request was proven to be authentic and fresh.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct delivrd_verification {
    /// How the provider proves itself, such as `hmac_sha256`.
    pub scheme: delivrd_str,
    /// The label of the key that fits; by default its position in the list of keys.
    pub key: delivrd_str,
    /// Whether a time was signed, so that the next two members say something.
    pub has_time: bool,
    /// The time that was signed.
    pub signed_at: delivrd_time,
    /// Signed time minus the time of the call, in seconds.
    pub skew: i64,
}

/// An item of a batch that could not be read.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct delivrd_unreadable {
    /// Its position in the payload, from 0.
    pub index: usize,
    /// `missing_member` or `wrong_type`.
    pub kind: delivrd_str,
}

/// The id of the provider.
///
/// # Safety
///
/// `notification` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_notification_provider(
    notification: *const delivrd_notification,
) -> delivrd_str {
    // SAFETY: the caller's promise.
    unsafe { guard::text(notification, |kept| Some(&kept.0.notification().provider)) }
}

/// The label of the verifier's account.
///
/// # Safety
///
/// `notification` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_notification_account(
    notification: *const delivrd_notification,
) -> delivrd_str {
    // SAFETY: the caller's promise.
    unsafe { guard::text(notification, |kept| Some(&kept.0.notification().account)) }
}

/// The provider's envelope. False if `notification` is NULL.
///
/// # Safety
///
/// `notification` is NULL or live; `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_notification_event(
    notification: *const delivrd_notification,
    out: *mut delivrd_event,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        guard::fill(notification, out, delivrd_event::NONE, |kept| {
            let event = &kept.0.notification().event;
            Some(delivrd_event {
                id: event.id.as_deref().into(),
                r#type: event.kind.as_deref().into(),
                attempt: event.attempt.unwrap_or(0),
            })
        })
    }
}

/// How the request was proven. False for a notification that was read back from JSON and says that
/// it was not.
///
/// # Safety
///
/// `notification` is NULL or live; `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_notification_verified(
    notification: *const delivrd_notification,
    out: *mut delivrd_verification,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        guard::fill(notification, out, delivrd_verification::NONE, |kept| {
            kept.0.notification().verified.as_ref().map(|verified| delivrd_verification {
                scheme: (*verified.scheme).into(),
                key: (*verified.key).into(),
                has_time: verified.signed_at.is_some(),
                signed_at: verified
                    .signed_at
                    .and_then(Timestamp::from_unix)
                    .map_or(delivrd_time::NONE, Into::into),
                skew: verified.skew.unwrap_or(0),
            })
        })
    }
}

/// SHA-256 of the raw body. Computed at each call. False if `notification` is NULL.
///
/// # Safety
///
/// `notification` is NULL or live; `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_notification_payload_sha256(
    notification: *const delivrd_notification,
    out: *mut delivrd_sha256,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        guard::fill(notification, out, delivrd_sha256::NONE, |kept| {
            Some(kept.0.notification().payload_sha256().into())
        })
    }
}

/// The type of an authentic event that is no receipt: an inbound message, a click. No text where
/// there are receipts.
///
/// # Safety
///
/// `notification` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_notification_other(
    notification: *const delivrd_notification,
) -> delivrd_str {
    // SAFETY: the caller's promise.
    unsafe { guard::text(notification, |kept| kept.0.notification().other.as_deref()) }
}

/// The number of receipts: one per recipient.
///
/// # Safety
///
/// `notification` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_notification_receipt_count(
    notification: *const delivrd_notification,
) -> usize {
    // SAFETY: the caller's promise.
    unsafe { guard::get(notification, 0, |kept| kept.0.notification().receipts().len()) }
}

/// A receipt, from 0, in the order of the payload; NULL past the end. It lives as long as the
/// notification.
///
/// # Safety
///
/// `notification` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_notification_receipt(
    notification: *const delivrd_notification,
    index: usize,
) -> *const delivrd_receipt {
    // SAFETY: the caller's promise.
    unsafe {
        guard::get(notification, std::ptr::null(), |kept| {
            let receipts = kept.0.notification().receipts();
            receipts.get(index).map_or(std::ptr::null(), receipt::handle)
        })
    }
}

/// The number of items of a batch that could not be read.
///
/// # Safety
///
/// `notification` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_notification_unreadable_count(
    notification: *const delivrd_notification,
) -> usize {
    // SAFETY: the caller's promise.
    unsafe { guard::get(notification, 0, |kept| kept.0.notification().unreadable.len()) }
}

/// Such an item, from 0. False past the end.
///
/// # Safety
///
/// `notification` is NULL or live; `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_notification_unreadable(
    notification: *const delivrd_notification,
    index: usize,
    out: *mut delivrd_unreadable,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        guard::fill(notification, out, delivrd_unreadable::NONE, |kept| {
            let item = kept.0.notification().unreadable.get(index)?;
            Some(delivrd_unreadable { index: item.index, kind: item.kind.as_str().into() })
        })
    }
}

/// The notification as JSON, with the members of the contract in their order. Free it with
/// `delivrd_text_free`.
///
/// # Safety
///
/// `notification` is NULL or live; `out` and `error` are NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_notification_to_json(
    notification: *const delivrd_notification,
    out: *mut *mut delivrd_text,
    error: *mut *mut delivrd_error,
) -> delivrd_result {
    // SAFETY: the caller's promise.
    unsafe {
        guard::make_json(notification, "notification", out, error, |kept| {
            serde_json::to_string(kept.0.notification())
        })
    }
}

/// Reads back the JSON that `delivrd_notification_to_json` wrote. Read what you stored yourself
/// after verifying it, and nothing that came with a request. Fails with `invalid_argument`.
///
/// # Safety
///
/// The text can be read; `out` and `error` are NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_notification_from_json(
    json: delivrd_str,
    out: *mut *mut delivrd_notification,
    error: *mut *mut delivrd_error,
) -> delivrd_result {
    // SAFETY: the caller's promise.
    unsafe {
        guard::make(out, error, || Ok(delivrd_notification(Kept::from_json(json.read("json")?)?)))
    }
}

/// Frees a notification and its receipts. NULL is fine.
///
/// # Safety
///
/// `notification` is NULL or a handle that was not freed before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_notification_free(notification: *mut delivrd_notification) {
    // SAFETY: the caller's promise.
    unsafe { guard::free(notification) }
}

impl delivrd_event {
    const NONE: Self = Self { id: delivrd_str::NONE, r#type: delivrd_str::NONE, attempt: 0 };
}

impl delivrd_verification {
    const NONE: Self = Self {
        scheme: delivrd_str::NONE,
        key: delivrd_str::NONE,
        has_time: false,
        signed_at: delivrd_time::NONE,
        skew: 0,
    };
}

impl delivrd_unreadable {
    const NONE: Self = Self { index: 0, kind: delivrd_str::NONE };
}
