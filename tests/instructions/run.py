#!/usr/bin/env python3
"""Counts the instructions of one call, by callgrind: the same program counts the same every time.

A forger who could see how much of a signature is right would find it digit by digit. So the call
has to take equally long whichever digit is the first wrong one: spread 0 over all 64 places. The
comparison that is known to be careless has to show a spread, or the count sees nothing.
"""

import argparse
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

DIGITS = 64


def instructions(program, function, *words):
    """Executed between the function's entry and its return, in what it calls included."""
    command = [
        "valgrind",
        "--tool=callgrind",
        "--callgrind-out-file=/dev/null",
        "--collect-atstart=no",
        f"--toggle-collect=*{function}",
        program,
        *words,
    ]
    # Nothing of the caller's environment moves the stack.
    done = subprocess.run(command, env={}, capture_output=True, text=True, check=True)
    return int(re.search(r"Collected : (\d+)", done.stderr)[1])


def over_all_places(program, function, *words):
    # Two digits each: the arguments' length moves the stack, too.
    places = [f"{place:02}" for place in range(DIGITS)]
    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(lambda place: instructions(program, function, *words, place), places))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=Path, help="the example `receive`")
    program = parser.parse_args().program.resolve()
    counts = over_all_places(program, "receive::counted")
    spread = max(counts) - min(counts)
    careless = over_all_places(program, "receive::counted_careless", "careless")
    control = max(careless) - min(careless)
    print(f"constant time: {len(counts)} places of the first wrong digit, {min(counts)} instructions,")
    print(f"constant time: spread {spread} (of a careless comparison: {control})")
    if spread != 0:
        sys.exit("the number of instructions depends on how much of the signature is right")
    if min(counts) < 1000 or control == 0:
        sys.exit("the count does not see the call")


if __name__ == "__main__":
    main()
