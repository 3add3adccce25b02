//! What Twilio signs: the URL in one of its forms, then the parameters of a form.

use std::borrow::Cow;

use delivrd_core::Lookup;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use super::BODY_HASH;
use crate::form;

/// A longer URL is tried as it came: its forms would cost a stranger nothing, and many times its
/// length of memory.
const LONGEST: usize = 16 << 10;

/// The hash of the body, if the query ends with a parameter of that name, as Twilio appends it:
/// found by reading the query, as a path or another value may hold the name. In front of other
/// parameters it would be a text of a genuine form, whose signed fields were made a URL.
pub(super) fn body_hash(url: &str) -> Lookup<Cow<'_, [u8]>> {
    let is_hash = |name: &[u8]| name == BODY_HASH.as_bytes();
    let pairs = || form::pairs(form::query(url).as_bytes());
    match pairs().last() {
        Some((name, _)) if is_hash(&name) => {
            Lookup::among(pairs().filter(|(name, _)| is_hash(name)).map(|(_, value)| value))
        }
        _ => Lookup::Missing,
    }
}

/// Every form of a URL that Twilio may have signed, the one that came first. All of them are the
/// same address to whoever configured one, with the same parameters.
///
/// - the port gone, or the standard one added where none is (python, node, go, php: "the
///   back end is inconsistent");
/// - the host in lower case, and the slash that an empty path stands for (node, by the URL parser
///   of its platform), or gone again, as it may have been typed into the console;
/// - the query with other escapes for the same text, `%27` for `'` (node).
pub(super) fn forms(url: &str) -> Vec<String> {
    let parts = Parts::of(url).filter(|_| url.len() <= LONGEST);
    let Some(Parts { scheme, host, port, path, query }) = parts else {
        return vec![url.to_owned()];
    };
    let other_port = match port {
        "" if scheme.get(..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https:")) => ":443",
        "" => ":80",
        _ => "",
    };
    let other_path = match path {
        "" => Some("/"),
        "/" => Some(""),
        _ => None,
    };
    let lower = host.to_ascii_lowercase();
    let other_query = escaped_anew(query).filter(|anew| anew != query);
    // Node's parser changes host and path at once, so that the two need no forms of their own:
    // each form costs a hash of the body with every key, and a stranger chooses the URL.
    let is_other = |own: &(&str, &str)| *own != (host, path);
    let addresses = [
        Some((host, path)),
        Some((&*lower, other_path.unwrap_or(path))).filter(is_other),
        Some((&*lower, path)).filter(is_other).filter(|_| path == "/"),
    ];
    let mut forms = Vec::new();
    for query in [Some(query), other_query.as_deref()].into_iter().flatten() {
        for (host, path) in addresses.into_iter().flatten() {
            for port in [port, other_port] {
                forms.push([scheme, host, port, path, query].concat());
            }
        }
    }
    forms
}

/// A URL in pieces; together they are the URL.
struct Parts<'u> {
    /// With `://`, and with user and password, if there are any.
    scheme: &'u str,
    host: &'u str,
    /// With its colon, or empty.
    port: &'u str,
    path: &'u str,
    /// With its question mark, or empty, and with a fragment.
    query: &'u str,
}

impl<'u> Parts<'u> {
    fn of(url: &'u str) -> Option<Self> {
        let slashes = url.find("://")?.checked_add(3)?;
        let (_, rest) = url.split_at_checked(slashes)?;
        let (authority, behind) =
            rest.split_at_checked(rest.find(['/', '?', '#']).unwrap_or(rest.len()))?;
        let user = authority.rfind('@').map_or(Some(0), |at| at.checked_add(1))?;
        let (scheme, _) = url.split_at_checked(slashes.checked_add(user)?)?;
        let (_, host) = authority.split_at_checked(user)?;
        // What follows the last colon of an IPv6 address ends with its bracket.
        let colon = host.rfind(':').filter(|colon| {
            let digits = host.bytes().skip(colon.saturating_add(1));
            digits.clone().count() > 0 && digits.into_iter().all(|digit| digit.is_ascii_digit())
        });
        let (host, port) = host.split_at_checked(colon.unwrap_or(host.len()))?;
        let (path, query) =
            behind.split_at_checked(behind.find(['?', '#']).unwrap_or(behind.len()))?;
        Some(Self { scheme, host, port, path, query })
    }
}

/// What `encodeURIComponent` and Node's `querystring` leave as it is.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

/// A query decoded and escaped anew. Every pair is kept, in its order, so that no other query
/// comes to the same but one that says the same. None where that cannot be: text that is not
/// UTF-8, which others replace, and a fragment.
fn escaped_anew(query: &str) -> Option<String> {
    let query = query.strip_prefix('?').filter(|query| !query.contains('#'))?;
    let mut anew = String::with_capacity(query.len());
    for (name, value) in form::pairs(query.as_bytes()) {
        anew.push(if anew.is_empty() { '?' } else { '&' });
        str::from_utf8(&name).and(str::from_utf8(&value)).ok()?;
        anew.extend(percent_encode(&name, ESCAPED));
        anew.push('=');
        anew.extend(percent_encode(&value, ESCAPED));
    }
    Some(anew)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_that_came_is_the_first() {
        for url in [
            "https://example.com/dlr?a=%27&b",
            "https://example.com",
            "HTTPS://user:80@Example.COM:8443?x#y?z",
            "https://[2001:db8::1]/",
            "https://[2001:db8::1]:443/",
            "/dlr?a=b",
            "://",
            "",
            "https://example.com:/",
            "\u{e9}://\u{e9}:1\u{e9}:2?\u{e9}",
        ] {
            assert_eq!(forms(url).first().map(String::as_str), Some(url));
        }
    }

    #[test]
    fn a_port_is_what_follows_the_host() {
        let has = |url, form: &str| forms(url).iter().any(|own| own == form);
        assert!(has("https://[2001:db8::1]/x", "https://[2001:db8::1]:443/x"));
        assert!(has("http://[2001:db8::1]:8080/x", "http://[2001:db8::1]/x"));
        assert!(has("http://user:80@example.com/x", "http://user:80@example.com:80/x"));
        assert!(has("http://u:8@example.com:1/x?a@b:2", "http://u:8@example.com/x?a@b:2"));
        assert!(!has("https://example.com/x:1", "https://example.com/x"));
        assert!(!has("https://example.com:/x", "https://example.com/x"), "a colon is no port");
        assert_eq!(forms("https://example.com/x").len(), 2);
    }

    #[test]
    fn escapes_a_query_as_node_does() {
        let anew = |query| escaped_anew(query);
        // From `querystring.stringify(querystring.parse(...))` of Node 20.
        let node = "?a=%C3%A9%20b%2Bc&d=&e=-_.!~*'()%2F%3A%40%24%2C%3D";
        assert_eq!(anew("?a=%c3%a9+b%2bc&&d&e=-_.!~*%27%28)/:@$,=").as_deref(), Some(node));
        assert_eq!(anew("?a=%ff"), None);
        assert_eq!(anew("?a=b#c"), None);
        assert_eq!(anew(""), None);
    }
}
