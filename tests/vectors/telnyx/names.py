"""Names of members: at every level a string like any other."""

from __future__ import annotations

from cases import NO_NAMES, ODD_NAMES

from .model import Endpoint, body_of


def add_names(group: Endpoint) -> None:
    """What is no JSON is refused in a name, too, wherever members are read."""
    usual = body_of()
    for comment, name in ODD_NAMES.items():
        group.accept(comment, "json", body=usual.replace('"from":{', f'"from":{{{name}:1,'))
    for what, start in {
        "the body": '{"data":{',
        "data": '"data":{',
        "payload": '"payload":{',
        "from": '"from":{',
        "an item of to": '"to":[{',
        "cost": '"cost":{',
        "meta": '"meta":{',
    }.items():
        assert usual.count(start) == 1, what
        opened = start.index("{") + 1
        body = usual.replace(start, f'{start[:opened]}"A\nB":1,{start[opened:]}')
        comment = f"a raw line break in a name: in {what}"
        group.refuse(comment, "json", "malformed_body", body=body)
    for comment, name in NO_NAMES.items():
        if comment != "a raw line break in a name":
            body = usual.replace('"meta":{', f'"meta":{{{name}:1,')
            group.refuse(comment, "json", "malformed_body", body=body)


def add_repetitions(group: Endpoint) -> None:
    """Of the sender only the number is read, so nothing else of it can be two-faced."""
    usual = body_of()
    for member in ("carrier", "status", "line_type"):
        twice = f'"from":{{"{member}":"A","{member}":"B",'
        body = usual.replace('"from":{', twice)
        group.accept(f"{member} of the sender twice", "duplicate_member", body=body)
    body = usual.replace('"from":{', '"from":{"phone_number":null,')
    comment = "phone_number of the sender twice"
    group.refuse(comment, "duplicate_member", "malformed_body", body=body)
