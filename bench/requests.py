#!/usr/bin/env python3
"""Writes the requests that every contender of the benchmarks is given.

    python bench/requests.py target/bench/requests.json

They are signed for the time of writing, because the provider's SDK asks the clock: write them anew
for each run, which has to end within five minutes. Signatures come from `hmac` and PyNaCl.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from nacl.signing import SigningKey

Json = dict[str, Any]
Sign = Callable[[str, bytes], str]

# The payloads of the providers' pages, to the byte.
DEMO: Final = Path(__file__).resolve().parents[1] / "crates/delivrd-cli/src/demo"
TELECOM23: Final = (DEMO / "telecom23.json").read_text(encoding="utf-8")
TELNYX: Final = (DEMO / "telnyx_sent.json").read_text(encoding="utf-8")

SECRET: Final = "delivrd-test-signing-secret-0001"
# Test 1 of RFC 8032, section 7.1.
KEY: Final = SigningKey(
    bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
)
DISTINCT: Final = 256


def main() -> None:
    """Writes the file."""
    now = int(time.time())
    telecom23 = Endpoint(
        "telecom23",
        {"secret": SECRET},
        "23Telecom-Webhooks/1.0",
        ("X-Webhook-Timestamp", "X-Webhook-Signature"),
        lambda stamp, body: "sha256="
        + hmac.new(SECRET.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest(),
    )
    telnyx = Endpoint(
        "telnyx",
        {"public_key": base64.b64encode(bytes(KEY.verify_key)).decode()},
        "telnyx-webhooks",
        ("Telnyx-Timestamp", "Telnyx-Signature-Ed25519"),
        lambda stamp, body: base64.b64encode(
            KEY.sign(f"{stamp}|".encode() + body).signature
        ).decode(),
    )
    groups = [
        telecom23.group("pretty", [TELECOM23], now),
        telecom23.group("compact", [compact(json.loads(TELECOM23))], now),
        telecom23.group("distinct", map(telecom23_body, range(DISTINCT)), now),
        telnyx.group("pretty", [TELNYX], now),
        telnyx.group("compact", [compact(json.loads(TELNYX))], now),
        telnyx.group("distinct", map(telnyx_body, range(DISTINCT)), now),
        telnyx.group("group", [telnyx_group()], now),
    ]
    text = json.dumps({"now": now, "groups": groups}, indent=1)
    Path(sys.argv[1]).write_text(text, encoding="utf-8", newline="\n")


class Endpoint:
    """A receiver's URL at one provider."""

    def __init__(
        self, provider: str, config: Json, agent: str, names: tuple[str, str], sign: Sign
    ) -> None:
        self.provider = provider
        self.config = config
        self.agent = agent
        self.names = names
        self.sign = sign

    def group(self, name: str, bodies: Iterable[str], now: int) -> Json:
        """One group of the file."""
        return {
            "name": f"{self.provider}_{name}",
            "provider": self.provider,
            "config": self.config,
            # As a queue that comes in over a minute.
            "requests": [self.request(body, now - at % 60) for at, body in enumerate(bodies)],
        }

    def request(self, body: str, signed_at: int) -> Json:
        """A signed request, with the headers that a usual client and a proxy send."""
        stamp = str(signed_at)
        time_name, signature_name = self.names
        headers = [
            ("Host", "dlr.example.com"),
            ("User-Agent", self.agent),
            ("Content-Length", str(len(body.encode()))),
            ("Accept", "*/*"),
            ("Accept-Encoding", "gzip"),
            ("Content-Type", "application/json"),
            (time_name, stamp),
            (signature_name, self.sign(stamp, body.encode())),
        ]
        url = f"https://dlr.example.com/{self.provider}"
        return {"method": "POST", "url": url, "headers": headers, "body": body}


def compact(value: Json) -> str:
    """JSON without white space."""
    return json.dumps(value, separators=(",", ":"))


def telecom23_body(at: int) -> str:
    """Another message, now and then with another fate than the page's."""
    fates = [("DELIVRD", "000")] * 5 + [("UNDELIV", "001"), ("EXPIRED", "003"), ("REJECTD", "006")]
    status, code = fates[at % len(fates)]
    unique = hashlib.sha256(f"telecom23 {at}".encode()).hexdigest()
    return compact(
        {
            "message_id": f"api_42_{1743667200123456789 + at}_{unique[:16]}",
            "recipient": f"+447700900{at:03}",
            "sender_id": "MyApp",
            "status": status,
            "status_code": code,
            "num_parts": 1 + at % 3,
            "cost": round((1 + at % 3) * 0.0085, 4),
            "timestamp": f"2026-02-13T10:{at // 60:02}:{at % 60:02}Z",
        }
    )


def telnyx_body(at: int) -> str:
    """Another message, finalized, with the members of the page's example."""
    event = json.loads(TELNYX)
    data, payload = event["data"], event["data"]["payload"]
    data["event_type"] = "message.finalized"
    data["id"] = uuid("event", at)
    data["occurred_at"] = f"2026-02-13T10:{at // 60:02}:{at % 60:02}.574Z"
    payload["id"] = uuid("message", at)
    payload["from"]["phone_number"] = "+14155550100"
    payload["to"][0]["phone_number"] = f"+447700900{at:03}"
    payload["to"][0]["status"] = "delivered"
    if at % 8 == 7:
        payload["to"][0]["status"] = "delivery_failed"
        payload["errors"] = [{"code": "40008", "title": "Undeliverable"}]
    return compact(event)


def telnyx_group() -> str:
    """A group message of ten recipients, of whom nine have it."""
    event = json.loads(telnyx_body(DISTINCT))
    payload = event["data"]["payload"]
    payload["type"] = "MMS"
    payload["to"] = [
        payload["to"][0]
        | {"phone_number": f"+141555501{at:02}", "status": "sent" if at == 9 else "delivered"}
        for at in range(10)
    ]
    return compact(event)


def uuid(kind: str, at: int) -> str:
    """An id in the form of a UUID."""
    digits = hashlib.sha256(f"{kind} {at}".encode()).hexdigest()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))


if __name__ == "__main__":
    main()
