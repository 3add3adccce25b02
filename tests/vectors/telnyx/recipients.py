"""Several recipients, items that cannot be read, and events without recipients."""

from __future__ import annotations

from typing import Any, Final

from common import ABSENT, UNLISTED, Json, Raw, Word, facts_of

from .model import FIRST, SECOND, THIRD, Endpoint, addressee, error, meaning, verdict

MISSING: Final = "missing_member"
WRONG: Final = "wrong_type"


def add_batches(group: Endpoint) -> None:
    """One receipt for each recipient, whatever the others are like."""
    good = addressee("delivered")
    sent = addressee("sent", SECOND)
    failed = addressee("delivery_failed", THIRD)
    group.accept(
        "three recipients with three fates",
        "batch",
        {"type": "MMS", "to": [good, sent, failed]},
        receipts=[
            {"channel": "mms"},
            {"channel": "mms", "recipient": SECOND, **verdict("sent")},
            {"channel": "mms", "recipient": THIRD, **verdict("delivery_failed")},
        ],
    )
    copy = [{}, {"recipient": SECOND, **verdict("sent")}]
    group.accept("to and cc", "batch", {"cc": [sent]}, receipts=copy)
    comment = "cc alone, to empty"
    alone = {"recipient": SECOND, **verdict("sent")}
    group.accept(comment, "batch", {"to": [], "cc": [sent]}, **alone)
    for what, to in (("missing", ABSENT), ("null", None), ("an object", {"0": good})):
        group.accept(f"cc alone, to {what}", "batch", {"to": to, "cc": [sent]}, **alone)
    for what, cc in (("missing", ABSENT), ("null", None), ("a text", FIRST), ("an object", good)):
        group.accept(f"cc {what}", "batch", {"cc": cc})
    comment = "the same recipient twice: two receipts with equal keys"
    group.accept(comment, "batch", {"to": [good, good]}, receipts=[{}, {}])
    comment = "the same recipient with two words"
    again = [{}, {**verdict("sent")}]
    group.accept(comment, "batch", {"to": [good, addressee("sent")]}, receipts=again)
    _add_unreadable(group, good)
    _add_item_limits(group, good)


def _add_unreadable(group: Endpoint, good: Json) -> None:
    odd: dict[str, tuple[Any, str]] = {
        "without a status": (addressee(ABSENT, SECOND), MISSING),
        "with a status that is null": (addressee(None, SECOND), MISSING),
        "with an empty status": (addressee("", SECOND), MISSING),
        "that is an empty object": ({}, MISSING),
        "with a status that is a number": (addressee(1, SECOND), WRONG),
        "with a status that is a boolean": (addressee(True, SECOND), WRONG),
        "with a status that is an array": (addressee(["delivered"], SECOND), WRONG),
        "with a status that is an object": (addressee({"$ne": None}, SECOND), WRONG),
        "with a status that is a lone surrogate": (addressee(Raw('"\\ud800"'), SECOND), WRONG),
        "that is a text": ("delivered", WRONG),
        "that is a number": (1, WRONG),
        "that is null": (None, WRONG),
        "that is a boolean": (True, WRONG),
    }
    for what, (item, kind) in odd.items():
        group.accept(f"an item {what}", "unreadable", {"to": [good, item]}, unreadable=[(1, kind)])
        if kind == MISSING or not isinstance(item, dict):
            comment = f"the only item is one {what}"
            group.refuse(comment, "unreadable", "malformed_body", {"to": [item]})
    comment = "an unreadable item first: the price stands on the first receipt"
    to = [{}, addressee("sent", SECOND), good]
    receipts = [{"recipient": SECOND, **verdict("sent")}, {}]
    group.accept(comment, "unreadable", {"to": to}, receipts=receipts, unreadable=[(0, MISSING)])
    comment = "items of to and cc are numbered through"
    payload = {"to": [good, 7], "cc": [{}, addressee("sent", SECOND), "x"]}
    receipts = [{}, {"recipient": SECOND, **verdict("sent")}]
    lost = [(1, WRONG), (2, MISSING), (4, WRONG)]
    group.accept(comment, "unreadable", payload, receipts=receipts, unreadable=lost)
    comment = "pointers count unreadable items too"
    payload = {"to": [{}, addressee("delivery_failed")], "errors": [error("40012", "/to/1")]}
    assert group.tables is not None
    facts = verdict("delivery_failed", meaning(group.tables, "40012"))
    told = {"code": "40012", "detail": "Refused", **facts}
    group.accept(comment, "unreadable", payload, unreadable=[(0, MISSING)], **told)
    comment = "every item of to and cc is unreadable"
    group.refuse(comment, "unreadable", "malformed_body", {"to": [{}, 1], "cc": [None]})
    for name in ("to", "cc"):
        comment = f"an array as an item of {name}"
        items = [good, [FIRST, "delivered"]]
        group.refuse(comment, "array", "malformed_body", {name: items})


def _add_item_limits(group: Endpoint, good: Json) -> None:
    many = {"to": [*[0] * 10_000, good]}
    group.refuse("10001 items", "limits", "malformed_body", many)
    both = {"to": [*[0] * 5000, good], "cc": [0] * 5000}
    group.refuse("10001 items in to and cc", "limits", "malformed_body", both)


def add_events_without_recipients(group: Endpoint) -> None:
    """The state comes from the type of the event, and from the errors."""
    assert group.tables is not None
    nobody: Json = {"recipient": None, "status": None, "carrier": None}
    pending = {**facts_of(UNLISTED, None), **nobody}
    for what, to in (("missing", ABSENT), ("null", None), ("empty", []), ("a text", FIRST)):
        flags = "no_recipients"
        group.accept(f"finalized, to {what}, no errors", flags, {"to": to}, **pending)
    comment = "sent, no recipients"
    event: Json = {"data": {"event_type": "message.sent"}, "event": {"type": "message.sent"}}
    sent = {**facts_of(Word("sent", False, "operator"), None), **nobody}
    group.accept(comment, "no_recipients", {"to": [], "cc": ABSENT}, **event, **sent)
    for code in ("40001", "40003", "40005", "40008", "40011", "40014", "40300", "20100", "49999"):
        facts = {**verdict("delivery_failed", meaning(group.tables, code)), **nobody}
        payload = {"to": ABSENT, "cc": ABSENT, "errors": [error(code)]}
        comment = f"finalized, no recipients, {code}"
        group.accept(comment, "no_recipients", payload, code=code, detail="Refused", **facts)
    payload = {"to": [], "errors": [{"title": "A title alone"}]}
    facts = {**verdict("delivery_failed"), **nobody}
    comment = "finalized, no recipients, an error without a code"
    group.accept(comment, "no_recipients", payload, detail="A title alone", **facts)
