//! The raw verification of Telnyx' signature, as a library with the functions of `bench/c/call.h`.
//!
//! Built without this project's flags it has the curve that every program gets which does nothing
//! about it: AVX2 where the CPU has it.

#![allow(clippy::arithmetic_side_effects, reason = "counts of a program that measures")]

mod call;

use std::ffi::{CStr, c_char};
use std::slice;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Verifier, VerifyingKey};

use crate::call::{CallRequest, Slice};

/// A key, and what was signed with it.
#[derive(Debug)]
struct Call {
    key: VerifyingKey,
    signed: Vec<(Vec<u8>, Signature)>,
    turn: usize,
}

impl Slice {
    /// # Safety
    ///
    /// The memory has to be there, and to stay unchanged while the result is used.
    unsafe fn bytes(&self) -> &[u8] {
        // SAFETY: the caller's promise.
        unsafe { slice::from_raw_parts(self.start, self.length) }
    }
}

/// Takes the requests of one key. NULL if something is not as it should be.
///
/// # Safety
///
/// Every pointer has to be valid, with the count that goes with it; texts end with NUL.
#[unsafe(no_mangle)]
unsafe extern "C" fn call_new(
    _provider: *const c_char,
    config_json: *const c_char,
    requests: *const CallRequest,
    count: usize,
    _now: i64,
) -> *mut Call {
    // SAFETY: the caller's promise.
    let (config, requests) =
        unsafe { (CStr::from_ptr(config_json), slice::from_raw_parts(requests, count)) };
    let made = || {
        let config: serde_json::Value = serde_json::from_slice(config.to_bytes()).ok()?;
        let key = STANDARD.decode(config.get("public_key")?.as_str()?).ok()?;
        // SAFETY: the caller's promise.
        let signed = requests.iter().map(|request| unsafe { signed(request) });
        Some(Call {
            key: VerifyingKey::from_bytes(key.as_slice().try_into().ok()?).ok()?,
            signed: signed.collect::<Option<_>>()?,
            turn: 0,
        })
    };
    made().map_or(std::ptr::null_mut(), |call| Box::into_raw(Box::new(call)))
}

/// # Safety
///
/// As [`call_new`].
unsafe fn signed(request: &CallRequest) -> Option<(Vec<u8>, Signature)> {
    // SAFETY: the caller's promise.
    let (headers, body) = unsafe {
        (
            slice::from_raw_parts(request.headers, request.header_count),
            slice::from_raw_parts(request.body, request.body_length),
        )
    };
    let header = |name: &str| {
        // SAFETY: the caller's promise.
        let mut pairs =
            headers.iter().map(|header| unsafe { (header.name.bytes(), header.value.bytes()) });
        pairs.find(|(own, _)| own.eq_ignore_ascii_case(name.as_bytes())).map(|(_, value)| value)
    };
    let signature = STANDARD.decode(header("telnyx-signature-ed25519")?).ok()?;
    let message = [header("telnyx-timestamp")?, b"|", body].concat();
    Some((message, Signature::from_slice(&signature).ok()?))
}

/// Verifies that many times, and returns how often the signature was right.
///
/// # Safety
///
/// `call` has to come from [`call_new`], and nobody else may use it now.
#[unsafe(no_mangle)]
unsafe extern "C" fn call_run(call: *mut Call, calls: usize) -> usize {
    // SAFETY: the caller's promise.
    let call = unsafe { &mut *call };
    let mut right = 0;
    for _ in 0..calls {
        let Some((message, signature)) = call.signed.get(call.turn) else { return 0 };
        right += usize::from(call.key.verify(message, signature).is_ok());
        call.turn = (call.turn + 1) % call.signed.len();
    }
    right
}

/// Frees it.
///
/// # Safety
///
/// `call` has to come from [`call_new`], and is gone afterwards.
#[unsafe(no_mangle)]
unsafe extern "C" fn call_free(call: *mut Call) {
    // SAFETY: the caller's promise.
    drop(unsafe { Box::from_raw(call) });
}
