"""The order of precedence of docs/outcome.md, written down a second time.

It follows the project's design page (§3 the keys, §6 the rule) and none of the Rust code: where
the two differ, one of them is wrong.

``model.py --dump [--seed N] [--policy P]`` prints generated receipts as JSON lines, each with its
dedupe key, message key, merge key and `seen`, for another implementation to compare.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
import random
import re
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

POLICIES: Final = {"delivered_wins": 0x10, "failure_sticky": 0x11}
CONFIRMATIONS: Final = {
    word: number
    for number, word in enumerate(
        ["none", "provider", "operator", "unspecified", "handset", "read"]
    )
}
REASONS: Final = {
    word: number
    for number, word in enumerate(
        [
            "unknown",
            "invalid_destination",
            "unknown_subscriber",
            "unreachable",
            "landline_or_unsupported",
            "opted_out",
            "spam_filtered",
            "blocked",
            "destination_not_allowed",
            "sender_not_registered",
            "invalid_sender",
            "message_invalid",
            "throttled",
            "insufficient_funds",
            "account_problem",
            "carrier_error",
            "provider_error",
            "expired",
            "canceled",
            "duplicate",
            "no_receipt",
        ]
    )
}
PERMANENCES: Final = {"unknown": 0, "temporary": 1, "permanent": 2}
SOURCES: Final = {"status": 0, "text": 1, "code": 2, "provider": 3, "config": 4}
REFUSALS: Final = {"rejected": 3, "canceled": 2, "undelivered": 1}
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

RFC3339: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))", re.ASCII
)
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Receipt:
    """The facts of a receipt that the keys are made of."""

    provider: str
    account: str
    message_id: str
    recipient: str | None
    recipient_in_keys: bool
    time_in_key: bool
    part: int | None
    parts: int | None
    status: str | None
    code: str | None
    occurred_at: str | None
    """The text of the payload, also one that is no readable time."""
    state: str
    final: bool
    confirmation: str
    reason: str | None
    permanence: str | None
    source: str | None
    cost: str | None

    def message_key(self) -> bytes:
        """Which message is it about?"""
        return members("delivrd.message.v1", *self._who())

    def dedupe_key(self) -> bytes:
        """Is this fact new?"""
        return members(
            "delivrd.receipt.v1",
            *self._who(),
            None if self.part is None else str(self.part),
            self.status,
            self.code,
            self.occurred_at if self.time_in_key else None,
        )

    def _who(self) -> tuple[str | None, ...]:
        recipient = self.recipient if self.recipient_in_keys else None
        if recipient is not None and re.fullmatch(r"[0-9 +\-.()]*", recipient):
            recipient = re.sub(r"[^0-9]", "", recipient)
        return self.provider, Present(self.account), self.message_id, recipient

    def rank(self, policy: str) -> int:
        """The row of the rank table."""
        refusal = self.state in REFUSALS and self.final
        match self.state:
            case "unknown":
                rank = 5 if self.final else 0
            case "accepted" | "queued" | "sent":
                rank = ["accepted", "queued", "sent"].index(self.state) + 1
            case "undelivered" if not self.final:
                rank = 4
            case _ if refusal and self.reason == "duplicate":
                rank = 5
            case _ if refusal:
                rank = 8
            case "expired":
                rank = 7
            case "delivered":
                rank = {"read": 10, "handset": 9, "unspecified": 9}.get(self.confirmation, 6)
            case state:
                raise ValueError(f"no such state: {state}")
        if policy == "failure_sticky":
            rank = {8: 9, 9: 8}.get(rank, rank)
        return rank

    def merge_key(self, policy: str) -> bytes:
        """36 bytes; the greatest of a message's (part's) receipts decides."""
        time = instant(self.occurred_at)
        seconds, nanoseconds = (0, 0) if time is None else ((time[0] % 2**64) ^ 2**63, time[1])
        failure = (0, 0, 0)
        if self.reason is not None and self.permanence is not None and self.source is not None:
            failure = REASONS[self.reason], PERMANENCES[self.permanence], SOURCES[self.source]
        return struct.pack(
            ">BBBQIBBBBB16s",
            POLICIES[policy],
            self.rank(policy),
            self.reason not in (None, "unknown"),
            seconds,
            nanoseconds,
            REFUSALS.get(self.state, 0),
            CONFIRMATIONS[self.confirmation],
            *failure,
            self.dedupe_key(),
        )

    def seen(self, policy: str) -> int:
        """One bit for the rank."""
        return 1 << self.rank(policy)

    def body(self) -> bytes:
        """What a store keeps of it."""
        return json.dumps(dataclasses.asdict(self)).encode()


class Present(str):
    """A text that is there although it may be empty."""

    __slots__ = ()


def members(*texts: str | None) -> bytes:
    """The first 16 bytes of SHA-256 over the texts, each behind its length."""
    preimage = bytearray()
    for text in texts:
        if not text and not isinstance(text, Present):
            preimage += b"\xff\xff\xff\xff"
        else:
            data = text.encode()
            preimage += struct.pack(">I", len(data)) + data
    return hashlib.sha256(preimage).digest()[:16]


def instant(text: str | None) -> tuple[int, int] | None:
    """Unix seconds and nanoseconds of a time as RFC 3339 writes it."""
    match = RFC3339.fullmatch(text or "")
    if match is None:
        return None
    date, clock, fraction, sign, hours, minutes = match.groups()
    if sign and (int(hours) > 23 or int(minutes) > 59):
        return None
    try:
        local = datetime.fromisoformat(f"{date}T{clock}+00:00")
        offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
        utc = local + offset if sign == "-" else local - offset
    except (ValueError, OverflowError):
        return None
    passed = utc - EPOCH
    nanoseconds = int((fraction or "0")[:9].ljust(9, "0"))
    return passed.days * 86_400 + passed.seconds, nanoseconds


class Row(NamedTuple):
    """What the table holds of one part of one message."""

    merge_key: bytes
    seen: int
    body: bytes


Table = dict[tuple[bytes, int], Row]


def table_of(receipts: Iterable[Receipt], policy: str) -> Table:
    """The pure function: the greatest receipt of each part, and every rank that was seen."""
    groups: dict[tuple[bytes, int], list[Receipt]] = {}
    for receipt in receipts:
        groups.setdefault((receipt.message_key(), receipt.part or 0), []).append(receipt)
    table: Table = {}
    for place, group in groups.items():
        merge_key, body = max((receipt.merge_key(policy), receipt.body()) for receipt in group)
        ranks = {receipt.rank(policy) for receipt in group}
        table[place] = Row(merge_key, sum(1 << rank for rank in ranks), body)
    return table


VERDICTS: Final[Sequence[tuple[str, bool]]] = [
    ("unknown", False),
    ("accepted", False),
    ("queued", False),
    ("sent", False),
    ("undelivered", False),
    ("unknown", True),
    ("expired", True),
    ("undelivered", True),
    ("rejected", True),
    ("canceled", True),
    ("delivered", True),
    ("delivered", True),
    ("delivered", True),
]
PLAIN_CONFIRMATIONS: Final = ["none", "none", "provider", "operator"]
TIMES: Final = [
    None,
    "",
    "yesterday",
    "2026-11-20T09:15:32Z",
    "2026-11-20T09:15:32.000Z",
    "2026-11-20T09:15:32.004Z",
    "2026-11-20T09:15:32.004000001Z",
    "2026-11-20t10:15:33+01:00",
    "2026-11-19T23:59:59.5-23:59",
    "2026-02-29T00:00:00Z",
    "2026-11-20T09:15:60Z",
    "1969-12-31T23:59:59.999999999Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
]


def generate(seed: int, messages: int = 300, total: int = 2000) -> list[Receipt]:
    """`total` receipts of `messages` messages, in random order.

    About a tenth are repetitions, half of those with another price. Three messages have very
    many receipts; every sixth message has parts, one of them a part of the greatest number.
    """
    rng = random.Random(seed)
    weights = [40 if number < 3 else 1 for number in range(messages)]
    numbers = [*range(messages), *rng.choices(range(messages), weights, k=total - messages)]
    receipts: list[Receipt] = []
    by_message: dict[int, list[Receipt]] = {}
    for number in numbers:
        known = by_message.setdefault(number, [])
        if known and rng.random() < 0.1:
            receipt = rng.choice(known)
            if rng.random() < 0.5:
                receipt = dataclasses.replace(receipt, cost=rng.choice(["0.0051", "0.004"]))
        else:
            receipt = any_receipt(rng, number)
        known.append(receipt)
        receipts.append(receipt)
    rng.shuffle(receipts)
    return receipts


def any_receipt(rng: random.Random, number: int) -> Receipt:
    """A receipt of the message with this number."""
    groups = number % 2 == 1
    state, final = rng.choice(VERDICTS)
    confirmation = rng.choice(list(CONFIRMATIONS) if state == "delivered" else PLAIN_CONFIRMATIONS)
    reason = permanence = source = None
    if (final and state != "delivered") or state == "undelivered":
        reason = rng.choice(["unknown", "unknown", "duplicate", *REASONS])
        permanence, source = rng.choice(list(PERMANENCES)), rng.choice(list(SOURCES))
        if final and reason in POLICY_REASONS:
            state = "rejected"
    has_parts = number % 6 == 0
    part = rng.choice([1, 2, 3, 4_294_967_295]) if has_parts else None
    return Receipt(
        provider="groups" if groups else "singles",
        account=["", "marketing"][number % 5 == 0],
        # Two messages of one id, to two recipients, where the recipient is in the keys.
        message_id=f"m-{number // 4 * 4}" if groups else f"m-{number}-\u00fc",
        recipient=f"+44 (7700) 900-{number:03}" if groups else "+447700900000",
        recipient_in_keys=groups,
        time_in_key=number % 3 != 0,
        part=part,
        parts=part and max(part, 3),
        status=rng.choice([state, state.upper(), None]),
        code=rng.choice([None, "", "000", "40008"]),
        occurred_at=rng.choice(TIMES),
        state=state,
        final=final,
        confirmation=confirmation,
        reason=reason,
        permanence=permanence,
        source=source,
        cost=None,
    )


def main() -> None:
    """Prints generated receipts with their keys."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dump", action="store_true", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--policy", choices=POLICIES, default="delivered_wins")
    arguments = parser.parse_args()
    for receipt in generate(arguments.seed):
        keys = {
            "policy": arguments.policy,
            "message_key": f"v1:{receipt.message_key().hex()}",
            "dedupe_key": f"v1:{receipt.dedupe_key().hex()}",
            "merge_key": receipt.merge_key(arguments.policy).hex(),
            "seen": receipt.seen(arguments.policy),
        }
        print(json.dumps(dataclasses.asdict(receipt) | keys))


if __name__ == "__main__":
    main()
