"""Verifiers and readers that take too much, as real ones do, or too little.

A comparison that finds nothing proves something only if it finds these.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

import definition_answers
import definition_requests
import ed25519
import hmac_sha256
import json_bodies
import twilio_answers
import twilio_requests
from classes import Classes
from common import Json
from curve import L, add, base, challenge, is_point, multiply, subtract, times_8
from reader import READERS, Malformed
from tally import Tally
from twilio_answers import Pairs, verify_by_twilio
from twilio_requests import first_values

V = TypeVar("V")

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
    lambda *_: False: hmac_sha256.CLASSES.accepting,
}


# Twilio


def cut_at_colon(token: str, url: str, pairs: Pairs, signature: bytes) -> bool:
    """Twilio's own rule of the port, for addresses of IPv6 and passwords, too."""
    try:
        fields = twilio_answers.Fields(pairs)
        return bool(RequestValidator(token).validate(url, fields, signature.decode()))
    except ValueError:
        return verify_by_twilio(token, url, pairs, signature)


def of_pairs(change: Callable[[Pairs], Pairs]) -> twilio_answers.Verify:
    """A verifier that reads a form in another way."""

    def verify(token: str, url: str, pairs: Pairs, signature: bytes) -> bool:
        return verify_by_twilio(token, url, change(pairs), signature)

    verify.__name__ = change.__name__
    return verify


def filled(pairs: Pairs) -> Pairs:
    """What `parse_qs` leaves of a form by default."""
    return [pair for pair in pairs if pair[1]]


def letter_for_letter(token: str, url: str, pairs: Pairs, signature: bytes) -> bool:
    """The URL with the port that it has."""
    return twilio_answers.sign(token, url, pairs) == signature


def trimmed_token(token: str, url: str, pairs: Pairs, signature: bytes) -> bool:
    """A token that was pasted with a line break at its end."""
    return verify_by_twilio(token.strip(), url, pairs, signature)


TWILIO: Final[dict[twilio_answers.Verify, set[str]]] = {
    cut_at_colon: {"a user, a fragment, an IPv6 address"},
    of_pairs(first_values): {"genuine", "another text of the form"},
    of_pairs(filled): {"genuine", "a form of pieces"},
    letter_for_letter: {"a URL that nearly says the same"},
    trimmed_token: {"genuine", "another reading of the token"},
    lambda *_: True: {"a changed signature", "a changed body", "a changed URL"},
    lambda *_: False: twilio_requests.CLASSES.accepting,
}


# Definitions


def first_signature(hash_name: str, key: bytes, message: bytes, tags: list[bytes]) -> bool:
    """A list as if it were one signature."""
    return definition_answers.verify_by_hashlib(hash_name, key, message, tags[:1])


def first_bytes(hash_name: str, key: bytes, message: bytes, tags: list[bytes]) -> bool:
    """As many bytes of a tag as the shortest one has."""
    right = hmac.digest(key, message, hash_name)
    return any(tag[:20] == right[:20] for tag in tags)


def one_hash(_hash_name: str, key: bytes, message: bytes, tags: list[bytes]) -> bool:
    """Whatever the definition says."""
    return definition_answers.verify_by_hashlib("sha256", key, message, tags)


def short_key(hash_name: str, key: bytes, message: bytes, tags: list[bytes]) -> bool:
    """A key in a buffer of 64 bytes."""
    return definition_answers.verify_by_hashlib(hash_name, key[:64], message, tags)


DEFINITIONS: Final[dict[definition_answers.Verify, set[str]]] = {
    first_signature: {"several signatures"},
    first_bytes: {"a changed tag"},
    one_hash: {"genuine", "two keys"},
    short_key: {"genuine", "another reading of the key"},
    lambda *_: True: {"a changed tag", "a changed body", "Standard Webhooks"},
    lambda *_: False: definition_requests.CLASSES.accepting,
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


def missed(
    part: str,
    run: Callable[[str, int, int, V], Tally],
    classes: Classes[Any],
    verifiers: Mapping[V, set[str]],
) -> list[str]:
    """The classes in which a verifier was not found out."""
    cases = EACH * len(classes.makers)
    return [
        f"{part}, {getattr(verify, '__name__', verify)}: {name}"
        for verify, wanted in verifiers.items()
        for name in wanted - set(run("self-test", 0, cases, verify).disagreed)
    ]


# With the one reader.
COUNT: Final = len(ED25519) + len(HMAC_SHA256) + len(TWILIO) + len(DEFINITIONS) + 1


def find_out() -> list[str]:
    """Asks them all; says who was found out where they are right, or not where they are wrong."""
    problems = []
    for verify, wanted in ED25519.items():
        found = set(ed25519.run("self-test", 0, EACH * len(ed25519.CLASSES), verify).disagreed)
        problems += [f"ed25519, {verify.__name__}: {name}" for name in found ^ wanted]
    problems += missed("hmac_sha256", hmac_sha256.run, hmac_sha256.CLASSES, HMAC_SHA256)
    problems += missed("twilio", twilio_requests.run, twilio_requests.CLASSES, TWILIO)
    problems += missed(
        "definitions", definition_requests.run, definition_requests.CLASSES, DEFINITIONS
    )
    readers = {provider: load_and_dump(provider) for provider in READERS}
    found = set(json_bodies.run("self-test", 0, EACH * len(json_bodies.CLASSES), readers).disagreed)
    wanted = {
        f"{provider}: {kind}" for provider in READERS for kind in ("bytes", "members", "encoding")
    }
    return problems + [f"json, load_and_dump: {name}" for name in wanted - found]
