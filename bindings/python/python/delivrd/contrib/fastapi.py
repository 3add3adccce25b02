"""FastAPI and Starlette: `verifier.receive(*await read_request(request))`."""

from contextlib import aclosing
from typing import TYPE_CHECKING

from . import asgi
from ._request import MAX_BODY, Arrived, Body

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["Arrived", "read_request"]


async def read_request(
    request: "Request",
    *,
    max_body: int = MAX_BODY,
    base_url: str | None = None,
    trusted_hops: int = 0,
) -> Arrived:
    """The arguments of `Verifier.receive`, from a request of FastAPI or Starlette.

    The endpoint takes the `Request` itself, and no model of the body. The body is read here, and
    is in the result: `request.body()` has it no more. Of one longer than `max_body` a byte more
    than that is kept, so that the verifier refuses it (`body_too_large`, 413). `max_body` must not
    be smaller than the verifier's, which could not tell that a body was cut: a genuine receipt
    would have a wrong signature. What `base_url` and `trusted_hops` mean, and what is trusted
    without them, is said at `delivrd.contrib.asgi.read_request`.
    """
    body = Body(max_body)
    async with aclosing(request.stream()) as chunks:
        async for chunk in chunks:
            if not body.add(chunk):
                break
    return asgi.read_request(
        request.scope, body.taken(), base_url=base_url, trusted_hops=trusted_hops
    )
