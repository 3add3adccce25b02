"""What the vectors of every provider share.

JSON texts for bodies, the two keys, the advice table, the shape of an expected notification, and
groups of tests. All of it follows the project's design page and none of it the Rust code: a
vector that the library disagrees with is a question about the library first.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

Json = dict[str, Any]
Headers = list[tuple[str, str]]

SOURCE_DATE: Final = "2026-11-21"
URL: Final = "https://example.com/dlr"

# The only numbers that are not fictional: the providers print them in their documentation.
DOCUMENTED_NUMBERS: Final = frozenset(
    {
        "+14155551234",  # 23 Telecom, delivery webhook
        "+18445550001",  # Telnyx, deliveryUpdate
        "+18665550001",  # Telnyx, deliveryUpdate
        "+13125550001",  # Telnyx, signed example
        "+13125550002",  # Telnyx, signed example
        "+13125550003",  # Telnyx, failed example
        "+14158675309",  # Twilio, tests of its validators
        "+14158675310",  # Twilio, webhooks security
        "+18005551212",  # Twilio, tests of its validators
        "+15017122661",  # Twilio, status callbacks
        "+15558675310",  # Twilio, status callbacks
        "+15558675311",  # Twilio, status callbacks
    }
)
FICTIONAL_NUMBER: Final = re.compile(r"\+(?:141555501\d\d|447700900\d\d\d)")

# A final failure with one of these reasons is `rejected`, whatever the provider's word.
POLICY_REASONS: Final = frozenset(
    {
        "opted_out",
        "spam_filtered",
        "blocked",
        "destination_not_allowed",
        "sender_not_registered",
        "account_problem",
        "insufficient_funds",
    }
)


class Failure(NamedTuple):
    """Why a message failed, whether that lasts, and what both rest on."""

    reason: str
    permanence: str
    source: str

    def by(self, source: str) -> Failure:
        """Says the same on another ground."""
        return self._replace(source=source)


class Word(NamedTuple):
    """What a status word of a provider stands for."""

    state: str
    final: bool
    confirmation: str


UNLISTED: Final = Word("unknown", False, "none")

# What a word that does not say how a message failed becomes by the reason of the code.
TOLD_BY_REASON: Final = {
    "expired": Word("expired", True, "none"),
    "canceled": Word("canceled", True, "none"),
    "no_receipt": Word("unknown", True, "none"),
}


@dataclass(frozen=True)
class Tables:
    """The data files of the project that expectations may be read from."""

    advice: list[dict[str, str]]
    codes: dict[str, dict[str, Failure]]

    @classmethod
    def load(cls, advice: Path, codes: Mapping[str, Path]) -> Tables:
        """Reads the advice table and the code table of each provider."""
        return cls(_rows(advice), {name: _codes(path) for name, path in codes.items()})


def _rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table: a file of its own, or the codes of a definition."""
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix == ".toml":
            codes = tomllib.loads(file.read()).get("codes", {"csv": ""})
            return list(csv.DictReader(codes["csv"].splitlines()))
        return list(csv.DictReader(file))


def _codes(path: Path) -> dict[str, Failure]:
    rows = sorted(_rows(path), key=lambda row: row["code"])
    return {row["code"]: Failure(row["reason"], row["permanence"], "code") for row in rows}


# Bodies


class Raw(str):
    """JSON text that goes into a body as it stands."""


class Pairs(list[tuple[str, Any]]):
    """Members of an object, in order and with repetitions."""


class _Absent:
    """The type of `ABSENT`."""


ABSENT: Final = _Absent()


def dump(value: Any) -> str:
    """JSON text without blanks; members that are `ABSENT` are left out."""
    match value:
        case Raw():
            return str(value)
        case Pairs():
            members = ((name, item) for name, item in value if item is not ABSENT)
            return "{" + ",".join(f"{dump(name)}:{dump(item)}" for name, item in members) + "}"
        case dict():
            return dump(Pairs(value.items()))
        case list():
            return "[" + ",".join(map(dump, value)) + "]"
        case _:
            return json.dumps(value, ensure_ascii=False)


def nested(depth: int) -> Raw:
    """Arrays in arrays."""
    return Raw("[" * depth + "]" * depth)


def nested_objects(depth: int) -> Raw:
    """Objects in objects."""
    return Raw('{"a":' * depth + "1" + "}" * depth)


def as_bytes(body: str | bytes) -> bytes:
    """The bytes that travel."""
    return body.encode() if isinstance(body, str) else body


# Keys


def derive_key(*members: str | None) -> str:
    """The first half of SHA-256 over length-prefixed members; a missing one is a length alone."""
    digest = hashlib.sha256(preimage(*members))
    return "v1:" + digest.hexdigest()[:32]


def preimage(*members: str | None) -> bytes:
    """What a key is the hash of."""
    parts: list[bytes] = []
    for member in members:
        if member is None:
            parts.append(b"\xff\xff\xff\xff")
        else:
            text = member.encode()
            parts.append(len(text).to_bytes(4, "big") + text)
    return b"".join(parts)


class KeyContext(NamedTuple):
    """The members of the keys that a receipt does not show as they are."""

    provider: str
    account: str
    recipient: str | None
    occurred_at: str | None


def key_recipient(text: str | None) -> str | None:
    """A phone number counts as its digits, anything else as it stands."""
    if text is None or not re.fullmatch(r"[0-9 +\-.()]+", text):
        return text
    return re.sub(r"[^0-9]", "", text)


def message_key(context: KeyContext, message_id: str) -> str:
    """Which message (and recipient) is it about?"""
    provider, account, recipient, _ = context
    return derive_key("delivrd.message.v1", provider, account, message_id, recipient)


def dedupe_key(context: KeyContext, receipt: Mapping[str, Any]) -> str:
    """Is this fact new? No provider here has receipts for single parts."""
    provider, account, recipient, occurred_at = context
    message = ("delivrd.receipt.v1", provider, account, receipt["message_id"], recipient)
    return derive_key(*message, None, receipt["status"], receipt["code"], occurred_at)


# Expectations


def refuse_by_policy(word: Word, failure: Failure | None) -> Word:
    """The policy rule: who refused is told by the reason, not by the word."""
    if failure and word.final and failure.reason in POLICY_REASONS:
        return Word("rejected", True, "none")
    return word


def failure_of(word: Word, code: Failure | None) -> Failure | None:
    """The reason a code gives, else the one that the state itself gives."""
    if not _fails(word):
        return None
    if code and code.reason != "none":
        return code
    match word.state:
        case "expired":
            return Failure("expired", "temporary", "status")
        case "canceled":
            return Failure("canceled", "unknown", "status")
        case "unknown":
            return Failure("no_receipt", "unknown", "status")
        case _:
            return Failure("unknown", "unknown", "status")


def _fails(word: Word) -> bool:
    failing = ("undelivered", "rejected", "expired", "canceled")
    return word.state in failing or (word.state == "unknown" and word.final)


def refine_by_code(word: Word, failure: Failure | None) -> Word:
    """What a word that does not say how a message failed comes to."""
    return TOLD_BY_REASON.get(failure.reason, word) if failure else word


def facts_of(word: Word, failure: Failure | None) -> Json:
    """The members of a receipt that follow from a word and a failure."""
    return {**word._asdict(), "failure": failure}


def advise(facts: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> Json:
    """The first row of the advice table that fits."""
    reason, permanence, _ = facts["failure"] or (None, None, None)
    final = "true" if facts["final"] else "false"
    for row in rows:
        wanted = (row["state"], _final_text(row["final"]), row["reason"], row["permanence"])
        found = (facts["state"], final, reason, permanence)
        if all(want in ("*", have) for want, have in zip(wanted, found, strict=True)):
            return {name: row[name] for name in ("action", "id", "explanation")}
    raise ValueError("the advice table has a last row for everything")


def _final_text(final: bool | str) -> str:
    return final if isinstance(final, str) else str(final).lower()


RECEIPT_DEFAULTS: Final[Json] = {
    "message_id": None,
    "reference": None,
    "recipient": None,
    "sender": None,
    "channel": None,
    "campaign": None,
    "state": None,
    "final": None,
    "confirmation": None,
    "failure": None,
    "advice": None,
    "status": None,
    "code": None,
    "code_system": None,
    "detail": None,
    "occurred_at": None,
    "parts": None,
    "part": None,
    "cost": None,
    "carrier": None,
    "network": None,
    "tags": [],
    "extra": {},
}


def make_receipt(
    facts: Mapping[str, Any], context: KeyContext, advice: Iterable[Mapping[str, Any]]
) -> Json:
    """A whole receipt from its stated facts: adds keys, advice and the code system."""
    unknown = facts.keys() - RECEIPT_DEFAULTS.keys()
    if unknown:
        raise ValueError(f"a receipt has no member {', '.join(sorted(unknown))}")
    receipt = {**RECEIPT_DEFAULTS, **facts}
    receipt["advice"] = advise(receipt, advice)
    receipt["code_system"] = None if receipt["code"] is None else "provider"
    if receipt["failure"]:
        receipt["failure"] = receipt["failure"]._asdict()
    keys = {
        "dedupe_key": dedupe_key(context, receipt),
        "message_key": message_key(context, receipt["message_id"]),
    }
    return keys | receipt


def make_verified(scheme: str, key: str, timestamp: str | None, now: int) -> Json:
    """What the signature proved; without a timestamp, no time."""
    if timestamp is None:
        return {"scheme": scheme, "key": key, "signed_at": None, "skew": None}
    signed_at = datetime.fromtimestamp(int(timestamp), UTC)
    text = signed_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"scheme": scheme, "key": key, "signed_at": text, "skew": int(timestamp) - now}


def make_request(body: str | bytes, headers: Sequence[tuple[str, str]], **changes: str) -> Json:
    """A capture of a request."""
    request: Json = {"method": "POST", "url": URL, "headers": [list(pair) for pair in headers]}
    name = "body" if isinstance(body, str) else "body_b64"
    text = body if isinstance(body, str) else base64.b64encode(body).decode()
    return {**request, **changes, name: text}


# Files


@dataclass
class Group:
    """Tests of one verifier and one clock."""

    config: Json
    now: int
    tolerance: int | None = 300
    account: str | None = None
    source: str = "made for this project"
    tests: list[Json] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The account in force: the top level of a capture beats its config."""
        return str(self.config.get("account", "")) if self.account is None else self.account

    def advice(self, tables: Tables) -> list[Mapping[str, Any]]:
        """The advice table with the overrides in front."""
        return [*self.config.get("advice", []), *tables.advice]

    def add(self, comment: str, flags: str, request: Json, expect: Json) -> None:
        """Adds a test; its id comes with the file."""
        test = {"comment": comment, "flags": flags.split(), "request": request, "expect": expect}
        self.tests.append(test)

    def to_json(self) -> Json:
        """The group as it stands in the file."""
        group: Json = {"source": {"name": self.source, "date": SOURCE_DATE}, "config": self.config}
        group["now"] = self.now
        if self.tolerance is not None:
            group["tolerance"] = self.tolerance
        if self.account is not None:
            group["account"] = self.account
        return group | {"tests": self.tests}


def make_file(provider: str, notes: Mapping[str, tuple[str, str]], groups: Iterable[Group]) -> Json:
    """A vector file: numbers the tests and checks what a schema cannot."""
    listed = [group.to_json() for group in groups if group.tests]
    count = 0
    for group in listed:
        group["tests"] = [
            {"id": number, **test} for number, test in enumerate(group["tests"], start=count + 1)
        ]
        count += len(group["tests"])
    file = {
        "schema": "../schema/vectors.schema.json",
        "provider": provider,
        "count": count,
        "notes": {
            flag: {"about": about, "risk": risk} for flag, (about, risk) in sorted(notes.items())
        },
        "groups": listed,
    }
    _check_flags(provider, notes.keys(), listed)
    _check_comments(provider, listed)
    _check_numbers(provider, listed)
    return file


def _check_flags(provider: str, notes: Iterable[str], groups: Iterable[Json]) -> None:
    used = {flag for group in groups for test in group["tests"] for flag in test["flags"]}
    if used != set(notes):
        odd = ", ".join(sorted(used ^ set(notes)))
        raise ValueError(f"{provider}: flags without a note or notes without a test: {odd}")


def _check_comments(provider: str, groups: Iterable[Json]) -> None:
    seen: set[str] = set()
    for test in (test for group in groups for test in group["tests"]):
        if test["comment"] in seen:
            raise ValueError(f"{provider}: two tests are called {test['comment']!r}")
        seen.add(test["comment"])


def _check_numbers(provider: str, groups: Iterable[Json]) -> None:
    tests = (test for group in groups for test in group["tests"])
    texts = [test["request"].get("body", "") + json.dumps(test["expect"]) for test in tests]
    for number in re.findall(r"\+\d{9,15}(?!\d)", " ".join(texts)):
        if number not in DOCUMENTED_NUMBERS and not FICTIONAL_NUMBER.fullmatch(number):
            raise ValueError(f"{provider}: a phone number that is not fictional: {number}")


_SCALAR: Final = r'(?:"(?:[^"\\]|\\.)*"|-?[0-9.]+|true|false|null)'
_SHORT_LIST: Final = re.compile(rf"\[\n\s+({_SCALAR}(?:,\n\s+{_SCALAR})*)\n\s+\]")


def render(value: Any) -> str:
    """The text of a committed file: two blanks deep, lists of plain values on one line."""
    text = json.dumps(value, indent=2)
    short = _SHORT_LIST.sub(lambda found: f"[{_one_line(found[1])}]", text)
    return short + "\n"


def _one_line(items: str) -> str:
    return re.sub(r",\n\s+", ", ", items)
