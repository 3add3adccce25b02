"""Runs the SQL of docs/outcome.md against a real SQLite and a real PostgreSQL.

Eight processes with a connection each apply 2,000 receipts of 300 messages in parallel. After that
the table has to equal the pure function of model.py, and applying all of them once more has to
change nothing. Both databases live in a temporary folder and are gone afterwards.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import multiprocessing
import os
import pwd
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.context import SpawnContext
from multiprocessing.synchronize import Barrier
from pathlib import Path
from threading import BrokenBarrierError
from types import FrameType
from typing import Final, Literal, cast

import psycopg

import model

DOCS: Final = Path(__file__).resolve().parents[2] / "docs" / "outcome.md"
CONNECTIONS: Final = 8
SECONDS: Final = 120

Kind = Literal["PostgreSQL", "SQLite"]
Parameters = tuple[bytes, int, bytes, int, bytes]
Blocks = Mapping[str, str]


class SetupError(Exception):
    """The test cannot run."""


def documented(docs: Path, kind: Kind) -> Blocks:
    """The SQL under the heading of a database, by its first word."""
    section = re.search(rf"^### {kind}\n(.*?)(?=^##)", docs.read_text(), re.DOTALL | re.MULTILINE)
    if section is None:
        raise SetupError(f"{docs} has no section '### {kind}'")
    blocks: dict[str, str] = {}
    for sql in re.findall(r"^```sql\n(.*?)^```", section[1], re.DOTALL | re.MULTILINE):
        word = sql.split(maxsplit=1)[0]
        if word in blocks:
            raise SetupError(f"{docs}, {kind}: two blocks begin with {word}")
        blocks[word] = sql
    wanted = {"CREATE", "INSERT", "SELECT"} | ({"PRAGMA"} if kind == "SQLite" else set())
    if blocks.keys() != wanted:
        raise SetupError(f"{docs}, {kind}: blocks {sorted(blocks)} instead of {sorted(wanted)}")
    return blocks


# ----------------------------------------------------------------------------------- connections

Execute = Callable[[str, Sequence[object]], Sequence[tuple[object, ...]]]


@contextlib.contextmanager
def connected(kind: Kind, address: str, blocks: Blocks) -> Iterator[Execute]:
    """A connection in autocommit; `execute(sql, parameters)` gives the rows."""
    if kind == "SQLite":
        with contextlib.closing(sqlite3.connect(address, timeout=0, isolation_level=None)) as own:
            for pragma in blocks["PRAGMA"].strip().splitlines():
                own.execute(pragma)

            def lite(sql: str, parameters: Sequence[object]) -> Sequence[tuple[object, ...]]:
                return own.execute(sql, cast("tuple[bytes]", tuple(parameters))).fetchall()

            yield lite
    else:
        with psycopg.connect(address, autocommit=True, cursor_factory=psycopg.RawCursor) as other:

            def postgres(sql: str, parameters: Sequence[object]) -> Sequence[tuple[object, ...]]:
                cursor = other.execute(sql.encode(), parameters, binary=True)
                return cursor.fetchall() if cursor.description else []

            yield postgres


# --------------------------------------------------------------------------------------- workers

_barrier: Barrier | None = None


def begin(barrier: Barrier) -> None:
    """Once in each worker."""
    global _barrier
    _barrier = barrier


def work(kind: Kind, address: str, blocks: Blocks, share: Sequence[Parameters]) -> int:
    """Applies a share over an own connection, from the moment at which all are connected; gives
    the number of statements that changed the table."""
    assert _barrier is not None
    changes = 0
    with connected(kind, address, blocks) as execute:
        _barrier.wait(SECONDS)
        for parameters in share:
            rows = execute(blocks["INSERT"], parameters)
            for merge_key, seen in rows:
                if not (
                    cast(bytes, merge_key) >= parameters[2] and cast(int, seen) & parameters[3]
                ):
                    raise SetupError(f"RETURNING gave {rows} for {parameters}")
            changes += len(rows)
    return changes


@dataclass
class Bench:
    """One database, and what was found out about it."""

    kind: Kind
    version: str
    address: str
    blocks: Blocks
    pool: ProcessPoolExecutor
    passed: int = 0
    failed: list[str] = field(default_factory=list)

    def check(self, name: str, differences: Sequence[str], detail: str) -> None:
        """Prints and counts."""
        name = f"{self.kind} {self.version}, {name}"
        if differences:
            self.failed.append(name)
            print(f"FAILED  {name}: {detail}")
            for difference in differences[:5]:
                print(f"        {difference}")
            if len(differences) > 5:
                print(f"        and {len(differences) - 5} more")
        else:
            self.passed += 1
            print(f"ok      {name}: {detail}", flush=True)

    def guarded(self, name: str, act: Callable[[], None]) -> None:
        """Counts an error of the database as a failure."""
        try:
            act()
        except (
            sqlite3.Error,
            psycopg.Error,
            BrokenBarrierError,
            TimeoutError,
            SetupError,
        ) as error:
            self.check(name, [f"{type(error).__name__}: {error}"], "it did not run")

    def reset(self) -> None:
        """An empty table."""
        with connected(self.kind, self.address, self.blocks) as execute:
            execute("DROP TABLE IF EXISTS message_part", ())
            execute(self.blocks["CREATE"], ())

    def apply(self, receipts: Sequence[Parameters], blocks: Blocks | None = None) -> int:
        """All at once, dealt out one by one."""
        futures = [
            self.pool.submit(
                work, self.kind, self.address, blocks or self.blocks, receipts[at::CONNECTIONS]
            )
            for at in range(CONNECTIONS)
        ]
        return sum(future.result(SECONDS) for future in futures)

    def table(self) -> model.Table:
        """The whole table, by the plainest of all statements."""
        sql = "SELECT message_key, part, merge_key, seen, body FROM message_part"
        with connected(self.kind, self.address, self.blocks) as execute:
            rows = cast("Sequence[tuple[bytes, int, bytes, int, bytes]]", execute(sql, ()))
        return {(key, part): model.Row(own, seen, body) for key, part, own, seen, body in rows}

    def compare(self, expected: model.Table) -> list[str]:
        """What differs from the pure function."""
        found = self.table()
        differences = []
        for place in sorted(found.keys() | expected.keys()):
            own, other = found.get(place), expected.get(place)
            if own != other:
                key, part = place
                differences.append(
                    f"message {key.hex()} part {part}: {shown(own)} instead of {shown(other)}"
                )
        return differences

    def run(self, seed: int) -> None:
        """One seed."""
        policy = list(model.POLICIES)[seed % 2]
        receipts = model.generate(seed)
        # Receipts of one message in a row meet each other in all connections at once.
        order = ["shuffled", "in bursts"][seed // 2 % 2]
        if order == "in bursts":
            receipts.sort(key=model.Receipt.message_key)
        parameters = [parameters_of(receipt, policy) for receipt in receipts]
        expected = model.table_of(receipts, policy)
        name = f"seed {seed}, {policy}, {order}"

        self.reset()
        started = time.monotonic()
        changes = self.apply(parameters)
        passed = time.monotonic() - started
        self.check(
            name,
            self.compare(expected),
            f"{len(receipts)} receipts of {len({key for key, _ in expected})} messages gave "
            f"{len(expected)} rows in {changes} changes, {passed:.1f} s",
        )

        random.Random(seed).shuffle(parameters)
        changes = self.apply(parameters)
        differences = self.compare(expected)
        if changes:
            differences.append(f"{changes} rows were returned instead of none")
        self.check(f"{name}, once more", differences, "nothing changed, nothing was returned")

        self.check(f"{name}, reading", self.reading(expected), "every message by its key")

    def reading(self, expected: model.Table) -> list[str]:
        """The documented query, for each message."""
        differences = []
        with connected(self.kind, self.address, self.blocks) as execute:
            for key in {key for key, _ in expected}:
                found = [tuple(row) for row in execute(self.blocks["SELECT"], (key,))]
                parts = sorted(part for own, part in expected if own == key)
                wanted = [(part, *expected[key, part]) for part in parts]
                if found != wanted:
                    differences.append(f"message {key.hex()}: {found} instead of {wanted}")
        return differences

    def control(self) -> None:
        """The comparison notices a statement that lets the last arrival win."""
        receipts = model.generate(0)
        parameters = [parameters_of(receipt, "delivered_wins") for receipt in receipts]
        sql = re.sub(r"DO UPDATE SET.*(?=RETURNING)", LAST_WINS, self.blocks["INSERT"], flags=re.S)
        self.reset()
        with connected(self.kind, self.address, self.blocks) as execute:
            for own in parameters:
                execute(sql, own)
        differences = self.compare(model.table_of(receipts, "delivered_wins"))
        self.check(
            "control",
            [] if differences else ["the last arrival won, and nobody noticed"],
            f"where the last arrival wins, {len(differences)} rows are wrong",
        )


LAST_WINS: Final = (
    "DO UPDATE SET merge_key = excluded.merge_key, seen = excluded.seen, body = excluded.body "
)


def parameters_of(receipt: model.Receipt, policy: str) -> Parameters:
    """What the documented statement takes."""
    return (
        receipt.message_key(),
        receipt.part or 0,
        receipt.merge_key(policy),
        receipt.seen(policy),
        receipt.body(),
    )


def shown(row: model.Row | None) -> str:
    """A row in a message."""
    return "no row" if row is None else f"{row.merge_key.hex()} seen {row.seen} {row.body.decode()}"


# ------------------------------------------------------------------------------------ PostgreSQL


def programs() -> Path:
    """The folder of initdb and pg_ctl."""

    def find() -> Path | None:
        def version(folder: Path) -> int:
            return int(re.sub(r"\D", "", folder.parent.name) or 0)

        debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version, reverse=True)
        on_path = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
        folders = [*debian, *on_path]
        return next(
            (f for f in folders if (f / "initdb").exists() and (f / "pg_ctl").exists()), None
        )

    if (folder := find()) is not None:
        return folder
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise SetupError("initdb and pg_ctl are not installed: install the package postgresql")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "postgresql"]):
        subprocess.run(["apt-get", *command], check=True, env=environment, stdout=sys.stderr)
    if (folder := find()) is None:
        raise SetupError("the package postgresql brought no initdb")
    return folder


@contextlib.contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A server of our own on a free loopback port; gives how to connect."""
    binaries = programs()
    home = folder / "postgresql"
    home.mkdir(mode=0o700)
    user: str | int = os.geteuid()
    if user == 0:
        # initdb refuses root.
        names = {entry.pw_name for entry in pwd.getpwall()}
        user = next(name for name in ("postgres", "nobody") if name in names)
        shutil.chown(home, user)
        folder.chmod(0o711)
    data, log = home / "data", home / "log"

    def call(program: str, *arguments: str) -> None:
        command = [str(binaries / program), "-D", str(data), *arguments]
        as_root = os.geteuid() == 0
        done = subprocess.run(
            command,
            cwd=home,
            env={"PATH": "/usr/bin:/bin", "HOME": str(home), "LC_ALL": "C.UTF-8"},
            user=user if as_root else None,
            group=pwd.getpwnam(str(user)).pw_gid if as_root else None,
            extra_groups=[] if as_root else None,
            # Not a pipe: the server would keep it open.
            stdout=(output := open(folder / "output", "w+")),  # noqa: SIM115
            stderr=subprocess.STDOUT,
            timeout=SECONDS,
            check=False,
        )
        with output:
            output.seek(0)
            if done.returncode:
                text = output.read() + (log.read_text() if log.exists() else "")
                raise SetupError(f"{program} failed:\n{text}")

    call("initdb", "-U", "delivrd", "-A", "trust", "-E", "UTF8", "--no-sync")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c fsync=off "
    options += f"-c unix_socket_directories={home}"
    try:
        call("pg_ctl", "start", "-w", "-l", str(log), "-o", options)
        yield f"host=127.0.0.1 port={port} user=delivrd dbname=postgres"
    finally:
        if (data / "postmaster.pid").exists():
            call("pg_ctl", "stop", "-w", "-m", "immediate")


# ------------------------------------------------------------------------------------------ main


def stop(number: int, _frame: FrameType | None) -> None:
    """Lets the context managers clean up."""
    raise SystemExit(128 + number)


def main() -> int:
    """Runs all; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--docs", type=Path, default=DOCS)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--only", choices=["PostgreSQL", "SQLite"])
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, stop)
    context: SpawnContext = multiprocessing.get_context("spawn")
    passed, failed = 0, 0
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="delivrd-sql-")))
        barrier = context.Barrier(CONNECTIONS)
        pool = stack.enter_context(
            ProcessPoolExecutor(CONNECTIONS, context, initializer=begin, initargs=(barrier,))
        )
        kinds: list[Kind] = ["SQLite", "PostgreSQL"]
        for kind in kinds:
            if arguments.only not in (None, kind):
                continue
            blocks = documented(arguments.docs, kind)
            if kind == "SQLite":
                address, version = str(folder / "sqlite.db"), sqlite3.sqlite_version
            else:
                address = stack.enter_context(postgresql(folder))
                with connected(kind, address, blocks) as execute:
                    version = str(execute("SHOW server_version", ())[0][0]).split()[0]
            bench = Bench(kind, version, address, blocks, pool)
            bench.guarded("control", bench.control)
            for seed in range(1, arguments.seeds + 1):
                bench.guarded(f"seed {seed}", functools.partial(bench.run, seed))
                barrier.reset()
            passed, failed = passed + bench.passed, failed + len(bench.failed)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SetupError as trouble:
        print(f"{trouble}\n0 passed, 1 failed")
        sys.exit(1)
