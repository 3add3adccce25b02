"""A complete receiver, and a worker that sends an e-mail in place of a message that failed.

    RECEIPTS=receipts.db TELECOM23_SECRET=… gunicorn receiver:application
    RECEIPTS=receipts.db python receiver.py MAILS

The receiver answers 200 once body, receipts and outcomes are on disk, in one transaction. The
worker makes one e-mail for each message that did not arrive, whatever comes twice, late or in
another order, and whichever of the two is killed when.
"""

import hashlib
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import delivrd
from delivrd.contrib.wsgi import read_request

MAX_READ = 8 << 20  # bounds memory; the verifier refuses more than 1 MiB
SCHEMA = """
CREATE TABLE IF NOT EXISTS body (
    sha256 TEXT PRIMARY KEY, body BLOB NOT NULL, arrived_at INTEGER NOT NULL, error TEXT);
CREATE TABLE IF NOT EXISTS receipt (
    dedupe_key TEXT PRIMARY KEY, message_key TEXT NOT NULL, sha256 TEXT NOT NULL, receipt TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS outcome (
    message_key TEXT PRIMARY KEY, outcome TEXT NOT NULL, failed INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS message (
    message_key TEXT PRIMARY KEY, email TEXT NOT NULL, mailed_at INTEGER);
"""


def connect(path: str) -> sqlite3.Connection:
    """The store. `FULL`: a commit is on disk, also when the power fails."""
    database = sqlite3.connect(path, timeout=4, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.executescript(SCHEMA)
    return database


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        database.execute("ROLLBACK")
        raise


def sent(database: sqlite3.Connection, message_key: str, email: str) -> None:
    """For whoever sends messages; the key is `verifier().message_key(id)`, before any receipt."""
    database.execute("INSERT OR IGNORE INTO message VALUES (?, ?, NULL)", (message_key, email))


def is_failed(outcome: delivrd.Outcome) -> bool:
    """Whether it will not arrive. Where nobody knows, an e-mail could be the second message."""
    lost = (delivrd.State.UNDELIVERED, delivrd.State.REJECTED, delivrd.State.EXPIRED)
    return outcome.final and outcome.state in lost and not outcome.conflict


def keep(database: sqlite3.Connection, body: bytes, error: str | None = None) -> str:
    sha256 = hashlib.sha256(body).hexdigest()
    insert = "INSERT OR IGNORE INTO body VALUES (?, ?, ?, ?)"
    database.execute(insert, (sha256, body, int(time.time()), error))
    return sha256


def save(database: sqlite3.Connection, notification: delivrd.Notification, body: bytes) -> None:
    """One transaction: after it, nothing of the notification can be lost."""
    with transaction(database):
        sha256 = keep(database, body)
        for receipt in notification.receipts:
            key = receipt.message_key
            insert = "INSERT OR IGNORE INTO receipt VALUES (?, ?, ?, ?)"
            database.execute(insert, (receipt.dedupe_key, key, sha256, receipt.to_json()))
            select = "SELECT outcome FROM outcome WHERE message_key = ?"
            found = database.execute(select, (key,)).fetchone()
            outcome = delivrd.Outcome.from_json(found[0]) if found else delivrd.Outcome()
            if outcome.apply(receipt).new_information:
                replace = "INSERT OR REPLACE INTO outcome VALUES (?, ?, ?)"
                database.execute(replace, (key, outcome.to_json(), is_failed(outcome)))


@cache
def verifier() -> delivrd.Verifier:
    return delivrd.Verifier("telecom23", secret=os.environ["TELECOM23_SECRET"])


def receive(database: sqlite3.Connection, arrived: tuple[Any, ...], now: int | None = None) -> int:
    """The HTTP status to answer with."""
    body = arrived[3]
    try:
        save(database, verifier().receive(*arrived, now=now), body)
    except delivrd.DelivrdError as error:
        print(f"refused: {error.kind}", file=sys.stderr)
        if error.kind != "malformed_body":
            return error.http_status
        keep(database, body, error.kind)  # genuine, of a shape we do not know
    except sqlite3.Error as error:
        print(f"not stored: {type(error).__name__}", file=sys.stderr)
        return 503  # the provider tries again
    return 200


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The WSGI application."""
    body = environ["wsgi.input"].read(MAX_READ)
    arrived = read_request(environ, body, base_url="https://hooks.example.com")
    with closing(connect(os.environ["RECEIPTS"])) as database:
        status = receive(database, arrived)
    start_response(f"{status} -", [("Content-Length", "0")])
    return []


def mail_one(database: sqlite3.Connection, folder: Path) -> bool:
    """Makes the next e-mail that is due; tells whether there was one.

    No transaction spans a database and a mail server. So a mail has the same name at each attempt,
    and goes to something that takes a name once: a file here, elsewhere the idempotency key of a
    mail provider. Whoever dies between the two steps leaves an attempt that changes nothing.
    """
    due = database.execute(
        "SELECT message_key, email FROM message JOIN outcome USING (message_key)"
        " WHERE failed AND mailed_at IS NULL LIMIT 1"
    ).fetchone()
    if due is None:
        return False
    name, draft = due[0].removeprefix("v1:"), folder / f".{os.getpid()}"
    draft.write_text(f"To: {due[1]}\nMessage-ID: <{name}@example.com>\n\nIt did not arrive.\n")
    with suppress(FileExistsError):  # an attempt before this one came that far
        os.link(draft, folder / f"{name}.eml")
    draft.unlink()
    update = "UPDATE message SET mailed_at = ? WHERE message_key = ?"
    database.execute(update, (int(time.time()), due[0]))
    return True


if __name__ == "__main__":
    store = connect(os.environ["RECEIPTS"])
    while True:
        if not mail_one(store, Path(sys.argv[1])):
            time.sleep(1)
