//! The border: what comes in is checked, and no panic goes out.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

use delivrd_core::{ConfigError, Error};

use crate::error::{Failure, delivrd_error, delivrd_result};
use crate::text::{delivrd_str, delivrd_text};

/// Runs the body of a function that can fail. `error` may be NULL.
///
/// # Safety
///
/// `error` is NULL or can be written to.
pub(crate) unsafe fn guard(
    error: *mut *mut delivrd_error,
    body: impl FnOnce() -> Result<(), Failure>,
) -> delivrd_result {
    delivrd_binding::report_panics_by_place();
    let failure = match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => {
            // SAFETY: the caller's promise.
            unsafe { write(error, ptr::null_mut()) };
            return delivrd_result::Ok;
        }
        Ok(Err(failure)) => failure,
        Err(_) => Failure::Bug,
    };
    let result = failure.result();
    if !error.is_null() {
        // SAFETY: the caller's promise.
        unsafe { error.write(Box::into_raw(Box::new(failure.into()))) };
    }
    result
}

/// Runs the body of a function that makes a handle; `out` is NULL afterwards if it failed.
///
/// # Safety
///
/// `out` and `error` are NULL or can be written to.
pub(crate) unsafe fn make<T>(
    out: *mut *mut T,
    error: *mut *mut delivrd_error,
    body: impl FnOnce() -> Result<T, Failure>,
) -> delivrd_result {
    // SAFETY: the caller's promise.
    unsafe {
        write(out, ptr::null_mut());
        guard(error, || {
            if out.is_null() {
                return Err(Failure::Null("out"));
            }
            out.write(Box::into_raw(Box::new(body()?)));
            Ok(())
        })
    }
}

/// Makes the text of a value as JSON.
///
/// # Safety
///
/// As [`make`]; `handle` is NULL or live.
pub(crate) unsafe fn make_json<H>(
    handle: *const H,
    name: &'static str,
    out: *mut *mut delivrd_text,
    error: *mut *mut delivrd_error,
    write: impl FnOnce(&H) -> serde_json::Result<String>,
) -> delivrd_result {
    // SAFETY: the caller's promise.
    unsafe {
        make(out, error, || {
            // Nothing of ours fails to be written.
            write(live(handle, name)?).map(delivrd_text).map_err(|_| Failure::Bug)
        })
    }
}

/// The value behind a handle.
///
/// # Safety
///
/// `handle` is NULL or points to a live value that outlives `'h`.
pub(crate) unsafe fn live<'h, T>(handle: *const T, name: &'static str) -> Result<&'h T, Failure> {
    // SAFETY: the caller's promise.
    unsafe { handle.as_ref() }.ok_or(Failure::Null(name))
}

/// A struct of the caller's that begins with its size.
///
/// # Safety
///
/// `value` is NULL or points to as many bytes as its first member says, which live for `'h`.
pub(crate) unsafe fn sized<'h, T>(value: *const T, name: &'static str) -> Result<&'h T, Failure> {
    // SAFETY: the caller's promise. The size comes first, and alone: an older caller has no more
    // than it says.
    unsafe {
        if *live(value.cast::<usize>(), name)? < size_of::<T>() {
            return Err(ConfigError::argument(format!("{name}: size is too small")).into());
        }
        live(value, name)
    }
}

/// What a getter finds; `otherwise` for a NULL handle.
///
/// # Safety
///
/// `handle` is NULL or live.
pub(crate) unsafe fn get<T, R>(
    handle: *const T,
    otherwise: R,
    pick: impl for<'h> FnOnce(&'h T) -> R,
) -> R {
    // SAFETY: the caller's promise.
    let Some(value) = (unsafe { handle.as_ref() }) else { return otherwise };
    catch_unwind(AssertUnwindSafe(|| pick(value))).unwrap_or(otherwise)
}

/// The text that a getter finds.
///
/// # Safety
///
/// `handle` is NULL or live.
pub(crate) unsafe fn text<T>(
    handle: *const T,
    pick: impl for<'h> FnOnce(&'h T) -> Option<&'h str>,
) -> delivrd_str {
    // SAFETY: the caller's promise.
    unsafe { get(handle, delivrd_str::NONE, |value| delivrd_str::from(pick(value))) }
}

/// Writes what a getter finds to `out`, or `none`; tells whether there was something.
///
/// # Safety
///
/// `handle` is NULL or live; `out` is NULL or can be written to.
pub(crate) unsafe fn fill<T, R: Copy>(
    handle: *const T,
    out: *mut R,
    none: R,
    pick: impl for<'h> FnOnce(&'h T) -> Option<R>,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        let found = get(handle, None, pick);
        write(out, found.unwrap_or(none));
        found.is_some()
    }
}

/// Drops what a handle owns.
///
/// # Safety
///
/// `handle` is NULL or came from `Box::into_raw` and was not freed before.
pub(crate) unsafe fn free<T>(handle: *mut T) {
    if !handle.is_null() {
        // SAFETY: the caller's promise.
        let owned = unsafe { Box::from_raw(handle) };
        let _ = catch_unwind(AssertUnwindSafe(|| drop(owned)));
    }
}

/// Writes an output, unless nobody wants it.
///
/// # Safety
///
/// `out` is NULL or can be written to.
pub(crate) unsafe fn write<T>(out: *mut T, value: T) {
    if !out.is_null() {
        // SAFETY: the caller's promise.
        unsafe { out.write(value) };
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::Error(error.into())
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}
