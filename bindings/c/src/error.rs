//! What went wrong.

use delivrd_core::{Error, ErrorKind};

use crate::guard;
use crate::text::delivrd_str;

/// What became of a call. 1xxx: the call itself; 2xxx: the request is not authentic, or not
/// fresh; 3xxx: the body cannot be read; 9xxx: a bug in the library. A number that is not listed
/// here comes from a later release: treat it as its thousand.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum delivrd_result {
    /// It went well.
    Ok = 0,
    /// A pointer was NULL.
    NullPointer = 1001,
    /// An argument is off.
    InvalidArgument = 1002,
    /// No provider has this id.
    UnknownProvider = 1003,
    /// A member of the configuration is missing, malformed, weak or unknown.
    InvalidConfig = 1004,
    /// A security header is absent or empty.
    MissingHeader = 2001,
    /// A security header is not of the exact form.
    MalformedHeader = 2002,
    /// A security header stands twice with different values.
    DuplicateHeader = 2003,
    /// No configured key fits.
    BadSignature = 2004,
    /// Signed by the provider, but longer ago than the tolerance allows.
    StaleTimestamp = 2005,
    /// Signed by the provider, but further ahead than the tolerance allows.
    FutureTimestamp = 2006,
    /// The body is over the limit.
    BodyTooLarge = 3001,
    /// Signed by the provider, but not of its documented form: keep the body, then answer 200.
    MalformedBody = 3002,
    /// A bug in the library.
    Internal = 9001,
}

impl delivrd_result {
    fn of(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::NullPointer => Self::NullPointer,
            ErrorKind::InvalidArgument => Self::InvalidArgument,
            ErrorKind::UnknownProvider => Self::UnknownProvider,
            ErrorKind::InvalidConfig => Self::InvalidConfig,
            ErrorKind::MissingHeader => Self::MissingHeader,
            ErrorKind::MalformedHeader => Self::MalformedHeader,
            ErrorKind::DuplicateHeader => Self::DuplicateHeader,
            ErrorKind::BadSignature => Self::BadSignature,
            ErrorKind::StaleTimestamp => Self::StaleTimestamp,
            ErrorKind::FutureTimestamp => Self::FutureTimestamp,
            ErrorKind::BodyTooLarge => Self::BodyTooLarge,
            ErrorKind::MalformedBody => Self::MalformedBody,
            // The list is open in Rust; a test in C compares it with this one.
            _ => Self::Internal,
        }
    }
}

/// Why a call failed. It belongs to the caller, and holds nothing of the request but a skew.
#[derive(Debug)]
pub struct delivrd_error {
    kind: ErrorKind,
    message: String,
    skew: Option<i64>,
}

/// Why the body of a function failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The pointer of this name is NULL.
    Null(&'static str),
    Error(Error),
    /// A panic.
    Bug,
}

impl Failure {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Null(_) => ErrorKind::NullPointer,
            Self::Error(error) => error.kind(),
            Self::Bug => ErrorKind::Internal,
        }
    }

    pub(crate) fn result(&self) -> delivrd_result {
        delivrd_result::of(self.kind())
    }
}

impl From<Failure> for delivrd_error {
    fn from(failure: Failure) -> Self {
        let kind = failure.kind();
        match failure {
            Failure::Null(name) => Self { kind, message: format!("{name} is NULL"), skew: None },
            Failure::Error(error) => Self { kind, message: error.to_string(), skew: error.skew() },
            Failure::Bug => Self { kind, message: delivrd_binding::BUG.to_owned(), skew: None },
        }
    }
}

fn kind_of(result: u32) -> Option<ErrorKind> {
    ErrorKind::ALL.iter().copied().find(|kind| kind.number() == result)
}

/// The name of a result, as in every language; no text for 0 and for an unknown number.
#[unsafe(no_mangle)]
pub extern "C" fn delivrd_result_kind(result: u32) -> delivrd_str {
    kind_of(result).map(ErrorKind::name).into()
}

/// The HTTP status to answer the provider with: 200 for 0, 500 for an unknown number.
#[unsafe(no_mangle)]
pub extern "C" fn delivrd_result_http_status(result: u32) -> u16 {
    let other = if result == delivrd_result::Ok as u32 { 200 } else { 500 };
    kind_of(result).map_or(other, ErrorKind::http_status)
}

/// Whether the same call may succeed later.
#[unsafe(no_mangle)]
pub extern "C" fn delivrd_result_is_retryable(result: u32) -> bool {
    kind_of(result).is_some_and(ErrorKind::is_retryable)
}

/// Whether the request was proven to come from the provider all the same.
#[unsafe(no_mangle)]
pub extern "C" fn delivrd_result_is_authentic(result: u32) -> bool {
    kind_of(result).is_some_and(ErrorKind::is_authentic)
}

/// The number of an error: what the call returned. `DELIVRD_RESULT_OK` for NULL.
///
/// # Safety
///
/// `error` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_error_result(error: *const delivrd_error) -> delivrd_result {
    // SAFETY: the caller's promise.
    unsafe { guard::get(error, delivrd_result::Ok, |error| delivrd_result::of(error.kind)) }
}

/// The name of its kind, as in every language.
///
/// # Safety
///
/// `error` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_error_kind(error: *const delivrd_error) -> delivrd_str {
    // SAFETY: the caller's promise.
    unsafe { guard::text(error, |error| Some(error.kind.name())) }
}

/// What went wrong, in words. It holds no input, no key and no number.
///
/// # Safety
///
/// `error` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_error_message(error: *const delivrd_error) -> delivrd_str {
    // SAFETY: the caller's promise.
    unsafe { guard::text(error, |error| Some(&error.message)) }
}

/// The HTTP status to answer the provider with; 0 for NULL.
///
/// # Safety
///
/// `error` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_error_http_status(error: *const delivrd_error) -> u16 {
    // SAFETY: the caller's promise.
    unsafe { guard::get(error, 0, |error| error.kind.http_status()) }
}

/// Whether the same call may succeed later.
///
/// # Safety
///
/// `error` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_error_is_retryable(error: *const delivrd_error) -> bool {
    // SAFETY: the caller's promise.
    unsafe { guard::get(error, false, |error| error.kind.is_retryable()) }
}

/// Whether the request was proven to come from the provider all the same.
///
/// # Safety
///
/// `error` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_error_is_authentic(error: *const delivrd_error) -> bool {
    // SAFETY: the caller's promise.
    unsafe { guard::get(error, false, |error| error.kind.is_authentic()) }
}

/// Signed time minus the given time, in seconds, where a time was off. False, and 0, otherwise.
///
/// # Safety
///
/// `error` is NULL or live; `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_error_skew(error: *const delivrd_error, out: *mut i64) -> bool {
    // SAFETY: the caller's promise.
    unsafe { guard::fill(error, out, 0, |error| error.skew) }
}

/// Frees an error. NULL is fine.
///
/// # Safety
///
/// `error` is NULL or a handle that was not freed before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_error_free(error: *mut delivrd_error) {
    // SAFETY: the caller's promise.
    unsafe { guard::free(error) }
}
