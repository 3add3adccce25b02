"""FastAPI and Starlette: `verifier.receive(*await read_request(request))`."""

from typing import TYPE_CHECKING

from . import asgi
from ._request import Arrived

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["Arrived", "read_request"]


async def read_request(
    request: "Request", *, base_url: str | None = None, trusted_hops: int = 0
) -> Arrived:
    """The arguments of `Verifier.receive`, from a request of FastAPI or Starlette.

    The endpoint takes the `Request` itself, and no model of the body. Neither limits the size of
    a body: let the proxy or the server do it. What `base_url` and `trusted_hops` mean, and what
    is trusted without them, is said at `delivrd.contrib.asgi.read_request`.
    """
    body = await request.body()
    return asgi.read_request(request.scope, body, base_url=base_url, trusted_hops=trusted_hops)
