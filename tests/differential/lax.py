"""Verifiers and readers that take too much, as real ones do, or too little.

A comparison that finds nothing proves something only if it finds these.
"""

from __future__ import annotations

import json
from typing import Final

import ed25519
import hmac_sha256
import json_bodies
from common import Json
from curve import L, add, base, challenge, is_point, multiply, subtract, times_8
from reader import READERS, Malformed

# So many cases of each class.
EACH: Final = 100


# Ed25519


def cofactorless(key: bytes, message: bytes, signature: bytes) -> bool:
    """RFC 8032 and no more: what OpenSSL, ring and the plain `verify` of dalek do."""
    number = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or len(key) != 32 or number >= L or not is_point(key):
        return False
    tied = challenge(signature[:32], key, message)
    return subtract(base(number), multiply(tied, key)) == signature[:32]


def cofactored(key: bytes, message: bytes, signature: bytes) -> bool:
    """Everything times eight, as ZIP 215 has it; and S may be any number, as nowhere."""
    if len(signature) != 64 or len(key) != 32 or not is_point(key) or not is_point(signature[:32]):
        return False
    number = int.from_bytes(signature[32:], "little")
    tied = challenge(signature[:32], key, message)
    right = add(times_8(signature[:32]), multiply(tied, times_8(key)))
    return base(8 * number) == right


_SMALL: Final = {"key of small order", "key and R of small order", "R of small order"}
# Each with the classes in which it is found out, and no others.
ED25519: Final[dict[ed25519.Verify, set[str]]] = {
    cofactorless: _SMALL,
    cofactored: _SMALL
    | {"R not canonical", "S + kL"}
    | {name for name in ed25519.CLASSES if "but for the cofactor" in name},
    lambda *_: True: set(ed25519.CLASSES) - ed25519.VALID,
    lambda *_: False: ed25519.VALID,
}


# HMAC-SHA256


def trimmed(secret: str, message: bytes, tag: bytes) -> bool:
    """A secret that was pasted with a line break at its end."""
    return hmac_sha256.verify_by_hashlib(secret.strip(), message, tag)


def cut_at_nul(secret: str, message: bytes, tag: bytes) -> bool:
    """A secret that went through C."""
    return hmac_sha256.verify_by_hashlib(secret.partition("\0")[0], message, tag)


def cut_at_block(secret: str, message: bytes, tag: bytes) -> bool:
    """A secret in a buffer of 64 bytes."""
    return hmac_sha256.sign(secret.encode()[:64], message)[7:] == tag.hex().encode()


_READINGS: Final = {"genuine", "another reading of the secret"}
# Each with classes in which it is found out, others apart.
HMAC_SHA256: Final[dict[hmac_sha256.Verify, set[str]]] = {
    trimmed: _READINGS,
    cut_at_nul: _READINGS,
    cut_at_block: _READINGS,
    lambda *_: True: {"a changed tag", "a changed body", "a digit moved over the full stop"},
    lambda *_: False: hmac_sha256.ACCEPTING,
}


# JSON


def load_and_dump(provider: str) -> json_bodies.Read:
    """A reader behind a plain `json.loads`: the last repetition wins, and UTF-16 is fine."""

    def read(body: bytes) -> Json:
        try:
            value = json.loads(body, strict=False, parse_constant=lambda _: None)
        except ValueError as error:
            raise Malformed from error
        return READERS[provider](json.dumps(value).encode())

    return read


def find_out() -> list[str]:
    """Asks them all; says who was found out where they are right, or not where they are wrong."""
    problems = []
    for verify, wanted in ED25519.items():
        found = set(ed25519.run("self-test", 0, EACH * len(ed25519.CLASSES), verify).disagreed)
        problems += [f"ed25519, {verify.__name__}: {name}" for name in found ^ wanted]
    for check, wanted in HMAC_SHA256.items():
        found = set(
            hmac_sha256.run("self-test", 0, EACH * len(hmac_sha256.CLASSES), check).disagreed
        )
        problems += [f"hmac_sha256, {check.__name__}: {name}" for name in wanted - found]
    readers = {provider: load_and_dump(provider) for provider in READERS}
    found = set(json_bodies.run("self-test", 0, EACH * len(json_bodies.CLASSES), readers).disagreed)
    wanted = {
        f"{provider}: {kind}" for provider in READERS for kind in ("bytes", "members", "encoding")
    }
    return problems + [f"json, load_and_dump: {name}" for name in wanted - found]
