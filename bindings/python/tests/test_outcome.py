"""The state of a message, a stream of messages, and what they are counted to."""

import itertools
import json
import subprocess
from datetime import UTC, datetime
from typing import Any

import pytest

import delivrd
from support import accepted, command
from test_values import NOW, signed


def receipt(status: str = "DELIVRD", **members: Any) -> delivrd.Receipt:
    return signed(status=status, **members).receipts[0]


# A word that the table lacks is no outcome.
OPEN = receipt("ENROUTE", timestamp="2026-02-13T10:30:00Z")
DELIVERED = receipt("DELIVRD", timestamp="2026-02-13T10:30:04Z", cost=0.0085)
FAILED = receipt("UNDELIV", timestamp="2026-02-13T10:30:05Z")


def test_order_and_repetition_make_no_difference() -> None:
    every = [OPEN, DELIVERED, FAILED]
    expected = delivrd.Outcome.from_receipts(every)
    for order in itertools.permutations([*every, DELIVERED]):
        outcome = delivrd.Outcome()
        for own in order:
            outcome.apply(own)
        assert outcome == expected
    assert (expected.state, expected.final, expected.conflict) == ("delivered", True, True)
    assert expected.failure is None and expected.advice.action is delivrd.Action.NONE
    assert expected.contradiction is not None
    assert expected.contradiction.state is delivrd.State.UNDELIVERED
    assert expected.delivered_at == datetime(2026, 2, 13, 10, 30, 4, tzinfo=UTC)
    assert expected.failed_at == datetime(2026, 2, 13, 10, 30, 5, tzinfo=UTC)
    assert expected.read_at is None and not expected.late
    assert expected.cost == delivrd.Cost(amount="0.0085", currency=None)
    (segment,) = expected.segments
    assert segment.part == 0 and len(segment.merge_key) == 36
    assert segment.seen == 1 << 9 | 1 << 8 | 1


def test_a_policy_turns_a_conflict_around() -> None:
    sticky = delivrd.Outcome.from_receipts([DELIVERED, FAILED], delivrd.Policy.FAILURE_STICKY)
    assert (sticky.state, sticky.conflict) == ("undelivered", True)
    assert sticky.advice.action is delivrd.Action.ASK_PROVIDER
    with pytest.raises(delivrd.ConfigError, match="different policies"):
        sticky.merge(delivrd.Outcome())


def test_a_change_says_what_to_act_on_once() -> None:
    outcome = delivrd.Outcome()
    first = outcome.apply(DELIVERED)
    assert first.new_information and first.transition is not None
    old, new = first.transition
    assert (old.state, new.state, new.final) == ("unknown", "delivered", True)
    again = outcome.apply(DELIVERED)
    assert again == delivrd.Change(new_information=False, transition=None)
    assert outcome.merge(outcome) == again
    later = delivrd.Outcome.from_receipts([OPEN])
    change = outcome.merge(later)
    assert change.transition is None


def test_an_outcome_reads_back_as_itself() -> None:
    outcome = delivrd.Outcome.from_receipts([OPEN, FAILED, DELIVERED])
    assert json.loads(outcome.to_json()) == outcome.to_dict()
    assert delivrd.Outcome.from_json(outcome.to_json()) == outcome
    assert delivrd.Outcome.from_dict(outcome.to_dict()) == outcome


def test_every_member_of_an_outcome_is_an_attribute() -> None:
    members = delivrd.Outcome.from_receipts([OPEN, FAILED, DELIVERED]).to_dict()
    for name in members:
        assert hasattr(delivrd.Outcome, name), name


def test_only_receipts_are_applied() -> None:
    with pytest.raises(TypeError):
        delivrd.Outcome().apply("receipt")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        delivrd.Outcome.from_receipts(["receipt"])  # type: ignore[list-item]


def test_configured_advice_reaches_outcomes() -> None:
    row = {"state": "delivered", "action": "none", "id": "own", "explanation": "It is there."}
    verifier = delivrd.Verifier("telecom23", secret="secret", advice=[row])
    outcome = delivrd.Outcome.from_receipts([DELIVERED])
    assert verifier.advise_outcome(outcome).id == "own"
    assert outcome.advice.id == "delivered"


def test_a_tracker_joins_sends_and_receipts() -> None:
    tracker = delivrd.Tracker()
    key = DELIVERED.message_key
    news = tracker.receive(OPEN, now=NOW)
    assert (news.is_repetition, news.is_matched, news.forgotten) == (False, False, None)
    assert [message.message_key for message in tracker.unmatched()] == [key]
    assert tracker.expect(key, sent_at=NOW - 10, due_after=60, labels={"team": "a"}) is None
    assert tracker.unmatched() == ()
    assert [own.message_key for own in tracker.overdue(now=NOW + 50)] == [key]
    message = tracker.get(key)
    assert message is not None and message.is_overdue(now=NOW + 50)
    assert not message.is_overdue(now=NOW + 49)
    assert message.sending == delivrd.Sending(
        sent_at=NOW - 10, due_at=NOW + 50, labels={"team": "a"}
    )
    assert message.about is not None and message.about.message_id == "m-1"
    news = tracker.receive(DELIVERED, now=NOW)
    assert news.is_matched and news.change.transition is not None
    assert tracker.receive(DELIVERED, now=NOW).is_repetition
    assert message.outcome.state is delivrd.State.UNKNOWN, "a message is as it was"
    assert tracker.overdue(now=NOW + 50) == ()
    assert len(tracker) == len(tracker.messages()) == 1
    assert tracker.get("v1:" + "0" * 32) is None
    with pytest.raises(delivrd.ConfigError, match="32 lower-case hex digits"):
        tracker.get("m-1")


@pytest.mark.parametrize("labels", [{"a": "own\udc80"}, {"own\udc80": "a"}])
def test_a_label_that_is_no_unicode_is_refused_without_its_text(labels: dict[str, str]) -> None:
    tracker = delivrd.Tracker()
    with pytest.raises(delivrd.ConfigError) as caught:
        tracker.expect(DELIVERED.message_key, labels=labels)
    assert caught.value.kind == "invalid_argument" and "own" not in repr(caught.value)
    assert caught.value.__cause__ is None and caught.value.__context__ is None
    assert len(tracker) == 0


@pytest.mark.parametrize("labels", [{"a": 1}, {1: "a"}, {"a": None}, [("a", "b")], "a"])
def test_labels_are_a_dictionary_of_text(labels: Any) -> None:
    with pytest.raises(TypeError, match="labels"):
        delivrd.Tracker().expect(DELIVERED.message_key, labels=labels)


def test_a_tracker_is_bounded() -> None:
    tracker = delivrd.Tracker(keep_seconds=100, max_messages=2)
    for index in range(2):
        assert tracker.receive(receipt(message_id=f"m-{index}"), now=index).forgotten is None
    forgotten = tracker.receive(receipt(message_id="m-2"), now=2).forgotten
    assert forgotten is not None and forgotten.about is not None
    assert forgotten.about.message_id == "m-0"
    assert len(tracker.forget(now=102)) == 1 and len(tracker) == 1
    assert len(tracker.forget()) == 1


def stats_of(count: int, delivered: int) -> delivrd.Stats:
    tracker, stats = delivrd.Tracker(), delivrd.Stats()
    for index in range(count):
        own = signed(message_id=f"m-{index}", status="DELIVRD" if index < delivered else "UNDELIV")
        stats.count_notification(own)
        tracker.receive(own.receipts[0], now=NOW)
    for message in tracker.messages():
        stats.count_message(message, now=NOW)
    return stats


def test_counts_merge_and_compare() -> None:
    before, now = stats_of(100, 90), stats_of(100, 40)
    total = now.to_dict()["total"]
    assert (total["attempts"], total["delivered"], total["delivery_rate"]) == (100, 40, 0.4)
    assert json.loads(now.to_json()) == now.to_dict()
    assert delivrd.Stats.from_json(now.to_json()) == now == delivrd.Stats.from_dict(now.to_dict())
    declines = now.compare(before)
    assert declines and declines[0].now.rate is not None and declines[0].z > 2.33
    assert any(
        own.dimension is delivrd.Dimension.PROVIDER
        and own.measure is delivrd.Measure.DELIVERY_RATE
        and own.before == delivrd.Share(part=90, whole=100)
        for own in declines
    )
    assert now.compare(before, least_messages=101) == ()
    merged = delivrd.Stats()
    merged.merge(before)
    merged.merge(now)
    merged.merge(merged)
    assert merged.to_dict()["total"]["attempts"] == 400


def test_refusals_and_repetitions_are_counted() -> None:
    stats = delivrd.Stats()
    error = delivrd.VerificationError("stale_timestamp", "old", -400)
    stats.count_error(error, "telnyx")
    stats.count_error(delivrd.InternalError("internal", "a bug"), "telnyx")
    stats.count_repetition("telnyx")
    health = stats.to_dict()["webhooks"]["telnyx"]
    assert health["refusals"] == {"stale_timestamp": 1, "internal": 1}
    assert (health["repetitions"], health["skew"]["least"]) == (1, -400)
    with pytest.raises(TypeError, match="DelivrdError"):
        stats.count_error(ValueError(), "telnyx")  # type: ignore[arg-type]


def test_the_command_tracks_and_counts_the_same() -> None:
    vectors = accepted()
    captures = "".join(f"{json.dumps(vector.capture())}\n" for vector in vectors).encode()
    tracker, stats = delivrd.Tracker(keep_seconds=2**63 - 1), delivrd.Stats()
    for vector in vectors:
        notification = vector.receive()
        stats.count_notification(notification)
        for own in notification.receipts:
            if tracker.receive(own, now=vector.now).is_repetition:
                stats.count_repetition(notification.provider)
    lines = run("track", captures).splitlines()
    messages = tracker.messages()
    assert len(lines) == len(messages)
    for line, message in zip(lines, messages, strict=True):
        told = json.loads(line)
        assert told.pop("message_key") == message.message_key
        for name in ("provider", "account", "message_id", "recipient", "channel", "campaign", "carrier"):
            assert told.pop(name) == getattr(message.about, name)
        assert told == message.outcome.to_dict()
    for message in messages:
        stats.count_message(message, now=NOW)
    assert run("stats", captures, "--now", str(NOW)).splitlines()[0] == stats.to_json()


def run(subcommand: str, captures: bytes, *options: str) -> str:
    done = subprocess.run(
        [command(), subcommand, "--format", "json", *options],
        input=captures,
        stdout=subprocess.PIPE,
        check=True,
    )
    return done.stdout.decode()
