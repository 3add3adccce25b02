"""Several events in one array, and bodies that are none."""

from __future__ import annotations

from typing import Any, Final

from cases import NOT_UTF8, broken_bodies, pick
from common import ABSENT, Json, Pairs, Raw, dump
from endpoint import MISSING, WRONG

from .model import MESSAGE, SECOND, THIRD, Bandwidth, item


def add_batches(group: Bandwidth) -> None:
    """One receipt for each event."""
    second, third = {"recipient": SECOND}, {"recipient": THIRD}
    failed = item(type="message-failed", to=THIRD, errorCode=4770, description="spam")
    body = dump([item(), item(to=SECOND, type="message-sent"), failed])
    receipts: list[Json] = [
        {},
        second | group.verdict("message-sent"),
        third | group.verdict("message-failed", "4770") | {"detail": "spam"},
    ]
    group.accept("three recipients of a group message", "batch", body=body, receipts=receipts)
    comment = "the same event twice: two receipts with equal keys"
    group.accept(comment, "batch", body=dump([item(), item()]), receipts=[{}, {}])
    comment = "a recipient counts as its digits"
    odd = "+1 (415) 555-0101"
    group.accept(comment, "batch", {"to": odd}, recipient=odd)
    comment = "a recipient that is no number counts as it stands"
    group.accept(comment, "batch", {"to": "Group 7"}, recipient="Group 7")
    _add_unreadable(group)
    body = dump([item(), *[0] * 10_000])
    group.refuse("10001 items", "limits", "malformed_body", body=body)


ODD_ITEMS: Final[dict[str, tuple[Any, str]]] = {
    "without a type": (item(type=ABSENT), MISSING),
    "with a type that is null": (item(type=None), MISSING),
    "with an empty type": (item(type=""), MISSING),
    "with a type that is a number": (item(type=1), WRONG),
    "with a type that is an array": (item(type=["message-sent"]), WRONG),
    "with a type that is an object": (item(type={"x": 1}), WRONG),
    "with a type that is a lone surrogate": (item(type=Raw('"\\ud800"')), WRONG),
    "without a message": (item() | {"message": ABSENT}, MISSING),
    "with a message that is null": (item() | {"message": None}, MISSING),
    "with a message without an id": (item({"id": ABSENT}), MISSING),
    "with an empty id": (item({"id": ""}), MISSING),
    "with an id that is a number": (item({"id": 1763630100120}), WRONG),
    "that is an empty object": ({}, MISSING),
    "that is a text": ("message-delivered", WRONG),
    "that is a number": (1, WRONG),
    "that is null": (None, WRONG),
    "that is a boolean": (True, WRONG),
}


def _add_unreadable(group: Bandwidth) -> None:
    body = dump([item(), *(odd for odd, _ in ODD_ITEMS.values())])
    lost = [(place, kind) for place, (_, kind) in enumerate(ODD_ITEMS.values(), start=1)]
    comment = "a receipt before items that cannot be read"
    group.accept(comment, "unreadable", body=body, unreadable=lost)
    for what, (odd, _) in ODD_ITEMS.items():
        comment = f"the only item is one {what}"
        group.refuse(comment, "unreadable", "malformed_body", body=dump([odd]))
    body = dump([{}, item(), 7, item(to=SECOND)])
    comment = "unreadable items between receipts"
    receipts: list[Json] = [{}, {"recipient": SECOND}]
    lost = [(0, MISSING), (2, WRONG)]
    group.accept(comment, "unreadable", body=body, receipts=receipts, unreadable=lost)


def add_bodies(group: Bandwidth) -> None:
    """Bodies that are no array of events."""
    usual = dump([item()])
    for comment, body in {
        "an object": dump(item()),
        "an empty array": "[]",
        "an array in an array": f"[{usual}]",
        "an array as an item beside a receipt": f"[{usual[1:-1]},[1]]",
        "a message that is an array": dump([item() | {"message": ["x"]}]),
        "International A2P": dump(
            {"msgId": "1", "event": "DELIVERED", "partNum": 0, "numParts": 1}
        ),
        "an MFA callback": dump({"platform": "NorthAmericaSMS", "message": {"id": "1"}}),
    }.items():
        group.refuse(f"no array of events: {comment}", "json", "malformed_body", body=body)
    cases = pick(
        broken_bodies(dump(item())),
        "cut off in the middle",
        "a trailing comma",
        "a raw line break in an ignored text",
        "a bad escape in an ignored text",
        "a leading zero in an ignored number",
        "brackets that do not match",
    )
    for what, body in cases.items():
        group.refuse(f"no JSON: {what}", "json", "malformed_body", body=f"[{body}]")
    for what, body in {
        "an empty body": "",
        "text behind": usual + "x",
        "no end": usual[:-1],
    }.items():
        group.refuse(f"no JSON: {what}", "json", "malformed_body", body=body)
    group.accept("blanks around everything", "json", body=f" \n[ {usual[1:-1]} ]\r\n")
    for comment, body in {
        "type twice": dump([Pairs([*item().items(), ("type", "message-sent")])]),
        "type twice, escaped": dump([item()]).replace(
            '{"type"', '{"typ\\u0065":"message-sent","type"'
        ),
        "message twice": dump([Pairs([*item().items(), ("message", MESSAGE)])]),
        "the id twice": dump([item() | {"message": Pairs([*MESSAGE.items(), ("id", "1")])}]),
        "the id twice, beside a receipt": dump(
            [item(), item() | {"message": Pairs([*MESSAGE.items(), ("id", "1")])}]
        ),
    }.items():
        group.refuse(comment, "duplicate_member", "malformed_body", body=body)
    pairs = Pairs([*item().items(), ("x", 1), ("x", 2)])
    group.accept("a member nobody reads, twice", "duplicate_member", body=dump([pairs]))
    for what, raw in NOT_UTF8.items():
        changed = usual.encode().replace(b"order-1001", raw)
        group.refuse(f"not UTF-8: {what}", "encoding", "malformed_body", body=changed)
    inner = {"from": "+447700900123", "tag": "Bücher \U0001f4da"}
    facts: Json = {"sender": "+447700900123", "tags": ["Bücher \U0001f4da"]}
    group.accept("text outside ASCII", "encoding", {"message": inner}, **facts)
