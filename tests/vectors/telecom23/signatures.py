"""The signature: wrong ones and odd forms."""

from __future__ import annotations

import hashlib
import hmac

from common import dump

from .model import (
    FIELDS,
    OTHER_SECRET,
    SECRET,
    TIMESTAMP,
    Endpoint,
    body_of,
    digest,
    pair,
    sign,
)


def add_signatures(group: Endpoint) -> None:
    """Well-formed signatures that do not fit."""
    body = body_of()
    right = sign(body)
    raw, stamp = body.encode(), TIMESTAMP.encode()
    first = "0" if right[7] != "0" else "1"
    last = "0" if right[-1] != "0" else "1"
    forms = {
        "signed with another secret": sign(body, secret=OTHER_SECRET),
        "signed with an empty secret": sign(body, secret=""),
        "signed with the secret and a line break": sign(body, secret=SECRET + "\n"),
        "signed with the secret in capitals": sign(body, secret=SECRET.upper()),
        "the first digit changed": right[:7] + first + right[8:],
        "the last digit changed": right[:-1] + last,
        "the middle changed": right[:40] + ("0" if right[40] != "0" else "1") + right[41:],
        "all zero": "sha256=" + "0" * 64,
        "all f": "sha256=" + "f" * 64,
        "the body alone was signed": "sha256=" + digest(raw),
        "the timestamp alone was signed": "sha256=" + digest(stamp + b"."),
        "signed without the full stop": "sha256=" + digest(stamp + raw),
        "signed with a bar": "sha256=" + digest(stamp + b"|" + raw),
        "body before timestamp": "sha256=" + digest(raw + b"." + stamp),
        "signed with a line break at the end": "sha256=" + digest(stamp + b"." + raw + b"\n"),
        "a hash without a key": "sha256=" + hashlib.sha256(stamp + b"." + raw).hexdigest(),
        "HMAC with key and message swapped": "sha256="
        + hmac.new(stamp + b"." + raw, SECRET.encode(), hashlib.sha256).hexdigest(),
        "the digits in reverse": "sha256=" + right[:6:-1],
    }
    for comment, signature in forms.items():
        group.refuse(comment, "signature", "bad_signature", headers=pair(TIMESTAMP, signature))
    _add_changes(group, body, right)


def _add_changes(group: Endpoint, body: str, right: str) -> None:
    headers = pair(TIMESTAMP, right)
    for comment, changed in {
        "the status was changed": body.replace("DELIVRD", "UNDELIV"),
        "one bit of the body was changed": body.replace("Acme", "Acmd"),
        "a blank was added to the body": body + " ",
        "a line break was added to the body": body + "\n",
        "the body was laid out anew": body.replace(",", ", "),
        "the body was emptied": "",
        "another order of members": dump(dict(reversed(FIELDS.items()))),
        "a member was appended": body[:-1] + ',"x":1}',
        "a character was escaped": body.replace("/", "\\/").replace("A", "\\u0041", 1),
        "a byte order mark was put in front": "\ufeff" + body,
    }.items():
        group.refuse(comment, "signature", "bad_signature", body=changed, headers=headers)
    for comment, stamp in (
        ("the timestamp was moved by a second", "1770978606"),
        ("the timestamp got a leading zero", "01770978605"),
        ("the timestamp lost a digit", "177097860"),
    ):
        group.refuse(comment, "signature", "bad_signature", headers=pair(stamp, right))
    shifted = sign("5." + body, "177097860")
    comment = "a digit moved over the full stop"
    group.refuse(comment, "signature", "bad_signature", headers=pair(TIMESTAMP, shifted))
    other = sign(body_of(message_id="api_7_0002"))
    comment = "the signature of another receipt"
    group.refuse(comment, "signature", "bad_signature", headers=pair(TIMESTAMP, other))


def add_signature_forms(group: Endpoint) -> None:
    """Exactly `sha256=` and 64 hex digits."""
    right = sign(body_of())
    hexed = right[7:]
    group.accept(
        "capital hex digits", "signature_form", headers=pair(TIMESTAMP, "sha256=" + hexed.upper())
    )
    mixed = "".join(c.upper() if i % 2 else c for i, c in enumerate(hexed))
    group.accept("mixed hex digits", "signature_form", headers=pair(TIMESTAMP, "sha256=" + mixed))
    forms = {
        "cut by one digit": right[:-1],
        "cut by one byte": right[:-2],
        "cut to 16 bytes": right[:39],
        "one digit too many": right + "0",
        "one byte too many": right + "00",
        "the digits twice": right + hexed,
        "the prefix alone": "sha256=",
        "no prefix": hexed,
        "prefix in capitals": "SHA256=" + hexed,
        "prefix sha1": "sha1=" + hexed[:40],
        "prefix sha512": "sha512=" + hexed + hexed,
        "prefix v1": "v1=" + hexed,
        "prefix with a colon": "sha256:" + hexed,
        "prefix with a hyphen": "sha-256=" + hexed,
        "prefix twice": "sha256=" + right,
        "a blank in front": " " + right,
        "a blank at the end": right + " ",
        "a blank after the prefix": "sha256= " + hexed,
        "a blank before the equals sign": "sha256 =" + hexed,
        "a tab at the end": right + "\t",
        "a line break at the end": right + "\n",
        "a NUL at the end": right + "\0",
        "in quotes": f'"{right}"',
        "a letter that is no hex digit": right[:-1] + "g",
        "a sign among the digits": right[:-2] + "+f",
        "0x in front of the digits": "sha256=0x" + hexed[2:],
        "0x in front of all digits": "sha256=0x" + hexed,
        "0X in front of all digits": "sha256=0X" + hexed,
        "colons between the bytes": "sha256=" + ":".join(hexed[i : i + 2] for i in range(0, 64, 2)),
        "base64 instead of hex": "sha256=" + "q" * 43 + "=",
        "joined with itself by a comma": f"{right},{right}",
        "joined with itself by a comma and a blank": f"{right}, {right}",
        "joined with another by a comma": f"{sign(body_of(), secret=OTHER_SECRET)},{right}",
        "a comma at the end": right + ",",
        "a character outside ASCII": right[:-1] + "\u00e9",
        "full-width digits in UTF-8": right[:-1] + "\u00ef\u00bc\u0091",
        "a blank alone": " ",
    }
    for comment, signature in forms.items():
        what = f"signature header: {comment}"
        headers = pair(TIMESTAMP, signature)
        group.refuse(what, "signature_form", "malformed_header", headers=headers)
