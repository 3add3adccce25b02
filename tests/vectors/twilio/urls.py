"""Which forms of a URL are the same, and which are not."""

from __future__ import annotations

from .model import Endpoint, pairs_of, sign

# Bytes of a URL that is tried in other forms than it came.
LONGEST = 16384


def add_forms(group: Endpoint) -> None:
    """Called → signed: one of Twilio's own validators takes each of them."""
    for comment, called, signed in (
        ("the port gone", "https://example.com:8443/dlr", "https://example.com/dlr"),
        ("the port of https gone", "https://example.com:443/dlr", "https://example.com/dlr"),
        ("the port of https added", "https://example.com/dlr", "https://example.com:443/dlr"),
        ("the port of http added", "http://example.com/dlr", "http://example.com:80/dlr"),
        ("the port of http gone", "http://example.com:80/dlr", "http://example.com/dlr"),
        ("a port of its own", "https://example.com:8443/dlr", "https://example.com:8443/dlr"),
        ("a slash for no path", "https://example.com", "https://example.com/"),
        (
            "a slash for no path, in front of a query",
            "https://example.com?a=1",
            "https://example.com/?a=1",
        ),
        ("no path for a slash", "https://example.com/", "https://example.com"),
        (
            "no path for a slash, and the port",
            "https://example.com/?a=1",
            "https://example.com:443?a=1",
        ),
        ("the host in lower case", "https://Example.COM/DLR?A=b", "https://example.com/DLR?A=b"),
        (
            "the host in lower case, and a slash alone",
            "https://Example.COM/?a=1",
            "https://example.com/?a=1",
        ),
        (
            "the port of the longest URL",
            f"https://example.com/dlr?a={'x' * (LONGEST - 26)}",
            f"https://example.com:443/dlr?a={'x' * (LONGEST - 26)}",
        ),
        ("the host in capitals, as it came", "https://EXAMPLE.com/dlr", "https://EXAMPLE.com/dlr"),
        (
            "the port added to an IPv6 address",
            "https://[2001:db8::1]/dlr",
            "https://[2001:db8::1]:443/dlr",
        ),
        (
            "the port of an IPv6 address gone",
            "https://[2001:db8::1]:8443/dlr",
            "https://[2001:db8::1]/dlr",
        ),
        ("an IPv6 address as it came", "https://[2001:db8::1]/dlr", "https://[2001:db8::1]/dlr"),
        (
            "user and password as they came",
            "https://user:80@example.com/dlr",
            "https://user:80@example.com/dlr",
        ),
        (
            "the port added behind user and password",
            "https://user:80@example.com/dlr",
            "https://user:80@example.com:443/dlr",
        ),
        (
            "the port gone behind user and password",
            "https://user:pw@example.com:8443/dlr",
            "https://user:pw@example.com/dlr",
        ),
        (
            "an apostrophe that was escaped",
            "https://example.com/dlr?a=%27x",
            "https://example.com/dlr?a='x",
        ),
        (
            "a slash that was not escaped",
            "https://example.com/dlr?a=b/c",
            "https://example.com/dlr?a=b%2Fc",
        ),
        (
            "blanks with another escape",
            "https://example.com/dlr?a=b+c&d",
            "https://example.com/dlr?a=b%20c&d=",
        ),
        (
            "other escapes, and the port",
            "https://example.com/dlr?a=b/c",
            "https://example.com:443/dlr?a=b%2Fc",
        ),
        (
            "a fragment as it came",
            "https://example.com/dlr#rc=5&rp=all",
            "https://example.com/dlr#rc=5&rp=all",
        ),
        ("an empty query as it came", "https://example.com/dlr?", "https://example.com/dlr?"),
        (
            "a name that stands twice as it came",
            "https://example.com/dlr?a=1&b=2&a=3",
            "https://example.com/dlr?a=1&b=2&a=3",
        ),
        (
            "text outside ASCII as it came",
            "https://example.com/dlr?a=\u00e9",
            "https://example.com/dlr?a=\u00e9",
        ),
        (
            "text outside ASCII, escaped",
            "https://example.com/dlr?a=\u00e9",
            "https://example.com/dlr?a=%C3%A9",
        ),
    ):
        request = {"url": called, "signed_url": signed}
        group.accept(f"URL: {comment}", "url", request=request)


def add_other_urls(group: Endpoint) -> None:
    """Called → signed: another address, or parameters that are not the same."""
    for comment, called, signed in (
        ("a slash more", "https://example.com/dlr/", "https://example.com/dlr"),
        ("a slash less", "https://example.com/dlr", "https://example.com/dlr/"),
        (
            "a slash more in front of a query",
            "https://example.com/dlr/?a=1",
            "https://example.com/dlr?a=1",
        ),
        ("another host", "https://example.org/dlr", "https://example.com/dlr"),
        ("another scheme", "http://example.com/dlr", "https://example.com/dlr"),
        ("another port", "https://example.com:8443/dlr", "https://example.com:9443/dlr"),
        ("another port, where none is", "https://example.com/dlr", "https://example.com:8443/dlr"),
        ("the port of http under https", "https://example.com/dlr", "https://example.com:80/dlr"),
        ("the port of https under http", "http://example.com/dlr", "http://example.com:443/dlr"),
        (
            "the standard port for another",
            "https://example.com:8443/dlr",
            "https://example.com:443/dlr",
        ),
        (
            "the port of a URL that is too long for other forms",
            f"https://example.com/dlr?a={'x' * (LONGEST - 25)}",
            f"https://example.com:443/dlr?a={'x' * (LONGEST - 25)}",
        ),
        ("another path", "https://example.com/dlr2", "https://example.com/dlr"),
        ("the path in another case", "https://example.com/DLR", "https://example.com/dlr"),
        ("a path with another escape", "https://example.com/d%6Cr", "https://example.com/dlr"),
        ("a path through a dot", "https://example.com/./dlr", "https://example.com/dlr"),
        (
            "a host in capitals, called in lower case",
            "https://example.com/dlr",
            "https://EXAMPLE.com/dlr",
        ),
        ("the query gone", "https://example.com/dlr", "https://example.com/dlr?tenant=7"),
        ("a query added", "https://example.com/dlr?tenant=7", "https://example.com/dlr"),
        ("another value", "https://example.com/dlr?tenant=8", "https://example.com/dlr?tenant=7"),
        ("another order", "https://example.com/dlr?b=2&a=1", "https://example.com/dlr?a=1&b=2"),
        ("a parameter more", "https://example.com/dlr?a=1&b=2", "https://example.com/dlr?a=1"),
        ("a parameter twice", "https://example.com/dlr?a=1&a=1", "https://example.com/dlr?a=1"),
        ("a query in capitals", "https://example.com/dlr?A=b", "https://example.com/dlr?a=b"),
        ("a fragment gone", "https://example.com/dlr", "https://example.com/dlr#rc=5"),
        ("user and password gone", "https://example.com/dlr", "https://u:p@example.com/dlr"),
        ("user and password added", "https://u:p@example.com/dlr", "https://example.com/dlr"),
        (
            "the password as a port",
            "https://user:80@example.com/dlr",
            "https://user@example.com/dlr",
        ),
        (
            "an IPv6 address cut at its first colon",
            "https://[2001:db8::1]/dlr",
            "https://[2001/dlr",
        ),
        (
            "an escape that is not UTF-8, replaced",
            "https://example.com/dlr?a=%FF",
            "https://example.com/dlr?a=%EF%BF%BD",
        ),
    ):
        comment = f"URL: {comment}"
        group.refuse(comment, "url", "bad_signature", url=called, signed_url=signed)
    comment = "URL: a parameter behind a thousand empty pairs"
    called = "https://example.com/dlr?a=1" + "&" * 1000 + "tenant=8"
    signature = sign("https://example.com/dlr?a=1", pairs_of())
    group.refuse(comment, "url", "bad_signature", url=called, signature=signature)
