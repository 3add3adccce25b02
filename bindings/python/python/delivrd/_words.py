"""The closed lists of words, the same in every language."""

from enum import StrEnum

__all__ = [
    "Action",
    "CodeSystem",
    "Confirmation",
    "Dimension",
    "Measure",
    "Permanence",
    "Policy",
    "Reason",
    "Source",
    "State",
]


class _Word(StrEnum):
    """A word that is a str, and shows as Python would write it."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"

    @classmethod
    def _missing_(cls, value: object) -> None:
        # The error of the enumeration itself holds the value, which may be anything.
        raise ValueError(f"not one of the words of {cls.__name__}")


class State(_Word):
    """What became of a message."""

    UNKNOWN = "unknown"
    ACCEPTED = "accepted"
    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    REJECTED = "rejected"
    EXPIRED = "expired"
    CANCELED = "canceled"


class Confirmation(_Word):
    """How far the news goes."""

    NONE = "none"
    PROVIDER = "provider"
    OPERATOR = "operator"
    UNSPECIFIED = "unspecified"
    HANDSET = "handset"
    READ = "read"


class Reason(_Word):
    """Why a message failed."""

    UNKNOWN = "unknown"
    INVALID_DESTINATION = "invalid_destination"
    UNKNOWN_SUBSCRIBER = "unknown_subscriber"
    UNREACHABLE = "unreachable"
    LANDLINE_OR_UNSUPPORTED = "landline_or_unsupported"
    OPTED_OUT = "opted_out"
    SPAM_FILTERED = "spam_filtered"
    BLOCKED = "blocked"
    DESTINATION_NOT_ALLOWED = "destination_not_allowed"
    SENDER_NOT_REGISTERED = "sender_not_registered"
    INVALID_SENDER = "invalid_sender"
    MESSAGE_INVALID = "message_invalid"
    THROTTLED = "throttled"
    INSUFFICIENT_FUNDS = "insufficient_funds"
    ACCOUNT_PROBLEM = "account_problem"
    CARRIER_ERROR = "carrier_error"
    PROVIDER_ERROR = "provider_error"
    EXPIRED = "expired"
    CANCELED = "canceled"
    DUPLICATE = "duplicate"
    NO_RECEIPT = "no_receipt"


class Permanence(_Word):
    """Whether the same message, sent again unchanged, fails the same way."""

    UNKNOWN = "unknown"
    TEMPORARY = "temporary"
    PERMANENT = "permanent"


class Source(_Word):
    """What reason and permanence of a failure rest on."""

    STATUS = "status"
    TEXT = "text"
    CODE = "code"
    PROVIDER = "provider"
    CONFIG = "config"


class CodeSystem(_Word):
    """Which numbering a receipt's code belongs to."""

    PROVIDER = "provider"
    SMPP = "smpp"
    MAP = "map"
    RP = "rp"
    TP = "tp"


class Action(_Word):
    """What to do about a receipt or a message."""

    NONE = "none"
    WAIT = "wait"
    RETRY = "retry"
    USE_OTHER_CHANNEL = "use_other_channel"
    FIX_RECIPIENT = "fix_recipient"
    FIX_SENDER = "fix_sender"
    FIX_CONTENT = "fix_content"
    FIX_ACCOUNT = "fix_account"
    SUPPRESS = "suppress"
    ASK_PROVIDER = "ask_provider"


class Policy(_Word):
    """Which side wins where a refusal stands beside a confirmed delivery."""

    DELIVERED_WINS = "delivered_wins"
    FAILURE_STICKY = "failure_sticky"


class Dimension(_Word):
    """What messages are counted by."""

    PROVIDER = "provider"
    ACCOUNT = "account"
    CHANNEL = "channel"
    CAMPAIGN = "campaign"
    LABEL = "label"
    CARRIER = "carrier"
    COUNTRY = "country"


class Measure(_Word):
    """Which rate got worse."""

    DELIVERY_RATE = "delivery_rate"
    SETTLED_RATE = "settled_rate"
    REASON_SHARE = "reason_share"
