"""HMAC-SHA256: Python's `hmac`, and the form of the headers, against the verifier of 23 Telecom."""

from __future__ import annotations

import hashlib
import hmac
import random
import re
from collections.abc import Callable
from typing import Final, NamedTuple

from classes import (
    SIZES,
    Classes,
    Make,
    draw_blank,
    draw_pair,
    draw_secret,
    flip,
    garble,
    is_blank,
    misread,
)
from library import ACCEPTED, NOW, make_verifier, one_or_more, outcome, receive
from tally import Tally
from telecom23.model import HEADER_SIGNATURE, HEADER_TIME

TOLERANCE: Final = 300

# Says whether a tag is that of a message under a secret.
Verify = Callable[[str, bytes, bytes], bool]


class Case(NamedTuple):
    """What a receiver is configured with, and what it is sent."""

    secrets: tuple[str, ...]
    stamp: bytes
    body: bytes
    signature: bytes


def verify_by_hashlib(secret: str, message: bytes, tag: bytes) -> bool:
    """The independent answer."""
    return hmac.digest(secret.encode(), message, hashlib.sha256) == tag


def sign(secret: str | bytes, message: bytes) -> bytes:
    """The signature header."""
    key = secret.encode() if isinstance(secret, str) else secret
    return b"sha256=" + hmac.digest(key, message, hashlib.sha256).hex().encode()


def draw_stamp(rng: random.Random) -> bytes:
    """A time around the ends of the tolerance, or anywhere inside."""
    edges = (-TOLERANCE - 1, -TOLERANCE, 0, TOLERANCE, TOLERANCE + 1)
    return b"%d" % (NOW + rng.choice((*edges, *(rng.randint(-299, 299) for _ in edges))))


CLASSES: Final = Classes[Case]()


@CLASSES.enter("genuine", accepting=True)
def genuine(rng: random.Random) -> Case:
    """What a provider sends."""
    secret, stamp, body = draw_secret(rng), draw_stamp(rng), rng.randbytes(rng.choice(SIZES))
    return Case((secret,), stamp, body, sign(secret, stamp + b"." + body))


def changed(change: Callable[[random.Random, Case], Case]) -> Make[Case]:
    """A genuine case, and what is done to it."""
    return lambda rng: change(rng, genuine(rng))


@CLASSES.enter("two secrets", accepting=True)
def rotation(rng: random.Random) -> Case:
    """Either of them has signed, or neither."""
    case = genuine(rng)
    return case._replace(secrets=draw_pair(rng, *case.secrets))


@CLASSES.enter("a changed tag")
@changed
def tag(rng: random.Random, case: Case) -> Case:
    """Bits of the tag itself, in the right form."""
    sent = bytes.fromhex(case.signature[7:].decode())
    replaced = rng.choice((flip(rng, sent), rng.randbytes(32), sent[::-1], bytes(32)))
    return case._replace(signature=b"sha256=" + replaced.hex().encode())


@CLASSES.enter("letters in another case", accepting=True)
@changed
def cased(rng: random.Random, case: Case) -> Case:
    """The digits mean the same; the prefix does not."""
    digits = "".join(rng.choice((letter, letter.upper())) for letter in case.signature[7:].decode())
    prefix = rng.choice(("sha256=",) * 5 + ("SHA256=", "Sha256="))
    return case._replace(signature=(prefix + digits).encode())


@CLASSES.enter("a changed header")
@changed
def header(rng: random.Random, case: Case) -> Case:
    """Bits of the text, a piece of it missing or twice, or something around it."""
    texts = (case.signature[7:], *(garble(rng, case.signature) for _ in range(5)))
    return case._replace(signature=rng.choice(texts))


@CLASSES.enter("a changed timestamp")
@changed
def timestamp(rng: random.Random, case: Case) -> Case:
    """Signed as it was."""
    return case._replace(stamp=flip(rng, case.stamp))


@CLASSES.enter("an odd timestamp, signed", accepting=True)
def odd_timestamp(rng: random.Random) -> Case:
    """Only digits are a time, whatever some reader would take for one."""
    secret, body = draw_secret(rng), rng.randbytes(rng.choice(SIZES))
    digits = b"%d" % NOW
    around = rng.choice((b" ", b"\t", b"\0", b"+", b"-", b"0", b".0", b"e0", b"_", b"\xc2\xb2"))
    place = rng.randint(0, len(digits))
    stamps = [
        digits[:place] + around + digits[place:],
        digits.zfill(rng.randint(10, 25)),
        str(rng.getrandbits(rng.randint(1, 80))).encode(),
        hex(NOW).encode(),
        digits + b"000",
        b"",
    ]
    stamp = rng.choice(stamps)
    return Case((secret,), stamp, body, sign(secret, stamp + b"." + body))


@CLASSES.enter("a changed body")
@changed
def body(rng: random.Random, case: Case) -> Case:
    """Bits, or something more."""
    more = rng.choice((b" ", b"\n", b"\0", b"\xef\xbb\xbf"))
    return case._replace(
        body=rng.choice((flip(rng, case.body), case.body + more, more + case.body))
    )


@CLASSES.enter("a digit moved over the full stop")
@changed
def shifted(_rng: random.Random, case: Case) -> Case:
    """The same bytes under another cut would be another request with the same signature."""
    stamp, body = case.stamp, case.body
    signed = stamp[:-1] + b"." + stamp[-1:] + b"." + body
    return case._replace(signature=sign(case.secrets[0], signed))


@CLASSES.enter("another reading of the secret", accepting=True)
@changed
def another_secret(rng: random.Random, case: Case) -> Case:
    """Trimmed, decoded, cut at NUL or normalised: the provider signs with the text as it stands.

    Zeros at the end are the exception: HMAC fills a key of less than 64 bytes with them itself.
    """
    (secret,) = case.secrets
    readings = [misread(rng, secret) for _ in range(5)]
    readings.append(hashlib.sha256(secret.encode()).digest())
    if re.fullmatch(r"(?:[0-9a-fA-F]{2})+", secret):
        readings.append(bytes.fromhex(secret))
    signed = case.stamp + b"." + case.body
    return case._replace(signature=sign(rng.choice(readings), signed))


@CLASSES.enter("a blank secret", accepting=True)
@changed
def blank_secret(rng: random.Random, case: Case) -> Case:
    """Nobody sets one on purpose. What only looks blank is a secret all the same."""
    secret = draw_blank(rng)
    return case._replace(secrets=(secret,), signature=sign(secret, case.stamp + b"." + case.body))


_STAMP: Final = re.compile(rb"[0-9]{1,18}")
_SIGNATURE: Final = re.compile(rb"sha256=([0-9a-fA-F]{64})")


def expected(case: Case, verify: Verify = verify_by_hashlib) -> str:
    """The answer by the design page: an error kind, or which secret fits."""
    if any(is_blank(secret) for secret in case.secrets):
        return "invalid_config"
    if not case.stamp or not case.signature:
        return "missing_header"
    found = _SIGNATURE.fullmatch(case.signature)
    if not _STAMP.fullmatch(case.stamp) or not found:
        return "malformed_header"
    message, sent = case.stamp + b"." + case.body, bytes.fromhex(found[1].decode())
    fitting = [secret for secret in case.secrets if verify(secret, message, sent)]
    if not fitting:
        return "bad_signature"
    skew = int(case.stamp) - NOW
    if abs(skew) > TOLERANCE:
        return "future_timestamp" if skew > 0 else "stale_timestamp"
    return ACCEPTED


def delivrd(case: Case) -> str:
    """The same, from the library. The body, whatever it holds, is none of this part's business."""
    config = one_or_more("secret", case.secrets)
    headers = [(HEADER_TIME, case.stamp), (HEADER_SIGNATURE, case.signature)]
    return outcome(receive(make_verifier("telecom23", **config), headers, case.body))


def run(seed: str, start: int, stop: int, verify: Verify = verify_by_hashlib) -> Tally:
    """Asks about the cases with these numbers; the self-test has other verifiers asked."""
    return CLASSES.compare(
        f"hmac {seed}", range(start, stop), delivrd, lambda case: expected(case, verify)
    )
