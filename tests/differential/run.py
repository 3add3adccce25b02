#!/usr/bin/env python3
"""Asks delivrd and independent implementations the same questions; fails if an answer differs.

    make differential CASES=1000000

delivrd answers through its Python package, as it is installed. On the other side stand libsodium
(PyNaCl), Python's `hmac`, the validators of Twilio and of Standard Webhooks, and Python's `json`,
with second statements of what is signed and of what is read. A disagreement is printed with its
inputs. It is a bug of one side: find out of which, and never make the other side agree without a
reason that can be cited.
"""

from __future__ import annotations

import argparse
import itertools
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, Final, NamedTuple

import delivrd
import nacl

sys.path.append(str(Path(__file__).resolve().parents[1] / "vectors"))

import definition_requests
import ed25519
import hmac_sha256
import json_bodies
import lax
from classes import Classes
import twilio_requests
from tally import Tally

CHUNK: Final = 2500


Run = Callable[[str, int, int], Tally]


class Part(NamedTuple):
    """What is run, and the classes in which some cases have to be accepted, and some refused."""

    run: Run
    accepting: set[str]
    refusing: set[str]


def of_classes(run: Run, classes: Classes[Any]) -> Part:
    """A part whose classes say themselves what has to come."""
    return Part(run, classes.accepting, classes.refusing)


_JSON: Final = {json_bodies.name_of(*each) for each in json_bodies.CLASSES}
PARTS: Final = {
    "ed25519": Part(ed25519.run, ed25519.VALID, set(ed25519.CLASSES) - ed25519.VALID),
    "hmac_sha256": of_classes(hmac_sha256.run, hmac_sha256.CLASSES),
    "twilio": of_classes(twilio_requests.run, twilio_requests.CLASSES),
    "definitions": of_classes(definition_requests.run, definition_requests.CLASSES),
    "json": Part(json_bodies.run, _JSON, _JSON),
}


def read_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--cases", type=int, default=20_000, help="of each part, 2000 or more")
    parser.add_argument(
        "--seed", default=secrets.token_hex(4), help="any text: that of a run to repeat"
    )
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--part", choices=PARTS, action="append", help="only this one")
    options = parser.parse_args()
    if options.cases < 2000:
        parser.error("with less than 2000 cases some classes would be too small to prove anything")
    return options


def run_chunk(part: str, seed: str, start: int, stop: int) -> Tally:
    """A piece of a part, in whatever process: its cases depend on seed and start alone."""
    return PARTS[part].run(seed, start, stop)


def run_chunks(part: str, options: argparse.Namespace) -> Iterator[Tally]:
    """All pieces of a part."""
    starts = range(0, options.cases, CHUNK)
    stops = (min(start + CHUNK, options.cases) for start in starts)
    arguments = (itertools.repeat(part), itertools.repeat(options.seed), starts, stops)
    if options.jobs == 1:
        yield from map(run_chunk, *arguments)
        return
    with ProcessPoolExecutor(options.jobs) as pool:
        yield from pool.map(run_chunk, *arguments)


def vacuous(part: str, tally: Tally) -> list[str]:
    """Classes that proved nothing, as too few of their cases came out as they have to."""
    least = tally.cases // 2000
    _, accepting, refusing = PARTS[part]
    few = [f"accepted: {name}" for name in accepting if tally.accepted[name] < least]
    few += [f"refused: {name}" for name in refusing if tally.refused[name] < least]
    return [f"less than {least} {text}" for text in few]


def run_part(part: str, options: argparse.Namespace) -> bool:
    """Runs a part and prints its figures; says whether all is well."""
    start, tally = time.monotonic(), Tally()
    for piece in run_chunks(part, options):
        tally.add(piece)
    accepted, refused = tally.accepted, tally.refused
    figures = f"{accepted.total():,} accepted, {refused.total():,} refused"
    disagreed, seconds = tally.disagreed.total(), time.monotonic() - start
    print(f"{part}: {tally.cases:,} cases, {figures}, {disagreed:,} disagreements; {seconds:.0f} s")
    for name in sorted({*accepted, *refused}):
        print(f"  {accepted[name]:9,} accepted {refused[name]:9,} refused  {name}", flush=True)
    problems = tally.examples + vacuous(part, tally)
    for problem in problems:
        print(problem, file=sys.stderr)
    return not problems


def main() -> int:
    """Runs the self-test, then the parts."""
    options = read_options()
    versions = f"delivrd {delivrd.__version__}, PyNaCl {nacl.__version__}"
    print(f"differential: {versions}, {options.cases:,} cases of each part, seed {options.seed}")
    missed = lax.find_out()
    if missed:
        print("self-test: not found out, or wrongly:", *missed, sep="\n  ", file=sys.stderr)
        return 1
    print(
        f"self-test: {lax.COUNT} verifiers and readers that are wrong, each found out", flush=True
    )
    results = [run_part(part, options) for part in options.part or PARTS]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
