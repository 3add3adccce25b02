#!/usr/bin/env python3
"""Makes the conformance vectors, independently of the Rust code.

Signatures come from `hmac` and PyNaCl, hashes and keys from `hashlib`; what a notification has to
say is stated here, by hand, from the providers' pages. Only the reason of each code and the advice
are read from the project's tables. Needs Python 3.11 or later and the
packages in requirements.txt.

    python3 tests/vectors/make.py            writes the files
    python3 tests/vectors/make.py --check    checks the schemas too, that of definitions among
                                             them; exits 1 and names the files that differ
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

import acme_sms
import africastalking
import bandwidth
import clicksend
import generic
import telecom23
import telnyx
import twilio
from catalogue import error_kinds, statuses
from common import Tables, render
from definitions import check_definitions
from selftest import check_against_printed_values

PROVIDERS = (telecom23, telnyx, twilio, generic, bandwidth, africastalking, clicksend)
HERE = Path(__file__).resolve().parent
CRATES = HERE.parents[1] / "crates"


def main() -> int:
    """Writes or checks the files."""
    options = read_options()
    check_against_printed_values()
    files = make_files(load_tables(options.advice, options.codes))
    if options.check:
        check_schema(files)
        check_definitions()
        stale = [path for path, text in files.items() if read(path) != text]
        for path in stale:
            print(f"{path.relative_to(HERE.parent)} differs: run make.py", file=sys.stderr)
        return 1 if stale else 0
    for path, text in files.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


def read_options() -> argparse.Namespace:
    """The command line."""
    summary = (__doc__ or "").partition("\n")[0]
    parser = argparse.ArgumentParser(description=summary)
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    advice = CRATES / "delivrd-core/src/advice.csv"
    parser.add_argument("--advice", type=Path, default=advice, help="the advice table")
    parser.add_argument("--codes", type=Path, help="a folder with <provider>.csv")
    return parser.parse_args()


def load_tables(advice: Path, codes: Path | None) -> Tables:
    """The tables of the project, or those of another folder."""
    home = CRATES / "delivrd/src/providers"
    names = [provider.PROVIDER for provider in PROVIDERS]
    paths = {name: codes / f"{name}.csv" if codes else codes_of(home / name) for name in names}
    return Tables.load(advice, paths)


def codes_of(provider: Path) -> Path:
    """The file that holds the codes of a provider."""
    own = provider / "codes.csv"
    return own if own.exists() else provider / "definition.toml"


def make_files(tables: Tables) -> dict[Path, str]:
    """Every file that is made here, with its text."""
    words = {provider.PROVIDER: provider.WORDS for provider in PROVIDERS}
    values = {
        **{HERE / f"{each.PROVIDER}.json": each.build(tables) for each in PROVIDERS},
        HERE.parent / "definitions/acme_sms.json": acme_sms.requests(),
        HERE.parent / "error_kinds.json": error_kinds(),
        HERE.parent / "statuses.json": statuses(words),
    }
    return {path: render(value) for path, value in values.items()}


def check_schema(files: dict[Path, str]) -> None:
    """Fails if a file of vectors is not of the form that its schema states."""
    for path, text in files.items():
        value = json.loads(text)
        if isinstance(value, dict) and "schema" in value:
            schema = json.loads((path.parent / value["schema"]).read_text(encoding="utf-8"))
            Draft202012Validator.check_schema(schema)
            Draft202012Validator(schema).validate(value)


def read(path: Path) -> str:
    """The text of a committed file, empty if there is none."""
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
