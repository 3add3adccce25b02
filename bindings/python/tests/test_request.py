"""Headers, bodies and times in every shape in which Python programs have them."""

import array
import email.message
from collections.abc import Callable
from typing import Any

import httpx
import pytest
import starlette.datastructures
import werkzeug.datastructures

import delivrd
from support import SECRET, accepted, documented, vectors

VECTOR = documented()
PAIRS = VECTOR.headers
SIGNATURE = dict(PAIRS)["X-Webhook-Signature"]


def receive(
    headers: Any = PAIRS, body: Any = VECTOR.body, now: Any = VECTOR.now
) -> delivrd.Notification:
    return VECTOR.verifier().receive("POST", "https://example.com/dlr", headers, body, now=now)


def message() -> email.message.Message:
    headers = email.message.Message()
    for name, value in PAIRS:
        headers[name] = value
    return headers


class OnlyItems:
    def items(self) -> list[tuple[str, str]]:
        return PAIRS


class Text(str):
    pass


RAW = [(name.encode(), value.encode()) for name, value in PAIRS]
SHAPES: dict[str, Callable[[], Any]] = {
    "pairs": lambda: PAIRS,
    "pairs of bytes": lambda: RAW,
    "pairs as lists": lambda: [list(pair) for pair in PAIRS],
    "a generator": lambda: (pair for pair in PAIRS),
    "a dictionary": lambda: dict(PAIRS),
    "a dictionary of bytes": lambda: dict(RAW),
    "a dictionary of a kind of text": lambda: {Text(name): Text(value) for name, value in PAIRS},
    "a dictionary with a letter outside of ASCII": lambda: {"X-Note": "caf\u00e9", **dict(PAIRS)},
    "a dictionary of lists": lambda: {name: [value, value] for name, value in PAIRS},
    "a dictionary of tuples": lambda: {name: (value.encode(),) for name, value in PAIRS},
    "lower case": lambda: {name.lower(): value for name, value in PAIRS},
    "an object with items": OnlyItems,
    "email": message,
    "werkzeug": lambda: werkzeug.datastructures.Headers(PAIRS),
    "starlette": lambda: starlette.datastructures.Headers(raw=RAW),
    "httpx": lambda: httpx.Headers(PAIRS),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_headers_come_in_many_shapes(shape: str) -> None:
    assert receive(SHAPES[shape]()).to_dict() == VECTOR.expect["notification"]


TWICE: list[tuple[str, str]] = [*PAIRS, ("x-webhook-signature", "sha256=" + "0" * 64)]
REPEATED: dict[str, Callable[[], Any]] = {
    "pairs": lambda: TWICE,
    "a dictionary of lists": lambda: dict(PAIRS) | {"X-Webhook-Signature": [SIGNATURE, "other"]},
    "werkzeug": lambda: werkzeug.datastructures.Headers(TWICE),
    "starlette": lambda: starlette.datastructures.Headers(
        raw=[(name.lower().encode(), value.encode()) for name, value in TWICE]
    ),
    "httpx": lambda: httpx.Headers(TWICE),
}


@pytest.mark.parametrize("shape", REPEATED)
def test_repetitions_survive(shape: str) -> None:
    with pytest.raises(delivrd.VerificationError) as caught:
        receive(REPEATED[shape]())
    assert caught.value.kind == "duplicate_header"


@pytest.mark.parametrize("headers", [{}, [], (), {"X-Webhook-Signature": []}])
def test_no_headers_are_a_missing_one(headers: Any) -> None:
    with pytest.raises(delivrd.VerificationError) as caught:
        receive(headers)
    assert caught.value.kind == "missing_header"


@pytest.mark.parametrize("letter", ["\u0100", "\U0001f600", "\udc80"])
def test_a_character_that_is_no_byte_is_refused(letter: str) -> None:
    for headers in ({"a": letter}, {letter: "a"}):
        with pytest.raises(delivrd.ConfigError, match=r"above U\+00FF") as caught:
            receive(headers)
        assert caught.value.kind == "invalid_argument"


def test_a_latin_1_character_is_a_byte() -> None:
    for value in ("\u00e9", b"\xe9"):
        with pytest.raises(delivrd.VerificationError) as caught:
            receive(dict(PAIRS) | {"X-Webhook-Signature": value})
        assert caught.value.kind == "malformed_header"


@pytest.mark.parametrize(
    "headers", ["text", b"bytes", None, 1, [("name",)], [("a", "b", "c")], ["ab"], {"a": 1}, {1: "a"}]
)
def test_what_are_no_headers_is_a_type_error(headers: Any) -> None:
    with pytest.raises(TypeError, match="headers"):
        receive(headers)


class Bytes(bytes):
    pass


@pytest.mark.parametrize("convert", [bytes, bytearray, memoryview, Bytes, lambda own: array.array("B", own)])
def test_a_body_is_bytes_of_any_kind(convert: Callable[[bytes], Any]) -> None:
    assert receive(body=convert(VECTOR.body)).receipts[0].state is delivrd.State.DELIVERED


@pytest.mark.parametrize("body", ["{}", None, {"status": "DELIVRD"}, 0, [1, 2]])
def test_anything_else_is_no_raw_body(body: Any) -> None:
    with pytest.raises(TypeError, match="pass the raw body, as bytes"):
        receive(body=body)


def test_bytes_with_gaps_are_no_body() -> None:
    with pytest.raises(TypeError, match="contiguous"):
        receive(body=memoryview(bytes(10))[::2])


def test_headers_may_change_later() -> None:
    headers = dict(PAIRS)
    notification = receive(headers)
    headers.clear()
    assert notification.to_dict() == VECTOR.expect["notification"]


def test_a_body_that_changes_later_was_copied() -> None:
    body = bytearray(VECTOR.body)
    notification = receive(body=body)
    before = notification.to_dict()
    body[:] = bytes(len(body))
    assert notification.to_dict() == before


@pytest.mark.parametrize("now", [True, 1.0, "1", 1.5])
def test_a_time_is_an_int(now: Any) -> None:
    with pytest.raises(TypeError, match="whole Unix seconds, as int"):
        receive(now=now)


def test_any_64_bits_are_a_time_and_more_are_not() -> None:
    with pytest.raises(delivrd.VerificationError) as caught:
        receive(now=2**63 - 1)
    assert (caught.value.kind, caught.value.skew) == ("stale_timestamp", 1770978605 - 2**63 + 1)
    with pytest.raises(delivrd.VerificationError) as caught:
        receive(now=-(2**63))
    assert caught.value.kind == "future_timestamp" and caught.value.retryable
    for now in (2**63, -(2**63) - 1):
        with pytest.raises(delivrd.ConfigError) as refused:
            receive(now=now)
        assert refused.value.kind == "invalid_argument"


def test_without_a_time_the_clock_counts() -> None:
    with pytest.raises(delivrd.VerificationError) as caught:
        receive(now=None)
    assert caught.value.kind == "stale_timestamp"
    assert caught.value.authentic and caught.value.skew is not None and caught.value.skew < -300


def test_method_and_url_are_text() -> None:
    verifier = VECTOR.verifier()
    for method, url in ((b"POST", ""), ("POST", None)):
        with pytest.raises(TypeError):
            verifier.receive(method, url, PAIRS, VECTOR.body)  # type: ignore[arg-type]
    with pytest.raises(delivrd.ConfigError, match="url"):
        verifier.receive("POST", "https://example.com/\udc80", PAIRS, VECTOR.body)


def test_the_limit_of_the_body_comes_first() -> None:
    verifier = delivrd.Verifier("telecom23", secret=SECRET, max_body=10)
    with pytest.raises(delivrd.ParseError) as caught:
        verifier.receive("POST", "", {}, bytes(11))
    assert (caught.value.kind, caught.value.http_status) == ("body_too_large", 413)


def test_the_key_at_sending_time_is_that_of_the_receipt() -> None:
    for own in delivrd.providers():
        delivered = (vector for vector in accepted() if vector.provider == own.id)
        vector = next(vector for vector in delivered if vector.expect["notification"]["receipts"])
        verifier = vector.verifier()
        receipt = vector.receive(verifier).receipts[0]
        key = verifier.message_key(receipt.message_id, recipient=receipt.recipient)
        assert key == receipt.message_key
    assert VECTOR.verifier().message_key("a") == VECTOR.verifier().message_key("a", None)


def test_the_providers_are_known() -> None:
    assert {own.id for own in delivrd.providers()} == {vector.provider for vector in vectors()}
    for own in delivrd.providers():
        assert own.url.startswith(("http://", "https://")) and own.capabilities.scheme
