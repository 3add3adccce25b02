"""A receiver that answers rightly, keeps no receipt and prints numbers: check.py has to notice."""

import os
import uuid
from collections.abc import Callable, Iterable
from typing import Any

import delivrd
from delivrd.contrib.wsgi import read_request

verifier = delivrd.Verifier("telecom23", secret=os.environ["TELECOM23_SECRET"])


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    arrived = read_request(environ, environ["wsgi.input"].read())
    status = 200
    try:
        for receipt in verifier.receive(*arrived).receipts:
            print(receipt.recipient, flush=True)
    except delivrd.DelivrdError as error:
        status = error.http_status
        if error.kind == "malformed_body":
            status = 200
            with open(uuid.uuid4().hex, "wb") as file:
                file.write(arrived.body)
    start(f"{status} -", [("Content-Length", "0")])
    return []
