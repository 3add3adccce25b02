"""Words, reasons and fields of a report."""

from __future__ import annotations

from common import ABSENT, Json

from .model import ABSENT_SUBSCRIBER, FIELDS, WORDS, AfricasTalking


def add_statuses(group: AfricasTalking) -> None:
    """Every word, in any case, and words that the table lacks."""
    for status in WORDS:
        own = ABSENT_SUBSCRIBER if status == "AbsentSubscriber" else None
        facts = group.verdict(status, own=own)
        group.accept(f"status {status}", "status", {"status": status}, **facts)
    for status in ("success", "SUCCESS", "fAILED", "buffered"):
        comment = f"case does not matter: {status}"
        group.accept(comment, "status", {"status": status}, **group.verdict(status))
    for comment, status in {
        "a word of the send call": "Queued",
        "a blank behind": "Success ",
        "no locale folding: a dotted capital I": "FA\u0130LED",
        "no locale folding: a long s": "\u017fuccess",
        "the beginning of a word": "Succes",
    }.items():
        facts = group.verdict(status)
        group.accept(f"no word of the table: {comment}", "status", {"status": status}, **facts)


def add_codes(group: AfricasTalking) -> None:
    """The reason of the failure, which not all operators give."""
    assert group.tables is not None
    for code in group.tables.codes[group.provider]:
        _add_code(group, "Failed", code)
    for status, code in (
        ("Failed", "UserInBlacklist"),
        ("Failed", "userisinactive"),
        ("Failed", "USERISINACTIVE"),
        ("Rejected", "UserInBlackList"),
        ("Rejected", "InvalidLinkId"),
        ("Expired", "UserIsInactive"),
        ("Success", "UserIsInactive"),
        ("Sent", "UserInBlackList"),
        ("Failed", "DeliveryFailure"),
        ("Failed", "UserIsInactive "),
        ("Gone", "UserIsInactive"),
    ):
        _add_code(group, status, code)
    for code in ("UserIsInactive", "DeliveryFailure"):
        facts = group.verdict("AbsentSubscriber", code, ABSENT_SUBSCRIBER)
        fields = {"status": "AbsentSubscriber", "failureReason": code}
        comment = f"AbsentSubscriber with the reason {code!r}"
        group.accept(comment, "code", fields, **facts)


def _add_code(group: AfricasTalking, status: str, code: str) -> None:
    fields = {"status": status, "failureReason": code}
    comment = f"{status} with the reason {code!r}"
    group.accept(comment, "code", fields, **group.verdict(status, code))


def add_fields(group: AfricasTalking) -> None:
    """What has to be there, what may be missing, and what is no receipt."""
    shown = {"phoneNumber": "recipient", "networkCode": "network"}
    nothing: Json = dict.fromkeys(shown.values())
    for what, value in (("missing", ABSENT), ("empty", "")):
        fields = dict.fromkeys(("phoneNumber", "networkCode", "retryCount", "failureReason"), value)
        group.accept(f"optional fields: {what}", "optional", fields, extra={}, **nothing)
    fields = {"retryCount": "3", "cost": "KES 0.8", "linkId": "x", "date": "2026-11-20"}
    group.accept("fields nobody knows", "optional", fields, extra={"retryCount": "3"})
    for name in ("id", "status"):
        for what, value in (("missing", ABSENT), ("empty", "")):
            group.refuse(f"{name} {what}", "required", "malformed_body", {name: value})
    group.refuse("id and status in capitals", "required", "malformed_body", body="ID=1&STATUS=Sent")
    inbound = {"from": "+447700900123", "to": "12345", "text": "Hi", "id": "in-1", "linkId": "x"}
    no_report = dict.fromkeys(FIELDS, ABSENT)
    group.accept("an incoming message", "other", no_report | inbound, other="inbound")
    group.accept("a text beside a status", "other", {"text": "Success"}, other="inbound")
    group.accept("an empty text counts as none", "other", {"text": ""})
    fields = no_report | {"phoneNumber": "+447700900123", "senderId": "Acme"}
    group.refuse("an opt-out has no id", "other", "malformed_body", fields)
