"""Requests of the provider that `definitions/acme_sms.toml` describes, for the bindings to load it.

What a definition can say is tested in Rust; these show that one arrives there.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from common import Json, dump

SECRET: Final = "delivrd-test-acme-secret-0001"
NOW: Final = 1770000000
TIMESTAMP: Final = "1769999995"


def requests() -> Json:
    """A secret, a clock, and what each request comes to: the state of each receipt, or an error."""
    body = dump(
        {
            "reports": [
                {"id": "acme-1", "state": "delivered", "msisdn": "+14155550123"},
                {"id": "acme-2", "state": "failed", "msisdn": "+447700900123", "error": {"code": "102"}},
            ]
        }
    )
    forged = body.replace("acme-1", "acme-9")
    return {
        "provider": "acme_sms",
        "secret": SECRET,
        "now": NOW,
        "requests": [
            {**_signed(body, body), "states": ["delivered", "undelivered"]},
            {**_signed(body, forged), "error": "bad_signature"},
            {**_signed("{}", "{}"), "error": "malformed_body"},
        ],
    }


def _signed(signed: str, body: str) -> Json:
    """A request with the signature of a body."""
    digest = hmac.digest(SECRET.encode(), f"{TIMESTAMP}.{signed}".encode(), hashlib.sha256).hex()
    headers = {"X-Acme-Timestamp": TIMESTAMP, "X-Acme-Signature": f"sha256={digest}"}
    return {"headers": headers, "body": body}
