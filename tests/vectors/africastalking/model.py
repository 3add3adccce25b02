"""The vectors of Africa's Talking: a form a receipt, and a token in the URL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from common import ABSENT, UNLISTED, Failure, Json, Word
from query_token import TokenEndpoint

PROVIDER: Final = "africastalking"
NOW: Final = 1795166137
MESSAGE_ID: Final = "ATXid_4f0d8a1c2b3e4d5f6a7b8c9d0e1f2a3b"

WORDS: Final = {
    "Sent": Word("sent", False, "provider"),
    "Submitted": Word("sent", False, "operator"),
    "Buffered": Word("sent", False, "operator"),
    "Rejected": Word("rejected", True, "none"),
    "Success": Word("delivered", True, "handset"),
    "Failed": Word("undelivered", True, "none"),
    "Expired": Word("expired", True, "none"),
    "Delivered": Word("delivered", True, "unspecified"),
    "AbsentSubscriber": Word("undelivered", True, "none"),
}
# What the word says by itself.
ABSENT_SUBSCRIBER: Final = Failure("unreachable", "unknown", "status")

FIELDS: Final[Json] = {
    "id": MESSAGE_ID,
    "status": "Success",
    "phoneNumber": "+447700900123",
    "networkCode": "23410",
    "retryCount": "0",
}


@dataclass
class AfricasTalking(TokenEndpoint):
    """A group of tests of Africa's Talking, where the case of words and codes does not matter."""

    provider = PROVIDER
    words = WORDS
    facts = {
        "message_id": MESSAGE_ID,
        "recipient": "+447700900123",
        "state": "delivered",
        "final": True,
        "confirmation": "handset",
        "status": "Success",
        "network": "23410",
        "extra": {"retryCount": "0"},
    }

    def body_of(self, fields: Json) -> str:
        members = {**FIELDS, **fields}.items()
        return urlencode([(name, value) for name, value in members if value is not ABSENT])

    def word(self, status: str) -> Word:
        folded = {ascii_lower(known): word for known, word in WORDS.items()}
        return folded.get(ascii_lower(status), UNLISTED)

    def meaning(self, code: str | None) -> Failure | None:
        assert self.tables is not None
        rows = self.tables.codes[PROVIDER].items()
        folded = {ascii_lower(known): failure for known, failure in rows}
        return folded.get(ascii_lower(code)) if code else None


def ascii_lower(text: str) -> str:
    """The text with the letters A to Z in lower case, and no other."""
    return text.encode().lower().decode()
