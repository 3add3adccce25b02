"""Every vector has its one right answer, and its members are where the contract has them."""

import dataclasses
import json
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import pytest

import delivrd
from support import TESTS, Vector, accepted, command, vectors

SCHEMA = json.loads((TESTS / "schema" / "vectors.schema.json").read_text(encoding="utf-8"))["$defs"]
OBJECTS = {
    delivrd.Notification: SCHEMA["notification"],
    delivrd.Receipt: SCHEMA["receipt"],
    delivrd.Failure: SCHEMA["failure"],
    delivrd.Advice: SCHEMA["advice"],
    delivrd.Cost: SCHEMA["receipt"]["properties"]["cost"],
    delivrd.Event: SCHEMA["notification"]["properties"]["event"],
    delivrd.Verification: SCHEMA["notification"]["properties"]["verified"],
    delivrd.Other: SCHEMA["notification"]["properties"]["other"],
    delivrd.Unreadable: SCHEMA["notification"]["properties"]["unreadable"]["items"],
}


def differences(path: str, expected: Any, found: Any) -> list[str]:
    if isinstance(expected, dict) and isinstance(found, dict):
        names = expected.keys() | found.keys()
        missing = object()
        pairs = [(f"{path}.{name}", expected.get(name, missing), found.get(name, missing)) for name in names]
        return [line for pair in pairs for line in differences(*pair)]
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        triples = [(f"{path}[{i}]", *pair) for i, pair in enumerate(zip(expected, found, strict=True))]
        return [line for triple in triples for line in differences(*triple)]
    same = type(expected) is type(found) and expected == found
    return [] if same else [f"{path} is {found!r}, expected {expected!r}"]


def answer(vector: Vector) -> dict[str, Any]:
    try:
        return {"notification": vector.receive().to_dict()}
    except delivrd.DelivrdError as error:
        assert error.number == error.kind.number and not isinstance(error, delivrd.InternalError)
        return {"error": str(error.kind)}


def test_every_vector_has_its_answer(capsys: pytest.CaptureFixture[str]) -> None:
    wrong = {vector.name: differences("", vector.expect, answer(vector)) for vector in vectors()}
    wrong = {name: lines for name, lines in wrong.items() if lines}
    assert not wrong
    assert {vector.provider for vector in vectors()} == {own.id for own in delivrd.providers()}
    with capsys.disabled():
        print(f"\npython: {len(vectors())} vectors")


def plain(value: Any) -> Any:
    """What stands in JSON for an attribute, made without the library's own conversion."""
    if type(value) in OBJECTS:
        names = OBJECTS[type(value)]["required"]
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, datetime):
        assert value.tzinfo is UTC
    return value


def as_attributes(members: Any, name: str = "") -> Any:
    """JSON with its times as `datetime` has them: digits behind the microsecond are dropped."""
    if isinstance(members, dict):
        return {name: as_attributes(value, name) for name, value in members.items()}
    if isinstance(members, list):
        return [as_attributes(value) for value in members]
    if name in ("occurred_at", "signed_at") and members is not None:
        clock, _, fraction = members.removesuffix("Z").partition(".")
        if clock.startswith("0000"):
            return None
        time = datetime.strptime(clock, "%Y-%m-%dT%H:%M:%S").replace(tzinfo=UTC)
        return time.replace(microsecond=int(fraction[:6].ljust(6, "0")))
    return members


def test_every_member_is_an_attribute() -> None:
    seen: set[type] = set()

    def note(value: Any) -> None:
        seen.add(type(value))
        if type(value) in OBJECTS:
            for name in OBJECTS[type(value)]["required"]:
                note(getattr(value, name))
        elif isinstance(value, tuple):
            for item in value:
                note(item)

    for vector in accepted():
        notification = vector.receive()
        note(notification)
        expected = as_attributes(notification.to_dict())
        assert not differences("", expected, plain(notification)), vector.name
        whole = notification.to_dict()
        assert [receipt.to_dict() for receipt in notification.receipts] == whole["receipts"]
    assert seen >= OBJECTS.keys(), "an object of the contract stood in no vector"


def test_a_stored_one_reads_back_as_itself() -> None:
    for vector in accepted():
        notification = vector.receive()
        text = notification.to_json()
        assert json.loads(text) == notification.to_dict(), vector.name
        again = delivrd.Notification.from_json(text)
        assert again.to_json() == text
        assert again == notification == delivrd.Notification.from_dict(notification.to_dict())
        for receipt in notification.receipts:
            stored = delivrd.Receipt.from_dict(receipt.to_dict())
            assert stored == receipt == delivrd.Receipt.from_json(receipt.to_json())


def test_the_command_says_the_same_text() -> None:
    captures = "".join(f"{json.dumps(vector.capture())}\n" for vector in vectors())
    done = subprocess.run(
        [command(), "normalize", "--verified-only", "--format", "json"],
        input=captures.encode(),
        stdout=subprocess.PIPE,
        check=False,
    )
    assert done.returncode == 1, "some are refused"
    lines = done.stdout.decode().splitlines()
    assert len(lines) == len(vectors())
    for vector, line in zip(vectors(), lines, strict=True):
        try:
            text = vector.receive().to_json()
        except delivrd.DelivrdError as error:
            told = json.loads(line)["error"]
            for name in ("kind", "number", "message", "http_status", "retryable", "authentic"):
                assert told[name] == getattr(error, name), vector.name
        else:
            assert line == f'{{"id":{vector.id},"ok":true,"notification":{text}}}', vector.name
