"""HMAC-SHA256: Python's `hmac`, and the form of the headers, against the verifier of 23 Telecom."""

from __future__ import annotations

import hashlib
import hmac
import random
import re
import string
from collections.abc import Callable
from typing import Final, NamedTuple

from library import ACCEPTED, AUTHENTIC, NOW, make_verifier, receive
from tally import Tally
from telecom23.model import HEADER_SIGNATURE, HEADER_TIME

# Around the block size of SHA-256, past which a key is hashed first, and longer than any provider
# hands out.
LENGTHS: Final = (1, 2, 16, 32, 55, 56, 62, 63, 64, 65, 66, 127, 128, 129, 200)
LETTERS: Final = (
    string.ascii_letters + string.digits,
    string.hexdigits,
    string.ascii_letters + string.digits + "+/=",
    "".join(map(chr, range(256))),
    "aé店\U0001f600\u0301\ufeff\u200b",
    " \t\r\n\0\u00a0\u2003",
)
# The characters that Unicode calls White_Space (PropList.txt); Python's `isspace` has four more.
WHITE_SPACE: Final = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
TOLERANCE: Final = 300
SIZES: Final = (0, 1, 31, 54, 55, 56, 63, 64, 65, 119, 120, 300)

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


def draw_secret(rng: random.Random) -> str:
    """A text of an interesting length; now and then with blanks or NULs around it."""
    length = rng.choice((*LENGTHS, rng.randint(1, 200)))
    letters = rng.choice(LETTERS)
    secret = "".join(rng.choices(letters, k=length))
    match rng.randrange(6):
        case 0:
            return secret + "\0" * rng.randint(1, 3)
        case 1:
            return rng.choice(WHITE_SPACE) + secret + rng.choice(WHITE_SPACE)
        case 2:
            return rng.choice(("whsec_", "\ufeff", "0x")) + secret
        case _:
            return secret


def draw_stamp(rng: random.Random) -> bytes:
    """A time around the ends of the tolerance, or anywhere inside."""
    edges = (-TOLERANCE - 1, -TOLERANCE, 0, TOLERANCE, TOLERANCE + 1)
    return b"%d" % (NOW + rng.choice((*edges, *(rng.randint(-299, 299) for _ in edges))))


Make = Callable[[random.Random], Case]
CLASSES: Final[dict[str, Make]] = {}
# The classes some of whose cases have to be accepted. In every class some have to be refused.
ACCEPTING: Final[set[str]] = set()


def case_class(name: str, *, accepting: bool = False) -> Callable[[Make], Make]:
    """Enters a class of cases."""

    def enter(make: Make) -> Make:
        CLASSES[name] = make
        if accepting:
            ACCEPTING.add(name)
        return make

    return enter


@case_class("genuine", accepting=True)
def genuine(rng: random.Random) -> Case:
    """What a provider sends."""
    secret, stamp, body = draw_secret(rng), draw_stamp(rng), rng.randbytes(rng.choice(SIZES))
    return Case((secret,), stamp, body, sign(secret, stamp + b"." + body))


def changed(change: Callable[[random.Random, Case], Case]) -> Make:
    """A genuine case, and what is done to it."""
    return lambda rng: change(rng, genuine(rng))


def flip(rng: random.Random, data: bytes) -> bytes:
    """The same with one bit turned over, or with several."""
    changed = bytearray(data)
    for place in rng.choices(range(len(data)), k=rng.randint(1, 3)) if data else ():
        changed[place] ^= 1 << rng.randrange(8)
    return bytes(changed)


@case_class("two secrets", accepting=True)
def rotation(rng: random.Random) -> Case:
    """Either of them has signed, or neither."""
    case, other = genuine(rng), draw_secret(rng)
    pair = (other, *case.secrets) if rng.random() < 0.5 else (*case.secrets, other)
    return case._replace(secrets=rng.choice((pair, pair, (other, draw_secret(rng)))))


@case_class("a changed tag")
@changed
def tag(rng: random.Random, case: Case) -> Case:
    """Bits of the tag itself, in the right form."""
    sent = bytes.fromhex(case.signature[7:].decode())
    replaced = rng.choice((flip(rng, sent), rng.randbytes(32), sent[::-1], bytes(32)))
    return case._replace(signature=b"sha256=" + replaced.hex().encode())


@case_class("letters in another case", accepting=True)
@changed
def cased(rng: random.Random, case: Case) -> Case:
    """The digits mean the same; the prefix does not."""
    digits = "".join(rng.choice((letter, letter.upper())) for letter in case.signature[7:].decode())
    prefix = rng.choice(("sha256=",) * 5 + ("SHA256=", "Sha256="))
    return case._replace(signature=(prefix + digits).encode())


@case_class("a changed header")
@changed
def header(rng: random.Random, case: Case) -> Case:
    """Bits of the text, a piece of it missing or twice, or something around it."""
    text = case.signature
    place = rng.randrange(len(text))
    blank = rng.choice((b" ", b"\t", b"\n", b"\0", b",", b'"', b"0x", b"="))
    texts = [
        flip(rng, text),
        text[:place],
        text[place:],
        text[7:],
        text + text[place:],
        text + b"," + text,
        text + blank,
        blank + text,
        text[:place] + blank + text[place:],
    ]
    return case._replace(signature=rng.choice(texts))


@case_class("a changed timestamp")
@changed
def timestamp(rng: random.Random, case: Case) -> Case:
    """Signed as it was."""
    return case._replace(stamp=flip(rng, case.stamp))


@case_class("an odd timestamp, signed", accepting=True)
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


@case_class("a changed body")
@changed
def body(rng: random.Random, case: Case) -> Case:
    """Bits, or something more."""
    more = rng.choice((b" ", b"\n", b"\0", b"\xef\xbb\xbf"))
    return case._replace(
        body=rng.choice((flip(rng, case.body), case.body + more, more + case.body))
    )


@case_class("a digit moved over the full stop")
@changed
def shifted(_rng: random.Random, case: Case) -> Case:
    """The same bytes under another cut would be another request with the same signature."""
    stamp, body = case.stamp, case.body
    signed = stamp[:-1] + b"." + stamp[-1:] + b"." + body
    return case._replace(signature=sign(case.secrets[0], signed))


@case_class("another reading of the secret", accepting=True)
@changed
def another_secret(rng: random.Random, case: Case) -> Case:
    """Trimmed, decoded, cut at NUL or normalised: the provider signs with the text as it stands.

    Zeros at the end are the exception: HMAC fills a key of less than 64 bytes with them itself.
    """
    (secret,) = case.secrets
    plain, place = secret.encode(), rng.randrange(len(secret))
    readings: list[str | bytes] = [
        secret.strip(),
        secret.partition("\0")[0],
        secret.rstrip("\0"),
        secret + "\0",
        secret.upper(),
        secret.removeprefix("whsec_"),
        secret[:place] + secret[place + 1 :],
        plain[:64],
        plain[:64].ljust(64, b"\0"),
        hashlib.sha256(plain).digest(),
        flip(rng, plain),
        b"",
    ]
    if re.fullmatch(r"(?:[0-9a-fA-F]{2})+", secret):
        readings.append(bytes.fromhex(secret))
    signed = case.stamp + b"." + case.body
    return case._replace(signature=sign(rng.choice(readings), signed))


@case_class("a blank secret", accepting=True)
@changed
def blank_secret(rng: random.Random, case: Case) -> Case:
    """Nobody sets one on purpose. What only looks blank is a secret all the same."""
    letters = rng.choice((WHITE_SPACE, "\0", WHITE_SPACE + "\0", WHITE_SPACE + "\u200b\ufeff\x1c"))
    secret = "".join(rng.choices(letters, k=rng.randrange(5)))
    return case._replace(secrets=(secret,), signature=sign(secret, case.stamp + b"." + case.body))


_STAMP: Final = re.compile(rb"[0-9]{1,18}")
_SIGNATURE: Final = re.compile(rb"sha256=([0-9a-fA-F]{64})")


def expected(case: Case, verify: Verify = verify_by_hashlib) -> str:
    """The answer by the design page: an error kind, or which secret fits."""
    if any(all(letter in WHITE_SPACE + "\0" for letter in secret) for secret in case.secrets):
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
    one = {"secret": case.secrets[0]}
    config = one if len(case.secrets) == 1 else {"secrets": list(case.secrets)}
    headers = [(HEADER_TIME, case.stamp), (HEADER_SIGNATURE, case.signature)]
    answer = receive(make_verifier("telecom23", **config), headers, case.body)
    return answer if isinstance(answer, str) and answer != "malformed_body" else ACCEPTED


def run(seed: str, start: int, stop: int, verify: Verify = verify_by_hashlib) -> Tally:
    """Asks about the cases with these numbers; the self-test has other verifiers asked."""
    rng = random.Random(f"hmac {seed} {start}")
    names = list(CLASSES)
    tally = Tally()
    for number in range(start, stop):
        name = names[number % len(names)]
        case = CLASSES[name](rng)
        found, wanted = delivrd(case), expected(case, verify)
        tally.count(name, found == ACCEPTED or found in AUTHENTIC)
        if found != wanted:
            tally.disagree(name, f"delivrd {found}, the other side {wanted}", **case._asdict())
    return tally
