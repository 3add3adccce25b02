//! The URL as the provider called it, from what the server saw and what the caller trusts.

use std::borrow::Cow;
use std::fmt;

use crate::ConfigError;

/// How the URL that the provider called is made. Some providers sign it, and behind a proxy the
/// server sees another one.
///
/// Path and query are always those of the request line. What is in front of them is the caller's
/// choice:
///
/// | made by | scheme and host | whom that trusts |
/// |---|---|---|
/// | [`from_base`](Self::from_base) | those that you say | nobody |
/// | [`of_server`](Self::of_server) | those that the server saw | the client, for the `Host` |
/// | [`behind`](Self::behind) | those that your proxies wrote | the proxies; and the client, for what they do not write |
///
/// `X-Forwarded-Proto` and `X-Forwarded-Host` count with [`behind`](Self::behind) alone, and
/// `Forwarded` (RFC 7239) never.
///
/// ```
/// use delivrd_core::{ExternalUrl, SeenRequest};
///
/// let seen = SeenRequest {
///     is_tls: false,
///     host: "inner:8080",
///     server_name: "inner",
///     server_port: Some(8080),
///     target: "/dlr?a=1",
///     headers: &[("X-Forwarded-Proto", b"https"), ("X-Forwarded-Host", b"forged.example, example.com")],
/// };
/// let url = ExternalUrl::from_base("https://example.com/hooks")?;
/// assert_eq!(url.of(&seen), "https://example.com/hooks/dlr?a=1");
/// assert_eq!(ExternalUrl::of_server().of(&seen), "http://inner:8080/dlr?a=1");
/// assert_eq!(ExternalUrl::behind(1).of(&seen), "https://example.com/dlr?a=1");
/// # Ok::<(), delivrd_core::ConfigError>(())
/// ```
#[derive(Clone)]
pub struct ExternalUrl(Trust);

#[derive(Clone)]
enum Trust {
    /// A base URL, without a slash at its end.
    Base(String),
    /// What the server saw, and what so many proxies in front of it wrote.
    Server { trusted_hops: usize },
}

/// What a server saw of a request.
#[derive(Clone, Copy)]
pub struct SeenRequest<'r> {
    /// Whether the connection to this server was TLS.
    pub is_tls: bool,
    /// The `Host` header, or `:authority` in HTTP/2: what the client says. Empty if there is none.
    pub host: &'r str,
    /// What the server calls itself, for a request without a host. Empty if it has no name.
    pub server_name: &'r str,
    /// The port that the server listens on, for a request without a host.
    pub server_port: Option<u16>,
    /// The target as in the request line, with nothing decoded. Proxies may send a whole URL, of
    /// which path and query are taken.
    pub target: &'r str,
    /// Every header, in order and with repetitions.
    pub headers: &'r [(&'r str, &'r [u8])],
}

impl ExternalUrl {
    /// Scheme, host and, where a proxy takes one off, the prefix of the path, such as
    /// `https://example.com`. Nothing of a request is trusted but its path and query: the safest
    /// choice.
    ///
    /// # Errors
    ///
    /// [`ConfigError::InvalidArgument`] unless it is `http` or `https`, with a host, and without
    /// user, query, fragment and blanks.
    pub fn from_base(base_url: &str) -> Result<Self, ConfigError> {
        if !is_base_url(base_url) {
            return Err(ConfigError::argument(
                "expected a base URL such as https://example.com, without a query",
            ));
        }
        Ok(Self(Trust::Base(base_url.trim_end_matches('/').to_owned())))
    }

    /// What the server itself saw, for one that the provider calls directly. `Host` is what the
    /// client says; one that no host can have gives way to the server's own name.
    pub const fn of_server() -> Self {
        Self::behind(0)
    }

    /// What the outermost of so many proxies of your own wrote to `X-Forwarded-Proto` and
    /// `X-Forwarded-Host`: the value at that place from the right, as each one appends its own. A
    /// header with fewer values, or with one that is none, does not count.
    ///
    /// The number is for both headers alike: give it only if each of these proxies overwrites both,
    /// or appends to both. Of a header that they pass on unchanged, anybody can choose the value.
    pub const fn behind(trusted_hops: usize) -> Self {
        Self(Trust::Server { trusted_hops })
    }

    /// The one of the three that two settings ask for: without a base URL and with 0 proxies, what
    /// the server saw.
    ///
    /// # Errors
    ///
    /// As [`from_base`](Self::from_base), and if both are given.
    pub fn from_settings(base_url: Option<&str>, trusted_hops: usize) -> Result<Self, ConfigError> {
        match base_url {
            None => Ok(Self::behind(trusted_hops)),
            Some(base_url) if trusted_hops == 0 => Self::from_base(base_url),
            Some(_) => {
                Err(ConfigError::argument("expected a base URL or trusted proxies, not both"))
            }
        }
    }

    /// The URL of a request.
    pub fn of(&self, seen: &SeenRequest<'_>) -> String {
        let origin = match &self.0 {
            Trust::Base(base_url) => Cow::Borrowed(base_url.as_str()),
            Trust::Server { trusted_hops } => Cow::Owned(seen.origin(*trusted_hops)),
        };
        let target = path_and_query(seen.target);
        let slash = if target.starts_with('/') { "" } else { "/" };
        format!("{origin}{slash}{target}")
    }
}

impl<'r> SeenRequest<'r> {
    fn origin(&self, trusted_hops: usize) -> String {
        let proto = self.forwarded("x-forwarded-proto", trusted_hops);
        let is_secure = proto.eq_ignore_ascii_case("https")
            || self.is_tls && !proto.eq_ignore_ascii_case("http");
        let (scheme, usual_port) = if is_secure { ("https", 443) } else { ("http", 80) };
        let host = self.forwarded("x-forwarded-host", trusted_hops);
        if let Some(host) = [host, self.host].into_iter().find(|host| is_host(host)) {
            return format!("{scheme}://{host}");
        }
        // HTTP/1.0, or nothing that a host can be.
        let name = if is_host(self.server_name) { self.server_name } else { "localhost" };
        match self.server_port {
            Some(port) if port != 0 && port != usual_port => format!("{scheme}://{name}:{port}"),
            _ => format!("{scheme}://{name}"),
        }
    }

    /// What the outermost of the trusted proxies wrote; nothing if nobody who is trusted did.
    fn forwarded(&self, name: &str, trusted_hops: usize) -> &'r str {
        let Some(further_in) = trusted_hops.checked_sub(1) else { return "" };
        let mut values = self
            .headers
            .iter()
            .rev()
            .filter(|(own, _)| own.eq_ignore_ascii_case(name))
            .flat_map(|(_, value)| value.rsplit(|byte| *byte == b','));
        let value = values.nth(further_in).unwrap_or_default();
        str::from_utf8(value).unwrap_or_default().trim_matches([' ', '\t'])
    }
}

/// Whether a text has the letters of a host, with a port or without.
fn is_host(text: &str) -> bool {
    // A name has 255 of them at most, and a port five behind its colon. A port alone is no host.
    (1..=261).contains(&text.len())
        && !text.starts_with(':')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte))
}

fn is_base_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let host = rest.split('/').next().unwrap_or_default();
    let is_off =
        |letter: char| letter.is_whitespace() || letter.is_control() || matches!(letter, '?' | '#');
    ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
        && is_host(host)
        && !rest.contains(is_off)
}

/// Path and query of a request target, which may be a whole URL.
fn path_and_query(target: &str) -> &str {
    let is_in_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    match target.split_once("://") {
        // Else it stands in the query.
        Some((scheme, rest)) if scheme.bytes().all(is_in_scheme) => {
            rest.find(['/', '?']).and_then(|end| rest.get(end..)).unwrap_or_default()
        }
        _ => target,
    }
}

/// Shows which of the three it is: a base URL may hold a secret path.
impl fmt::Debug for ExternalUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Trust::Base(_) => formatter.write_str("ExternalUrl::from_base(..)"),
            Trust::Server { trusted_hops } => {
                write!(formatter, "ExternalUrl::behind({trusted_hops})")
            }
        }
    }
}

/// Shows nothing of what the client or a proxy wrote.
impl fmt::Debug for SeenRequest<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SeenRequest")
            .field("is_tls", &self.is_tls)
            .field("headers", &self.headers.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;

    const PLAIN: SeenRequest<'_> = SeenRequest {
        is_tls: false,
        host: "inner:8080",
        server_name: "",
        server_port: None,
        target: "/dlr?a=1&b=%20",
        headers: &[],
    };
    const NAMED: SeenRequest<'_> = SeenRequest {
        is_tls: true,
        host: "",
        server_name: "named.example",
        server_port: Some(8443),
        ..PLAIN
    };

    fn of_server(seen: &SeenRequest<'_>) -> String {
        ExternalUrl::of_server().of(seen)
    }

    fn from_base(base_url: &str) -> String {
        ExternalUrl::from_base(base_url).unwrap().of(&PLAIN)
    }

    #[test]
    fn forwarded_headers_count_only_when_trusted() {
        let headers: &[(&str, &[u8])] =
            &[("X-Forwarded-Proto", b"https"), ("X-Forwarded-Host", b"forged.example")];
        let seen = SeenRequest { headers, ..PLAIN };
        assert_eq!(of_server(&seen), "http://inner:8080/dlr?a=1&b=%20");
        let based = ExternalUrl::from_base("https://example.com").unwrap();
        assert_eq!(based.of(&seen), "https://example.com/dlr?a=1&b=%20");
        assert_eq!(ExternalUrl::behind(1).of(&seen), "https://forged.example/dlr?a=1&b=%20");
    }

    #[test]
    fn scheme_and_host_are_those_that_the_server_saw() {
        assert_eq!(of_server(&PLAIN), "http://inner:8080/dlr?a=1&b=%20");
        let seen = SeenRequest { is_tls: true, ..PLAIN };
        assert_eq!(of_server(&seen), "https://inner:8080/dlr?a=1&b=%20");
        let seen = SeenRequest { host: "[::1]:8080", ..PLAIN };
        assert_eq!(of_server(&seen), "http://[::1]:8080/dlr?a=1&b=%20");
    }

    #[test]
    fn a_host_that_no_host_can_have_gives_way_to_the_servers_name() {
        let longest = "a".repeat(261);
        let longer = format!("{longest}a");
        for host in
            ["", "a b", "a\r\nX: y", "a/b", "user@host", ":80", "a\n", "a\0", "\u{e9}", &longer]
        {
            let url = of_server(&SeenRequest { host, ..NAMED });
            assert_eq!(url, "https://named.example:8443/dlr?a=1&b=%20", "{host:?}");
        }
        let seen = SeenRequest { host: &longest, ..NAMED };
        assert_eq!(of_server(&seen), format!("https://{longest}/dlr?a=1&b=%20"));
        for server_name in ["", "/run/own.sock", "a b"] {
            let url = of_server(&SeenRequest { host: "", server_name, ..PLAIN });
            assert_eq!(url, "http://localhost/dlr?a=1&b=%20");
        }
    }

    #[test]
    fn a_port_is_left_out_if_it_is_the_usual_one_of_the_scheme() {
        for (is_tls, port, origin) in [
            (true, Some(443), "https://named.example"),
            (true, Some(80), "https://named.example:80"),
            (false, Some(80), "http://named.example"),
            (false, Some(443), "http://named.example:443"),
            (true, Some(1), "https://named.example:1"),
            (true, Some(65535), "https://named.example:65535"),
            (true, Some(0), "https://named.example"),
            (true, None, "https://named.example"),
        ] {
            let seen = SeenRequest { is_tls, server_port: port, target: "/", ..NAMED };
            assert_eq!(of_server(&seen), format!("{origin}/"));
        }
        let headers: &[(&str, &[u8])] = &[("x-forwarded-proto", b"https")];
        let seen =
            SeenRequest { is_tls: false, server_port: Some(443), target: "/", headers, ..NAMED };
        assert_eq!(ExternalUrl::behind(1).of(&seen), "https://named.example/");
    }

    #[test]
    fn path_and_query_are_those_of_the_request_line() {
        for (target, expected) in [
            ("/%7Ea?b=%2F", "/%7Ea?b=%2F"),
            ("", "/"),
            ("?a=1", "/?a=1"),
            ("dlr", "/dlr"),
            ("*", "/*"),
            ("@other.example/", "/@other.example/"),
            // Whole URLs, as proxies send them.
            ("http://other.example/dlr?a=1", "/dlr?a=1"),
            ("HTTPS://other.example:1?a=1", "/?a=1"),
            ("http://other.example", "/"),
            ("http://a@b/c://d/e", "/c://d/e"),
            // URLs within paths and queries.
            ("/dlr?to=http://other.example/a", "/dlr?to=http://other.example/a"),
            ("/http://other.example/a", "/http://other.example/a"),
            ("?to=http://other.example/a", "/?to=http://other.example/a"),
        ] {
            let seen = SeenRequest { target, ..PLAIN };
            assert_eq!(of_server(&seen), format!("http://inner:8080{expected}"));
            let url = ExternalUrl::from_base("https://example.com").unwrap().of(&seen);
            assert_eq!(url, format!("https://example.com{expected}"));
        }
    }

    #[test]
    fn what_the_outermost_trusted_proxy_wrote_counts() {
        for (trusted_hops, proto, host, origin) in [
            (1, "https", "example.com", "https://example.com"),
            // What the client forged stands to the left of what the proxies wrote.
            (1, "http, https", "forged.example, example.com", "https://example.com"),
            (
                2,
                "http,https,http",
                "forged.example ,\t example.com:8443 , middle",
                "https://example.com:8443",
            ),
            // Fewer values than proxies: nobody knows who wrote them.
            (2, "https", "example.com", "http://inner"),
            (3, "https,https", "", "http://inner"),
            (usize::MAX, "https", "example.com", "http://inner"),
            // Values that are none.
            (1, "gopher", "a b", "http://inner"),
            (1, "HTTPS", "", "https://inner"),
            (1, "https,", "example.com,", "http://inner"),
            (1, "\u{a0}https", "example.com\x0b", "http://inner"),
            (1, "https", ":80", "https://inner"),
        ] {
            let headers: &[(&str, &[u8])] =
                &[("X-FORWARDED-PROTO", proto.as_bytes()), ("x-forwarded-host", host.as_bytes())];
            let seen = SeenRequest { host: "inner", target: "/dlr", headers, ..PLAIN };
            let url = ExternalUrl::behind(trusted_hops).of(&seen);
            assert_eq!(url, format!("{origin}/dlr"), "{trusted_hops} {proto:?} {host:?}");
        }
        let headers: &[(&str, &[u8])] = &[("X-Forwarded-Proto", b"http")];
        let seen = SeenRequest { is_tls: true, host: "inner", target: "/", headers, ..PLAIN };
        assert_eq!(ExternalUrl::behind(1).of(&seen), "http://inner/");
    }

    #[test]
    fn a_repeated_forwarded_header_is_one_list() {
        let headers: &[(&str, &[u8])] = &[
            ("X-Forwarded-Host", b"a.example, b.example"),
            ("X-Other", b"c.example"),
            ("x-forwarded-host", b"d.example"),
            ("x-forwarded-proto", b"\xff"),
        ];
        let seen = SeenRequest { target: "/", headers, ..PLAIN };
        for (trusted_hops, host) in [
            (0, "inner:8080"),
            (1, "d.example"),
            (2, "b.example"),
            (3, "a.example"),
            (4, "inner:8080"),
        ] {
            let url = ExternalUrl::behind(trusted_hops).of(&seen);
            assert_eq!(url, format!("http://{host}/"));
        }
    }

    #[test]
    fn a_base_url_stands_in_front_of_path_and_query() {
        for (base_url, expected) in [
            ("https://example.com", "https://example.com"),
            ("https://example.com/", "https://example.com"),
            ("https://example.com:8443//", "https://example.com:8443"),
            ("HTTPS://example.com/hooks", "HTTPS://example.com/hooks"),
            ("http://a", "http://a"),
            ("https://[::1]:8443/", "https://[::1]:8443"),
            ("https://example.com/a/b%20c/", "https://example.com/a/b%20c"),
        ] {
            assert_eq!(from_base(base_url), format!("{expected}/dlr?a=1&b=%20"));
        }
    }

    #[test]
    fn a_base_url_that_is_none_is_refused_and_not_quoted() {
        let longer = format!("https://{}", "a".repeat(262));
        for base_url in [
            "",
            "example.com",
            "//example.com",
            "ftp://example.com",
            "https:/example.com",
            "https://",
            "https:///",
            "https:///hooks",
            "https://:443",
            "https://?a",
            "https:// example.com",
            "https://a b",
            "https://user@example.com",
            "https://example.com?a=1",
            "https://example.com/hooks?a=1",
            "https://example.com/hooks#a",
            "https://example.com/a b",
            "https://example.com/\u{a0}",
            "https://example.com/\0",
            "https://example.com\r\nX: y",
            "https://\u{e9}.example",
            &longer,
        ] {
            let refused = ExternalUrl::from_base(base_url).unwrap_err();
            assert_eq!(refused.kind(), ErrorKind::InvalidArgument, "{base_url:?}");
            let message = "expected a base URL such as https://example.com, without a query";
            assert_eq!(refused.to_string(), message);
        }
    }

    #[test]
    fn settings_choose_one_of_the_three() {
        for (base_url, trusted_hops, chosen) in [
            (None, 0, "ExternalUrl::behind(0)"),
            (None, 2, "ExternalUrl::behind(2)"),
            (Some("https://example.com/secret"), 0, "ExternalUrl::from_base(..)"),
        ] {
            let url = ExternalUrl::from_settings(base_url, trusted_hops).unwrap();
            assert_eq!(format!("{url:?}"), chosen);
        }
        for (base_url, trusted_hops) in [("https://example.com", 1), ("example.com", 0)] {
            let refused = ExternalUrl::from_settings(Some(base_url), trusted_hops).unwrap_err();
            assert_eq!(refused.kind(), ErrorKind::InvalidArgument);
        }
    }
}
