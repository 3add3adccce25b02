"""JSON and encodings."""

from __future__ import annotations

from cases import NO_NAMES, NOT_UTF8, ODD_NAMES, broken_bodies, foreign_encodings
from common import Pairs, Raw, dump, nested, nested_objects

from .model import FIELDS, Endpoint, body_of


def add_json_edges(group: Endpoint) -> None:
    """Strict where a receipt could be read in two ways, easy where nothing is read."""
    usual = body_of()
    inside = usual[1:-1]
    broken = {
        "a raw line break in a text": body_of(sender_id=Raw('"A\nB"')),
        "NaN as cost": body_of(cost=Raw("NaN")),
        "Infinity as cost": body_of(cost=Raw("Infinity")),
        "a cost with a leading zero": body_of(cost=Raw("00.1")),
        "a cost without digits before the point": body_of(cost=Raw(".5")),
    }
    for comment, body in (broken_bodies(usual) | broken).items():
        group.refuse(f"no JSON object: {comment}", "json", "malformed_body", body=body)
    for comment, body in {
        "an array of members in place of the object": '["api_7_0001","DELIVRD"]',
        "the object inside an array": f"[{usual}]",
        "an empty array": "[]",
    }.items():
        group.refuse(comment, "array", "malformed_body", body=body)
    group.accept("blanks around the object", "json", body=f" \r\n\t{usual}\n ")
    group.accept("1e400 in an ignored member", "json number", {"x": Raw("1e400")})
    group.accept("5000 digits in an ignored member", "json number", {"x": Raw("7" * 5000)})
    group.accept("a lone surrogate in an ignored member", "json", {"x": Raw('"\\udc00"')})
    _add_duplicates(group, inside)
    _add_depths(group)


def _add_duplicates(group: Endpoint, inside: str) -> None:
    twice = {
        "status twice": '"status":"UNDELIV"',
        "status twice, escaped": '"st\\u0061tus":"UNDELIV"',
        "status twice, equal": '"status":"DELIVRD"',
        "status again as null": '"status":null',
        "message_id twice": '"message_id":"api_7_0002"',
        "message_id twice, escaped": '"\\u006dessage_id":"api_7_0001"',
        "recipient twice": '"recipient":"+447700900124"',
        "cost twice": '"cost":1',
        "timestamp twice": '"timestamp":"2026-02-13T10:30:05Z"',
        "num_parts again with an odd value": '"num_parts":[]',
    }
    for comment, member in twice.items():
        body = f"{{{inside},{member}}}"
        group.refuse(comment, "duplicate_member", "malformed_body", body=body)
    body = f'{{"status":"UNDELIV",{inside}}}'
    group.refuse("status twice, in front", "duplicate_member", "malformed_body", body=body)
    optional = dump(Pairs([*FIELDS.items(), ("workspace_id", 1), ("workspace_id", 1)]))
    group.refuse("workspace_id twice", "duplicate_member", "malformed_body", body=optional)
    body = f'{{{inside},"x":1,"x":2}}'
    group.accept("an unknown member twice is no harm", "duplicate_member", body=body)
    body = f'{{{inside},"x":{{"status":"UNDELIV","status":"EXPIRED"}}}}'
    group.accept("names that are read, deeper in an ignored member", "duplicate_member", body=body)
    body = "{" + inside.replace('"status"', '"st\\u0061tus"') + "}"
    group.accept("an escaped spelling alone is the member", "json", body=body)


def _add_depths(group: Endpoint) -> None:
    group.accept("20000 arrays in an ignored member", "limits", {"x": nested(20000)})
    group.accept("3000 objects in an ignored member", "limits", {"x": nested_objects(3000)})
    deep = {"sender_id": nested(20000)}
    group.accept("20000 arrays in an optional member", "limits", deep, sender=None)
    deep = {"num_parts": nested_objects(200), "cost": nested(200), "workspace_id": nested(200)}
    comment = "200 levels in several optional members"
    group.accept(comment, "limits", deep, parts=None, cost=None)
    comment = "100 kB in an ignored member"
    group.accept(comment, "limits", {"x": "x" * 100_000})
    many = {f"x{number}": number for number in range(500)}
    group.accept("500 ignored members", "limits", many)


def add_encodings(group: Endpoint) -> None:
    """UTF-8 and nothing else, in members that are read and in others."""
    for name in ("sender_id", "x"):
        front, back = body_of(**{name: "@@"}).split("@@")
        for what, bad in NOT_UTF8.items():
            comment = f"{'an ignored member' if name == 'x' else name} holds {what}"
            body = front.encode() + bad + back.encode()
            group.refuse(comment, "encoding", "malformed_body", body=body)
    for comment, body in foreign_encodings(body_of()).items():
        group.refuse(f"not plain UTF-8: {comment}", "encoding", "malformed_body", body=body)


def add_names(group: Endpoint) -> None:
    """A name is a string like any other: what is no JSON is refused there, too."""
    usual = body_of()
    for comment, name in ODD_NAMES.items():
        group.accept(comment, "json", body=f"{usual[:-1]},{name}:1}}")
    for comment, name in NO_NAMES.items():
        group.refuse(comment, "json", "malformed_body", body=f"{usual[:-1]},{name}:1}}")
