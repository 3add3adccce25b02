"""What the helpers have in common: the arguments, and the URL as the provider called it."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple
from urllib.parse import quote

from .. import _native
from .._errors import ConfigError, ErrorKind

__all__ = [
    "MAX_BODY",
    "Arrived",
    "Body",
    "external_url",
    "is_within",
    "read_body",
    "request_target",
]

# The verifier's own limit, unless it is configured.
MAX_BODY = 1 << 20
# How much of a body beyond the limit is read and dropped. Most clients write the whole request
# before they read: one whose connection is closed meanwhile never sees the answer.
_MAX_DROPPED = 16 << 20
_CHUNK = 1 << 16

_PORT = re.compile(r"[0-9]{1,5}")
_MAX_PORT = 65535


class Arrived(NamedTuple):
    """A request exactly as it arrived: `verifier.receive(*arrived)`.

    Its representation holds nothing of the request, as that may be logged.
    """

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def __repr__(self) -> str:
        return f"Arrived(headers={len(self.headers)}, body_bytes={len(self.body)})"


class Body:
    """A body as it is read, of which one byte beyond the limit is kept, and no more.

    That byte is what makes the verifier refuse it, with `body_too_large`.
    """

    def __init__(self, max_body: int) -> None:
        self._limit = _limit(max_body) + 1
        self._kept = bytearray()
        self._dropped = 0

    def add(self, chunk: bytes) -> bool:
        """Takes what was read next; whether to read on."""
        kept = chunk[: self._limit - len(self._kept)]
        self._kept += kept
        self._dropped += len(chunk) - len(kept)
        return self._dropped < _MAX_DROPPED

    def taken(self) -> bytes:
        return bytes(self._kept)


def read_body(read: Callable[[int], bytes], max_body: int) -> bytes:
    """A body from a file: all of it, or one byte beyond the limit."""
    body = Body(max_body)
    while chunk := read(_CHUNK):
        if not body.add(chunk):
            break
    return body.taken()


def is_within(declared: object, max_body: int) -> bool:
    """Whether a `Content-Length` says that a body is within the limit."""
    _limit(max_body)
    text = str(declared)
    return text.isascii() and text.isdecimal() and int(text[:20]) <= max_body


def external_url(
    scheme: str,
    host: str,
    server: tuple[str, str],
    target: str,
    headers: Iterable[tuple[str, str]],
    *,
    base_url: str | None,
    trusted_hops: int,
) -> str:
    """The URL as the provider called it, from what the server saw and what the caller trusts.

    `host` is what the client says; `server` is what the server calls itself, with its port if it
    has one. The rule is the library's own, the same in all languages.
    """
    name, port = server
    return _native.external_url(
        base_url,
        trusted_hops,
        is_tls=scheme.lower() == "https",
        host=host,
        server_name=name,
        server_port=int(port) if _PORT.fullmatch(port) and int(port) <= _MAX_PORT else None,
        target=target,
        headers=headers,
    )


def request_target(raw: str, path: bytes, query: str) -> str:
    """The target of the request line, else one made of the decoded path.

    `raw` is what the server kept of the request line, and empty if it did not.
    """
    if raw:
        return raw
    # `%` is quoted: in a decoded path it is one that the client had encoded.
    quoted = quote(path, safe="/:@!$&'()*+,;=~-._")
    return f"{quoted}?{query}" if query else quoted


def _limit(max_body: int) -> int:
    if max_body < 1:
        raise _refused("max_body: expected a number of bytes, the verifier's or more")
    return max_body


def _refused(message: str) -> ConfigError:
    return ConfigError(ErrorKind.INVALID_ARGUMENT, message)
