"""Definitions: Python's `hmac`, a second statement of `[signature]`, and Standard Webhooks' own
library, against verifiers that were made of a file.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import random
import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple
from urllib.parse import quote_from_bytes

from classes import SIZES, Classes, Make, draw_blank, draw_secret, flip, garble, misread
from definition_answers import Case, Verify, expected, verify_by_hashlib
from definition_proofs import (
    LENGTH,
    MOST_SIGNATURES,
    STANDARD,
    TOLERANCE,
    Proof,
    Request,
    Template,
    Time,
    encode,
    form_text,
    read_key,
    to_toml,
)
from library import NOW, URL, make_verifier, one_or_more, outcome, receive
from tally import Tally

TEMPLATES: Final = (
    Template("{timestamp}.{body}", {}, "json"),
    Template("{timestamp}{body}", {}, "json"),
    Template("v0:{timestamp}:{body}", {}, "json"),
    Template("{body}", {}, "json"),
    Template("{method}{url}{body}", {}, "json"),
    Template("{method}\n{url}\n{timestamp}\n{body}", {"url": b"\n"}, "json"),
    Template("{header:X-Nonce}.{timestamp}.{body}", {"header:X-Nonce": b"."}, "json"),
    Template("{query:id}|{timestamp}|{body}", {"query:id": b"|"}, "json"),
    Template("{body}.{header:X-Nonce}", {"header:X-Nonce": b"."}, "form"),
    Template("{{{timestamp}}}{form}", {}, "form"),
    Template("{url}{form}", {}, "form"),
    Template("{url}\n{query:id}&{form}", {"url": b"\n", "query:id": b"&"}, "form"),
    Template("{method} {url}", {}, "query"),
)
# A prefix and a separator.
FORMS: Final = (("", ""), ("sha256=", ""), ("v1=", ","), ("v1,", " "), ("", "|"), ("s:", ";"))


def draw_proof(rng: random.Random) -> Proof:
    """A definition as it could be, or Standard Webhooks."""
    if rng.random() < 0.15:
        return STANDARD
    template = rng.choice(TEMPLATES)
    prefix, separator = rng.choice(FORMS)
    place = "header:X-Acme-Signature"
    if "{url}" not in template.text and rng.random() < 0.2:
        place = "query:sig"
    time = None
    if "{timestamp}" in template.text:
        places = [("header:X-Acme-Time", ""), ("header:X-Acme-Time", "t:"), ("query:ts", "")]
        places += [(place, "t=")] if prefix and separator else []
        time = Time(*rng.choice(places), rng.choice(("seconds", "milliseconds")))
    return Proof(
        template,
        time,
        place,
        prefix,
        separator,
        rng.choice(("hex", "base64", "base64url")),
        rng.choice(tuple(LENGTH)),
        *rng.choice((("text", ""), ("text", ""), ("hex", ""), ("base64", "whsec_"))),
    )


def draw_key(rng: random.Random, proof: Proof) -> str:
    """A key as it is configured."""
    if proof.key_encoding == "text":
        return draw_secret(rng)
    text = encode(proof.key_encoding, draw_secret(rng).encode()).decode()
    if proof.key_encoding == "hex" and rng.random() < 0.3:
        text = text.upper()
    return rng.choice(("", proof.key_prefix)) + text


def draw_stamp(rng: random.Random, proof: Proof) -> bytes:
    """A time around the ends of the tolerance, or anywhere inside."""
    edges = (-TOLERANCE - 1, -TOLERANCE, 0, TOLERANCE, TOLERANCE + 1)
    seconds = NOW + rng.choice((*edges, *(rng.randint(-299, 299) for _ in edges)))
    if proof.time and proof.time.unit == "milliseconds":
        return b"%d" % (seconds * 1000 + rng.choice((0, 1, 999)))
    return b"%d" % seconds


def draw_body(rng: random.Random, proof: Proof) -> bytes:
    """Bytes, or a form with names that begin alike and odd escapes."""
    if proof.template.body != "form":
        size = rng.choice(SIZES)
        text = "".join(rng.choices('{"}:\\é\0\n 1', k=size)).encode()
        return rng.choice((rng.randbytes(size), text, b'{"id":"m-1","state":"ok"}'))
    pieces = (
        b"id=m-1",
        b"state=ok",
        b"a=1",
        b"a=2",
        b"ab",
        b"=",
        b"a+b=%2B",
        b"%zz=%ff",
        b"",
        b"b=",
    )
    return b"&".join(rng.choices(pieces, k=rng.randrange(6)))


class Draft(NamedTuple):
    """What a genuine request is made of. The nonce is whatever else the template has."""

    proof: Proof
    secret: str
    method: str
    path: str
    nonce: bytes
    stamp: bytes
    body: bytes

    @property
    def url(self) -> str:
        """With the parameters that have to be there, but for a signature."""
        proof, texts = self.proof, []
        if proof.time and proof.time.place == "query:ts":
            texts.append((b"ts", proof.time.prefix.encode() + self.stamp))
        if "query:id" in proof.template.places:
            texts.append((b"id", self.nonce))
        return self.path + "".join(map(_parameter, texts))

    def message(self) -> bytes:
        """The signed bytes."""
        parts = dict.fromkeys(self.proof.template.places, self.nonce)
        parts |= {"timestamp": self.stamp, "method": self.method.encode(), "body": self.body}
        parts |= {"url": self.url.encode(), "form": form_text(self.body)}
        return self.proof.template.fill(parts)

    def tag(self, key: bytes | None = None) -> bytes:
        """The signature."""
        own = read_key(self.proof, self.secret) if key is None else key
        return hmac.digest(own or b"", self.message(), self.proof.hash)

    def text(self, *tags: bytes) -> bytes:
        """Signatures behind their prefixes, and the time if it stands among them."""
        proof = self.proof
        texts = [proof.prefix.encode() + encode(proof.encoding, tag) for tag in tags]
        return self.joined(texts)

    def joined(self, texts: list[bytes]) -> bytes:
        """The elements of the signature's value."""
        proof = self.proof
        if proof.time and proof.time.place == proof.place:
            texts = [proof.time.prefix.encode() + self.stamp, *texts]
        return proof.separator.encode().join(texts)

    def sent(self, text: bytes | None = None, **changes: Any) -> Case:
        """The request, signed as it is or with this text, whatever is changed then."""
        proof = self.proof
        value = self.text(self.tag()) if text is None else text
        values = dict.fromkeys(proof.template.places, self.nonce)
        if proof.time and proof.time.place != proof.place:
            values[proof.time.place] = proof.time.prefix.encode() + self.stamp
        values[proof.place] = value
        named = [(place.partition(":"), value) for place, value in values.items()]
        headers = tuple((name, value) for (where, _, name), value in named if where == "header")
        url = self.url
        if proof.place.startswith("query:"):
            url += _parameter((proof.place.removeprefix("query:").encode(), value))
        request = Request(self.method, url, headers, self.body)
        return Case(proof, (self.secret,), request._replace(**changes))


def _parameter(pair: tuple[bytes, bytes]) -> str:
    return f"&{pair[0].decode()}={quote_from_bytes(pair[1], safe='')}"


def draft(rng: random.Random, proof: Proof) -> Draft:
    """What a provider sends."""
    # Nothing that ends it in a template, or that divides or trims a header.
    nonce = "".join(rng.choices("abcXYZ0189-_~", k=rng.randint(1, 20))).encode()
    path = URL + rng.choice(("?", "?a=b", "?id2=m-1&state=ok"))
    stamp, body = draw_stamp(rng, proof), draw_body(rng, proof)
    method = rng.choice(("POST", "POST", "GET", "PUT"))
    return Draft(proof, draw_key(rng, proof), method, path, nonce, stamp, body)


CLASSES: Final = Classes[Case]()
Change = Callable[[random.Random, Draft], Case]
CHANGES: Final[list[Change]] = []


def changed(change: Change) -> Make[Case]:
    """A genuine request, and what is done to it."""
    CHANGES.append(change)
    return lambda rng: change(rng, draft(rng, draw_proof(rng)))


@CLASSES.enter("genuine", accepting=True)
@changed
def genuine(_rng: random.Random, own: Draft) -> Case:
    """What a provider sends, now and then too late."""
    return own.sent()


@CLASSES.enter("two keys", accepting=True)
@changed
def rotation(rng: random.Random, own: Draft) -> Case:
    """Either of them has signed, or neither."""
    other = draw_key(rng, own.proof)
    pairs = ((other, own.secret), (own.secret, other), (other, draw_key(rng, own.proof)))
    return own.sent()._replace(secrets=rng.choice(pairs))


# Signatures


@CLASSES.enter("a changed tag")
@changed
def tag(rng: random.Random, own: Draft) -> Case:
    """Bits of the tag, another hash, or only its first bytes right."""
    right = own.tag()
    size, half = len(right), rng.randint(1, len(right) - 1)
    tags = (
        flip(rng, right),
        right[:half] + rng.randbytes(size - half),
        right[::-1],
        bytes(size),
        hashlib.sha512(right).digest()[:size],
        *(hmac.digest(b"", own.message(), name)[:size] for name in LENGTH),
    )
    return own.sent(own.text(rng.choice(tags)))


@CLASSES.enter("a changed value")
@changed
def value(rng: random.Random, own: Draft) -> Case:
    """The text with its prefix, and all that stands in the same place."""
    return own.sent(garble(rng, own.text(own.tag())))


@CLASSES.enter("a tag in another form", accepting=True)
@changed
def form(rng: random.Random, own: Draft) -> Case:
    """The case of hex digits does not count; every other form is none."""
    proof, right = own.proof, own.tag()
    text = encode(proof.encoding, right)
    letters = bytes(rng.choice((letter, *bytes([letter]).upper())) for letter in text)
    forms = (
        letters if proof.encoding == "hex" else text.rstrip(b"="),
        *(encode(other, right) for other in ("hex", "base64", "base64url")),
        text.replace(b"=", b"") + b"=",
        text.rstrip(b"=")[:-1] + b"B" + b"=" * text.count(b"="),
        encode(proof.encoding, right[:-1]),
        encode(proof.encoding, right + b"\0"),
        base64.b64encode(text),
        b"",
    )
    prefix = rng.choice((proof.prefix,) * 5 + (proof.prefix.upper(), "", proof.prefix + " "))
    return own.sent(own.joined([prefix.encode() + rng.choice(forms)]))


@CLASSES.enter("several signatures", accepting=True)
@changed
def several(rng: random.Random, own: Draft) -> Case:
    """The right one among others, or not; others of another version, malformed, or too many."""
    proof, right = own.proof, own.tag()
    prefix = proof.prefix.encode()

    def element() -> bytes:
        return prefix + encode(proof.encoding, rng.randbytes(len(right)))

    most = MOST_SIGNATURES
    count = rng.choice((0, 1, 2, 3, most - 2, most - 1, most, rng.randint(0, most + 2)))
    texts = [element() for _ in range(count)]
    for _ in range(rng.choice((0, 0, 1, 2))):
        texts.append(
            rng.choice((b"v2" + element()[2:], b"", b"v1a,b", prefix + b"x", prefix, b"t"))
        )
    if rng.random() < 0.8:
        texts.append(prefix + encode(proof.encoding, right))
    rng.shuffle(texts)
    text = own.joined(texts)
    if not proof.separator:
        text = rng.choice((b",", b" ", b"")).join(texts)
    return own.sent(text)


# Times, bodies, URLs


@CLASSES.enter("a changed time", accepting=True)
@changed
def time(rng: random.Random, own: Draft) -> Case:
    """Signed as it was. Where no time is signed, none is read."""
    stamp = rng.choice((flip(rng, own.stamp), draw_stamp(rng, own.proof), own.stamp[:-1]))
    return own._replace(stamp=stamp).sent(own._replace(stamp=stamp).text(own.tag()))


@CLASSES.enter("an odd time, signed", accepting=True)
@changed
def odd_time(rng: random.Random, own: Draft) -> Case:
    """Only digits are a time, whatever some reader would take for one."""
    digits = own.stamp
    around = rng.choice((b" ", b"\t", b"\0", b"+", b"-", b"0", b".0", b"e0", b"_", b"\xc2\xb2"))
    place = rng.randint(0, len(digits))
    stamps = (
        digits[:place] + around + digits[place:],
        digits.zfill(rng.randint(10, 25)),
        b"%d" % rng.getrandbits(rng.randint(1, 80)),
        digits + b"000",
        digits[:-3],
        b"",
    )
    return own._replace(stamp=rng.choice(stamps)).sent()


@CLASSES.enter("a changed body", accepting=True)
@changed
def body(rng: random.Random, own: Draft) -> Case:
    """Bits, or something more. A form may say the same all the same."""
    more = rng.choice((b" ", b"\n", b"\0", b"&", b"&a=1", b"=", b"\xef\xbb\xbf"))
    form = own.body.split(b"&")
    bodies = (
        flip(rng, own.body),
        own.body + more,
        more + own.body,
        b"&".join(rng.sample(form, len(form))),
        b"",
    )
    return own.sent(body=rng.choice(bodies))


@CLASSES.enter("another method or URL", accepting=True)
@changed
def address(rng: random.Random, own: Draft) -> Case:
    """Counts where they are signed, to the letter."""
    case = own.sent()
    url, place = case.request.url, rng.randrange(len("https://"), len(case.request.url))
    method = rng.choice((own.method, "POST", "post", "GE", "GETh", "POST\n", ""))
    letter = rng.choice("aA/?&=%+#\n ")
    urls: tuple[str, ...] = (
        url,
        url + letter,
        url[:place] + letter + url[place:],
        url.replace("=", "%3D"),
    )
    urls += (url.replace("example.com", "Example.com"), url.replace(".com", ".com:443"))
    return case._replace(request=case.request._replace(method=method, url=rng.choice(urls)))


@CLASSES.enter("a boundary that was moved", accepting=True)
@changed
def boundary(rng: random.Random, own: Draft) -> Case:
    """The same signed bytes, if the template let them be cut elsewhere; or an end in a value."""
    whole = own.message()
    text = own.text(own.tag())
    cuts = [
        own._replace(stamp=own.stamp[:-1], body=own.stamp[-1:] + own.body),
        own._replace(stamp=own.stamp + own.body[:1], body=own.body[1:]),
        own._replace(nonce=own.nonce[:-1] or b"a", body=own.nonce[-1:] + own.body),
        own._replace(nonce=own.nonce + b"." + own.stamp, stamp=own.stamp, body=own.body),
        own._replace(method=own.method + "h", path=own.path[1:]),
        own._replace(path=own.path + "a", body=own.body.removeprefix(b"a")),
    ]
    cut = rng.choice(cuts)
    if cut.message() == whole or rng.random() < 0.5:
        return cut.sent(cut.text(own.tag()))
    end = rng.choice((b".", b"|", b"&", b"\n", b":"))
    place = rng.randint(0, len(own.nonce))
    odd = own._replace(nonce=own.nonce[:place] + end + own.nonce[place:])
    return rng.choice((odd.sent(), odd.sent(text)))


@CLASSES.enter("a place that is empty, missing or there twice", accepting=True)
@changed
def places(rng: random.Random, own: Draft) -> Case:
    """The same value twice is one; a name in another case is the same header."""
    case = own.sent()
    headers, url = list(case.request.headers), case.request.url
    if headers and rng.random() < 0.7:
        place = rng.randrange(len(headers))
        name, text = headers[place]
        choices: tuple[list[tuple[str, bytes]], ...] = (
            [],
            [(name, b"")],
            [(name.swapcase(), text)],
            [(name, text), (name.lower(), text)],
            [(name, text), (name, b"")],
            [(name, text), (name.upper(), flip(rng, text))],
            [(name + "s", text)],
        )
        headers[place : place + 1] = rng.choice(choices)
        rng.shuffle(headers)
    else:
        start, *pieces = url.split("&")
        pieces += rng.choice(([], pieces, ["sig=1"], ["ts="], ["id=1"], ["x=1"]))
        rng.shuffle(pieces)
        url = "&".join((start, *pieces[: rng.randint(0, len(pieces))]))
    return case._replace(request=case.request._replace(headers=tuple(headers), url=url))


# Keys


@CLASSES.enter("another reading of the key", accepting=True)
@changed
def another_key(rng: random.Random, own: Draft) -> Case:
    """Trimmed, cut, or decoded although it is a text, and the other way round."""
    readings = [misread(rng, own.secret), own.secret.encode()]
    if re.fullmatch(r"(?:[0-9a-fA-F]{2})+", own.secret):
        readings.append(bytes.fromhex(own.secret))
    key = read_key(own.proof, own.secret) or b""
    readings += [key.strip(), key[:64], key + b"\0", key.partition(b"\0")[0]]
    return own.sent(own.text(own.tag(rng.choice(readings))))


@CLASSES.enter("an odd key", accepting=True)
@changed
def odd_key(rng: random.Random, own: Draft) -> Case:
    """Blank, before or after it is decoded, or in a form that is not that of its encoding."""
    secret, proof = own.secret, own.proof
    blank = "".join(rng.choices(" \t\n\v\0", k=rng.randrange(4))).encode()
    place = rng.randrange(len(secret))
    secrets = [
        draw_blank(rng),
        proof.key_prefix + encode(proof.key_encoding, blank).decode(),
        encode("base64url", secret.encode()).decode(),
        secret.rstrip("="),
        secret + "=",
        secret + "\n",
        proof.key_prefix * 2 + secret,
        secret[:place] + rng.choice(" 0A=-_é") + secret[place:],
        "0x" + secret,
        secret.swapcase(),
    ]
    return own._replace(secret=rng.choice(secrets)).sent()


@CLASSES.enter("Standard Webhooks", accepting=True)
def standard_webhooks(rng: random.Random) -> Case:
    """Any of the above."""
    return rng.choice(CHANGES)(rng, draft(rng, STANDARD))


def delivrd(case: Case) -> str:
    """The same, from the library."""
    config = one_or_more("secret", case.secrets)
    verifier = make_verifier("acme_sms", definitions=[to_toml(case.proof)], **config)
    method, url, headers, content = case.request
    return outcome(receive(verifier, headers, content, method=method, url=url))


def run(seed: str, start: int, stop: int, verify: Verify = verify_by_hashlib) -> Tally:
    """Asks about the cases with these numbers; the self-test has other verifiers asked."""
    return CLASSES.compare(
        f"definitions {seed}", range(start, stop), delivrd, lambda case: expected(case, verify)
    )
