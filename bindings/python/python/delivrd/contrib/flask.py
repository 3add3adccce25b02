"""Flask: `verifier.receive(*read_request(flask.request))`."""

from typing import TYPE_CHECKING

from . import wsgi
from ._request import Arrived

if TYPE_CHECKING:
    from werkzeug import Request

__all__ = ["Arrived", "read_request"]


def read_request(
    request: "Request", *, base_url: str | None = None, trusted_hops: int = 0
) -> Arrived:
    """The arguments of `Verifier.receive`, from a request of Flask or Werkzeug.

    Call it before anything reads `request.form`, which uses the body up. Limit the body by
    `app.config["MAX_CONTENT_LENGTH"]`; a longer one is answered with 413 by Flask. What
    `base_url` and `trusted_hops` mean, and what is trusted without them, is said at
    `delivrd.contrib.wsgi.read_request`.
    """
    return wsgi.read_request(
        request.environ, request.get_data(), base_url=base_url, trusted_hops=trusted_hops
    )
