"""The signature: wrong ones, odd forms, names of headers, several faults at once."""

from __future__ import annotations

import base64
import hashlib
import hmac
from urllib.parse import urlencode

from common import URL, Headers, Json

from .model import FIELDS, HEADER, OTHER_TOKEN, TOKEN, Endpoint, hashed, pairs_of, sign


def add_signatures(group: Endpoint) -> None:
    """Well-formed signatures that do not fit."""
    right = base64.b64decode(sign(URL, pairs_of()))

    def b64(tag: bytes) -> str:
        return base64.b64encode(tag).decode()

    def by(message: str, token: str = TOKEN) -> str:
        return b64(hmac.new(token.encode(), message.encode(), hashlib.sha1).digest())

    text = URL + "".join(name + str(value) for name, value in sorted(pairs_of()))
    body = urlencode(pairs_of())
    for comment, signature in {
        "of another token": sign(URL, pairs_of(), OTHER_TOKEN),
        "of a token with a line break": sign(URL, pairs_of(), TOKEN + "\n"),
        "of an empty token": by(text, ""),
        "with its first bit changed": b64(bytes([right[0] ^ 128]) + right[1:]),
        "with its last bit changed": b64(right[:-1] + bytes([right[-1] ^ 1])),
        "of zeros alone": b64(bytes(20)),
        "of the URL alone": sign(URL),
        "of the parameters alone": sign("", pairs_of()),
        "of the URL and the raw body": by(URL + body),
        "of the raw body": by(body),
        "of the URL without its scheme": by(text.removeprefix("https:")),
        "without an empty parameter": sign(URL, pairs_of(ErrorCode="")),
        "of names and values with equals signs": by(
            URL + "".join(f"{name}={value}" for name, value in sorted(pairs_of()))
        ),
        "of names without their case": by(
            URL + "".join(name.lower() + str(value) for name, value in sorted(pairs_of()))
        ),
        "by SHA-1 without a key": b64(hashlib.sha1(text.encode()).digest()),
        "by SHA-1 of token and text": b64(hashlib.sha1((TOKEN + text).encode()).digest()),
        "by the first half of HMAC-SHA256": b64(
            hmac.new(TOKEN.encode(), text.encode(), hashlib.sha256).digest()[:20]
        ),
    }.items():
        group.refuse(f"a signature {comment}", "signature", "bad_signature", signature=signature)
    right_text = sign(URL, pairs_of())
    for comment, changes in {
        "another status word": {"MessageStatus": "undelivered"},
        "another recipient": {"To": "+447700900124"},
        "a parameter more": {"ErrorCode": "30003"},
        "an old name more": {"SmsMessageSid": "x"},
        "a member trimmed": {"To": "+447700900123 "},
    }.items():
        comment = f"a form with {comment} than the signed one"
        group.refuse(comment, "signature", "bad_signature", changes, signature=right_text)
    short = [pair for pair in pairs_of() if pair[0] != "ApiVersion"]
    comment = "a form without a parameter that was signed"
    group.refuse(comment, "signature", "bad_signature", pairs=short, signature=right_text)
    comment = "an empty parameter is signed, too"
    group.accept(comment, "signature", {"ErrorCode": "", "Empty": ""})
    comment = "an empty form with the signature of a full one"
    group.refuse(comment, "signature", "bad_signature", pairs=[], signature=right_text)


def add_signature_forms(group: Endpoint) -> None:
    """Exactly 20 bytes in canonical base64."""
    # A signature whose text has both signs of the standard alphabet.
    number = 0
    while not {"+", "/"} <= set(sign(URL, pairs_of(Serial=str(number)))):
        number += 1
    pairs = pairs_of(Serial=str(number))
    right = sign(URL, pairs)
    group.accept(
        "a signature with both signs of the alphabet", "signature_form", request={"pairs": pairs}
    )
    tag = base64.b64decode(right)
    last = right[-2]
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    unused = alphabet[alphabet.index(last) + 1]
    for comment, signature in {
        "in the alphabet of URLs": right.replace("+", "-").replace("/", "_"),
        "without padding": right[:-1],
        "with padding twice": right + "=",
        "with unused bits set": right[:-2] + unused + "=",
        "cut by a byte": base64.b64encode(tag[:-1]).decode(),
        "cut to ten bytes": base64.b64encode(tag[:10]).decode(),
        "one byte longer": base64.b64encode(tag + b"\0").decode(),
        "twice": base64.b64encode(tag + tag).decode(),
        "of 32 bytes": base64.b64encode(hashlib.sha256(tag).digest()).decode(),
        "in hex": tag.hex(),
        "with a prefix": "sha1=" + right,
        "with a blank in front": " " + right,
        "with a blank at the end": right + " ",
        "with a tab at the end": right + "\t",
        "with a line break at the end": right + "\n",
        "with a line break inside": right[:14] + "\n" + right[14:],
        "with a NUL at the end": right + "\0",
        "in quotes": f'"{right}"',
        "escaped": right.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D"),
        "joined with itself by a comma": f"{right},{right}",
        "joined with itself by a comma and a blank": f"{right}, {right}",
        "with a character outside ASCII": right[:-2] + "\u00e9=",
        "of a blank alone": " ",
        "of padding alone": "====",
        "of 400 characters": "A" * 400,
        "null": "null",
    }.items():
        comment = f"signature header: {comment}"
        request: Json = {"pairs": pairs, "signature": signature}
        group.refuse(comment, "signature_form", "malformed_header", **request)


def add_header_edges(group: Endpoint) -> None:
    """Names, repetitions and absence of the header."""
    right = sign(URL, pairs_of())
    header, wrong = (HEADER, right), (HEADER, sign(URL))
    for comment, headers in {
        "header name in lower case": [(HEADER.lower(), right)],
        "header name in capitals": [(HEADER.upper(), right)],
        "header name in mixed case": [("x-tWILIO-sIGNATURE", right)],
        "other headers around": [
            ("Host", "example.com"),
            ("I-Twilio-Idempotency-Token", "00000000-0000-4000-8000-000000000001"),
            header,
            ("X-Twilio-Signature-2", "x"),
        ],
        "a content encoding that is not honoured": [("Content-Encoding", "gzip"), header],
        "a method override that is not honoured": [("X-HTTP-Method-Override", "GET"), header],
        "other hosts that are not honoured": [
            ("Host", "example.org"),
            ("X-Forwarded-Host", "example.org"),
            ("X-Forwarded-Proto", "http"),
            header,
        ],
    }.items():
        group.accept(comment, "header_name", request={"headers": headers})
    for comment, headers in {
        "the signature twice, equal": [header, header],
        "the signature twice, equal, in other case": [header, (HEADER.lower(), right)],
    }.items():
        group.accept(comment, "header_repeated", request={"headers": headers})
    for comment, headers in {
        "the signature twice, the wrong one first": [wrong, header],
        "the signature twice, the wrong one last": [header, wrong],
        "the signature three times, one differs": [header, header, wrong],
        "an empty signature behind a full one": [header, (HEADER, "")],
        "an empty signature in front of a full one": [(HEADER, ""), header],
        "the signature twice, names in other case": [header, (HEADER.upper(), wrong[1])],
    }.items():
        group.refuse(comment, "header_repeated", "duplicate_header", headers=headers)
    missing: dict[str, Headers] = {
        "no headers at all": [],
        "an empty signature": [(HEADER, "")],
        "two empty signatures": [(HEADER, ""), (HEADER, "")],
        "underscores in the name": [("X_Twilio_Signature", right)],
        "the name as CGI spells it": [("HTTP_X_TWILIO_SIGNATURE", right)],
        "a blank after the name": [("X-Twilio-Signature ", right)],
        "the beginning of the name": [("X-Twilio-Signatur", right)],
        "more than the name": [("X-Twilio-Signature-256", right)],
        "the header of another provider": [("X-Webhook-Signature", "sha256=" + "0" * 64)],
    }
    for comment, headers in missing.items():
        group.refuse(comment, "header_missing", "missing_header", headers=headers)
    url = f"{URL}?X-Twilio-Signature={right}"
    comment = "the signature stands in the query"
    group.refuse(comment, "header_missing", "missing_header", url=url, headers=[])
    comment = "the signature stands in the form"
    group.refuse(comment, "header_missing", "missing_header", {HEADER: right}, headers=[])


def add_precedence(group: Endpoint) -> None:
    """Several faults at once: the order is the contract's."""
    odd, wrong = (HEADER, "?"), (HEADER, sign(URL))
    two = f"{URL}?bodySHA256={'0' * 64}&bodySHA256={'1' * 64}"
    bad = f"{URL}?bodySHA256=x"
    for comment, error, request in (
        ("signature missing, two hashes", "missing_header", {"headers": [], "url": two}),
        ("signature twice, two hashes", "duplicate_header", {"headers": [odd, wrong], "url": two}),
        ("signature malformed, two hashes", "duplicate_header", {"headers": [odd], "url": two}),
        ("signature malformed, hash malformed", "malformed_header", {"headers": [odd], "url": bad}),
        ("signature wrong, hash malformed", "malformed_header", {"headers": [wrong], "url": bad}),
        (
            "signature malformed, body not UTF-8",
            "malformed_header",
            {"headers": [odd], "body": b"\xff"},
        ),
        ("signature wrong, body not UTF-8", "bad_signature", {"headers": [wrong], "body": b"\xff"}),
        ("signature wrong, members missing", "bad_signature", {"headers": [wrong], "body": "a=b"}),
        (
            "signature wrong, a member twice",
            "bad_signature",
            {"headers": [wrong], "body": "To=1&To=2"},
        ),
        (
            "not UTF-8, and no members",
            "malformed_body",
            {"body": b"a=\xff", "pairs": [("a", b"\xff")]},
        ),
        (
            "signature right, hash of another body",
            "bad_signature",
            {"url": hashed("x"), "body": str(FIELDS["To"])},
        ),
    ):
        group.refuse(comment, "precedence", error, **request)
