"""WSGI: the environment of a request to the arguments of `Verifier.receive`."""

from collections.abc import Iterator, Mapping
from typing import Any

from ._request import Arrived, external_url, request_target

__all__ = ["Arrived", "read_request"]


def read_request(
    environ: Mapping[str, Any],
    body: bytes,
    *,
    base_url: str | None = None,
    trusted_hops: int = 0,
) -> Arrived:
    """The arguments of `Verifier.receive`.

    `body` is the raw body, which the caller has read, up to a limit. WSGI has no repeated
    headers: servers join them with a comma, and a security header that stood twice is refused as
    malformed. Nor does it tell `X_Webhook_Signature` apart from `X-Webhook-Signature`: let the
    proxy drop names with underscores, as nginx does unless told otherwise.

    The URL is made of `base_url` (scheme, host and, where a proxy takes one off, the path prefix)
    and the path and query of the request. Without it, scheme and host are those that the server
    saw: `Host` is what the client says, and one that no host can have gives way to the server's own
    name. `X-Forwarded-Proto` and `X-Forwarded-Host` count only with `trusted_hops`, the number of
    your own proxies, and then both do: set it only if each of these proxies overwrites both or
    appends to both. Of a header that they pass on unchanged, anybody can choose the value.
    """
    headers = tuple(_headers(environ))
    url = external_url(
        environ.get("wsgi.url_scheme", "http"),
        environ.get("HTTP_HOST", ""),
        (environ.get("SERVER_NAME", ""), str(environ.get("SERVER_PORT", ""))),
        _target(environ),
        headers,
        base_url=base_url,
        trusted_hops=trusted_hops,
    )
    return Arrived(environ["REQUEST_METHOD"], url, headers, body)


def _headers(environ: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in environ.items():
        if name.startswith("HTTP_"):
            yield name[5:].replace("_", "-").title(), value
        elif name in ("CONTENT_TYPE", "CONTENT_LENGTH") and value:
            yield name.replace("_", "-").title(), value


def _target(environ: Mapping[str, Any]) -> str:
    raw = environ.get("REQUEST_URI") or environ.get("RAW_URI") or ""
    path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    # PEP 3333: the characters of a decoded path stand for bytes.
    return request_target(raw, path.encode("latin-1", "replace"), environ.get("QUERY_STRING", ""))
