#!/usr/bin/env python3
"""Counts the instructions of one call, by callgrind: the same program counts the same every time.

Constant time: a forger who could see how much of a signature is right would find it digit by digit.
So the call has to take equally long whichever digit is the first wrong one: spread 0 over all 64
places. The comparison that is known to be careless has to show a spread, or the count sees nothing.

Pins: what a call of each provider may cost stands in `pinned.json`, with 5 % room to both sides, so
that a regression shows without a clock, and the room does not grow unseen with what is gained.
`--pin` writes the counts of today.

valgrind shows programs a CPU of its own, with AVX2 if the real one has it, but neither AVX-512 nor
SHA-NI: SHA-256 runs its portable code here, and Ed25519 its AVX2 code. So the pins do not tell what
a call costs on a real CPU, and signatures outweigh the rest; what follows them has pins of its own
(`unverified`).
"""

import argparse
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

DIGITS = 64
PINNED = Path(__file__).with_name("pinned.json")
CALLS = (
    "telecom23",
    "telecom23 dedupe_key",
    "telecom23 unverified",
    "telnyx",
    "telnyx precompute=true",
    "telnyx precompute=false",
    "telnyx unverified",
)
ROOM = 0.05
CPU = "x86_64 avx2"


def valgrind(program, *words, options=()):
    # Nothing of the caller's environment moves the stack, and neither does the program's folder.
    return subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
        + [*options, f"./{program.name}", *words],
        cwd=program.parent,
        env={},
        capture_output=True,
        text=True,
        check=True,
    )


def instructions(program, *words):
    """Executed between the entry of `counted` and its return, in what it calls included."""
    options = ["--collect-atstart=no", "--toggle-collect=*receive::counted"]
    done = valgrind(program, *words, options=options)
    return int(re.search(r"Collected : (\d+)", done.stderr)[1])


def in_parallel(function, values):
    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(function, values))


def over_all_places(program, word):
    # Two digits each: the arguments' length moves the stack, too.
    places = [f"{place:02}" for place in range(DIGITS)]
    return in_parallel(lambda place: instructions(program, word, place), places)


def check_constant_time(program):
    counts = over_all_places(program, "wrong")
    spread = max(counts) - min(counts)
    careless = over_all_places(program, "careless")
    control = max(careless) - min(careless)
    print(f"constant time: {len(counts)} places of the first wrong digit, {min(counts)} instructions,")
    print(f"constant time: spread {spread} (of a careless comparison: {control})")
    if spread != 0:
        sys.exit("the number of instructions depends on how much of the signature is right")
    if min(counts) < 1000 or control == 0:
        sys.exit("the count does not see the call")


def calls(program):
    counts = in_parallel(lambda call: instructions(program, *call.split()), CALLS)
    return dict(zip(CALLS, counts, strict=True))


def check_pins(program):
    pinned = json.loads(PINNED.read_text(encoding="utf-8"))
    if list(pinned) != list(CALLS):
        sys.exit(f"{PINNED.name} pins other calls than are counted: see --pin")
    has_left = False
    for call, count in calls(program).items():
        change = count / pinned[call] - 1
        print(f"instructions: {call}: {count} ({change:+.1%} of the pin)")
        has_left |= abs(change) > ROOM
    if has_left:
        sys.exit(
            f"a call has left the {ROOM:.0%} around its pin. More has to be found or explained; for"
            " either, new pins go with the change: make instructions PIN=--pin"
            f" (run.py --pin {program.name})"
        )


def pin(program):
    counts = calls(program)
    PINNED.write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8", newline="\n")
    print(f"{PINNED.name}: {counts}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pin", action="store_true", help="write the counts of the calls as pins")
    parser.add_argument("program", type=Path, help="the example `receive`")
    arguments = parser.parse_args()
    program = arguments.program.resolve()
    cpu = valgrind(program, "cpu").stdout.strip()
    if arguments.pin:
        if cpu != CPU:
            sys.exit(f"pins are for {CPU!r}; valgrind shows {cpu!r} here")
        pin(program)
        return
    check_constant_time(program)
    if cpu == CPU:
        check_pins(program)
    else:
        print(f"pins NOT RUN: they are for {CPU!r}; valgrind shows {cpu!r} here")


if __name__ == "__main__":
    main()
