"""What a `[signature]` of a definition asks for: a second statement of docs/definitions.md."""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import Final, NamedTuple

from classes import is_blank
from twilio_urls import pairs_of, query_of

TOLERANCE: Final = 300
MOST_SIGNATURES: Final = 16
# What HMAC gives, in bytes.
LENGTH: Final = {"sha1": 20, "sha256": 32, "sha512": 64}


class Time(NamedTuple):
    """Where the signed time stands, and how it is written."""

    place: str
    prefix: str = ""
    unit: str = "seconds"


class Template(NamedTuple):
    """The signed bytes, and the byte that a value of the request must not hold, as it ends it."""

    text: str
    ends: dict[str, bytes]
    body: str

    @property
    def pieces(self) -> list[str]:
        """Texts and placeholders."""
        return re.split(r"(\{\{|\}\}|\{[^{}]*\})", self.text)

    def fill(self, parts: dict[str, bytes]) -> bytes:
        """The signed bytes, with these in the places of the placeholders."""
        texts = {"{{": b"{", "}}": b"}"} | {f"{{{name}}}": part for name, part in parts.items()}
        return b"".join(texts.get(piece, piece.encode()) for piece in self.pieces)

    @property
    def places(self) -> list[str]:
        """Headers and parameters that are signed."""
        return re.findall(r"\{((?:header|query):[^}]*)\}", self.text)


class Proof(NamedTuple):
    """A `[signature]`, and the format of the body."""

    template: Template
    time: Time | None
    place: str = "header:X-Acme-Signature"
    prefix: str = ""
    separator: str = ""
    encoding: str = "hex"
    hash: str = "sha256"
    key_encoding: str = "text"
    key_prefix: str = ""
    standard: bool = False


class Request(NamedTuple):
    """What a receiver is sent."""

    method: str
    url: str
    headers: tuple[tuple[str, bytes], ...]
    body: bytes


STANDARD: Final = Proof(
    Template("{header:webhook-id}.{timestamp}.{body}", {"header:webhook-id": b"."}, "json"),
    Time("header:webhook-timestamp"),
    place="header:webhook-signature",
    prefix="v1,",
    separator=" ",
    encoding="base64",
    key_encoding="base64",
    key_prefix="whsec_",
    standard=True,
)


def to_toml(proof: Proof) -> str:
    """The definition."""
    members = {"scheme": "standard_webhooks" if proof.standard else f"hmac_{proof.hash}"}
    if not proof.standard:
        members |= {"in": proof.place, "encoding": proof.encoding, "signed": proof.template.text}
        members |= {"prefix": proof.prefix} if proof.prefix else {}
        members |= {"separator": proof.separator} if proof.separator else {}
    lines = [f"{name} = {json.dumps(text)}" for name, text in members.items()]
    if proof.time and not proof.standard:
        place, prefix, unit = map(json.dumps, proof.time)
        lines.append(f"timestamp = {{ in = {place}, prefix = {prefix}, unit = {unit} }}")
    if proof.key_encoding != "text" and not proof.standard:
        encoding, prefix = json.dumps(proof.key_encoding), json.dumps(proof.key_prefix)
        lines.append(f"key = {{ encoding = {encoding}, prefix = {prefix} }}")
    where = {"json": "/{}", "form": "{}", "query": "query:{}"}[proof.template.body]
    return "\n".join(
        (
            'id = "acme_sms"',
            'name = "Acme SMS"',
            'docs = "https://acme.example/docs"',
            "[signature]",
            *lines,
            "[body]",
            f'format = "{proof.template.body}"',
            "[receipt]",
            f'message_id = "{where.format("id")}"',
            f'status = "{where.format("state")}"',
            "[[status]]",
            'word = "ok"',
            'state = "delivered"',
        )
    )


def encode(encoding: str, data: bytes) -> bytes:
    """A signature or a key as text."""
    match encoding:
        case "hex":
            return data.hex().encode()
        case "base64":
            return base64.b64encode(data)
        case _:
            return base64.urlsafe_b64encode(data).rstrip(b"=")


def decode(encoding: str, text: bytes) -> bytes | None:
    """The bytes of a text, if it is the one form that they have; the case of hex does not count."""
    padding = b"=" * (-len(text) % 4) if encoding == "base64url" else b""
    try:
        match encoding:
            case "hex":
                data = binascii.unhexlify(text)
            case "base64":
                data = base64.b64decode(text)
            case _:
                data = base64.urlsafe_b64decode(text + padding)
    except ValueError:
        return None
    own = text.lower() if encoding == "hex" else text
    return data if encode(encoding, data) == own else None


def read_key(proof: Proof, secret: str) -> bytes | None:
    """The bytes of a key as it is configured; none if it is blank, or not in its encoding."""
    if proof.key_encoding == "text":
        return None if is_blank(secret) else secret.encode()
    data = decode(proof.key_encoding, secret.removeprefix(proof.key_prefix).encode())
    return None if data is None or not data.strip(b" \t\n\v\f\r\0") else data


def values_at(place: str, request: Request) -> set[bytes]:
    """What stands in a header, whose name's case does not count, or in a parameter."""
    where, _, name = place.partition(":")
    if where == "header":
        return {value for own, value in request.headers if own.lower() == name.lower()}
    query = pairs_of(query_of(request.url).encode())
    return {value for own, value in query if own == name.encode()}


def places_of(proof: Proof) -> list[str]:
    """Headers and parameters that have to be there, once."""
    places = [proof.place, *proof.template.places]
    return [proof.time.place, *places] if proof.time else places


class Found(NamedTuple):
    """What a well-formed request says of its own proof."""

    message: bytes
    tags: list[bytes]
    seconds: int | None


def form_text(body: bytes) -> bytes:
    """What stands for a form: its pairs, sorted, each once."""
    return b"".join(map(b"".join, sorted(set(pairs_of(body)))))


def read(proof: Proof, request: Request) -> Found | str:
    """The proof of a request, or the kind of the error."""
    found = {place: values_at(place, request) for place in places_of(proof)}
    if any(values <= {b""} for values in found.values()):
        return "missing_header"
    if any(len(values) > 1 for values in found.values()):
        return "duplicate_header"
    parts = {place: values.copy().pop() for place, values in found.items()}
    tags = [decode(proof.encoding, text) for text in elements(proof, parts, proof.prefix)]
    right = [tag for tag in tags if tag is not None and len(tag) == LENGTH[proof.hash]]
    if not 0 < len(right) <= MOST_SIGNATURES or right != tags:
        return "malformed_header"
    seconds = None
    if proof.time:
        digits = read_time(proof, proof.time, parts)
        if not re.fullmatch(rb"[0-9]{1,18}", digits):
            return "malformed_header"
        parts["timestamp"] = digits
        seconds = int(digits) // {"seconds": 1, "milliseconds": 1000}[proof.time.unit]
    ends = proof.template.ends
    if any(end in parts[place] for place, end in ends.items() if place in parts):
        return "malformed_header"
    parts |= {"method": request.method.encode(), "url": request.url.encode(), "body": request.body}
    parts["form"] = form_text(request.body)
    names = [piece[1:-1] for piece in proof.template.pieces if len(piece) > 2]
    is_open = "url" in ends and ends["url"] in parts["url"]
    in_capitals = "method" not in names or re.fullmatch("[A-Z]*", request.method)
    is_covered = "form" not in names or bool(parts["form"]) == bool(request.body)
    if is_open or not in_capitals or not is_covered:
        return "bad_signature"
    return Found(proof.template.fill(parts), right, seconds)


def elements(proof: Proof, parts: dict[str, bytes], prefix: str) -> list[bytes]:
    """What stands behind a prefix in the value of the signature, or in the elements of it."""
    value, start = parts[proof.place], prefix.encode()
    texts = value.split(proof.separator.encode()) if proof.separator else [value]
    return [text.removeprefix(start) for text in texts if text.startswith(start)]


def read_time(proof: Proof, time: Time, parts: dict[str, bytes]) -> bytes:
    """The digits of the time, or what stands there instead of them."""
    if time.place == proof.place:
        texts = elements(proof, parts, time.prefix)
        return texts[0] if len(texts) == 1 else b""
    value, prefix = parts[time.place], time.prefix.encode()
    return value.removeprefix(prefix) if value.startswith(prefix) else b""
