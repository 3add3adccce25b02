"""The vectors of the generic shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cases import bad_overrides, word_json
from common import Failure, Json, Tables, Word, facts_of, make_file
from endpoint import accounts, limits, refused, rotations

from . import receipts, signatures
from .model import NOW, PROVIDER, SECRET, WORDS, Generic

__all__ = ["PROVIDER", "WORDS", "build"]

NOTES: Final = {
    "account": ("the label of the endpoint is part of the keys", "forgery"),
    "code": ("codes mean something by the configuration alone", "wrong_fact"),
    "config": ("a configuration that must be refused", "misconfiguration"),
    "duplicate_member": ("a member that is read stands twice", "forgery"),
    "encoding": ("text that is not plain UTF-8", "availability"),
    "headers": ("the two security headers", "forgery"),
    "json": ("the edges of JSON itself", "availability"),
    "limits": ("sizes", "availability"),
    "number": ("numbers that count as their digits", "lost_receipt"),
    "optional": ("an optional member is missing, null or odd", "lost_receipt"),
    "override": ("statuses and codes of the configuration", "wrong_fact"),
    "required": ("message_id and status have to be there", "wrong_fact"),
    "rotation": ("several secrets at a time", "misconfiguration"),
    "signature": ("well-formed, but not the right signature", "forgery"),
    "signature_form": ("the exact form of the signature header", "forgery"),
    "status": ("the word for the state", "wrong_fact"),
    "text": ("texts are kept as they were sent", "lost_receipt"),
    "time": ("the time of the news", "wrong_fact"),
    "timestamp_form": ("the exact form of the timestamp header", "replay"),
    "window": ("the age of the signature", "replay"),
}


def build(tables: Tables) -> Json:
    """The whole file. New tests go to the end of a group of their own, so that ids stay."""
    usual = Generic.usual(tables, NOW)
    for chapter in (
        receipts.add_statuses,
        receipts.add_members,
        receipts.add_times,
        receipts.add_json_edges,
        signatures.add_signatures,
        signatures.add_headers,
        signatures.add_timestamps,
    ):
        chapter(usual)
    bad = {what: {"secret": SECRET, **each} for what, each in bad_overrides("delivered").items()}
    groups = [
        usual,
        *signatures.windows(tables),
        *rotations(Generic, tables, NOW),
        *accounts(Generic, tables, NOW),
        *limits(Generic, tables, NOW),
        *_overrides(tables),
        *refused(Generic, tables, NOW, bad),
    ]
    return make_file(PROVIDER, NOTES, groups)


def _overrides(tables: Tables) -> Iterator[Generic]:
    """The gateway's own words and codes are for the configuration to say."""
    own = {
        "dropped": Word("rejected", True, "none"),
        "sent": Word("sent", False, "operator"),
        "success": Word("delivered", True, "handset"),
    }
    statuses = {status: word_json(*word) for status, word in own.items()}
    group = Generic.usual(tables, NOW, {"secret": SECRET, "statuses": statuses})
    for status, word in own.items():
        failure = Failure("unknown", "unknown", "status") if status == "dropped" else None
        facts = facts_of(word, failure)
        comment = f"an own meaning of {status}"
        group.accept(comment, "override status", {"status": status}, status=status, **facts)
    yield group
    meanings = {
        "30003": Failure("unreachable", "temporary", "config"),
        "30004": Failure("blocked", "permanent", "config"),
        "30005": Failure("expired", "temporary", "config"),
        "30006": Failure("no_receipt", "unknown", "config"),
    }
    codes = {
        code: {"reason": meaning.reason, "permanence": meaning.permanence}
        for code, meaning in meanings.items()
    }
    states = {"30004": "rejected", "30005": "expired", "30006": "unknown"}
    group = Generic.usual(tables, NOW, {"secret": SECRET, "codes": codes})
    for code, meaning in meanings.items():
        word = Word(states.get(code, "undelivered"), True, "none")
        fields = {"status": "failed", "provider_status_code": code}
        facts = facts_of(word, meaning)
        comment = f"an own meaning of the code {code}"
        group.accept(comment, "override code", fields, status="failed", code=code, **facts)
    yield group
