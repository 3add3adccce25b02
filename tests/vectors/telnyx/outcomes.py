"""Words, codes, and the wordings of the code that means two things."""

from __future__ import annotations

from typing import Final

from common import ABSENT, Json

from .model import (
    BLOCKED,
    BLOCKED_CODE,
    PROVIDER,
    SECOND,
    STOPPED,
    WORDS,
    Endpoint,
    addressee,
    error,
    meaning,
    verdict,
)

# One code for each pair of reason and permanence, and those that sources disagree about.
OF_EACH_KIND: Final = (
    "40001",
    "40002",
    "40003",
    "40004",
    "40005",
    "40007",
    "40008",
    "40009",
    "40010",
    "40011",
    "40012",
    "40013",
    "40014",
    "40017",
    "40020",
    "40151",
    "40300",
    "40309",
    "40312",
    "40315",
    "40320",
    "40333",
    "10007",
    "20100",
)
OF_SOME_KINDS: Final = ("40002", "40005", "40008", "40011", "40012", "40300", "40315", "20100")


def add_words(group: Endpoint) -> None:
    """Every word of the table, and words that it lacks."""
    for status in WORDS:
        payload = {"to": [addressee(status)]}
        group.accept(f"status {status}", "status", payload, **verdict(status))
    for status in ("sent", "delivered", "delivery_failed"):
        group.accept(
            f"status {status} in message.sent: the word decides, not the event",
            "status",
            {"to": [addressee(status)]},
            data={"event_type": "message.sent"},
            event={"type": "message.sent"},
            **verdict(status),
        )
    for comment, status in {
        "capitals are another word: DELIVERED": "DELIVERED",
        "capitals are another word: Delivery_failed": "Delivery_failed",
        "a word that Telnyx uses elsewhere": "webhook_delivered",
        "a word of another provider": "DELIVRD",
        "blanks are part of the word": "delivered ",
        "no word by its beginning": "delivered_later",
        "no word by its end": "undelivered",
        "a hyphen is no underscore": "delivery-failed",
        "no locale folding: a dotless i": "del\u0131vered",
        "a blank is a word that the table lacks": " ",
    }.items():
        to = [addressee(status)]
        group.accept(comment, "status", {"to": to}, **verdict(status))


def add_codes(group: Endpoint) -> None:
    """Every code of the table beside a failing word, and some beside each other word."""
    assert group.tables is not None
    for code in group.tables.codes[PROVIDER]:
        _add_code(group, "delivery_failed", code)
    for code in OF_EACH_KIND:
        _add_code(group, "sending_failed", code)
    for status in ("expired", "delivery_unconfirmed", "cancelled"):
        for code in OF_SOME_KINDS:
            _add_code(group, status, code)
    for code in ("49999", "4000", "040001", "40001 ", "30003", "unknown"):
        _add_code(group, "delivery_failed", code)
    for status in ("sending_failed", "expired", "delivery_unconfirmed", "canceled"):
        _add_code(group, status, "49999")
    _add_code(group, "lost", "40001")


def _add_code(group: Endpoint, status: str, code: str) -> None:
    assert group.tables is not None
    payload = {"to": [addressee(status)], "errors": [error(code)]}
    facts = verdict(status, meaning(group.tables, code))
    group.accept(f"{status} with {code!r}", "code", payload, code=code, detail="Refused", **facts)


def add_stop_words(group: Endpoint) -> None:
    """40300 means an opt-out only where its text says so in whole words."""
    stopped = (
        "Blocked due to STOP message",
        "stop",
        "Stop!",
        "the recipient said 'Stop'",
        "(STOP)",
        "non-stop",
        "stop_word",
        "STOP\u00e9",
        "\u00e9stop",
        "nonstop, but then STOP",
        "OPT-OUT",
        "recipient is on the opt-out list",
        "opt-out.",
        "Opted Out",
        "The user has opted out",
        "unstopped or opted outside; opted out",
    )
    blocked = (
        "Blocked",
        "nonstop",
        "stopped",
        "STOPS",
        "STOP2",
        "2stop",
        "opted outside",
        "adopted out",
        "opt out",
        "optout",
        "opt_out",
        "opt-outs",
        "opted  out",
        "opted-out",
        "opted",
        "unsubscribed",
        "\uff33\uff34\uff2f\uff30",
        "s top",
    )
    for texts, failure in ((stopped, STOPPED), (blocked, BLOCKED)):
        for text in texts:
            errors = [error(BLOCKED_CODE, title="Blocked", detail=text)]
            payload = {"to": [addressee("delivery_failed")], "errors": errors}
            facts = verdict("delivery_failed", failure)
            comment = f"40300 with the detail {text!r}"
            group.accept(comment, "stop", payload, code=BLOCKED_CODE, detail=text, **facts)
    _add_stop_places(group)


def _add_stop_places(group: Endpoint) -> None:
    def check(comment: str, status: str, shown: str, stopped: bool, *errors: object) -> None:
        payload = {"to": [addressee(status)], "errors": list(errors)}
        facts = verdict(status, STOPPED if stopped else BLOCKED)
        group.accept(comment, "stop", payload, code=BLOCKED_CODE, detail=shown, **facts)

    failed = "delivery_failed"
    by_title = error(BLOCKED_CODE, title="Blocked due to STOP message")
    check("40300, the title alone", failed, "Blocked due to STOP message", True, by_title)
    both = {**by_title, "detail": "Refused by the carrier"}
    check("40300, the title beside a plain detail", failed, "Refused by the carrier", True, both)
    odd = {**by_title, "detail": ["x"]}
    check("40300, the title beside an odd detail", failed, "Blocked due to STOP message", True, odd)
    split = error(BLOCKED_CODE, title="opted", detail="out")
    check("40300, half the words in each text", failed, "out", False, split)
    plain = error(BLOCKED_CODE, title="Blocked")
    check("40300 twice: the first one counts", failed, "Blocked", False, plain, by_title)
    foreign = error("40001", title="STOP")
    check("40300, the word beside another code", failed, "Blocked", False, plain, foreign)
    for status in ("sending_failed", "expired", "cancelled", "delivery_unconfirmed"):
        shown = "Blocked due to STOP message"
        check(f"40300 with STOP beside {status}", status, shown, True, by_title)
    for code in ("40008", "49999"):
        assert group.tables is not None
        errors = [error(code, title="STOP")]
        facts = verdict(failed, meaning(group.tables, code))
        payload = {"to": [addressee(failed)], "errors": errors}
        comment = f"STOP beside {code} says nothing"
        group.accept(comment, "stop", payload, code=code, detail="STOP", **facts)
    pointed = error(BLOCKED_CODE, "/to/0", title="STOP")
    payload = {"to": [addressee("delivered")], "errors": [pointed]}
    comment = "40300 with STOP beside delivered"
    group.accept(comment, "stop", payload, code=BLOCKED_CODE, detail="STOP")


def add_errors(group: Endpoint) -> None:
    """Which error a receipt shows, where there is one recipient."""
    assert group.tables is not None
    refused = meaning(group.tables, "40001")

    def check(
        comment: str, errors: object, *, code: str | None = None, detail: str | None = None
    ) -> None:
        assert group.tables is not None
        known = meaning(group.tables, code) if code else None
        payload = {"to": [addressee("delivery_failed")], "errors": errors}
        facts = verdict("delivery_failed", known)
        group.accept(comment, "errors", payload, code=code, detail=detail, **facts)

    first, second = error("40001"), error("40002", title="Spam")
    check("two codes: the first one counts", [first, second], code="40001", detail="Refused")
    check("two codes, the other way round", [second, first], code="40002", detail="Spam")
    title = {"title": "A title alone"}
    check("a code behind an error without one", [title, first], code="40001", detail="Refused")
    check("no code at all", [title], detail="A title alone")
    check("no code in two errors", [title, {"title": "Another"}], detail="A title alone")
    for what, odd in (("null", None), ("empty", ""), ("a boolean", True), ("an object", {"x": 1})):
        errors = [error(odd, title="Odd"), first]
        check(f"a code that is {what}", errors, code="40001", detail="Refused")
    check("a code as a number", [error(40001)], code="40001", detail="Refused")
    whole = error("40001", detail="In detail")
    check("detail beats title", [whole], code="40001", detail="In detail")
    for what, missing in (("null", None), ("empty", ""), ("an array", [1])):
        errors = [error("40001", detail=missing)]
        check(f"the title where detail is {what}", errors, code="40001", detail="Refused")
    bare = [error("40001", title=ABSENT)]
    check("neither title nor detail", bare, code="40001")
    more = error("40001", meta={"url": "https://example.com/errors"}, source={"parameter": "to"})
    check("further members of an error", [more], code="40001", detail="Refused")
    for what, empty in (("missing", ABSENT), ("null", None), ("an object", {"code": "40001"})):
        check(f"errors: {what}", empty)
    check("errors: a text", "40001")
    for status in ("delivered", "read", "sent", "sending", "queued"):
        for pointer in (None, "/to/0"):
            shown: Json = {"code": "40001", "detail": "Refused"} if pointer else {}
            payload = {"to": [addressee(status)], "errors": [error("40001", pointer)]}
            what = "pointed at it" if pointer else "for all"
            facts = verdict(status, refused)
            group.accept(f"{status} beside an error {what}", "errors", payload, **shown, **facts)


def add_pointers(group: Endpoint) -> None:
    """Which of three recipients an error is about: two failed in `to`, one in `cc`."""
    everyone, nobody = (0, 1, 2), ()
    pointers: dict[object, tuple[int, ...]] = {
        "/to/0": (0,),
        "/to/1": (1,),
        "/cc/0": (2,),
        "/data/payload/to/1": (1,),
        "/to/1/phone_number": (1,),
        "/to": everyone,
        "/to/": everyone,
        "/cc": everyone,
        "/to/01": everyone,
        "/to/-1": everyone,
        "/to/+1": everyone,
        "/to/1a": everyone,
        "/to/\u0661": everyone,
        "/TO/1": everyone,
        "/bcc/0": everyone,
        "/phone_number": everyone,
        "/text": everyone,
        "": everyone,
        "/": everyone,
        "/to/2": nobody,
        "/cc/1": nobody,
        "/to/18446744073709551616": nobody,
        "/to/" + "9" * 400: nobody,
        7: everyone,
    }
    for pointer, about in pointers.items():
        shown = repr(pointer) if len(str(pointer)) < 40 else "400 digits"
        _add_pointer(group, f"an error that points at {shown}", [error("40012", pointer)], about)
    for what, source in (("null", None), ("a text", "/to/1"), ("empty", {}), ("a number", 1)):
        comment = f"an error whose source is {what}"
        _add_pointer(group, comment, [{**error("40012"), "source": source}], everyone)
    errors = [error("40012", "/to/9"), error("40012", "/cc/0")]
    _add_pointer(group, "one error is about nobody, one about cc", errors, (2,))


def _add_pointer(group: Endpoint, comment: str, errors: list[Json], about: tuple[int, ...]) -> None:
    assert group.tables is not None
    numbers = ("+14155550101", SECOND, "+14155550103")
    payload = {
        "to": [addressee("delivery_failed", number) for number in numbers[:2]],
        "cc": [addressee("delivery_failed", numbers[2])],
        "errors": errors,
    }
    known = verdict("delivery_failed", meaning(group.tables, "40012"))
    told = {"code": "40012", "detail": "Refused", **known}
    receipts = [
        {"recipient": number, **(told if place in about else verdict("delivery_failed"))}
        for place, number in enumerate(numbers)
    ]
    group.accept(comment, "pointer", payload, receipts=receipts)
