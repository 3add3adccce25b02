//! The functions of libdelivrd, through the declarations of its header.
#![no_main]

use std::ffi::c_char;
use std::ptr;

use arbitrary::Arbitrary;
use delivrd_fuzz::{NOW, TELECOM23, headers};

// What links the library, whose functions have no Rust paths.
extern crate delivrd_c as _;

#[repr(C)]
#[derive(Clone, Copy)]
struct Str {
    ptr: *const c_char,
    len: usize,
}

#[repr(C)]
#[derive(Clone, Copy)]
struct Bytes {
    ptr: *const u8,
    len: usize,
}

#[repr(C)]
struct Header {
    name: Str,
    value: Bytes,
}

#[repr(C)]
struct Request {
    size: usize,
    method: Str,
    url: Str,
    headers: *const Header,
    header_count: usize,
    body: Bytes,
}

#[repr(C)]
struct SeenRequest {
    size: usize,
    is_tls: bool,
    server_port: u16,
    host: Str,
    server_name: Str,
    target: Str,
    headers: *const Header,
    header_count: usize,
}

type Handle = *mut u8;

unsafe extern "C" {
    fn delivrd_verifier_new(id: Str, config: Str, out: *mut Handle, error: *mut Handle) -> u32;
    fn delivrd_verifier_new_with(
        id: Str,
        config: Str,
        definitions: *const Str,
        count: usize,
        out: *mut Handle,
        error: *mut Handle,
    ) -> u32;
    fn delivrd_verifier_receive(
        verifier: Handle,
        request: *const Request,
        now: i64,
        out: *mut Handle,
        error: *mut Handle,
    ) -> u32;
    fn delivrd_verifier_free(verifier: Handle);
    fn delivrd_notification_receipt_count(notification: Handle) -> usize;
    fn delivrd_notification_receipt(notification: Handle, index: usize) -> Handle;
    fn delivrd_notification_to_json(
        notification: Handle,
        out: *mut Handle,
        error: *mut Handle,
    ) -> u32;
    fn delivrd_notification_from_json(json: Str, out: *mut Handle, error: *mut Handle) -> u32;
    fn delivrd_notification_free(notification: Handle);
    fn delivrd_receipt_message_id(receipt: Handle) -> Str;
    fn delivrd_receipt_tag(receipt: Handle, index: usize) -> Str;
    fn delivrd_receipt_extra_value(receipt: Handle, index: usize) -> Str;
    fn delivrd_outcome_new(policy: u32, out: *mut Handle, error: *mut Handle) -> u32;
    fn delivrd_outcome_from_json(json: Str, out: *mut Handle, error: *mut Handle) -> u32;
    fn delivrd_outcome_apply(
        outcome: Handle,
        receipt: Handle,
        change: Handle,
        error: *mut Handle,
    ) -> u32;
    fn delivrd_outcome_merge(
        outcome: Handle,
        other: Handle,
        change: Handle,
        error: *mut Handle,
    ) -> u32;
    fn delivrd_outcome_free(outcome: Handle);
    fn delivrd_external_url(
        seen: *const SeenRequest,
        base_url: Str,
        trusted_hops: usize,
        out: *mut Handle,
        error: *mut Handle,
    ) -> u32;
    fn delivrd_text_str(text: Handle) -> Str;
    fn delivrd_text_free(text: Handle);
    fn delivrd_error_result(error: Handle) -> u32;
    fn delivrd_error_free(error: Handle);
}

#[derive(Arbitrary, Debug)]
struct Call<'a> {
    /// Text that the library has to read: a configuration, a definition, a notification, an outcome.
    text: &'a [u8],
    body: &'a [u8],
    is_signed: bool,
    names: Vec<&'a [u8]>,
    size: u8,
    policy: u8,
}

fn str_of(bytes: &[u8]) -> Str {
    Str { ptr: bytes.as_ptr().cast(), len: bytes.len() }
}

fn bytes_of(bytes: &[u8]) -> Bytes {
    Bytes { ptr: bytes.as_ptr(), len: bytes.len() }
}

/// A failed call gives no output, and an error with its number; a successful one the reverse.
fn settle(result: u32, out: Handle, error: Handle) {
    assert_eq!(result == 0, !out.is_null());
    assert_eq!(result == 0, error.is_null());
    assert_ne!(result, 9001, "a caught panic");
    // SAFETY: the library has just made the error, or left NULL.
    unsafe {
        assert_eq!(delivrd_error_result(error), result);
        delivrd_error_free(error);
    }
}

fn make(call: impl FnOnce(*mut Handle, *mut Handle) -> u32) -> Handle {
    let (mut out, mut error) = (ptr::dangling_mut(), ptr::dangling_mut());
    let result = call(&raw mut out, &raw mut error);
    settle(result, out, error);
    out
}

libfuzzer_sys::fuzz_target!(|call: Call<'_>| {
    // SAFETY: every pointer is valid for its length, every handle is the library's and freed once.
    unsafe {
        let own = make(|out, error| {
            delivrd_verifier_new(str_of(b"telnyx"), str_of(call.text), out, error)
        });
        delivrd_verifier_free(own);
        let config = br#"{"secret":"delivrd-test-signing-secret-0001"}"#;
        let definitions: Vec<Str> =
            call.names.iter().chain([&call.text]).map(|text| str_of(text)).collect();
        for count in [0, 1, definitions.len()] {
            let texts = definitions.as_ptr();
            let own = make(|out, error| {
                delivrd_verifier_new_with(
                    str_of(b"telecom23"),
                    str_of(config),
                    texts,
                    count,
                    out,
                    error,
                )
            });
            delivrd_verifier_free(own);
        }
        let verifier = make(|out, error| {
            delivrd_verifier_new(str_of(b"telecom23"), str_of(config), out, error)
        });
        let signed = TELECOM23.sign(if call.is_signed { call.body } else { b"" });
        let mut all: Vec<Header> = headers(&signed)
            .into_iter()
            .map(|(name, value)| Header { name: str_of(name.as_bytes()), value: bytes_of(value) })
            .collect();
        all.extend(
            call.names.iter().map(|name| Header { name: str_of(name), value: bytes_of(name) }),
        );
        let request = Request {
            size: size_of::<Request>() - usize::from(call.size % 4 == 3),
            method: str_of(b"POST"),
            url: str_of(call.text),
            headers: all.as_ptr(),
            header_count: all.len(),
            body: bytes_of(call.body),
        };
        let notification = make(|out, error| {
            delivrd_verifier_receive(verifier, &raw const request, NOW, out, error)
        });
        delivrd_verifier_free(verifier);
        all.extend(
            ["x-forwarded-proto", "x-forwarded-host"]
                .map(|name| Header { name: str_of(name.as_bytes()), value: bytes_of(call.body) }),
        );
        let seen = SeenRequest {
            size: size_of::<SeenRequest>() - usize::from(call.size % 4 == 3),
            is_tls: call.is_signed,
            server_port: call.policy.into(),
            host: str_of(call.text),
            server_name: str_of(call.body),
            target: str_of(call.body),
            headers: all.as_ptr(),
            header_count: all.len(),
        };
        let none = Str { ptr: ptr::null(), len: 0 };
        for base_url in [none, str_of(call.text)] {
            let url = make(|out, error| {
                delivrd_external_url(&raw const seen, base_url, call.size.into(), out, error)
            });
            delivrd_text_free(url);
        }
        let stored =
            make(|out, error| delivrd_notification_from_json(str_of(call.text), out, error));
        let outcome = make(|out, error| delivrd_outcome_new(call.policy.into(), out, error));
        let read = make(|out, error| delivrd_outcome_from_json(str_of(call.text), out, error));
        for notification in [notification, stored] {
            for index in 0..=delivrd_notification_receipt_count(notification) {
                let receipt = delivrd_notification_receipt(notification, index);
                for text in [
                    delivrd_receipt_message_id(receipt),
                    delivrd_receipt_tag(receipt, 0),
                    delivrd_receipt_extra_value(receipt, 0),
                ] {
                    assert!(
                        text.ptr.is_null() || {
                            let bytes = std::slice::from_raw_parts(text.ptr.cast::<u8>(), text.len);
                            str::from_utf8(bytes).is_ok()
                        }
                    );
                }
                delivrd_outcome_apply(outcome, receipt, ptr::null_mut(), ptr::null_mut());
            }
            if !notification.is_null() {
                let json =
                    make(|out, error| delivrd_notification_to_json(notification, out, error));
                let again = make(|out, error| {
                    delivrd_notification_from_json(delivrd_text_str(json), out, error)
                });
                assert!(!again.is_null());
                delivrd_notification_free(again);
                delivrd_text_free(json);
            }
        }
        delivrd_outcome_merge(outcome, read, ptr::null_mut(), ptr::null_mut());
        delivrd_outcome_free(read);
        delivrd_outcome_free(outcome);
        delivrd_notification_free(stored);
        delivrd_notification_free(notification);
    }
});
