"""Django: `verifier.receive(*read_request(request))`, in a view with `csrf_exempt`."""

from typing import Any, Protocol

from . import asgi, wsgi
from ._request import MAX_BODY, Arrived, is_within, read_body

__all__ = ["Arrived", "read_request"]


class _HttpRequest(Protocol):
    # Django has no types of its own.
    META: Any

    @property
    def body(self) -> bytes: ...

    def read(self, size: int, /) -> bytes: ...


def read_request(
    request: _HttpRequest,
    *,
    max_body: int = MAX_BODY,
    base_url: str | None = None,
    trusted_hops: int = 0,
) -> Arrived:
    """The arguments of `Verifier.receive`, from a request of Django, under WSGI or ASGI.

    Call it before anything reads `request.POST`, which uses the body up. Of a body longer than
    `max_body` a byte more than that is kept, so that the verifier refuses it (`body_too_large`,
    413); after that, or if its length was not declared, `request.body` has it no more. `max_body`
    must not be smaller than the verifier's, which could not tell that a body was cut: a genuine
    receipt would have a wrong signature. A shorter one over the setting
    `DATA_UPLOAD_MAX_MEMORY_SIZE` is refused by Django itself. What `base_url` and `trusted_hops`
    mean, and what is trusted without them, is said at `delivrd.contrib.wsgi.read_request`.
    """
    if is_within(request.META.get("CONTENT_LENGTH"), max_body):
        body = request.body
    else:
        body = read_body(request.read, max_body)
    scope = getattr(request, "scope", None)
    if scope is not None:
        return asgi.read_request(scope, body, base_url=base_url, trusted_hops=trusted_hops)
    environ = getattr(request, "environ", request.META)
    return wsgi.read_request(environ, body, base_url=base_url, trusted_hops=trusted_hops)
