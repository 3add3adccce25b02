"""Times, prices and numbers of parts."""

from __future__ import annotations

from cases import (
    AMOUNTS,
    NO_AMOUNTS,
    NO_PARTS,
    NO_TEXT,
    PARTS,
    READABLE_TIMES,
    UNREADABLE_TIMES,
)
from common import Raw

from .model import Endpoint


def add_times(group: Endpoint) -> None:
    """Times are shown in UTC with the digits that were sent; the key holds the text itself."""
    for sent, shown in READABLE_TIMES.items():
        group.accept(f"time {sent}", "time", {"timestamp": sent}, time=sent, occurred_at=shown)
    for sent in UNREADABLE_TIMES:
        comment = f"no time, but part of the key: {sent!r}"
        group.accept(comment, "time", {"timestamp": sent}, time=sent, occurred_at=None)
    for number in ("1770978604", "1770978604.50"):
        comment = f"a time as the number {number}: unreadable, its text is part of the key"
        fields = {"timestamp": Raw(number)}
        group.accept(comment, "time number", fields, time=number, occurred_at=None)
    for what, value in NO_TEXT.items():
        fields = {"timestamp": value}
        group.accept(f"timestamp: {what}", "time optional", fields, time=None, occurred_at=None)


def add_costs(group: Endpoint) -> None:
    """Prices are digits, or nothing."""
    for text in AMOUNTS:
        cost = {"amount": text, "currency": None}
        name = text if len(text) < 64 else "of 64 characters"
        group.accept(f"cost {name}", "cost", {"cost": Raw(text)}, cost=cost)
        group.accept(f"cost {name} in quotes", "cost", {"cost": text}, cost=cost)
    for what, value in NO_AMOUNTS.items():
        group.accept(f"no cost: {what}", "cost", {"cost": value}, cost=None)
    group.accept("no cost: an array", "cost", {"cost": [1]}, cost=None)


def add_parts(group: Endpoint) -> None:
    """Small whole numbers, or nothing."""
    for what, (value, parts) in PARTS.items():
        group.accept(f"num_parts {what}", "parts", {"num_parts": value}, parts=parts)
    for what, value in NO_PARTS.items():
        group.accept(f"no number of parts: {what}", "parts", {"num_parts": value}, parts=None)
