"""The vectors of Twilio."""

from __future__ import annotations

from typing import Final

from common import Json, Tables, make_file

from . import bodies, configs, documented, headers, members, urls
from .model import NOW, PROVIDER, TOKEN, WORDS, Endpoint

__all__ = ["PROVIDER", "WORDS", "build"]

NOTES: Final = {
    "account": ("the label of the endpoint is part of the keys", "forgery"),
    "body_hash": ("the query holds the hash of the body", "forgery"),
    "boundary": ("names and values are signed without anything between them", "forgery"),
    "channel": ("SMS, MMS, WhatsApp, RCS", "wrong_fact"),
    "clock": ("no time is signed, so the clock has no say", "replay"),
    "code": ("the provider's code, known and unknown", "wrong_fact"),
    "config": ("a configuration that must be refused", "misconfiguration"),
    "documented": ("printed by Twilio, in its libraries, or in our sheet", "compatibility"),
    "duplicate_member": ("a member that is read stands twice", "forgery"),
    "encoding": ("escapes, and text that is not UTF-8", "availability"),
    "event": ("events that are no receipts", "wrong_fact"),
    "get": ("members in the query", "compatibility"),
    "header_missing": ("the security header is absent, empty or elsewhere", "forgery"),
    "header_name": ("names of headers, and headers around them", "compatibility"),
    "header_repeated": ("the security header stands more than once", "forgery"),
    "json": ("a body that is JSON", "wrong_fact"),
    "limits": ("sizes and counts", "availability"),
    "old_name": ("members have an older name, too", "wrong_fact"),
    "optional": ("an optional member is missing or empty", "lost_receipt"),
    "override": ("statuses, codes or advice of the configuration", "wrong_fact"),
    "precedence": ("several faults at once: the first one is told", "forgery"),
    "repeated_name": ("a name with several values", "compatibility"),
    "required": ("an id and a status word must be there", "wrong_fact"),
    "rotation": ("several tokens at a time", "misconfiguration"),
    "secret": ("tokens are used verbatim", "misconfiguration"),
    "signature": ("well-formed, but not the right signature", "forgery"),
    "signature_form": ("the exact form of the signature header", "forgery"),
    "status": ("the provider's word for the state", "wrong_fact"),
    "url": ("which forms of a URL are the same", "compatibility"),
}


def build(tables: Tables) -> Json:
    """The whole file. New tests go to the end of a group of their own, so that ids stay."""
    usual = Endpoint({"auth_token": TOKEN}, NOW, tables=tables)
    for chapter in (
        members.add_statuses,
        members.add_codes,
        members.add_optional_members,
        members.add_old_names,
        members.add_required_members,
        members.add_channels,
        members.add_other_events,
        bodies.add_forms,
        bodies.add_queries,
        bodies.add_hashes,
        bodies.add_confusions,
        urls.add_forms,
        urls.add_other_urls,
        headers.add_signatures,
        headers.add_signature_forms,
        headers.add_header_edges,
        headers.add_precedence,
    ):
        chapter(usual)
    return make_file(PROVIDER, NOTES, [documented.group(tables), usual, *configs.groups(tables)])
