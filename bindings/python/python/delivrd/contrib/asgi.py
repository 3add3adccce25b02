"""ASGI: the scope of a request to the arguments of `Verifier.receive`."""

from collections.abc import MutableMapping
from typing import Any

from ._request import Arrived, external_url, request_target

__all__ = ["Arrived", "read_request"]


def read_request(
    scope: MutableMapping[str, Any],
    body: bytes,
    *,
    base_url: str | None = None,
    trusted_hops: int = 0,
) -> Arrived:
    """The arguments of `Verifier.receive`.

    `body` is the raw body, which the caller has read, up to a limit. Headers keep their
    order and repetitions.

    The URL is made of `base_url` (scheme, host and, where a proxy takes one off, the path prefix)
    and the path and query of the request. Without it, scheme and host are those that the server
    saw: `Host` is what the client says, and one that no host can have gives way to the server's own
    name. `X-Forwarded-Proto` and `X-Forwarded-Host` count only with `trusted_hops`, the number of
    your own proxies, and then both do: set it only if each of these proxies overwrites both or
    appends to both. Of a header that they pass on unchanged, anybody can choose the value.
    (Uvicorn's own `--proxy-headers` changes the scheme before this function sees it.)
    """
    headers = tuple(
        (bytes(name).decode("latin-1"), bytes(value).decode("latin-1"))
        for name, value in scope["headers"]
    )
    hosts = [value for name, value in headers if name.lower() == "host"]
    url = external_url(
        scope.get("scheme", "http"),
        hosts[0] if hosts else "",
        _server(scope),
        _target(scope),
        headers,
        base_url=base_url,
        trusted_hops=trusted_hops,
    )
    return Arrived(scope["method"], url, headers, body)


def _server(scope: MutableMapping[str, Any]) -> tuple[str, str]:
    # Of a Unix socket it is the path, without a port.
    name, port = scope.get("server") or ("", None)
    return name, "" if port is None else str(port)


def _target(scope: MutableMapping[str, Any]) -> str:
    query = scope.get("query_string", b"").decode("latin-1")
    # Some test clients put the query there, too; the specification does not.
    raw = (scope.get("raw_path") or b"").decode("latin-1").split("?", 1)[0]
    if raw and query:
        raw = f"{raw}?{query}"
    return request_target(raw, scope["path"].encode("utf-8", "surrogatepass"), query)
