"""Tokens, clocks, accounts, limits, overrides, and configurations that must be refused."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from cases import BAD_LIMITS, BAD_TOLERANCES, bad_overrides, word_json
from common import URL, Failure, Json, Tables, Word, facts_of

from .model import HEADER, NOW, OTHER_TOKEN, TOKEN, Endpoint, both, pairs_of, sign


def groups(tables: Tables) -> Iterator[Endpoint]:
    """One group for each configuration."""
    yield from _rotations(tables)
    yield from _tokens(tables)
    yield from _clocks(tables)
    yield from _accounts(tables)
    yield from _limits(tables)
    yield from _overrides(tables)
    yield from _refused(tables)


def _rotations(tables: Tables) -> Iterator[Endpoint]:
    group = Endpoint({"auth_tokens": [TOKEN, OTHER_TOKEN]}, NOW, tables=tables)
    group.accept("the first of two tokens", "rotation")
    group.key = "1"
    other = {"signature": sign(URL, pairs_of(), OTHER_TOKEN)}
    group.accept("the second of two tokens", "rotation", request=other)
    wrong = sign(URL, pairs_of(), TOKEN + OTHER_TOKEN)
    group.refuse("neither of two tokens", "rotation", "bad_signature", signature=wrong)
    yield group
    labelled: list[Json] = [
        {"auth_token": TOKEN, "label": "old"},
        {"auth_token": OTHER_TOKEN, "label": "sub-account 2"},
    ]
    group = Endpoint({"auth_tokens": labelled}, NOW, tables=tables, key="old")
    group.accept("the label of the first token", "rotation")
    group.key = "sub-account 2"
    group.accept("the label of the second token", "rotation", request=other)
    yield group


def _tokens(tables: Tables) -> Iterator[Endpoint]:
    for what, token in (
        ("a line break at its end", TOKEN + "\n"),
        ("blanks around it", f" {TOKEN} "),
        ("characters outside ASCII", "пароль-ключ-0001"),
        ("more than 64 bytes", "0123456789abcdef" * 5),
        ("a look of hex", "00112233445566778899aabbccddeeff"),
        ("one character", "x"),
    ):
        group = Endpoint({"auth_token": token}, NOW, tables=tables, token=token)
        group.accept(f"a token with {what} is used verbatim", "secret")
        if token.strip() == TOKEN:
            comment = f"a token with {what} is not trimmed"
            signature = sign(URL, pairs_of())
            group.refuse(comment, "secret", "bad_signature", signature=signature)
        yield group


def _clocks(tables: Tables) -> Iterator[Endpoint]:
    for now, tolerance in ((0, 0), (-(2**63), 0), (2**63 - 1, 3600), (NOW, None)):
        group = Endpoint({"auth_token": TOKEN}, now, tolerance, tables=tables)
        group.accept(f"the clock says {now}, the tolerance {tolerance}", "clock")
        yield group


def _accounts(tables: Tables) -> Iterator[Endpoint]:
    group = Endpoint({"auth_token": TOKEN}, NOW, account="eu-marketing", tables=tables)
    group.accept("an account gives other keys", "account")
    yield group
    config = {"auth_token": TOKEN, "account": "eu-marketing"}
    group = Endpoint(config, NOW, tables=tables)
    group.accept("an account in the config gives the same keys", "account")
    yield group


def _limits(tables: Tables) -> Iterator[Endpoint]:
    body = urlencode(pairs_of())
    group = Endpoint({"auth_token": TOKEN, "max_body": len(body)}, NOW, tables=tables)
    group.accept("a body of exactly the limit", "limits")
    over = body + "&"
    comment = "a body one byte over the limit"
    group.refuse(comment, "limits", "body_too_large", body=over, pairs=pairs_of())
    comment = "over the limit, and no headers"
    group.refuse(comment, "limits precedence", "body_too_large", body=over, headers=[])
    yield group
    group = Endpoint({"auth_token": TOKEN}, NOW, tables=tables)
    text = "x" * 100_000
    group.accept("a long text", "limits", {"ErrorMessage": text}, detail=text)
    yield group


def _overrides(tables: Tables) -> Iterator[Endpoint]:
    words = {
        "lost": Word("expired", True, "none"),
        "sent": Word("delivered", True, "handset"),
        "QUEUED": Word("accepted", False, "none"),
    }
    config: Json = {
        "auth_token": TOKEN,
        "statuses": {status: word_json(*word) for status, word in words.items()},
        "codes": {"30008": {"reason": "unreachable", "permanence": "temporary"}},
    }
    group = Endpoint(config, NOW, tables=tables)
    late = Failure("expired", "temporary", "status")
    for comment, status, facts in (
        ("a word of one's own", "lost", facts_of(words["lost"], late)),
        ("a word of one's own in another case", "Lost", facts_of(words["lost"], late)),
        ("a known word that means something else", "sent", facts_of(words["sent"], None)),
        ("the exact word comes first", "QUEUED", facts_of(words["QUEUED"], None)),
        (
            "beside a word in another case",
            "queued",
            facts_of(Word("queued", False, "provider"), None),
        ),
    ):
        comment = f"override: {comment}"
        group.accept(comment, "override", both(status), status=status, **facts)
    fields = both("undelivered") | {"ErrorCode": "30008"}
    own = Failure("unreachable", "temporary", "config")
    facts = facts_of(Word("undelivered", True, "none"), own)
    comment = "override: a code of one's own"
    group.accept(comment, "override", fields, status="undelivered", code="30008", **facts)
    yield group


def _refused(tables: Tables) -> Iterator[Endpoint]:
    configs: dict[str, Json] = {
        "no token": {},
        "an empty token": {"auth_token": ""},
        "a token of blanks": {"auth_token": " \t\n"},
        "a token that is null": {"auth_token": None},
        "a token that is a number": {"auth_token": 12345},
        "auth_token and auth_tokens": {"auth_token": TOKEN, "auth_tokens": [TOKEN]},
        "an empty list": {"auth_tokens": []},
        "tokens as one text": {"auth_tokens": TOKEN},
        "an empty token in the list": {"auth_tokens": [TOKEN, ""]},
        "an entry without a token": {"auth_tokens": [{"label": "a"}]},
        "a label twice": {
            "auth_tokens": [
                {"auth_token": TOKEN, "label": "a"},
                {"auth_token": OTHER_TOKEN, "label": "a"},
            ]
        },
        "an unknown member": {"auth_token": TOKEN, "url": URL},
        "a member of another provider": {"auth_token": TOKEN, "secret": "x"},
        "the way round of captures": {"auth_token": TOKEN, "unverified": True},
        **{f"max_body {size!r}": {"auth_token": TOKEN, "max_body": size} for size in BAD_LIMITS},
        **{what: {"auth_token": TOKEN, **bad} for what, bad in bad_overrides("delivered").items()},
    }
    for comment, config in configs.items():
        yield _refused_config(tables, comment, config, 300)
    for value in BAD_TOLERANCES:
        config = {"auth_token": TOKEN, "tolerance": value}
        yield _refused_config(tables, f"tolerance {value!r}", config, None)


def _refused_config(tables: Tables, comment: str, config: Json, tolerance: int | None) -> Endpoint:
    group = Endpoint(config, NOW, tolerance, tables=tables)
    headers = [(HEADER, sign(URL, pairs_of()))]
    group.refuse(f"config: {comment}", "config", "invalid_config", headers=headers)
    return group
