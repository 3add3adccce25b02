"""Equality, copies, pickles, times, prices, and what a representation leaves out."""

import copy
import dataclasses
import decimal
import hashlib
import hmac
import json
import pickle
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import delivrd
from support import SECRET, Vector, accepted, documented, vectors

NOW = 1770978610


def signed(now: int = NOW, **members: Any) -> delivrd.Notification:
    """A receipt of 23 Telecom with these members."""
    body = json.dumps({"message_id": "m-1", "status": "DELIVRD"} | members).encode()
    digest = hmac.digest(SECRET.encode(), f"{now}.".encode() + body, hashlib.sha256).hex()
    headers = {"X-Webhook-Timestamp": str(now), "X-Webhook-Signature": f"sha256={digest}"}
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


def test_a_verifier_is_shared_and_not_pickled() -> None:
    verifier = documented().verifier()
    assert copy.copy(verifier) is verifier and copy.deepcopy([verifier])[0] is verifier
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match="holds secrets"):
            pickle.dumps(verifier, protocol)


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


def texts_of(vector: Vector) -> set[str]:
    """What must be in no log: everything of the payload that is not a word or a short number."""
    found: set[str] = set()

    def add(value: Any, name: str = "") -> None:
        if isinstance(value, dict):
            for own, item in value.items():
                add(item, own)
        elif isinstance(value, list):
            for item in value:
                add(item, name)
        elif isinstance(value, str) and len(value) >= 6:
            found.add(value)

    for receipt in vector.expect["notification"]["receipts"]:
        members = ("message_id", "reference", "recipient", "sender", "campaign", "detail")
        add({name: receipt[name] for name in (*members, "carrier", "tags", "extra")})
    add(vector.expect["notification"]["event"])
    return found - {"unknown"}


def test_a_representation_holds_nothing_of_the_payload() -> None:
    for vector in accepted():
        notification = vector.receive()
        tracker, stats = delivrd.Tracker(), delivrd.Stats()
        stats.count_notification(notification)
        outcome = delivrd.Outcome()
        shown: list[Any] = [notification, notification.event, notification.other, stats]
        for receipt in notification.receipts[:20]:
            news = tracker.receive(receipt, now=vector.now)
            tracker.expect(receipt.message_key, labels={"to": receipt.recipient or ""})
            shown += [receipt, receipt.advice, receipt.failure, news, outcome.apply(receipt)]
            shown += [receipt.cost]
        for message in tracker.messages():
            shown += [message, message.about, message.sending, message.outcome]
        text = " ".join(f"{value!r} {value}" for value in shown)
        for canary in texts_of(vector):
            assert canary not in text, vector.name


def test_no_secret_shows_anywhere() -> None:
    canary = "canary-secret-0123456789"
    verifier = delivrd.Verifier("telecom23", secret=canary, account="eu")
    assert repr(verifier) == str(verifier) == "Verifier('telecom23', account='eu')"
    texts = [repr(vars(type(verifier)))]
    for config in (
        {"secret": canary, "secrets": [canary]},
        {"secrets": {"a": canary}},
        {"secrets": [{"secret": canary, "label": canary}] * 2},
        {"secret": "fine", canary: canary},
        {"secret": "fine", "statuses": {canary: {"state": canary}}},
        {"secret": "fine", "advice": [{canary: canary}]},
        {"secret": canary.encode()},
        {"secret": canary + "\udc80"},
    ):
        with pytest.raises(delivrd.ConfigError) as caught:
            delivrd.Verifier("telecom23", **config)
        texts += [str(caught.value), repr(caught.value), repr(caught.value.args)]
    with pytest.raises(delivrd.ConfigError) as unknown:
        delivrd.Verifier(canary)
    texts.append(str(unknown.value))
    assert canary not in " ".join(texts)


def test_an_error_holds_no_input() -> None:
    for vector in vectors():
        try:
            vector.receive()
        except delivrd.DelivrdError as error:
            text = f"{error} {error!r} {error.args}"
            words = {value for _, value in vector.headers if len(value) > 7}
            words |= {"+1415", "7700900", SECRET}
            for canary in words:
                assert canary not in text, vector.name
            assert error.__cause__ is None and error.__context__ is None
