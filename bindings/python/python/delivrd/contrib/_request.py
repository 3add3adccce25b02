"""What the helpers have in common: the arguments, and the URL as the provider called it."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple
from urllib.parse import quote

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

# The letters of a host, with a port or without.
_HOST = re.compile(r"[A-Za-z0-9._:\[\]-]{1,261}")
_BASE_URL = re.compile(r"https?://[^/?#\s][^?#]*", re.IGNORECASE)


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
    has one. PHP's `Request::fromGlobals` makes the same URL of the same request.
    """
    if base_url is not None:
        if trusted_hops:
            raise _refused("give base_url or trusted_hops, not both")
        if not _BASE_URL.fullmatch(base_url):
            raise _refused("base_url: expected one such as https://example.com, without a query")
        return base_url.rstrip("/") + target
    if trusted_hops < 0:
        raise _refused("trusted_hops: expected the number of proxies of yours in front")
    is_secure = scheme.lower() == "https"
    if trusted_hops:
        headers = list(headers)
        proto = _forwarded(headers, "x-forwarded-proto", trusted_hops).lower()
        if proto in ("http", "https"):
            is_secure = proto == "https"
        forwarded = _forwarded(headers, "x-forwarded-host", trusted_hops)
        host = forwarded if _HOST.fullmatch(forwarded) else host
    if not _HOST.fullmatch(host):
        # HTTP/1.0, or nothing that a host can be.
        name, port = server
        host = name if _HOST.fullmatch(name) else "localhost"
        if port and port != ("443" if is_secure else "80"):
            host = f"{host}:{port}"
    return f"{'https' if is_secure else 'http'}://{host}{target}"


def request_target(raw: str, path: bytes, query: str) -> str:
    """Path and query as they stood in the request line, else made of the decoded path.

    `raw` is what the server kept of the request line, and empty if it did not.
    """
    if not raw:
        # `%` is quoted: in a decoded path it is one that the client had encoded.
        raw = quote(path, safe="/:@!$&'()*+,;=~-._")
        raw = f"{raw}?{query}" if query else raw
    elif not raw.startswith("/") and "://" in raw:
        # Proxies send whole URLs.
        raw = re.sub(r"[^/?]*", "", raw.split("://", 1)[1], count=1)
    return raw if raw.startswith("/") else f"/{raw}"


def _limit(max_body: int) -> int:
    if max_body < 1:
        raise _refused("max_body: expected a number of bytes, the verifier's or more")
    return max_body


def _forwarded(headers: Iterable[tuple[str, str]], name: str, hops: int) -> str:
    """The value that the outermost of the trusted proxies wrote; each one appends its own.

    A header with fewer values than that was written by nobody who is trusted.
    """
    joined = ",".join(value for own, value in headers if own.lower() == name)
    values = joined.split(",")
    return values[-hops].strip(" \t") if len(values) >= hops else ""


def _refused(message: str) -> ConfigError:
    return ConfigError(ErrorKind.INVALID_ARGUMENT, message)
