"""No representation, error, log or panic holds a secret or personal data.

Every public class is made with canaries in each place that takes input, and whatever it shows is
searched for them. `to_dict`, `to_json`, pickles and the attributes themselves are the data; of
secrets there is none in them, and a verifier is not pickled.
"""

import base64
import copy
import enum
import json
import logging
import os
import pickle
import re
import shutil
import subprocess
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

import delivrd
from delivrd.contrib import asgi, wsgi
from support import Vector, cargo, signed_request, vectors

NOW = 1_770_000_000
# A phone number that nobody has.
NUMBER = "+14155550142"
# Letters that stand nowhere else, for each place.
KEY = "Xq7LvNzR2mTk9WpHc4JbYs6G"
OLD_KEY = "Bt3HdMwK8xVr5QnJf7ZcPy2S"
NAME = "hW2qPiD7VmXf4TbUz9RsKc6E"
VALUE = "nQ5xJeB0GyLr8AoMk1HvZw3S"
TEXT = "tR9cYpU4FsNd6ViXa2KgEb7Q"
AMOUNT = "0.4155550142"


@dataclass
class Canaries:
    """What must not come out: in pieces, and also written in hex or base64."""

    piece: int
    pieces: dict[int, set[str]] = field(default_factory=dict)

    def hide(self, *values: str | bytes) -> "Canaries":
        for value in values:
            raw = value.encode("utf-8", "surrogateescape") if isinstance(value, str) else value
            text = raw.decode("latin-1")
            self._add(text, self.piece)
            for digits in re.findall("[0-9]{7,}", text):
                self._add(digits, 7)
            self._add(raw.hex(), 2 * self.piece)
            self._add(raw.hex().upper(), 2 * self.piece)
            for offset in range(3):
                # The last letters depend on what follows.
                self._add(base64.b64encode(raw[offset:])[:-4].decode(), self.piece)
        return self

    def _add(self, text: str, length: int) -> None:
        pieces = self.pieces.setdefault(length, set())
        pieces |= {text[start : start + length] for start in range(len(text) - length + 1)}

    def find(self, text: str) -> str | None:
        for length, pieces in self.pieces.items():
            for start in range(len(text) - length + 1):
                if text[start : start + length] in pieces:
                    return text[start : start + length]
        return None


SECRETS = Canaries(8).hide(KEY, OLD_KEY)
HIDDEN = Canaries(8).hide(KEY, OLD_KEY, NAME, VALUE, TEXT, NUMBER, AMOUNT)


def shown(value: object) -> list[str]:
    """Every form in which Python shows a value."""
    return [repr(value), str(value), ascii(value), format(value), f"{[value]}", f"{value!s:>300}"]


def shown_error(error: BaseException) -> list[str]:
    """An error with all that is printed of it, and all that hangs on it."""
    frames = traceback.format_exception_only(error)
    cause = [repr(own) for own in (error.__cause__, error.__context__)]
    notes = [repr(getattr(error, "__notes__", None)), repr(vars(error)), repr(error.args)]
    return [*shown(error), *frames, *cause, *notes]


def raised(call: Callable[[], object]) -> BaseException:
    try:
        call()
    except Exception as error:
        return error
    pytest.fail("nothing was raised")


def verifier(**config: Any) -> delivrd.Verifier:
    keys = [{"secret": OLD_KEY, "label": "night"}, KEY]
    return delivrd.Verifier("telecom23", secrets=keys, account="eu", **config)


def body(status: str, serial: int) -> bytes:
    members = {
        "message_id": f"{TEXT}{serial}",
        "recipient": NUMBER,
        "sender_id": VALUE,
        "status": status,
        "status_code": NAME,
        "num_parts": 2,
        "cost": AMOUNT,
        "timestamp": "2026-02-02T02:40:00Z" if serial else NAME,
        "workspace_id": VALUE,
        "telecom_message_id": TEXT,
        NAME: NUMBER,
    }
    return json.dumps(members).encode()


def request(raw: bytes, now: int = NOW, key: str = KEY) -> dict[str, Any]:
    headers = [*signed_request(raw, now, key).items(), (NAME, VALUE)]
    url = f"https://{TEXT}/?to={NUMBER}"
    return {"method": VALUE, "url": url, "headers": headers, "body": raw}


def received(status: str, serial: int = 0) -> delivrd.Notification:
    return verifier().receive(**request(body(status, serial)), now=NOW)


def telnyx(members: dict[str, Any]) -> delivrd.Notification:
    """An event of Telnyx as it would be stored, with what 23 Telecom lacks."""
    stored = received("DELIVRD").to_dict()
    stored["event"] = {"id": TEXT, "type": NAME, "attempt": 2}
    stored["receipts"][0] |= {"currency": None, "detail": TEXT, "tags": [VALUE], "carrier": NAME}
    stored["receipts"][0]["cost"] = {"amount": AMOUNT, "currency": VALUE}
    return delivrd.Notification.from_dict(stored | members)


def counted(status: str) -> tuple[delivrd.Stats, delivrd.Tracker, list[object]]:
    """A number of messages that is enough for a comparison."""
    stats, tracker = delivrd.Stats(), delivrd.Tracker(max_messages=40)
    news: list[object] = []
    for serial in range(41):
        receipt = received(status, serial).receipts[0]
        labels = {NAME: VALUE, "carrier": TEXT, "campaign": NAME}
        # The last message makes room for itself when its receipt comes.
        if serial < 40:
            tracker.expect(receipt.message_key, sent_at=NOW, due_after=1, labels=labels)
        news.append(tracker.receive(receipt, now=NOW))
    for message in tracker.messages():
        stats.count_message(message, now=NOW)
    stats.count_notification(received(status))
    return stats, tracker, news


@cache
def cases() -> dict[str, list[object]]:
    """Every public class, by its name, with objects that are full of canaries."""
    failed, delivered = received("UNDELIV"), received("DELIVRD")
    stored = telnyx({})
    other = telnyx({"receipts": [], "other": {"type": TEXT}})
    odd = telnyx({"unreadable": [{"index": 7, "kind": "wrong_type"}]})
    notifications = [failed, delivered, stored, other, odd, received(TEXT)]
    receipts = [receipt for own in notifications for receipt in own.receipts]
    outcome, sticky = delivrd.Outcome(), delivrd.Outcome("failure_sticky")
    changes = [own.apply(receipt) for receipt in receipts for own in (outcome, sticky)]
    changes.append(outcome.merge(delivrd.Outcome.from_receipts([stored.receipts[0]])))
    transitions = [own.transition for own in changes if own.transition]
    (before, _, _), (after, tracker, news) = counted("DELIVRD"), counted("UNDELIV")
    messages = tracker.messages()
    # A label is the caller's; so a fall is seen by what 23 Telecom does not say itself.
    declines = after.compare(before)
    assert {own.dimension for own in declines} >= {delivrd.Dimension.CARRIER}
    assert any(isinstance(own, delivrd.News) and own.forgotten for own in news)
    arrived = [
        wsgi.read_request({"REQUEST_METHOD": VALUE, "PATH_INFO": f"/{TEXT}", "HTTP_X": NUMBER}, b"x"),
        asgi.Arrived(VALUE, f"https://{TEXT}/", ((NAME, NUMBER),), TEXT.encode()),
    ]
    found: dict[str, list[object]] = {
        "About": [own.about for own in messages],
        "Advice": [own.advice for own in receipts],
        "Arrived": [*arrived],
        "Capabilities": [own.capabilities for own in delivrd.providers()],
        "Change": [*changes],
        "Contradiction": [outcome.contradiction, sticky.contradiction],
        "Cost": [stored.receipts[0].cost, failed.receipts[0].cost, outcome.cost],
        "Decline": [*declines],
        "Event": [own.event for own in notifications],
        "Failure": [failed.receipts[0].failure],
        "Message": [*messages],
        "News": news,
        "Notification": [*notifications],
        "Other": [other.other],
        "Outcome": [outcome, sticky, *(own.outcome for own in messages)],
        "Provider": [*delivrd.providers()],
        "Receipt": [*receipts],
        "Segment": [*outcome.segments],
        "Sending": [own.sending for own in messages if own.sending],
        "Share": [own.now for own in declines],
        "Stats": [before, after],
        "Summary": [summary for transition in transitions for summary in transition],
        "Tracker": [tracker],
        "Unreadable": [*odd.unreadable],
        "Verification": [failed.verified],
        "Verifier": [verifier(), verifier(max_body=1)],
    }
    for error in errors():
        found.setdefault(type(error).__name__, []).append(error)
    for name in delivrd.__all__:
        value = getattr(delivrd, name)
        if isinstance(value, type) and issubclass(value, enum.Enum):
            found[name] = [*value, raised(partial(value, TEXT))]
    return found


def errors() -> Iterator[BaseException]:
    """Every refusal there is, of calls that are full of canaries."""
    wrong: list[dict[Any, Any]] = [
        {},
        {"secret": KEY, "secrets": [KEY]},
        {"secrets": {"a": KEY}},
        {"secrets": [{"secret": KEY, "label": TEXT}] * 2},
        {"secrets": [{"secret": KEY, "label": {NAME: TEXT}}]},
        {"secret": KEY, NAME: TEXT},
        {"secret": KEY, "statuses": {NAME: {"state": TEXT}}},
        {"secret": KEY, "codes": {NAME: {"reason": TEXT}}},
        {"secret": KEY, "advice": [{NAME: TEXT}]},
        {"secret": KEY, "advice": [{"action": TEXT, "id": TEXT, "explanation": TEXT}]},
        {"secret": KEY, "tolerance": 14155550142},
        {"secret": KEY, "max_body": TEXT},
        {"secret": KEY, "account": [TEXT]},
        {"secret": KEY.encode()},
        {"secret": KEY + "\udc80"},
        {"secret": KEY, "statuses": {NAME + "\udc80": TEXT}},
        {"secret": KEY, "codes": {14155550142: TEXT}},
        {"secret": [[[KEY] * 2] * 2] * 2},
        {"public_key": KEY},
    ]
    for config in wrong:
        for provider in (*(own.id for own in delivrd.providers()), TEXT, TEXT + "\udc80"):
            yield raised(lambda: delivrd.Verifier(provider, **config))
    unreadable: list[Any] = [TEXT, [TEXT], [f'id = "{TEXT}"'], [f'{NAME} = "{TEXT}"', NUMBER], [TEXT.encode()]]
    for definitions in [*unreadable, [TEXT + "\udc80"]]:
        yield raised(lambda: delivrd.Verifier("telecom23", secret=KEY, definitions=definitions))
    own = verifier()
    genuine = request(body("DELIVRD", 1))
    given = dict(genuine["headers"])
    late, early = request(body("DELIVRD", 1), NOW - 301), request(body("DELIVRD", 1), NOW + 301)
    changes: tuple[dict[str, Any], ...] = (
        *(late, early, {"headers": {}}, {"headers": given | {"X-Webhook-Signature": VALUE}}),
        *({"headers": given | {"X-Webhook-Timestamp": NUMBER}}, {"body": TEXT.encode()}),
        {"headers": [*genuine["headers"], ("x-webhook-signature", VALUE)]},
        *(request(TEXT.encode()), request(json.dumps({NAME: NUMBER}).encode())),
        *(request(f'{{"message_id":"{TEXT}","message_id":"{TEXT}"}}'.encode()), request(b"\xff")),
        *({"headers": {NAME: VALUE + "\u0100"}}, {"headers": {NAME: VALUE + "\udc80"}}),
        *({"method": VALUE + "\udc80"}, {"url": TEXT + "\udc80"}),
        *({"headers": TEXT}, {"headers": [TEXT]}, {"headers": {NAME: 14155550142}}),
        *({"headers": [(NAME, VALUE, TEXT)]}, {"body": TEXT}, {"method": NUMBER.encode()}),
    )
    for change in changes:
        yield raised(lambda: own.receive(**(genuine | change), now=NOW))
    yield raised(lambda: own.receive(**genuine, now=NUMBER))  # type: ignore[arg-type]
    yield raised(lambda: own.receive(**genuine, now=14155550142 << 64))
    yield raised(lambda: verifier(max_body=1).receive(**genuine, now=NOW))
    yield raised(lambda: own.message_key(TEXT + "\udc80", NUMBER))
    yield raised(lambda: own.message_key(TEXT, NUMBER + "\udc80"))
    yield raised(lambda: own.message_key(NUMBER.encode()))  # type: ignore[arg-type]
    stored = received("DELIVRD").to_dict()
    readers = (delivrd.Notification, delivrd.Receipt, delivrd.Outcome, delivrd.Stats)
    for reader in readers:
        for text in (TEXT, TEXT + "\udc80", f'"{NUMBER}"', json.dumps(stored | {"event": TEXT})):
            yield raised(lambda: reader.from_json(text))
        yield raised(lambda: reader.from_json(TEXT.encode()))  # type: ignore[arg-type]
        odd: tuple[dict[Any, Any], ...] = (
            *({NAME: TEXT}, {NAME: object()}, {NAME: float("inf")}),
            *({(NAME, NUMBER): 1}, {NAME: {NUMBER: {TEXT}}}),
        )
        for members in odd:
            yield raised(lambda: reader.from_dict(members))
    tracker, receipt = delivrd.Tracker(), received("DELIVRD").receipts[0]
    yield raised(lambda: tracker.get(TEXT))
    yield raised(lambda: tracker.get(TEXT + "\udc80"))
    for labels in ({NAME: TEXT + "\udc80"}, {NAME + "\udc80": TEXT}, {NAME: 1}):
        yield raised(lambda: tracker.expect(receipt.message_key, labels=labels))  # type: ignore[arg-type]
    yield raised(lambda: delivrd.Tracker(TEXT))
    yield raised(lambda: delivrd.Outcome(TEXT))
    yield raised(lambda: delivrd.Outcome().merge(delivrd.Outcome("failure_sticky")))
    yield raised(lambda: delivrd.Outcome().apply(NUMBER))  # type: ignore[arg-type]
    yield raised(lambda: delivrd.Stats().count_error(ValueError(TEXT), NAME))  # type: ignore[arg-type]
    yield raised(lambda: delivrd.Stats().count_repetition(TEXT + "\udc80"))
    yield raised(lambda: wsgi.read_request({}, b"", base_url=f"{TEXT}?{NUMBER}"))
    yield raised(lambda: delivrd.DelivrdError(TEXT, "a kind that there is not"))
    yield delivrd.DelivrdError("internal", "as the library says it")
    yield delivrd.InternalError("internal", "as the library says it")


def public_classes() -> set[str]:
    """What `delivrd` exports, and the one class of `delivrd.contrib`."""
    return {
        name
        for module in (delivrd, wsgi)
        for name in module.__all__
        if isinstance(getattr(module, name), type)
    }


def test_every_public_class_has_its_canaries() -> None:
    # Of what Python itself raises, such as over the type of an argument, only the text counts.
    own = cases().keys() - {"OverflowError", "TypeError", "ValueError"}
    assert own == public_classes()
    for name in own:
        cls = getattr(delivrd, name, wsgi.Arrived)
        objects = [value for value in cases()[name] if not isinstance(value, ValueError)]
        assert isinstance(cls, type) and all(isinstance(value, cls) for value in objects)
        assert objects or issubclass(cls, Exception), name


def test_no_representation_holds_a_canary(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    found, looked_at = [], 0
    cases.cache_clear()
    with caplog.at_level(logging.NOTSET), warnings.catch_warnings(record=True) as warned:
        for name, objects in cases().items():
            for value in objects:
                texts = shown_error(value) if isinstance(value, BaseException) else shown(value)
                looked_at += len(texts)
                found += [(name, text) for text in texts if HIDDEN.find(text)]
    # Nothing is logged, warned of or printed at all.
    assert not caplog.records and not warned and capfd.readouterr() == ("", "")
    with capfd.disabled():
        print(f"\npython: {looked_at} texts of {len(public_classes())} classes, {len(found)} canaries found")
    assert looked_at > 1000 and not found


def test_what_holds_the_data_holds_no_secret() -> None:
    """Attributes, JSON, pickles and copies. An error has no data, either."""
    looked_at = 0
    for name, objects in cases().items():
        for own_value in objects:
            value: Any = own_value
            names = [own for own in dir(value) if not own.startswith("__")]
            texts = [repr(getattr(value, own)) for own in names]
            texts += [repr(getattr(value, "__dict__", None)), repr(value.__getstate__())]
            if hasattr(value, "to_json"):
                texts += [value.to_json(), repr(value.to_dict())]
            if name not in ("Verifier", "Tracker", "Message", "News"):
                texts += [repr(pickle.dumps(value)), repr(copy.deepcopy(value))]
            hidden = HIDDEN if isinstance(value, BaseException) else SECRETS
            looked_at += len(texts)
            assert not [text for text in texts if hidden.find(text)], name
    assert looked_at > 1000


def test_a_verifier_is_not_pickled() -> None:
    own = verifier()
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        for value in (own, [own], {"a": own}):
            error = raised(lambda: pickle.dumps(value, protocol))
            assert isinstance(error, TypeError) and "holds secrets" in str(error)
            assert not [text for text in shown_error(error) if HIDDEN.find(text)]
    assert repr(own) == "Verifier('telecom23', account='eu')"


def test_the_check_finds_what_leaks() -> None:
    class Leaking:
        def __str__(self) -> str:
            return f"{KEY[3:12]}"

    encoded = [base64.b64encode(b"a" * offset + KEY.encode()).decode() for offset in range(3)]
    leaks = [str(Leaking()), repr(KEY.encode()), KEY.encode().hex(), *encoded, "4155550142"]
    assert all(HIDDEN.find(leak) for leak in leaks)
    assert all(any(HIDDEN.find(text) for text in shown(value)) for value in (Leaking(), [NUMBER]))
    fine = (KEY[:7], "415555", "a text of the library", repr(delivrd.State.DELIVERED))
    assert not any(HIDDEN.find(text) for text in fine)


def words(text: str) -> set[str]:
    return set(re.split("[^A-Za-z0-9_]+", text))


def sent(vector: Vector) -> Canaries:
    """Everything that a vector brings in."""
    secret = json.dumps([vector.config.get("secret"), vector.config.get("secrets")])
    values = [value.encode("latin-1") for _, value in vector.headers]
    return Canaries(9).hide(vector.body, vector.request["url"], secret, *values)


def said(vector: Vector) -> tuple[list[str], set[str]]:
    """What is shown of a vector, and what shows by design: times, counts and names of advice."""
    try:
        own = vector.verifier()
        notification = own.receive(
            vector.request["method"], vector.request["url"], vector.headers, vector.body, now=vector.now
        )
    except delivrd.DelivrdError as error:
        assert error.__cause__ is None and error.__context__ is None
        return shown_error(error), words(repr(error.skew))
    tracker, stats, outcome = delivrd.Tracker(), delivrd.Stats(), delivrd.Outcome()
    stats.count_notification(notification)
    objects: list[object] = [own, notification, notification.event, notification.other, stats]
    objects += [notification.verified, *notification.unreadable]
    for receipt in notification.receipts[:20]:
        news = tracker.receive(receipt, now=vector.now)
        tracker.expect(receipt.message_key, labels={"to": receipt.recipient or ""}, sent_at=NOW)
        objects += [receipt, receipt.advice, receipt.failure, receipt.cost, news]
        objects.append(outcome.apply(receipt))
    for message in tracker.messages():
        objects += [message, message.about, message.sending, message.outcome]
    advice = [own.advice.id for own in notification.receipts]
    designed = [notification.verified, notification.event.attempt, NOW, vector.now, advice]
    return [repr(own) for own in objects], words(repr(designed))


def test_no_text_about_a_vector_holds_what_was_sent(capsys: pytest.CaptureFixture[str]) -> None:
    """A vector may hold words of the library: those of the cases, in which there is no input."""
    texts = (text for objects in cases().values() for own in objects for text in shown(own))
    # And what errors name of Telnyx, whose requests no test here can sign, and of Twilio.
    named = "data.event_type data.payload.id bodySHA256 MessageSid MessageStatus"
    known = words(named).union(*(words(text) for text in texts))
    looked_at, noticed, found = 0, 0, []

    def foreign(text: str, designed: set[str]) -> str:
        parts = re.split("[^A-Za-z0-9_]+", text)
        return " ".join(part for part in parts if part not in known | designed)

    for vector in vectors():
        hidden = sent(vector)
        shown_texts, designed = said(vector)
        noticed += bool(hidden.find(foreign(vector.body.decode("latin-1")[:20_000], set())))
        for text in set(shown_texts):
            looked_at += 1
            if piece := hidden.find(foreign(text, designed)):
                found.append((vector.name, piece, text))
    with capsys.disabled():
        print(
            f"\npython: {looked_at} texts of the vectors, {len(found)} canaries found; "
            f"a body would be noticed {noticed} times"
        )
    assert looked_at > 5000 and noticed > 1000
    assert not found


PANIC = f"""
import delivrd
verifier = delivrd.Verifier("panics", secret="{KEY}")
for _ in range(3):
    try:
        verifier.receive("{VALUE}", "https://{TEXT}/", {{"{NAME}": "{VALUE}"}}, b"{NUMBER}", now=0)
    except delivrd.InternalError as error:
        assert isinstance(error, Exception)
        assert (error.kind, error.number, error.http_status, error.retryable) == (
            "internal", 9001, 500, True)
        assert str(error) == "a bug in delivrd; please report it"
        assert error.__cause__ is error.__context__ is None
fine = delivrd.Verifier("telecom23", secret="secret")
try:
    fine.receive("POST", "", {{}}, b"")
except delivrd.VerificationError:
    print("survived")
"""


def test_a_panic_is_an_internal_error_and_says_its_place_alone(tmp_path: Path) -> None:
    libraries = cargo("--package", "delivrd-python", "--features", "forced-panic")
    (library,) = (path for path in libraries if path.name in ("lib_native.so", "lib_native.dylib"))
    package = tmp_path / "delivrd"
    shutil.copytree(Path(delivrd.__file__).parent, package, ignore=shutil.ignore_patterns("*.so"))
    shutil.copy(library, package / "_native.abi3.so")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PANIC],
        env=os.environ | {"PYTHONPATH": str(tmp_path), "RUST_BACKTRACE": "full"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "survived\n"), done.stderr
    told = re.compile(r"(delivrd: a bug at \S+\.rs:\d+:\d+; please report it\n){3}")
    assert told.fullmatch(done.stderr) and not HIDDEN.find(done.stderr)
