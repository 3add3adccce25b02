"""Members, other events, values and the edges of JSON."""

from __future__ import annotations

from typing import Any, Final

from cases import (
    AMOUNTS,
    NO_AMOUNTS,
    NO_PARTS,
    NO_TEXT,
    NOT_UTF8,
    PARTS,
    READABLE_TIMES,
    UNREADABLE_TIMES,
    broken_bodies,
    foreign_encodings,
    pick,
)
from common import ABSENT, Json, Raw, dump, nested, nested_objects

from .model import (
    EVENT_ID,
    FIRST,
    MESSAGE_ID,
    PAYLOAD,
    USUAL_TIME,
    Endpoint,
    addressee,
    body_of,
    error,
    verdict,
)


def add_optional_members(group: Endpoint) -> None:
    """No optional member ever loses a receipt."""
    names = ("recipient", "carrier", "sender", "channel", "campaign", "occurred_at")
    for what, value in NO_TEXT.items():
        extra = {"messaging_profile_id": "true"} if value is True else {}
        facts: Json = {**dict.fromkeys(names), "extra": extra}
        payload = {
            "type": value,
            "messaging_profile_id": value,
            "tcr_campaign_id": value,
            "from": {"phone_number": value},
            "to": [addressee("delivered", value, carrier=value, line_type=value)],
        }
        data = {"id": value, "occurred_at": value}
        facts |= {"time": None, "event": {"id": None}, "data": data}
        group.accept(f"every optional text: {what}", "optional", payload, **facts)
    _add_single_members(group)
    _add_objects(group)
    _add_tags(group)
    _add_texts(group)


def _add_single_members(group: Endpoint) -> None:
    to = [addressee("delivered", None)]
    group.accept("no phone number", "optional", {"to": to}, recipient=None)
    to = [addressee("delivered", carrier="")]
    group.accept("an empty carrier", "optional", {"to": to}, carrier=None)
    group.accept("no type", "optional", {"type": ABSENT}, channel=None)
    group.accept("no profile", "optional", {"messaging_profile_id": ABSENT}, extra={})
    group.accept("a campaign", "optional", {"tcr_campaign_id": "TCPA3X7"}, campaign="TCPA3X7")
    data = {"id": ABSENT}
    group.accept("no event id", "optional", data=data, event={"id": None})
    group.accept("an event id as a number", "optional", data={"id": 86}, event={"id": "86"})
    group.accept("no direction", "optional", {"direction": ABSENT})
    for kind, channel in (("MMS", "mms"), ("RCS", "rcs"), ("WhatsApp", "whatsapp"), ("x-y", "x-y")):
        group.accept(f"type {kind}", "optional", {"type": kind}, channel=channel)
    least = {
        "event_type": "message.finalized",
        "payload": {"id": MESSAGE_ID, "to": [{"status": "sent"}]},
    }
    nothing = dict.fromkeys(
        ("recipient", "sender", "channel", "occurred_at", "parts", "cost", "carrier")
    )
    group.accept(
        "the least event there is",
        "optional",
        body=dump({"data": least}),
        time=None,
        event={"id": None, "attempt": None},
        **{**nothing, "extra": {}, **verdict("sent")},
    )


def _add_objects(group: Endpoint) -> None:
    for what, value in (("missing", ABSENT), ("null", None), ("a text", "x"), ("a number", 1)):
        group.accept(f"from: {what}", "optional", {"from": value}, sender=None)
        group.accept(f"cost: {what}", "optional cost", {"cost": value}, cost=None)
        event = {"attempt": None}
        group.accept(f"meta: {what}", "optional", meta=value, event=event)
    for name in ("from", "cost"):
        comment = f"an array in place of {name}"
        group.refuse(comment, "array", "malformed_body", {name: ["+14155550100"]})
        comment = f"an empty array in place of {name}"
        group.refuse(comment, "array", "malformed_body", {name: []})
    arrays: dict[str, Json] = {
        "an error": {"errors": [["40001", "Refused"]]},
        "the source of an error": {"errors": [error("40001", source=["/to/0"])]},
    }
    for comment, payload in arrays.items():
        what = f"an array in place of {comment}"
        payload["to"] = [addressee("delivery_failed")]
        group.refuse(what, "array", "malformed_body", payload)
    group.refuse("an array in place of meta", "array", "malformed_body", meta=[1])
    group.refuse(
        "an array in place of payload", "array", "malformed_body", data={"payload": [PAYLOAD]}
    )
    usual = body_of()
    for comment, body in {
        "an array in place of data": dump({"data": [{"event_type": "message.finalized"}]}),
        "an array of events": f"[{usual}]",
        "an empty array": "[]",
        "data as an array of events": dump({"data": [Raw(usual)]}),
    }.items():
        group.refuse(comment, "array", "malformed_body", body=body)
    attempts: dict[str, tuple[Any, int | None]] = {
        "2": (2, 2),
        "1.0": (Raw("1.0"), 1),
        "3 in quotes": ("3", 3),
        "0": (0, None),
        "-1": (-1, None),
        "1e0": (Raw("1e0"), None),
        "01 in quotes": ("01", None),
        "4294967296": (4294967296, None),
        "null": (None, None),
        "true": (True, None),
        "an array": ([1], None),
    }
    for what, (value, attempt) in attempts.items():
        meta = {"attempt": value}
        group.accept(f"attempt {what}", "attempt", meta=meta, event={"attempt": attempt})


def _add_tags(group: Endpoint) -> None:
    for what, tags, shown in (
        ("two texts", ["Greetings", "winter 2026"], ["Greetings", "winter 2026"]),
        ("the same text twice", ["a", "a"], ["a", "a"]),
        ("texts among other things", ["a", 5, None, True, ["b"], {"c": 1}, "d"], ["a", "d"]),
        ("no text at all", [1, 2], []),
        ("missing", ABSENT, []),
        ("null", None, []),
        ("a text", "Greetings", []),
        ("an object", {"a": "b"}, []),
    ):
        group.accept(f"tags: {what}", "tags", {"tags": tags}, tags=shown)


def _add_texts(group: Endpoint) -> None:
    numbers = {
        "blanks and brackets": "+1 (415) 555-0101",
        "digits alone": "14155550101",
        "full stops": "1.415.555.0101",
        "a short code": "27126",
        "letters": "Acme",
        "an address": "user@example.com",
        "digits outside ASCII": "\u0661\u0662\u0663",
        "an extension": "+14155550101x7",
    }
    for what, number in numbers.items():
        to = [addressee("delivered", number)]
        group.accept(f"a recipient with {what}", "text", {"to": to}, recipient=number)
    to = [addressee("delivered", 14155550101, carrier=Raw("1.50"))]
    comment = "recipient and carrier as numbers"
    group.accept(comment, "text", {"to": to}, recipient="14155550101", carrier="1.50")
    to = [addressee("delivered", carrier=Raw('"T\\u002dMobile \\ud83d\\ude00 \\"US\\""'))]
    shown = 'T-Mobile \U0001f600 "US"'
    group.accept("escapes are decoded", "text", {"to": to}, carrier=shown)
    for what, message_id in (
        ("a NUL inside", "a\0b"),
        ("text outside ASCII", "ид-7"),
        ("a blank", " "),
    ):
        comment = f"a message id with {what}"
        sent = Raw('"a\\u0000b"') if "\0" in message_id else message_id
        group.accept(comment, "text", {"id": sent}, message_id=message_id)


def add_required_members(group: Endpoint) -> None:
    """Without data, event type or message id there is no receipt."""
    odd = {**NO_TEXT, "a number": 7, "a query operator": Raw('{"$ne":null}')}
    for what, value in odd.items():
        for event_type in ("message.finalized", "message.sent"):
            if event_type == "message.finalized" or what in ("missing", "a number"):
                comment = f"{event_type}, payload.id: {what}"
                data: Json = {"event_type": event_type}
                group.refuse(comment, "required", "malformed_body", {"id": value}, data=data)
        data = {"event_type": value}
        group.refuse(f"event_type: {what}", "required", "malformed_body", data=data)
    for what, value in (("missing", ABSENT), ("null", None), ("a text", "x"), ("empty", {})):
        data = {"payload": value}
        group.refuse(f"payload: {what}", "required", "malformed_body", data=data)
    flat = {"sms_id": MESSAGE_ID, "status": "delivered", "to": FIRST, "from": "+14155550100"}
    for comment, body in {
        "an empty object": "{}",
        "data: null": '{"data":null}',
        "data: a text": '{"data":"message.finalized"}',
        "data: empty": '{"data":{}}',
        "the flat form of the old interface": dump(flat),
        "the payload without its envelope": dump(PAYLOAD),
        "names are case-sensitive": body_of().replace('"data"', '"Data"'),
        "the event inside a second envelope": dump({"event": Raw(body_of())}),
    }.items():
        group.refuse(comment, "required", "malformed_body", body=body)


def add_other_events(group: Endpoint) -> None:
    """Authentic, but no receipt."""
    inbound = {"direction": "inbound", "to": [addressee("webhook_delivered")]}
    data: Json = {"event_type": "message.received"}
    event: Json = {"type": "message.received"}
    group.accept(
        "an inbound message", "other", inbound, data=data, event=event, other="message.received"
    )
    for event_type in ("message.finalized", "message.sent"):
        data = {"event_type": event_type}
        comment = f"{event_type}, but inbound"
        group.accept(
            comment, "other", inbound, data=data, event={"type": event_type}, other=event_type
        )
    for event_type in (
        "message.queued",
        "message.delivered",
        "message.failed",
        "message.updated",
        "message.link_click",
        "Message.Finalized",
        "message.finalized ",
        "call.hangup",
        "10dlc.campaign.update",
        "delivered",
        " ",
    ):
        data = {"event_type": event_type}
        comment = f"the event {event_type!r}"
        group.accept(comment, "other", data=data, event={"type": event_type}, other=event_type)
    for what, payload in (("missing", ABSENT), ("null", None), ("a text", "x"), ("empty", {})):
        data = {"event_type": "call.initiated", "payload": payload}
        comment = f"another event, payload {what}"
        group.accept(
            comment, "other", data=data, event={"type": "call.initiated"}, other="call.initiated"
        )
    click = {
        "record_type": "link_clicked",
        "url": "https://example.com/a",
        "to": FIRST,
        "message_id": MESSAGE_ID,
        "time_clicked": "2026-11-20T09:25:00Z",
    }
    nothing: Json = {"id": None, "type": None, "attempt": None}
    body = dump({"data": click})
    group.accept("a click", "other", body=body, event=nothing, other="link_clicked")
    body = dump({"data": {"id": EVENT_ID, **click}, "meta": {"attempt": 2}})
    event = {"type": None, "attempt": 2}
    group.accept("a click with an id", "other", body=body, event=event, other="link_clicked")
    body = dump({"data": {**click, "record_type": "event"}})
    group.refuse("no event type and no click", "other", "malformed_body", body=body)


TIMES: Final = tuple(READABLE_TIMES.items())[::3]
NO_TIMES: Final = (
    *UNREADABLE_TIMES[::4],
    "2026-02-13T10:30:04",
    "date-time",
    "9999-12-31T23:30:00-01:00",
)


def add_values(group: Endpoint) -> None:
    """Times, prices and numbers of parts."""
    for sent, shown in TIMES:
        data = {"occurred_at": sent}
        group.accept(f"time {sent}", "time", data=data, time=sent, occurred_at=shown)
    for sent in dict.fromkeys(NO_TIMES):
        data = {"occurred_at": sent}
        comment = f"no time, but part of the key: {sent!r}"
        group.accept(comment, "time", data=data, time=sent, occurred_at=None)
    data = {"occurred_at": Raw("1795166132.50")}
    comment = "a time as a number: unreadable, its text is part of the key"
    group.accept(comment, "time", data=data, time="1795166132.50", occurred_at=None)
    for text in AMOUNTS[2:6] + AMOUNTS[-1:]:
        name = text if len(text) < 64 else "of 64 characters"
        cost = {"amount": text, "currency": "USD"}
        sent_as = {"amount": Raw(text), "currency": "USD"}
        group.accept(f"cost {name}", "cost", {"cost": sent_as}, cost=cost)
        group.accept(f"cost {name} in quotes", "cost", {"cost": cost}, cost=cost)
    odd_amounts = ("missing", "null", "true", "an object in it", "65 characters")
    odd_texts = ("65 characters in quotes", "the text ''", "the text '+1'", "the text 'NaN'")
    for what, value in pick(NO_AMOUNTS, *odd_amounts, *odd_texts).items():
        cost = {"amount": value, "currency": "USD"}
        group.accept(f"no amount: {what}", "cost", {"cost": cost}, cost=None)
    for what, value in NO_TEXT.items():
        cost = {"amount": "0.0051", "currency": value}
        shown_cost = {"amount": "0.0051", "currency": None}
        group.accept(f"currency: {what}", "cost", {"cost": cost}, cost=shown_cost)
    for what, (value, parts) in pick(PARTS, "2", "1.0", "4294967295", "12 in quotes").items():
        group.accept(f"parts {what}", "parts", {"parts": value}, parts=parts)
    odd = ("missing", "an array", "the number 0", "the number 1.5", "the number 1e0")
    odd_parts = ("the number 4294967296", "the text '01'", "the text '1.0'")
    for what, value in pick(NO_PARTS, *odd, *odd_parts).items():
        group.accept(f"no number of parts: {what}", "parts", {"parts": value}, parts=None)


def add_json_edges(group: Endpoint) -> None:
    """Strict where a receipt could be read in two ways, easy where nothing is read."""
    usual = body_of()
    broken = (
        "an empty body",
        "cut off in the middle",
        "text after the object",
        "two objects",
        "a trailing comma",
        "a bad escape in an ignored text",
        "NaN in an ignored member",
        "a form instead of JSON",
        "a number",
        "null",
    )
    for comment, body in pick(broken_bodies(usual), *broken).items():
        group.refuse(f"no JSON object: {comment}", "json", "malformed_body", body=body)
    group.accept("blanks around the object", "json", body=f" \r\n\t{usual}\n ")
    for what, value in {
        "1e400": Raw("1e400"),
        "5000 digits": Raw("7" * 5000),
        "a lone surrogate": Raw('"\\udc00"'),
        "a member twice": Raw('{"status":"sent","status":"read"}'),
    }.items():
        group.accept(f"{what} in an ignored member", "json", {"text": value})
    group.accept("20000 arrays in an ignored member", "limits", {"media": nested(20000)})
    group.accept("3000 objects in an ignored member", "limits", {"subject": nested_objects(3000)})
    group.accept(
        "20000 arrays in an optional member", "limits", {"type": nested(20000)}, channel=None
    )
    group.accept("20000 arrays as tags", "limits", {"tags": nested(20000)})
    to = [addressee("delivered"), nested_objects(3000)]
    comment = "3000 objects as an item"
    group.accept(comment, "limits", {"to": to}, unreadable=[(1, "missing_member")])
    group.accept("100 kB of text", "limits", {"text": "x" * 100_000})
    _add_duplicates(group, usual)
    _add_encodings(group, usual)


ESCAPED: Final = ("data", "event_type", "payload.id", "errors", "to[].status")


def _add_duplicates(group: Endpoint, usual: str) -> None:
    members = {
        "data": '"data":{',
        "event_type": '"event_type":"message.finalized"',
        "occurred_at": f'"occurred_at":"{USUAL_TIME}"',
        "data.id": f'"id":"{EVENT_ID}"',
        "payload": '"payload":{',
        "payload.id": f'"id":"{MESSAGE_ID}"',
        "to": '"to":[',
        "cc": '"cc":[]',
        "errors": '"errors":[]',
        "cost": '"cost":{',
        "parts": '"parts":1',
        "direction": '"direction":"outbound"',
        "to[].status": '"status":"delivered"',
        "to[].phone_number": f'"phone_number":"{FIRST}"',
        "cost.amount": '"amount":"0.0051"',
        "meta": '"meta":{',
        "meta.attempt": '"attempt":1',
    }
    for what, member in members.items():
        assert usual.count(member) == 1, what
        name = member.partition(":")[0]
        escaped = f'"\\u{ord(name[1]):04x}{name[2:]}'
        spellings = [("", name), (", escaped", escaped)]
        for spelling, again in spellings if what in ESCAPED else spellings[:1]:
            body = usual.replace(member, f"{again}:null,{member}")
            comment = f"{what} twice{spelling}"
            group.refuse(comment, "duplicate_member", "malformed_body", body=body)
    failed = body_of({"to": [addressee("delivery_failed")], "errors": [error("40001", "/to/0")]})
    for what, member in (("code", '"code":"40001"'), ("pointer", '"pointer":"/to/0"')):
        body = failed.replace(member, f"{member},{member}")
        comment = f"{what} of an error twice"
        group.refuse(comment, "duplicate_member", "malformed_body", body=body)
    body = usual.replace('"text":"Hi"', '"text":"Hi","text":"Ho"')
    group.accept("an unknown member twice is no harm", "duplicate_member", body=body)
    body = usual.replace('"status"', '"st\\u0061tus"').replace('"data"', '"d\\u0061ta"')
    group.accept("escaped spellings alone are the members", "json", body=body)


def _add_encodings(group: Endpoint, usual: str) -> None:
    for what, bad in NOT_UTF8.items():
        front, back = usual.split('"Example Wireless"')
        body = front.encode() + b'"' + bad + b'"' + back.encode()
        group.refuse(f"a carrier holds {what}", "encoding", "malformed_body", body=body)
    front, back = usual.split('"Hi"')
    body = front.encode() + b'"\xe9"' + back.encode()
    comment = "an ignored member holds Latin-1"
    group.refuse(comment, "encoding", "malformed_body", body=body)
    foreign = ("a byte order mark", "UTF-16 with a byte order mark", "one byte 0xFF")
    for what, body in pick(foreign_encodings(usual), *foreign).items():
        group.refuse(f"not plain UTF-8: {what}", "encoding", "malformed_body", body=body)
