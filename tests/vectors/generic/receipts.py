"""Words, codes, times and odd members."""

from __future__ import annotations

from typing import Final

from cases import NO_TEXT, NOT_UTF8, READABLE_TIMES, UNREADABLE_TIMES, broken_bodies, pick
from common import ABSENT, Json, Raw, dump

from .model import FIELDS, WORDS, Generic, body_of

# Texts that this format reads, where RFC 3339 has a colon or nothing at all. The first form that
# fits counts: what is too large for seconds of a year with four digits is milliseconds.
OWN_TIMES: Final = {
    "2026-11-20T11:15:03.25+0200": "2026-11-20T09:15:03.25Z",
    "2026-11-20T09:15:03-0000": "2026-11-20T09:15:03Z",
    "1795166103": "2026-11-20T09:15:03Z",
    "0": "1970-01-01T00:00:00Z",
    "253402300799": "9999-12-31T23:59:59Z",
    "1795166103004": "2026-11-20T09:15:03.004Z",
}
NO_TIMES: Final = (
    *(text for text in UNREADABLE_TIMES if text not in ("2026-02-13T10:30:04+0100", "1770978604")),
    "-1",
    "+0",
    "1795166103.5",
    "17951661030040000000",
)


def add_statuses(group: Generic) -> None:
    """Every word, in any case, and words that the table lacks."""
    for status in WORDS:
        fields = {"status": status, "provider_status_code": ABSENT}
        group.accept(f"status {status}", "status", fields, **group.verdict(status))
    for status in ("DELIVRD", "Delivered", "UNDELIV", "fAiLeD", "READ", "Not_Delivered"):
        facts = group.verdict(status.lower(), "0") | {"status": status}
        group.accept(f"case does not matter: {status}", "status", {"status": status}, **facts)
    for comment, status in {
        "success": "success",
        "blanks around a word": " delivered ",
        "a hyphen in place of an underscore": "not-delivered",
        "no locale folding: a Kelvin sign": "bloc\u212aed",
        "no locale folding: a dotted capital I": "DEL\u0130VERED",
        "a word by its beginning": "deliveredX",
    }.items():
        facts = group.verdict(status, "0")
        group.accept(f"no word of the table: {comment}", "status", {"status": status}, **facts)
    for what, number in (("1", Raw("1")), ("1 and 5000 digits", Raw("1" + "0" * 5000))):
        facts = group.verdict(str(number), "0")
        group.accept(f"a status that is the number {what}", "number", {"status": number}, **facts)


def add_members(group: Generic) -> None:
    """What has to be there, and what may be missing or odd."""
    for status, code in (("failed", "30003"), ("rejected", "EC-7"), ("sent", "0"), ("read", "1")):
        fields = {"status": status, "provider_status_code": code, "error": "Handset is off"}
        facts = group.verdict(status, code) | {"detail": "Handset is off"}
        comment = f"{status} with a code: no table, so only the word counts"
        group.accept(comment, "code", fields, **facts)
    numbers = {
        "provider_status_code": Raw("30003"),
        "to": Raw("447700900123"),
        "from": Raw("12345"),
    }
    shown: Json = {"code": "30003", "recipient": "447700900123", "sender": "12345"}
    group.accept("code, recipient and sender as numbers", "number", numbers, **shown)
    for what, value in NO_TEXT.items():
        names = ("to", "from", "provider_status_code", "error")
        nobody: Json = dict.fromkeys(("recipient", "sender", "code"))
        odd = dict.fromkeys(names, value)
        group.accept(f"optional members: {what}", "optional", odd, **nobody)
    only = {name: ABSENT for name in FIELDS if name not in ("message_id", "status")}
    nothing: Json = dict.fromkeys(("recipient", "sender", "code", "occurred_at", "time"))
    group.accept("message_id and status alone", "optional", only, **nothing)
    group.accept("members nobody knows are ignored", "optional", {"price": 1, "x": [{}]})
    fields = {"message_id": Raw("12345678901234567890123")}
    comment = "a message_id that is a number keeps its digits"
    group.accept(comment, "number", fields, message_id="12345678901234567890123")
    for name in ("message_id", "status"):
        for what, value in NO_TEXT.items():
            comment = f"{name}: {what}"
            group.refuse(comment, "required", "malformed_body", {name: value})
    text: Json = {"from": Raw('"\\u0041cme \\ud83d\\ude00"'), "error": "Téléphone éteint"}
    shown = {"sender": "Acme \U0001f600", "detail": "Téléphone éteint"}
    group.accept("escapes and text outside ASCII", "text", text, **shown)


def add_times(group: Generic) -> None:
    """Three forms of the time of the news."""
    readable = pick(
        READABLE_TIMES,
        "2026-02-13t10:30:04Z",
        "2026-02-13T04:45:04-05:45",
        "2026-02-13T10:30:04.123456+01:00",
        "2026-02-13T10:30:04.1234567899Z",
        "9999-12-31T23:59:59Z",
    )
    for sent, shown in (readable | OWN_TIMES).items():
        facts: Json = {"occurred_at": shown, "time": sent}
        group.accept(f"the time {sent}", "time", {"timestamp": sent}, **facts)
        if sent.isdigit():
            fields = {"timestamp": Raw(sent)}
            group.accept(f"the time {sent} as a number", "time number", fields, **facts)
    for sent in NO_TIMES:
        facts = {"occurred_at": None, "time": sent}
        comment = f"no time, but part of the key: {sent!r}"
        group.accept(comment, "time", {"timestamp": sent}, **facts)


def add_json_edges(group: Generic) -> None:
    """Bodies that can be read in two ways, or in none."""
    usual = body_of()
    for comment, body in broken_bodies(usual).items():
        group.refuse(f"no JSON object: {comment}", "json", "malformed_body", body=body)
    for comment, body in {
        "the object inside an array": f"[{usual}]",
        "an array of members": '["gw-0001","delivered"]',
    }.items():
        group.refuse(comment, "json", "malformed_body", body=body)
    for comment, member in {
        "status twice": '"status":"failed"',
        "status twice, escaped": '"st\\u0061tus":"failed"',
        "status again as null": '"status":null',
        "message_id twice, equal": '"message_id":"gw-0001"',
        "error twice": '"error":null',
    }.items():
        body = f"{usual[:-1]},{member}}}"
        group.refuse(comment, "duplicate_member", "malformed_body", body=body)
    body = f'{usual[:-1]},"x":1,"x":2,"y":{{"status":"failed"}}}}'
    group.accept("members that nobody reads, twice and inside", "duplicate_member", body=body)
    group.accept("another order of members", "json", body=dump(dict(reversed(FIELDS.items()))))
    group.accept("blanks around the object", "json", body=f" \r\n\t{usual}\n ")
    for what, raw in NOT_UTF8.items():
        changed = usual.encode().replace(b"Acme", raw)
        group.refuse(f"not UTF-8: {what}", "encoding", "malformed_body", body=changed)
    group.refuse(
        "a byte order mark", "encoding", "malformed_body", body=b"\xef\xbb\xbf" + usual.encode()
    )
