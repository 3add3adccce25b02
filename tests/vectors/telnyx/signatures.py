"""The signature: wrong ones, the edges of Ed25519, and odd forms of the header."""

from __future__ import annotations

import base64
import hashlib
import string
from collections.abc import Callable
from typing import Final

from nacl.bindings import (
    crypto_sign_ed25519ph_final_create,
    crypto_sign_ed25519ph_state,
    crypto_sign_ed25519ph_update,
)
from nacl.signing import SigningKey

from common import as_bytes

from .model import (
    HEADER_SIGNATURE,
    HEADER_TIME,
    OTHER_SEED,
    SEED,
    TIMESTAMP,
    Endpoint,
    body_of,
    encode,
    pair,
    public_key,
    sign,
    sign_bytes,
    signed_message,
)

# The order of the group.
L: Final = 2**252 + 27742317777372353535851937790883648493

# Points of small order as R; with them some verifiers accept what the key never signed.
SMALL_ORDER_POINTS: Final = {
    "the neutral element": "01" + "00" * 31,
    "the neutral element, not canonical": "ee" + "ff" * 30 + "7f",
    "the neutral element with a sign": "01" + "00" * 30 + "80",
    "the point of order 2": "ec" + "ff" * 30 + "7f",
    "a point of order 4": "00" * 32,
    "a point of order 8": "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
}


def add_signatures(group: Endpoint) -> None:
    """Well-formed signatures that do not fit."""
    body = body_of()
    raw, stamp, message = as_bytes(body), TIMESTAMP.encode(), signed_message(body)
    right = sign_bytes(message)
    forms = {
        "signed with another key": sign_bytes(message, OTHER_SEED),
        "the body alone was signed": sign_bytes(raw),
        "the timestamp alone was signed": sign_bytes(stamp + b"|"),
        "signed without the bar": sign_bytes(stamp + raw),
        "signed with a full stop": sign_bytes(stamp + b"." + raw),
        "body before timestamp": sign_bytes(raw + b"|" + stamp),
        "signed with a line break at the end": sign_bytes(message + b"\n"),
        "the hash of the message was signed": sign_bytes(hashlib.sha256(message).digest()),
        "the variant Ed25519ph": _prehashed(message),
        "the halves swapped": right[32:] + right[:32],
        "the bytes in reverse": right[::-1],
        "all zero": bytes(64),
        "all 0xFF": b"\xff" * 64,
        "R alone is zero": bytes(32) + right[32:],
        "S alone is zero": right[:32] + bytes(32),
        "S + L": _with_scalar(right, lambda s: s + L),
        "L - S": _with_scalar(right, lambda s: L - s),
        "S is L": right[:32] + L.to_bytes(32, "little"),
        "S + 8 L": _with_scalar(right, lambda s: s + 8 * L),
    }
    for byte in (0, 31, 32, 63):
        changed = bytearray(right)
        changed[byte] ^= 1
        forms[f"one bit of byte {byte} changed"] = bytes(changed)
    for comment, signature in forms.items():
        headers = pair(TIMESTAMP, encode(signature))
        group.refuse(comment, "signature", "bad_signature", headers=headers)
    for what, point in SMALL_ORDER_POINTS.items():
        signature = _with_point(bytes.fromhex(point), message)
        comment = f"R is of small order: {what}"
        headers = pair(TIMESTAMP, encode(signature))
        group.refuse(comment, "signature ed25519_edge", "bad_signature", headers=headers)
    _add_changes(group, body)


def _prehashed(message: bytes) -> bytes:
    state = crypto_sign_ed25519ph_state()
    crypto_sign_ed25519ph_update(state, message)
    key = SigningKey(SEED)
    secret = key.encode() + key.verify_key.encode()
    return bytes(crypto_sign_ed25519ph_final_create(state, secret))


def _with_scalar(signature: bytes, change: Callable[[int], int]) -> bytes:
    scalar = change(int.from_bytes(signature[32:], "little"))
    return signature[:32] + scalar.to_bytes(32, "little")


def _with_point(point: bytes, message: bytes) -> bytes:
    """S = k·a, so that S·B = k·A: right but for R, which should have been added."""
    digest = bytearray(hashlib.sha512(SEED).digest()[:32])
    digest[0] &= 248
    digest[31] = digest[31] & 127 | 64
    key = base64.b64decode(public_key())
    challenge = int.from_bytes(hashlib.sha512(point + key + message).digest(), "little") % L
    return point + (challenge * int.from_bytes(digest, "little") % L).to_bytes(32, "little")


def _add_changes(group: Endpoint, body: str) -> None:
    right = sign(body)
    headers = pair(TIMESTAMP, right)
    for comment, changed in {
        "the status was changed": body.replace("delivered", "sent"),
        "one bit of the body was changed": body.replace('"Hi"', '"Hh"'),
        "a blank was added to the body": body + " ",
        "a line break was added to the body": body + "\n",
        "the body was laid out anew": body.replace(",", ", "),
        "the body was emptied": "",
        "a character was escaped": body.replace('"Hi"', '"\\u0048i"'),
        "the attempt was counted on": body.replace('"attempt":1', '"attempt":2'),
        "a byte order mark was put in front": "\ufeff" + body,
    }.items():
        group.refuse(comment, "signature", "bad_signature", body=changed, headers=headers)
    for comment, stamp in (
        ("the timestamp was moved by a second", "1795166133"),
        ("the timestamp got a leading zero", "01795166132"),
        ("the timestamp lost a digit", "179516613"),
    ):
        group.refuse(comment, "signature", "bad_signature", headers=pair(stamp, right))
    comment = "a digit moved over the bar"
    shifted = pair(TIMESTAMP, sign("2|" + body, "179516613"))
    group.refuse(comment, "signature", "bad_signature", headers=shifted)
    other = pair(TIMESTAMP, sign(body_of({"text": "Ho"})))
    group.refuse("the signature of another event", "signature", "bad_signature", headers=other)


def add_signature_forms(group: Endpoint) -> None:
    """Exactly the canonical base64 of 64 bytes: 88 characters."""
    body, right = _body_with_both_letters()
    raw = base64.b64decode(right)
    group.accept("a signature with both + and /", "signature_form", body=body)
    swapped = right.translate(str.maketrans("+/", "-_"))
    one_over = _next_letter(right[85])
    forms = {
        "base64url": swapped,
        "base64url of + alone": right.replace("+", "-"),
        "base64url of / alone": right.replace("/", "_"),
        "base64url without padding": swapped.rstrip("="),
        "without padding": right.rstrip("="),
        "half the padding": right[:-1],
        "too much padding": right + "=",
        "padding in the middle": right[:42] + "==" + right[42:86],
        "unused bits set": right[:85] + one_over + "==",
        "cut by one letter": right[:-3] + "==",
        "63 bytes": encode(raw[:63]),
        "65 bytes": encode(raw + b"\0"),
        "66 bytes": encode(raw + b"\0\0"),
        "32 bytes": encode(raw[:32]),
        "a public key behind it": encode(raw + base64.b64decode(public_key())),
        "the signature twice": right + right,
        "hex": raw.hex(),
        "a blank in front": " " + right,
        "a blank at the end": right + " ",
        "a blank in the middle": right[:44] + " " + right[44:],
        "a line break at the end": right + "\n",
        "a line break in the middle": right[:64] + "\r\n" + right[64:],
        "a tab at the end": right + "\t",
        "a NUL at the end": right + "\0",
        "in quotes": f'"{right}"',
        "a prefix": "ed25519=" + right,
        "a prefix of Standard Webhooks": "v1a," + right,
        "joined with itself by a comma": f"{right},{right}",
        "joined with another by a comma and a blank": f"{sign(body, seed=OTHER_SEED)}, {right}",
        "a comma at the end": right + ",",
        "a letter outside the alphabet": right[:10] + "!" + right[11:],
        "a letter outside ASCII": right[:10] + "\u00e9" + right[11:],
        "percent signs": right.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D"),
        "padding alone": "==",
        "a blank alone": " ",
    }
    for comment, signature in forms.items():
        what = f"signature header: {comment}"
        headers = [(HEADER_TIME, TIMESTAMP), (HEADER_SIGNATURE, signature)]
        group.refuse(what, "signature_form", "malformed_header", body=body, headers=headers)


def _body_with_both_letters() -> tuple[str, str]:
    for number in range(1000):
        body = body_of({"num_chars": number})
        signature = sign(body)
        if "+" in signature and "/" in signature:
            return body, signature
    raise ValueError("no signature with both letters")


def _next_letter(letter: str) -> str:
    alphabet = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"
    return alphabet[alphabet.index(letter) + 1]
