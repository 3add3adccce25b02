"""What the helpers have in common: the arguments, and the URL as the provider called it."""

from collections.abc import Iterable
from typing import NamedTuple

from .._errors import ConfigError, ErrorKind

__all__ = ["Arrived", "external_url"]


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


def external_url(
    scheme: str,
    host: str,
    target: str,
    headers: Iterable[tuple[str, str]],
    *,
    base_url: str | None,
    trusted_hops: int,
) -> str:
    """The URL as the provider called it, from what the server saw and what the caller trusts."""
    if base_url is not None:
        if trusted_hops:
            raise _refused("give base_url or trusted_hops, not both")
        if not base_url.startswith(("https://", "http://")):
            raise _refused("base_url: expected https:// and the host, as the provider calls it")
        return base_url.rstrip("/") + target
    if trusted_hops < 0:
        raise _refused("trusted_hops: expected the number of proxies of yours in front")
    if trusted_hops:
        headers = list(headers)
        scheme = _forwarded(headers, "x-forwarded-proto", trusted_hops) or scheme
        host = _forwarded(headers, "x-forwarded-host", trusted_hops) or host
    return f"{scheme}://{host}{target}"


def _forwarded(headers: Iterable[tuple[str, str]], name: str, hops: int) -> str | None:
    """The value that the outermost of the trusted proxies wrote; each one appends its own.

    A header with fewer values than that was written by nobody who is trusted.
    """
    joined = ",".join(value for own, value in headers if own.lower() == name)
    values = [value.strip() for value in joined.split(",")]
    return values[-hops] if len(values) >= hops else None


def _refused(message: str) -> ConfigError:
    return ConfigError(ErrorKind.INVALID_ARGUMENT, message)
