"""The program of the README runs."""

import os
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import delivrd
from support import ROOT, SECRET, TESTS, documented

README = (ROOT / "bindings" / "python" / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def run(block: str, monkeypatch: pytest.MonkeyPatch, **names: Any) -> dict[str, Any]:
    key = documented("telnyx").config["public_key"]
    monkeypatch.setenv("TELNYX_PUBLIC_KEY", key)
    scope: dict[str, Any] = {"delivrd": delivrd, "os": os} | names
    exec(compile(block, "README.md", "exec"), scope)
    return scope


def test_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    program = BLOCKS[0]
    assert len([line for line in program.splitlines() if line.strip()]) <= 15
    saved: list[Any] = []
    kept: list[bytes] = []
    scope = run(program, monkeypatch, keep=kept.append, save=lambda *own: saved.append(own))
    vector = documented("telnyx")
    request = SimpleNamespace(
        method="POST", url=vector.request["url"], headers=dict(vector.headers), body=vector.body
    )
    assert scope["on_receipt"](request) == 401, "it was signed long ago"
    scope["verifier"] = SimpleNamespace(receive=lambda *own: vector.receive())
    assert scope["on_receipt"](request) == 200
    receipt = vector.receive().receipts[0]
    assert saved == [(receipt.dedupe_key, receipt.message_id, receipt.state)] and not kept

    def malformed(*_: Any) -> None:
        raise delivrd.ParseError("malformed_body", "of another shape")

    scope["verifier"] = SimpleNamespace(receive=malformed)
    assert scope["on_receipt"](request) == 200 and kept == [vector.body]


def test_the_other_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(BLOCKS) == 5
    monkeypatch.chdir(TESTS / "definitions")
    for block in BLOCKS[1:]:
        vector = documented("telnyx")
        notification = vector.receive()
        run(
            block,
            monkeypatch,
            verifier=vector.verifier(),
            notification=notification,
            stored={},
            secret=SECRET,
            Path=Path,
            notify=lambda *own: None,
        )


def test_links_lead_somewhere() -> None:
    folder = ROOT / "bindings" / "python"
    for target in re.findall(r"\]\(([^)#]+)", README):
        if not target.startswith("https://"):
            assert (folder / target).exists(), target
    assert Path(delivrd.__file__).name == "__init__.py"
