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
