"""Words, codes and the members of the body."""

from __future__ import annotations

from typing import Any

from cases import NO_TEXT
from common import ABSENT, UNLISTED, Json, Raw, facts_of, failure_of, nested

from .model import FIELDS, PROVIDER, WORDS, Endpoint, body_of


def add_statuses(group: Endpoint) -> None:
    """Every word of the table, and words that it lacks."""
    for status, word in WORDS.items():
        facts = facts_of(word, failure_of(word, None))
        fields = {"status": status, "status_code": ABSENT}
        group.accept(f"status {status}", "status", fields, status=status, code=None, **facts)
    unlisted = {
        "an SMPP word that 23 Telecom does not list: ACCEPTD": "ACCEPTD",
        "an SMPP word that 23 Telecom does not list: ENROUTE": "ENROUTE",
        "an SMPP word that 23 Telecom does not list: DELETED": "DELETED",
        "lower case is another word: delivrd": "delivrd",
        "lower case is another word: undeliv": "undeliv",
        "title case is another word: Expired": "Expired",
        "blanks are part of the word": " DELIVRD ",
        "no word by its beginning": "DELIVRDX",
        "no locale folding: a dotted capital I": "DEL\u0130VRD",
        "a blank is a word that the table lacks": " ",
        "a number in quotes is a word, not an index": "0",
        "the word of another provider": "delivered",
    }
    for comment, status in unlisted.items():
        facts = facts_of(UNLISTED, None)
        group.accept(comment, "status", {"status": status}, status=status, **facts)


def add_codes(group: Endpoint) -> None:
    """Codes decide the reason of a failing word and nothing else."""
    assert group.tables is not None
    table = group.tables.codes[PROVIDER]
    for code in table:
        _add_code(group, f"UNDELIV with the code {code}", "UNDELIV", code)
    for status, code in (
        ("REJECTD", "000"),
        ("REJECTD", "EXPIRED"),
        ("EXPIRED", "UNDELIV"),
        ("EXPIRED", "000"),
        ("EXPIRED", "EXPIRED"),
        ("UNKNOWN", "EXPIRED"),
        ("UNKNOWN", "000"),
        ("DELIVRD", "EXPIRED"),
        ("DELIVRD", "UNDELIV"),
    ):
        _add_code(group, f"{status} with the code {code}", status, code)
    for status, code in (
        ("UNDELIV", "011"),
        ("UNDELIV", "11"),
        ("UNDELIV", "undeliv"),
        ("UNDELIV", " 000"),
        ("REJECTD", "0x0000000B"),
        ("EXPIRED", "69"),
        ("DELIVRD", "069"),
    ):
        _add_code(group, f"{status} with a code that the table lacks: {code!r}", status, code)
    _add_code(group, "a code as a number", "UNDELIV", "11", Raw("11"))
    _add_code(group, "a code as the number 0 is not 000", "UNDELIV", "0", Raw("0"))
    _add_code(group, "a code as a number keeps its text", "UNDELIV", "1.10e1", Raw("1.10e1"))
    _add_code(group, "an unknown word with a known code", "GONE", "EXPIRED")
    group.refuse("000 without quotes is no JSON", "code json", "malformed_body", _code(Raw("000")))


def _code(value: Any) -> Json:
    return {"status_code": value}


def _add_code(group: Endpoint, comment: str, status: str, code: str, sent: Any = None) -> None:
    assert group.tables is not None
    word = WORDS.get(status, UNLISTED)
    failure = failure_of(word, group.tables.codes[PROVIDER].get(code))
    fields = {"status": status, "status_code": code if sent is None else sent}
    facts = facts_of(word, failure)
    group.accept(comment, "code", fields, status=status, code=code, **facts)


def add_optional_members(group: Endpoint) -> None:
    """No optional member ever loses the receipt."""
    for what, value in NO_TEXT.items():
        fields: Json = dict.fromkeys(("recipient", "sender_id", "status_code"), value)
        facts: Json = dict.fromkeys(("recipient", "sender", "code"))
        group.accept(f"recipient, sender and code: {what}", "optional", fields, **facts)
    for name, member in (
        ("recipient", "recipient"),
        ("sender_id", "sender"),
        ("status_code", "code"),
    ):
        facts = {member: None}
        group.accept(f"{name} alone is missing", "optional", {name: ABSENT}, **facts)
    as_number = {"recipient": Raw("447700900123"), "sender_id": Raw("12345")}
    numbers: Json = {"recipient": "447700900123", "sender": "12345"}
    group.accept("recipient and sender as numbers", "optional text", as_number, **numbers)
    fields = {"sender_id": Raw("-1.50E+2")}
    group.accept("a number as text keeps its digits", "text", fields, sender="-1.50E+2")
    many = "9" * 5000
    fields = {"sender_id": Raw(many)}
    group.accept("a sender of 5000 digits without quotes", "number text", fields, sender=many)
    only = {name: ABSENT for name in FIELDS if name not in ("message_id", "status")}
    nothing: Json = dict.fromkeys(("recipient", "sender", "code", "occurred_at", "parts", "cost"))
    group.accept("only message_id and status are selected", "optional", only, time=None, **nothing)
    empty = dict.fromkeys(only)
    group.accept("every optional member null", "optional", empty, time=None, **nothing)
    for what, value in NO_TEXT.items():
        if value is not True:
            fields = {"workspace_id": value, "telecom_message_id": value}
            group.accept(f"workspace_id and telecom_message_id: {what}", "extra", fields)
    _add_extra(group)
    _add_texts(group)


def _add_extra(group: Endpoint) -> None:
    def both(comment: str, sent: tuple[Any, Any], shown: tuple[str, str]) -> None:
        names = ("workspace_id", "telecom_message_id")
        extra = dict(zip(names, shown, strict=True))
        group.accept(comment, "extra", dict(zip(names, sent, strict=True)), extra=extra)

    both("extra members as text", ("ws_12", "8f3a-0042"), ("ws_12", "8f3a-0042"))
    both("extra members as numbers", (Raw("12"), Raw("1e3")), ("12", "1e3"))
    both("extra members as booleans", (True, False), ("true", "false"))
    fields = {"workspace_id": Raw("0"), "telecom_message_id": None, "colour": "blue"}
    group.accept("members nobody knows are ignored", "extra", fields, extra={"workspace_id": "0"})


def _add_texts(group: Endpoint) -> None:
    for comment, sent, text in (
        ("escapes are decoded", Raw('"A\\u0063me \\"\\/\\\\\\t"'), 'Acme "/\\\t'),
        ("a surrogate pair is one character", Raw('"\\ud83d\\ude00"'), "\U0001f600"),
        ("text outside ASCII", "Ünïté 店", "Ünïté 店"),
        ("no Unicode normalisation", "e\u0301", "e\u0301"),
        ("a NUL inside a text", Raw('"a\\u0000b"'), "a\0b"),
        ("blanks around a text stay", " Acme ", " Acme "),
        ("bidirectional controls are text", "\u202eemcA", "\u202eemcA"),
    ):
        group.accept(f"sender_id: {comment}", "text", {"sender_id": sent}, sender=text)
    for comment, sent, text in (
        ("a NUL inside the message id", Raw('"a\\u0000b"'), "a\0b"),
        ("a blank is a message id", " ", " "),
        ("an id outside ASCII", "ид-7", "ид-7"),
        ("an id of 5000 characters", "m" * 5000, "m" * 5000),
        ("an id that looks like a query operator", '{"$ne":null}', '{"$ne":null}'),
    ):
        group.accept(comment, "text required", {"message_id": sent}, message_id=text)
    number = "+44 (7700) 900-123"
    group.accept("a recipient is kept as sent", "text", {"recipient": number}, recipient=number)
    fields = {"recipient": "+447700900124"}
    comment = "another recipient of the same id has the same keys: one id, one recipient"
    group.accept(comment, "text", fields, recipient="+447700900124")


def add_required_members(group: Endpoint) -> None:
    """Without an id and a word there is no receipt."""
    odd = {
        **NO_TEXT,
        "a number": Raw("7"),
        "a query operator": Raw('{"$ne":null}'),
        "deeply nested": nested(300),
    }
    for name in ("message_id", "status"):
        for what, value in odd.items():
            flags = "required"
            group.refuse(f"{name}: {what}", flags, "malformed_body", {name: value})
    bodies = {
        "an empty object": "{}",
        "a click event of the same account": '{"event":"click","url":"https://example.com/a"}',
        "names are case-sensitive": body_of(message_id=ABSENT, Message_ID="api_7_0001"),
        "the receipt one level deeper": '{"data":' + body_of() + "}",
    }
    for comment, body in bodies.items():
        group.refuse(comment, "required", "malformed_body", body=body)
