"""JSON: a strict reader of another language, and what it makes of a body, against the parsers.

Every body is signed as it is, so that the parser is reached.
"""

from __future__ import annotations

import base64
import functools
import random
import sys
from collections.abc import Callable, Mapping
from typing import Final

from delivrd import Notification, Verifier
from nacl.bindings import crypto_sign, crypto_sign_seed_keypair

import telecom23.model as telecom23
import telnyx.model as telnyx
from common import Json
from library import NOW, receive
from mutations import CHANGES, draw_body
from reader import READERS, Malformed
from tally import Tally

STAMP: Final = b"%d" % NOW
_SECRET: Final = crypto_sign_seed_keypair(telnyx.SEED)[1]
SEVERAL: Final = "of several kinds"
CLASSES: Final = [
    (provider, kind)
    for kind in (*CHANGES, SEVERAL)
    for provider in (telecom23.PROVIDER, telnyx.PROVIDER)
]


def name_of(provider: str, kind: str) -> str:
    """A class of cases, as it is printed."""
    return f"{provider}: {kind}"


Read = Callable[[bytes], Json]


@functools.cache
def verifier(provider: str) -> Verifier:
    """The test key's."""
    if provider == telnyx.PROVIDER:
        return Verifier(provider, public_key=telnyx.public_key())
    return Verifier(provider, secret=telecom23.SECRET)


def headers(provider: str, body: bytes) -> list[tuple[str, bytes]]:
    """A genuine signature of the body."""
    if provider == telecom23.PROVIDER:
        signature = telecom23.sign(body, STAMP.decode()).encode()
        return [(telecom23.HEADER_TIME, STAMP), (telecom23.HEADER_SIGNATURE, signature)]
    signed = crypto_sign(STAMP + b"|" + body, _SECRET)[:64]
    return [(telnyx.HEADER_TIME, STAMP), (telnyx.HEADER_SIGNATURE, base64.b64encode(signed))]


def differences(found: Json, facts: Json) -> list[str]:
    """The members in which a notification says something else than the reader does."""
    parts = [("", found, {**facts, "receipts": len(facts["receipts"])})]
    found["receipts"], receipts = len(found["receipts"]), found["receipts"]
    parts += [
        (f"receipts[{index}].", *pair)
        for index, pair in enumerate(zip(receipts, facts["receipts"], strict=False))
    ]
    return [
        f"{where}{name}: {said[name]!r} instead of {wanted[name]!r}"
        for where, said, wanted in parts
        for name in wanted
        if said[name] != wanted[name]
    ]


def compare(answer: Notification | str, facts: Json | None) -> str:
    """What the two sides do not agree on; empty if they do."""
    if facts is None:
        wanted = "malformed_body"
        found = answer if isinstance(answer, str) else "accepted"
        return "" if found == wanted else f"delivrd {found}, the other side {wanted}"
    if isinstance(answer, str):
        return f"delivrd {answer}, the other side accepted"
    return "; ".join(differences(answer.to_dict(), facts))


def ask(read: Read, body: bytes) -> Json | None:
    """The facts by the independent reader, or none."""
    try:
        return read(body)
    except Malformed:
        return None


def run(seed: str, start: int, stop: int, readers: Mapping[str, Read] = READERS) -> Tally:
    """Asks about the cases with these numbers; the self-test has other readers asked."""
    sys.setrecursionlimit(20_000)
    rng = random.Random(f"json {seed} {start}")
    tally = Tally()
    for number in range(start, stop):
        provider, kind = CLASSES[number % len(CLASSES)]
        name = name_of(provider, kind)
        body = draw_body(rng, provider, kind)
        answer = receive(verifier(provider), headers(provider, body), body)
        tally.count(name, isinstance(answer, Notification))
        problem = compare(answer, ask(readers[provider], body))
        if problem:
            tally.disagree(name, problem, body=body)
    return tally
