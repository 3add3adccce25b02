"""The vectors of ClickSend: a form or a JSON object a receipt, and a token in the URL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from common import ABSENT, Failure, Json, Word, dump
from query_token import TokenEndpoint

PROVIDER: Final = "clicksend"
NOW: Final = 1795166137
MESSAGE_ID: Final = "1EDB8E3B-0001-6C58-8C56-0D9C2F7E0001"

WORDS: Final = {
    "200": Word("queued", False, "provider"),
    "201": Word("delivered", True, "handset"),
    "300": Word("undelivered", False, "none"),
    "301": Word("undelivered", True, "none"),
    "CancelledAfterReview": Word("rejected", True, "none"),
}
# 200 with error code 3.
ON_ITS_WAY: Final = Word("sent", False, "provider")
# What `CancelledAfterReview` says by itself, alone or beside 301.
REVIEWED: Final = Failure("spam_filtered", "permanent", "status")

FIELDS: Final[Json] = {
    "message_id": MESSAGE_ID,
    "status": "Sent",
    "status_code": "201",
    "status_text": "Success: Message received on handset",
    "error_code": "4",
    "error_text": "",
    "timestamp": "1795166103",
    "timestamp_send": "1795166100",
    "custom_string": "order-1001",
    "message_type": "sms",
}


@dataclass
class ClickSend(TokenEndpoint):
    """A group of tests of ClickSend, with the bodies of one of the two formats."""

    provider = PROVIDER
    words = WORDS
    vague = ("301",)
    facts = {
        "message_id": MESSAGE_ID,
        "reference": "order-1001",
        "channel": "sms",
        "state": "delivered",
        "final": True,
        "confirmation": "handset",
        "status": "201",
        "code": "4",
        "detail": "Success: Message received on handset",
        "occurred_at": "2026-11-20T09:15:03Z",
    }

    as_json: bool = False

    def body_of(self, fields: Json) -> str:
        members = {**FIELDS, **fields}
        return dump(members) if self.as_json else form_of(members)

    def verdict(self, status: str, code: str | None = None, own: Failure | None = None) -> Json:
        facts = super().verdict(status, code, own)
        return facts | ON_ITS_WAY._asdict() if (status, code) == ("200", "3") else facts


def form_of(members: Mapping[str, Any]) -> str:
    """The members as a form."""
    return urlencode([(name, value) for name, value in members.items() if value is not ABSENT])
