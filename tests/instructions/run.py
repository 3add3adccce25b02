#!/usr/bin/env python3
"""Counts the instructions of one call, by callgrind: the same program counts the same every time.

Constant time: a forger who could see how much of a signature is right would find it digit by digit.
So the call has to take equally long whichever digit is the first wrong one: spread 0 over all
places, for a signature in hex, one in base64, and a password. The comparison that is known to be
careless has to show a spread, or the count sees nothing.

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

# The digits of a signature, the bytes of one in base64, and those of a password.
PLACES = {"telecom23": 64, "generic": 64, "twilio": 20, "bandwidth": 16}
PINNED = Path(__file__).with_name("pinned.json")
CALLS = (
    "telecom23",
    "telecom23 dedupe_key",
    "telecom23 unverified",
    "telnyx",
    "telnyx precompute=true",
    "telnyx precompute=false",
    "telnyx unverified",
    "twilio",
    "twilio unverified",
    "generic",
    "generic unverified",
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


def over_all_places(program, places, *words):
    """The least and the most instructions, over places of the first wrong digit."""
    # Two digits each: the arguments' length moves the stack, too.
    numbers = [f"{place:02}" for place in range(places)]
    counts = in_parallel(lambda number: instructions(program, *words, number), numbers)
    return min(counts), max(counts)


def check_constant_time(program):
    least, most = over_all_places(program, PLACES["telecom23"], "careless")
    print(f"constant time: spread {most - least} of a careless comparison")
    if most == least:
        sys.exit("the count does not see a careless comparison")
    leaks = False
    for provider, places in PLACES.items():
        least, most = over_all_places(program, places, "wrong", provider)
        print(
            f"constant time: {provider}: {places} places of the first wrong digit,"
            f" {least} instructions, spread {most - least}"
        )
        if least < 1000:
            sys.exit("the count does not see the call")
        leaks |= most != least
    if leaks:
        sys.exit("the number of instructions depends on how much of a proof is right")


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
