"""A complete receiver, and a worker that sends an e-mail in place of a message that failed.

    RECEIPTS=receipts.db TELECOM23_SECRET=… gunicorn "receiver:create()"
    RECEIPTS=receipts.db python receiver.py MAILS

The receiver answers 200 once body, receipts and outcomes are on disk, in one transaction. The
workers make one e-mail for each message that did not arrive, whatever comes twice, late or in
another order, and whoever is killed when.
"""

import hashlib
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
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
CREATE VIEW IF NOT EXISTS due AS SELECT message_key, email
    FROM message JOIN outcome USING (message_key) WHERE failed AND mailed_at IS NULL;
"""


@contextmanager
def transaction(path: str) -> Iterator[sqlite3.Connection]:
    """A transaction that waits for others; what it wrote is on disk when it ends."""
    with closing(sqlite3.connect(path, timeout=1.5, isolation_level=None)) as database:
        database.execute("PRAGMA synchronous = FULL")
        database.execute("BEGIN IMMEDIATE")
        try:
            yield database
            database.execute("COMMIT")
        finally:
            if database.in_transaction:
                database.execute("ROLLBACK")


def prepare(path: str) -> str:
    with transaction(path) as database:
        for statement in SCHEMA.split(";"):
            database.execute(statement)
    return path


def sent(database: sqlite3.Connection, message_key: str, email: str) -> None:
    """For whoever sends messages; the key is `verifier.message_key(id)`, before any receipt."""
    database.execute("INSERT OR IGNORE INTO message VALUES (?, ?, NULL)", (message_key, email))


def is_failed(outcome: delivrd.Outcome) -> bool:
    """Whether it will not arrive. Where nobody knows, an e-mail could be the second message."""
    lost = (delivrd.State.UNDELIVERED, delivrd.State.REJECTED, delivrd.State.EXPIRED)
    return outcome.final and outcome.state in lost and not outcome.conflict


def save(database: sqlite3.Connection, receipt: delivrd.Receipt, sha256: str) -> None:
    key = receipt.message_key
    insert = "INSERT OR IGNORE INTO receipt VALUES (?, ?, ?, ?)"
    database.execute(insert, (receipt.dedupe_key, key, sha256, receipt.to_json()))
    found = database.execute("SELECT outcome FROM outcome WHERE message_key = ?", (key,)).fetchone()
    outcome = delivrd.Outcome.from_json(found[0]) if found else delivrd.Outcome()
    if outcome.apply(receipt).new_information:
        replace = "INSERT OR REPLACE INTO outcome VALUES (?, ?, ?)"
        database.execute(replace, (key, outcome.to_json(), is_failed(outcome)))


def receive(
    path: str, verifier: delivrd.Verifier, arrived: tuple[Any, ...], now: int | None = None
) -> int:
    """The HTTP status to answer with."""
    receipts: tuple[delivrd.Receipt, ...] = ()
    problem = None
    try:
        receipts = verifier.receive(*arrived, now=now).receipts
    except delivrd.DelivrdError as error:
        print(f"refused: {error.kind}", file=sys.stderr)
        if error.kind != "malformed_body":
            return error.http_status
        problem = error.kind  # genuine, of a shape we do not know: the body is kept
    sha256 = hashlib.sha256(arrived[3]).hexdigest()
    try:
        with transaction(path) as database:
            insert = "INSERT OR IGNORE INTO body VALUES (?, ?, ?, ?)"
            database.execute(insert, (sha256, arrived[3], int(time.time()), problem))
            for receipt in receipts:
                save(database, receipt, sha256)
    except sqlite3.Error as error:
        print(f"not stored: {type(error).__name__}", file=sys.stderr)
        return 503  # the provider tries again
    return 200


def create() -> Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]:
    """The WSGI application. Without a key, or without a store, it does not start."""
    verifier = delivrd.Verifier("telecom23", secret=os.environ["TELECOM23_SECRET"])
    path = prepare(os.environ["RECEIPTS"])

    def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(MAX_READ)
        arrived = read_request(environ, body, base_url="https://hooks.example.com")
        start(f"{receive(path, verifier, arrived)} -", [("Content-Length", "0")])
        return []

    return application


def mail_one(path: str, folder: Path) -> bool:
    """Makes the next e-mail that is due; tells whether there was one.

    No transaction spans a database and a mail server. So a mail has the same name at each attempt,
    and goes to something that takes a name once: a file here, elsewhere the idempotency key of a
    mail provider. Whoever dies between the two steps leaves an attempt that changes nothing.
    """
    with transaction(path) as database:
        row = database.execute("SELECT message_key, email FROM due LIMIT 1").fetchone()
    if row is None:
        return False
    name = row[0].removeprefix("v1:")
    with tempfile.NamedTemporaryFile("w", dir=folder) as draft:
        draft.write(f"To: {row[1]}\nMessage-ID: <{name}@example.com>\n\nIt did not arrive.\n")
        draft.flush()
        with suppress(FileExistsError):  # an attempt before this one came that far
            os.link(draft.name, folder / f"{name}.eml")
    with transaction(path) as database:
        update = "UPDATE message SET mailed_at = ? WHERE message_key = ?"
        database.execute(update, (int(time.time()), row[0]))
    return True


if __name__ == "__main__":
    store = prepare(os.environ["RECEIPTS"])
    while True:
        if not mail_one(store, Path(sys.argv[1])):
            time.sleep(1)
