"""The error kinds and the status words, as files of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from common import Json, Word

_KINDS: Final = (
    (1001, "null_pointer", 500),
    (1002, "invalid_argument", 500),
    (1003, "unknown_provider", 500),
    (1004, "invalid_config", 500),
    (2001, "missing_header", 401),
    (2002, "malformed_header", 401),
    (2003, "duplicate_header", 401),
    (2004, "bad_signature", 401),
    (2005, "stale_timestamp", 401),
    (2006, "future_timestamp", 401),
    (3001, "body_too_large", 413),
    (3002, "malformed_body", 400),
    (9001, "internal", 500),
)
_STAGES: Final = {1: "call", 2: "verify", 3: "parse", 9: "internal"}
_RETRYABLE: Final = ("future_timestamp", "internal")
_AUTHENTIC: Final = ("stale_timestamp", "future_timestamp", "malformed_body")


def error_kinds() -> list[Json]:
    """Every kind with what an error of it offers."""
    return [
        {
            "number": number,
            "kind": kind,
            "stage": _STAGES[number // 1000],
            "http_status": http_status,
            "retryable": kind in _RETRYABLE,
            "authentic": kind in _AUTHENTIC,
        }
        for number, kind, http_status in _KINDS
    ]


def statuses(providers: Mapping[str, Mapping[str, Word]]) -> dict[str, list[Json]]:
    """The words of each provider, before a code says more."""
    return {
        provider: [{"status": status, **word._asdict()} for status, word in words.items()]
        for provider, words in providers.items()
    }
