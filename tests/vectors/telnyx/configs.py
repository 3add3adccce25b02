"""Keys, windows, accounts, limits, overrides, and configurations that must be refused."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any, Final

from cases import BAD_LIMITS, BAD_TOLERANCES, bad_overrides, pick, word_json
from common import Failure, Json, Tables, Word, facts_of, failure_of, refuse_by_policy

from .model import (
    NOW,
    OTHER_SEED,
    SECOND,
    SEED,
    TIMESTAMP,
    Endpoint,
    addressee,
    body_of,
    encode,
    error,
    meaning,
    pair,
    public_key,
    sign,
    verdict,
)
from .signatures import SMALL_ORDER_POINTS

KEY: Final = public_key()
OTHER_KEY: Final = public_key(OTHER_SEED)
PEM: Final = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA{}\n-----END PUBLIC KEY-----\n"
BAD_OVERRIDES: Final = (
    "delivered, but not final",
    "sent, but final",
    "a state that there is not",
    "a reason that there is not",
    "a retry of a delivered message",
    "an action that there is not",
)


def groups(tables: Tables) -> Iterator[Endpoint]:
    """One group for each configuration."""
    yield from _rotations(tables)
    yield from _windows(tables)
    yield from _accounts(tables)
    yield _limits(tables)
    yield _own_statuses(tables)
    yield _own_codes(tables)
    yield _own_advice(tables)
    yield from _refused(tables)


def _rotations(tables: Tables) -> Iterator[Endpoint]:
    body = body_of()
    other = pair(TIMESTAMP, sign(body, seed=OTHER_SEED))
    group = Endpoint({"public_keys": [KEY, OTHER_KEY]}, NOW, tables=tables)
    group.accept("the first of two keys", "rotation")
    group.key = "1"
    group.accept("the second of two keys", "rotation", body=body, headers=other)
    foreign = pair(TIMESTAMP, sign(body, seed=bytes(range(32))))
    group.refuse("neither of two keys", "rotation", "bad_signature", body=body, headers=foreign)
    yield group
    labelled: list[Json] = [
        {"public_key": KEY, "label": "old"},
        {"public_key": OTHER_KEY, "label": "2026-11"},
    ]
    group = Endpoint({"public_keys": labelled}, NOW, tables=tables, key="old")
    group.accept("the label of the first key", "rotation")
    group.key = "2026-11"
    group.accept("the label of the second key", "rotation", body=body, headers=other)
    yield group
    mixed = [{"public_key": OTHER_KEY, "label": "new"}, KEY]
    group = Endpoint({"public_keys": mixed}, NOW, tables=tables, key="1")
    group.accept("an entry without a label is named by its position", "rotation")
    yield group
    group = Endpoint({"public_keys": [KEY]}, NOW, tables=tables)
    group.accept("a list of one key", "rotation")
    yield group


def _windows(tables: Tables) -> Iterator[Endpoint]:
    def at(now: int, window: int | None, **config: Any) -> Endpoint:
        return Endpoint({"public_key": KEY, **config}, now, window, tables=tables)

    stamp = int(TIMESTAMP)
    yield from _edges(at(stamp, 0), "tolerance 0", stamp, 0)
    yield from _edges(at(stamp, None), "the default tolerance", stamp, 300)
    yield from _edges(at(stamp, None, tolerance=10), "tolerance of the config", stamp, 10)


def _edges(group: Endpoint, what: str, stamp: int, tolerance: int) -> Iterator[Endpoint]:
    for side, offset in (("old", -tolerance), ("ahead", tolerance)):
        if offset or side == "old":
            group.accept(
                f"{what}: as far {side} as it goes", "window", timestamp=str(stamp + offset)
            )
    for error_kind, offset in (
        ("stale_timestamp", -tolerance - 1),
        ("future_timestamp", tolerance + 1),
    ):
        comment = f"{what}: a second more, {error_kind.split('_')[0]}"
        group.refuse(comment, "window", error_kind, timestamp=str(stamp + offset))
    yield group


def _accounts(tables: Tables) -> Iterator[Endpoint]:
    config: Json = {"public_key": KEY}
    group = Endpoint(config, NOW, account="eu-marketing", tables=tables)
    group.accept("an account gives other keys", "account")
    batch = {"to": [addressee("delivered"), addressee("sent", SECOND)]}
    receipts = [{}, {"recipient": SECOND, **verdict("sent")}]
    group.accept("an account gives other keys to all", "account", batch, receipts=receipts)
    yield group
    group = Endpoint(config | {"account": "us"}, NOW, account="eu-marketing", tables=tables)
    group.accept("the top level beats the account of the config", "account")
    yield group
    group = Endpoint(config | {"account": "us"}, NOW, tables=tables)
    group.accept("an account in the config", "account")
    group.accept(
        "an account beside another attempt: same keys",
        "account",
        meta={"attempt": 3},
        event={"attempt": 3},
    )
    yield group


def _limits(tables: Tables) -> Endpoint:
    body = body_of({"text": "é"})
    group = Endpoint({"public_key": KEY, "max_body": len(body.encode())}, NOW, tables=tables)
    group.accept("a body of exactly the limit in bytes", "limits", body=body)
    big = body + " "
    comment = "a body one byte over the limit"
    group.refuse(comment, "limits", "body_too_large", body=big)
    comment = "over the limit, and no headers"
    group.refuse(comment, "limits precedence", "body_too_large", body=big, headers=[])
    comment = "over the limit, and a wrong signature"
    wrong = pair(TIMESTAMP, sign(body))
    group.refuse(comment, "limits precedence", "body_too_large", body=big, headers=wrong)
    comment = "at the limit, and no headers"
    group.refuse(comment, "limits precedence", "missing_header", body=body, headers=[])
    return group


def _own_statuses(tables: Tables) -> Endpoint:
    words = {
        "accepted": Word("accepted", False, "provider"),
        "sent": Word("delivered", True, "operator"),
        "delivered": Word("delivered", True, "handset"),
        "seen": Word("delivered", True, "read"),
        "retrying": Word("undelivered", False, "none"),
        "bounced": Word("undelivered", True, "none"),
        "stopped": Word("canceled", True, "none"),
        "refused": Word("rejected", True, "none"),
        "delivery_unconfirmed": Word("unknown", False, "none"),
        "lost": Word("unknown", True, "none"),
        "queued": Word("undelivered", True, "none"),
        "forwarded": Word("sent", False, "operator"),
    }
    statuses = {status: word_json(*word) for status, word in words.items()}
    group = Endpoint({"public_key": KEY, "statuses": statuses}, NOW, tables=tables)
    for status, word in words.items():
        payload = {"to": [addressee(status)]}
        facts = {"status": status, **facts_of(word, failure_of(word, None))}
        group.accept(f"an own meaning of {status}", "override status", payload, **facts)
    for status in ("bounced", "retrying"):
        for code in ("40012", "40003"):
            failure = meaning(tables, code)
            payload = {"to": [addressee(status)], "errors": [error(code, "/to/0")]}
            word = refuse_by_policy(words[status], failure)
            facts = {"status": status, **facts_of(word, failure)}
            comment = f"an own meaning of {status} with {code}"
            group.accept(comment, "override status", payload, code=code, detail="Refused", **facts)
    failure = meaning(tables, "40012")
    payload = {"to": [addressee("queued")], "errors": [error("40012")]}
    facts = {"status": "queued", **facts_of(words["queued"], failure)}
    comment = "an error about everybody is about a word that is a failure here"
    group.accept(
        comment, "override status", payload, code="40012", detail="Refused", **facts
    )
    payload = {"to": [addressee("forwarded")], "errors": [error("40012")]}
    facts = {"status": "forwarded", **facts_of(words["forwarded"], None)}
    comment = "an error about everybody is not about a word that is progress here"
    group.accept(comment, "override status", payload, **facts)
    comment = "a word without an own meaning keeps the usual one"
    payload = {"to": [addressee("expired")]}
    group.accept(comment, "override status", payload, **verdict("expired"))
    return group


def _own_codes(tables: Tables) -> Endpoint:
    meanings = {
        "49999": ("unreachable", "temporary"),
        "49998": ("canceled", "unknown"),
        "49997": ("no_receipt", "unknown"),
        "49996": ("expired", "temporary"),
        "49995": ("blocked", "permanent"),
        "40008": ("unknown_subscriber", "permanent"),
        "40300": ("unreachable", "permanent"),
        "40003": ("carrier_error", "temporary"),
    }
    codes = {
        code: {"reason": reason, "permanence": lasts} for code, (reason, lasts) in meanings.items()
    }
    group = Endpoint({"public_key": KEY, "codes": codes}, NOW, tables=tables)

    def check(status: str, code: str, title: str = "Refused") -> None:
        known = Failure(*meanings[code], "config") if code in meanings else meaning(tables, code)
        payload = {"to": [addressee(status)], "errors": [error(code, title=title)]}
        comment = f"an own meaning of {code} beside {status}, titled {title}"
        facts = verdict(status, known)
        group.accept(comment, "override code", payload, code=code, detail=title, **facts)

    for code in meanings:
        check("delivery_failed", code)
    for status in ("sending_failed", "expired", "delivery_unconfirmed", "cancelled"):
        for code in ("49999", "49998", "49995"):
            check(status, code)
    check("sending_failed", "49997")
    check("delivery_failed", "40300", "STOP")
    check("delivery_failed", "40002")
    return group


def _own_advice(tables: Tables) -> Endpoint:
    names = ("state", "final", "reason", "permanence", "action", "id", "explanation")
    rows: list[tuple[str | bool, ...]] = [
        (
            "rejected",
            "true",
            "spam_filtered",
            "temporary",
            "retry",
            "later",
            "A later attempt will be made.",
        ),
        ("*", True, "opted_out", "*", "suppress", "left", "You have left this list."),
        ("sent", "*", "*", "*", "wait", "on_its_way", "The message has left us."),
    ]
    advice = [dict(zip(names, row, strict=True)) for row in rows]
    group = Endpoint({"public_key": KEY, "advice": advice}, NOW, tables=tables)
    for code in ("40002", "40003"):
        payload = {"to": [addressee("delivery_failed")], "errors": [error(code)]}
        facts = verdict("delivery_failed", meaning(tables, code))
        comment = f"own advice beside {code}"
        group.accept(comment, "override", payload, code=code, detail="Refused", **facts)
    group.accept(
        "own advice beside sent", "override", {"to": [addressee("sent")]}, **verdict("sent")
    )
    group.accept("own advice leaves delivered alone", "override")
    return group


def _refused(tables: Tables) -> Iterator[Endpoint]:
    raw = base64.b64decode(KEY)
    keys: dict[str, Any] = {
        "an empty key": "",
        "a key of blanks": "  ",
        "a key that is null": None,
        "a key that is a number": 7,
        "a key that is a list": [KEY],
        "a key in base64url": KEY.replace("/", "_"),
        "a key without padding": KEY.rstrip("="),
        "a key with unused bits set": KEY[:-2] + "p=",
        "a key with a blank at its end": KEY + " ",
        "a key with a line break at its end": KEY + "\n",
        "a key in hex": raw.hex(),
        "a key in PEM": PEM.format(KEY),
        "a key in DER": "MCowBQYDK2VwAyEA" + KEY,
        "a key of 31 bytes": encode(raw[:31]),
        "a key of 33 bytes": encode(raw + b"\0"),
        "a key of 64 bytes": encode(SEED + raw),
        "a key that is no point": encode(bytes([2]) + bytes(31)),
        "a key that is not canonical": encode(bytes([0xF0]) + b"\xff" * 30 + b"\x7f"),
        **{
            f"a weak key: {what}": encode(bytes.fromhex(point))
            for what, point in SMALL_ORDER_POINTS.items()
        },
    }
    configs: dict[str, Json] = {
        "no key": {},
        **{what: {"public_key": key} for what, key in keys.items()},
        "a weak key in a list": {"public_keys": [KEY, encode(bytes(32))]},
        "public_key and public_keys": {"public_key": KEY, "public_keys": [KEY]},
        "public_key and an empty list": {"public_key": KEY, "public_keys": []},
        "an empty list": {"public_keys": []},
        "public_keys as one text": {"public_keys": KEY},
        "an entry without a key": {"public_keys": [{"label": "a"}]},
        "an entry with an unknown member": {"public_keys": [{"public_key": KEY, "name": "a"}]},
        "a label twice": {
            "public_keys": [
                {"public_key": KEY, "label": "a"},
                {"public_key": OTHER_KEY, "label": "a"},
            ]
        },
        "an unknown member": {"public_key": KEY, "algorithm": "hmac"},
        "a member of another provider": {
            "public_key": KEY,
            "secret": "delivrd-test-signing-secret-0001",
        },
        "a secret in place of the key": {"secret": "delivrd-test-signing-secret-0001"},
        "the way round of captures": {"public_key": KEY, "unverified": True},
        **{
            f"max_body {value!r}": {"public_key": KEY, "max_body": value}
            for value in BAD_LIMITS[:3]
        },
        **{
            what: {"public_key": KEY, **bad}
            for what, bad in pick(bad_overrides("delivered"), *BAD_OVERRIDES).items()
        },
    }
    for comment, config in configs.items():
        yield _refused_config(tables, comment, config, 300)
    for value in BAD_TOLERANCES:
        config = {"public_key": KEY, "tolerance": value}
        yield _refused_config(tables, f"tolerance {value!r}", config, None)


def _refused_config(tables: Tables, comment: str, config: Json, tolerance: int | None) -> Endpoint:
    group = Endpoint(config, NOW, tolerance, tables=tables)
    group.refuse(f"config: {comment}", "config", "invalid_config")
    return group
