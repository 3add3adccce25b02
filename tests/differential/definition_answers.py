"""What a request to a definition comes to: Python's `hmac`, and Standard Webhooks' own library."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import NamedTuple, Self

import standardwebhooks.webhooks
from standardwebhooks import Webhook, WebhookVerificationError

from definition_proofs import (
    TOLERANCE,
    Found,
    Proof,
    Request,
    places_of,
    read,
    read_key,
    values_at,
)
from library import ACCEPTED, NOW

# Says whether one of the tags is that of a message under a key, by a hash.
Verify = Callable[[str, bytes, bytes, list[bytes]], bool]


class Case(NamedTuple):
    """What a receiver is configured with, and what it is sent."""

    proof: Proof
    secrets: tuple[str, ...]
    request: Request


def verify_by_hashlib(hash_name: str, key: bytes, message: bytes, tags: list[bytes]) -> bool:
    """The independent answer."""
    return hmac.digest(key, message, hash_name) in tags


class Clock(datetime):
    """The clock of every request."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls.fromtimestamp(NOW, tz)


vars(standardwebhooks.webhooks)["datetime"] = Clock


def ask_package(case: Case) -> bool | None:
    """The answer of Standard Webhooks' library to a well-formed request; none where it reads more
    than the standard has: text that is no UTF-8, other spellings of a time.
    """
    values = {place: values_at(place, case.request) for place in places_of(case.proof)}
    try:
        headers = {place[7:]: value.decode("ascii") for place, (value,) in values.items()}
        text = case.request.body.decode()
    except UnicodeDecodeError:
        return None
    if str(int(headers["webhook-timestamp"])) != headers["webhook-timestamp"]:
        return None
    # Elements without a comma, which it cannot read, are not its business but ours.
    known = [own for own in headers["webhook-signature"].split(" ") if own.count(",") == 1]
    headers["webhook-signature"] = " ".join(known)
    for secret in case.secrets:
        try:
            Webhook(secret).verify(text, headers, json_parse=False)
        except WebhookVerificationError:
            continue
        return True
    return False


def expected(case: Case, verify: Verify = verify_by_hashlib) -> str:
    """The answer by docs/definitions.md: an error kind, or whether a key fits."""
    keys = [read_key(case.proof, secret) for secret in case.secrets]
    known = [key for key in keys if key is not None]
    if known != keys:
        return "invalid_config"
    found = read(case.proof, case.request)
    if isinstance(found, str):
        return found
    answer = judge(found, case.proof.hash, known, verify)
    if case.proof.standard and ask_package(case) not in (None, answer == ACCEPTED):
        return f"{answer}, the library of Standard Webhooks not"
    return answer


def judge(found: Found, hash_name: str, keys: list[bytes], verify: Verify) -> str:
    """Says which key fits, and then whether it is in time."""
    if not any(verify(hash_name, key, found.message, found.tags) for key in keys):
        return "bad_signature"
    skew = 0 if found.seconds is None else found.seconds - NOW
    if abs(skew) > TOLERANCE:
        return "future_timestamp" if skew > 0 else "stale_timestamp"
    return ACCEPTED
