"""Status codes, error codes and members."""

from __future__ import annotations

from typing import Final

from cases import NO_TEXT, READABLE_TIMES, UNREADABLE_TIMES, pick
from common import ABSENT, UNLISTED, Json, Raw, facts_of, refuse_by_policy

from .model import FIELDS, REVIEWED, WORDS, ClickSend

NO_CODE: Final = {"error_code": ABSENT}


def add_statuses(group: ClickSend) -> None:
    """The number decides; the word counts where there is no number."""
    for status in WORDS:
        if status.isdigit():
            fields = {"status_code": status, **NO_CODE}
            group.accept(f"status_code {status}", "status", fields, **group.verdict(status))
    for word in ("Delivered", "Failed", "Sent", "CancelledAfterReview"):
        comment = f"status_code 201 beside the word {word}"
        group.accept(comment, "status", {"status": word})
    for status in ("202", "0", "999", "2010", " 201", "0201"):
        comment = f"a status_code that the table lacks: {status!r}"
        group.accept(comment, "status", {"status_code": status}, **group.verdict(status, "4"))
    for what, missing in (("missing", ABSENT), ("empty", "")):
        for word in ("Delivered", "Failed", "Sent"):
            comment = f"status_code {what}, and the word {word}, which tells too little"
            fields = {"status_code": missing, "status": word}
            group.accept(comment, "status", fields, **group.verdict(word, "4"))
    _add_reviewed(group)


def _add_reviewed(group: ClickSend) -> None:
    word = "CancelledAfterReview"
    for code, sent in ((None, ABSENT), ("99", "99"), ("12", "12")):
        fields = {"status": word, "status_code": ABSENT, "error_code": sent}
        facts = group.verdict(word, code, REVIEWED)
        comment = f"CancelledAfterReview, no status_code, error code {code}"
        group.accept(comment, "status", fields, **facts)
        # "Trust status_code and the text before error_code."
        facts = facts_of(refuse_by_policy(WORDS[word], REVIEWED), REVIEWED)
        fields = {"status": word, "status_code": "301", "error_code": sent}
        comment = f"CancelledAfterReview beside 301, error code {code}"
        group.accept(comment, "status", fields, **facts, status="301", code=code)


def add_codes(group: ClickSend) -> None:
    """Every error code, beside the status code that it comes with."""
    assert group.tables is not None
    for code in group.tables.codes[group.provider]:
        _add_code(group, "301", code)
    for status, code in (
        *(("200", code) for code in ("1", "2", "3", "6", "7", "03")),
        *(("300", code) for code in ("16", "19", "20", "5")),
        *(("201", code) for code in ("3", "12", "19")),
        *(("301", code) for code in ("21", "012", "0")),
    ):
        _add_code(group, status, code)


def _add_code(group: ClickSend, status: str, code: str) -> None:
    fields = {"status_code": status, "error_code": code, "error_text": "Told so"}
    facts = group.verdict(status, code) | {"detail": "Told so"}
    group.accept(f"{status} with the error code {code}", "code", fields, **facts)


def add_fields(group: ClickSend) -> None:
    """Fields of the form that may be missing, and what is no receipt."""
    for what, value in (("missing", ABSENT), ("empty", "")):
        fields = {name: value for name in FIELDS if name not in ("message_id", "status_code")}
        nothing: Json = dict.fromkeys(("reference", "channel", "code", "detail", "occurred_at"))
        comment = f"every optional field {what}"
        group.accept(comment, "optional", fields, **nothing)
    fields = {"to": "+447700900123", "user_id": "7", "subaccount_id": "8", "message_type": "SMS"}
    facts: Json = {"recipient": "+447700900123", "extra": {"user_id": "7", "subaccount_id": "8"}}
    group.accept("recipient, account and a channel in capitals", "optional", fields, **facts)
    fields = {"error_text": "Absent Subscriber"}
    comment = "the text of the error comes before that of the status"
    group.accept(comment, "optional", fields, detail="Absent Subscriber")
    for what, value in (("missing", ABSENT), ("empty", "")):
        group.refuse(f"message_id {what}", "required", "malformed_body", {"message_id": value})
        fields = {"status": value, "status_code": value}
        comment = f"status and status_code {what}"
        group.refuse(comment, "required", "malformed_body", fields)
    inbound = {"from": "+447700900123", "body": "Hi", "message_id": "in-1"}
    fields = dict.fromkeys(FIELDS, ABSENT) | inbound
    group.accept("an inbound message", "other", fields, other="inbound")
    group.accept("a body beside a status", "other", {"body": "x"}, other="inbound")
    group.accept("an empty body counts as none", "other", {"body": ""})
    readable = pick(READABLE_TIMES, "2026-02-13t10:30:04Z", "2026-02-13T12:30:04+02:00")
    own = {"1": "1970-01-01T00:00:01Z", "253402300799": "9999-12-31T23:59:59Z"}
    own |= {"2026-11-20T11:15:03+0200": "2026-11-20T09:15:03Z"}
    for sent, shown in (readable | own).items():
        group.accept(f"the time {sent}", "time", {"timestamp": sent}, occurred_at=shown)
    for sent in (
        *UNREADABLE_TIMES[:3],
        "1795166103004",
        "1795166103.5",
        "-1",
        "now",
        "2026-11-20 09:15:03",
    ):
        group.accept(f"no time: {sent!r}", "time", {"timestamp": sent}, occurred_at=None)


def add_json(group: ClickSend) -> None:
    """The same members as JSON."""
    for status in ("200", "201", "300", "301"):
        for what, sent in (("text", status), ("number", Raw(status))):
            fields = {"status_code": sent, "error_code": None}
            comment = f"JSON: status_code {status} as a {what}"
            group.accept(comment, "json status", fields, **group.verdict(status))
    fields = {"status_code": Raw("301"), "error_code": Raw("12"), "timestamp": Raw("1795166103")}
    facts = group.verdict("301", "12")
    group.accept("JSON: codes and time as numbers", "json number", fields, **facts)
    comment = "JSON: 200 with the error code 3 as a number"
    fields = {"status_code": Raw("200"), "error_code": Raw("3")}
    group.accept(comment, "json number", fields, **group.verdict("200", "3"))
    fields = {"message_id": Raw("12345678901234567890123")}
    comment = "JSON: a message_id that is a number keeps its digits"
    group.accept(comment, "json number", fields, message_id="12345678901234567890123")
    fields = {"status": "CancelledAfterReview", "status_code": None, "error_code": None}
    facts = group.verdict("CancelledAfterReview", None, REVIEWED)
    group.accept("JSON: CancelledAfterReview without a status_code", "json status", fields, **facts)
    nothing: Json = dict.fromkeys(("reference", "channel", "code", "detail", "occurred_at"))
    names = [name for name in FIELDS if name not in ("message_id", "status_code", "status")]
    for what, value in NO_TEXT.items():
        fields = dict.fromkeys(names, value)
        comment = f"JSON: optional members {what}"
        group.accept(comment, "json optional", fields, **nothing)
        comment = f"JSON: message_id {what}"
        group.refuse(comment, "json required", "malformed_body", {"message_id": value})
    fields = {"status_code": "777", "status": "Sent"}
    facts = facts_of(UNLISTED, None) | {"status": "777"}
    group.accept("JSON: an unknown status_code", "json status", fields, **facts)
    group.accept("JSON: an inbound message", "json other", {"body": "Hi"}, other="inbound")
    group.accept("JSON: a body that is null", "json other", {"body": None})
    fields = {"user_id": Raw("7"), "subaccount_id": "8", "custom_string": "Büro \U0001f4da"}
    facts = {"extra": {"user_id": "7", "subaccount_id": "8"}, "reference": "Büro \U0001f4da"}
    group.accept("JSON: account and reference", "json optional", fields, **facts)
