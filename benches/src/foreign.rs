//! Contenders of another language or another build: libraries with the functions of
//! `bench/c/call.h`.

use std::ffi::{CString, c_char, c_void};

use delivrd::Request;
use libloading::{Library, Symbol};

use crate::call::{CallRequest, Header, Slice};

impl Slice {
    fn of(bytes: &[u8]) -> Self {
        Self { start: bytes.as_ptr(), length: bytes.len() }
    }
}

struct Views {
    _lines: Vec<(CString, CString)>,
    _headers: Vec<Vec<Header>>,
    _requests: Vec<CallRequest>,
}

type New = unsafe extern "C" fn(
    *const c_char,
    *const c_char,
    *const CallRequest,
    usize,
    i64,
) -> *mut c_void;
type Run = unsafe extern "C" fn(*mut c_void, usize) -> usize;
type Free = unsafe extern "C" fn(*mut c_void);

/// A library that was loaded, with its requests.
pub(crate) struct Foreign<'l> {
    call: *mut c_void,
    /// What the library looks at as long as it lives.
    _views: Views,
    run: Symbol<'l, Run>,
    free: Symbol<'l, Free>,
}

/// Loads a library.
pub(crate) fn load(path: &str) -> Library {
    // SAFETY: the library is one of `make bench`, whose initialisers do nothing but Rust's own.
    unsafe { Library::new(path) }.expect("a library that loads")
}

impl<'l> Foreign<'l> {
    /// Hands a verifier's configuration and its requests to a library.
    pub(crate) fn new(
        library: &'l Library,
        provider: &str,
        config: &str,
        requests: &[Request<'l>],
        now: i64,
    ) -> Self {
        let text = |text: &str| CString::new(text).expect("text without NUL");
        let lines: Vec<_> =
            requests.iter().map(|request| (text(request.method), text(request.url))).collect();
        let headers: Vec<Vec<Header>> = requests
            .iter()
            .map(|request| {
                let headers = request.headers.iter();
                headers
                    .map(|(name, value)| Header {
                        name: Slice::of(name.as_bytes()),
                        value: Slice::of(value),
                    })
                    .collect()
            })
            .collect();
        let requests: Vec<CallRequest> = requests
            .iter()
            .zip(&headers)
            .zip(&lines)
            .map(|((request, headers), (method, url))| CallRequest {
                method: method.as_ptr(),
                url: url.as_ptr(),
                headers: headers.as_ptr(),
                header_count: headers.len(),
                body: request.body.as_ptr(),
                body_length: request.body.len(),
            })
            .collect();
        let (provider, config) = (text(provider), text(config));
        // SAFETY: the three have the types of `bench/c/call.h`.
        let (new, run, free) = unsafe {
            let new: Symbol<'_, New> = library.get("call_new").expect("call_new");
            (
                new,
                library.get("call_run").expect("call_run"),
                library.get("call_free").expect("call_free"),
            )
        };
        // SAFETY: every pointer is valid for the call, with the count that goes with it.
        let call = unsafe {
            new(provider.as_ptr(), config.as_ptr(), requests.as_ptr(), requests.len(), now)
        };
        assert!(!call.is_null(), "the library refused the configuration");
        let views = Views { _lines: lines, _headers: headers, _requests: requests };
        Self { call, _views: views, run, free }
    }

    /// Runs that many calls, and returns how many of them went well.
    pub(crate) fn run(&self, calls: usize) -> usize {
        // SAFETY: the call is alive, and only this thread uses it.
        unsafe { (self.run)(self.call, calls) }
    }
}

impl Drop for Foreign<'_> {
    fn drop(&mut self) {
        // SAFETY: `call_new` made it, and it is freed once.
        unsafe { (self.free)(self.call) };
    }
}
