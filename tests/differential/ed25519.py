"""Ed25519: libsodium against the verifier of Telnyx.

Every case says by its construction whether the signature is valid, so that four answers have to
agree: the construction's, libsodium's and delivrd's, with a table of the key's multiples and without.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import random
import re
from collections.abc import Callable
from typing import Final, NamedTuple

from delivrd import Verifier
from nacl.bindings import (
    crypto_sign,
    crypto_sign_ed25519ph_final_create,
    crypto_sign_ed25519ph_state,
    crypto_sign_ed25519ph_update,
    crypto_sign_open,
    crypto_sign_seed_keypair,
)
from nacl.exceptions import BadSignatureError
from nacl.exceptions import ValueError as WrongLength
from nacl.signing import VerifyKey

from curve import (
    NON_CANONICAL,
    SMALL_ORDER,
    TORSION,
    L,
    add,
    base,
    challenge,
    is_good_key,
    off_curve,
    scalar,
    secret_scalar,
    torsion_index,
)
from library import ACCEPTED, NOW, judge, make_verifier, receive
from tally import Tally
from telnyx.model import HEADER_SIGNATURE, HEADER_TIME, body_of

EVENT: Final = body_of().encode()
# Around the block sizes of SHA-512, as nothing else of a message's length matters to a signature.
SIZES: Final = (1, 2, 31, 32, 63, 64, 65, 111, 112, 127, 128, 129, 300)
SIGNERS: Final = 64
SMALL: Final = sorted(SMALL_ORDER)
LARGE_NON_CANONICAL: Final = [point for point in NON_CANONICAL if point not in SMALL_ORDER]
EDGES: Final = (0, 1, 8, L - 1, L, L + 1, 2**252, 2**253 - 1, 2**253, 2**255 - 1, 2**256 - 1)

# Says whether a signature of a message is valid under a key.
Verify = Callable[[bytes, bytes, bytes], bool]


class Message(NamedTuple):
    """What Telnyx signs."""

    timestamp: bytes
    body: bytes

    @property
    def signed(self) -> bytes:
        """The bytes under the signature."""
        return self.timestamp + b"|" + self.body


class Case(NamedTuple):
    """A key, a message and a signature, which is valid or not."""

    key: bytes
    message: Message
    signature: bytes


class Signer(NamedTuple):
    """A key of RFC 8032."""

    public: bytes
    secret: bytes
    number: int

    def sign(self, message: bytes) -> bytes:
        """What libsodium signs."""
        return crypto_sign(message, self.secret)[:64]


@functools.cache
def signer(number: int) -> Signer:
    """One of a few signers, who are the same in every run."""
    seed = hashlib.sha256(b"delivrd differential signer %d" % number).digest()
    public, secret = crypto_sign_seed_keypair(seed)
    return Signer(public, secret, secret_scalar(seed))


def draw_signer(rng: random.Random) -> Signer:
    """One of the signers."""
    return signer(rng.randrange(SIGNERS))


def draw_message(rng: random.Random) -> Message:
    """A time and a body; the time may be any that has the right form."""
    if rng.random() < 0.9:
        timestamp = b"%d" % rng.randint(NOW - 300, NOW + 300)
    else:
        timestamp = b"%0*d" % (rng.randint(1, 18), rng.randrange(10))
    body = EVENT if rng.random() < 0.3 else rng.randbytes(rng.choice(SIZES))
    return Message(timestamp, body)


def flip(rng: random.Random, data: bytes, count: int) -> bytes:
    """The same with some bits turned over."""
    number = int.from_bytes(data, "little")
    for bit in rng.sample(range(8 * len(data)), min(count, 8 * len(data))):
        number ^= 1 << bit
    return number.to_bytes(len(data), "little")


Make = Callable[[random.Random], Case]
CLASSES: Final[dict[str, Make]] = {}
# The classes whose signatures are valid; those of all the others are not.
VALID: Final[set[str]] = set()


def case_class(name: str, *, valid: bool = False) -> Callable[[Make], Make]:
    """Enters a class of cases."""

    def enter(make: Make) -> Make:
        CLASSES[name] = make
        if valid:
            VALID.add(name)
        return make

    return enter


# Genuine ones


@case_class("genuine", valid=True)
def genuine(rng: random.Random) -> Case:
    """What a provider sends."""
    by, message = draw_signer(rng), draw_message(rng)
    return Case(by.public, message, by.sign(message.signed))


@case_class("genuine, any scalar and nonce", valid=True)
def any_scalar(rng: random.Random) -> Case:
    """A verifier cannot see how key and nonce were chosen."""
    return torsion_case(rng, key=0, nonce=0, holds=True)


# Changed ones


def flipped(rng: random.Random, part: str, most: int) -> Case:
    """One of the inputs with one bit turned over, or with several."""
    case = genuine(rng)
    count = rng.randint(min(most, 2), most)
    inputs = case._asdict() | case.message._asdict()
    inputs[part] = flip(rng, inputs[part], count)
    message = Message(inputs["timestamp"], inputs["body"])
    return Case(inputs["key"], message, inputs["signature"])


for _part in ("signature", "body", "timestamp", "key"):
    case_class(f"one bit of the {_part}")(functools.partial(flipped, part=_part, most=1))
    case_class(f"several bits of the {_part}")(functools.partial(flipped, part=_part, most=9))


def changed(change: Callable[[random.Random, Case], Case]) -> Make:
    """A genuine case, and what is done to it."""
    return lambda rng: change(rng, genuine(rng))


@case_class("another digit in the timestamp")
@changed
def another_digit(rng: random.Random, case: Case) -> Case:
    """Of the right form, but not what was signed."""
    timestamp = bytearray(case.message.timestamp)
    place = rng.randrange(len(timestamp))
    timestamp[place] = rng.choice([digit for digit in b"0123456789" if digit != timestamp[place]])
    return case._replace(message=case.message._replace(timestamp=bytes(timestamp)))


@case_class("framed in another way")
def framed_otherwise(rng: random.Random) -> Case:
    """Genuine signatures of other bytes."""
    by, message = draw_signer(rng), draw_message(rng)
    timestamp, body = message
    others = (body, timestamp, timestamp + body, timestamp + b"." + body, body + b"|" + timestamp)
    shifted = timestamp[:-1] + b"|" + timestamp[-1:] + b"|" + body
    return Case(by.public, message, by.sign(rng.choice((*others, shifted))))


@case_class("of another message")
@changed
def of_another_message(rng: random.Random, case: Case) -> Case:
    """The same signer's signature of something else."""
    body = case.message.body + rng.randbytes(1)
    return case._replace(message=case.message._replace(body=body))


@case_class("of another signer")
@changed
def of_another_signer(rng: random.Random, case: Case) -> Case:
    """A genuine signature under somebody else's key."""
    keys = [signer(number).public for number in range(SIGNERS)]
    return case._replace(key=rng.choice([key for key in keys if key != case.key]))


@case_class("Ed25519ph")
def prehashed(rng: random.Random) -> Case:
    """The variant that signs a hash."""
    by, message = draw_signer(rng), draw_message(rng)
    state = crypto_sign_ed25519ph_state()
    crypto_sign_ed25519ph_update(state, message.signed)
    return Case(by.public, message, crypto_sign_ed25519ph_final_create(state, by.secret))


# Lengths


@case_class("signature cut")
@changed
def signature_cut(rng: random.Random, case: Case) -> Case:
    """Down to nothing."""
    return case._replace(signature=case.signature[: rng.randrange(64)])


@case_class("signature extended")
@changed
def signature_extended(rng: random.Random, case: Case) -> Case:
    """By some bytes, or by itself."""
    more = rng.choice((b"\0", case.signature, case.key, rng.randbytes(rng.randint(1, 40))))
    return case._replace(signature=case.signature + more)


@case_class("key cut")
@changed
def key_cut(rng: random.Random, case: Case) -> Case:
    """Down to nothing."""
    return case._replace(key=case.key[: rng.randrange(32)])


@case_class("key extended")
@changed
def key_extended(rng: random.Random, case: Case) -> Case:
    """By some bytes, or by itself."""
    more = rng.choice((b"\0", case.key, rng.randbytes(rng.randint(1, 40))))
    return case._replace(key=case.key + more)


# The scalar


@case_class("S + kL")
@changed
def malleable(rng: random.Random, case: Case) -> Case:
    """The same number modulo the order, in as many ways as 32 bytes have."""
    number = int.from_bytes(case.signature[32:], "little")
    number += L * rng.randint(1, (2**256 - 1 - number) // L)
    return case._replace(signature=case.signature[:32] + number.to_bytes(32, "little"))


@case_class("L - S, and the sign of R turned")
@changed
def negated(_rng: random.Random, case: Case) -> Case:
    """The negative of both halves."""
    number = int.from_bytes(case.signature[:32], "little") ^ 1 << 255
    opposite = L - int.from_bytes(case.signature[32:], "little")
    halves = number.to_bytes(32, "little") + opposite.to_bytes(32, "little")
    return case._replace(signature=halves)


@case_class("random S")
@changed
def random_scalar(rng: random.Random, case: Case) -> Case:
    """In half of the cases less than L."""
    number = rng.choice((scalar(rng.getrandbits(256)), rng.randbytes(32)))
    return case._replace(signature=case.signature[:32] + number)


@case_class("S at an edge")
@changed
def edge_scalar(rng: random.Random, case: Case) -> Case:
    """Zero, L and what is next to them."""
    number = rng.choice(EDGES).to_bytes(32, "little")
    return case._replace(signature=case.signature[:32] + number)


@case_class("halves swapped")
@changed
def swapped(_rng: random.Random, case: Case) -> Case:
    """S in front of R."""
    return case._replace(signature=case.signature[32:] + case.signature[:32])


# The point R. S is right for the key, as far as it can be.


def _with_point(rng: random.Random, point: bytes) -> Case:
    """S = k·a: right but for R, which should have been added."""
    by, message = draw_signer(rng), draw_message(rng)
    answer = challenge(point, by.public, message.signed) * by.number
    return Case(by.public, message, point + scalar(answer))


@case_class("random R")
def random_point(rng: random.Random) -> Case:
    """In half of the cases no point at all."""
    return _with_point(rng, rng.randbytes(32))


@case_class("R of another nonce")
def another_nonce(rng: random.Random) -> Case:
    """A point of the main subgroup."""
    return _with_point(rng, base(rng.randrange(1, L)))


@case_class("R of small order")
def small_point(rng: random.Random) -> Case:
    """In all 14 encodings: eight canonical ones, six others."""
    return _with_point(rng, rng.choice(SMALL))


@case_class("R not canonical")
def non_canonical_point(rng: random.Random) -> Case:
    """Past the field's size."""
    return _with_point(rng, rng.choice(NON_CANONICAL))


@case_class("R not on the curve")
def point_off_curve(rng: random.Random) -> Case:
    """Nothing to add."""
    return _with_point(rng, rng.choice(off_curve()))


# The key


@case_class("key of small order")
def small_key(rng: random.Random) -> Case:
    """S = r: everybody can sign, as k·A is one of eight points, and is zero where `holds`."""
    key = rng.choice(SMALL)
    return torsion_case(rng, key=key, nonce=0, holds=rng.random() < 0.5)


@case_class("key and R of small order")
def small_key_and_point(rng: random.Random) -> Case:
    """S = 0: nothing needs to be computed at all."""
    return Case(rng.choice(SMALL), draw_message(rng), rng.choice(SMALL) + bytes(32))


@case_class("key not canonical")
@changed
def non_canonical_key(rng: random.Random, case: Case) -> Case:
    """A y past the field's size, of points whose secret nobody knows."""
    return case._replace(key=rng.choice(LARGE_NON_CANONICAL))


@case_class("key not on the curve")
@changed
def key_off_curve(rng: random.Random, case: Case) -> Case:
    """Nothing to multiply."""
    return case._replace(key=rng.choice(off_curve()))


@case_class("random key")
@changed
def random_key(rng: random.Random, case: Case) -> Case:
    """In half of the cases no point."""
    return case._replace(key=rng.randbytes(32))


# Mixed order. S·B = R + k·A without the cofactor is what RFC 8032 allows to check, and what both
# sides do; with it, a point of small order that is left over would not be seen.


def torsion_case(rng: random.Random, key: int | bytes, nonce: int, holds: bool) -> Case:
    """S = r + k·a, with points of small order added to A and to R.

    They leave nonce + k·key, an index into `TORSION`: bodies are tried until that is zero, or is
    not. A key given as bytes is itself of small order, and has no `a`.
    """
    if isinstance(key, bytes):
        number, public, key = 0, key, torsion_index(key)
        holds = holds or key == 0
    else:
        number = rng.randrange(1, L)
        public = add(base(number), TORSION[key])
    secret_nonce = rng.randrange(1, L)
    point = add(base(secret_nonce), TORSION[nonce])
    timestamp, body = draw_message(rng)
    while True:
        message = Message(timestamp, body)
        tied = challenge(point, public, message.signed)
        if ((nonce + tied * key) % 8 == 0) == holds:
            return Case(public, message, point + scalar(secret_nonce + tied * number))
        body = rng.randbytes(64)


@case_class("mixed-order key", valid=True)
def mixed_key(rng: random.Random) -> Case:
    """No reason to refuse: the equation holds as it stands."""
    return torsion_case(rng, key=rng.randint(1, 7), nonce=0, holds=True)


@case_class("mixed-order key and R", valid=True)
def mixed_key_and_point(rng: random.Random) -> Case:
    """What key and R have of small order cancels out."""
    key = rng.randint(1, 7)
    reachable = [index for index in range(1, 8) if index in {key * k % 8 for k in range(8)}]
    return torsion_case(rng, key=key, nonce=rng.choice(reachable), holds=True)


@case_class("mixed-order key, right but for the cofactor")
def mixed_key_cofactored(rng: random.Random) -> Case:
    """A verifier that multiplies by eight takes it."""
    return torsion_case(rng, key=rng.randint(1, 7), nonce=0, holds=False)


@case_class("mixed-order R, right but for the cofactor")
def mixed_point_cofactored(rng: random.Random) -> Case:
    """A verifier that multiplies by eight takes it."""
    return torsion_case(rng, key=0, nonce=rng.randint(1, 7), holds=False)


@case_class("mixed-order key and R, right but for the cofactor")
def mixed_both_cofactored(rng: random.Random) -> Case:
    """A verifier that multiplies by eight takes it."""
    return torsion_case(rng, key=rng.randint(1, 7), nonce=rng.randint(1, 7), holds=False)


# The questions


def libsodium(key: bytes, message: bytes, signature: bytes) -> bool:
    """The independent answer."""
    try:
        if len(signature) == 64 and len(key) == 32:
            crypto_sign_open(signature + message, key)
        else:
            VerifyKey(key).verify(message, signature)
    except (BadSignatureError, WrongLength):
        return False
    return True


@functools.cache
def _pooled() -> dict[bytes, list[Verifier | str]]:
    keys = [signer(number).public for number in range(SIGNERS)]
    return {key: _make(key) for key in keys}


def _make(key: bytes) -> list[Verifier | str]:
    text = base64.b64encode(key).decode()
    return [make_verifier("telnyx", public_key=text, precompute=by_table) for by_table in (True, False)]


def delivrd(case: Case) -> str:
    """`accepted`, or the kind of the error; both if the two ways to verify differ."""
    signature = base64.b64encode(case.signature)
    headers = [(HEADER_SIGNATURE, signature), (HEADER_TIME, case.message.timestamp)]
    verifiers = _pooled().get(case.key) or _make(case.key)
    kinds = [judge(receive(verifier, headers, case.message.body)) for verifier in verifiers]
    return kinds[0] if len(set(kinds)) == 1 else f"{kinds[0]} by table, {kinds[1]} without"


_STAMP: Final = re.compile(rb"[0-9]{1,18}")


def expected_kind(case: Case, valid: bool) -> str:
    """Why a case has to be refused, in delivrd's words."""
    if case.key not in _pooled() and not is_good_key(case.key):
        return "invalid_config"
    if not case.signature:
        return "missing_header"
    if len(case.signature) != 64 or not _STAMP.fullmatch(case.message.timestamp):
        return "malformed_header"
    return ACCEPTED if valid else "bad_signature"


def run(seed: str, start: int, stop: int, verify: Verify = libsodium) -> Tally:
    """Asks about the cases with these numbers; the self-test has other verifiers asked."""
    rng = random.Random(f"ed25519 {seed} {start}")
    names = list(CLASSES)
    tally = Tally()
    for number in range(start, stop):
        name = names[number % len(names)]
        case = CLASSES[name](rng)
        found = delivrd(case)
        valid = verify(case.key, case.message.signed, case.signature)
        tally.count(name, found == ACCEPTED)
        if valid != (name in VALID) or found != expected_kind(case, valid):
            answers = f"delivrd {found}, the other side {'accepted' if valid else 'refused'}"
            members = case._asdict() | case.message._asdict()
            del members["message"]
            tally.disagree(name, answers, **members)
    return tally
