"""The header that Bandwidth logs in with."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Final

from common import URL, Headers, Json, Tables
from endpoint import Endpoint

from .model import CREDENTIAL, NOW, OTHER_CREDENTIAL, Bandwidth, basic

HEADER: Final = "Authorization"


def add_logins(group: Endpoint) -> None:
    """Well-formed credentials that do not fit, and malformed ones."""
    user, _, password = CREDENTIAL.partition(":")
    right = basic()
    for comment, header in {
        "another credential": basic(OTHER_CREDENTIAL),
        "another password": basic(f"{user}:delivrd-test-password-0002"),
        "another user": basic(f"someone:{password}"),
        "no password": basic(f"{user}:"),
        "no user": basic(f":{password}"),
        "nothing but a colon": basic(":"),
        "password and user swapped": basic(f"{password}:{user}"),
        "the password in capitals": basic(f"{user}:{password.upper()}"),
        "the user in capitals": basic(f"{user.upper()}:{password}"),
        "a line break behind the password": basic(CREDENTIAL + "\n"),
        "a blank in front of the user": basic(" " + CREDENTIAL),
        "a NUL behind the password": basic(CREDENTIAL + "\0"),
        "the beginning of the password": basic(CREDENTIAL[:-1]),
        "bytes that are no UTF-8": basic(b"\xff" + CREDENTIAL.encode()),
    }.items():
        group.refuse(comment, "login", "bad_signature", headers=[(HEADER, header)])
    encoded = right[6:]
    both = basic("outbound-user:??>>")
    for comment, header in {
        "no scheme": encoded,
        "the scheme alone": "Basic",
        "the scheme and a blank": "Basic ",
        "another scheme": "Bearer " + encoded,
        "a colon behind the scheme": "Basic: " + encoded,
        "two blanks": "Basic  " + encoded,
        "a tab in place of the blank": "Basic\t" + encoded,
        "a blank in front": " " + right,
        "a blank behind": right + " ",
        "a line break behind": right + "\r\n",
        "not encoded": "Basic " + CREDENTIAL,
        "hex": "Basic " + CREDENTIAL.encode().hex(),
        "no colon inside": basic(user + password),
        "without padding": "Basic " + base64.b64encode(b"outbound-user:xx").decode().rstrip("="),
        "too much padding": right + "=",
        "base64url": both.replace("/", "_").replace("+", "-"),
        "a letter outside the alphabet": right[:-4] + "!" + right[-3:],
        "a line break inside": right[:20] + "\n" + right[20:],
        "joined with itself by a comma": f"{right}, {right}",
        "as a digest": 'Digest username="outbound-user"',
    }.items():
        what = f"malformed header: {comment}"
        group.refuse(what, "login_form", "malformed_header", headers=[(HEADER, header)])
    group.accept("the scheme in lower case", "login_form", headers=[(HEADER, "basic " + encoded)])
    group.accept("the scheme in capitals", "login_form", headers=[(HEADER, "BASIC " + encoded)])
    _add_headers(group, right)


def _add_headers(group: Endpoint, right: str) -> None:
    wrong = basic(OTHER_CREDENTIAL)
    accepted: dict[str, Headers] = {
        "the name in lower case": [("authorization", right)],
        "the name in capitals": [("AUTHORIZATION", right)],
        "the header twice, equal": [(HEADER, right), (HEADER.lower(), right)],
        "other headers around": [("User-Agent", "BandwidthAPI/v2"), (HEADER, right), ("X", "")],
    }
    for comment, headers in accepted.items():
        group.accept(comment, "headers", headers=headers)
    refused: dict[str, tuple[str, Headers]] = {
        "no header": ("missing_header", []),
        "an empty header": ("missing_header", [(HEADER, "")]),
        "the header of a proxy": ("missing_header", [("Proxy-Authorization", right)]),
        "the name as CGI spells it": ("missing_header", [("HTTP_AUTHORIZATION", right)]),
        "the header twice": ("duplicate_header", [(HEADER, right), (HEADER, wrong)]),
        "the header twice, the wrong one first": (
            "duplicate_header",
            [(HEADER, wrong), (HEADER, right)],
        ),
        "the header beside an empty one": ("duplicate_header", [(HEADER, ""), (HEADER, right)]),
        "the header twice, malformed": ("duplicate_header", [(HEADER, "x"), (HEADER, "y")]),
    }
    for comment, (error, headers) in refused.items():
        group.refuse(comment, "headers", error, headers=headers)
    url = URL.replace("https://", f"https://{CREDENTIAL}@")
    group.refuse("the credential in the URL", "headers", "missing_header", headers=[], url=url)
    group.refuse("no header, and no JSON", "headers", "missing_header", body="x", headers=[])
    headers = [(HEADER, wrong)]
    group.refuse("wrong, and no JSON", "headers", "bad_signature", body="x", headers=headers)


def credentials(tables: Tables) -> Iterator[Bandwidth]:
    """What a credential may be."""
    for what, credential in {
        "colons in the password": "user:a:b:c",
        "no user": ":delivrd-test-password-0003",
        "characters outside ASCII": "Benutzer:Passwört-0003",
        "blanks around it": " user: pass ",
    }.items():
        group = Bandwidth.usual(tables, NOW, {"credential": credential}, secret=credential)
        group.accept(f"a credential with {what} is used verbatim", "credential")
        yield group
    for now in (0, 2**40, -(2**63), 2**63 - 1):
        group = Bandwidth.usual(tables, now, tolerance=0)
        group.accept(f"no time is signed: the clock says {now}", "clock")
        yield group


REFUSED: Final[dict[str, Json]] = {
    "a credential without a colon": {"credential": "outbound-user"},
    "a credential without a password": {"credential": "outbound-user:"},
    "a password of blanks": {"credential": "outbound-user:  "},
    "a credential of a colon": {"credential": ":"},
    "user and password": {"user": "outbound-user", "password": "delivrd-test-password-0001"},
    "one of two without a password": {"credentials": [CREDENTIAL, "inbound-user:"]},
}
