"""Threads and memory."""

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import delivrd
from support import accepted, documented, vectors


@pytest.mark.parametrize("provider", ["telecom23", "telnyx"])
def test_eight_threads_share_one_verifier(provider: str) -> None:
    first = documented(provider)
    verifier = first.verifier()
    shared = [own for own in vectors() if own.provider == provider and own.config == first.config]
    outcome, tracker, stats = delivrd.Outcome(), delivrd.Tracker(), delivrd.Stats()
    start = threading.Barrier(8)

    def work(offset: int) -> int:
        start.wait()
        for index in range(len(shared)):
            vector = shared[(index + offset * 37) % len(shared)]
            try:
                notification = vector.receive(verifier)
            except delivrd.DelivrdError as error:
                assert vector.expect == {"error": error.kind}, vector.name
                stats.count_error(error, provider)
                continue
            assert notification.to_dict() == vector.expect["notification"], vector.name
            stats.count_notification(notification)
            for receipt in notification.receipts[:5]:
                outcome.apply(receipt)
                tracker.receive(receipt, now=vector.now)
                assert tracker.get(receipt.message_key) is not None
                outcome.merge(outcome)
        return len(shared)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(8))) == [len(shared)] * 8
    health = stats.to_dict()["webhooks"][provider]
    assert health["notifications"] + sum(health["refusals"].values()) == 8 * len(shared)


def resident() -> int:
    """Bytes of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_million_calls_hold_no_memory(capsys: pytest.CaptureFixture[str]) -> None:
    calls = [
        (verifier, own.request["method"], own.request["url"], own.headers, own.body, own.now)
        for provider, step in (("telecom23", 9), ("telnyx", 80))
        for verifier in [documented(provider).verifier()]
        for own in vectors()[::step]
        if own.provider == provider
        and own.config == documented(provider).config
        and len(own.body) < 20_000
    ]
    counts = {"accepted": 0, "refused": 0}

    def work(number: int) -> None:
        for index in range(number):
            verifier, method, url, headers, body, now = calls[index % len(calls)]
            try:
                notification = verifier.receive(method, url, headers, body, now=now)
            except delivrd.DelivrdError as error:
                counts["refused"] += 1
                assert error.http_status
            else:
                counts["accepted"] += 1
                for receipt in notification.receipts:
                    assert receipt.state and receipt.message_id
                if index % 16 == 0:
                    assert notification.to_dict() and repr(notification)
                    outcome = delivrd.Outcome.from_receipts(notification.receipts)
                    assert delivrd.Outcome.from_json(outcome.to_json()) == outcome

    work(50_000)
    before = resident()
    counts.update(accepted=0, refused=0)
    work(1_000_000)
    growth = resident() - before
    with capsys.disabled():
        print(f"\npython: 1,000,000 calls ({counts}) grew the memory by {growth / 1024:.0f} KiB")
    assert min(counts.values()) > 100_000
    assert growth < 1 << 20


def test_the_shipped_module_has_no_provider_that_panics() -> None:
    with pytest.raises(delivrd.ConfigError) as caught:
        delivrd.Verifier("panics", secret="secret")
    assert caught.value.kind == "unknown_provider"


def test_a_long_body_is_checked_while_others_run() -> None:
    verifier = delivrd.Verifier("telecom23", secret="secret", max_body=16 << 20)
    headers = {"X-Webhook-Timestamp": "1", "X-Webhook-Signature": "sha256=" + "0" * 64}
    body = bytes(16 << 20)

    def check(_: int) -> str:
        try:
            verifier.receive("POST", "", headers, body, now=1)
        except delivrd.DelivrdError as error:
            return error.kind
        return "accepted"

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(check, range(16))) == {"bad_signature"}


def test_a_receipt_outlives_its_notification_and_its_verifier() -> None:
    for vector in accepted()[:50]:
        receipts = vector.receive().receipts
        expected = vector.expect["notification"]["receipts"]
        assert [own.to_dict() for own in receipts] == expected
