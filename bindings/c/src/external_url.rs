//! The URL as the provider called it.

use delivrd_core::{ExternalUrl, SeenRequest};
use smallvec::SmallVec;

use crate::error::{delivrd_error, delivrd_result};
use crate::guard;
use crate::text::{delivrd_str, delivrd_text, slice};
use crate::verifier::{USUAL_HEADERS, delivrd_header};

/// What a server saw of a request.
#[repr(C)]
#[derive(Debug)]
pub struct delivrd_seen_request {
    /// `sizeof(delivrd_seen_request)`, so that members can be added.
    pub size: usize,
    /// Whether the connection to this server was TLS.
    pub is_tls: bool,
    /// The port that the server listens on, for a request without a host; 0 if it has none.
    pub server_port: u16,
    /// The `Host` header, or `:authority` in HTTP/2: what the client says. It may be absent, and
    /// counts as absent where it is not UTF-8.
    pub host: delivrd_str,
    /// What the server calls itself, for a request without a host; as `host`.
    pub server_name: delivrd_str,
    /// The target as in the request line, with nothing decoded. Proxies may send a whole URL, of
    /// which path and query are taken.
    pub target: delivrd_str,
    /// Every header, in order and with repetitions. They are looked at only with `trusted_hops`.
    pub headers: *const delivrd_header,
    /// The number of headers.
    pub header_count: usize,
}

/// Makes the URL as the provider called it, for `delivrd_request`: behind a proxy the server sees
/// another one, and some providers sign it. Path and query are always those of the request line;
/// scheme and host are
///
/// - with `base_url`, such as `https://example.com`, perhaps with a prefix of the path: those that
///   it has. Nobody is trusted: the safest choice;
/// - with neither (`base_url.ptr` NULL, `trusted_hops` 0): those that the server saw. The client is
///   trusted for the host; one that no host can have gives way to the server's own name;
/// - with `trusted_hops`, the number of your own proxies: those that the outermost of them wrote to
///   `X-Forwarded-Proto` and `X-Forwarded-Host`, which is the value at that place from the right.
///   Give it only if each of these proxies overwrites both headers, or appends to both: of a header
///   that they pass on unchanged, anybody can choose the value. One with fewer values, or with one
///   that is none, does not count.
///
/// Fails with `invalid_argument` if `base_url` is not `http` or `https` with a host and without
/// user, query, fragment and blanks, if both are given, or if a text is not UTF-8.
///
/// # Safety
///
/// `seen` is NULL or points to `size` bytes whose texts and arrays can be read; `base_url` can be
/// read; `out` and `error` are NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn delivrd_external_url(
    seen: *const delivrd_seen_request,
    base_url: delivrd_str,
    trusted_hops: usize,
    out: *mut *mut delivrd_text,
    error: *mut *mut delivrd_error,
) -> delivrd_result {
    // SAFETY: the caller's promise.
    unsafe {
        guard::make(out, error, || {
            let seen = guard::sized(seen, "seen")?;
            let mut headers = SmallVec::<[_; USUAL_HEADERS]>::new();
            for header in slice(seen.headers, seen.header_count, "headers")? {
                headers.extend(header.read()?);
            }
            let seen = SeenRequest {
                is_tls: seen.is_tls,
                host: seen.host.read_or_empty("host")?,
                server_name: seen.server_name.read_or_empty("server_name")?,
                server_port: (seen.server_port != 0).then_some(seen.server_port),
                target: seen.target.read("target")?,
                headers: &headers,
            };
            let base_url = base_url.read_optional("base_url")?;
            let url = ExternalUrl::from_settings(base_url, trusted_hops)?;
            Ok(delivrd_text(url.of(&seen)))
        })
    }
}
