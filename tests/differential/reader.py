"""What delivrd has to read of a body, written down a second time.

A strict reader of JSON (Python's, told to be strict), and for each provider which members are
read, of which type, and what is refused. It follows the project's design page and the sheets of
the providers, and none of the Rust code: where the two differ, one of them is wrong.

The body as a whole is refused for what no reader of JSON may take, for an array where an object
is read, for a member that is read and stands twice, and for lacking what makes it a receipt.
Whatever else is odd costs the member that it stands in.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from common import Json, KeyContext, Pairs, Raw, dedupe_key, message_key
from telnyx.model import key_recipient


class Malformed(Exception):
    """The body as a whole is refused: `malformed_body`."""


def refuse_constant(name: str) -> Any:
    """NaN and the infinities are Python's own."""
    raise ValueError(name)


# An object stays its pairs, so that a repetition is seen, and a number its text: `Raw`.
_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=Pairs, parse_int=Raw, parse_float=Raw, parse_constant=refuse_constant
)


def read_json(body: bytes) -> Any:
    """A whole body as one value of RFC 8259; UTF-8 alone, and no byte order mark."""
    try:
        return _DECODER.decode(body.decode("utf-8"))
    except ValueError as error:
        raise Malformed from error


# Values. A member that is null counts as one that is missing.


def members(value: Any, *names: str) -> dict[str, Any] | None:
    """The members of an object that are read; none of any other type but an array.

    An array is refused, as a reader by position would take its items for members. Of members that
    nobody reads it does not matter how often they stand there.
    """
    if isinstance(value, Pairs):
        found: dict[str, Any] = dict.fromkeys(names)
        seen = [name for name, _ in value if name in found]
        if len(seen) > len(set(seen)):
            raise Malformed
        return found | {name: item for name, item in value if name in found}
    if isinstance(value, list):
        raise Malformed
    return None


def string(value: Any) -> str | None:
    """A string with something in it. Half of a surrogate pair is no character, so no text."""
    if not isinstance(value, str) or isinstance(value, Raw):
        return None
    return value if value and not re.search("[\ud800-\udfff]", value) else None


def text(value: Any) -> str | None:
    """Optional text: also a number, as it was sent."""
    return str(value) if isinstance(value, Raw) else string(value)


def text_or_bool(value: Any) -> str | None:
    """What stands in `extra`."""
    return str(value).lower() if isinstance(value, bool) else text(value)


def count(value: Any) -> int | None:
    """From 1 to 2^32 - 1: `1`, `1.0` or `"1"`."""
    form = r"([1-9][0-9]*)(?:\.0+)?" if isinstance(value, Raw) else r"([1-9][0-9]*)"
    found = re.fullmatch(form, text(value) or "")
    # Longer ones are refused by their length, as Python limits the digits of an int.
    number = int(found[1]) if found and len(found[1]) <= 10 else 0
    return number if 1 <= number < 2**32 else None


def amount(value: Any) -> str | None:
    """A decimal number of at most 64 characters, or a string of that form."""
    digits = text(value) or ""
    form = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
    return digits if len(digits) <= 64 and re.fullmatch(form, digits) else None


def elements(value: Any) -> list[Any]:
    """The items of an array; none of any other type, an object among them."""
    return value if isinstance(value, list) and not isinstance(value, Pairs) else []


# 23 Telecom


def read_telecom23(body: bytes) -> Json:
    """The facts of a body."""
    names = ("message_id", "status", "recipient", "sender_id", "status_code", "num_parts", "cost")
    extra = ("workspace_id", "telecom_message_id")
    found = members(read_json(body), *names, "timestamp", *extra)
    if found is None or not string(found["message_id"]) or not string(found["status"]):
        raise Malformed
    price = amount(found["cost"])
    receipt: Json = {
        "message_id": string(found["message_id"]),
        "status": string(found["status"]),
        "recipient": text(found["recipient"]),
        "sender": text(found["sender_id"]),
        "channel": None,
        "campaign": None,
        "carrier": None,
        "code": text(found["status_code"]),
        "parts": count(found["num_parts"]),
        "cost": price and {"amount": price, "currency": None},
        "tags": [],
        "extra": {
            name: value for name in extra if (value := text_or_bool(found[name])) is not None
        },
    }
    context = KeyContext("telecom23", "", None, text(found["timestamp"]))
    receipt["message_key"] = message_key(context, found["message_id"])
    receipt["dedupe_key"] = dedupe_key(context, receipt)
    nothing = {"id": None, "type": None, "attempt": None}
    return {"event": nothing, "other": None, "unreadable": [], "receipts": [receipt]}


# Telnyx


def read_telnyx(body: bytes) -> Json:
    """The facts of a body."""
    outer = members(read_json(body), "data", "meta")
    if outer is None:
        raise Malformed
    meta = members(outer["meta"], "attempt") or {}
    data = members(outer["data"], "id", "record_type", "event_type", "occurred_at", "payload")
    if data is None:
        raise Malformed
    kind = string(data["event_type"])
    event = {"id": text(data["id"]), "type": kind, "attempt": count(meta.get("attempt"))}
    facts: Json = {"event": event, "other": None, "unreadable": [], "receipts": []}
    if kind is None:
        # A click on a shortened link is the one event without an event type.
        if string(data["record_type"]) != "link_clicked":
            raise Malformed
        return facts | {"other": {"type": "link_clicked"}}
    if kind not in ("message.sent", "message.finalized"):
        return facts | {"other": {"type": kind}}
    names = ("id", "direction", "type", "messaging_profile_id", "from", "to", "cc", "parts")
    payload = members(data["payload"], *names, "tags", "cost", "tcr_campaign_id", "errors")
    if payload is None:
        raise Malformed
    if string(payload["direction"]) == "inbound":
        return facts | {"other": {"type": kind}}
    return facts | read_receipts(payload, text(data["occurred_at"]))


def read_receipts(payload: Json, occurred_at: str | None) -> Json:
    """One receipt for each of `to` and `cc`; one without recipient and status if there is none."""
    sender = members(payload["from"], "phone_number") or {}
    profile = text_or_bool(payload["messaging_profile_id"])
    channel = text(payload["type"])
    shared: Json = {
        "message_id": string(payload["id"]),
        "sender": text(sender.get("phone_number")),
        # Letters outside ASCII stay: no locale has a say.
        "channel": channel and re.sub("[A-Z]+", lambda found: found[0].lower(), channel),
        "campaign": text(payload["tcr_campaign_id"]),
        "parts": count(payload["parts"]),
        "cost": None,
        "tags": [tag for tag in map(string, elements(payload["tags"])) if tag],
        "extra": {} if profile is None else {"messaging_profile_id": profile},
    }
    if shared["message_id"] is None:
        raise Malformed
    price = members(payload["cost"], "amount", "currency") or {}
    check_errors(payload["errors"])
    receipts: list[Json] = []
    unreadable: list[Json] = []
    items = elements(payload["to"]) + elements(payload["cc"])
    for index, item in enumerate(items):
        party = members(item, "phone_number", "carrier", "status")
        status = string(party["status"]) if party else None
        if party is None or status is None:
            odd = party is None or party["status"] not in (None, "")
            kind = "wrong_type" if odd else "missing_member"
            unreadable.append({"index": index, "kind": kind})
            continue
        recipient, carrier = text(party["phone_number"]), text(party["carrier"])
        receipts.append(shared | {"status": status, "recipient": recipient, "carrier": carrier})
    if not items:
        receipts = [shared | {"status": None, "recipient": None, "carrier": None}]
    if not receipts:
        raise Malformed
    if value := amount(price.get("amount")):
        # For all recipients together, so it stands on the first one.
        receipts[0]["cost"] = {"amount": value, "currency": string(price["currency"])}
    for receipt in receipts:
        recipient = key_recipient(receipt["recipient"]) or None
        context = KeyContext("telnyx", "", recipient, occurred_at)
        receipt["message_key"] = message_key(context, receipt["message_id"])
        # Which error is about whom is left to the vectors, so the code is known without any alone.
        if not elements(payload["errors"]):
            receipt["code"] = None
            receipt["dedupe_key"] = dedupe_key(context, receipt)
    return {"receipts": receipts, "unreadable": unreadable}


def check_errors(errors: Any) -> None:
    """Refuses what makes an error two-faced."""
    for item in elements(errors):
        found = members(item, "code", "title", "detail", "source")
        if found:
            members(found["source"], "pointer")


READERS: Final = {"telecom23": read_telecom23, "telnyx": read_telnyx}
