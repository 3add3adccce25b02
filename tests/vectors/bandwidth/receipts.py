"""Types, codes and members of one event."""

from __future__ import annotations

from cases import NO_PARTS, NO_TEXT, PARTS, READABLE_TIMES, UNREADABLE_TIMES, pick
from common import ABSENT, Json, Raw, dump, facts_of

from .model import CARRIER_TEXT, HANDED_OVER, INBOUND, MESSAGE, WORDS, Bandwidth, item


def add_statuses(group: Bandwidth) -> None:
    """Every type, and types that the table lacks."""
    for status in WORDS:
        group.accept(f"type {status}", "status", {"type": status}, **group.verdict(status))
    handed_over = facts_of(HANDED_OVER, None) | {"detail": CARRIER_TEXT}
    fields = {"description": CARRIER_TEXT}
    group.accept("delivered to the carrier alone", "status", fields, **handed_over)
    for text in (CARRIER_TEXT.lower(), CARRIER_TEXT + ".", f" {CARRIER_TEXT}", "delivered"):
        comment = f"delivered, with another description: {text!r}"
        group.accept(comment, "status", {"description": text}, detail=text)
    for what, value in NO_TEXT.items():
        comment = f"delivered, description {what}"
        group.accept(comment, "status optional", {"description": value}, detail=None)
    fields = {"type": "message-read", "description": CARRIER_TEXT}
    facts = group.verdict("message-read") | {"detail": CARRIER_TEXT}
    group.accept("the description counts beside message-delivered alone", "status", fields, **facts)
    for status in ("message-expired", "Message-Delivered", "delivered", "DELIVERED", " "):
        facts = group.verdict(status)
        group.accept(f"no type of the table: {status!r}", "status", {"type": status}, **facts)


def add_codes(group: Bandwidth) -> None:
    """Every code that an event can have, several to a body, as the numbers that they are.

    Those with the prefix `intl.` are the table's own names for codes of another format.
    """
    assert group.tables is not None
    codes = [code for code in group.tables.codes[group.provider] if code.isdigit()]
    for place in range(0, len(codes), 10):
        some = codes[place : place + 10]
        failed = {"type": "message-failed", "description": "refused"}
        body = dump([item(**failed, errorCode=Raw(code)) for code in some])
        verdicts = [group.verdict("message-failed", code) for code in some]
        receipts = [facts | {"detail": "refused"} for facts in verdicts]
        comment = f"message-failed with the codes {some[0]} to {some[-1]}"
        group.accept(comment, "code batch", body=body, receipts=receipts)
    for status, code in (
        ("message-sending", "4770"),
        ("message-delivered", "4770"),
        ("message-read", "9902"),
        ("message-later", "4360"),
        ("message-failed", "4999"),
        ("message-failed", "04770"),
    ):
        facts = group.verdict(status, code)
        fields = {"type": status, "errorCode": code}
        group.accept(f"{status} with the code {code} as a text", "code", fields, **facts)
    fields = {"type": "message-failed", "errorCode": Raw("4770.0")}
    facts = group.verdict("message-failed", "4770.0")
    group.accept("a code keeps the text of its number", "code", fields, **facts)


def add_members(group: Bandwidth) -> None:
    """No optional member ever loses the receipt."""
    full: Json = {"channel": "RCS"}
    facts: Json = {"carrier": "Example Wireless", "channel": "rcs"}
    group.accept(
        "carrier and channel",
        "optional",
        {"message": full, "carrierName": "Example Wireless"},
        **facts,
    )
    for what, value in NO_TEXT.items():
        message = dict.fromkeys(
            ("owner", "applicationId", "from", "channel", "segmentCount"), value
        )
        fields = {"message": message, "to": value, "carrierName": value, "errorCode": value}
        nothing: Json = {"sender": None, "recipient": None, "parts": None}
        extra = {"applicationId": "true", "owner": "true"} if value is True else {}
        group.accept(f"optional members: {what}", "optional", fields, extra=extra, **nothing)
    only = {"description": ABSENT, "time": ABSENT, "to": ABSENT}
    bare = {name: ABSENT for name in MESSAGE if name != "id"}
    names = ("detail", "occurred_at", "recipient", "sender", "parts", "time")
    facts = {**dict.fromkeys(names), "tags": [], "extra": {}}
    group.accept("type and id alone", "optional", only | {"message": bare}, **facts)
    for what, value in NO_TEXT.items():
        if value not in (ABSENT, ["x"]):
            group.accept(f"tag: {what}", "tags", {"message": {"tag": value}}, tags=[])
    message = {"tag": ["a", "b"]}
    group.accept("several tags", "tags", {"message": message}, tags=["a", "b"])
    counts = pick(PARTS, "2", "1.0", "4294967295", "12 in quotes")
    for what, (count, parts) in counts.items():
        comment = f"segmentCount {what}"
        group.accept(comment, "parts", {"message": {"segmentCount": count}}, parts=parts)
    for what, count in pick(NO_PARTS, "true", "the number 0", "the text '01'").items():
        comment = f"no count of segments: {what}"
        group.accept(comment, "parts", {"message": {"segmentCount": count}}, parts=None)
    times = pick(READABLE_TIMES, "2026-02-13t10:30:04Z", "2026-02-13T12:30:04+02:00")
    for sent, shown in times.items():
        facts = {"occurred_at": shown, "time": sent}
        group.accept(f"the time {sent}", "time", {"time": sent}, **facts)
    for sent in UNREADABLE_TIMES[:4]:
        comment = f"no time, but part of the key: {sent}"
        facts = {"occurred_at": None, "time": sent}
        group.accept(comment, "time", {"time": sent}, **facts)
    fields = {"eventTime": "2026-11-20T09:20:00Z", "type": "message-read"}
    comment = "the time of message-read is `time`, too"
    group.accept(comment, "time", fields, **group.verdict("message-read"))


def add_events(group: Bandwidth) -> None:
    """What is no receipt."""
    body = dump([INBOUND])
    group.accept("an inbound message", "other", body=body, other="message-received")
    bare = {"type": "message-received"}
    group.accept(
        "an inbound message of a type alone", "other", body=dump([bare]), other="message-received"
    )
    reply = {**INBOUND, "type": "suggestion-response"}
    comment = "an inbound event of another type"
    group.accept(comment, "other", body=dump([reply]), other="suggestion-response")
    comment = "a type that the table lacks, outbound: a receipt"
    fields = {"type": "suggestion-response"}
    group.accept(comment, "other", fields, **group.verdict("suggestion-response"))
    comment = "an inbound message beside a receipt"
    group.accept(
        comment, "other batch", body=dump([INBOUND, item()]), unreadable=[(0, "wrong_type")]
    )
    comment = "an inbound message beside an item that cannot be read"
    unreadable = [(1, "missing_member")]
    group.accept(
        comment,
        "other batch",
        body=dump([INBOUND, {}]),
        other="message-received",
        unreadable=unreadable,
    )
