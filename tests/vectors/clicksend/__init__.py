"""The vectors of ClickSend."""

from __future__ import annotations

from typing import Final

from common import Json, Tables, make_file
from endpoint import accounts, limits, refused, rotations
from query_token import TOKEN, add_tokens, secrets

from . import bodies, receipts
from .model import NOW, PROVIDER, WORDS, ClickSend

__all__ = ["PROVIDER", "WORDS", "build"]

NOTES: Final = {
    "account": ("the label of the endpoint is part of the keys", "forgery"),
    "clock": ("no time is signed, so no clock matters", "replay"),
    "code": ("the error code, known and unknown", "wrong_fact"),
    "config": ("a configuration that must be refused", "misconfiguration"),
    "encoding": ("text that is not plain ASCII or UTF-8", "availability"),
    "format": ("form or JSON", "lost_receipt"),
    "json": ("receipts as JSON", "lost_receipt"),
    "limits": ("sizes", "availability"),
    "number": ("numbers that count as their digits", "lost_receipt"),
    "optional": ("an optional member is missing, empty or odd", "lost_receipt"),
    "other": ("an event that is no receipt", "lost_receipt"),
    "repeated": ("a member that is read stands twice", "forgery"),
    "required": ("message_id and a status have to be there", "wrong_fact"),
    "rotation": ("several tokens at a time", "misconfiguration"),
    "status": ("the status code, or the word where there is none", "wrong_fact"),
    "time": ("the time of the news", "wrong_fact"),
    "token": ("the secret in the URL", "forgery"),
}


def build(tables: Tables) -> Json:
    """The whole file. New tests go to the end of a group of their own, so that ids stay."""
    usual = ClickSend.usual(tables, NOW)
    for chapter in (
        receipts.add_statuses,
        receipts.add_codes,
        receipts.add_fields,
        bodies.add_bodies,
        add_tokens,
    ):
        chapter(usual)
    json = ClickSend.usual(tables, NOW, as_json=True)
    receipts.add_json(json)
    bad = {"a secret under another name": {"secret": TOKEN}}
    groups = [
        usual,
        json,
        *secrets(ClickSend, tables, NOW),
        *rotations(ClickSend, tables, NOW),
        *accounts(ClickSend, tables, NOW),
        *limits(ClickSend, tables, NOW),
        *refused(ClickSend, tables, NOW, bad),
    ]
    return make_file(PROVIDER, NOTES, groups)
