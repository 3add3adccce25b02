"""The complete receiver: one e-mail for each message that failed, whatever happens.

The driver below runs the example in a process of its own and kills that with SIGKILL before the
n-th line, or the n-th statement of SQL, that it executes; for each n until it comes to its end.
What died is started again. It gets the requests that it had not acknowledged, as a provider would
send them; or all of them, as after a manual replay.
"""

import hashlib
import hmac
import importlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import delivrd
import pytest

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "complete"
SECRET = "delivrd-test-signing-secret-0001"
NOW = 1770000000

# What becomes of the messages, one receipt each; and whether an e-mail is due.
MESSAGES = {
    "delivered": (["DELIVRD"], False),
    "undelivered": (["UNDELIV"], True),
    "rejected": (["REJECTD"], True),
    "expired": (["EXPIRED"], True),
    "nobody-knows": (["UNKNOWN"], False),
    "failed-then-delivered": (["UNDELIV", "DELIVRD"], False),
    "expired-then-failed": (["EXPIRED", "UNDELIV"], True),
    "nobody-then-failed": (["UNKNOWN", "REJECTD"], True),
}

DRIVER = '''
import json, os, signal, sqlite3, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import receiver

work, left = json.loads(sys.stdin.read()), int(sys.argv[2])

def step():
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

def trace(frame, event, argument):
    if frame.f_code.co_filename == receiver.__file__:
        if event == "line":
            step()
        return trace

connect = sqlite3.connect

def traced(*arguments, **options):
    database = connect(*arguments, **options)
    database.set_trace_callback(lambda statement: step())
    return database

receiver.sqlite3.connect = traced
verifier = receiver.delivrd.Verifier("telecom23", secret=os.environ["TELECOM23_SECRET"])
sys.settrace(trace)
path = receiver.prepare("receipts.db")
for method, url, headers, body in work["requests"]:
    arrived = (method, url, [tuple(pair) for pair in headers], body.encode())
    assert receiver.receive(path, verifier, arrived, now=work["now"]) == 200
    print("acknowledged", flush=True)
with receiver.transaction(path) as database:
    for name in work["sent"]:
        receiver.sent(database, verifier.message_key(name), name + "@example.com")
while receiver.mail_one(path, Path("mails")):
    pass
'''


def request(name: str, status: str) -> tuple[str, str, list[tuple[str, str]], str]:
    """Signed by Python's own hmac, as the provider does it."""
    body = json.dumps({"message_id": name, "status": status, "recipient": "+447700900123"})
    digest = hmac.new(SECRET.encode(), f"{NOW}.{body}".encode(), hashlib.sha256).hexdigest()
    headers = [("X-Webhook-Timestamp", str(NOW)), ("X-Webhook-Signature", f"sha256={digest}")]
    return ("POST", "https://hooks.example.com/dlr", headers, body)


def everything(seed: int, times: int = 2) -> str:
    """Each receipt several times, in any order."""
    requests = [request(name, status) for name, (all, _) in MESSAGES.items() for status in all]
    requests *= times
    random.Random(seed).shuffle(requests)
    return json.dumps({"requests": requests, "now": NOW, "sent": list(MESSAGES)})


def run(folder: Path, work: str, kill_at: int = 0) -> tuple[bool, int]:
    """Runs the example to its end, or kills it on the way: whether it was killed, and how many
    requests it had acknowledged."""
    (folder / "mails").mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, str(EXAMPLE), str(kill_at)],
        input=work,
        text=True,
        cwd=folder,
        env=os.environ | {"TELECOM23_SECRET": SECRET},
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0, done.stdout.count("acknowledged")


def check(folder: Path) -> None:
    """Every mail that is due is there, once; and every receipt is stored once."""
    database = sqlite3.connect(folder / "receipts.db")
    due = {f"{name}@example.com" for name, (_, is_due) in MESSAGES.items() if is_due}
    mails = [path.read_text().splitlines()[0] for path in (folder / "mails").glob("*.eml")]
    assert sorted(mails) == sorted(f"To: {address}" for address in due)
    (receipts,) = database.execute("SELECT count(*) FROM receipt").fetchone()
    assert receipts == sum(len(statuses) for statuses, _ in MESSAGES.values())
    database.close()


@pytest.mark.parametrize("seed", range(20))
def test_order_and_repetition_do_not_matter(tmp_path: Path, seed: int) -> None:
    assert run(tmp_path, everything(seed, times=3)) == (False, 33)
    assert run(tmp_path, everything(seed + 1000)) == (False, 22)
    check(tmp_path)


def test_a_late_delivery_sends_nothing_twice(tmp_path: Path) -> None:
    failed = {"requests": [request("m", "UNDELIV")], "now": NOW, "sent": ["m"]}
    late = {"requests": [request("m", "DELIVRD"), request("m", "UNDELIV")], "now": NOW, "sent": []}
    for work in (failed, late, failed):
        run(tmp_path, json.dumps(work))
    assert len(list((tmp_path / "mails").glob("*.eml"))) == 1


def test_workers_side_by_side_make_one_mail_each(tmp_path: Path) -> None:
    names = [f"failed-{number}" for number in range(40)]
    requests = [request(name, "UNDELIV") for name in names]
    works = [
        json.dumps({"requests": requests, "now": NOW, "sent": names}),
        json.dumps({"requests": requests[::-1], "now": NOW, "sent": names}),
        json.dumps({"requests": [], "now": NOW, "sent": names}),
        json.dumps({"requests": [], "now": NOW, "sent": []}),
    ]
    with ThreadPoolExecutor(len(works)) as pool:
        list(pool.map(lambda work: run(tmp_path, work), works))
    run(tmp_path, works[-1])
    mails = [path.read_text().splitlines()[0] for path in (tmp_path / "mails").glob("*.eml")]
    assert sorted(mails) == sorted(f"To: {name}@example.com" for name in names)


def test_a_store_that_fails_is_not_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(EXAMPLE))
    receiver: Any = importlib.import_module("receiver")
    verifier = delivrd.Verifier("telecom23", secret=SECRET)
    method, url, headers, body = request("m", "UNDELIV")
    digest = hmac.new(SECRET.encode(), f"{NOW}.[]".encode(), hashlib.sha256).hexdigest()
    unreadable = [headers[0], ("X-Webhook-Signature", f"sha256={digest}")]
    genuine = ((method, url, headers, body.encode()), (method, url, unreadable, b"[]"))
    path = receiver.prepare(str(tmp_path / "receipts.db"))
    for arrived in genuine:
        missing = str(tmp_path / "missing" / "receipts.db")
        assert receiver.receive(missing, verifier, arrived, now=NOW) == 503
        with receiver.transaction(path):
            assert receiver.receive(path, verifier, arrived, now=NOW) == 503
        assert receiver.receive(path, verifier, arrived, now=NOW) == 200


def test_it_does_not_start_without_a_key_or_a_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(EXAMPLE))
    receiver: Any = importlib.import_module("receiver")
    monkeypatch.setenv("RECEIPTS", str(tmp_path / "receipts.db"))
    monkeypatch.setenv("TELECOM23_SECRET", "")
    with pytest.raises(delivrd.ConfigError):
        receiver.create()
    monkeypatch.setenv("TELECOM23_SECRET", SECRET)
    monkeypatch.setenv("RECEIPTS", str(tmp_path / "missing" / "receipts.db"))
    with pytest.raises(sqlite3.OperationalError):
        receiver.create()


@pytest.mark.parametrize("replayed", [False, True])
def test_a_kill_between_any_two_steps_loses_and_doubles_nothing(
    tmp_path: Path, replayed: bool
) -> None:
    requests = [request("failed", "UNDELIV"), request("failed", "UNDELIV")]
    requests.append(request("delivered", "DELIVRD"))

    def work(acknowledged: int) -> str:
        rest = requests if replayed else requests[acknowledged:]
        return json.dumps({"requests": rest, "now": NOW, "sent": ["failed", "delivered"]})

    kills = 0
    while True:
        folder = tmp_path / str(kills)
        folder.mkdir()
        was_killed, acknowledged = run(folder, work(0), kill_at=kills + 1)
        if not was_killed:
            break
        kills += 1
        # Twice: what a killed attempt left behind must not be in the way of any later one.
        for _ in range(2):
            run(folder, work(acknowledged))
        (mail,) = (folder / "mails").glob("*.eml")
        assert mail.read_text().startswith("To: failed@example.com")
        database = sqlite3.connect(folder / "receipts.db")
        assert database.execute("SELECT count(*) FROM receipt").fetchone() == (2,)
        database.close()
    assert kills > 100, "the driver kills at every line and every statement"
    print(f"python: {kills} kills, one e-mail each time")
