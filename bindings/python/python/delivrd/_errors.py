"""Everything that the library raises on its own account."""

from typing import Any

from ._native import error_kinds
from ._words import _Word

__all__ = [
    "ConfigError",
    "DelivrdError",
    "ErrorKind",
    "InternalError",
    "ParseError",
    "VerificationError",
]


class ErrorKind(_Word):
    """What went wrong; the numbers are fixed, the same in every language, and never reused."""

    NULL_POINTER = "null_pointer"
    INVALID_ARGUMENT = "invalid_argument"
    UNKNOWN_PROVIDER = "unknown_provider"
    INVALID_CONFIG = "invalid_config"
    MISSING_HEADER = "missing_header"
    MALFORMED_HEADER = "malformed_header"
    DUPLICATE_HEADER = "duplicate_header"
    BAD_SIGNATURE = "bad_signature"
    STALE_TIMESTAMP = "stale_timestamp"
    FUTURE_TIMESTAMP = "future_timestamp"
    BODY_TOO_LARGE = "body_too_large"
    MALFORMED_BODY = "malformed_body"
    INTERNAL = "internal"

    @property
    def number(self) -> int:
        """1xxx the caller's call, 2xxx verification, 3xxx reading, 9xxx a bug in the library."""
        return _FACTS[self][0]

    @property
    def http_status(self) -> int:
        """What to answer the provider with; for `malformed_body` see `DelivrdError`."""
        return _FACTS[self][1]

    @property
    def retryable(self) -> bool:
        """Whether the same call may succeed later."""
        return _FACTS[self][2]

    @property
    def authentic(self) -> bool:
        """Whether the request was signed by the provider all the same."""
        return _FACTS[self][3]


_FACTS = {
    kind["kind"]: (kind["number"], kind["http_status"], kind["retryable"], kind["authentic"])
    for kind in error_kinds()
}


class DelivrdError(Exception):
    """Any failure of the library.

    Its text holds no input: no header, no number, no text and no secret. An authentic body that
    cannot be read (`malformed_body`) has the status 400; keep the raw body and answer with 200.
    """

    kind: ErrorKind
    message: str
    skew: int | None

    def __init__(self, kind: str, message: str, skew: int | None = None) -> None:
        super().__init__(message)
        self.kind = ErrorKind(kind)
        self.message = message
        #: Signed time minus time of arrival, in seconds, for a stale or future timestamp.
        self.skew = skew

    @property
    def number(self) -> int:
        """The fixed number of the kind."""
        return self.kind.number

    @property
    def http_status(self) -> int:
        """The HTTP status to answer the provider with."""
        return self.kind.http_status

    @property
    def retryable(self) -> bool:
        """Whether the same call may succeed later."""
        return self.kind.retryable

    @property
    def authentic(self) -> bool:
        """Whether the request was signed by the provider all the same."""
        return self.kind.authentic

    def __reduce__(self) -> tuple[Any, ...]:
        # The dictionary carries the notes that `add_note` left.
        return type(self), (str(self.kind), self.message, self.skew), self.__dict__


class ConfigError(DelivrdError, ValueError):
    """A verifier could not be made, or was called with arguments that are off (1xxx)."""


class VerificationError(DelivrdError):
    """A request was not proven to come from the provider now (2xxx)."""


class ParseError(DelivrdError):
    """A body could not be read (3xxx)."""


class InternalError(DelivrdError):
    """A bug in the library (9xxx)."""
