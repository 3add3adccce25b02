"""The examples as real receivers, which are sent what providers and forgers send."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT, command

TESTS = Path(__file__).resolve().parent
EXAMPLES = TESTS.parent / "examples"
GUNICORN = (sys.executable, "-m", "gunicorn", "--no-control-socket", "-b", "127.0.0.1:{port}")
UVICORN = (sys.executable, "-m", "uvicorn", "--port", "{port}")
STORE = ("--env", "RECEIPTS=receipts.db")
RECEIVERS = {
    "flask": ("telecom23", *GUNICORN, "--pythonpath", EXAMPLES, "flask_app:app"),
    "fastapi": ("telnyx", *UVICORN, "--app-dir", EXAMPLES, "fastapi_app:app"),
    "complete": (
        *("telecom23", *GUNICORN, *STORE),
        *("--pythonpath", EXAMPLES / "complete", "receiver:create()"),
    ),
}


def check(provider: str, *receiver: str | Path) -> subprocess.CompletedProcess[str]:
    program = (sys.executable, ROOT / "tests" / "receivers" / "check.py")
    options = ("--delivrd", command(), "--provider", provider)
    return subprocess.run(
        [*program, *options, "--", *receiver], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", RECEIVERS)
def test_a_receiver_answers_and_keeps_as_it_has_to(name: str) -> None:
    provider, *receiver = RECEIVERS[name]
    done = check(str(provider), *receiver)
    assert done.returncode == 0, done.stdout + done.stderr
    print(done.stdout, end="")


def test_a_forgetful_receiver_is_noticed() -> None:
    done = check("telecom23", *GUNICORN, "--pythonpath", TESTS, "forgetful:application")
    assert done.returncode == 1
    assert re.search(r"it did not keep (\d+) of \1 genuine messages", done.stderr)
    assert "it printed the number of a recipient" in done.stderr
    assert "answered" not in done.stderr
