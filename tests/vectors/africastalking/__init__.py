"""The vectors of Africa's Talking."""

from __future__ import annotations

from typing import Final

from common import Json, Tables, make_file
from endpoint import accounts, limits, refused, rotations
from query_token import TOKEN, add_tokens, secrets

from . import forms, receipts
from .model import NOW, PROVIDER, WORDS, AfricasTalking

__all__ = ["PROVIDER", "WORDS", "build"]

NOTES: Final = {
    "account": ("the label of the endpoint is part of the keys", "forgery"),
    "clock": ("no time is signed, so no clock matters", "replay"),
    "code": ("the reason of the failure, known and unknown, in any case", "wrong_fact"),
    "config": ("a configuration that must be refused", "misconfiguration"),
    "encoding": ("bytes that are no UTF-8", "availability"),
    "form": ("the edges of url-encoded forms", "wrong_fact"),
    "limits": ("sizes", "availability"),
    "optional": ("an optional field is missing or empty", "lost_receipt"),
    "other": ("an event that is no receipt", "lost_receipt"),
    "repeated": ("a field that is read stands twice", "forgery"),
    "required": ("id and status have to be there", "wrong_fact"),
    "rotation": ("several tokens at a time", "misconfiguration"),
    "status": ("the provider's word for the state, in any case", "wrong_fact"),
    "token": ("the secret in the URL", "forgery"),
}


def build(tables: Tables) -> Json:
    """The whole file. New tests go to the end of a group of their own, so that ids stay."""
    usual = AfricasTalking.usual(tables, NOW)
    for chapter in (
        receipts.add_statuses,
        receipts.add_codes,
        receipts.add_fields,
        forms.add_forms,
        forms.add_repetitions,
        add_tokens,
    ):
        chapter(usual)
    bad = {"a secret under another name": {"secret": TOKEN}}
    groups = [
        usual,
        *secrets(AfricasTalking, tables, NOW),
        *rotations(AfricasTalking, tables, NOW),
        *accounts(AfricasTalking, tables, NOW),
        *limits(AfricasTalking, tables, NOW),
        *refused(AfricasTalking, tables, NOW, bad),
    ]
    return make_file(PROVIDER, NOTES, groups)
