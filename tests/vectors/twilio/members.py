"""Words, codes and the members of a form."""

from __future__ import annotations

from common import ABSENT, Json, Word, facts_of

from .model import ACCOUNT, PROVIDER, SID, WORDS, Endpoint, both, verdict


def add_statuses(group: Endpoint) -> None:
    """Every word of the table in any case, and words that it lacks."""
    for status in WORDS:
        group.read(f"status {status}", "status", status)
    for status in ("DELIVERED", "Undelivered", "fAILED", "READ", "Sent", "Canceled"):
        group.read(f"the case of letters does not matter: {status}", "status", status)
    for status in (
        "cancelled",
        "delivery_unknown",
        "DELIVRD",
        " delivered",
        "delivered ",
        "deliveredd",
        "deliver",
        "undel\u0131vered",
        "0",
        " ",
    ):
        group.read(f"a word that the table lacks: {status!r}", "status", status)
    for event, word in (("READ", "read"), ("read", "read"), ("DELIVERED", "delivered")):
        comment = f"{word} with the event {event}"
        group.accept(
            comment,
            "status",
            both(word) | {"EventType": event},
            event_type=event,
            status=word,
            **facts_of(WORDS[word], None),
        )
    read = facts_of(Word("delivered", True, "read"), None)
    comment = "a delivered message with the event READ was read"
    group.accept(comment, "status", {"EventType": "READ"}, event_type="READ", **read)
    comment = "the event READ makes nothing of a word that tells no delivery"
    assert group.tables is not None
    sent = verdict(group.tables, "sent")
    fields = both("sent") | {"EventType": "READ"}
    group.accept(comment, "status", fields, event_type="READ", **sent)


def add_codes(group: Endpoint) -> None:
    """Codes decide the reason of a failing word, and how a vague one ended."""
    assert group.tables is not None
    for code in group.tables.codes[PROVIDER]:
        group.read(f"undelivered with the code {code}", "code", "undelivered", code)
    for code in ("21610", "30007", "30036", "30003", "30008", "30025", "63016"):
        group.read(f"failed with the code {code}", "code", "failed", code)
    for status in (
        "canceled",
        "sending",
        "sent",
        "queued",
        "delivered",
        "read",
        "partially_delivered",
    ):
        for code in ("30008", "21610"):
            group.read(f"{status} with the code {code}", "code", status, code)
    for code in ("99999", "0", "030003", "30003 ", "+30003", "30003.0", "SM"):
        group.read(f"a code that the table lacks: {code!r}", "code", "undelivered", code)
    group.read("an unknown word with a known code", "code", "lost", "30003")


def add_optional_members(group: Endpoint) -> None:
    """What may be missing, and where the rest stands."""
    for name, member in (("To", "recipient"), ("From", "sender")):
        for what, value in (("missing", ABSENT), ("empty", "")):
            comment = f"{name} is {what}"
            group.accept(comment, "optional", {name: value}, **{member: None})
    for what, value in (("missing", ABSENT), ("empty", "")):
        group.accept(f"ErrorCode is {what}", "optional", {"ErrorCode": value})
        group.accept(f"AccountSid is {what}", "optional", {"AccountSid": value}, extra={})
        comment = f"RawDlrDoneDate is {what}: the same key"
        group.accept(comment, "optional", {"RawDlrDoneDate": value})
    comment = "another RawDlrDoneDate: the same key"
    group.accept(comment, "optional", {"RawDlrDoneDate": "2611200916"})
    comment = "a RawDlrDoneDate with a zone is a time"
    time = "2026-11-20T09:15:00Z"
    group.accept(comment, "optional", {"RawDlrDoneDate": time}, occurred_at=time)
    comment = "an alphanumeric sender"
    group.accept(comment, "optional", {"From": "Example"}, sender="Example")
    comment = "the text of an error"
    failed = verdict_of(group, "undelivered", "30005")
    fields = both("undelivered") | {"ErrorCode": "30005", "ErrorMessage": "Unknown destination"}
    group.accept(comment, "optional", fields, detail="Unknown destination", **failed)
    extra = {
        "AccountSid": ACCOUNT,
        "MessagingServiceSid": "MG1b3d5f7a9c2e4b6d8f1a3c5e7b9d2f41",
        "ChannelInstallSid": "XE7c9e2b4d6f8a1c3e5b7d9f2a4c6e8b11",
        "ChannelStatusMessage": "Caf\u00e9 & more = 100%",
    }
    comment = "members without a place of their own"
    group.accept(comment, "optional", dict(extra), extra=extra)
    comment = "members that nobody reads"
    fields = {"ChannelPrefix": "whatsapp", "NewOne": "x", "": "y", "messagesid": "z", "Foo": ""}
    group.accept(comment, "optional", fields)


def verdict_of(group: Endpoint, status: str, code: str | None = None) -> Json:
    """What a word and a code come to."""
    assert group.tables is not None
    return verdict(group.tables, status, code)


def add_old_names(group: Endpoint) -> None:
    """`SmsSid` and `SmsStatus` count where the newer names say nothing."""
    for what, value in (("missing", ABSENT), ("empty", "")):
        group.accept(f"MessageSid is {what}, SmsSid is there", "old_name", {"MessageSid": value})
        comment = f"MessageStatus is {what}, SmsStatus is there"
        group.accept(comment, "old_name", {"MessageStatus": value})
        group.accept(f"SmsSid is {what}", "old_name", {"SmsSid": value})
        group.accept(f"SmsStatus is {what}", "old_name", {"SmsStatus": value})
    comment = "MessageStatus beats SmsStatus"
    group.accept(comment, "old_name", {"SmsStatus": "sent"})
    comment = "MessageStatus beats SmsStatus: read"
    read = verdict_of(group, "read")
    group.accept(comment, "old_name", {"MessageStatus": "read"}, **read)
    comment = "MessageSid beats SmsSid"
    group.accept(comment, "old_name", {"SmsSid": "SM5d2e9f1b7c3a4e6f8a9b1c2d3e4f5a68"})


def add_required_members(group: Endpoint) -> None:
    """Without an id or a word there is no receipt."""
    for what, value in (("missing", ABSENT), ("empty", "")):
        fields = {"MessageSid": value, "SmsSid": value}
        group.refuse(f"both ids are {what}", "required", "malformed_body", fields)
        fields = {"MessageStatus": value, "SmsStatus": value}
        group.refuse(f"both words are {what}", "required", "malformed_body", fields)
    fields = {"MessageSid": ABSENT, "SmsSid": ABSENT, "messageSid": SID, "MessageSID": SID}
    comment = "names are compared with their case"
    group.refuse(comment, "required", "malformed_body", fields)
    comment = "an id of another kind"
    fields = {"MessageSid": "\u2603", "SmsSid": ABSENT}
    group.accept(comment, "required", fields, message_id="\u2603", channel=None)


def add_channels(group: Endpoint) -> None:
    """The prefix of an address, else the kind of the id."""
    for prefix, channel in (
        ("whatsapp", "whatsapp"),
        ("rcs", "rcs"),
        ("messenger", "messenger"),
        ("WhatsApp", "whatsapp"),
    ):
        to, sender = f"{prefix}:+447700900123", f"{prefix}:+14155550100"
        comment = f"the prefix {prefix}"
        fields = {"To": to, "From": sender}
        group.accept(comment, "channel", fields, recipient=to, sender=sender, channel=channel)
    to = "whatsapp:+447700900123"
    comment = "a prefix of the recipient alone"
    group.accept(comment, "channel", {"To": to}, recipient=to, channel="whatsapp")
    comment = "a prefix of the sender alone"
    sender = "rcs:example_agent"
    group.accept(comment, "channel", {"From": sender}, sender=sender, channel="rcs")
    for comment, sender in (
        ("a colon with nothing in front", ":+14155550100"),
        ("a colon behind something else than a word", "+1:x"),
    ):
        group.accept(comment, "channel", {"From": sender}, sender=sender)
    mms = "MM5d2e9f1b7c3a4e6f8a9b1c2d3e4f5a67"
    ids: tuple[tuple[str, str, str | None], ...] = (
        ("the id of an MMS", mms, "mms"),
        ("the id of an MMS in lower case tells nothing", mms.lower(), None),
        ("an id that tells nothing", "XX5d2e9f1b7c3a4e6f8a9b1c2d3e4f5a67", None),
        ("an id of one letter", "S", None),
    )
    for comment, sid, kind in ids:
        fields = {"MessageSid": sid, "SmsSid": sid}
        group.accept(comment, "channel", fields, message_id=sid, channel=kind)
    comment = "a prefix beats the id of an MMS"
    fields = {"MessageSid": mms, "SmsSid": mms, "To": to}
    group.accept(comment, "channel", fields, message_id=mms, recipient=to, channel="whatsapp")


def add_other_events(group: Endpoint) -> None:
    """Inbound messages and calls."""
    inbound = {
        "MessageStatus": ABSENT,
        "RawDlrDoneDate": ABSENT,
        "SmsStatus": "received",
        "SmsMessageSid": SID,
        "Body": "Hi there",
        "NumMedia": "0",
    }
    for comment, fields in {
        "an inbound message": inbound,
        "an inbound message, receiving": inbound | {"SmsStatus": "receiving"},
        "an inbound message, received in capitals": inbound | {"SmsStatus": "RECEIVED"},
        "an inbound message with MessageStatus, as mocks send it": inbound
        | {"MessageStatus": "received"},
        "an inbound message without a word": inbound | {"SmsStatus": ABSENT},
        "an inbound picture": inbound | {"SmsStatus": ABSENT, "Body": "", "NumMedia": "1"},
        "an inbound message that talks like a receipt": inbound
        | {"Body": "&MessageStatus=delivered&MessageSid=" + SID},
        "an inbound message of WhatsApp": inbound | {"From": "whatsapp:+447700900123"},
    }.items():
        group.pass_over(comment, "event", "inbound", fields)
    call = {
        "MessageSid": ABSENT,
        "MessageStatus": ABSENT,
        "SmsSid": ABSENT,
        "SmsStatus": ABSENT,
        "CallSid": "CA9a8b7c6d5e4f3a2b1c9d8e7f6a5b4c31",
        "CallStatus": "completed",
    }
    group.pass_over("a call that ended", "event", "voice", call)
    comment = "a receipt beside the id of a call"
    group.accept(comment, "event", {"CallSid": "CA9a8b7c6d5e4f3a2b1c9d8e7f6a5b4c31"})
    comment = "a receipt that quotes a text"
    group.accept(comment, "event", {"Body": "Hi there"})
