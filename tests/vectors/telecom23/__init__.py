"""The vectors of 23 Telecom."""

from __future__ import annotations

from typing import Final

from common import Failure, Json, Tables, facts_of, make_file

from . import configs, headers, members, signatures, texts, values
from .model import (
    DOCUMENTED_BODY,
    DOCUMENTED_FACTS,
    DOCUMENTED_SIGNATURE,
    NOW,
    PROVIDER,
    SECRET,
    TIMESTAMP,
    WORDS,
    Endpoint,
    pair,
)

__all__ = ["PROVIDER", "WORDS", "build"]

NOTES: Final = {
    "account": ("the label of the endpoint is part of the keys", "forgery"),
    "array": ("an array where an object is read", "wrong_fact"),
    "clock": ("an odd clock of the receiver", "replay"),
    "code": ("the provider's code, known and unknown", "wrong_fact"),
    "config": ("a configuration that must be refused", "misconfiguration"),
    "cost": ("a price keeps its digits", "wrong_fact"),
    "documented": ("printed in the provider's documentation or our sheet", "compatibility"),
    "duplicate_member": ("a member that is read stands twice", "forgery"),
    "encoding": ("text that is not plain UTF-8", "availability"),
    "extra": ("members without a place of their own", "lost_receipt"),
    "header_missing": ("a security header is absent, empty or elsewhere", "forgery"),
    "header_name": ("names of headers, and headers around them", "compatibility"),
    "header_repeated": ("a security header stands more than once", "forgery"),
    "json": ("the edges of JSON itself", "availability"),
    "limits": ("sizes and depths", "availability"),
    "number": ("numbers that no machine type holds", "lost_receipt"),
    "optional": ("an optional member is missing, null or odd", "lost_receipt"),
    "override": ("statuses, codes or advice of the configuration", "wrong_fact"),
    "parts": ("the number of segments", "wrong_fact"),
    "precedence": ("several faults at once: the first one is told", "forgery"),
    "required": ("message_id and status must be text", "wrong_fact"),
    "rotation": ("several secrets at a time", "misconfiguration"),
    "secret": ("secrets are used verbatim", "misconfiguration"),
    "signature": ("well-formed, but not the right signature", "forgery"),
    "signature_form": ("the exact form of the signature header", "forgery"),
    "status": ("the provider's word for the state", "wrong_fact"),
    "text": ("texts are kept as they were sent", "lost_receipt"),
    "time": ("the time of the news", "wrong_fact"),
    "timestamp_form": ("the exact form of the timestamp header", "replay"),
    "window": ("the age of the signature", "replay"),
}


def build(tables: Tables) -> Json:
    """The whole file. New tests go to the end of a group of their own, so that ids stay."""
    usual = Endpoint({"secret": SECRET}, NOW, tables=tables)
    for chapter in (
        members.add_statuses,
        members.add_codes,
        members.add_optional_members,
        members.add_required_members,
        values.add_times,
        values.add_costs,
        values.add_parts,
        texts.add_json_edges,
        texts.add_encodings,
        signatures.add_signatures,
        signatures.add_signature_forms,
        headers.add_header_edges,
        headers.add_timestamps,
        headers.add_precedence,
    ):
        chapter(usual)
    later = Endpoint({"secret": SECRET}, NOW, tables=tables)
    texts.add_names(later)
    groups = [documented(tables), usual, *configs.groups(tables), later]
    return make_file(PROVIDER, NOTES, groups)


def documented(tables: Tables) -> Endpoint:
    """What the documentation and the sheet print."""
    group = Endpoint({"secret": SECRET}, NOW, tables=tables, source="23 Telecom, delivery webhook")
    printed = pair(TIMESTAMP, DOCUMENTED_SIGNATURE)
    comment = "the documented payload with the signature printed in the sheet"
    group.accept(comment, "documented", body=DOCUMENTED_BODY, headers=printed, **DOCUMENTED_FACTS)
    spread = DOCUMENTED_BODY.replace('{"', '{\n  "').replace(',"', ',\n  "').replace('":', '": ')
    spread = spread.replace("}", "\n}")
    comment = "the same payload as the page lays it out: same keys, another hash"
    group.accept(comment, "documented", body=spread, **DOCUMENTED_FACTS)
    failed = (
        '{"message_id":"api_7_1795166100000000001_00112233445566ab","recipient":"+447700900124",'
        '"status":"UNDELIV","status_code":"011","timestamp":"2026-11-20T09:16:05Z",'
        '"workspace_id":12}'
    )
    group.accept(
        "a failed message with a reduced field list and a workspace",
        "documented",
        body=failed,
        time="2026-11-20T09:16:05Z",
        **facts_of(WORDS["UNDELIV"], Failure("unknown", "unknown", "status")),
        message_id="api_7_1795166100000000001_00112233445566ab",
        recipient="+447700900124",
        sender=None,
        status="UNDELIV",
        code="011",
        occurred_at="2026-11-20T09:16:05Z",
        parts=None,
        cost=None,
        extra={"workspace_id": "12"},
    )
    return group
