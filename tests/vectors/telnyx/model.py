"""How Telnyx signs, what its usual body says, and what its words and codes stand for."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from common import (
    UNLISTED,
    Failure,
    Group,
    Headers,
    Json,
    KeyContext,
    Tables,
    Word,
    as_bytes,
    dump,
    facts_of,
    failure_of,
    key_recipient,
    make_receipt,
    make_request,
    make_verified,
    refine_by_code,
    refuse_by_policy,
)

PROVIDER: Final = "telnyx"
HEADER_TIME: Final = "telnyx-timestamp"
HEADER_SIGNATURE: Final = "telnyx-signature-ed25519"
NOW: Final = 1795166137
TIMESTAMP: Final = "1795166132"

# RFC 8032, section 7.1, tests 1 and 2: public test keys.
SEED: Final = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
OTHER_SEED: Final = bytes.fromhex(
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"
)

WORDS: Final = {
    "queued": Word("queued", False, "provider"),
    "sending": Word("queued", False, "provider"),
    "sent": Word("sent", False, "operator"),
    "delivered": Word("delivered", True, "unspecified"),
    "sending_failed": Word("undelivered", True, "none"),
    "delivery_failed": Word("undelivered", True, "none"),
    "delivery_unconfirmed": Word("unknown", True, "none"),
    "expired": Word("expired", True, "none"),
    "cancelled": Word("canceled", True, "none"),
    "canceled": Word("canceled", True, "none"),
    "read": Word("delivered", True, "read"),
}
# Words that do not say how a message failed: the reason does.
VAGUE: Final = ("sending_failed", "delivery_failed")
BLOCKED_CODE: Final = "40300"
BLOCKED: Final = Failure("carrier_error", "unknown", "code")
STOPPED: Final = Failure("opted_out", "permanent", "text")

EVENT_ID: Final = "6f9f2a10-7a55-4d5e-8f39-31f0c0a4b001"
MESSAGE_ID: Final = "7c0c6f0e-3a53-4a0f-9a77-2f6f0e9d1002"
PROFILE_ID: Final = "4000eba1-a0c0-4563-9925-b25e842a7cb6"
USUAL_TIME: Final = "2026-11-20T09:20:01.512Z"
FIRST, SECOND, THIRD, FOURTH = (f"+1415555010{digit}" for digit in "1234")

# The usual body and what it says; a test states only what differs.
PAYLOAD: Final[Json] = {
    "record_type": "message",
    "direction": "outbound",
    "id": MESSAGE_ID,
    "type": "SMS",
    "messaging_profile_id": PROFILE_ID,
    "from": {"phone_number": "+14155550100", "carrier": "Telnyx", "line_type": "VoIP"},
    "to": [
        {
            "phone_number": FIRST,
            "status": "delivered",
            "carrier": "Example Wireless",
            "line_type": "Wireless",
        }
    ],
    "cc": [],
    "text": "Hi",
    "encoding": "GSM-7",
    "parts": 1,
    "tags": [],
    "cost": {"amount": "0.0051", "currency": "USD"},
    "errors": [],
}
DATA: Final[Json] = {
    "record_type": "event",
    "event_type": "message.finalized",
    "id": EVENT_ID,
    "occurred_at": USUAL_TIME,
}
META: Final[Json] = {"attempt": 1, "delivered_to": "https://dlr.example.com/telnyx"}
FACTS: Final[Json] = {
    "message_id": MESSAGE_ID,
    "recipient": FIRST,
    "sender": "+14155550100",
    "channel": "sms",
    "state": "delivered",
    "final": True,
    "confirmation": "unspecified",
    "status": "delivered",
    "occurred_at": USUAL_TIME,
    "parts": 1,
    "cost": {"amount": "0.0051", "currency": "USD"},
    "carrier": "Example Wireless",
    "extra": {"messaging_profile_id": PROFILE_ID},
}
EVENT: Final[Json] = {"id": EVENT_ID, "type": "message.finalized", "attempt": 1}


def body_of(payload: Json | None = None, data: Json | None = None, meta: Any = META) -> str:
    """The usual body with other members."""
    inner = {"payload": {**PAYLOAD, **(payload or {})}, **(data or {})}
    return dump({"data": {**DATA, **inner}, "meta": meta})


def addressee(status: Any, number: Any = FIRST, **changes: Any) -> Json:
    """One entry of `to` or `cc`."""
    item = {"phone_number": number, "status": status, "carrier": "Example Wireless"}
    return {**item, "line_type": "Wireless", **changes}


def error(code: Any, pointer: Any = None, **changes: Any) -> Json:
    """One entry of `errors`."""
    source = {} if pointer is None else {"source": {"pointer": pointer}}
    return {"code": code, "title": "Refused", **source, **changes}


def meaning(tables: Tables, code: str) -> Failure | None:
    """What a code says, where no text says more."""
    return BLOCKED if code == BLOCKED_CODE else tables.codes[PROVIDER].get(code)


def verdict(status: str, code: Failure | None = None) -> Json:
    """The members of a receipt that follow from the word and the meaning of the code."""
    word = WORDS.get(status, UNLISTED)
    failure = failure_of(word, code)
    if status in VAGUE:
        word = refine_by_code(word, failure)
    return {"status": status, **facts_of(refuse_by_policy(word, failure), failure)}


def public_key(seed: bytes = SEED) -> str:
    """The public key as the portal shows it."""
    return encode(SigningKey(seed).verify_key.encode())


def encode(signature: bytes) -> str:
    """Standard base64 with padding."""
    return base64.b64encode(signature).decode()


def sign_bytes(message: bytes, seed: bytes = SEED) -> bytes:
    """A bare Ed25519 signature."""
    return bytes(SigningKey(seed).sign(message).signature)


def signed_message(body: str | bytes, timestamp: str = TIMESTAMP) -> bytes:
    """The bytes that Telnyx signs."""
    return timestamp.encode("latin-1") + b"|" + as_bytes(body)


def sign(body: str | bytes, timestamp: str = TIMESTAMP, seed: bytes = SEED) -> str:
    """The signature header of Telnyx."""
    return encode(sign_bytes(signed_message(body, timestamp), seed))


def pair(timestamp: str | None = TIMESTAMP, signature: str | None = None) -> Headers:
    """The two security headers, or one of them."""
    named = [(HEADER_TIME, timestamp), (HEADER_SIGNATURE, signature)]
    return [(name, value) for name, value in named if value is not None]


def libsodium_accepts(body: str | bytes, headers: Headers) -> bool:
    """A second opinion on a pair of well-formed headers, under the first key."""
    found = dict(headers)
    signature = base64.b64decode(found[HEADER_SIGNATURE], validate=True)
    try:
        message = signed_message(body, found[HEADER_TIME])
        VerifyKey(base64.b64decode(public_key())).verify(message, signature)
    except BadSignatureError:
        return False
    return True


@dataclass
class Endpoint(Group):
    """A group of tests that knows how Telnyx signs."""

    tables: Tables | None = None
    key: str = "0"

    def accept(
        self,
        comment: str,
        flags: str,
        payload: Json | None = None,
        *,
        data: Json | None = None,
        meta: Any = META,
        body: str | bytes | None = None,
        headers: Headers | None = None,
        timestamp: str = TIMESTAMP,
        time: str | None = USUAL_TIME,
        event: Json | None = None,
        receipts: Sequence[Json] | None = None,
        other: str | None = None,
        unreadable: Sequence[tuple[int, str]] = (),
        **facts: Any,
    ) -> None:
        """A request that gives a notification.

        `facts` is what differs from the usual single receipt; `receipts` says so for several,
        where the price stands on the first. `other` is the type of an event without receipts.
        """
        body = body_of(payload, data, meta) if body is None else body
        headers = pair(timestamp, sign(body, timestamp)) if headers is None else headers
        if receipts is None:
            receipts = [] if other else [facts]
        notification = {
            "provider": PROVIDER,
            "account": self.label,
            "event": {**EVENT, **(event or {})},
            "verified": make_verified("ed25519", self.key, timestamp, self.now),
            "payload_sha256": hashlib.sha256(as_bytes(body)).hexdigest(),
            "receipts": [
                self._receipt({**({"cost": None} if place else {}), **each}, time)
                for place, each in enumerate(receipts)
            ],
            "other": {"type": other} if other else None,
            "unreadable": [{"index": index, "kind": kind} for index, kind in unreadable],
        }
        self.add(comment, flags, make_request(body, headers), {"notification": notification})

    def _receipt(self, changes: Json, time: str | None) -> Json:
        assert self.tables is not None
        facts = {**FACTS, **changes}
        context = KeyContext(PROVIDER, self.label, key_recipient(facts["recipient"]), time)
        return make_receipt(facts, context, self.advice(self.tables))

    def refuse(
        self,
        comment: str,
        flags: str,
        error: str,
        payload: Json | None = None,
        *,
        data: Json | None = None,
        meta: Any = META,
        body: str | bytes | None = None,
        headers: Headers | None = None,
        timestamp: str = TIMESTAMP,
        **request: str,
    ) -> None:
        """A request that is refused; signed rightly unless headers are given."""
        body = body_of(payload, data, meta) if body is None else body
        headers = pair(timestamp, sign(body, timestamp)) if headers is None else headers
        if error == "bad_signature" and libsodium_accepts(body, headers):
            raise ValueError(f"libsodium accepts what is called a bad signature: {comment}")
        self.add(comment, flags, make_request(body, headers, **request), {"error": error})
