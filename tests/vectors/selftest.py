"""Holds the tools of this folder against the values that the project's pages print."""

from __future__ import annotations

import telecom23.model as telecom23
import telnyx.model as telnyx
from common import KeyContext, dedupe_key, message_key, preimage
from telnyx.documented import SIGNATURE, SIGNED_BODY

MESSAGE_KEY = "v1:1b6b504e4ffc87fe65dada9a13e6a955"
DEDUPE_KEY = "v1:da46343cf4351b07fd4ed6e22a22000b"


def check_against_printed_values() -> None:
    """The two keys and the two signatures; raises if one of them differs."""
    message_id = str(telecom23.DOCUMENTED_FACTS["message_id"])
    time = "2026-02-13T10:30:04Z"
    context = KeyContext(telecom23.PROVIDER, "", None, time)
    receipt = {"message_id": message_id, "status": "DELIVRD", "code": "000"}
    _same("message_key", message_key(context, message_id), MESSAGE_KEY)
    _same("dedupe_key", dedupe_key(context, receipt), DEDUPE_KEY)
    message = ("delivrd.message.v1", telecom23.PROVIDER, "", message_id, None)
    fact = ("delivrd.receipt.v1", *message[1:], None, "DELIVRD", "000", time)
    _same("length of the preimages", (len(preimage(*message)), len(preimage(*fact))), (90, 136))
    body = telecom23.DOCUMENTED_BODY
    _same("HMAC", telecom23.sign(body), telecom23.DOCUMENTED_SIGNATURE)
    key = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
    _same("public key", telnyx.public_key(), key)
    _same("Ed25519", telnyx.sign(SIGNED_BODY), SIGNATURE)
    _same("length of the signed body", len(SIGNED_BODY), 594)


def _same(what: str, found: object, printed: object) -> None:
    if found != printed:
        raise ValueError(f"{what}: {found!r} instead of {printed!r}")
