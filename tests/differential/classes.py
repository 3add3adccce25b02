"""Classes of cases that were drawn, and what several of them are made of."""

from __future__ import annotations

import random
import string
from collections.abc import Callable
from typing import Any, Final, Generic, Protocol, TypeVar

from library import ACCEPTED, AUTHENTIC
from tally import Tally

# Around the block sizes of SHA-256 and SHA-512, past which a key is hashed first, and longer than
# any provider hands out.
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
SIZES: Final = (0, 1, 31, 54, 55, 56, 63, 64, 65, 119, 120, 300)


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


def draw_blank(rng: random.Random) -> str:
    """A secret that nobody sets on purpose, or that only looks like one."""
    letters = rng.choice((WHITE_SPACE, "\0", WHITE_SPACE + "\0", WHITE_SPACE + "\u200b\ufeff\x1c"))
    return "".join(rng.choices(letters, k=rng.randrange(5)))


def is_blank(secret: str) -> bool:
    """Whether nothing is in it that could be a secret."""
    return all(letter in WHITE_SPACE + "\0" for letter in secret)


def draw_pair(rng: random.Random, own: str) -> tuple[str, ...]:
    """A secret and another one, in either order, or two others."""
    other = draw_secret(rng)
    pair = (other, own) if rng.random() < 0.5 else (own, other)
    return rng.choice((pair, pair, (other, draw_secret(rng))))


def misread(rng: random.Random, secret: str) -> bytes:
    """A secret trimmed, decoded, cut or normalised, as a provider does not do."""
    plain, place = secret.encode(), rng.randrange(len(secret))
    readings = [
        secret.strip(),
        secret.partition("\0")[0],
        secret.rstrip("\0"),
        secret + "\0",
        secret.upper(),
        secret.removeprefix("whsec_"),
        secret[:place] + secret[place + 1 :],
    ]
    return rng.choice(
        [
            *(reading.encode() for reading in readings),
            plain[:64],
            plain[:64].ljust(64, b"\0"),
            flip(rng, plain),
            b"",
        ]
    )


def flip(rng: random.Random, data: bytes) -> bytes:
    """The same with one bit turned over, or with several."""
    changed = bytearray(data)
    for place in rng.choices(range(len(data)), k=rng.randint(1, 3)) if data else ():
        changed[place] ^= 1 << rng.randrange(8)
    return bytes(changed)


def garble(rng: random.Random, text: bytes) -> bytes:
    """Bits of a text changed, a piece of it missing or twice, or something in or around it."""
    place = rng.randrange(len(text))
    blank = rng.choice((b" ", b"\t", b"\n", b"\0", b",", b'"', b"0x", b"="))
    texts = (
        flip(rng, text),
        text[:place],
        text[place:],
        text + text[place:],
        text + b"," + text,
        text + blank,
        blank + text,
        text[:place] + blank + text[place:],
    )
    return rng.choice(texts)


class Case(Protocol):
    """A named tuple of what a receiver is configured with, and what it is sent."""

    def _asdict(self) -> dict[str, Any]: ...


C = TypeVar("C", bound=Case)
Make = Callable[[random.Random], C]


class Classes(Generic[C]):
    """Cases that are made in one way, by the name of that way."""

    def __init__(self) -> None:
        self.makers: dict[str, Make[C]] = {}
        # The classes some of whose cases have to be accepted, and those with some to be refused.
        self.accepting: set[str] = set()
        self.refusing: set[str] = set()

    def enter(
        self, name: str, *, accepting: bool = False, refusing: bool = True
    ) -> Callable[[Make[C]], Make[C]]:
        """Enters a class of cases."""

        def enter(make: Make[C]) -> Make[C]:
            self.makers[name] = make
            if accepting:
                self.accepting.add(name)
            if refusing:
                self.refusing.add(name)
            return make

        return enter

    def compare(
        self, seed: str, numbers: range, ask: Callable[[C], str], expected: Callable[[C], str]
    ) -> Tally:
        """Asks both sides about the cases with these numbers."""
        rng = random.Random(f"{seed} {numbers.start}")
        names = list(self.makers)
        tally = Tally()
        for number in numbers:
            name = names[number % len(names)]
            case = self.makers[name](rng)
            found, wanted = ask(case), expected(case)
            tally.count(name, found == ACCEPTED or found in AUTHENTIC)
            if found != wanted:
                tally.disagree(name, f"delivrd {found}, the other side {wanted}", **case._asdict())
        return tally
