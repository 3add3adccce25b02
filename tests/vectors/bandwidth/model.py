"""The vectors of Bandwidth: basic authentication, an array of events."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any, Final

from common import URL, Headers, Json, Word, dump
from endpoint import Endpoint

PROVIDER: Final = "bandwidth"
CREDENTIAL: Final = "outbound-user:delivrd-test-password-0001"
OTHER_CREDENTIAL: Final = "inbound-user:delivrd-test-password-0002"
NOW: Final = 1795166137
USUAL_TIME: Final = "2026-11-20T09:15:03.480Z"
FIRST, SECOND, THIRD = (f"+1415555010{digit}" for digit in "123")
CARRIER_TEXT: Final = "Message delivered to carrier"

WORDS: Final = {
    "message-sending": Word("sent", False, "provider"),
    "message-sent": Word("sent", False, "provider"),
    "message-delivered": Word("delivered", True, "unspecified"),
    "message-failed": Word("undelivered", True, "none"),
    "message-read": Word("delivered", True, "read"),
}
# `message-delivered` with the description `CARRIER_TEXT`.
HANDED_OVER: Final = Word("delivered", True, "operator")

MESSAGE: Final[Json] = {
    "id": "1763630100120abcdefghijkl",
    "owner": "+14155550100",
    "applicationId": "93de2206-9669-4e07-948d-329f4b722ee2",
    "time": "2026-11-20T09:15:00.120Z",
    "segmentCount": 1,
    "direction": "out",
    "to": [FIRST],
    "from": "+14155550100",
    "text": "",
    "tag": "order-1001",
}
ITEM: Final[Json] = {
    "type": "message-delivered",
    "time": USUAL_TIME,
    "to": FIRST,
    "description": "ok",
}
INBOUND: Final[Json] = {
    "type": "message-received",
    "time": USUAL_TIME,
    "to": "+14155550100",
    "description": "Incoming message received",
    "message": {**MESSAGE, "direction": "in", "from": FIRST, "text": "Hi"},
}


def item(message: Any = None, **changes: Any) -> Json:
    """The usual event with other members; `message` is what differs inside of it."""
    inner = {**MESSAGE, **(message or {})}
    return {**ITEM, "message": inner, **changes}


def basic(credential: str | bytes = CREDENTIAL) -> str:
    """The value of the header."""
    raw = credential.encode() if isinstance(credential, str) else credential
    return "Basic " + base64.b64encode(raw).decode()


@dataclass
class Bandwidth(Endpoint):
    """A group of tests that knows how Bandwidth logs in."""

    provider = PROVIDER
    scheme = "basic_auth"
    words = WORDS
    vague = ("message-failed",)
    facts = {
        "message_id": MESSAGE["id"],
        "recipient": FIRST,
        "sender": "+14155550100",
        "state": "delivered",
        "final": True,
        "confirmation": "unspecified",
        "status": "message-delivered",
        "detail": "ok",
        "occurred_at": USUAL_TIME,
        "parts": 1,
        "tags": ["order-1001"],
        "extra": {"applicationId": MESSAGE["applicationId"], "owner": MESSAGE["owner"]},
    }
    time = USUAL_TIME
    recipient_counts = True
    member = "credential"
    keys = (CREDENTIAL, OTHER_CREDENTIAL)

    def body_of(self, fields: Json) -> str:
        return dump([item(**fields)])

    def prove(self, body: bytes, timestamp: str | None) -> tuple[Headers, str]:
        return [("Authorization", basic(self.secret))], URL
