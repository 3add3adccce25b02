"""The group of Ed25519 in libsodium's arithmetic, with the points that standards argue about.

libsodium multiplies points of the main subgroup alone. Every point is one of those plus a point of
small order, for which eight sums are a table.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Final

from nacl.bindings import (
    crypto_core_ed25519_add,
    crypto_core_ed25519_sub,
    crypto_scalarmult_ed25519_base_noclamp,
    crypto_scalarmult_ed25519_noclamp,
)

# The prime of the field, and the order of the main subgroup.
P: Final = 2**255 - 19
L: Final = 2**252 + 27742317777372353535851937790883648493

IDENTITY: Final = (1).to_bytes(32, "little")
_ORDER_8: Final = bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")


def add(left: bytes, right: bytes) -> bytes:
    """The sum, in canonical form; RuntimeError if one of them is no point."""
    return crypto_core_ed25519_add(left, right)


def subtract(left: bytes, right: bytes) -> bytes:
    """The difference."""
    return crypto_core_ed25519_sub(left, right)


def _multiples(point: bytes, count: int) -> list[bytes]:
    found = [IDENTITY]
    while len(found) < count:
        found.append(add(found[-1], point))
    return found


# The points of small order: the one at `i` is `i` times the first, so that they add as integers.
TORSION: Final = _multiples(_ORDER_8, 8)


def encode(y: int, sign: int) -> bytes:
    """A point by its y, which may be past the field's size, and the sign of its x."""
    return (y | sign << 255).to_bytes(32, "little")


def is_point(encoded: bytes) -> bool:
    """Whether it decodes to a point of the curve, canonical or not."""
    try:
        add(encoded, IDENTITY)
    except RuntimeError:
        return False
    return True


# Other encodings of points of small order: y past the field's size, or a sign where x is zero.
_SMALL: Final = [encode(y, sign) for y in (0, 1, P - 1, P, P + 1) for sign in (0, 1)]
NON_CANONICAL_TORSION: Final = [point for point in _SMALL if point not in TORSION]
SMALL_ORDER: Final = frozenset(TORSION + NON_CANONICAL_TORSION)
# What decodes only where the size of y is not looked at. The first ones are of small order.
NON_CANONICAL: Final = [
    point for y in range(P, 2**255) for sign in (0, 1) if is_point(point := encode(y, sign))
]


def is_good_key(key: bytes) -> bool:
    """Whether a key may be used: 32 bytes, canonical, a point, and not of small order."""
    if len(key) != 32 or key in SMALL_ORDER:
        return False
    return int.from_bytes(key, "little") % 2**255 < P and is_point(key)


def torsion_index(point: bytes) -> int:
    """Which point of small order an encoding stands for."""
    return TORSION.index(add(point, IDENTITY))


def scalar(number: int) -> bytes:
    """A number modulo the order, as 32 bytes."""
    return (number % L).to_bytes(32, "little")


def base(number: int) -> bytes:
    """A multiple of the base point."""
    return crypto_scalarmult_ed25519_base_noclamp(scalar(number)) if number % L else IDENTITY


def times_8(point: bytes) -> bytes:
    """Eight times a point: one of the main subgroup."""
    for _ in range(3):
        point = add(point, point)
    return point


def multiply(number: int, point: bytes) -> bytes:
    """A multiple of any point."""
    main = _multiply_main(pow(8, -1, L), times_8(point))
    small = TORSION.index(subtract(point, main))
    return add(_multiply_main(number, main), TORSION[number * small % 8])


def _multiply_main(number: int, point: bytes) -> bytes:
    if point == IDENTITY or number % L == 0:
        return IDENTITY
    return crypto_scalarmult_ed25519_noclamp(scalar(number), point)


def challenge(*parts: bytes) -> int:
    """The number that ties a signature to R, key and message."""
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % L


def secret_scalar(seed: bytes) -> int:
    """The number behind a seed, by RFC 8032."""
    digest = bytearray(hashlib.sha512(seed).digest()[:32])
    digest[0] &= 248
    digest[31] = digest[31] & 127 | 64
    return int.from_bytes(digest, "little")


@cache
def off_curve() -> list[bytes]:
    """Encodings that are no points, some of them past the field's size."""
    ys = [*range(2, 60), *range(P - 60, 2**255)]
    return [point for y in ys for sign in (0, 1) if not is_point(point := encode(y, sign))]
