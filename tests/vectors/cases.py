"""Odd values that every provider meets: timestamps, times, prices, parts, broken JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeVar

from common import ABSENT, Json, Raw

T = TypeVar("T")


def pick(table: Mapping[str, T], *names: str) -> dict[str, T]:
    """Some cases of a table, where another provider has them all."""
    return {name: table[name] for name in names}


# What counts as absent where a text is optional.
NO_TEXT: Final[Json] = {
    "missing": ABSENT,
    "null": None,
    "empty": "",
    "a boolean": True,
    "an array": ["x"],
    "an object": {"x": 1},
    "a lone surrogate": Raw('"\\ud800"'),
}

# Sent → shown.
READABLE_TIMES: Final = {
    "2026-02-13T10:30:04z": "2026-02-13T10:30:04Z",
    "2026-02-13t10:30:04Z": "2026-02-13T10:30:04Z",
    "2026-02-13T10:30:04+00:00": "2026-02-13T10:30:04Z",
    "2026-02-13T10:30:04-00:00": "2026-02-13T10:30:04Z",
    "2026-02-13T12:30:04+02:00": "2026-02-13T10:30:04Z",
    "2026-02-13T04:45:04-05:45": "2026-02-13T10:30:04Z",
    "2026-02-13T10:30:04+23:59": "2026-02-12T10:31:04Z",
    "2026-02-13T10:30:04.5Z": "2026-02-13T10:30:04.5Z",
    "2026-02-13T10:30:04.000Z": "2026-02-13T10:30:04.000Z",
    "2026-02-13T10:30:04.123456+01:00": "2026-02-13T09:30:04.123456Z",
    "2026-02-13T10:30:04.123456789Z": "2026-02-13T10:30:04.123456789Z",
    "2026-02-13T10:30:04.1234567899Z": "2026-02-13T10:30:04.123456789Z",
    "2026-02-13T10:30:04.999999999999Z": "2026-02-13T10:30:04.999999999Z",
    "2026-12-31T23:30:00.25-01:00": "2027-01-01T00:30:00.25Z",
    "2027-01-01T00:15:00+00:30": "2026-12-31T23:45:00Z",
    "2024-03-01T00:30:00+01:00": "2024-02-29T23:30:00Z",
    "2024-02-29T12:00:00Z": "2024-02-29T12:00:00Z",
    "2000-02-29T12:00:00Z": "2000-02-29T12:00:00Z",
    "1969-12-31T23:59:59Z": "1969-12-31T23:59:59Z",
    "9999-12-31T23:59:59Z": "9999-12-31T23:59:59Z",
}

UNREADABLE_TIMES: Final = (
    "2016-12-31T23:59:60Z",
    "2026-02-13T10:30:61Z",
    "2026-02-13T10:60:04Z",
    "2026-02-13T24:00:00Z",
    "2023-02-29T12:00:00Z",
    "2100-02-29T12:00:00Z",
    "2026-04-31T12:00:00Z",
    "2026-13-01T12:00:00Z",
    "2026-00-01T12:00:00Z",
    "2026-02-00T12:00:00Z",
    "2026-02-13T10:30:04",
    "2026-02-13T10:30:04.Z",
    "2026-02-13T10:30:04,5Z",
    "2026-02-13T10:30:04+0100",
    "2026-02-13T10:30:04+01",
    "2026-02-13T10:30:04+24:00",
    "2026-02-13T10:30:04+01:60",
    "2026-02-13T10:30:04 Z",
    "2026-02-13T10:30:04Z ",
    " 2026-02-13T10:30:04Z",
    "2026-02-13 10:30:04Z",
    "2026-02-13T10:30Z",
    "2026-02-13",
    "2026-2-13T10:30:04Z",
    "26-02-13T10:30:04Z",
    "20260213T103004Z",
    "+12026-02-13T10:30:04Z",
    "10000-01-01T00:00:00Z",
    "9999-12-31T23:30:00-01:00",
    "-001-02-13T10:30:04Z",
    "2026-02-13T10:30:04UTC",
    "\uff12\uff10\uff12\uff16-02-13T10:30:04Z",
    "1770978604",
    "date-time",
)

_LONGEST: Final = "0." + "1" * 62

# Number texts that are a price as they stand, with and without quotes.
AMOUNTS: Final = (
    "0",
    "-0",
    "-0.01",
    "0.00850",
    "1e-3",
    "1E+2",
    "1e400",
    "12345678901234567890.5",
    _LONGEST,
)

NO_AMOUNTS: Final[Json] = {
    "missing": ABSENT,
    "null": None,
    "true": True,
    "an object in it": {"amount": {"value": "1"}},
    "65 characters": Raw(_LONGEST + "1"),
    "65 characters in quotes": _LONGEST + "1",
    "5000 digits": Raw("1" * 5000),
    **{
        f"the text {text!r}": text
        for text in (
            "",
            " 1",
            "1 ",
            "+1",
            "01",
            ".5",
            "1.",
            "1e",
            "1,5",
            "0x1",
            "1_000",
            "NaN",
            "Infinity",
            "\u0661",
            "free",
        )
    },
}

PARTS: Final[dict[str, tuple[Any, int]]] = {
    "2": (2, 2),
    "255": (255, 255),
    "1.0": (Raw("1.0"), 1),
    "3.000": (Raw("3.000"), 3),
    "4294967295": (4294967295, 4294967295),
    "4294967295.0": (Raw("4294967295.0"), 4294967295),
    "12 in quotes": ("12", 12),
    "12 in quotes, escaped": (Raw(r'"\u0031\u0032"'), 12),
    "4294967295 in quotes": ("4294967295", 4294967295),
}

NO_PARTS: Final[Json] = {
    "missing": ABSENT,
    "null": None,
    "true": True,
    "an array": [1],
    "an object": {"x": 1},
    "5000 digits": Raw("1" * 5000),
    **{
        f"the number {text}": Raw(text)
        for text in ("0", "0.0", "-1", "-0", "1.5", "1e0", "1E2", "4294967296", "1e400")
    },
    **{
        f"the text {text!r}": text
        for text in ("", "0", "01", "1.0", " 1", "+1", "1e0", "4294967296", "\u0661", "two")
    },
}


def malformed_timestamps(stamp: str) -> dict[str, str]:
    """Texts that some reader takes for the ten digits of `stamp`, or for any time at all."""
    head = stamp[:-1]
    return {
        "a plus sign": f"+{stamp}",
        "a minus sign": f"-{stamp}",
        "a fraction": f"{stamp}.0",
        "a full stop at the end": f"{stamp}.",
        "an exponent": f"{stamp[0]}.{stamp[1:]}e9",
        "hex": hex(int(stamp)),
        "hex without a prefix": hex(int(stamp))[2:],
        "underscores": f"{int(stamp):_}",
        "commas": f"{int(stamp):,}",
        "a suffix": f"{stamp}s",
        "a blank in front": f" {stamp}",
        "a blank at the end": f"{stamp} ",
        "a tab at the end": f"{stamp}\t",
        "a line break at the end": f"{stamp}\n",
        "a carriage return at the end": f"{stamp}\r",
        "a NUL at the end": f"{stamp}\0",
        "a no-break space at the end": f"{stamp}\u00a0",
        "a superscript digit": f"{head}\u00b2",
        "a full-width digit in UTF-8": f"{head}\u00ef\u00bc\u0095",
        "an Arabic digit in UTF-8": f"{head}\u00d9\u00a5",
        "in quotes": f'"{stamp}"',
        "NaN": "NaN",
        "Infinity": "Infinity",
        "null": "null",
        "a date": "2026-02-13T10:30:05Z",
        "joined with itself by a comma": f"{stamp},{stamp}",
        "joined with itself by a comma and a blank": f"{stamp}, {stamp}",
        "2^63": str(2**63),
        "2^64 and now": str(2**64 + int(stamp)),
        "19 digits": "1" + "0" * 18,
        "19 digits with leading zeros": stamp.zfill(19),
        "400 digits": "1" * 400,
        "400 zeros and now": stamp.zfill(410),
        "a blank alone": " ",
    }


def timestamps_outside(now: int) -> tuple[tuple[str, str, str], ...]:
    """Well-formed timestamps outside a tolerance of 300 seconds."""
    return (
        ("18 digits", "9" * 18, "future_timestamp"),
        ("milliseconds", f"{now}000", "future_timestamp"),
        ("2^32 and now", str(2**32 + now), "future_timestamp"),
        ("zero", "0", "stale_timestamp"),
        ("18 zeros", "0" * 18, "stale_timestamp"),
        ("one digit", "7", "stale_timestamp"),
        ("a day old", str(now - 86400), "stale_timestamp"),
        ("one second too old", str(now - 301), "stale_timestamp"),
        ("one second too far ahead", str(now + 301), "future_timestamp"),
    )


def broken_bodies(usual: str) -> dict[str, str]:
    """Bodies that are no JSON object, made from one that is."""

    def beside(member: str) -> str:
        return f"{usual[:-1]},{member}}}"

    return {
        "an empty body": "",
        "blanks alone": " \r\n",
        "cut off in the middle": usual[:-5],
        "the last brace is missing": usual[:-1],
        "text after the object": usual + "x",
        "two objects": usual + usual,
        "a NUL after the object": usual + "\0",
        "a trailing comma": usual[:-1] + ",}",
        "a comment": usual[:-1] + "/* */}",
        "single quotes": usual.replace('"', "'"),
        "a raw line break in an ignored text": beside('"x":"A\nB"'),
        "a bad escape in an ignored text": beside('"x":"\\x41"'),
        "half an escape in an ignored text": beside('"x":"\\u00"'),
        "NaN in an ignored member": beside('"x":NaN'),
        "a leading zero in an ignored number": beside('"x":01'),
        "a member without a value": beside('"x":'),
        "brackets that do not match": beside('"x":[[}]'),
        "a form instead of JSON": "message_id=7&status=DELIVRD",
        "a text": '"DELIVRD"',
        "a number": "17",
        "null": "null",
        "true": "true",
    }


# Names of members that nobody reads, as they stand in the body.
ODD_NAMES: Final = {
    "an empty name": '""',
    "an escaped NUL in a name": '"\\u0000"',
    "a lone surrogate in a name": '"\\ud800"',
    "a DEL in a name": '"\x7f"',
    "a line separator in a name": '"\u2028"',
}
NO_NAMES: Final = {
    "a raw NUL in a name": '"\0"',
    "a raw line break in a name": '"A\nB"',
    "a raw tab in a name": '"status\t"',
    "a raw control character beside an escape in a name": '"\x1f\\u0061"',
    "a bad escape in a name": '"\\x41"',
    "half an escape in a name": '"\\u00"',
    "a name without quotes": "x",
    "a number as a name": "7",
}


def foreign_encodings(usual: str) -> dict[str, bytes]:
    """Bodies that are not UTF-8 text, or begin with a byte order mark."""
    return {
        "a byte order mark": b"\xef\xbb\xbf" + usual.encode(),
        "UTF-16 with a byte order mark": b"\xff\xfe" + usual.encode("utf-16-le"),
        "UTF-16 without a byte order mark": usual.encode("utf-16-be"),
        "UTF-32": usual.encode("utf-32-le"),
        "bytes that begin like gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xab\x56\x00",
        "one byte 0xFF": b"\xff",
        "invalid UTF-8 after the object": usual.encode() + b"\xff",
    }


NOT_UTF8: Final = {
    "a stray continuation byte": b"\x80",
    "Latin-1": b"\xe9",
    "an overlong form": b"\xc0\xaf",
    "a surrogate in UTF-8": b"\xed\xa0\x80",
    "a character above U+10FFFF": b"\xf4\x90\x80\x80",
    "a sequence cut off": b"\xe2\x82",
}

BAD_TOLERANCES: Final = (3601, -1, 1.5, "300")
BAD_LIMITS: Final = (0, -1, 16 * 1024 * 1024 + 1, 1.5, "1024")


def bad_overrides(word: str) -> dict[str, Json]:
    """Overrides of statuses, codes and advice that contradict the contract."""
    row = {
        "state": "undelivered",
        "final": "true",
        "reason": "unknown",
        "permanence": "*",
        "action": "ask_provider",
        "id": "ask",
        "explanation": "Please ask us about this message.",
    }

    def status(state: str, final: bool, confirmation: str) -> Json:
        return {"statuses": {word: word_json(state, final, confirmation)}}

    def advice(**changes: Any) -> Json:
        return {"advice": [row | changes]}

    return {
        "delivered, but not final": status("delivered", False, "handset"),
        "expired, but not final": status("expired", False, "none"),
        "rejected, but not final": status("rejected", False, "none"),
        "canceled, but not final": status("canceled", False, "none"),
        "sent, but final": status("sent", True, "operator"),
        "queued, but final": status("queued", True, "provider"),
        "accepted, but final": status("accepted", True, "provider"),
        "a state that there is not": status("failed", True, "none"),
        "a confirmation that there is not": status("delivered", True, "device"),
        "a state in capitals": status("Delivered", True, "handset"),
        "a reason that there is not": {"codes": {"1": {"reason": "spam", "permanence": "unknown"}}},
        "a permanence that there is not": {
            "codes": {"1": {"reason": "blocked", "permanence": "yes"}}
        },
        "a retry of a delivered message": advice(state="delivered", reason="*", action="retry"),
        "a retry of an expired message": advice(state="expired", action="retry"),
        "a retry of a canceled message": advice(state="canceled", action="retry"),
        "a retry of what is not final": advice(final="false", action="retry"),
        "a retry without a receipt": advice(reason="no_receipt", action="retry"),
        "an action that there is not": advice(action="resend"),
        "advice for a state that there is not": advice(state="failed"),
        "advice for a reason that there is not": advice(reason="spam"),
        "statuses as a list": {"statuses": [word]},
        "codes as a text": {"codes": "1"},
        "advice as an object": {"advice": row},
    }


def word_json(state: str, final: bool, confirmation: str) -> Json:
    """A status override as it stands in a configuration."""
    return {"state": state, "final": final, "confirmation": confirmation}
