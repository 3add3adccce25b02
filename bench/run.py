#!/usr/bin/env python3
"""Builds and runs the benchmarks of every language, and writes the tables of docs/performance.md.

    make bench

Times mean nothing, ratios do: the contenders of a group take turns, and each round gives one ratio
of two of them. A run's figure is the median of its rounds; what is written down is the median of
the runs, and how far they lie apart. Ends with 1 if a figure misses what it must be.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

import captures
import goals
import report
from environment import environment

ROOT: Final = Path(__file__).resolve().parents[1]
TARGET: Final = ROOT / "target"
OUT: Final = TARGET / "bench"
REQUESTS: Final = OUT / "requests.json"
RESULTS: Final = OUT / "results.json"
# Some hundreds of megabytes, which do not outlive the program.
CAPTURES: Final = OUT / "captures"
DELIVRD: Final = TARGET / "release/delivrd"

# Of each contender of each group, the nanoseconds of a call, round by round.
Groups = dict[str, dict[str, list[float]]]


class Part(NamedTuple):
    """Something to measure: what it needs, how it is built, and how a run of it goes."""

    tools: tuple[str, ...]
    files: tuple[str, ...]
    build: Callable[[], None]
    measure: Callable[[argparse.Namespace], Groups]
    cores: int = 1

    def missing(self) -> str | None:
        """Why it cannot run here."""
        absent = [tool for tool in self.tools if not shutil.which(tool)]
        absent += [name for name in self.files if not (ROOT / name).exists()]
        if len(os.sched_getaffinity(0)) < self.cores:
            return f"fewer than {self.cores} cores"
        return f"{absent[0]} is missing" if absent else None


def main() -> int:
    """Measures, writes the page, and says what was missed."""
    options = read_options()
    if not options.report_only:
        OUT.mkdir(parents=True, exist_ok=True)
        try:
            RESULTS.write_text(json.dumps(measure_all(options)), encoding="utf-8")
        finally:
            shutil.rmtree(CAPTURES, ignore_errors=True)
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    rows = goals.evaluate(results)
    report.write(ROOT / "docs", results, rows)
    for row in rows:
        print(row.line())
    return int(any(row.is_missed() for row in rows))


def read_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3, help="of each program (default: 3)")
    parser.add_argument("--rounds", type=int, default=60, help="of a run (default: 60)")
    parser.add_argument(
        "--captures", type=int, default=1_000_000, help="for the command (default: 1000000)"
    )
    parser.add_argument(
        "--report-only", action="store_true", help="write the page from the last run's figures"
    )
    return parser.parse_args()


def measure_all(options: argparse.Namespace) -> dict[str, Any]:
    """Everything that can be measured here."""
    not_run = {name: why for name, part in PARTS.items() if (why := part.missing())}
    ready = {name: part for name, part in PARTS.items() if name not in not_run}
    for name, part in ready.items():
        say(f"{name}: build")
        part.build()
    runs = []
    for number in range(1, options.runs + 1):
        measured = {}
        for name, part in ready.items():
            say(f"{name}: run {number} of {options.runs}")
            measured[name] = part.measure(options)
        runs.append(measured)
    return {"environment": environment(ROOT), "not_run": not_run, "runs": runs}


def say(text: str) -> None:
    """Progress, for a person."""
    print(f"-- {text}", file=sys.stderr, flush=True)


def run(*command: str | Path, cwd: Path = ROOT) -> None:
    """Runs a step of a build, which shows itself only if it fails."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
        raise SystemExit(f"{command[0]} failed")


def build_rust() -> None:
    """The contenders in Rust, the one in C, and the curve as others build it."""
    cargo = ("cargo", "build", "--quiet", "--locked", "--release")
    run(*cargo, "--package", "delivrd-benches")
    # Outside of the repository, where cargo does not find the flags of `.cargo/config.toml`.
    with tempfile.TemporaryDirectory() as outside:
        package = ("--manifest-path", ROOT / "Cargo.toml", "--package", "delivrd-benches", "--lib")
        run(*cargo, *package, "--target-dir", OUT / "plain", cwd=Path(outside))
    run("make", "c-library")
    run("make", "-C", "bench/c", f"PREFIX={TARGET / 'c'}", f"OUT={OUT}")


def measure_rust(options: argparse.Namespace) -> Groups:
    """One run of them."""
    plain = OUT / "plain/release/libplain_backend.so"
    return contenders(
        options,
        TARGET / "release/contenders",
        extra=("--c", OUT / "call.so", "--plain-backend", plain),
    )


def measure_python(options: argparse.Namespace) -> Groups:
    """One run of the contenders in Python, with the wheel that `make bench` has installed."""
    return contenders(options, sys.executable, "bench/python/contenders.py")


def build_php() -> None:
    """The extension, as it is built for the tests."""
    run("make", "c-library")
    folder = OUT / "php"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "bindings/php", folder)
    run("phpize", cwd=folder)
    run("./configure", "--quiet", f"--with-delivrd={TARGET / 'c'}", "CFLAGS=-O2", cwd=folder)
    run("make", cwd=folder)


def measure_php(options: argparse.Namespace) -> Groups:
    """One run of the contenders in PHP."""
    extension = f"extension={OUT / 'php/modules/delivrd.so'}"
    return contenders(options, "php", "-n", "-d", extension, "bench/php/contenders.php")


def contenders(
    options: argparse.Namespace, *program: str | Path, extra: tuple[str | Path, ...] = ()
) -> Groups:
    """Runs a program on requests that were signed just now: one contender asks the clock."""
    run(sys.executable, "bench/requests.py", REQUESTS)
    command = (*program, REQUESTS, "--rounds", str(options.rounds), *extra)
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    groups: Groups = json.loads(done.stdout)["groups"]
    return groups


def build_command() -> None:
    """The command."""
    run("cargo", "build", "--quiet", "--locked", "--release", "--package", "delivrd-cli")


# A run of the command takes seconds, and is its own warm-up.
COMMAND_ROUNDS: Final = 3


def measure_command(options: argparse.Namespace) -> Groups:
    """`delivrd normalize` over stored captures, with one thread and with two in turn."""
    if not CAPTURES.exists():
        run(sys.executable, "bench/requests.py", REQUESTS)
        captures.write(CAPTURES, REQUESTS, DELIVRD, options.captures)
    times: dict[str, list[float]] = {"one": [], "two": []}
    for start in range(COMMAND_ROUNDS):
        for name in ("one", "two") if start % 2 == 0 else ("two", "one"):
            command = captures.normalize(CAPTURES, DELIVRD, {"one": 1, "two": 2}[name])
            begun = time.perf_counter_ns()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
            times[name].append((time.perf_counter_ns() - begun) / options.captures)
    return {"captures": times}


PARTS: Final = {
    "rust": Part(
        ("cargo", "cc", "pkg-config"), ("benches", "bench/c/call.c"), build_rust, measure_rust
    ),
    "python": Part((), ("bench/python/contenders.py",), lambda: None, measure_python),
    "php": Part(
        ("php", "phpize", "cc", "pkg-config"), ("bench/php/contenders.php",), build_php, measure_php
    ),
    "command": Part(("cargo",), (), build_command, measure_command, cores=2),
}


if __name__ == "__main__":
    raise SystemExit(main())
