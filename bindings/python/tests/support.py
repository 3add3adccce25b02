"""What the tests share: the conformance vectors, and the programs that they need."""

import base64
import hashlib
import hmac
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import delivrd

ROOT = Path(__file__).resolve().parents[3]
TESTS = ROOT / "tests"
# The key of the vectors, which is public.
SECRET = "delivrd-test-signing-secret-0001"


def signed_request(body: bytes, now: int, secret: str = SECRET) -> dict[str, str]:
    """The headers of a request of 23 Telecom."""
    digest = hmac.digest(secret.encode(), f"{now}.".encode() + body, hashlib.sha256).hex()
    return {"X-Webhook-Timestamp": str(now), "X-Webhook-Signature": f"sha256={digest}"}


@dataclass(frozen=True)
class Vector:
    """One request, the verifier that it is for, and the one right answer."""

    provider: str
    id: int
    comment: str
    config: dict[str, Any]
    now: int
    request: dict[str, Any]
    expect: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.provider} {self.id} ({self.comment})"

    @property
    def body(self) -> bytes:
        if "body" in self.request:
            return str(self.request["body"]).encode()
        return base64.b64decode(self.request["body_b64"], validate=True)

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in self.request["headers"]]

    def verifier(self) -> delivrd.Verifier:
        return delivrd.Verifier(self.provider, **self.config)

    def receive(self, verifier: delivrd.Verifier | None = None) -> delivrd.Notification:
        return (verifier or self.verifier()).receive(
            self.request["method"], self.request["url"], self.headers, self.body, now=self.now
        )

    def capture(self) -> dict[str, Any]:
        own = {"id": self.id, "provider": self.provider, "now": self.now, "config": self.config}
        return own | self.request


def _only(members: dict[str, Any], required: set[str], optional: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    assert required <= members.keys() <= required | optional, sorted(members)


def _read(path: Path) -> Iterator[Vector]:
    text = path.read_text(encoding="utf-8")
    file = json.loads(text)
    _only(file, {"schema", "provider", "count", "notes", "groups"})
    for note in file["notes"].values():
        _only(note, {"about", "risk"})
    for group in file["groups"]:
        _only(group, {"source", "config", "now", "tests"}, {"tolerance", "account"})
        # What a group says itself beats its configuration.
        top = {name: group[name] for name in ("tolerance", "account") if name in group}
        for test in group["tests"]:
            _only(test, {"id", "comment", "flags", "request", "expect"})
            _only(test["request"], {"method", "url", "headers"}, {"body", "body_b64"})
            assert len(test["request"]) == 4, "one of body and body_b64"
            _only(test["expect"], set(), {"error", "notification"})
            assert len(test["expect"]) == 1, "one answer"
            yield Vector(
                file["provider"],
                test["id"],
                test["comment"],
                group["config"] | top,
                group["now"],
                test["request"],
                test["expect"],
            )


@cache
def vectors() -> tuple[Vector, ...]:
    """Every vector of every provider."""
    every: list[Vector] = []
    paths = sorted((TESTS / "vectors").glob("*.json"))
    assert paths, "no vectors"
    for path in paths:
        own = list(_read(path))
        assert own and len(own) == json.loads(path.read_text(encoding="utf-8"))["count"], path.name
        every += own
    return tuple(every)


@cache
def accepted() -> tuple[Vector, ...]:
    """The vectors that are no refusals."""
    return tuple(vector for vector in vectors() if "notification" in vector.expect)


def documented(provider: str = "telecom23") -> Vector:
    """The first vector of a provider: a single delivery, as the provider documents it."""
    return next(vector for vector in vectors() if vector.provider == provider)


def cargo(*arguments: str) -> list[Path]:
    """Builds something in the dev profile; the files that cargo made."""
    environment = os.environ | {"PYO3_PYTHON": sys.executable, "PYO3_BUILD_EXTENSION_MODULE": "1"}
    done = subprocess.run(
        ["cargo", "build", "--quiet", "--locked", "--message-format=json", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    messages = [json.loads(line) for line in done.stdout.splitlines()]
    made = [name for message in messages for name in message.get("filenames", [])]
    return [Path(name) for name in made]


@cache
def command() -> Path:
    """The built `delivrd`."""
    return next(path for path in cargo("--package", "delivrd-cli") if path.stem == "delivrd")
