"""The examples as real receivers, which are sent what providers and forgers send."""

import subprocess
import sys

import pytest
from support import ROOT, command

EXAMPLES = ROOT / "bindings" / "python" / "examples"
GUNICORN = (sys.executable, "-m", "gunicorn", "--no-control-socket", "-b", "127.0.0.1:{port}")
RECEIVERS = {
    "flask": ("telecom23", *GUNICORN, "--pythonpath", EXAMPLES, "flask_app:app"),
    "fastapi": (
        *("telnyx", sys.executable, "-m", "uvicorn", "--port", "{port}"),
        *("--app-dir", EXAMPLES, "fastapi_app:app"),
    ),
    "complete": (
        *("telecom23", *GUNICORN, "--env", "RECEIPTS=receipts.db"),
        *("--pythonpath", EXAMPLES / "complete", "receiver:application"),
    ),
}


@pytest.mark.parametrize("name", RECEIVERS)
def test_a_receiver_answers_as_it_has_to(name: str) -> None:
    provider, *receiver = RECEIVERS[name]
    check = (sys.executable, ROOT / "tests" / "receivers" / "check.py")
    options = ("--delivrd", command(), "--provider", provider)
    done = subprocess.run(
        [*check, *options, "--", *receiver], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    print(done.stdout, end="")
