"""The vectors of 23 Telecom: HMAC-SHA256 over `timestamp.body`, one flat JSON object a receipt."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any, Final

from common import (
    Group,
    Headers,
    Json,
    KeyContext,
    Raw,
    Tables,
    Word,
    as_bytes,
    dump,
    make_receipt,
    make_request,
    make_verified,
)

PROVIDER: Final = "telecom23"
SECRET: Final = "delivrd-test-signing-secret-0001"
OTHER_SECRET: Final = "delivrd-test-signing-secret-0002"
NOW: Final = 1770978610
TIMESTAMP: Final = "1770978605"
HEADER_TIME: Final = "X-Webhook-Timestamp"
HEADER_SIGNATURE: Final = "X-Webhook-Signature"

WORDS: Final = {
    "DELIVRD": Word("delivered", True, "unspecified"),
    "UNDELIV": Word("undelivered", True, "none"),
    "REJECTD": Word("rejected", True, "none"),
    "EXPIRED": Word("expired", True, "none"),
    "UNKNOWN": Word("unknown", False, "none"),
}

DOCUMENTED_BODY: Final = (
    '{"message_id":"api_42_1743667200123456789_a3f8b2c1d9e45f67","recipient":"+14155551234",'
    '"sender_id":"MyApp","status":"DELIVRD","status_code":"000","num_parts":1,"cost":0.0085,'
    '"timestamp":"2026-02-13T10:30:04Z"}'
)
DOCUMENTED_SIGNATURE: Final = (
    "sha256=66af1db34ffffdc14f847b8e75d97bd727e1067e7a41b02fdb671f3c4dd3cac2"
)
DOCUMENTED_FACTS: Final[Json] = {
    "message_id": "api_42_1743667200123456789_a3f8b2c1d9e45f67",
    "recipient": "+14155551234",
    "sender": "MyApp",
    "cost": {"amount": "0.0085", "currency": None},
}

# The usual body and what it says; a test states only what differs.
FIELDS: Final[Json] = {
    "message_id": "api_7_0001",
    "recipient": "+447700900123",
    "sender_id": "Acme",
    "status": "DELIVRD",
    "status_code": "000",
    "num_parts": 1,
    "cost": Raw("0.0412"),
    "timestamp": "2026-02-13T10:30:04Z",
}
FACTS: Final[Json] = {
    "message_id": "api_7_0001",
    "recipient": "+447700900123",
    "sender": "Acme",
    "state": "delivered",
    "final": True,
    "confirmation": "unspecified",
    "status": "DELIVRD",
    "code": "000",
    "occurred_at": "2026-02-13T10:30:04Z",
    "parts": 1,
    "cost": {"amount": "0.0412", "currency": None},
}
EVENT: Final[Json] = {"id": None, "type": None, "attempt": None}
USUAL_TIME: Final = "2026-02-13T10:30:04Z"


def body_of(**changes: Any) -> str:
    """The usual body with other members."""
    return dump({**FIELDS, **changes})


def sign(body: str | bytes, timestamp: str = TIMESTAMP, secret: str = SECRET) -> str:
    """The signature header of 23 Telecom."""
    return "sha256=" + digest(timestamp.encode("latin-1") + b"." + as_bytes(body), secret)


def digest(message: bytes, secret: str = SECRET) -> str:
    """HMAC-SHA256 in hex."""
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def pair(timestamp: str | None = TIMESTAMP, signature: str | None = None) -> Headers:
    """The two security headers, or one of them."""
    named = [(HEADER_TIME, timestamp), (HEADER_SIGNATURE, signature)]
    return [(name, value) for name, value in named if value is not None]


@dataclass
class Endpoint(Group):
    """A group of tests that knows how 23 Telecom signs."""

    tables: Tables | None = None
    secret: str = SECRET
    key: str = "0"

    def accept(
        self,
        comment: str,
        flags: str,
        fields: Json | None = None,
        *,
        body: str | bytes | None = None,
        headers: Headers | None = None,
        timestamp: str = TIMESTAMP,
        time: str | None = USUAL_TIME,
        request: dict[str, str] | None = None,
        **facts: Any,
    ) -> None:
        """A request that gives one receipt; `facts` is what differs from the usual one."""
        assert self.tables is not None
        body = body_of(**(fields or {})) if body is None else body
        headers = (
            pair(timestamp, sign(body, timestamp, self.secret)) if headers is None else headers
        )
        context = KeyContext(PROVIDER, self.label, None, time)
        receipt = make_receipt({**FACTS, **facts}, context, self.advice(self.tables))
        notification = {
            "provider": PROVIDER,
            "account": self.label,
            "event": EVENT,
            "verified": make_verified("hmac_sha256", self.key, timestamp, self.now),
            "payload_sha256": hashlib.sha256(as_bytes(body)).hexdigest(),
            "receipts": [receipt],
            "other": None,
            "unreadable": [],
        }
        expect = {"notification": notification}
        self.add(comment, flags, make_request(body, headers, **(request or {})), expect)

    def refuse(
        self,
        comment: str,
        flags: str,
        error: str,
        fields: Json | None = None,
        *,
        body: str | bytes | None = None,
        headers: Headers | None = None,
        timestamp: str = TIMESTAMP,
        request: dict[str, str] | None = None,
    ) -> None:
        """A request that is refused; signed rightly unless headers are given."""
        body = body_of(**(fields or {})) if body is None else body
        headers = (
            pair(timestamp, sign(body, timestamp, self.secret)) if headers is None else headers
        )
        self.add(comment, flags, make_request(body, headers, **(request or {})), {"error": error})
