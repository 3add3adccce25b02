"""The small values that receipts, notifications and outcomes consist of.

A representation holds no id, number or text of a payload: those fields are left out of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

from ._native import Message
from ._words import Action, Confirmation, Dimension, Measure, Permanence, Reason, Source, State

__all__ = [
    "About",
    "Advice",
    "Capabilities",
    "Change",
    "Contradiction",
    "Cost",
    "Decline",
    "Event",
    "Failure",
    "News",
    "Other",
    "Provider",
    "Segment",
    "Sending",
    "Share",
    "Summary",
    "Unreadable",
    "Verification",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a message failed, whether that will change by itself, and what both rest on."""

    reason: Reason
    permanence: Permanence
    source: Source

    __match_args__ = ("reason", "permanence", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What to do, and a sentence for whoever waits for the message."""

    action: Action
    id: str
    explanation: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """A price, with the digits exactly as sent."""

    amount: str = field(repr=False)
    currency: str | None = field(repr=False)

    @property
    def decimal(self) -> Decimal:
        """The exact number.

        Raises `decimal.InvalidOperation` for an exponent that `Decimal` cannot hold (more than
        18 digits), which a price does not have.
        """
        return Decimal(self.amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The provider's envelope of a request."""

    id: str | None = field(repr=False)
    type: str | None = field(repr=False)
    attempt: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """An authentic event that is no receipt."""

    type: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """How a request was proven to be authentic and fresh."""

    scheme: str
    #: The label of the key that fits; by default its position in the list of keys.
    key: str
    signed_at: datetime | None
    #: Signed time minus time of arrival, in seconds.
    skew: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """An item of a batch that could not be read."""

    index: int
    kind: Literal["missing_member", "wrong_type"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What consumers act on: an outcome without its history."""

    state: State
    final: bool
    confirmation: Confirmation
    failure: Failure | None
    conflict: bool
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """The losing side of a conflict."""

    state: State
    failure: Failure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a receipt or another outcome changed."""

    #: The stored outcome is another one now: keep it.
    new_information: bool
    #: The summaries before and after, if they differ: act on it, once.
    transition: tuple[Summary, Summary] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """What is known of one part of a message; part 0 is the message as a whole."""

    part: int
    #: 36 bytes; of two the greater decides, compared as bytes.
    merge_key: bytes
    #: One bit for each rank that was seen.
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Which message a key stands for, as its receipts name it."""

    provider: str
    account: str
    message_id: str = field(repr=False)
    recipient: str | None = field(repr=False)
    channel: str | None = field(repr=False)
    campaign: str | None = field(repr=False)
    carrier: str | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What the caller made known of a send; times are Unix seconds."""

    sent_at: int
    due_at: int | None
    labels: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a receipt was to a tracker."""

    #: The fact was known. Its outcome can have changed all the same, by another price.
    is_repetition: bool
    #: The send is known.
    is_matched: bool
    change: Change
    #: The message that made room.
    forgotten: Message | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a whole."""

    part: int
    whole: int

    @property
    def rate(self) -> float | None:
        """The quotient; none where there is nothing to divide by."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline:
    """Something that got worse since a baseline."""

    #: What the messages are grouped by; none for the share of a reason among all messages.
    dimension: Dimension | None
    #: Which group; the reason, where there is no dimension.
    value: str = field(repr=False)
    measure: Measure
    before: Share
    now: Share
    #: How sure it is: the z of the one-sided test of two proportions.
    z: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a provider's format can do."""

    scheme: str
    signs_time: bool
    batches: bool
    recipient_in_key: bool
    time_in_key: bool
    inbound_events: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """What is known of a provider."""

    id: str
    name: str
    #: The provider's documentation of its callbacks.
    url: str
    capabilities: Capabilities
