"""Names of headers, timestamps, and several faults at once."""

from __future__ import annotations

from cases import malformed_timestamps, timestamps_outside
from common import URL, Headers

from .model import (
    HEADER_SIGNATURE,
    HEADER_TIME,
    NOW,
    TIMESTAMP,
    Endpoint,
    body_of,
    pair,
    sign,
)


def add_header_edges(group: Endpoint) -> None:
    """Names, repetitions and absence of the two headers."""
    right = sign(body_of())
    time, signature = (HEADER_TIME, TIMESTAMP), (HEADER_SIGNATURE, right)
    wrong = (HEADER_SIGNATURE, "sha256=" + "0" * 64)
    accepted: dict[str, Headers] = {
        "header names in lower case": [(name.lower(), value) for name, value in (time, signature)],
        "header names in capitals": [(name.upper(), value) for name, value in (time, signature)],
        "header names in mixed case": [("x-wEBHOOK-tIMESTAMP", TIMESTAMP), signature],
        "signature before timestamp": [signature, time],
        "other headers around": [
            ("Host", "example.com"),
            time,
            ("User-Agent", "23Telecom-Webhooks/1.0"),
            ("Content-Type", "application/json"),
            signature,
            ("X-Webhook-Signature-2", "x"),
        ],
        "other headers may repeat and be empty": [("Cookie", "a"), ("cookie", ""), time, signature],
        "a content encoding that is not honoured": [("Content-Encoding", "gzip"), time, signature],
        "another content type": [("Content-Type", "text/plain"), time, signature],
        "a header outside ASCII elsewhere": [("X-Note", "caf\u00e9"), time, signature],
    }
    for comment, headers in accepted.items():
        group.accept(comment, "header_name", headers=headers)
    for comment, headers in {
        "the signature twice, equal": [time, signature, signature],
        "the timestamp twice, equal": [time, time, signature],
        "both twice, equal, in other case": [
            time,
            signature,
            (HEADER_TIME.lower(), TIMESTAMP),
            (HEADER_SIGNATURE.upper(), right),
        ],
    }.items():
        group.accept(comment, "header_repeated", headers=headers)
    upper = (HEADER_SIGNATURE, "sha256=" + right[7:].upper())
    for comment, headers in {
        "the signature twice, the wrong one first": [time, wrong, signature],
        "the signature twice, the wrong one last": [time, signature, wrong],
        "the signature three times, one differs": [time, signature, signature, wrong],
        "the signature twice, names in other case": [
            time,
            signature,
            (HEADER_SIGNATURE.lower(), wrong[1]),
        ],
        "the same bytes in two cases of hex": [time, signature, upper],
        "an empty signature behind a full one": [time, signature, (HEADER_SIGNATURE, "")],
        "an empty signature in front of a full one": [time, (HEADER_SIGNATURE, ""), signature],
        "the timestamp twice": [time, (HEADER_TIME, "1770978606"), signature],
        "the timestamp twice, the other one first": [(HEADER_TIME, "0"), time, signature],
        "the timestamp twice, with another zero": [time, (HEADER_TIME, "01770978605"), signature],
        "an empty timestamp beside a full one": [time, (HEADER_TIME, ""), signature],
    }.items():
        group.refuse(comment, "header_repeated", "duplicate_header", headers=headers)
    _add_missing_headers(group, right)


def _add_missing_headers(group: Endpoint, right: str) -> None:
    time, signature = (HEADER_TIME, TIMESTAMP), (HEADER_SIGNATURE, right)
    cases: dict[str, Headers] = {
        "no headers at all": [],
        "no signature header": [time],
        "no timestamp header": [signature],
        "an empty signature": [time, (HEADER_SIGNATURE, "")],
        "an empty timestamp": [(HEADER_TIME, ""), signature],
        "two empty signatures": [time, (HEADER_SIGNATURE, ""), (HEADER_SIGNATURE, "")],
        "underscores in the name of the signature": [time, ("X_Webhook_Signature", right)],
        "underscores in the name of the timestamp": [("X_Webhook_Timestamp", TIMESTAMP), signature],
        "the name as CGI spells it": [time, ("HTTP_X_WEBHOOK_SIGNATURE", right)],
        "a blank after the name": [time, ("X-Webhook-Signature ", right)],
        "the beginning of the name": [time, ("X-Webhook-Signatur", right)],
        "more than the name": [time, ("X-Webhook-Signature-256", right)],
        "a letter outside ASCII in the name": [time, ("X-Webhook-S\u00efgnature", right)],
        "the headers of Telnyx": [
            ("telnyx-timestamp", TIMESTAMP),
            ("telnyx-signature-ed25519", "A" * 86 + "=="),
        ],
        "the header of GitHub": [time, ("X-Hub-Signature-256", right)],
        "the headers of Standard Webhooks": [
            ("webhook-id", "msg_1"),
            ("webhook-timestamp", TIMESTAMP),
            ("webhook-signature", "v1," + "A" * 43 + "="),
        ],
    }
    for comment, headers in cases.items():
        group.refuse(comment, "header_missing", "missing_header", headers=headers)
    url = f"{URL}?X-Webhook-Timestamp={TIMESTAMP}&X-Webhook-Signature={right}"
    comment = "the headers stand in the query"
    group.refuse(comment, "header_missing", "missing_header", headers=[], request={"url": url})
    body = body_of(**{HEADER_TIME: TIMESTAMP, HEADER_SIGNATURE: right})
    comment = "the headers stand in the body"
    group.refuse(comment, "header_missing", "missing_header", body=body, headers=[])


def add_timestamps(group: Endpoint) -> None:
    """1 to 18 ASCII digits, then the window with both its edges."""
    for comment, stamp in malformed_timestamps(TIMESTAMP).items():
        what = f"timestamp header: {comment}"
        group.refuse(what, "timestamp_form", "malformed_header", timestamp=stamp)
    group.accept("a leading zero in the timestamp", "timestamp_form", timestamp="01770978605")
    group.accept("18 digits with leading zeros", "timestamp_form", timestamp=TIMESTAMP.zfill(18))
    for comment, stamp, error in timestamps_outside(NOW):
        group.refuse(f"timestamp: {comment}", "window", error, timestamp=stamp)
    group.accept("as old as the tolerance", "window", timestamp=str(NOW - 300))
    group.accept("as far ahead as the tolerance", "window", timestamp=str(NOW + 300))
    group.accept("signed this second", "window", timestamp=str(NOW))


def add_precedence(group: Endpoint) -> None:
    """Several faults at once: the order is the contract's."""
    body = body_of()
    right, bad = sign(body), "sha256=" + "0" * 64
    old = str(NOW - 301)
    time, signature = (HEADER_TIME, TIMESTAMP), (HEADER_SIGNATURE, right)
    odd_time, odd_signature = (HEADER_TIME, "soon"), (HEADER_SIGNATURE, "sha256=?")
    cases: tuple[tuple[str, str, Headers, str | bytes], ...] = (
        ("signature missing, timestamp twice", "missing_header", [time, odd_time], body),
        ("timestamp missing, signature twice", "missing_header", [signature, odd_signature], body),
        ("signature missing, timestamp malformed", "missing_header", [odd_time], body),
        ("timestamp empty, signature malformed", "missing_header", pair("", "sha256=?"), body),
        ("signature missing, stale", "missing_header", pair(old), body),
        ("signature missing, body empty", "missing_header", [time], ""),
        (
            "timestamp twice, signature malformed",
            "duplicate_header",
            [time, odd_time, odd_signature],
            body,
        ),
        (
            "signature twice, timestamp malformed",
            "duplicate_header",
            [odd_time, signature, odd_signature],
            body,
        ),
        ("both twice", "duplicate_header", [time, odd_time, signature, odd_signature], body),
        (
            "timestamp malformed twice, equal",
            "malformed_header",
            [odd_time, odd_time, signature],
            body,
        ),
        ("both malformed", "malformed_header", [odd_time, odd_signature], body),
        ("timestamp malformed, signature wrong", "malformed_header", pair("soon", bad), body),
        ("signature malformed, stale", "malformed_header", pair(old, right[:-1]), body),
        ("signature malformed, body not UTF-8", "malformed_header", [time, odd_signature], b"\xff"),
        ("signature wrong, stale", "bad_signature", pair(old, bad), body),
        ("signature wrong, ahead", "bad_signature", pair(str(NOW + 301), bad), body),
        ("signature wrong, body not UTF-8", "bad_signature", pair(TIMESTAMP, bad), b"\xff"),
        ("signature wrong, body no JSON", "bad_signature", pair(TIMESTAMP, bad), "{"),
        ("stale, body not UTF-8", "stale_timestamp", pair(old, sign(b"\xff", old)), b"\xff"),
        ("stale, body empty", "stale_timestamp", pair(old, sign("", old)), ""),
        (
            "ahead, body no JSON",
            "future_timestamp",
            pair(str(NOW + 301), sign("{", str(NOW + 301))),
            "{",
        ),
        ("not UTF-8 and no JSON", "malformed_body", pair(TIMESTAMP, sign(b"{\xff")), b"{\xff"),
    )
    for comment, error, headers, sent in cases:
        group.refuse(comment, "precedence", error, body=sent, headers=headers)
