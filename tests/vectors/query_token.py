"""A secret in the URL: what the vectors of the providers share that have nothing better."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from common import URL, Headers, Tables
from endpoint import Endpoint

TOKEN: Final = "delivrdTestToken4hQ7xW2mR9pK5vB8nJ3cT6"
OTHER_TOKEN: Final = "delivrdTestToken8sD3gL6yF9zN2kH5jP4wX7"


@dataclass
class TokenEndpoint(Endpoint):
    """A group of tests whose requests carry a token in the URL."""

    scheme = "secret"
    member = "token"
    keys = (TOKEN, OTHER_TOKEN)

    def prove(self, body: bytes, timestamp: str | None) -> tuple[Headers, str]:
        return [("Content-Type", "text/plain")], with_token(self.secret)


def with_token(token: str) -> str:
    """The URL that was registered with the provider."""
    return f"{URL}?token={quote(token, safe='')}"


def add_tokens(group: TokenEndpoint) -> None:
    """The parameter, found, decoded, repeated and missing."""
    first, last = TOKEN[0], TOKEN[-1]
    for comment, query in {
        "alone": f"?token={TOKEN}",
        "before other parameters": f"?token={TOKEN}&a=1&b",
        "behind other parameters": f"?a=1&&b&token={TOKEN}",
        "twice, equal": f"?token={TOKEN}&token={TOKEN}",
        "percent-encoded": f"?token=%{ord(first):02x}{TOKEN[1:]}",
        "under an encoded name": f"?%74oken={TOKEN}",
        "twice, equal once decoded": f"?token={TOKEN}&token={TOKEN[:-1]}%{ord(last):02X}",
        "beside one in capitals": f"?token={TOKEN}&Token={OTHER_TOKEN}",
        "before a fragment": f"?token={TOKEN}#token={OTHER_TOKEN}",
    }.items():
        group.accept(f"a token {comment}", "token", url=URL + query)
    wrong = {
        "another token": OTHER_TOKEN,
        "the token in capitals": TOKEN.upper(),
        "the beginning of the token": TOKEN[:-1],
        "more than the token": TOKEN + "0",
        "the token twice in a row": TOKEN + TOKEN,
        "joined with itself by a comma": f"{TOKEN},{TOKEN}",
        "a blank in front": "+" + TOKEN,
        "a blank behind": TOKEN + "%20",
        "a line break behind": TOKEN + "%0A",
        "a NUL behind": TOKEN + "%00",
        "encoded twice": f"%25{ord(first):02x}{TOKEN[1:]}",
        "half an escape": TOKEN[:-1] + f"%{ord(last):02x}"[:2],
        "bytes that are no UTF-8": "%ff" + TOKEN,
        "an equals sign in front": "=" + TOKEN,
        "the configured member": f"token%3D{TOKEN}",
    }
    for comment, value in wrong.items():
        url = f"{URL}?token={value}"
        group.refuse(f"wrong token: {comment}", "token", "bad_signature", url=url)
    for comment, (error, url) in {
        "no query": ("missing_header", URL),
        "an empty query": ("missing_header", URL + "?"),
        "an empty token": ("missing_header", URL + "?token="),
        "a name alone": ("missing_header", URL + "?token"),
        "two empty tokens": ("missing_header", URL + "?token=&token"),
        "another name": ("missing_header", f"{URL}?key={TOKEN}"),
        "a name in capitals": ("missing_header", f"{URL}?TOKEN={TOKEN}"),
        "a longer name": ("missing_header", f"{URL}?token2={TOKEN}"),
        "a name with a blank": ("missing_header", f"{URL}?token+={TOKEN}"),
        "a token in the path": ("missing_header", f"{URL}/token={TOKEN}"),
        "a token in the fragment": ("missing_header", f"{URL}#?token={TOKEN}"),
        "parameters parted by a semicolon": ("missing_header", f"{URL}?a=1;token={TOKEN}"),
        "a question mark twice": ("missing_header", f"{URL}??token={TOKEN}"),
        "two tokens": ("duplicate_header", f"{URL}?token={TOKEN}&token={OTHER_TOKEN}"),
        "two tokens, the wrong one first": (
            "duplicate_header",
            f"{URL}?token={OTHER_TOKEN}&token={TOKEN}",
        ),
        "an empty token beside a full one": ("duplicate_header", f"{URL}?token=&token={TOKEN}"),
    }.items():
        group.refuse(f"no token to compare: {comment}", "token", error, url=url)
    headers: Headers = [("token", TOKEN), ("Authorization", f"Bearer {TOKEN}")]
    comment = "the token in headers"
    group.refuse(comment, "token", "missing_header", headers=headers, url=URL)
    comment = "a wrong token, and a body that cannot be read"
    url = with_token(OTHER_TOKEN)
    group.refuse(comment, "token", "bad_signature", body=b"\xff", url=url)


def secrets(endpoint: type[TokenEndpoint], tables: Tables, now: int) -> Iterator[Endpoint]:
    """What a token may be, and that no clock matters."""
    for what, token in {
        "characters that a URL encodes": "a+b c/d=e&f%20g#h?i",
        "characters outside ASCII": "Schlüssel-0001",
    }.items():
        group = endpoint.usual(tables, now, {"token": token}, secret=token)
        group.accept(f"a token of {what} is used verbatim", "token")
        yield group
    for clock in (0, 2**40):
        group = endpoint.usual(tables, clock, tolerance=0)
        group.accept(f"no time is signed: the clock says {clock}", "clock")
        yield group
