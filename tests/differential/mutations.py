"""Bodies that are nearly what a provider sends: those of the vectors, changed."""

from __future__ import annotations

import base64
import copy
import functools
import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from common import Pairs, Raw, dump, nested, nested_objects
from reader import Malformed, read_json

VECTORS: Final = Path(__file__).resolve().parents[1] / "vectors"
# Longer ones are about limits, and cost time here.
LONGEST: Final = 3000

Change = Callable[[random.Random, bytes, str], bytes]


@functools.cache
def bodies(provider: str) -> list[bytes]:
    """The bodies of the vectors, accepted ones and others."""
    vectors = json.loads((VECTORS / f"{provider}.json").read_text(encoding="utf-8"))
    requests = [test["request"] for group in vectors["groups"] for test in group["tests"]]
    found = [
        request["body"].encode() if "body" in request else base64.b64decode(request["body_b64"])
        for request in requests
    ]
    return sorted({body for body in found if len(body) <= LONGEST})


@functools.cache
def names(provider: str) -> list[str]:
    """Names of members, of those that are read and of others."""
    found: set[str] = set()
    for body in bodies(provider):
        try:
            found |= {name for value in objects(read_json(body)) for name, _ in value}
        except Malformed:
            continue
    return sorted(found)


def objects(value: Any) -> Iterator[Pairs]:
    """Every object in a value, at any depth."""
    if isinstance(value, Pairs):
        yield value
    if isinstance(value, list):
        for item in value:
            yield from objects(item[1] if isinstance(value, Pairs) else item)


# Values of every type, and the edges of each.
VALUES: Final = [
    *map(Raw, ("null", "true", "false", "{}", "[]", "[[]]", "[1]", '{"a":1}', '{"a":1,"a":2}')),
    *map(Raw, ("0", "-0", "1", "2.0", "1.5", "1e0", "-1.50E+2", "1e400", "0.0085", "1E-7")),
    *map(Raw, ("4294967295", "4294967296", "4294967295.00", "9" * 64, "9" * 65, "1" * 5000)),
    *map(Raw, (r'"\u0000"', r'"\ud800"', r'"a\udc00b"', r'"\ud83dA"', r'"\ud83d\ud83d\ude00"')),
    *map(Raw, (r'"\ud83d\ude00"', r'"\u0031"', r'"\/\b\f\n\r\t\"\\"', r'{"\ud800":1}')),
    *("", " ", "0", "1", "01", "1.0", "+1", "0.5", "1e3", "NaN", "x", "é", "\U0001f600", "\x7f"),
    *("delivered", "DELIVRD", "sent", "message.sent", "message.finalized", "message.received"),
    *("inbound", "outbound", "link_clicked", "+14155550199", "(415) 555-0199", "+", "SMS", "ÄRGER"),
    *("2026-11-20T09:20:01Z", "date-time", "/to/0", "40300"),
    Raw('{"phone_number":"+14155550199","status":"delivered"}'),
    Raw('{"status":"delivered","status":"sent"}'),
]
# What some reader takes for a value, and what none should.
BROKEN: Final = [
    *b"NaN Infinity -Infinity 01 00 - 1. .5 +1 0x1 1e 1e+ 1_0 1.e1 nul True None undefined".split(),
    *b"'a' a /**/ // # [1,] {,} [,1] {1:2} [ ] { } , : [}".split(),
    *(b'{"a"}', b'{"a":}', b'{"a":1 "b":2}', b"[1 2]", b"- 1", b'"', b'"a', b'"\\', b""),
    *(rb'"\x41"', rb'"\u12"', rb'"\u+123"', rb'"\u12G4"', rb'"\'"', rb'"\ "', rb'"\U0041"'),
    *(b'"a\nb"', b'"\t"', b'"\0"', b'"\x1f"', "\u0967".encode(), "\uff11".encode()),
]
BLANKS: Final = (b" ", b"\t", b"\r\n", b"\n", b"  ")
ODD_BLANKS: Final = tuple(text.encode() for text in "\0\v\f\x1e\x85\xa0\u2028\ufeff")
NOT_UTF8: Final = (b"\x80", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xff", b"\xe2\x82")
BYTES: Final = (
    *(bytes([byte]) for byte in b"\"\\{}[],:0-.eE+tfnu'/\x7f"),
    *(rb"\u0000", rb"\ud800", rb"\udc00", rb"\u0061", rb"\n", rb"\x", rb"\u"),
    *(ODD_BLANKS + NOT_UTF8),
)
VALUE_STARTS: Final = tuple(bytes([byte]) for byte in b'"-0123456789tfn')
TOKEN: Final = re.compile(
    rb'"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*|[a-zA-Z]+|[ \t\r\n]+|.', re.DOTALL
)


def change_bytes(rng: random.Random, body: bytes, _provider: str) -> bytes:
    """A bit, a byte or a few of them."""
    at = rng.randint(0, len(body))
    to = min(len(body), at + rng.randint(1, 8))
    match rng.randrange(5):
        case 0:
            bit = 1 << rng.randrange(8)
            return body[:at] + bytes(byte ^ bit for byte in body[at : at + 1]) + body[at + 1 :]
        case 1:
            return body[:at] + body[to:]
        case 2:
            return body[:at] + body[at:to] * 2 + body[to:]
        case 3:
            return body[:at] + rng.choice(BYTES) + body[at:]
        case _:
            return body[:at] + rng.choice(BYTES) + body[at + 1 :]


def change_tokens(rng: random.Random, body: bytes, _provider: str) -> bytes:
    """What is between the marks of JSON, or the marks themselves."""
    tokens = TOKEN.findall(body) or [b""]
    at, other = rng.randrange(len(tokens)), rng.randrange(len(tokens))
    match rng.randrange(6):
        case 0:
            del tokens[at]
        case 1:
            tokens.insert(at, tokens[at])
        case 2:
            tokens[at], tokens[other] = tokens[other], tokens[at]
        case 3:
            tokens[at] = rng.choice(BROKEN)
        case 4:
            values = [index for index, token in enumerate(tokens) if token[:1] in VALUE_STARTS]
            tokens[rng.choice(values or [at])] = dump(rng.choice(VALUES)).encode()
        case _:
            tokens.insert(at, rng.choice(BROKEN))
    return b"".join(tokens)


def change_spelling(rng: random.Random, body: bytes, _provider: str) -> bytes:
    """Another text of the same value: blanks between tokens, escapes in strings."""
    tokens = TOKEN.findall(body) or [b""]
    for _ in range(rng.randint(1, 5)):
        tokens.insert(rng.randint(0, len(tokens)), rng.choice(BLANKS))
    if rng.random() < 0.1:
        tokens.insert(rng.randint(0, len(tokens)), rng.choice(ODD_BLANKS))
    texts = [
        index for index, token in enumerate(tokens) if re.fullmatch(rb'"[ -!#-\[\]-~]+"', token)
    ]
    for index in rng.sample(texts, min(len(texts), 3)):
        inner = tokens[index][1:-1].decode("ascii")
        tokens[index] = b'"' + "".join(respell(rng, letter) for letter in inner).encode() + b'"'
    return b"".join(tokens)


def respell(rng: random.Random, letter: str) -> str:
    """A letter, or an escape of it."""
    escape = rng.choice((f"\\u{ord(letter):04x}", f"\\u{ord(letter):04X}"))
    return letter if rng.random() < 0.7 else "\\/" if letter == "/" else escape


def change_members(rng: random.Random, body: bytes, provider: str) -> bytes:
    """Members repeated, left out, renamed, moved, or with another value."""
    try:
        value = read_json(body)
    except Malformed:
        return change_tokens(rng, body, provider)
    found = [members for members in objects(value) if members]
    if not found:
        return to_bytes([value])
    members = rng.choice(found)
    at = rng.randrange(len(members))
    name, item = members[at]
    match rng.randrange(9):
        case 0:
            del members[at]
        case 1:
            members.insert(rng.randint(0, len(members)), (name, item))
        case 2:
            members.insert(rng.randint(0, len(members)), (name, rng.choice(VALUES)))
        case 3 | 4:
            members[at] = (name, rng.choice(VALUES))
        case 5:
            members[at] = (rng.choice(names(provider)), item)
        case 6:
            members.append((rng.choice(names(provider)), rng.choice(VALUES)))
        case 7:
            members[at] = (name, rng.choice(([item], [item, item], Pairs([(name, item)]))))
        case _:
            # A copy, as the other object may hold this one.
            rng.choice(found).append(copy.deepcopy(rng.choice(rng.choice(found))))
    return to_bytes(value)


def change_depth(rng: random.Random, body: bytes, provider: str) -> bytes:
    """Deep values in members of any kind; serde_json counts to 128, Python to some thousand."""
    try:
        value = read_json(body)
    except Malformed:
        return b"[" * 200 + body + b"]" * 200
    depth = rng.choice((1, 126, 127, 128, 129, 200))
    deep = rng.choice((nested, nested_objects))(depth)
    for members in rng.sample(found := list(objects(value)), min(1, len(found))):
        members.insert(rng.randint(0, len(members)), (rng.choice(names(provider)), deep))
    return to_bytes(value)


def to_bytes(value: Any) -> bytes:
    """JSON text; half of a surrogate pair stays the escape that it was."""
    escape = lambda found: f"\\u{ord(found[0]):04x}"  # noqa: E731
    return re.sub("[\ud800-\udfff]", escape, dump(value)).encode()


def change_encoding(rng: random.Random, body: bytes, _provider: str) -> bytes:
    """Bytes that are not UTF-8, in strings and elsewhere, and other encodings of the whole."""
    text = body.decode("utf-8", "replace")
    quotes = [found.start() for found in re.finditer('"', text)] or [0]
    at = rng.choice(quotes) + rng.randint(0, 1)
    letter = rng.choice(("é", "店", "\U0001f600", "\ufeff", "\u2028", "\x80", "\uffff", "\ud800"))
    inserted = text[:at] + letter + text[at:]
    match rng.randrange(6):
        case 0:
            return inserted.encode("latin-1", "replace")
        case 1:
            return inserted.encode(
                rng.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32-le")), "replace"
            )
        case 2:
            return b"\xef\xbb\xbf" + body
        case 3:
            return inserted.encode("utf-8", "surrogatepass")[: rng.choice((None, -1))]
        case _:
            return inserted.encode("utf-8", "surrogatepass")


def change_nothing(_rng: random.Random, body: bytes, _provider: str) -> bytes:
    """As the vectors have it."""
    return body


CHANGES: Final[dict[str, Change]] = {
    "as the vectors have it": change_nothing,
    "bytes": change_bytes,
    "tokens": change_tokens,
    "spelling": change_spelling,
    "members": change_members,
    "depth": change_depth,
    "encoding": change_encoding,
}


def draw_body(rng: random.Random, provider: str, kind: str) -> bytes:
    """A body with one to three changes of a kind, or of several kinds."""
    body = rng.choice(bodies(provider))
    for _ in range(rng.choice((1, 1, 2, 3))):
        change = CHANGES.get(kind) or rng.choice(list(CHANGES.values()))
        body = change(rng, body, provider)
    return body
