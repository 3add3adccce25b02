#!/usr/bin/env python3
"""Builds the fuzz targets and runs each of them, two at a time: `make fuzz SECONDS=10`.

Each target begins with a corpus that is made of the conformance vectors (fuzz/corpus, kept between
runs). A crash, a hang or a leak ends the run with status 1 and leaves its input in fuzz/artifacts:
it becomes a vector, and the bug a test.
"""

import argparse
import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FUZZ = Path(__file__).resolve().parent
ROOT = FUZZ.parent
TRIPLE = "x86_64-unknown-linux-gnu"
# cargo-fuzz replaces the flags of .cargo/config.toml: the fuzzed curve has to be the shipped one.
FLAGS = '--cfg curve25519_dalek_backend="avx512"'
# The executions of a long run: what stands behind a signature, and in front of it, sees the most.
LONG = {"parse": 10_000_000, "receive": 10_000_000}
LONG_FOR_OTHERS = 2_000_000
# Nothing of headers and body proves these, so no change of them is one that matters.
PROVED_BY_URL = {"africastalking", "clicksend"}
# Bytes of an input: what goes wrong at this length alone has a test (tests/rust/limits.rs).
LONGEST = 4096
TARGETS = sorted(path.stem for path in (FUZZ / "targets").glob("*.rs"))


def toolchain():
    """A nightly toolchain if there is one; else the stable one, told to take sanitizer flags."""
    listed = subprocess.run(["rustup", "toolchain", "list"], capture_output=True, text=True)
    if "nightly" in listed.stdout:
        return ["cargo", "+nightly"], {}
    return ["cargo"], {"RUSTC_BOOTSTRAP": "1"}


def build(tools, target_folder):
    cargo, environment = toolchain()
    environment |= {"RUSTFLAGS": FLAGS, "CARGO_TARGET_DIR": str(target_folder)}
    environment["PATH"] = f"{tools}{os.pathsep}{os.environ['PATH']}"
    command = [*cargo, "fuzz", "build", "--target", TRIPLE]
    subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True)
    return target_folder / TRIPLE / "release"


def seed(target, texts):
    folder = FUZZ / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    for text in texts:
        (folder / hashlib.sha1(text).hexdigest()).write_bytes(text)


def seeds(delivrd):
    """Bodies, captures, configurations and outcomes of the vectors."""
    captures, configs = [], []
    for path in sorted((ROOT / "tests" / "vectors").glob("*.json")):
        vectors = json.loads(path.read_text(encoding="utf-8"))
        provider = vectors["provider"]
        kinds = ("parse", "receive") if provider in PROVED_BY_URL else ("parse", "receive", "verify")
        missing = {f"{kind}_{provider}" for kind in kinds} - set(TARGETS)
        if missing:
            sys.exit(f"a provider without the targets {', '.join(sorted(missing))}")
        bodies = []
        for group in vectors["groups"]:
            configs.append(json.dumps(group["config"]).encode())
            for test in group["tests"]:
                request = test["request"]
                body = request.get("body", "").encode()
                bodies.append(body or base64.b64decode(request.get("body_b64", "")))
                own = {name: group[name] for name in ("now", "config")}
                capture = {"provider": provider} | own | request
                captures.append(json.dumps(capture).encode())
        # The unusual ones are short; a few vectors are as long as a body may be.
        seed(f"parse_{provider}", [body for body in bodies if len(body) < LONGEST])
    seed("captures", [capture for capture in captures if len(capture) < LONGEST])
    seed("config", configs)
    seed("definition", definitions())
    text = b"\n".join(captures)
    tracked = subprocess.run([delivrd, "track"], input=text, capture_output=True, check=False)
    outcomes = tracked.stdout.splitlines()
    seed("outcomes", [b"\n".join(pair) for pair in zip(outcomes, outcomes[1:])])


def definitions():
    """The providers that are files, with a few of their codes."""
    shipped = (ROOT / "crates" / "delivrd" / "src" / "providers").glob("*/definition.toml")
    for path in sorted([*shipped, *(ROOT / "tests" / "definitions").glob("*.toml")]):
        text, _, codes = path.read_text(encoding="utf-8").partition("\n[codes]\ncsv = '''\n")
        rows = "".join(codes.splitlines(keepends=True)[:4])
        yield (f"{text}\n[codes]\ncsv = '''\n{rows}'''\n" if rows else text).encode()


def run(programs, target, seconds):
    """Runs a target, as long as said or for its long run; its figures, and what went wrong."""
    runs = LONG.get(target.partition("_")[0], LONG_FOR_OTHERS)
    limit, timeout = f"-runs={runs}", None
    if seconds:
        limit, timeout = f"-max_total_time={seconds}", seconds * 4 + 120
    corpus, artifacts = FUZZ / "corpus" / target, FUZZ / "artifacts" / target
    corpus.mkdir(parents=True, exist_ok=True)
    artifacts.mkdir(parents=True, exist_ok=True)
    command = [
        programs / target,
        corpus,
        limit,
        f"-max_len={LONGEST}",
        "-timeout=10",
        "-rss_limit_mb=2048",
        "-print_final_stats=1",
        f"-artifact_prefix={artifacts}/",
    ]
    environment = os.environ | {"ASAN_OPTIONS": "detect_odr_violation=0"}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, errors="replace", timeout=timeout
    )
    figure = lambda pattern: next(iter(reversed(re.findall(pattern, done.stderr))), "0")
    executions = int(figure(r"stat::number_of_executed_units: (\d+)"))
    figures = {
        "target": target,
        "executions": executions,
        "a second": int(figure(r"stat::average_exec_per_sec:\s+(\d+)")),
        "edges": int(figure(r"cov: (\d+)")),
        "corpus": len(list(corpus.iterdir())),
        "megabytes": int(figure(r"stat::peak_rss_mb:\s+(\d+)")),
    }
    is_fine = done.returncode == 0 and executions > 0 and not any(artifacts.iterdir())
    panics = re.findall(r"^thread .* panicked at [^\0]*?\n\n", done.stderr, re.MULTILINE)
    return figures, "" if is_fine else "".join(panics) + done.stderr[-3000:]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=10, help="for each target")
    parser.add_argument("--long", action="store_true", help="by executions, instead of a time")
    parser.add_argument("--tools", type=Path, required=True, help="the folder with cargo-fuzz")
    parser.add_argument("--delivrd", type=Path, required=True, help="the command")
    parser.add_argument("--target-dir", type=Path, required=True, help="where to build")
    parser.add_argument("targets", nargs="*", default=TARGETS)
    arguments = parser.parse_args()
    programs = build(arguments.tools.resolve(), arguments.target_dir.resolve())
    seeds(arguments.delivrd.resolve())
    seconds = None if arguments.long else arguments.seconds
    failures = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for figures, failure in pool.map(lambda name: run(programs, name, seconds), arguments.targets):
            print("fuzz:", ", ".join(f"{name} {value}" for name, value in figures.items()), flush=True)
            if failure:
                failures.append(f"{figures['target']}:\n{failure}")
    if failures:
        sys.exit("\n".join(failures))


if __name__ == "__main__":
    main()
