"""What Twilio signs: its own validator, and docs/providers/twilio.md where it has no answer."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple
from urllib.parse import urlparse

from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from classes import is_blank
from library import ACCEPTED
from twilio_urls import addresses, pairs_of, ports, query_of

BODY_HASH: Final = "bodySHA256"

Pair = tuple[bytes, bytes]
Pairs = list[Pair]
# Says whether a signature is that of a URL and a form's pairs under a token.
Verify = Callable[[str, str, Pairs, bytes], bool]


class Case(NamedTuple):
    """What a receiver is configured with, and what it is sent."""

    tokens: tuple[str, ...]
    url: str
    body: bytes
    signature: bytes


class Fields(dict[str, list[str]]):
    """A form, as Twilio's validator takes it from frameworks: text."""

    def __init__(self, pairs: Pairs) -> None:
        super().__init__()
        for name, value in pairs:
            self.setdefault(name.decode(), []).append(value.decode())

    def getall(self, name: str) -> list[str]:
        """All values of a name."""
        return self[name]


# What urllib writes again as it came, and where the first colon is that of the port.
_PLAIN: Final = re.compile(r"https?://[A-Za-z0-9.-]+(:[1-9][0-9]{0,3})?([/?][^#\s]*)?")


def verify_by_twilio(token: str, url: str, pairs: Pairs, signature: bytes) -> bool:
    """Twilio's own answer, of which the rule of the port is a part.

    That rule cuts IPv6 addresses and passwords, and urllib rewrites some URLs: there the port is
    moved here. Text that is not UTF-8 is nothing to Twilio, and a signature covers its bytes.
    """
    try:
        fields = Fields(pairs)
    except UnicodeDecodeError:
        return any(sign(token, form, pairs) == signature for form in ports(url))
    validator = RequestValidator(token)
    if _PLAIN.fullmatch(url) and urlparse(url).geturl() == url:
        return bool(validator.validate(url, fields, signature.decode()))
    return any(
        validator.compute_signature(form, fields).encode() == signature for form in ports(url)
    )


def sign(token: str | bytes, url: str, pairs: Iterable[Pair]) -> bytes:
    """The signature header."""
    text = b"".join(name + value for name, value in sorted(set(pairs)))
    return sign_text(token, url.encode() + text)


def sign_text(token: str | bytes, text: bytes) -> bytes:
    """The same, of whatever is signed."""
    key = token.encode() if isinstance(token, str) else token
    return base64.b64encode(hmac.digest(key, text, hashlib.sha1))


def expected(case: Case, verify: Verify = verify_by_twilio) -> str:
    """The answer by docs/providers/twilio.md: an error kind, or whether a token fits."""
    if any(map(is_blank, case.tokens)):
        return "invalid_config"
    if not case.signature:
        return "missing_header"
    query = pairs_of(query_of(case.url).encode())
    # Twilio appends it; in front of something it is a parameter as any other.
    is_last = bool(query) and query[-1][0] == BODY_HASH.encode()
    hashes = {value for name, value in query if is_last and name == BODY_HASH.encode()}
    if len(hashes) > 1:
        return "duplicate_header"
    if not re.fullmatch(rb"[A-Za-z0-9+/]{26}[AEIMQUYcgkosw048]=", case.signature):
        return "malformed_header"
    pairs = pairs_of(case.body)
    covered = any(map(any, pairs)) or not case.body
    # An empty value is as good as none.
    if hashes - {b""}:
        (digest,) = hashes
        if not re.fullmatch(rb"[0-9a-fA-F]{64}", digest):
            return "malformed_header"
        covered = hashlib.sha256(case.body).hexdigest().encode() == digest.lower()
        pairs = []
    forms = addresses(case.url)
    right = any(
        verify(token, form, pairs, case.signature) for token in case.tokens for form in forms
    )
    return ACCEPTED if covered and right else "bad_signature"
