"""The vectors of Telnyx."""

from __future__ import annotations

from typing import Final

from common import Json, Tables, make_file

from . import bodies, configs, documented, headers, names, outcomes, recipients, signatures
from .model import NOW, PROVIDER, WORDS, Endpoint, public_key

__all__ = ["PROVIDER", "WORDS", "build"]

NOTES: Final = {
    "account": ("the label of the endpoint is part of the keys", "forgery"),
    "array": ("an array where an object is read", "wrong_fact"),
    "attempt": ("the count of attempts", "wrong_fact"),
    "batch": ("several recipients in one event", "lost_receipt"),
    "code": ("the provider's code, known and unknown", "wrong_fact"),
    "config": ("a configuration that must be refused", "misconfiguration"),
    "cost": ("a price keeps its digits and stands once", "wrong_fact"),
    "documented": ("printed in the provider's documentation or our sheet", "compatibility"),
    "duplicate_member": ("a member that is read stands twice", "forgery"),
    "ed25519_edge": ("signatures that lax verifiers accept", "forgery"),
    "encoding": ("text that is not plain UTF-8", "availability"),
    "errors": ("which error a receipt shows", "wrong_fact"),
    "header_missing": ("a security header is absent, empty or elsewhere", "forgery"),
    "header_name": ("names of headers, and headers around them", "compatibility"),
    "header_repeated": ("a security header stands more than once", "forgery"),
    "json": ("the edges of JSON itself", "availability"),
    "limits": ("sizes, counts and depths", "availability"),
    "no_recipients": ("an event without to and cc", "lost_receipt"),
    "optional": ("an optional member is missing, null or odd", "lost_receipt"),
    "other": ("authentic, but no receipt", "wrong_fact"),
    "override": ("statuses, codes or advice of the configuration", "wrong_fact"),
    "parts": ("the number of segments", "wrong_fact"),
    "pointer": ("which recipient an error is about", "wrong_fact"),
    "precedence": ("several faults at once: the first one is told", "forgery"),
    "required": ("data, event type and message id", "wrong_fact"),
    "rotation": ("several keys at a time", "misconfiguration"),
    "signature": ("well-formed, but not the right signature", "forgery"),
    "signature_form": ("the exact form of the signature header", "forgery"),
    "status": ("the provider's word for the state", "wrong_fact"),
    "stop": ("40300 and the whole words of an opt-out", "wrong_fact"),
    "tags": ("the customer's tags", "lost_receipt"),
    "text": ("texts are kept as they were sent", "lost_receipt"),
    "time": ("the time of the news", "wrong_fact"),
    "timestamp_form": ("the exact form of the timestamp header", "replay"),
    "unreadable": ("items that cannot be read beside others that can", "lost_receipt"),
    "window": ("the age of the signature", "replay"),
}


def build(tables: Tables) -> Json:
    """The whole file. New tests go to the end, in a group of their own, so that ids stay."""
    usual = Endpoint({"public_key": public_key()}, NOW, tables=tables)
    for chapter in (
        outcomes.add_words,
        outcomes.add_codes,
        outcomes.add_stop_words,
        outcomes.add_errors,
        outcomes.add_pointers,
        recipients.add_batches,
        recipients.add_events_without_recipients,
        bodies.add_optional_members,
        bodies.add_required_members,
        bodies.add_other_events,
        bodies.add_values,
        bodies.add_json_edges,
        signatures.add_signatures,
        signatures.add_signature_forms,
        headers.add_header_edges,
        headers.add_timestamps,
        headers.add_precedence,
    ):
        chapter(usual)
    later = Endpoint({"public_key": public_key()}, NOW, tables=tables)
    names.add_names(later)
    names.add_repetitions(later)
    groups = [documented.group(tables), usual, *configs.groups(tables), later]
    return make_file(PROVIDER, NOTES, groups)
