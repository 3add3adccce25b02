"""Verify, parse and normalise SMS delivery receipts from many providers.

    verifier = delivrd.Verifier("telnyx", public_key=os.environ["TELNYX_PUBLIC_KEY"])
    notification = verifier.receive(method, url, headers, body)

A request goes in as it arrived, authentic receipts of one form come out. Nothing here reads the
environment or the network; the clock is read only where no `now` is given.
"""

from ._errors import (
    ConfigError,
    DelivrdError,
    ErrorKind,
    InternalError,
    ParseError,
    VerificationError,
)
from ._native import Message, Notification, Outcome, Receipt, Stats, Tracker, Verifier, __version__
from ._native import providers as _providers
from ._values import (
    About,
    Advice,
    Capabilities,
    Change,
    Contradiction,
    Cost,
    Decline,
    Event,
    Failure,
    News,
    Other,
    Provider,
    Segment,
    Sending,
    Share,
    Summary,
    Unreadable,
    Verification,
)
from ._words import (
    Action,
    CodeSystem,
    Confirmation,
    Dimension,
    Measure,
    Permanence,
    Policy,
    Reason,
    Source,
    State,
)

__all__ = [
    "About",
    "Action",
    "Advice",
    "Capabilities",
    "Change",
    "CodeSystem",
    "ConfigError",
    "Confirmation",
    "Contradiction",
    "Cost",
    "Decline",
    "DelivrdError",
    "Dimension",
    "ErrorKind",
    "Event",
    "Failure",
    "InternalError",
    "Measure",
    "Message",
    "News",
    "Notification",
    "Other",
    "Outcome",
    "ParseError",
    "Permanence",
    "Policy",
    "Provider",
    "Reason",
    "Receipt",
    "Segment",
    "Sending",
    "Share",
    "Source",
    "State",
    "Stats",
    "Summary",
    "Tracker",
    "Unreadable",
    "Verification",
    "VerificationError",
    "Verifier",
    "__version__",
    "providers",
]


def providers() -> tuple[Provider, ...]:
    """The providers of this version."""
    return tuple(
        Provider(
            id=row["id"],
            name=row["name"],
            url=row["url"],
            capabilities=Capabilities(**row["capabilities"]),
        )
        for row in _providers()
    )


def _name_module() -> None:
    # Pickles, tracebacks and help name the place that is public, and that stays.
    for name in __all__:
        value = globals()[name]
        if isinstance(value, type) and value.__module__.startswith("delivrd._"):
            value.__module__ = "delivrd"


_name_module()
del _name_module
