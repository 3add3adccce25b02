"""Forms, queries, hashes of bodies, and one passed off as another."""

from __future__ import annotations

import hashlib
from urllib.parse import urlencode

from common import ABSENT, URL, Json, dump

from .members import verdict_of
from .model import FIELDS, SID, Endpoint, both, hashed, pairs_of, sign


def add_forms(group: Endpoint) -> None:
    """Escapes, order, repetitions, text that is not UTF-8."""
    request: Json
    usual = urlencode(pairs_of())
    parts = usual.split("&")
    for comment, pairs, body in (
        ("the members in another order", pairs_of(), "&".join(reversed(parts))),
        ("a trailing ampersand", pairs_of(), usual + "&"),
        ("empty pairs around", pairs_of(), "&&" + "&&".join(parts)),
        ("a pair of nothing", pairs_of(), usual + "&="),
        ("escapes in lower case", pairs_of(), usual.replace("%2B", "%2b")),
        ("letters that need no escape", pairs_of(), usual.replace("delivered", "d%65livered")),
        ("a name that is escaped", pairs_of(), usual.replace("MessageSid", "%4DessageSid")),
        ("a name without a value", [*pairs_of(), ("Flag", "")], usual + "&Flag"),
        ("an equals sign in a value", [*pairs_of(), ("X", "a=b=")], usual + "&X=a=b="),
        (
            "a per cent sign that escapes nothing",
            [*pairs_of(), ("X", "%4%zz%")],
            usual + "&X=%4%zz%",
        ),
        ("a semicolon divides nothing", [*pairs_of(), ("X", "1;To=2")], usual + "&X=1;To=2"),
    ):
        group.accept(comment, "encoding", request={"pairs": pairs, "body": body})
    for comment, text in (("plus signs", "a+b%2Bc"), ("%20", "a%20b%2bc")):
        body = usual + "&ErrorMessage=" + text
        pairs = pairs_of(ErrorMessage="a b+c")
        request = {"pairs": pairs, "body": body}
        group.accept(f"blanks as {comment}", "encoding", request=request, detail="a b+c")
    text = "Gr\u00fc\u00dfe \U0001f44b\u202e\0"
    comment = "text outside ASCII, controls and all"
    group.accept(comment, "encoding", {"ErrorMessage": text}, detail=text)
    pairs = pairs_of(ErrorMessage="Gr\u00fc\u00dfe")
    body = usual + "&ErrorMessage=Gr\u00fc\u00dfe"
    comment = "text outside ASCII that is not escaped"
    group.accept(
        comment, "encoding", request={"pairs": pairs, "body": body}, detail="Gr\u00fc\u00dfe"
    )
    odd = [*pairs_of(), ("X", b"\xff")]
    comment = "an escape that is not UTF-8, in a member that nobody reads"
    group.accept(comment, "encoding", request={"pairs": odd, "body": usual + "&X=%FF"})
    comment = "bytes are not replaced before they are signed"
    request = {"pairs": [*pairs_of(), ("X", "\ufffd")], "body": usual + "&X=%FF"}
    group.refuse(comment, "encoding", "bad_signature", **request)
    for comment, name in (
        ("text", "ErrorMessage"),
        ("status word", "MessageStatus"),
        ("id", "MessageSid"),
    ):
        pairs = [*pairs_of(**{name: ABSENT}), (name, b"\xc3(")]
        body = urlencode(pairs)
        comment = f"an escape that is not UTF-8, in a {comment}"
        group.refuse(comment, "encoding", "malformed_body", pairs=pairs, body=body)
    comment = "a byte that is not UTF-8"
    request = {"pairs": odd, "body": usual.encode() + b"&X=\xff"}
    group.refuse(comment, "encoding", "malformed_body", **request)
    _add_repetitions(group, usual)
    body = usual + "&a" * 9991
    request = {"pairs": [*pairs_of(), ("a", "")], "body": body}
    group.accept("10,000 pairs", "limits", request=request)
    request["body"] = body + "&a"
    group.refuse("10,001 pairs", "limits", "bad_signature", **request)


def _add_repetitions(group: Endpoint, usual: str) -> None:
    request: Json
    for comment, extra in {
        "with several values": [("Digits", "5678"), ("Digits", "1234")],
        "with several values, one of them twice": [("D", "2"), ("D", "1"), ("D", "2")],
        "that begins another": [("Reason", "Participant"), ("ReasonX", "t"), ("Reason", "A")],
    }.items():
        what = f"a name {comment}"
        group.accept(what, "repeated_name", request={"pairs": [*pairs_of(), *extra]})
    for comment, name, value in (
        ("the status word twice", "MessageStatus", "failed"),
        ("the status word twice, equal", "MessageStatus", "delivered"),
        ("the older word twice", "SmsStatus", "sent"),
        ("the id twice", "MessageSid", "SM5d2e9f1b7c3a4e6f8a9b1c2d3e4f5a68"),
        ("the recipient twice", "To", "+447700900124"),
        ("an account twice", "AccountSid", ""),
    ):
        pairs = [*pairs_of(), (name, value)]
        group.refuse(comment, "duplicate_member", "malformed_body", pairs=pairs)
    comment = "the status word twice, once escaped"
    request = {
        "pairs": [*pairs_of(), ("MessageStatus", "failed")],
        "body": usual + "&%4d%65ssageStatus=failed",
    }
    group.refuse(comment, "duplicate_member", "malformed_body", **request)
    comment = "the first of several values alone is signed"
    request = {
        "pairs": [*pairs_of(), ("D", "1")],
        "body": usual + "&D=1&D=2",
    }
    group.refuse(comment, "repeated_name signature", "bad_signature", **request)


def add_queries(group: Endpoint) -> None:
    """Without a body, the query has the members."""
    query = f"{URL}?{urlencode(pairs_of())}"
    for comment, request in {
        "GET": {"method": "GET", "url": query},
        "POST without a body": {"url": query},
        "GET with other parameters in front": {
            "method": "GET",
            "url": f"{URL}?tenant=7&{urlencode(pairs_of())}",
        },
        "GET, and a fragment that never travels": {"method": "GET", "url": query + "#To=x"},
    }.items():
        group.accept(comment, "get", request={"body": "", **request})
    assert group.tables is not None
    failed = verdict_of(group, "undelivered", "30003")
    query_failed = f"{URL}?{urlencode(pairs_of(**both('undelivered'), ErrorCode='30003'))}"
    request = {"body": "", "method": "GET", "url": query_failed}
    group.accept("GET of a failed message", "get", request=request, **failed)
    comment = "members of the query are not read beside a form"
    url = f"{URL}?{urlencode({'MessageStatus': 'failed', 'ErrorCode': '30003', 'To': 'x'})}"
    group.accept(comment, "get", request={"url": url})
    comment = "a form in a GET counts, as it is signed"
    group.accept(comment, "get", request={"method": "GET", "url": url})
    twice = query + "&MessageStatus=failed"
    for comment, error, request in (
        ("GET with another word", "bad_signature", {"url": query_failed, "signature": sign(query)}),
        ("GET with a form that is not signed", "bad_signature", {"body": "To=x"}),
        ("GET with a body of an ampersand", "bad_signature", {"body": "&"}),
        ("GET with a body of an equals sign", "bad_signature", {"body": "=&="}),
        ("GET with a body of JSON", "bad_signature", {"body": "{}"}),
        ("GET with a body of a blank", "bad_signature", {"body": " "}),
        ("GET with a member twice", "malformed_body", {"url": twice}),
        ("GET without members", "malformed_body", {"url": URL}),
        ("GET with an id that is not UTF-8", "malformed_body", {"url": f"{URL}?MessageSid=%FF"}),
    ):
        usual: Json = {"method": "GET", "url": query, "body": ""}
        group.refuse(comment, "get", error, **(usual | request))
    comment = "members behind a fragment are none"
    url = f"{URL}#?{urlencode(pairs_of())}"
    group.refuse(comment, "get", "malformed_body", method="GET", url=url, body="")


def add_hashes(group: Endpoint) -> None:
    """JSON, covered by its hash in the query."""
    receipt = dump(FIELDS)
    request = {"url": hashed(receipt), "body": receipt}
    group.accept("a receipt as JSON", "json", request=request)
    tenant = hashed(receipt, URL + "?tenant=7")
    group.accept("JSON behind other parameters", "json", request={"url": tenant, "body": receipt})
    digest = hashlib.sha256(receipt.encode()).hexdigest()
    for comment, url in {
        "the hash in capitals": f"{URL}?bodySHA256={digest.upper()}",
        "the hash twice, equal": f"{URL}?bodySHA256={digest}&bodySHA256={digest}",
        "the name of the hash escaped": f"{URL}?body%53HA256={digest}",
    }.items():
        group.accept(comment, "body_hash", request={"url": url, "body": receipt})
    failed = dump({**FIELDS, **both("failed"), "ErrorCode": 21610})
    facts = verdict_of(group, "failed", "21610")
    request = {"url": hashed(failed), "body": failed}
    group.accept("JSON with a code as a number", "json", request=request, **facts)
    form = urlencode(pairs_of())
    request = {"url": hashed(form), "body": form}
    group.accept("a form under a hash", "body_hash", request=request)
    event = {
        "specversion": "1.0",
        "type": "com.twilio.messaging.message.delivered",
        "data": {"messageSid": SID, "messageStatus": "DELIVERED"},
    }
    kind = event["type"]
    for comment, body in {
        "a batch of Event Streams": dump([event, {"type": "another"}]),
        "an event of Event Streams": dump(event),
        "an event of Event Streams behind blanks": "\r\n " + dump([event]),
    }.items():
        group.pass_over(comment, "event json", str(kind), url=hashed(body), body=body)
    for comment, body in {
        "an empty batch": "[]",
        "a batch of texts": '["x"]',
        "a batch whose event has no type": "[{}]",
        "a batch that is cut off": dump([event])[:-1],
        "a batch with something behind": dump([event]) + "x",
        "an array for an event": '[["type"]]',
        "an empty object": "{}",
        "an object that is cut off": receipt[:-1],
        "a status word twice": receipt[:-1] + ',"MessageStatus":"failed"}',
        "an id that is a number": dump({**FIELDS, "MessageSid": 7, "SmsSid": ABSENT}),
        "a status word that is a boolean": dump(
            {**FIELDS, "MessageStatus": True, "SmsStatus": None}
        ),
        "a text": '"x"',
    }.items():
        comment = f"JSON: {comment}"
        group.refuse(comment, "json", "malformed_body", url=hashed(body), body=body)
    odd = b'{"MessageSid":"\xff"}'
    comment = "JSON: not UTF-8"
    group.refuse(comment, "json encoding", "malformed_body", url=hashed(odd), body=odd)
    group.refuse("JSON: an empty body", "json", "malformed_body", url=hashed(""), body="")


def add_confusions(group: Endpoint) -> None:
    """Nothing is read that is not signed, whatever it is said to be."""
    receipt, form = dump(FIELDS), urlencode(pairs_of())
    forged = dump({**FIELDS, **both("failed")})
    digest = hashlib.sha256(receipt.encode()).hexdigest()
    other = hashlib.sha256(forged.encode()).hexdigest()
    base = {"url": hashed(receipt), "body": receipt}
    json_type = ("Content-Type", "application/json")
    form_type = ("Content-Type", "application/x-www-form-urlencoded")
    for comment, error, request in (
        ("another body than the hash is of", "bad_signature", {**base, "body": forged}),
        ("a blank more than the hash is of", "bad_signature", {**base, "body": receipt + " "}),
        ("an empty body under the hash of another", "bad_signature", {**base, "body": ""}),
        (
            "an empty body under the hash of an empty object, as twilio-node takes it",
            "bad_signature",
            {"url": hashed("{}"), "body": ""},
        ),
        (
            "a hash that is not signed",
            "bad_signature",
            {"url": hashed(forged), "body": forged, "signature": sign(URL)},
        ),
        (
            "two hashes, the signed one first",
            "duplicate_header",
            {"url": f"{URL}?bodySHA256={digest}&bodySHA256={other}", "body": receipt},
        ),
        (
            "two hashes, the signed one last",
            "duplicate_header",
            {"url": f"{URL}?bodySHA256={other}&bodySHA256={digest}", "body": receipt},
        ),
        (
            "an empty hash beside a full one",
            "duplicate_header",
            {"url": f"{URL}?bodySHA256=&bodySHA256={digest}", "body": receipt},
        ),
        (
            "a hash that is cut off",
            "malformed_header",
            {"url": f"{URL}?bodySHA256={digest[:-1]}", "body": receipt},
        ),
        (
            "a hash that is no hex",
            "malformed_header",
            {"url": f"{URL}?bodySHA256={'x' * 64}", "body": receipt},
        ),
        (
            "a hash with a blank behind it",
            "malformed_header",
            {"url": f"{URL}?bodySHA256={digest}+", "body": receipt},
        ),
        (
            "a hash in front of other parameters",
            "bad_signature",
            {"url": hashed(receipt) + "&tenant=7", "body": receipt},
        ),
        (
            "the signed text of a message that holds a hash, as a URL",
            "bad_signature",
            {
                "url": f"{URL}?tenant=7AccountSidAC1Body&bodySHA256={other}&From+14155550102",
                "body": forged,
            },
        ),
        (
            "an empty hash covers nothing",
            "bad_signature",
            {"url": f"{URL}?bodySHA256=", "body": receipt},
        ),
        ("a receipt as JSON without a hash", "bad_signature", {"url": URL, "body": receipt}),
        (
            "the name of the hash in the path",
            "bad_signature",
            {"url": f"https://example.com/bodySHA256={digest}", "body": receipt},
        ),
        (
            "the name of the hash in another value",
            "bad_signature",
            {"url": f"{URL}?x=bodySHA256%3D{digest}", "body": receipt},
        ),
        (
            "the name of the hash in another case",
            "bad_signature",
            {"url": f"{URL}?bodysha256={digest}", "body": receipt},
        ),
        (
            "the hash behind a fragment",
            "bad_signature",
            {"url": f"{URL}#?bodySHA256={digest}", "body": receipt},
        ),
        (
            "the hash in a header",
            "bad_signature",
            {
                "url": URL,
                "body": receipt,
                "headers": [("X-Twilio-Signature", sign(URL)), ("bodySHA256", digest)],
            },
        ),
        (
            "a form under the hash of another, signed with its parameters",
            "bad_signature",
            {"url": hashed(receipt), "pairs": pairs_of()},
        ),
        (
            "a form under its hash, signed with its parameters, too",
            "bad_signature",
            {"url": hashed(form), "pairs": pairs_of()},
        ),
        (
            "a form whose parameters are not signed",
            "bad_signature",
            {"url": URL, "body": form},
        ),
        (
            "JSON signed as if it was a form is read as one",
            "malformed_body",
            {"url": URL, "body": receipt, "pairs": [(receipt.replace("+", " "), "")]},
        ),
        (
            "a form said to be JSON, and not signed",
            "bad_signature",
            {"body": form, "headers": [("X-Twilio-Signature", sign(URL)), json_type]},
        ),
        (
            "JSON said to be a form, and not signed",
            "bad_signature",
            {"body": receipt, "headers": [("X-Twilio-Signature", sign(URL)), form_type]},
        ),
    ):
        flag = "signature" if "hash" not in comment else "body_hash"
        group.refuse(comment, flag, error, **request)
    signature = ("X-Twilio-Signature", sign(URL, pairs_of()))
    for comment, headers in (
        ("a form said to be JSON is a form", [signature, json_type]),
        ("a form without a content type is a form", [signature]),
    ):
        group.accept(comment, "header_name", request={"headers": headers})
    signature = ("X-Twilio-Signature", sign(hashed(receipt)))
    comment = "JSON said to be a form is JSON under its hash"
    request = {**base, "headers": [signature, form_type]}
    group.accept(comment, "json", request=request)
    _add_boundaries(group)


def _add_boundaries(group: Endpoint) -> None:
    request: Json
    moved = pairs_of(
        MessageStatus=ABSENT,
        SmsStatus=ABSENT,
        MessageStatusun="delivered",
        SmsStatusun="delivered",
    )
    signature = sign(URL, pairs_of(**both("undelivered")))
    comment = "a value that lost its beginning to its name is no value"
    group.refuse(comment, "boundary", "malformed_body", pairs=moved, signature=signature)
    moved = pairs_of(MessageStatus=ABSENT, MessageStatusun="delivered", SmsStatus="undelivered")
    undelivered = verdict_of(group, "undelivered")
    comment = "a value that lost its beginning, beside the older name"
    request = {"pairs": moved, "signature": signature}
    group.accept(comment, "boundary", request=request, **undelivered)
    url = URL + "?tenant=7"
    moved = [("7AccountSid", FIELDS["AccountSid"]), *pairs_of(AccountSid=ABSENT)]
    request = {"url": url[:-1], "pairs": moved, "signature": sign(url, pairs_of())}
    comment = "the end of the URL as a name: a member is lost, and none is changed"
    group.accept(comment, "boundary", request=request, extra={})
    url = URL + "".join(f"{name}{value}" for name, value in sorted(pairs_of()))
    request = {"method": "GET", "url": url, "body": "", "signature": sign(URL, pairs_of())}
    comment = "all parameters as the end of the path"
    group.refuse(comment, "boundary", "malformed_body", **request)
    comment = "parameters in another order than that of their names"
    signature = sign(URL + "".join(f"{name}{value}" for name, value in reversed(pairs_of())))
    group.refuse(comment, "signature", "bad_signature", pairs=pairs_of(), signature=signature)
