#!/usr/bin/env python3
"""Times delivrd's Python package against what people write and use in Python.

    python bench/python/contenders.py target/bench/requests.json --rounds 60

Every contender is a plain function with the same four arguments, those of `Verifier.receive`, as
a web framework hands them over. It verifies, checks the age of the signature (the seed's receiver
does not), and gives what an application goes on with. Nobody pays for a framework or a server.

In each round every contender runs as often as fits into its share of time, in an order that
rotates; what is printed is the time of one call in nanoseconds, for each round.
"""

from __future__ import annotations

import argparse
import base64
import gc
import hashlib
import hmac
import itertools
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson
import telnyx as telnyx_sdk
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

import delivrd

Json = dict[str, Any]
Arguments = tuple[str, str, dict[str, str], bytes]
Contender = Callable[[str, str, dict[str, str], bytes], Any]

SHARE_NS: Final = 5_000_000
TOLERANCE: Final = 300

TELECOM23_WORDS: Final = {
    "DELIVRD": ("delivered", True),
    "UNDELIV": ("undelivered", True),
    "REJECTD": ("rejected", True),
    "EXPIRED": ("expired", True),
    "UNKNOWN": ("unknown", False),
}
TELNYX_WORDS: Final = {
    "queued": ("queued", False),
    "sending": ("queued", False),
    "sent": ("sent", False),
    "delivered": ("delivered", True),
    "sending_failed": ("undelivered", True),
    "delivery_failed": ("undelivered", True),
    "delivery_unconfirmed": ("unknown", True),
    "expired": ("expired", True),
}
OTHER_WORD: Final = ("unknown", False)


class Refused(Exception):
    """The request is not the provider's, or too old."""


class Case(NamedTuple):
    """A contender, and how its answer names message and state, for the check before timing."""

    name: str
    call: Contender
    told: Callable[[Any], list[tuple[str, str]]]


def main() -> None:
    """Checks and times every contender of every group."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("requests", type=Path)
    parser.add_argument("--rounds", type=int, default=60)
    options = parser.parse_args()
    groups = {}
    for group in json.loads(options.requests.read_text(encoding="utf-8"))["groups"]:
        arguments = [arguments_of(request) for request in group["requests"]]
        of_provider = {"telecom23": telecom23, "telnyx": telnyx}[group["provider"]]
        cases = [*of_provider(group["config"]), *own(group["provider"], group["config"])]
        check(cases, arguments)
        groups[group["name"]] = measure(cases, arguments, options.rounds)
    json.dump({"language": "python", "groups": groups}, sys.stdout)
    print()


def arguments_of(request: Json) -> Arguments:
    """What a framework hands over."""
    body = request["body"].encode()
    return request["method"], request["url"], dict(request["headers"]), body


def telecom23(config: Json) -> list[Case]:
    """What people write for 23 Telecom."""
    secret: str = config["secret"]

    def mapped(data: Json) -> Json:
        state, final = TELECOM23_WORDS.get(data["status"], OTHER_WORD)
        return {
            "provider": "telecom23",
            "message_id": data["message_id"],
            "recipient": data.get("recipient"),
            "sender": data.get("sender_id"),
            "state": state,
            "final": final,
            "status": data["status"],
            "code": data.get("status_code"),
            "occurred_at": data.get("timestamp"),
            "parts": data.get("num_parts"),
            "cost": data.get("cost"),
            "workspace_id": data.get("workspace_id"),
        }

    # The Flask receiver of the provider's page.
    def seed(_method: str, _url: str, headers: dict[str, str], raw: bytes) -> Json:
        ts = headers.get("X-Webhook-Timestamp", "")
        sig = headers.get("X-Webhook-Signature", "")
        body = raw.decode()
        if secret and sig:
            expected = "sha256=" + hmac.new(
                secret.encode(), f"{ts}.{body}".encode(), hashlib.sha256
            ).hexdigest()
            if not hmac.compare_digest(sig, expected):
                raise Refused
        return mapped(json.loads(body))

    keyed = hmac.new(secret.encode(), digestmod="sha256")

    def careful(_method: str, _url: str, headers: dict[str, str], body: bytes) -> Json:
        stamp = headers["X-Webhook-Timestamp"]
        mac = keyed.copy()
        mac.update(stamp.encode() + b"." + body)
        if not hmac.compare_digest("sha256=" + mac.hexdigest(), headers["X-Webhook-Signature"]):
            raise Refused
        if abs(time.time() - int(stamp)) > TOLERANCE:
            raise Refused
        return mapped(orjson.loads(body))

    # HMAC put together from two hashes that have taken in the key. Faster than `hmac`, whose
    # objects are written in Python, and rarely seen.
    key = secret.encode()
    key = (hashlib.sha256(key).digest() if len(key) > 64 else key).ljust(64, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in key))
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in key))

    def own_hmac(_method: str, _url: str, headers: dict[str, str], body: bytes) -> Json:
        stamp = headers["X-Webhook-Timestamp"]
        message = inner.copy()
        message.update(stamp.encode() + b"." + body)
        mac = outer.copy()
        mac.update(message.digest())
        if not hmac.compare_digest("sha256=" + mac.hexdigest(), headers["X-Webhook-Signature"]):
            raise Refused
        if abs(time.time() - int(stamp)) > TOLERANCE:
            raise Refused
        return mapped(orjson.loads(body))

    def told(receipt: Json) -> list[tuple[str, str]]:
        return [(receipt["message_id"], receipt["state"])]

    return [
        Case("seed", seed, told),
        Case("careful", careful, told),
        Case("own_hmac", own_hmac, told),
    ]


def telnyx(config: Json) -> list[Case]:
    """What people use and write for Telnyx."""
    key = base64.b64decode(config["public_key"])

    def mapped(data: Json) -> list[Json]:
        event = data["data"]
        payload = event["payload"]
        message_id, sender = payload["id"], payload["from"]["phone_number"]
        code = payload["errors"][0]["code"] if payload["errors"] else None
        receipts = []
        for party in payload["to"] + payload["cc"]:
            state, final = TELNYX_WORDS.get(party["status"], OTHER_WORD)
            receipts.append(
                {
                    "provider": "telnyx",
                    "event_id": event["id"],
                    "message_id": message_id,
                    "recipient": party["phone_number"],
                    "sender": sender,
                    "state": state,
                    "final": final,
                    "status": party["status"],
                    "code": code,
                    "occurred_at": event["occurred_at"],
                    "parts": payload["parts"],
                    "carrier": party["carrier"],
                }
            )
        return receipts

    client = telnyx_sdk.Telnyx(api_key="none", public_key=config["public_key"])

    def sdk(_method: str, _url: str, headers: dict[str, str], body: bytes) -> Any:
        return client.webhooks.unwrap(body.decode(), headers=headers)

    openssl_key = Ed25519PublicKey.from_public_bytes(key)

    def cryptography(_method: str, _url: str, headers: dict[str, str], body: bytes) -> list[Json]:
        stamp = headers["Telnyx-Timestamp"]
        signature = base64.b64decode(headers["Telnyx-Signature-Ed25519"])
        try:
            openssl_key.verify(signature, stamp.encode() + b"|" + body)
        except InvalidSignature:
            raise Refused from None
        if abs(time.time() - int(stamp)) > TOLERANCE:
            raise Refused
        return mapped(json.loads(body))

    sodium_key = VerifyKey(key)

    def pynacl(_method: str, _url: str, headers: dict[str, str], body: bytes) -> list[Json]:
        stamp = headers["Telnyx-Timestamp"]
        signature = base64.b64decode(headers["Telnyx-Signature-Ed25519"])
        try:
            sodium_key.verify(stamp.encode() + b"|" + body, signature)
        except BadSignatureError:
            raise Refused from None
        if abs(time.time() - int(stamp)) > TOLERANCE:
            raise Refused
        return mapped(json.loads(body))

    def told(receipts: list[Json]) -> list[tuple[str, str]]:
        return [(receipt["message_id"], receipt["state"]) for receipt in receipts]

    # For the two events of the benchmark the SDK gives a payload of plain objects.
    def told_by_sdk(event: Any) -> list[tuple[str, str]]:
        payload = event.data.payload
        if not isinstance(payload, dict):
            payload = payload.to_dict()
        parties = payload["to"] + payload["cc"]
        return [(payload["id"], TELNYX_WORDS[party["status"]][0]) for party in parties]

    return [
        Case("sdk", sdk, told_by_sdk),
        Case("cryptography", cryptography, told),
        Case("pynacl", pynacl, told),
    ]


def own(provider: str, config: Json) -> list[Case]:
    """What delivrd offers."""
    verifier = delivrd.Verifier(provider, **config)
    receive = verifier.receive

    # What a receiver acts upon: which message, what became of it, and why not.
    def object_(method: str, url: str, headers: dict[str, str], body: bytes) -> Any:
        notification = receive(method, url, headers, body)
        for receipt in notification.receipts:
            _ = receipt.message_id, receipt.state, receipt.failure
        return notification

    # What a receiver stores that may be sent the same receipt more than once.
    def dedupe(method: str, url: str, headers: dict[str, str], body: bytes) -> Any:
        notification = receive(method, url, headers, body)
        for receipt in notification.receipts:
            _ = receipt.message_id, receipt.state, receipt.dedupe_key
        return notification

    def to_dict(method: str, url: str, headers: dict[str, str], body: bytes) -> Json:
        return receive(method, url, headers, body).to_dict()

    def to_json(method: str, url: str, headers: dict[str, str], body: bytes) -> str:
        return receive(method, url, headers, body).to_json()

    def told(notification: Any) -> list[tuple[str, str]]:
        return [(receipt.message_id, receipt.state) for receipt in notification.receipts]

    def told_by_dict(notification: Json) -> list[tuple[str, str]]:
        return [(each["message_id"], each["state"]) for each in notification["receipts"]]

    return [
        Case("object", object_, told),
        Case("dedupe", dedupe, told),
        Case("to_dict", to_dict, told_by_dict),
        Case("to_json", to_json, lambda text: told_by_dict(json.loads(text))),
    ]


def check(cases: list[Case], every: list[Arguments]) -> None:
    """Nobody is timed who gives another answer than the rest, or who believes a forger."""
    for method, url, headers, body in every:
        answers = {case.name: case.told(case.call(method, url, headers, body)) for case in cases}
        first, *others = answers.values()
        if not first or any(other != first for other in others):
            raise SystemExit(f"the contenders disagree: {answers}")
    method, url, headers, body = every[0]
    # Still a receipt, for another number.
    forged = body.replace(b'"+', b'"-', 1)
    for case in cases:
        try:
            case.call(method, url, headers, forged)
        except (Refused, ValueError, delivrd.VerificationError):
            continue
        raise SystemExit(f"{case.name} believes a forger")


def measure(cases: list[Case], every: list[Arguments], rounds: int) -> dict[str, list[float]]:
    """Nanoseconds of a call, for each contender and round."""
    times: dict[str, list[float]] = {case.name: [] for case in cases}
    calls = {case.name: calibrated(case.call, every) for case in cases}
    gc.collect()
    gc.disable()
    for start in range(rounds):
        for at in range(len(cases)):
            case = cases[(start + at) % len(cases)]
            took = run(case.call, every, calls[case.name])
            times[case.name].append(round(took / calls[case.name], 1))
    gc.enable()
    return times


def calibrated(call: Contender, every: list[Arguments]) -> int:
    """How many calls take about a contender's share of a round."""
    calls = 16
    while (took := run(call, every, calls)) < SHARE_NS // 4:
        calls *= 2
    return max(1, calls * SHARE_NS // took)


def run(call: Contender, every: list[Arguments], calls: int) -> int:
    """Nanoseconds of as many calls, with the requests in turn.

    Of this thread's time on a processor: where another process takes its turn in between, a clock on
    the wall would count that to whoever was at work.
    """
    turns = itertools.islice(itertools.cycle(every), calls)
    start = time.thread_time_ns()
    for method, url, headers, body in turns:
        call(method, url, headers, body)
    return time.thread_time_ns() - start


if __name__ == "__main__":
    main()
