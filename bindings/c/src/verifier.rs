//! Verifiers, and the requests that they receive.

use std::ptr;
use std::sync::Arc;

use delivrd_binding::Kept;
use delivrd_core::{ConfigError, Request, Verifier};
use smallvec::SmallVec;

use crate::abi::DELIVRD_ABI_VERSION;
use crate::error::{Failure, delivrd_error, delivrd_result};
use crate::guard;
use crate::notification::delivrd_notification;
use crate::outcome::delivrd_outcome;
use crate::receipt::delivrd_advice;
use crate::text::{delivrd_bytes, delivrd_key, delivrd_str, slice, text};

/// More of them take memory from the heap.
pub(crate) const USUAL_HEADERS: usize = 32;

/// One endpoint: a provider with keys, tolerance, limits and the label of an account. Immutable:
/// any number of threads may use it at once.
#[derive(Debug)]
pub struct delivrd_verifier(Arc<Verifier>);

/// A header of a request.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct delivrd_header {
    /// The name, in any case.
    pub name: delivrd_str,
    /// The raw value, with nothing trimmed, decoded or joined.
    pub value: delivrd_bytes,
}

impl delivrd_header {
    /// Name and value; nothing if the name is not UTF-8. No provider's header has such a name, and
    /// whoever calls can send any.
    ///
    /// # Safety
    ///
    /// Both are NULL or point to as many bytes, which outlive `'t`.
    pub(crate) unsafe fn read<'t>(&self) -> Result<Option<(&'t str, &'t [u8])>, ConfigError> {
        // SAFETY: the caller's promise.
        let (name, value) = unsafe {
            (
                slice(self.name.ptr.cast(), self.name.len, "the name of a header")?,
                slice(self.value.ptr, self.value.len, "the value of a header")?,
            )
        };
        Ok(text(name).map(|name| (name, value)))
    }
}

/// A request as it arrived.
#[repr(C)]
#[derive(Debug)]
pub struct delivrd_request {
    /// `sizeof(delivrd_request)`, so that members can be added.
    pub size: usize,
    /// The method, as in the request line.
    pub method: delivrd_str,
    /// The full URL as the provider called it: scheme, host, path and query. Behind a proxy that
    /// is not what the server sees.
    pub url: delivrd_str,
    /// Every header, in order and with repetitions. One whose name is not UTF-8 is passed over.
    pub headers: *const delivrd_header,
    /// The number of headers.
    pub header_count: usize,
    /// The raw body.
    pub body: delivrd_bytes,
}

/// The number of the binary interface that the library has. Compare it with
/// `DELIVRD_ABI_VERSION` where the library is loaded at run time.
#[unsafe(no_mangle)]
pub extern "C" fn delivrd_abi_version() -> u32 {
    DELIVRD_ABI_VERSION
}

/// The version of the package, as text.
#[unsafe(no_mangle)]
pub extern "C" fn delivrd_version() -> delivrd_str {
    env!("CARGO_PKG_VERSION").into()
}

/// Makes a verifier.
///
/// `provider` is its id, such as `telnyx`. `config` is a JSON object with the members that
/// docs/receiving.md and the provider's page name, such as `{"public_key": "…"}`.
///
/// Fails with `unknown_provider` (the message lists those there are), with `invalid_config`, or
/// with `invalid_argument` if a text is not UTF-8.
///
/// # Safety
///
/// The texts can be read; `out` and `error` are NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_verifier_new(
    provider: delivrd_str,
    config: delivrd_str,
    out: *mut *mut delivrd_verifier,
    error: *mut *mut delivrd_error,
) -> delivrd_result {
    // SAFETY: the caller's promise.
    unsafe { delivrd_verifier_new_with(provider, config, ptr::null(), 0, out, error) }
}

/// `delivrd_verifier_new` that also knows providers of your own: `definitions` are the texts of
/// TOML files as docs/definitions.md has them. They belong to this verifier alone.
///
/// Fails with `invalid_config` and the line of a definition's first mistake, too, and with
/// `invalid_argument` if the id of a definition is taken. Of several definitions, the message
/// says which, counted from 1.
///
/// # Safety
///
/// As `delivrd_verifier_new`; `definitions` is NULL, or points to `count` texts that can be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_verifier_new_with(
    provider: delivrd_str,
    config: delivrd_str,
    definitions: *const delivrd_str,
    count: usize,
    out: *mut *mut delivrd_verifier,
    error: *mut *mut delivrd_error,
) -> delivrd_result {
    // SAFETY: the caller's promise.
    unsafe {
        guard::make(out, error, || {
            let config = delivrd_binding::config_from_json(config.read("config")?)?;
            let provider = provider.read("provider")?;
            let definitions = slice(definitions, count, "definitions")?
                .iter()
                .map(|definition| definition.read("a definition"))
                .collect::<Result<Vec<_>, _>>()?;
            let verifier = delivrd_binding::verifier(provider, &config, &definitions)?;
            Ok(delivrd_verifier(verifier))
        })
    }
}

/// Authenticates and reads a request that arrived at `now` (Unix seconds).
///
/// The notification keeps what it needs: the request may be freed afterwards, and so may the
/// verifier. Nothing of the body is read before it is authentic.
///
/// Fails with a number of 2001 to 3002 by the order of docs/errors.md, with `null_pointer` or
/// `invalid_argument` if the call is off, or with `internal`.
///
/// # Safety
///
/// `verifier` is NULL or live; `request` is NULL or points to `size` bytes whose texts and arrays
/// can be read; `out` and `error` are NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_verifier_receive(
    verifier: *const delivrd_verifier,
    request: *const delivrd_request,
    now: i64,
    out: *mut *mut delivrd_notification,
    error: *mut *mut delivrd_error,
) -> delivrd_result {
    // SAFETY: the caller's promise.
    unsafe { receive(verifier, request, Some(now), out, error) }
}

/// `delivrd_verifier_receive` at the time of the system's clock.
///
/// # Safety
///
/// As `delivrd_verifier_receive`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_verifier_receive_now(
    verifier: *const delivrd_verifier,
    request: *const delivrd_request,
    out: *mut *mut delivrd_notification,
    error: *mut *mut delivrd_error,
) -> delivrd_result {
    // SAFETY: the caller's promise.
    unsafe { receive(verifier, request, None, out, error) }
}

/// The key that the receipts of a message will have, at the time of sending it. `recipient` may
/// be absent (`ptr` NULL); it counts for providers whose message id can cover several ones.
///
/// # Safety
///
/// `verifier` is NULL or live; the texts can be read; `out` and `error` are NULL or can be
/// written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_verifier_message_key(
    verifier: *const delivrd_verifier,
    message_id: delivrd_str,
    recipient: delivrd_str,
    out: *mut delivrd_key,
    error: *mut *mut delivrd_error,
) -> delivrd_result {
    // SAFETY: the caller's promise.
    unsafe {
        guard::guard(error, || {
            guard::write(out, delivrd_key::NONE);
            let verifier = &guard::live(verifier, "verifier")?.0;
            let message_id = message_id.read("message_id")?;
            let recipient = recipient.read_optional("recipient")?;
            if out.is_null() {
                return Err(Failure::Null("out"));
            }
            let key = verifier.message_key(message_id, recipient);
            guard::write(out, delivrd_key::new(&key, key.as_bytes()));
            Ok(())
        })
    }
}

/// What to do about a message, with the `advice` of the verifier's configuration in front. The
/// texts live as long as the verifier. False if one of the two is NULL.
///
/// # Safety
///
/// `verifier` and `outcome` are NULL or live; `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_verifier_advise_outcome(
    verifier: *const delivrd_verifier,
    outcome: *const delivrd_outcome,
    out: *mut delivrd_advice,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        guard::fill(verifier, out, delivrd_advice::NONE, |verifier| {
            let outcome = outcome.as_ref()?;
            Some(verifier.0.advise_outcome(&outcome.0).into())
        })
    }
}

/// The id of the verifier's provider.
///
/// # Safety
///
/// `verifier` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_verifier_provider(
    verifier: *const delivrd_verifier,
) -> delivrd_str {
    // SAFETY: the caller's promise.
    unsafe { guard::text(verifier, |verifier| Some(verifier.0.metadata().id())) }
}

/// The label of the verifier's account; empty if none is configured.
///
/// # Safety
///
/// `verifier` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_verifier_account(
    verifier: *const delivrd_verifier,
) -> delivrd_str {
    // SAFETY: the caller's promise.
    unsafe { guard::text(verifier, |verifier| Some(verifier.0.account())) }
}

/// The longest body that the verifier reads, in bytes: what the server should refuse, too.
///
/// # Safety
///
/// `verifier` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_verifier_max_body(verifier: *const delivrd_verifier) -> usize {
    // SAFETY: the caller's promise.
    unsafe { guard::get(verifier, 0, |verifier| verifier.0.max_body()) }
}

/// Frees a verifier. Notifications that it made stay.
///
/// # Safety
///
/// `verifier` is NULL or a handle that was not freed before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_verifier_free(verifier: *mut delivrd_verifier) {
    // SAFETY: the caller's promise.
    unsafe { guard::free(verifier) }
}

/// # Safety
///
/// As `delivrd_verifier_receive`.
unsafe fn receive(
    verifier: *const delivrd_verifier,
    request: *const delivrd_request,
    now: Option<i64>,
    out: *mut *mut delivrd_notification,
    error: *mut *mut delivrd_error,
) -> delivrd_result {
    // SAFETY: the caller's promise.
    unsafe {
        guard::make(out, error, || {
            let verifier = &guard::live(verifier, "verifier")?.0;
            let request = guard::sized(request, "request")?;
            let headers = slice(request.headers, request.header_count, "headers")?;
            let mut pairs = SmallVec::<[_; USUAL_HEADERS]>::new();
            pairs.reserve(headers.len());
            for header in headers {
                if let Some(pair) = header.read()? {
                    pairs.push(pair);
                }
            }
            let request = Request {
                method: request.method.read("method")?,
                url: request.url.read("url")?,
                headers: &pairs,
                body: slice(request.body.ptr, request.body.len, "body")?,
            };
            Ok(delivrd_notification(Kept::receive(verifier, &request, now)?))
        })
    }
}
