#!/usr/bin/env python3
"""Starts a receiver and sends it what providers and forgers send, by `delivrd send`.

    check.py --delivrd target/release/delivrd --provider telecom23 -- COMMAND {port}

COMMAND is started with `{port}` replaced by a free port of the loopback interface, and with the
provider's test key in TELECOM23_SECRET or TELNYX_PUBLIC_KEY. It has to answer at /dlr. What it
writes is read: nothing of a refused request may stand in it.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time

KEYS = {
    "telecom23": {"TELECOM23_SECRET": "delivrd-test-signing-secret-0001"},
    "telnyx": {"TELNYX_PUBLIC_KEY": "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="},
}
SECURITY_HEADERS = ("x-webhook-", "telnyx-")
# Stands in refused bodies alone: a number, and a text that no log may repeat.
FORGED_NUMBER = "+447700900999"
FORGED_TEXT = "forged-by-somebody"


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


def cases(delivrd, malformed):
    """Name, captures, and the status that each has to get."""
    payloads = delivrd.run(["sample", delivrd.provider], "")
    genuine = delivrd.sign(payloads.rstrip("\n"))
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
    yield "authentic, but unreadable", delivrd.sign('["%s"]' % FORGED_TEXT), malformed
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
    delivrd = Delivrd(os.path.abspath(arguments.delivrd), arguments.provider)
    port = free_port()
    keys = KEYS[arguments.provider]
    failures = []
    with tempfile.TemporaryFile(mode="w+") as log:
        process = subprocess.Popen(
            [part.replace("{port}", str(port)) for part in command],
            env=os.environ | keys,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            sent = 0
            if not wait_for(port, process):
                failures.append("the receiver did not start")
            else:
                for name, captures, expected in cases(delivrd, arguments.malformed):
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
        written = log.read()
    secrets = [FORGED_NUMBER, FORGED_NUMBER.lstrip("+"), FORGED_TEXT, *keys.values()]
    failures += [f"the receiver wrote {text!r}" for text in secrets if text in written]
    if failures:
        sys.exit("\n".join([" ".join(command), *failures, "it wrote:", written[-4000:]]))
    print(f"{' '.join(command)}: {sent} requests of {delivrd.provider}, every answer right")


if __name__ == "__main__":
    main()
