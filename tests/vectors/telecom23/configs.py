"""Secrets, windows, accounts, limits, overrides, and configurations that must be refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cases import BAD_LIMITS, BAD_TOLERANCES, bad_overrides, word_json
from common import (
    ABSENT,
    Failure,
    Json,
    Tables,
    Word,
    facts_of,
    failure_of,
    refuse_by_policy,
)

from .model import (
    NOW,
    OTHER_SECRET,
    SECRET,
    TIMESTAMP,
    WORDS,
    Endpoint,
    body_of,
    pair,
    sign,
)


def groups(tables: Tables) -> Iterator[Endpoint]:
    """One group for each configuration."""
    yield from _rotations(tables)
    yield from _secrets(tables)
    yield from _windows(tables)
    yield from _accounts(tables)
    yield from _limits(tables)
    yield from _overrides(tables)
    yield from _refused(tables)


def _rotations(tables: Tables) -> Iterator[Endpoint]:
    group = Endpoint({"secrets": [SECRET, OTHER_SECRET]}, NOW, tables=tables)
    group.accept("the first of two secrets", "rotation")
    body = body_of()
    group.key = "1"
    headers = pair(TIMESTAMP, sign(body, secret=OTHER_SECRET))
    group.accept("the second of two secrets", "rotation", body=body, headers=headers)
    headers = pair(TIMESTAMP, sign(body, secret=SECRET + OTHER_SECRET))
    comment = "neither of two secrets"
    group.refuse(comment, "rotation", "bad_signature", body=body, headers=headers)
    yield group
    labelled: list[Json] = [
        {"secret": SECRET, "label": "old"},
        {"secret": OTHER_SECRET, "label": "2026-11"},
    ]
    group = Endpoint({"secrets": labelled}, NOW, tables=tables, key="old")
    group.accept("the label of the first secret", "rotation")
    group.key = "2026-11"
    headers = pair(TIMESTAMP, sign(body, secret=OTHER_SECRET))
    group.accept("the label of the second secret", "rotation", body=body, headers=headers)
    yield group
    mixed = [{"secret": OTHER_SECRET, "label": "new"}, {"secret": "unused"}, SECRET]
    group = Endpoint({"secrets": mixed}, NOW, tables=tables, key="2")
    group.accept("an entry without a label is named by its position", "rotation")
    yield group
    group = Endpoint({"secrets": [SECRET]}, NOW, tables=tables)
    group.accept("a list of one secret", "rotation")
    yield group


def _secrets(tables: Tables) -> Iterator[Endpoint]:
    for what, secret in (
        ("a line break at its end", SECRET + "\n"),
        ("blanks around it", f" {SECRET} "),
        ("characters outside ASCII", "пароль-ключ-0001"),
        ("a NUL inside", "abc\0def"),
        ("more than 64 bytes", "0123456789abcdef" * 5),
        ("a look of base64", "whsec_MDEyMzQ1Njc4OWFiY2RlZg=="),
        ("a look of hex", "00112233445566778899aabbccddeeff"),
        ("one character", "x"),
    ):
        group = Endpoint({"secret": secret}, NOW, tables=tables, secret=secret)
        group.accept(f"a secret with {what} is used verbatim", "secret")
        if secret.strip() == SECRET:
            headers = pair(TIMESTAMP, sign(body_of()))
            comment = f"a secret with {what} is not trimmed"
            group.refuse(comment, "secret", "bad_signature", headers=headers)
        if "\0" in secret:
            headers = pair(TIMESTAMP, sign(body_of(), secret="abc"))
            comment = "a secret does not end at a NUL"
            group.refuse(comment, "secret", "bad_signature", headers=headers)
        yield group


def _windows(tables: Tables) -> Iterator[Endpoint]:
    def at(now: int, window: int | None, **config: Any) -> Endpoint:
        return Endpoint({"secret": SECRET, **config}, now, window, tables=tables)

    stamp = int(TIMESTAMP)
    yield from _edges(at(stamp, 0), "tolerance 0", stamp, 0)
    yield from _edges(at(stamp, 3600), "the greatest tolerance", stamp, 3600)
    yield from _edges(at(stamp, None), "the default tolerance", stamp, 300)
    yield from _edges(at(stamp, None, tolerance=10), "tolerance of the config", stamp, 10)
    comment = "the top level beats the tolerance of the config"
    yield from _edges(at(stamp, 20, tolerance=10), comment, stamp, 20)
    for now, comment, good in ((100, "soon after 1970", "0"), (-100, "before 1970", "0")):
        group = at(now, 300)
        group.accept(f"a clock {comment}", "clock window", timestamp=good)
        group.refuse(f"a clock {comment}, signed now", "clock window", "future_timestamp")
        yield group
    for now, error in (
        (0, "future_timestamp"),
        (-(2**53) + 1, "future_timestamp"),
        (2**53 - 1, "stale_timestamp"),
        (-(2**63), "future_timestamp"),
        (2**63 - 1, "stale_timestamp"),
    ):
        group = at(now, 3600)
        group.refuse(f"the clock says {now}", "clock window", error)
        if now < 0:
            comment = f"the clock says {now}, 18 digits"
            group.refuse(comment, "clock window", error, timestamp="9" * 18)
        yield group


def _edges(group: Endpoint, what: str, stamp: int, tolerance: int) -> Iterator[Endpoint]:
    for side, offset in (("old", -tolerance), ("ahead", tolerance)):
        if offset or side == "old":
            group.accept(
                f"{what}: as far {side} as it goes", "window", timestamp=str(stamp + offset)
            )
    for error, offset in (("stale_timestamp", -tolerance - 1), ("future_timestamp", tolerance + 1)):
        comment = f"{what}: a second more, {error.split('_')[0]}"
        group.refuse(comment, "window", error, timestamp=str(stamp + offset))
    yield group


def _accounts(tables: Tables) -> Iterator[Endpoint]:
    config: Json = {"secret": SECRET}
    group = Endpoint(config, NOW, account="eu-marketing", tables=tables)
    group.accept("an account gives other keys", "account")
    yield group
    group = Endpoint(config | {"account": "eu-marketing"}, NOW, tables=tables)
    group.accept("an account in the config gives the same keys", "account")
    yield group
    group = Endpoint(config | {"account": "us"}, NOW, account="eu-marketing", tables=tables)
    group.accept("the top level beats the account of the config", "account")
    yield group
    group = Endpoint(config, NOW, account="Büro 7", tables=tables)
    group.accept("an account outside ASCII", "account")
    yield group
    group = Endpoint(config, NOW, account="", tables=tables)
    group.accept("an empty account is the default", "account")
    yield group


def _limits(tables: Tables) -> Iterator[Endpoint]:
    size = len(body_of().encode())
    group = Endpoint({"secret": SECRET, "max_body": size}, NOW, tables=tables)
    group.accept("a body of exactly the limit", "limits")
    body = body_of() + " "
    group.refuse("a body one byte over the limit", "limits", "body_too_large", body=body)
    for what, headers in {
        "no headers": [],
        "a wrong signature": pair(TIMESTAMP, "sha256=" + "0" * 64),
        "a malformed signature": pair(TIMESTAMP, "sha256"),
        "a timestamp twice": [*pair("1"), *pair("2")],
        "a stale signature": pair("1", sign(body, "1")),
    }.items():
        comment = f"over the limit, and {what}"
        group.refuse(comment, "limits precedence", "body_too_large", body=body, headers=headers)
    bad = b"\xff" * (size + 1)
    group.refuse("over the limit, and not UTF-8", "limits precedence", "body_too_large", body=bad)
    comment = "at the limit, and no headers"
    group.refuse(comment, "limits precedence", "missing_header", headers=[])
    yield group
    group = Endpoint({"secret": SECRET, "max_body": 1}, NOW, tables=tables)
    group.refuse("the least limit, one byte", "limits", "malformed_body", body="1")
    group.refuse("the least limit, two bytes", "limits", "body_too_large", body="{}")
    yield group
    group = Endpoint({"secret": SECRET, "max_body": 16 * 1024 * 1024}, NOW, tables=tables)
    group.accept("the greatest limit", "limits")
    yield group


def _overrides(tables: Tables) -> Iterator[Endpoint]:
    yield _own_statuses(tables)
    yield _own_codes(tables)
    yield _own_advice(tables)


def _own_statuses(tables: Tables) -> Endpoint:
    words = {
        "ACCEPTD": Word("accepted", False, "provider"),
        "WAITING": Word("queued", False, "provider"),
        "ENROUTE": Word("sent", False, "operator"),
        "READ": Word("delivered", True, "read"),
        "DELIVRD": Word("delivered", True, "handset"),
        "TRYING": Word("undelivered", False, "none"),
        "FAILED": Word("undelivered", True, "none"),
        "REJECTD": Word("canceled", True, "none"),
        "LATE": Word("expired", True, "none"),
        "REFUSED": Word("rejected", True, "none"),
        "UNKNOWN": Word("unknown", True, "none"),
        "MAYBE": Word("unknown", False, "none"),
    }
    statuses = {status: word_json(*word) for status, word in words.items()}
    group = Endpoint({"secret": SECRET, "statuses": statuses}, NOW, tables=tables)
    for status, word in words.items():
        fields = {"status": status, "status_code": ABSENT}
        facts = facts_of(word, failure_of(word, None))
        comment = f"an own meaning of {status}"
        group.accept(comment, "override status", fields, status=status, code=None, **facts)
    facts = facts_of(WORDS["EXPIRED"], failure_of(WORDS["EXPIRED"], None))
    comment = "a word without an own meaning keeps the usual one"
    fields = {"status": "EXPIRED"}
    group.accept(comment, "override status", fields, status="EXPIRED", **facts)
    comment = "own words are case-sensitive"
    facts = facts_of(Word("unknown", False, "none"), None)
    group.accept(comment, "override status", {"status": "read"}, status="read", **facts)
    return group


def _own_codes(tables: Tables) -> Endpoint:
    meanings = {
        "011": ("unreachable", "temporary"),
        "012": ("unknown_subscriber", "permanent"),
        "013": ("opted_out", "permanent"),
        "014": ("insufficient_funds", "permanent"),
        "015": ("duplicate", "permanent"),
        "016": ("no_receipt", "unknown"),
        "000": ("throttled", "temporary"),
        "UNDELIV": ("carrier_error", "temporary"),
    }
    codes = {
        code: {"reason": reason, "permanence": lasts} for code, (reason, lasts) in meanings.items()
    }
    trying = {"TRYING": word_json("undelivered", False, "none")}
    config = {"secret": SECRET, "codes": codes, "statuses": trying}
    group = Endpoint(config, NOW, tables=tables)
    words = WORDS | {"TRYING": Word("undelivered", False, "none")}

    def check(status: str, code: str) -> None:
        word = words[status]
        own = Failure(*meanings[code], "config") if code in meanings else None
        failure = failure_of(word, own)
        facts = facts_of(refuse_by_policy(word, failure), failure)
        fields = {"status": status, "status_code": code}
        comment = f"an own meaning of the code {code} beside {status}"
        group.accept(comment, "override code", fields, status=status, code=code, **facts)

    for code in meanings:
        check("UNDELIV", code)
    for status in ("REJECTD", "EXPIRED", "UNKNOWN", "DELIVRD", "TRYING"):
        for code in ("011", "013"):
            check(status, code)
    comment = "a code without an own meaning"
    fields = {"status": "UNDELIV", "status_code": "13"}
    facts = facts_of(WORDS["UNDELIV"], Failure("unknown", "unknown", "status"))
    group.accept(comment, "override code", fields, status="UNDELIV", code="13", **facts)
    return group


def _own_advice(tables: Tables) -> Endpoint:
    names = ("state", "final", "reason", "permanence", "action", "id", "explanation")
    rows: list[tuple[str | bool, ...]] = [
        (
            "undelivered",
            "true",
            "unknown",
            "unknown",
            "retry",
            "again",
            "A later attempt will be made.",
        ),
        (
            "undelivered",
            "true",
            "unknown",
            "*",
            "fix_account",
            "never",
            "This row is never reached.",
        ),
        ("expired", True, "*", "*", "use_other_channel", "voice", "A call will follow."),
        ("unknown", False, "*", "*", "ask_provider", "asking", "The state is being looked up."),
        ("delivered", "*", "*", "*", "none", "done", "Your message has arrived."),
    ]
    advice = [dict(zip(names, row, strict=True)) for row in rows]
    group = Endpoint({"secret": SECRET, "advice": advice}, NOW, tables=tables)
    for status, word in WORDS.items():
        facts = facts_of(word, failure_of(word, None))
        comment = f"own advice beside {status}"
        group.accept(comment, "override", {"status": status}, status=status, **facts)
    return group


def _refused(tables: Tables) -> Iterator[Endpoint]:
    configs: dict[str, Json] = {
        "no secret": {},
        "an empty secret": {"secret": ""},
        "a secret of blanks": {"secret": " \t\n"},
        "a secret of a no-break space": {"secret": "\u00a0"},
        "a secret that is null": {"secret": None},
        "a secret that is a number": {"secret": 12345678},
        "a secret that is a list": {"secret": [SECRET]},
        "secret and secrets": {"secret": SECRET, "secrets": [SECRET]},
        "secret and an empty list": {"secret": SECRET, "secrets": []},
        "an empty list": {"secrets": []},
        "secrets as one text": {"secrets": SECRET},
        "an empty secret in the list": {"secrets": [SECRET, ""]},
        "a blank secret in the list": {"secrets": [{"secret": " "}, SECRET]},
        "an entry without a secret": {"secrets": [{"label": "a"}]},
        "an entry with an unknown member": {"secrets": [{"secret": SECRET, "name": "a"}]},
        "a label twice": {
            "secrets": [{"secret": SECRET, "label": "a"}, {"secret": OTHER_SECRET, "label": "a"}]
        },
        "an unknown member": {"secret": SECRET, "tolerence": 300},
        "a member in another case": {"secret": SECRET, "Account": "a"},
        "a member of another provider": {"secret": SECRET, "public_key": "x"},
        "the way round of captures": {"secret": SECRET, "unverified": True},
        "the way round of captures instead of a secret": {"unverified": True},
        "an account that is no text": {"secret": SECRET, "account": 7},
        **{f"max_body {value!r}": {"secret": SECRET, "max_body": value} for value in BAD_LIMITS},
        **{f"{what}": {"secret": SECRET, **bad} for what, bad in bad_overrides("DELIVRD").items()},
    }
    for comment, config in configs.items():
        yield _refused_config(tables, comment, config, 300)
    for value in BAD_TOLERANCES:
        config = {"secret": SECRET, "tolerance": value}
        yield _refused_config(tables, f"tolerance {value!r}", config, None)


def _refused_config(tables: Tables, comment: str, config: Json, tolerance: int | None) -> Endpoint:
    group = Endpoint(config, NOW, tolerance, tables=tables)
    group.refuse(f"config: {comment}", "config", "invalid_config")
    return group
