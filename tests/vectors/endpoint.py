"""What the vectors of the providers that are files share: requests, verdicts, keys in rotation."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Self

from cases import BAD_LIMITS, BAD_TOLERANCES
from common import (
    UNLISTED,
    URL,
    Failure,
    Group,
    Headers,
    Json,
    KeyContext,
    Tables,
    Word,
    as_bytes,
    facts_of,
    failure_of,
    key_recipient,
    make_receipt,
    make_request,
    make_verified,
    refine_by_code,
    refuse_by_policy,
)

MISSING: Final = "missing_member"
WRONG: Final = "wrong_type"


@dataclass
class Endpoint(Group):
    """A group of tests of one provider, which says how it proves itself and what is usual."""

    provider: ClassVar[str]
    scheme: ClassVar[str]
    words: ClassVar[Mapping[str, Word]]
    vague: ClassVar[Sequence[str]] = ()
    facts: ClassVar[Json]
    # The usual time of the news as it is sent, where it counts in the dedupe key.
    time: ClassVar[str | None] = None
    recipient_counts: ClassVar[bool] = False
    timestamp: ClassVar[str | None] = None
    # The member of the configuration that holds one key, and two keys for it.
    member: ClassVar[str]
    keys: ClassVar[tuple[str, str]]

    tables: Tables | None = None
    # The key that proves requests, and its label.
    secret: str = ""
    key: str = "0"

    @classmethod
    def usual(cls, tables: Tables, now: int, config: Json | None = None, **more: Any) -> Self:
        """An endpoint with the first key, or with another configuration."""
        config = {cls.member: cls.keys[0]} if config is None else config
        return cls(config, now, tables=tables, **{"secret": cls.keys[0], **more})

    def body_of(self, fields: Json) -> str | bytes:
        """The usual body with other members."""
        raise NotImplementedError

    def prove(self, body: bytes, timestamp: str | None) -> tuple[Headers, str]:
        """The headers and the URL of a request that proves itself with `secret`."""
        raise NotImplementedError

    def verdict(self, status: str, code: str | None = None, own: Failure | None = None) -> Json:
        """What follows from the word and the code; `own` is what the word says by itself."""
        assert self.tables is not None
        word = self.word(status)
        told = self.meaning(code)
        failure = failure_of(word, told)
        if own and failure and not (told and told.reason != "none"):
            failure = own
        if status in self.vague:
            word = refine_by_code(word, failure)
        facts = facts_of(refuse_by_policy(word, failure), failure)
        return {"status": status, "code": code, **facts}

    def word(self, status: str) -> Word:
        """What a word stands for."""
        return self.words.get(status, UNLISTED)

    def meaning(self, code: str | None) -> Failure | None:
        """What the table says of a code."""
        assert self.tables is not None
        return self.tables.codes[self.provider].get(code) if code else None

    def accept(
        self,
        comment: str,
        flags: str,
        fields: Json | None = None,
        *,
        body: str | bytes | None = None,
        headers: Headers | None = None,
        url: str | None = None,
        timestamp: str | None = None,
        receipts: Sequence[Json] | None = None,
        other: str | None = None,
        unreadable: Sequence[tuple[int, str]] = (),
        **facts: Any,
    ) -> None:
        """A request that gives a notification.

        `facts` is what differs from the usual receipt, `time` among them: the time of the news
        as it is sent. `receipts` says so for several.
        """
        body = self.body_of(fields or {}) if body is None else body
        timestamp = timestamp or self.timestamp
        request = self._request(body, headers, url, timestamp)
        if receipts is None:
            receipts = [] if other else [facts]
        notification = {
            "provider": self.provider,
            "account": self.label,
            "event": {"id": None, "type": None, "attempt": None},
            "verified": make_verified(self.scheme, self.key, timestamp, self.now),
            "payload_sha256": hashlib.sha256(as_bytes(body)).hexdigest(),
            "receipts": [self._receipt(each) for each in receipts],
            "other": {"type": other} if other else None,
            "unreadable": [{"index": index, "kind": kind} for index, kind in unreadable],
        }
        self.add(comment, flags, request, {"notification": notification})

    def _receipt(self, changes: Json) -> Json:
        assert self.tables is not None
        facts = {"time": self.time, **self.facts, **changes}
        time = facts.pop("time")
        recipient = key_recipient(facts["recipient"]) if self.recipient_counts else None
        context = KeyContext(self.provider, self.label, recipient, time)
        return make_receipt(facts, context, self.advice(self.tables))

    def refuse(
        self,
        comment: str,
        flags: str,
        error: str,
        fields: Json | None = None,
        *,
        body: str | bytes | None = None,
        headers: Headers | None = None,
        url: str | None = None,
        timestamp: str | None = None,
    ) -> None:
        """A request that is refused; it proves itself unless headers or a URL are given."""
        body = self.body_of(fields or {}) if body is None else body
        request = self._request(body, headers, url, timestamp or self.timestamp)
        self.add(comment, flags, request, {"error": error})

    def _request(
        self, body: str | bytes, headers: Headers | None, url: str | None, timestamp: str | None
    ) -> Json:
        if headers is None and url is None:
            headers, url = self.prove(as_bytes(body), timestamp)
        return make_request(body, headers or [], url=url or URL)


def rotations(endpoint: type[Endpoint], tables: Tables, now: int) -> Iterator[Endpoint]:
    """Lists of keys, with labels and without."""
    member, (first, second) = endpoint.member, endpoint.keys
    entries: dict[str, tuple[list[Any], str, str]] = {
        "two keys": ([first, second], "0", "1"),
        "two labelled keys": (
            [{member: first, "label": "old"}, {member: second, "label": "2026-11"}],
            "old",
            "2026-11",
        ),
        "a label and none": ([{member: first, "label": "a"}, second], "a", "1"),
    }
    for what, (entry, one, two) in entries.items():
        group = endpoint.usual(tables, now, {f"{member}s": entry}, key=one)
        group.accept(f"{what}: the first", "rotation")
        group.key, group.secret = two, second
        group.accept(f"{what}: the second", "rotation")
        group.secret = first + second
        group.refuse(f"{what}: neither", "rotation", "bad_signature")
        yield group


def refused(
    endpoint: type[Endpoint], tables: Tables, now: int, bad: Mapping[str, Json]
) -> Iterator[Endpoint]:
    """Configurations that must not come to a verifier; `bad` are those of the provider's own."""
    member, (first, second) = endpoint.member, endpoint.keys
    right = {member: first}
    several = f"{member}s"
    configs: dict[str, Json] = {
        "no key": {},
        "an empty key": {member: ""},
        "a key of blanks": {member: " \t\n"},
        "a key that is null": {member: None},
        "a key that is a number": {member: 12345678},
        "a key that is a list": {member: [first]},
        "both members": {member: first, several: [first]},
        "an empty list": {several: []},
        "a list that is a text": {several: first},
        "an empty key in a list": {several: [first, ""]},
        "an entry without a key": {several: [{"label": "a"}]},
        "an entry with an unknown member": {several: [{member: first, "name": "a"}]},
        "a label twice": {several: [{member: first, "label": "a"}, {member: second, "label": "a"}]},
        "an unknown member": right | {"tolerence": 300},
        "a member of another provider": right | {"public_key": "x"},
        "the way round of captures": right | {"unverified": True},
        **{f"max_body {value!r}": right | {"max_body": value} for value in BAD_LIMITS},
        **bad,
    }
    for comment, config in configs.items():
        group = endpoint.usual(tables, now, config)
        group.refuse(f"config: {comment}", "config", "invalid_config")
        yield group
    for value in BAD_TOLERANCES:
        config = right | {"tolerance": value}
        group = endpoint.usual(tables, now, config, tolerance=None)
        group.refuse(f"config: tolerance {value!r}", "config", "invalid_config")
        yield group


def accounts(endpoint: type[Endpoint], tables: Tables, now: int) -> Iterator[Endpoint]:
    """The label of the endpoint is part of the keys."""
    right = {endpoint.member: endpoint.keys[0]}
    group = endpoint.usual(tables, now, account="eu-marketing")
    group.accept("an account gives other keys", "account")
    yield group
    group = endpoint.usual(tables, now, right | {"account": "eu-marketing"})
    group.accept("an account of the config gives the same keys", "account")
    yield group


def limits(endpoint: type[Endpoint], tables: Tables, now: int) -> Iterator[Endpoint]:
    """The size is looked at before anything else."""
    body = as_bytes(endpoint.usual(tables, now).body_of({})).decode()
    right = {endpoint.member: endpoint.keys[0], "max_body": len(body.encode())}
    group = endpoint.usual(tables, now, right)
    group.accept("a body of exactly the limit", "limits")
    group.refuse("a body one byte over the limit", "limits", "body_too_large", body=body + " ")
    comment = "over the limit, and nothing that proves it"
    group.refuse(comment, "limits", "body_too_large", body=body + " ", headers=[])
    comment = "at the limit, and nothing that proves it"
    group.refuse(comment, "limits", "missing_header", headers=[])
    yield group
