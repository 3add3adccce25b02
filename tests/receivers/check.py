#!/usr/bin/env python3
"""Starts a receiver and sends it what providers and forgers send, by `delivrd send`.

    check.py --delivrd target/release/delivrd --provider telecom23 -- COMMAND {port}

COMMAND is started with `{port}` replaced by a free port of the loopback interface, and with the
provider's test key in TELECOM23_SECRET or TELNYX_PUBLIC_KEY, in an empty folder. It has to answer
at /dlr. What it prints and what it stores in that folder is read: nothing of a refused request may
stand there; every genuine message has to be stored, and an authentic body that was answered with
200; and neither a number nor a body may be printed.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

KEYS = {
    "telecom23": {"TELECOM23_SECRET": "delivrd-test-signing-secret-0001"},
    "telnyx": {"TELNYX_PUBLIC_KEY": "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="},
}
SECURITY_HEADERS = ("x-webhook-", "telnyx-")
# Stands in refused bodies alone: a number, and a text that no log may repeat.
FORGED_NUMBER = "+447700900999"
FORGED_TEXT = "forged-by-somebody"
# An authentic body of a shape that nobody knows: to be kept, but in no log.
UNREADABLE_TEXT = "genuine-but-unreadable"


class Delivrd:
    """The command."""

    def __init__(self, path, provider):
        self.path, self.provider = path, provider

    def run(self, arguments, text, statuses=(0,)):
        done = subprocess.run([self.path, *arguments], input=text, capture_output=True, text=True)
        if done.returncode not in statuses:
            sys.exit(f"delivrd {' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def sign(self, payload, *arguments):
        lines = self.run(["sign", self.provider, "--test-key", *arguments], payload + "\n")
        return [json.loads(line) for line in lines.splitlines()]

    def send(self, captures, url):
        text = "".join(json.dumps(capture) + "\n" for capture in captures)
        answers = self.run(["send", "--format", "json", "--to", url], text, statuses=(0, 1))
        return [json.loads(line)["status"] for line in answers.splitlines()]


def genuine_captures(delivrd):
    """Requests of every state, and the ids and numbers that stand in them."""
    genuine = delivrd.sign(delivrd.run(["sample", delivrd.provider], "").rstrip("\n"))
    with tempfile.NamedTemporaryFile("w", suffix=".json") as config:
        # The variables are named as the members: TELNYX_PUBLIC_KEY holds `public_key`.
        keys = KEYS[delivrd.provider].items()
        json.dump({name.split("_", 1)[1].lower(): key for name, key in keys}, config)
        config.flush()
        text = "".join(json.dumps(capture) + "\n" for capture in genuine)
        lines = delivrd.run(["normalize", "--config", config.name, "--format", "json"], text)
    notifications = [json.loads(line)["notification"] for line in lines.splitlines()]
    receipts = [receipt for notification in notifications for receipt in notification["receipts"]]
    ids = {receipt["message_id"] for receipt in receipts}
    numbers = {receipt["recipient"].lstrip("+") for receipt in receipts if receipt["recipient"]}
    return genuine, ids, numbers


def cases(delivrd, genuine, malformed):
    """Name, captures, and the status that each has to get."""
    one = genuine[0]
    now = int(time.time())
    note = json.dumps({"note": FORGED_TEXT, "number": FORGED_NUMBER})
    forged_body = note[:-1] + ", " + one["body"].lstrip()[1:]
    proof = [pair for pair in one["headers"] if pair[0].lower().startswith(SECURITY_HEADERS)]
    plain = [pair for pair in one["headers"] if pair not in proof]
    forged = dict(one, body=forged_body)
    unsigned = dict(one, body=forged_body, headers=plain)
    other = [[name, value + "0"] for name, value in proof]
    twice = dict(one, headers=plain + proof + other)
    large = json.dumps({"padding": "x" * (2 << 20)})
    yield "genuine, of every state", genuine, 200
    yield "the same once more", genuine, 200
    yield "forged", [forged], 401
    yield "unsigned", [unsigned], 401
    yield "signed twice", [twice], 401
    yield "stale", delivrd.sign(forged_body, "--now", str(now - 1000)), 401
    yield "from the future", delivrd.sign(forged_body, "--now", str(now + 1000)), 401
    yield "too large", [dict(one, body=large)], 413
    yield "authentic, but unreadable", delivrd.sign(json.dumps([UNREADABLE_TEXT])), malformed
    yield "genuine, after all that", [one], 200


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(port, process):
    for _ in range(300):
        if process.poll() is not None:
            return False
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        except OSError:
            time.sleep(0.1)
    return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--delivrd", required=True, help="the command")
    parser.add_argument("--provider", choices=sorted(KEYS), required=True)
    parser.add_argument("--malformed", type=int, default=200, help="the answer once a body is kept")
    parser.add_argument("receiver", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    command = [part for part in arguments.receiver if part != "--"]
    command = [os.path.abspath(part) if os.path.exists(part) else part for part in command]
    delivrd = Delivrd(os.path.abspath(arguments.delivrd), arguments.provider)
    port = free_port()
    keys = KEYS[arguments.provider]
    genuine, ids, numbers = genuine_captures(delivrd)
    failures = []
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [part.replace("{port}", str(port)) for part in command],
            cwd=folder,
            env=os.environ | keys,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        sent = 0
        try:
            if not wait_for(port, process):
                failures.append("the receiver did not start")
            else:
                for name, captures, expected in cases(delivrd, genuine, arguments.malformed):
                    statuses = delivrd.send(captures, f"http://127.0.0.1:{port}/dlr")
                    sent += len(statuses)
                    if statuses != [expected] * len(captures):
                        failures.append(f"{name}: expected {expected}, answered {statuses}")
            if process.poll() is not None:
                failures.append(f"the receiver ended with {process.returncode}")
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        log.seek(0)
        printed = log.read()
        stored = b"".join(file.read_bytes() for file in Path(folder).rglob("*") if file.is_file())
    secrets = [FORGED_NUMBER.lstrip("+"), FORGED_TEXT, *keys.values()]
    failures += [f"it has {text!r}" for text in secrets if text.encode() in printed + stored]
    lost = sum(own.encode() not in stored for own in ids)
    if lost or not ids:
        failures.append(f"it did not keep {lost} of {len(ids)} genuine messages")
    if any(number.encode() in printed for number in numbers):
        failures.append("it printed the number of a recipient")
    if UNREADABLE_TEXT.encode() in printed:
        failures.append("it printed a body")
    if arguments.malformed == 200 and UNREADABLE_TEXT.encode() not in stored:
        failures.append("it did not keep the body that it could not read")
    if failures:
        text = printed[-4000:].decode(errors="replace")
        sys.exit("\n".join([" ".join(command), *failures, "it printed:", text]))
    name = " ".join(os.path.basename(part) for part in command if part != "{port}")
    print(f"{name}: {sent} requests of {delivrd.provider}, every answer right")


if __name__ == "__main__":
    main()
