"""delivrd, asked through its public Python package, as it is installed."""

from __future__ import annotations

from collections.abc import Sequence

from delivrd import DelivrdError, Notification, Verifier

# The clock of every request, and the URL where it is not signed.
URL = "https://example.com/dlr"
NOW = 1795166137

ACCEPTED = "accepted"
# What is refused for another reason than its signature, once that was found right.
AUTHENTIC = frozenset({"stale_timestamp", "future_timestamp", "malformed_body"})


def make_verifier(provider: str, **config: object) -> Verifier | str:
    """A verifier, or the kind of the error."""
    try:
        return Verifier(provider, **config)  # type: ignore[arg-type]
    except DelivrdError as error:
        return str(error.kind)


def one_or_more(member: str, values: Sequence[str]) -> dict[str, str | list[str]]:
    """A key of the configuration, or the list of keys."""
    return {member: values[0]} if len(values) == 1 else {f"{member}s": list(values)}


def receive(
    verifier: Verifier | str,
    headers: Sequence[tuple[str, bytes]],
    body: bytes,
    *,
    method: str = "POST",
    url: str = URL,
) -> Notification | str:
    """A notification, or the kind of the error."""
    if isinstance(verifier, str):
        return verifier
    try:
        return verifier.receive(method, url, headers, body, now=NOW)
    except DelivrdError as error:
        return str(error.kind)


def judge(answer: Notification | str) -> str:
    """Says `accepted` of whatever came behind a right signature, else why not."""
    return answer if isinstance(answer, str) and answer not in AUTHENTIC else ACCEPTED


def outcome(answer: Notification | str) -> str:
    """Says `accepted` of what had a right signature and a fresh time, whatever the body holds."""
    return answer if isinstance(answer, str) and answer != "malformed_body" else ACCEPTED
