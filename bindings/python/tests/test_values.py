"""Equality, copies, pickles, times and prices."""

import copy
import dataclasses
import decimal
import json
import pickle
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import delivrd
from support import SECRET, documented, signed_request

NOW = 1770978610


def signed(now: int = NOW, **members: Any) -> delivrd.Notification:
    """A receipt of 23 Telecom with these members."""
    body = json.dumps({"message_id": "m-1", "status": "DELIVRD"} | members).encode()
    headers = signed_request(body, now)
    return delivrd.Verifier("telecom23", secret=SECRET).receive(
        "POST", "https://example.com/dlr", headers, body, now=now
    )


def test_equal_content_is_equal_and_hashes_equal() -> None:
    one, other = documented().receive(), documented().receive()
    assert one == other and hash(one) == hash(other) and one is not other
    assert one.receipts[0] == other.receipts[0]
    assert len({one.receipts[0], other.receipts[0]}) == 1
    different = signed()
    assert one != different and one.receipts[0] != different.receipts[0]
    assert one != one.receipts[0] and one != None and one != "text"  # noqa: E711
    assert one.receipts is one.receipts


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_everything_pickles_and_copies(protocol: int) -> None:
    for vector in (documented("telecom23"), documented("telnyx")):
        notification = vector.receive()
        receipt = notification.receipts[0]
        outcome = delivrd.Outcome.from_receipts([receipt])
        stats = delivrd.Stats()
        stats.count_notification(notification)
        for value in (
            *(notification, receipt, outcome, stats, receipt.advice, receipt.failure),
            *(receipt.cost, notification.event, notification.verified, outcome.segments),
        ):
            text = pickle.dumps(value, protocol)
            assert b"_native" not in text and b"_values" not in text
            assert pickle.loads(text) == value
            assert copy.copy(value) == value == copy.deepcopy(value)


def test_a_copy_of_an_outcome_is_its_own() -> None:
    outcome = delivrd.Outcome()
    for other in (copy.copy(outcome), copy.deepcopy(outcome)):
        other.apply(documented().receive().receipts[0])
        assert other != outcome and outcome.state is delivrd.State.UNKNOWN
    with pytest.raises(TypeError, match="unhashable"):
        hash(outcome)


def test_a_verifier_is_shared() -> None:
    verifier = documented().verifier()
    assert copy.copy(verifier) is verifier and copy.deepcopy([verifier])[0] is verifier


def test_nothing_can_be_changed() -> None:
    notification = documented().receive()
    receipt = notification.receipts[0]
    cost = receipt.cost
    assert cost is not None
    for value, name in ((notification, "provider"), (receipt, "state"), (documented().verifier(), "account")):
        with pytest.raises(AttributeError):
            setattr(value, name, "x")
        with pytest.raises(AttributeError):
            setattr(value, "new", "x")
    with pytest.raises(dataclasses.FrozenInstanceError):
        cost.amount = "0"  # type: ignore[misc]
    with pytest.raises(TypeError):
        receipt.extra["a"] = "b"  # type: ignore[index]
    with pytest.raises(TypeError):
        delivrd.Notification()
    with pytest.raises(TypeError):
        delivrd.Receipt()
    with pytest.raises(TypeError):

        class _Own(delivrd.Verifier):  # type: ignore[misc]
            pass


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-02-13T10:30:04Z", datetime(2026, 2, 13, 10, 30, 4, tzinfo=UTC)),
        ("2026-02-13T11:30:04.5+01:00", datetime(2026, 2, 13, 10, 30, 4, 500_000, tzinfo=UTC)),
        ("2026-02-13T10:30:04.123456789Z", datetime(2026, 2, 13, 10, 30, 4, 123_456, tzinfo=UTC)),
        ("9999-12-31T23:59:59.999999999Z", datetime.max.replace(tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", datetime.min.replace(tzinfo=UTC)),
        # RFC 3339 has a year 0, datetime has none; the text stays in to_dict().
        ("0000-12-31T23:59:59Z", None),
        ("2026-02-30T00:00:00Z", None),
    ],
)
def test_times_are_aware_and_in_utc(text: str, time: datetime | None) -> None:
    receipt = signed(timestamp=text).receipts[0]
    assert receipt.occurred_at == time
    if time is not None:
        assert time.tzinfo is UTC and time.utcoffset() == timedelta(0)
    if text.startswith("0000"):
        assert receipt.to_dict()["occurred_at"] == text
    if "123456789" in text:
        assert receipt.to_dict()["occurred_at"] == text
    outcome = delivrd.Outcome.from_receipts([receipt])
    assert outcome.delivered_at == time


def test_a_signed_time_that_datetime_lacks_is_none() -> None:
    notification = signed(now=253_402_300_800)
    assert notification.verified is not None and notification.verified.signed_at is None


def test_a_price_keeps_its_digits() -> None:
    cost = signed(cost="0.00850").receipts[0].cost
    assert cost is not None and cost.amount == "0.00850" and cost.decimal == decimal.Decimal("0.0085")
    absurd = signed(cost="1e999999999999999999999").receipts[0].cost
    assert absurd is not None and absurd.amount == "1e999999999999999999999"
    with pytest.raises(decimal.InvalidOperation):
        absurd.decimal  # noqa: B018


def test_values_match_patterns() -> None:
    match signed(status="UNDELIV", status_code="001").receipts[0]:
        case delivrd.Receipt(state=delivrd.State.UNDELIVERED, failure=delivrd.Failure(reason)):
            assert isinstance(reason, delivrd.Reason)
        case other:
            pytest.fail(f"{other}")


def test_what_is_no_stored_one_is_refused() -> None:
    stored = documented().receive().to_dict()
    for wrong in ("", "{}", "[]", "null", json.dumps(stored["receipts"])):
        for read in (
            *(delivrd.Notification.from_json, delivrd.Receipt.from_json),
            *(delivrd.Outcome.from_json, delivrd.Stats.from_json),
        ):
            with pytest.raises(delivrd.ConfigError) as caught:
                read(wrong)
            assert caught.value.kind == "invalid_argument"
    with pytest.raises(TypeError):
        delivrd.Notification.from_json(b"{}")  # type: ignore[arg-type]
    with pytest.raises(ValueError):
        delivrd.Outcome.from_dict({"policy": float("nan")})
