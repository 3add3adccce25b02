"""The vectors of Bandwidth."""

from __future__ import annotations

from typing import Final

from common import Json, Tables, make_file
from endpoint import accounts, limits, refused, rotations

from . import batches, logins, receipts
from .model import NOW, PROVIDER, WORDS, Bandwidth

__all__ = ["PROVIDER", "WORDS", "build"]

NOTES: Final = {
    "account": ("the label of the endpoint is part of the keys", "forgery"),
    "batch": ("several events in one array", "lost_receipt"),
    "clock": ("no time is signed, so no clock matters", "replay"),
    "code": ("the provider's code, known and unknown", "wrong_fact"),
    "config": ("a configuration that must be refused", "misconfiguration"),
    "credential": ("user and password are used verbatim", "misconfiguration"),
    "duplicate_member": ("a member that is read stands twice", "forgery"),
    "encoding": ("text that is not plain ASCII or UTF-8", "availability"),
    "headers": ("the header is missing, repeated or elsewhere", "forgery"),
    "json": ("bodies that are no array of events", "availability"),
    "limits": ("sizes", "availability"),
    "login": ("well-formed, but not the credential", "forgery"),
    "login_form": ("the exact form of the header", "forgery"),
    "optional": ("an optional member is missing, null or odd", "lost_receipt"),
    "other": ("an event that is no receipt", "lost_receipt"),
    "parts": ("the number of segments", "wrong_fact"),
    "rotation": ("several credentials at a time", "misconfiguration"),
    "status": ("the type of the event", "wrong_fact"),
    "tags": ("the tag of the sender", "lost_receipt"),
    "time": ("the time of the news", "wrong_fact"),
    "unreadable": ("items that cannot be read", "lost_receipt"),
}


def build(tables: Tables) -> Json:
    """The whole file. New tests go to the end of a group of their own, so that ids stay."""
    usual = Bandwidth.usual(tables, NOW)
    for chapter in (
        receipts.add_statuses,
        receipts.add_codes,
        receipts.add_members,
        receipts.add_events,
        batches.add_batches,
        batches.add_bodies,
        logins.add_logins,
    ):
        chapter(usual)
    groups = [
        usual,
        *logins.credentials(tables),
        *rotations(Bandwidth, tables, NOW),
        *accounts(Bandwidth, tables, NOW),
        *limits(Bandwidth, tables, NOW),
        *refused(Bandwidth, tables, NOW, logins.REFUSED),
    ]
    return make_file(PROVIDER, NOTES, groups)
