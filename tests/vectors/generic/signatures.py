"""The two headers, the signature and the window."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from cases import malformed_timestamps, timestamps_outside
from common import URL, Headers, Tables

from .model import (
    HEADER_SIGNATURE,
    HEADER_TIME,
    NOW,
    OTHER_SECRET,
    SECRET,
    TIMESTAMP,
    Generic,
    body_of,
    digest,
    pair,
    sign,
)


def add_signatures(group: Generic) -> None:
    """Well-formed signatures that do not fit, and malformed ones."""
    body = body_of()
    right = sign(body)
    raw, stamp = body.encode(), TIMESTAMP.encode()
    for comment, signature in {
        "signed with another secret": sign(body, secret=OTHER_SECRET),
        "signed with the secret and a line break": sign(body, secret=SECRET + "\n"),
        "the first digit changed": right[:7] + ("0" if right[7] != "0" else "1") + right[8:],
        "the last digit changed": right[:-1] + ("0" if right[-1] != "0" else "1"),
        "all zero": "sha256=" + "0" * 64,
        "the body alone was signed": "sha256=" + digest(raw),
        "the timestamp alone was signed": "sha256=" + digest(stamp + b"."),
        "signed without the full stop": "sha256=" + digest(stamp + raw),
        "body before timestamp": "sha256=" + digest(raw + b"." + stamp),
    }.items():
        group.refuse(comment, "signature", "bad_signature", headers=pair(TIMESTAMP, signature))
    for comment, changed in {
        "the status was changed": body.replace("delivered", "failed"),
        "a blank was added to the body": body + " ",
        "the body was emptied": "",
    }.items():
        headers = pair(TIMESTAMP, right)
        group.refuse(comment, "signature", "bad_signature", body=changed, headers=headers)
    headers = pair(str(int(TIMESTAMP) + 1), right)
    group.refuse(
        "the timestamp was moved by a second", "signature", "bad_signature", headers=headers
    )
    comment = "a digit moved over the full stop"
    headers = pair(TIMESTAMP, sign(f"{TIMESTAMP[-1]}.{body}", TIMESTAMP[:-1]))
    group.refuse(comment, "signature", "bad_signature", headers=headers)
    _add_forms(group, right)


def _add_forms(group: Generic, right: str) -> None:
    hexed = right[7:]
    headers = pair(TIMESTAMP, "sha256=" + hexed.upper())
    group.accept("capital hex digits", "signature_form", headers=headers)
    for comment, signature in {
        "no prefix": hexed,
        "the prefix alone": "sha256=",
        "the prefix in capitals": "SHA256=" + hexed,
        "another prefix": "sha512=" + hexed,
        "the prefix twice": "sha256=" + right,
        "cut by one digit": right[:-1],
        "cut by one byte": right[:-2],
        "one byte too many": right + "00",
        "base64": "sha256=" + base64.b64encode(bytes.fromhex(hexed)).decode(),
        "a digit outside hex": right[:-1] + "g",
        "a blank in front": " " + right,
        "a blank behind": right + " ",
        "a blank behind the prefix": "sha256= " + hexed,
        "a line break behind": right + "\n",
        "joined with itself by a comma": f"{right},{right}",
        "joined with itself by a comma and a blank": f"{right}, {right}",
        "in quotes": f'"{right}"',
        "characters outside ASCII": right[:-1] + "\u00e9",
    }.items():
        headers = pair(TIMESTAMP, signature)
        what = f"signature header: {comment}"
        group.refuse(what, "signature_form", "malformed_header", headers=headers)


def add_headers(group: Generic) -> None:
    """Names, repetitions, absence, and which fault is told first."""
    right = sign(body_of())
    time, signature = (HEADER_TIME, TIMESTAMP), (HEADER_SIGNATURE, right)
    wrong = (HEADER_SIGNATURE, "sha256=" + "0" * 64)
    late = (HEADER_TIME, str(int(TIMESTAMP) + 1))
    bad_time, bad_signature = (HEADER_TIME, "now"), (HEADER_SIGNATURE, "sha256=")
    accepted: dict[str, Headers] = {
        "header names in lower case": [(name.lower(), value) for name, value in (time, signature)],
        "header names in capitals": [(name.upper(), value) for name, value in (time, signature)],
        "signature before timestamp": [signature, time],
        "both twice, equal": [time, signature, signature, time],
        "other headers repeat": [("Cookie", "a"), time, ("cookie", ""), signature],
    }
    for comment, headers in accepted.items():
        group.accept(comment, "headers", headers=headers)
    refused: dict[str, tuple[str, Headers]] = {
        "no headers at all": ("missing_header", []),
        "no signature": ("missing_header", [time]),
        "no timestamp": ("missing_header", [signature]),
        "an empty signature": ("missing_header", [time, (HEADER_SIGNATURE, "")]),
        "an empty timestamp": ("missing_header", [(HEADER_TIME, ""), signature]),
        "underscores in the name": ("missing_header", [time, ("X_Webhook_Signature", right)]),
        "more than the name": ("missing_header", [time, ("X-Webhook-Signature-256", right)]),
        "the signature twice": ("duplicate_header", [time, signature, wrong]),
        "the signature beside an empty one": (
            "duplicate_header",
            [time, signature, (HEADER_SIGNATURE, "")],
        ),
        "the timestamp twice": ("duplicate_header", [time, late, signature]),
        "no signature, the timestamp twice": ("missing_header", [time, late]),
        "the signature twice, a malformed timestamp": (
            "duplicate_header",
            [bad_time, signature, wrong],
        ),
        "both malformed": ("malformed_header", [bad_time, bad_signature]),
        "a malformed timestamp, a wrong signature": ("malformed_header", [bad_time, wrong]),
        "stale and wrong": ("bad_signature", [(HEADER_TIME, "1"), wrong]),
    }
    for comment, (error, headers) in refused.items():
        group.refuse(comment, "headers", error, headers=headers)
    url = f"{URL}?X-Webhook-Timestamp={TIMESTAMP}&X-Webhook-Signature={right}"
    comment = "the headers as parameters of the URL"
    group.refuse(comment, "headers", "missing_header", headers=[], url=url)
    comment = "stale, and no JSON"
    group.refuse(comment, "headers", "stale_timestamp", body="x", timestamp="1")


def add_timestamps(group: Generic) -> None:
    """The exact form of the timestamp, and times outside the window."""
    for comment, stamp in malformed_timestamps(TIMESTAMP).items():
        what = f"timestamp header: {comment}"
        group.refuse(what, "timestamp_form", "malformed_header", timestamp=stamp)
    for comment, stamp, error in timestamps_outside(NOW):
        group.refuse(f"timestamp header: {comment}", "window", error, timestamp=stamp)
    group.accept("a leading zero", "timestamp_form", timestamp="0" + TIMESTAMP)


def windows(tables: Tables) -> Iterator[Generic]:
    """Both edges of the window, for the tolerances there are."""
    now = int(TIMESTAMP)
    for what, tolerance, limit, more in (
        ("the default tolerance", None, 300, {}),
        ("tolerance 0", 0, 0, {}),
        ("the greatest tolerance", 3600, 3600, {}),
        ("the tolerance of the config", None, 10, {"tolerance": 10}),
    ):
        group = Generic.usual(tables, now, {"secret": SECRET, **more}, tolerance=tolerance)
        for side, sign_of, error in (("old", -1, "stale"), ("ahead", 1, "future")):
            if limit or side == "old":
                edge = str(now + sign_of * limit)
                group.accept(f"{what}: as {side} as it goes", "window", timestamp=edge)
            beyond = str(now + sign_of * (limit + 1))
            comment = f"{what}: a second more {side}"
            group.refuse(comment, "window", f"{error}_timestamp", timestamp=beyond)
        yield group
