"""Holds the schema of definitions against those that ship and against broken ones."""

from __future__ import annotations

import copy
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator

from common import Json

ROOT: Final = Path(__file__).resolve().parents[2]
SCHEMA: Final = ROOT / "docs/definition.schema.json"
PROVIDERS: Final = ROOT / "crates/delivrd/src/providers"
REFERENCE: Final = ROOT / "docs/definitions.md"

USUAL: Final[Json] = {
    "id": "acme_sms",
    "name": "Acme SMS",
    "docs": "https://acme.example/docs",
    "signature": {
        "scheme": "hmac_sha256",
        "timestamp": {"in": "header:X-Acme-Timestamp"},
        "in": "header:X-Acme-Signature",
        "prefix": "sha256=",
        "encoding": "hex",
        "signed": "{timestamp}.{body}",
    },
    "body": {"format": "json", "items": "/reports"},
    "receipt": {"message_id": "/id", "status": ["/state", "body:/state"], "extra": {"a": "/a"}},
    "other": [{"when": {"/type": "in", "/text": True}}],
    "status": [{"word": "ok", "state": "delivered"}, {"word": "no", "state": "undelivered"}],
    "codes": {"rows": [{"code": "1", "meaning": "off", "reason": "unreachable"}]},
}


def _change(*path: str | int, to: Any = ...) -> Callable[[Json], None]:
    """Sets a member, or takes it away."""

    def change(definition: Json) -> None:
        place: Any = definition
        for step in path[:-1]:
            place = place[step]
        if to is ...:
            del place[path[-1]]
        else:
            place[path[-1]] = to

    return change


BROKEN: Final = {
    "no id": _change("id"),
    "an id in capitals": _change("id", to="Acme"),
    "an id that begins with a digit": _change("id", to="1acme"),
    "an id that a member has": _change("id", to="statuses"),
    "no name": _change("name"),
    "no docs": _change("docs"),
    "an unknown member": _change("colour", to="blue"),
    "no scheme": _change("signature", "scheme"),
    "a scheme that there is not": _change("signature", "scheme", to="md5"),
    "no place of the signature": _change("signature", "in"),
    "a place in the body": _change("signature", "in", to="body:/signature"),
    "a place without a name": _change("signature", "in", to="header:"),
    "no encoding": _change("signature", "encoding"),
    "an encoding that there is not": _change("signature", "encoding", to="base32"),
    "no template": _change("signature", "signed"),
    "a placeholder that there is not": _change("signature", "signed", to="{timestamp}{host}{body}"),
    "a brace alone": _change("signature", "signed", to="{timestamp}}{body}"),
    "a time that is not signed": _change("signature", "signed", to="{body}"),
    "a signed time that stands nowhere": _change("signature", "timestamp"),
    "a unit that there is not": _change("signature", "timestamp", "unit", to="minutes"),
    "a separator of two characters": _change("signature", "separator", to=", "),
    "a separator outside ASCII": _change("signature", "separator", to="\u00b7"),
    "a separator that may be part of a signature": _change("signature", "separator", to="a"),
    "a secret with a template": _change("signature", "scheme", to="secret"),
    "basic authentication with a template": _change("signature", "scheme", to="basic_auth"),
    "Standard Webhooks with a template": _change("signature", "scheme", to="standard_webhooks"),
    "a secret without a place": _change("signature", to={"scheme": "secret"}),
    "a key of another encoding": _change("signature", "key", to={"encoding": "pem"}),
    "a key that is called as another member": _change("signature", "key", to={"name": "account"}),
    "a key that is called as an argument": _change("signature", "key", to={"name": "provider"}),
    "no format": _change("body", "format"),
    "a format that there is not": _change("body", "format", to="xml"),
    "items of a form": _change("body", "format", to="form"),
    "items by name": _change("body", "items", to="reports"),
    "numbers as a text": _change("body", "numbers", to="yes"),
    "no message id": _change("receipt", "message_id"),
    "no status": _change("receipt", "status"),
    "a fact that there is not": _change("receipt", "colour", to="/colour"),
    "an empty location": _change("receipt", "message_id", to=""),
    "a location with a bad escape": _change("receipt", "message_id", to="/a~2"),
    "a location of nine segments": _change("receipt", "message_id", to="/a" * 9),
    "a list of no locations": _change("receipt", "message_id", to=[]),
    "nine locations": _change("receipt", "message_id", to=["/a"] * 9),
    "a location that is a number": _change("receipt", "message_id", to=1),
    "a query without a name": _change("receipt", "message_id", to="query:"),
    "extra as a list": _change("receipt", "extra", to=["/a"]),
    "65 members in extra": _change("receipt", "extra", to={str(n): "/a" for n in range(65)}),
    "a time that there is not": _change("receipt", "time", to="rfc822"),
    "a code system that there is not": _change("receipt", "code_system", to="gsm"),
    "no condition": _change("other", 0, "when", to={}),
    "a condition that is a number": _change("other", 0, "when", to={"/type": 1}),
    "a condition of no texts": _change("other", 0, "when", to={"/type": []}),
    "an event without conditions": _change("other", 0, "when"),
    "a key of the message": _change("dedupe", to={"message_id": True}),
    "no words": _change("status", to=[]),
    "no table of words": _change("status"),
    "a word without a state": _change("status", 0, "state"),
    "an empty word": _change("status", 0, "word", to=""),
    "a state that there is not": _change("status", 0, "state", to="failed"),
    "delivered, but not final": _change("status", 0, "final", to=False),
    "sent, but final": _change("status", 0, to={"word": "a", "state": "sent", "final": True}),
    "an arrival refined by its code": _change("status", 0, "refined_by_code", to=True),
    "a failure that was read": _change("status", 1, "confirmation", to="read"),
    "a reason for an arrival": _change("status", 0, "reason", to="unreachable"),
    "a reason that there is not": _change("status", 1, "reason", to="spam"),
    "a permanence of nothing": _change("status", 1, "permanence", to="temporary"),
    "no codes": _change("codes", to={}),
    "codes as a list": _change("codes", to=[{"code": "1", "meaning": "a", "reason": "none"}]),
    "a code without a meaning": _change("codes", "rows", 0, "meaning"),
    "a code that is a number": _change("codes", "rows", 0, "code", to=1),
    "a reason of a code that there is not": _change("codes", "rows", 0, "reason", to="spam"),
    "a lasting success": _change(
        "codes",
        "rows",
        0,
        to={"code": "0", "meaning": "ok", "reason": "none", "permanence": "permanent"},
    ),
    "attempts as a text": _change("callback", to={"attempts": "3"}),
    "an answer that is no success": _change("callback", to={"answer": {"status": 404}}),
    "an answer without a status": _change("callback", to={"answer": {"body": "ok"}}),
}


def shipped() -> dict[str, Json]:
    """The definitions of the providers, by id."""
    files = sorted(PROVIDERS.glob("*/definition.toml"))
    return {file.parent.name: tomllib.loads(file.read_text(encoding="utf-8")) for file in files}


def check_definitions() -> None:
    """Raises if the schema refuses a good definition or takes a broken one."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for what, definition in _good():
        for error in validator.iter_errors(definition):
            raise ValueError(f"{what}: {error.json_path}: {error.message}")
    for what, change in BROKEN.items():
        definition = copy.deepcopy(USUAL)
        change(definition)
        if validator.is_valid(definition):
            raise ValueError(f"the schema of definitions takes {what}")


def _good() -> Iterator[tuple[str, Json]]:
    yield "the usual definition", USUAL
    for name, definition in shipped().items():
        if definition["id"] != name:
            raise ValueError(f"{name}/definition.toml is of {definition['id']}")
        yield f"{name}/definition.toml", definition
    blocks = re.findall(r"```toml\n(.*?)```", REFERENCE.read_text(encoding="utf-8"), re.DOTALL)
    for number, block in enumerate(blocks, start=1):
        part = tomllib.loads(block)
        yield f"block {number} of docs/definitions.md", part if "id" in part else USUAL | part
