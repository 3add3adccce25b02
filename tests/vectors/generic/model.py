"""The vectors of the generic shape: HMAC-SHA256 over `timestamp.body`, one flat JSON object."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any, Final

from common import URL, Headers, Json, Word, as_bytes, dump
from endpoint import Endpoint

PROVIDER: Final = "generic"
SECRET: Final = "delivrd-test-generic-secret-0001"
OTHER_SECRET: Final = "delivrd-test-generic-secret-0002"
NOW: Final = 1795166137
TIMESTAMP: Final = "1795166132"
HEADER_TIME: Final = "X-Webhook-Timestamp"
HEADER_SIGNATURE: Final = "X-Webhook-Signature"
USUAL_TIME: Final = "2026-11-20T09:15:03Z"

_FAILED: Final = Word("undelivered", True, "none")
WORDS: Final = {
    "accepted": Word("accepted", False, "provider"),
    "queued": Word("queued", False, "provider"),
    "pending": Word("queued", False, "provider"),
    "scheduled": Word("queued", False, "provider"),
    "processing": Word("queued", False, "provider"),
    "sending": Word("queued", False, "provider"),
    "sent": Word("sent", False, "provider"),
    "submitted": Word("sent", False, "provider"),
    "buffered": Word("sent", False, "operator"),
    "enroute": Word("sent", False, "operator"),
    "acceptd": Word("sent", False, "operator"),
    "delivered": Word("delivered", True, "unspecified"),
    "delivrd": Word("delivered", True, "unspecified"),
    "read": Word("delivered", True, "read"),
    "seen": Word("delivered", True, "read"),
    "failed": _FAILED,
    "undelivered": _FAILED,
    "undeliverable": _FAILED,
    "not_delivered": _FAILED,
    "undeliv": _FAILED,
    "rejected": Word("rejected", True, "none"),
    "rejectd": Word("rejected", True, "none"),
    "blocked": Word("rejected", True, "none"),
    "expired": Word("expired", True, "none"),
    "canceled": Word("canceled", True, "none"),
    "cancelled": Word("canceled", True, "none"),
    "deleted": Word("canceled", True, "none"),
    "unknown": Word("unknown", False, "none"),
}

FIELDS: Final[Json] = {
    "message_id": "gw-0001",
    "to": "+447700900123",
    "from": "Acme",
    "status": "delivered",
    "provider_status_code": "0",
    "error": None,
    "timestamp": USUAL_TIME,
}


def sign(body: str | bytes, timestamp: str = TIMESTAMP, secret: str = SECRET) -> str:
    """The signature header."""
    return "sha256=" + digest(timestamp.encode("latin-1") + b"." + as_bytes(body), secret)


def digest(message: bytes, secret: str = SECRET) -> str:
    """HMAC-SHA256 in hex."""
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def pair(timestamp: str | None = TIMESTAMP, signature: str | None = None) -> Headers:
    """The two security headers, or one of them."""
    named = [(HEADER_TIME, timestamp), (HEADER_SIGNATURE, signature)]
    return [(name, value) for name, value in named if value is not None]


def body_of(**changes: Any) -> str:
    """The usual body with other members."""
    return dump({**FIELDS, **changes})


@dataclass
class Generic(Endpoint):
    """A group of tests that knows how the generic shape signs."""

    provider = PROVIDER
    scheme = "hmac_sha256"
    words = WORDS
    vague = tuple(name for name, word in WORDS.items() if word == _FAILED)
    facts = {
        "message_id": "gw-0001",
        "recipient": "+447700900123",
        "sender": "Acme",
        "state": "delivered",
        "final": True,
        "confirmation": "unspecified",
        "status": "delivered",
        "code": "0",
        "occurred_at": USUAL_TIME,
    }
    time = USUAL_TIME
    timestamp = TIMESTAMP
    member = "secret"
    keys = (SECRET, OTHER_SECRET)

    def body_of(self, fields: Json) -> str:
        return body_of(**fields)

    def prove(self, body: bytes, timestamp: str | None) -> tuple[Headers, str]:
        assert timestamp is not None
        return pair(timestamp, sign(body, timestamp, self.secret)), URL
