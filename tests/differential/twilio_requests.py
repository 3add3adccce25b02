"""Twilio: its own validator, and a second statement of the URL's forms, against the verifier."""

from __future__ import annotations

import base64
import hashlib
import random
import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple
from urllib.parse import quote_from_bytes

from classes import Classes, Make, draw_blank, draw_pair, draw_secret, flip, garble, misread
from library import make_verifier, one_or_more, outcome, receive
from tally import Tally
from twilio_answers import (
    BODY_HASH,
    Case,
    Pairs,
    Verify,
    expected,
    sign,
    sign_text,
    verify_by_twilio,
)
from twilio_urls import addresses, escape_anew, lower, pairs_of, ports, query_of

HEADER: Final = "X-Twilio-Signature"


def draw_url(rng: random.Random) -> str:
    """An address with something in it that is written in several ways, or nothing."""
    path = rng.choice(("", "/", "/dlr", "/dlr/", "/DLR", "/a;b=1", "/bodySHA256=1", "/d%6Cr"))
    host = rng.choice(("example.com", "dlr-1.example.com", "Example.COM"))
    port = rng.choice(("", "", "", ":443", ":80", ":8443"))
    return rng.choice(("https://", "https://", "http://")) + host + port + path + draw_query(rng)


def draw_query(rng: random.Random) -> str:
    """None, or a few parameters with their question mark."""
    if rng.random() < 0.4:
        return ""
    return "?" + "&".join(rng.choices(PARAMETERS, k=rng.randint(1, 4)))


PARAMETERS: Final = (
    *("a b a=1 a=2 b= =c d=%27 d=' e=%c3%a9 e=é f=g+h f=g%20h i=j/k i=j%2Fk l=%ff".split()),
    *("m=%zz n=o=p q=~(!*)-_. q=@:,$".split()),
    "",
)
USUAL: Final[Pairs] = [
    (b"AccountSid", b"AC3f5e7d9c1b2a4f6e8d7c5b3a1f9e2d41"),
    (b"ApiVersion", b"2010-04-01"),
    (b"From", b"+14155550100"),
    (b"MessageSid", b"SM5d2e9f1b7c3a4e6f8a9b1c2d3e4f5a67"),
    (b"MessageStatus", b"delivered"),
    (b"SmsStatus", b"delivered"),
    (b"To", b"+447700900123"),
]
NAMES: Final = (b"To", b"to", b"ErrorCode", b"Error", b"a", b"ab", b"", b"a b", b"%", b"\xc3\xa9")
VALUES: Final = (b"", b"", b"1", b"2", b" ", b"+", b"&=", b"a b", b"b1", b"%2B", b"\0", b"\n")
ODD: Final = (b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\xef\xbc\xa1", b"\xc3\xa9")


def draw_pairs(rng: random.Random) -> Pairs:
    """A form with names that begin alike, several values, blank ones, and odd bytes."""
    pairs = rng.sample(USUAL, rng.randint(1, len(USUAL)))
    values = VALUES if rng.random() < 0.5 else VALUES + ODD
    names = NAMES if rng.random() < 0.8 else NAMES + ODD
    pairs += [(rng.choice(names), rng.choice(values)) for _ in range(rng.randrange(5))]
    rng.shuffle(pairs)
    return pairs


def escape(rng: random.Random, text: bytes) -> bytes:
    """A text as a form may have it: all of it, some or nothing escaped that need not be."""
    match rng.randrange(4):
        case 0:
            return b"".join(b"%%%02x" % byte for byte in text)
        case 1:
            kept = re.sub(rb"[^a-zA-Z0-9\x80-\xff]", lambda found: b"%%%02X" % found[0][0], text)
            return kept.replace(b"%20", b"+")
        case 2:
            return quote_from_bytes(text, safe="").encode()
        case _:
            return quote_from_bytes(text, safe=" /:@,;").replace(" ", "+").encode()


def write(rng: random.Random, pairs: Pairs) -> bytes:
    """The form."""
    return b"&".join(escape(rng, name) + b"=" + escape(rng, value) for name, value in pairs)


CLASSES: Final = Classes[Case]()


class Sent(NamedTuple):
    """What a genuine request is made of."""

    token: str
    url: str
    pairs: Pairs
    body: bytes

    def signed(self, **changes: Any) -> Case:
        """The request: signed as it is, whatever is changed then."""
        own = sign(self.token, self.url, self.pairs)
        return Case((self.token,), self.url, self.body, own)._replace(**changes)


def draw(rng: random.Random) -> Sent:
    """What Twilio sends."""
    pairs = draw_pairs(rng)
    return Sent(draw_secret(rng), draw_url(rng), pairs, write(rng, pairs))


def changed(change: Callable[[random.Random, Sent], Case]) -> Make[Case]:
    """A genuine request, and what is done to it."""
    return lambda rng: change(rng, draw(rng))


# Signatures and tokens


@CLASSES.enter("genuine", accepting=True, refusing=False)
@changed
def genuine(_rng: random.Random, sent: Sent) -> Case:
    """What Twilio sends."""
    return sent.signed()


@CLASSES.enter("two tokens", accepting=True)
@changed
def rotation(rng: random.Random, sent: Sent) -> Case:
    """Either of them has signed, or neither."""
    return sent.signed(tokens=draw_pair(rng, sent.token))


@CLASSES.enter("a changed signature")
@changed
def tag(rng: random.Random, sent: Sent) -> Case:
    """Bits of the signature itself, in the right form."""
    own = base64.b64decode(sign(sent.token, sent.url, sent.pairs))
    other = rng.choice((flip(rng, own), rng.randbytes(20), own[::-1], bytes(20)))
    return sent.signed(signature=base64.b64encode(other))


@CLASSES.enter("a changed header")
@changed
def header(rng: random.Random, sent: Sent) -> Case:
    """The text of the signature, or its bytes in another form."""
    text = sign(sent.token, sent.url, sent.pairs)
    own = base64.b64decode(text)
    texts = (
        text.rstrip(b"="),
        text + b"=",
        text[:-2] + bytes([text[-2] + 1]) + b"=",
        text.replace(b"+", b"-").replace(b"/", b"_"),
        text.lower(),
        own.hex().encode(),
        own,
        base64.b64encode(hashlib.sha256(own).digest()),
        b"",
        *(garble(rng, text) for _ in range(6)),
    )
    return sent.signed(signature=rng.choice(texts))


@CLASSES.enter("another reading of the token", accepting=True)
@changed
def another_token(rng: random.Random, sent: Sent) -> Case:
    """Twilio signs with the text as it stands; zeros at its end make no difference to HMAC."""
    return sent.signed(signature=sign(misread(rng, sent.token), sent.url, sent.pairs))


@CLASSES.enter("a blank token", accepting=True)
def blank_token(rng: random.Random) -> Case:
    """Nobody sets one on purpose. What only looks blank is a token all the same."""
    return draw(rng)._replace(token=draw_blank(rng)).signed()


# Forms


@CLASSES.enter("a changed body", accepting=True)
@changed
def body(rng: random.Random, sent: Sent) -> Case:
    """Bits, a piece less, or something that is not to be seen in the parameters."""
    more = rng.choice((b"&", b"&&", b" ", b"\n", b"\0", b"&a", b"&=", b"="))
    bodies = (garble(rng, sent.body), garble(rng, sent.body), sent.body + more, more + sent.body)
    return sent.signed(body=rng.choice(bodies))


@CLASSES.enter("the form written in another way", accepting=True)
@changed
def rewritten(rng: random.Random, sent: Sent) -> Case:
    """Another order, other escapes, a pair once more: all the same. A pair less is not."""
    pairs = rng.sample(sent.pairs, len(sent.pairs))
    match rng.randrange(5):
        case 0:
            pairs.append(rng.choice(pairs))
        case 1:
            pairs.pop()
        case 2:
            place = rng.randrange(len(pairs))
            pairs[place] = pairs[place][::-1]
    return sent.signed(body=write(rng, pairs))


PIECES: Final = (
    *(b"a b= = =c % %4=%zz d==e +=+ %2b=%2B a=1 a=2 a=1 f=%ff g=;h=1 i=%00 J%3D=&".split()),
    *(b"\xff \xc3\xa9=\xc3".split()),
    b"",
)


@CLASSES.enter("a form of pieces", accepting=True)
def pieces(rng: random.Random) -> Case:
    """Names without `=`, half an escape, empty pairs: signed as they are read, or as they stand."""
    text = b"&".join(rng.choices(PIECES, k=rng.randint(1, 5)))
    sent = Sent(draw_secret(rng), draw_url(rng), pairs_of(text), text)
    if rng.random() < 0.5:
        return sent.signed()
    return sent.signed(signature=sign_text(sent.token, sent.url.encode() + text))


def first_values(pairs: Pairs) -> Pairs:
    """The first value of each name."""
    return list({name: (name, value) for name, value in reversed(pairs)}.values())


@CLASSES.enter("another text of the form", accepting=True)
@changed
def another_text(rng: random.Random, sent: Sent) -> Case:
    """What other providers sign, and what was made of Twilio's rule elsewhere."""
    pairs, order = sent.pairs, sorted(sent.pairs)
    lists = (
        pairs,
        order,
        sorted(set(pairs), key=lambda pair: pair[0].lower()),
        sorted(set(first_values(pairs))),
        sorted({pair for pair in pairs if pair[1]}),
        sorted({(name, value.strip()) for name, value in pairs}),
        sorted({(name, value.replace(b" ", b"+")) for name, value in pairs}),
        sorted(set(pairs), reverse=True),
    )
    joined = b"".join(map(b"".join, rng.choice(lists)))
    texts = (joined, joined, joined, b"&".join(map(b"=".join, order)), sent.body, b"")
    return sent.signed(signature=sign_text(sent.token, sent.url.encode() + rng.choice(texts)))


@CLASSES.enter("a boundary that was moved", accepting=True)
@changed
def boundary(rng: random.Random, sent: Sent) -> Case:
    """Nothing stands between names and values, nor behind the URL: what a signature cannot say."""
    pairs = sorted(set(sent.pairs))
    place = rng.randrange(len(pairs))
    name, value = pairs[place]
    cut = rng.randint(0, len(name + value))
    pairs[place] = ((name + value)[:cut], (name + value)[cut:])
    if rng.random() < 0.3 and re.fullmatch(rb"[!-~]+", pairs[0][0]):
        first, *rest = pairs
        longer = sent.url + first[0][:1].decode()
        return sent.signed(url=longer, body=write(rng, [(first[0][1:], first[1]), *rest]))
    return sent.signed(body=write(rng, pairs))


# URLs


def move(rng: random.Random, url: str) -> str:
    """A URL that says the same, or nearly."""
    path = re.sub(r"[?#].*", "", url)
    moves: tuple[Callable[[], str], ...] = (
        lambda: rng.choice(ports(url)),
        lambda: rng.choice(addresses(url)),
        lambda: path + escape_anew(url[len(path) :]),
        lambda: path + escape_anew(url[len(path) :]).lower(),
        lambda: re.sub(r"(?<=[a-zA-Z])(:[0-9]+)?(?=[/?]|$)", ":8443", url, count=1),
        lambda: re.sub(r"(?<=[a-z])(?=[/?]|$)", rng.choice((":443", ":80")), url, count=1),
        lambda: lower(url),
        lambda: path + "/" + url[len(path) :],
        lambda: path.rstrip("/") + url[len(path) :],
        lambda: url.replace("%27", "'").replace("+", "%20"),
        lambda: url.replace("http:", "https:") if rng.random() < 0.5 else "http" + url[5:],
    )
    return rng.choice(moves)()


@CLASSES.enter("a URL that nearly says the same", accepting=True)
@changed
def another_form(rng: random.Random, sent: Sent) -> Case:
    """One of the forms that are tried was signed, or one that is not."""
    signed = move(rng, sent.url)
    if rng.random() < 0.5:
        signed = move(rng, signed)
    called, signed = rng.choice(((sent.url, signed), (sent.url, signed), (signed, sent.url)))
    return sent._replace(url=signed).signed(url=called)


@CLASSES.enter("a changed URL", accepting=True)
@changed
def url(rng: random.Random, sent: Sent) -> Case:
    """A letter more, less or another one behind the scheme; another order; a parameter more."""
    start, text = sent.url.index("//") + 2, sent.url
    place, letter = rng.randrange(start, len(text)), rng.choice("aA1/?&=%+:.;#@_é'~")
    query = query_of(text).split("&")
    texts = (
        text[:place] + text[place + 1 :],
        text[:place] + letter + text[place:],
        text[:place] + letter + text[place + 1 :],
        text.partition("?")[0] + "?" + "&".join(rng.sample(query, len(query))),
        text + ("&" if "?" in text else "?") + rng.choice(("", "&", "a=1", "a")),
        text.partition("?")[0],
    )
    return sent.signed(url=rng.choice(texts))


@CLASSES.enter("a user, a fragment, an IPv6 address", accepting=True)
@changed
def rare_url(rng: random.Random, sent: Sent) -> Case:
    """Colons that are not those of a port, and what may not have been sent."""
    scheme, _, rest = sent.url.partition("//")
    host = rest[: re.search(r"[:/?]|$", rest).start()]  # type: ignore[union-attr]
    rest = rest[len(host) :]
    host = rng.choice((host, "[2001:db8::1]", "[2001:DB8::1]"))
    user, fragment = (
        rng.choice(("", "u@", "user:80@", "u:p@q@")),
        rng.choice(("", "#", "#rc=5&a=b")),
    )
    whole = f"{scheme}//{user}{host}{rest}{fragment}"
    signed = (
        whole,
        rng.choice(ports(whole)),
        f"{scheme}//{host}{rest}{fragment}",
        f"{scheme}//{user}{host}{rest}",
        f"{scheme}//{(user + host).partition(':')[0]}{re.sub('^:[0-9]+', '', rest)}{fragment}",
        move(rng, whole),
    )
    return sent._replace(url=rng.choice(signed)).signed(url=whole)


# Bodies that are no forms


@CLASSES.enter("no body", accepting=True)
def no_body(rng: random.Random) -> Case:
    """The URL alone is signed; a form that was sent along is no longer nothing."""
    sent = Sent(draw_secret(rng), draw_url(rng), [], b"")
    return sent.signed(body=rng.choice((b"", b"", b"&", b"=", b"&=&", b"a", b"{}", b"\0")))


def draw_json(rng: random.Random) -> bytes:
    """A body, or other bytes."""
    return rng.choice((b"", b'{"MessageSid":"SM1","MessageStatus":"sent"}', rng.randbytes(40)))


@CLASSES.enter("a body with its hash in the query", accepting=True)
def hashed(rng: random.Random) -> Case:
    """The hash as it should be, in another form, of another body, twice, or at another place."""
    content = rng.choice((draw_json(rng), write(rng, draw_pairs(rng))))
    sent = Sent(draw_secret(rng), draw_url(rng), [], content)
    digest = hashlib.sha256(sent.body).hexdigest()
    upper, other = digest.upper(), hashlib.sha256(sent.body + b" ").hexdigest()
    value = rng.choice((digest,) * 5 + (upper, other, digest[1:], digest + "0", "", f"0x{digest}"))
    name = rng.choice((BODY_HASH,) * 4 + ("bodySHA25%36", "bodysha256", "body", "+" + BODY_HASH))
    joint = "&" if "?" in sent.url else "?"
    full = f"{sent.url}{joint}{name}={value}"
    full += rng.choice(("",) * 5 + (f"&{name}={value}", f"&{name}={other}", f"&{name}", "&b=1"))
    if rng.random() < 0.1:
        full = f"{sent.url}{joint}x={rng.choice((name, ''))}#{name}={value}"
    sent = sent._replace(url=full)
    if rng.random() < 0.2:
        return sent._replace(pairs=pairs_of(sent.body)).signed()
    if rng.random() < 0.2:
        return sent.signed(url=move(rng, full))
    return sent.signed(body=rng.choice((sent.body,) * 4 + (sent.body + b" ", b"", draw_json(rng))))


@CLASSES.enter("a body that nothing covers", accepting=True)
def uncovered(rng: random.Random) -> Case:
    """No hash, and the URL alone is signed; or the body as if it were one name."""
    sent = Sent(draw_secret(rng), draw_url(rng), [], draw_json(rng))
    if rng.random() < 0.5:
        sent = sent._replace(pairs=pairs_of(sent.body))
    return sent.signed()


def delivrd(case: Case) -> str:
    """The same, from the library."""
    verifier = make_verifier("twilio", **one_or_more("auth_token", case.tokens))
    return outcome(receive(verifier, [(HEADER, case.signature)], case.body, url=case.url))


def run(seed: str, start: int, stop: int, verify: Verify = verify_by_twilio) -> Tally:
    """Asks about the cases with these numbers; the self-test has other verifiers asked."""
    return CLASSES.compare(
        f"twilio {seed}", range(start, stop), delivrd, lambda case: expected(case, verify)
    )
