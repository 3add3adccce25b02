"""Url-encoded forms."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from .model import FIELDS, MESSAGE_ID, AfricasTalking

USUAL: Final = urlencode(FIELDS)


def add_forms(group: AfricasTalking) -> None:
    """Strict where a report could be read in two ways, easy where nothing is read."""
    for comment, body in {
        "percent signs in lower case": USUAL.replace("%2B", "%2b"),
        "every letter of a value encoded": USUAL.replace("Success", "%53%75%63%63%65%73%73"),
        "a name encoded": USUAL.replace("status", "st%61tus"),
        "ampersands in a row and at both ends": f"&&{USUAL.replace('&', '&&')}&",
        "a name alone": f"{USUAL}&x",
        "a value alone": f"{USUAL}&=x",
        "an equals sign alone": f"{USUAL}&=",
        "the fields in another order": "&".join(reversed(USUAL.split("&"))),
        "10,000 fields more": USUAL + "&x=1" * 10_000,
    }.items():
        group.accept(f"a form: {comment}", "form", body=body)
    for comment, sent, shown in (
        ("a plus sign is a blank", "a+b", "a b"),
        ("an encoded plus sign is one", "a%2Bb", "a+b"),
        ("an encoded percent sign is decoded once", "a%252Bb", "a%2Bb"),
        ("an equals sign in a value", "a=b==", "a=b=="),
        ("an encoded ampersand is part of the value", "a%26status=Failed", "a&status=Failed"),
        ("a semicolon parts nothing", "a;status=Failed", "a;status=Failed"),
        ("half an escape stays", "a%2", "a%2"),
        ("no escape stays", "%zz%", "%zz%"),
        ("a NUL", "a%00b", "a\0b"),
        ("a line break", "a%0D%0Ab", "a\r\nb"),
        ("text in UTF-8", "B%C3%BCcher", "B\u00fccher"),
        ("text in UTF-8 as it stands", "B\u00fccher", "B\u00fccher"),
        ("blanks around a value", "+a+", " a "),
    ):
        body = USUAL.replace(MESSAGE_ID, sent)
        group.accept(f"a value: {comment}", "form", body=body, message_id=shown)
    for comment, body in {
        "an empty body": "",
        "JSON": '{"id":"1","status":"Success"}',
        "ampersands alone": "&&&",
        "a byte order mark": "\ufeff" + USUAL,
        "a question mark in front": "?" + USUAL,
        "a blank in front": " " + USUAL,
        "encoded as a whole": USUAL.replace("=", "%3D").replace("&", "%26"),
        "parted by semicolons": USUAL.replace("&", ";"),
        "multipart": '--x\r\nContent-Disposition: form-data; name="id"\r\n\r\n1\r\n--x--\r\n',
    }.items():
        group.refuse(f"no report: {comment}", "form", "malformed_body", body=body)
    for comment, body in {
        "a field that is read": USUAL.replace("23410", "%ff"),
        "the status": USUAL.replace("Success", "Succ%e9s"),
        "half a character": USUAL.replace("23410", "%C3"),
    }.items():
        group.refuse(f"not UTF-8: {comment}", "encoding", "malformed_body", body=body)
    for comment, raw in {
        "a raw byte": USUAL.encode() + b"&x=\xff",
        "UTF-16": USUAL.encode("utf-16"),
    }.items():
        group.refuse(f"not UTF-8: {comment}", "encoding", "malformed_body", body=raw)
    for comment, body in {
        "a field nobody reads": f"{USUAL}&x=%ff",
        "the name of a field nobody reads": f"{USUAL}&%ff=x",
    }.items():
        group.accept(f"not UTF-8, but not read: {comment}", "encoding", body=body)


def add_repetitions(group: AfricasTalking) -> None:
    """A field that is read stands once."""
    for comment, field in {
        "status, another": "status=Failed",
        "status, equal": "status=Success",
        "status, empty": "status=",
        "status, a name alone": "status",
        "status, encoded": "%73tatus=Failed",
        "id, equal": f"id={MESSAGE_ID}",
        "phoneNumber": "phoneNumber=%2B447700900124",
        "networkCode": "networkCode=23410",
        "retryCount": "retryCount=1",
    }.items():
        for place, body in (("behind", f"{USUAL}&{field}"), ("in front", f"{field}&{USUAL}")):
            what = f"a field twice, {place}: {comment}"
            if place == "behind" or "status" in field:
                group.refuse(what, "repeated", "malformed_body", body=body)
    body = f"{USUAL}&failureReason=a&failureReason="
    group.refuse("an optional field twice", "repeated", "malformed_body", body=body)
    comment = "the field that tells an incoming message, twice"
    group.refuse(comment, "repeated", "malformed_body", body=f"{USUAL}&text=&text=")
    group.accept("a field nobody reads, twice", "repeated", body=f"{USUAL}&x=1&x=2&Status=Failed")
