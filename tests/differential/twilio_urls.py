"""The forms of a URL that Twilio may have signed: a second statement of docs/providers/twilio.md.

How a URL comes apart is read from RFC 3986, appendix B.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl, quote

# The scheme with the user, the host, the port, the path, and the query with the fragment.
_ADDRESS: Final = re.compile(
    r"([^:/?#]+://(?:[^/?#]*@)?)([^/?#]*?)(:[0-9]+)?(/[^?#]*)?([?#].*)?", re.DOTALL
)


def pairs_of(form: bytes) -> list[tuple[bytes, bytes]]:
    """Names and values of a form or a query, decoded to the bytes that they are."""
    text = form.decode("latin-1")
    pairs = parse_qsl(text, keep_blank_values=True, encoding="latin-1")
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in pairs]


def query_of(url: str) -> str:
    """What stands behind the question mark and in front of the fragment."""
    return url.partition("#")[0].partition("?")[2]


def ports(url: str) -> list[str]:
    """As it came; and without its port, or with that of the scheme where none stands."""
    found = _ADDRESS.fullmatch(url)
    if not found:
        return [url]
    scheme, host, port, *behind = (piece or "" for piece in found.groups())
    standard = ":443" if scheme.lower().startswith("https:") else ":80"
    return [url, "".join((scheme, host, "" if port else standard, *behind))]


def addresses(url: str) -> list[str]:
    """As it came; and what Node's parser makes of host, empty path and query.

    The slash of an empty path may also be gone again, as somebody typed the URL.
    """
    found = _ADDRESS.fullmatch(url)
    if not found:
        return [url]
    scheme, host, port, path, query = (piece or "" for piece in found.groups())
    own = [(host, path), (lower(host), path or "/")]
    if path == "/":
        own.append((lower(host), ""))
    forms = [
        "".join((scheme, own_host, port, own_path, own_query))
        for own_host, own_path in own
        for own_query in (query, escape_anew(query))
    ]
    return list(dict.fromkeys(forms))


def lower(text: str) -> str:
    """ASCII letters alone."""
    return text.encode().lower().decode()


def escape_anew(query: str) -> str:
    """By the rules of `encodeURIComponent`; as it is with a fragment, or if it is not UTF-8."""
    if not query or "#" in query:
        return query
    try:
        pairs = parse_qsl(query[1:], keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        return query
    texts = (f"{quote(name, safe=LEFT)}={quote(value, safe=LEFT)}" for name, value in pairs)
    return "".join(f"{'&' if place else '?'}{text}" for place, text in enumerate(texts))


# What `encodeURIComponent` leaves as it is, letters and digits apart (ECMA-262, 19.2.6.4).
LEFT: Final = "-_.!~*'()"
