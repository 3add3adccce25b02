"""The vectors of Twilio: HMAC-SHA1 over the URL and the sorted parameters, one receipt a form."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from common import (
    ABSENT,
    UNLISTED,
    URL,
    Failure,
    Group,
    Headers,
    Json,
    KeyContext,
    Tables,
    Word,
    as_bytes,
    facts_of,
    failure_of,
    make_receipt,
    make_request,
    make_verified,
    refuse_by_policy,
)

PROVIDER: Final = "twilio"
TOKEN: Final = "delivrd-test-auth-token-0001"
OTHER_TOKEN: Final = "delivrd-test-auth-token-0002"
PUBLIC_TOKEN: Final = "12345"
NOW: Final = 1795166100
HEADER: Final = "X-Twilio-Signature"

WORDS: Final = {
    "accepted": Word("accepted", False, "provider"),
    "scheduled": Word("queued", False, "provider"),
    "queued": Word("queued", False, "provider"),
    "sending": Word("queued", False, "provider"),
    "sent": Word("sent", False, "operator"),
    "delivered": Word("delivered", True, "unspecified"),
    "undelivered": Word("undelivered", True, "none"),
    "failed": Word("undelivered", True, "none"),
    "canceled": Word("canceled", True, "none"),
    "read": Word("delivered", True, "read"),
    "partially_delivered": Word("unknown", False, "none"),
}
# Words that leave it to the code how the message ended.
BY_CODE: Final = ("undelivered", "failed")

# Values are text, or bytes that are none.
Pair = tuple[str, Any]
Pairs = list[Pair]

ACCOUNT: Final = "AC3f5e7d9c1b2a4f6e8d7c5b3a1f9e2d41"
SID: Final = "SM5d2e9f1b7c3a4e6f8a9b1c2d3e4f5a67"

# The usual form and what it says; a test states only what differs.
FIELDS: Final[Json] = {
    "AccountSid": ACCOUNT,
    "ApiVersion": "2010-04-01",
    "From": "+14155550100",
    "MessageSid": SID,
    "MessageStatus": "delivered",
    "RawDlrDoneDate": "2611200915",
    "SmsSid": SID,
    "SmsStatus": "delivered",
    "To": "+447700900123",
}
FACTS: Final[Json] = {
    "message_id": SID,
    "recipient": "+447700900123",
    "sender": "+14155550100",
    "channel": "sms",
    "state": "delivered",
    "final": True,
    "confirmation": "unspecified",
    "status": "delivered",
    "extra": {"AccountSid": ACCOUNT},
}


def pairs_of(**changes: Any) -> Pairs:
    """The usual parameters with others; those that are `ABSENT` are left out."""
    return [(name, value) for name, value in {**FIELDS, **changes}.items() if value is not ABSENT]


def both(status: str) -> Json:
    """The status under its two names."""
    return {"MessageStatus": status, "SmsStatus": status}


def sign(url: str, pairs: Iterable[Pair] = (), token: str = TOKEN) -> str:
    """The signature header: equal pairs count once, the others in the order of their bytes."""
    decoded = {(as_bytes(name), as_bytes(value)) for name, value in pairs}
    parameters = b"".join(name + value for name, value in sorted(decoded))
    digest = hmac.new(token.encode(), url.encode() + parameters, hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def hashed(body: str | bytes, url: str = URL) -> str:
    """The URL with the hash of a body."""
    joint = "&" if "?" in url else "?"
    return f"{url}{joint}bodySHA256={hashlib.sha256(as_bytes(body)).hexdigest()}"


def verdict(tables: Tables, status: str, code: str | None = None) -> Json:
    """What a word and a code come to."""
    word = WORDS.get(status.lower(), UNLISTED)
    failure = failure_of(word, tables.codes[PROVIDER].get(code or ""))
    if failure and status.lower() in BY_CODE and failure.reason == "expired":
        word = word._replace(state="expired")
    return facts_of(refuse_by_policy(word, failure), failure) | {"status": status, "code": code}


def told(reason: str, permanence: str) -> Failure:
    """A failure that the code table tells."""
    return Failure(reason, permanence, "code")


@dataclass
class Endpoint(Group):
    """A group of tests that knows how Twilio signs."""

    tables: Tables | None = None
    token: str = TOKEN
    key: str = "0"

    def accept(
        self,
        comment: str,
        flags: str,
        fields: Json | None = None,
        *,
        event_type: str | None = None,
        request: Json | None = None,
        **facts: Any,
    ) -> None:
        """A request that gives one receipt; `facts` is what differs from the usual one."""
        assert self.tables is not None
        sent = self._request(fields, **(request or {}))
        context = KeyContext(PROVIDER, self.label, None, None)
        receipt = make_receipt({**FACTS, **facts}, context, self.advice(self.tables))
        self._expect(comment, flags, sent, [receipt], event_type, None)

    def read(
        self, comment: str, flags: str, status: str, code: str | None = None, **more: Any
    ) -> None:
        """A receipt that differs from the usual one in its word and its code."""
        assert self.tables is not None
        fields = both(status) | {"ErrorCode": ABSENT if code is None else code}
        self.accept(comment, flags, fields, **verdict(self.tables, status, code), **more)

    def pass_over(
        self,
        comment: str,
        flags: str,
        kind: str,
        fields: Json | None = None,
        **request: Any,
    ) -> None:
        """An authentic request that is no receipt."""
        self._expect(comment, flags, self._request(fields, **request), [], None, {"type": kind})

    def refuse(
        self, comment: str, flags: str, error: str, fields: Json | None = None, **request: Any
    ) -> None:
        """A request that is refused; signed rightly unless a signature or headers are given."""
        self.add(comment, flags, self._request(fields, **request), {"error": error})

    def _request(
        self,
        fields: Json | None,
        *,
        pairs: Pairs | None = None,
        body: str | bytes | None = None,
        method: str = "POST",
        url: str = URL,
        signed_url: str | None = None,
        signature: str | None = None,
        headers: Headers | None = None,
    ) -> Json:
        """`pairs` are signed; without a `body` they also are the body."""
        if pairs is None:
            pairs = [] if body is not None else pairs_of(**(fields or {}))
        body = urlencode(pairs) if body is None else body
        if signature is None:
            signature = sign(signed_url or url, pairs, self.token)
        headers = [(HEADER, signature)] if headers is None else headers
        return make_request(body, headers, method=method, url=url)

    def _expect(
        self,
        comment: str,
        flags: str,
        request: Json,
        receipts: list[Json],
        event_type: str | None,
        other: Json | None,
    ) -> None:
        body = request.get("body")
        raw = base64.b64decode(request["body_b64"]) if body is None else body.encode()
        notification = {
            "provider": PROVIDER,
            "account": self.label,
            "event": {"id": None, "type": event_type, "attempt": None},
            "verified": make_verified("hmac_sha1", self.key, None, self.now),
            "payload_sha256": hashlib.sha256(raw).hexdigest(),
            "receipts": receipts,
            "other": other,
            "unreadable": [],
        }
        self.add(comment, flags, request, {"notification": notification})
