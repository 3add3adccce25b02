//! The types of `bench/c/call.h`, which both sides of a loaded library share.

use std::ffi::c_char;

/// Text or bytes, as `delivrd.h` has them.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slice {
    pub(crate) start: *const u8,
    pub(crate) length: usize,
}

/// `delivrd_header`.
#[repr(C)]
#[derive(Debug)]
pub(crate) struct Header {
    pub(crate) name: Slice,
    pub(crate) value: Slice,
}

/// `struct call_request`.
#[repr(C)]
#[derive(Debug)]
pub(crate) struct CallRequest {
    pub(crate) method: *const c_char,
    pub(crate) url: *const c_char,
    pub(crate) headers: *const Header,
    pub(crate) header_count: usize,
    pub(crate) body: *const u8,
    pub(crate) body_length: usize,
}
