"""Flask: `verifier.receive(*read_request(flask.request))`."""

from typing import TYPE_CHECKING

from . import wsgi
from ._request import MAX_BODY, Arrived, is_within, read_body

if TYPE_CHECKING:
    from werkzeug import Request

__all__ = ["Arrived", "read_request"]


def read_request(
    request: "Request",
    *,
    max_body: int = MAX_BODY,
    base_url: str | None = None,
    trusted_hops: int = 0,
) -> Arrived:
    """The arguments of `Verifier.receive`, from a request of Flask or Werkzeug.

    Call it before anything reads `request.form`, which uses the body up. Of a body longer than
    `max_body` a byte more than that is kept, so that the verifier refuses it (`body_too_large`,
    413). `max_body` must not be smaller than the verifier's, which could not tell that a body was
    cut: a genuine receipt would have a wrong signature. One longer than
    `app.config["MAX_CONTENT_LENGTH"]` is answered with 413 by Flask itself. What `base_url` and
    `trusted_hops` mean, and what is trusted without them, is said at
    `delivrd.contrib.wsgi.read_request`.
    """
    if is_within(request.content_length, max_body):
        body = request.get_data()
    else:
        # Nothing is left in the stream if `get_data` was called before, and kept it.
        body = read_body(request.stream.read, max_body) or request.get_data()
    return wsgi.read_request(request.environ, body, base_url=base_url, trusted_hops=trusted_hops)
