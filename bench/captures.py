"""Many captures for the command: 19 of 23 Telecom for each of Telnyx, each another message."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

Command = list[str | Path]

# One request in so many is Telnyx'. Their curve would otherwise be all that is measured.
TELNYX_SHARE: Final = 20
PROVIDERS: Final = ("telecom23", "telnyx")


def write(folder: Path, requests: Path, delivrd: Path, count: int) -> None:
    """Writes captures that the command has signed, and the configuration to verify them by."""
    folder.mkdir(parents=True)
    document = json.loads(requests.read_text(encoding="utf-8"))
    groups = {group["name"]: group for group in document["groups"]}
    distinct = {provider: groups[f"{provider}_distinct"] for provider in PROVIDERS}
    config = {provider: group["config"] for provider, group in distinct.items()}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    telnyx = count // TELNYX_SHARE
    shares = {"telecom23": count - telnyx, "telnyx": telnyx}
    signed = {}
    for provider, share in shares.items():
        bodies = [request["body"] for request in distinct[provider]["requests"]]
        signed[provider] = folder / f"{provider}.jsonl"
        payloads = folder / f"{provider}.payloads"
        with payloads.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{body}\n" for body in renamed(provider, bodies, share))
        sign: Command = [delivrd, "sign", provider, "--test-key", "--now", str(document["now"])]
        with payloads.open("rb") as source, signed[provider].open("wb") as output:
            subprocess.run(sign, stdin=source, stdout=output, check=True)
        payloads.unlink()
    with (
        (folder / "captures.jsonl").open("wb") as output,
        signed["telecom23"].open("rb") as many,
        signed["telnyx"].open("rb") as few,
    ):
        output.writelines(mixed(many, few))
    for path in signed.values():
        path.unlink()
    same_answers(folder, delivrd, count)


def renamed(provider: str, bodies: list[str], count: int) -> Iterator[str]:
    """The bodies in turn, each about a message of its own."""
    ids = [message_id(provider, json.loads(body)) for body in bodies]
    for number in range(count):
        at = number % len(bodies)
        name = ids[at]
        yield bodies[at].replace(name, f"{name[:-8]}{number:08}")


def message_id(provider: str, body: dict[str, Any]) -> str:
    """What the provider calls the message."""
    return str(body["message_id"] if provider == "telecom23" else body["data"]["payload"]["id"])


def mixed(many: IO[bytes], few: IO[bytes]) -> Iterator[bytes]:
    """Both kinds, as evenly as they come."""
    for number, line in enumerate(many, 1):
        yield line
        if number % (TELNYX_SHARE - 1) == 0:
            yield from filter(None, [few.readline()])
    yield from few


def normalize(folder: Path, delivrd: Path, threads: int) -> Command:
    """The command that is timed."""
    config, lines = folder / "config.json", folder / "captures.jsonl"
    return [delivrd, "normalize", "--config", config, "--threads", str(threads), lines]


def same_answers(folder: Path, delivrd: Path, count: int) -> None:
    """Nothing is timed that refuses a capture, or that mixes up their order."""
    one, two = (answers(normalize(folder, delivrd, threads)) for threads in (1, 2))
    if one != two:
        raise SystemExit("two threads give other answers than one")
    if one.lines != count:
        raise SystemExit(f"{one.lines} answers to {count} captures")


class Answers(NamedTuple):
    """What came out of the command."""

    digest: str
    lines: int


def answers(command: Command) -> Answers:
    """Runs the command, and does not keep what it says."""
    digest, lines = hashlib.sha256(), 0
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        while part := process.stdout.read(1 << 20):
            digest.update(part)
            lines += part.count(b"\n")
    if process.returncode != 0:
        raise SystemExit("a capture is refused")
    return Answers(digest.hexdigest(), lines)
