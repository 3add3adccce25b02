"""What Twilio's pages and libraries print, and our sheet."""

from __future__ import annotations

from common import ABSENT, Json, Tables

from .model import NOW, PUBLIC_TOKEN, Endpoint, Pairs, hashed, told

PAGE = "https://mycompany.com/myapp.php?foo=1&bar=2"
CALL: Pairs = [
    ("CallSid", "CA1234567890ABCDE"),
    ("Caller", "+14158675309"),
    ("Digits", "1234"),
    ("From", "+14158675309"),
    ("To", "+18005551212"),
]
LONGER_CALL: Pairs = [
    *CALL,
    ("Reason", "Participant"),
    ("ReasonConferenceEnded", "test"),
]
JSON_BODY = '{"property": "value", "boolean": true}'


def group(tables: Tables) -> Endpoint:
    """Signatures as they are printed; none is made here."""
    group = Endpoint(
        {"auth_token": PUBLIC_TOKEN},
        NOW,
        tables=tables,
        token=PUBLIC_TOKEN,
        source="Twilio, webhooks security and the tests of twilio-python, -node and -go",
    )
    _add_calls(group)
    _add_others(group)
    _add_callbacks(group)
    return group


def _add_calls(group: Endpoint) -> None:
    def at(port: str, scheme: str = "https") -> str:
        return PAGE.replace("https://", f"{scheme}://").replace(".com", f".com{port}")

    usual, with_443 = "RSOYDt4T1cUTdK1PDd93/VVr8B8=", "kvajT1Ptam85bY51eRf/AJRuM3w="
    with_80, with_1234 = "0ZXoZLH/DfblKGATFgpif+LLRf4=", "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="
    for comment, url, signature in (
        ("a call", at(""), usual),
        ("a call, https and a port, signed without it", at(":1234"), usual),
        ("a call, https and its own port, signed without it", at(":443"), usual),
        ("a call, https and its own port, signed with it", at(":443"), with_443),
        ("a call, https, signed with the port", at(""), with_443),
        ("a call, http and its own port, signed with it", at(":80", "http"), with_80),
        ("a call, http, signed with the port", at("", "http"), with_80),
        ("a call, http and another port, signed with it", at(":1234", "http"), with_1234),
    ):
        group.pass_over(
            comment, "documented url", "voice", url=url, pairs=CALL, signature=signature
        )
    for comment, url, signature in (
        ("names that begin alike", PAGE, "vOEb5UThFn24KEfnOFLQY2AE5FY="),
        ("names that begin alike, over http", at("", "http"), "n2xBNyzSW7rfYStDtOFiFMv7qNo="),
    ):
        call = LONGER_CALL
        group.pass_over(comment, "documented", "voice", url=url, pairs=call, signature=signature)
    other = [(name, str(value).replace("5309", "5310")) for name, value in CALL]
    url = "https://example.com/myapp.php?foo=1&bar=2"
    signature = "L/OH5YylLD5NRKLltdqwSvS0BnU="
    comment = "the example of the security page"
    group.pass_over(comment, "documented", "voice", url=url, pairs=other, signature=signature)
    for comment, error, url, signature in (
        ("a wrong signature, as twilio-go tests it", "malformed_header", PAGE, "WRONG SIGNATURE"),
        ("http, signed for https", "bad_signature", at("", "http"), usual),
        ("without the port, signed with another", "bad_signature", at("", "http"), with_1234),
    ):
        group.refuse(comment, "documented", error, url=url, pairs=CALL, signature=signature)


def _add_others(group: Endpoint) -> None:
    repeated: Pairs = [
        ("Sid", "CA123"),
        ("SidAccount", "AC123"),
        ("Digits", "5678"),
        ("Digits", "1234"),
        ("Digits", "1234"),
    ]
    requests: dict[str, Json] = {
        "a name with several values: authentic, and none of the known events": {
            "url": PAGE,
            "pairs": repeated,
            "signature": "IK+Dwps556ElfBT0I3Rgjkr1wJU=",
        },
        "other parameters: authentic, and none of the known events": {
            "url": PAGE,
            "pairs": [("property", "value"), ("boolean", "true")],
            "signature": "NBdBDr/T/lgjI+tlgpXjKZQZs/k=",
        },
        "JSON behind other parameters: authentic, and none of the known events": {
            "url": hashed(JSON_BODY, PAGE),
            "body": JSON_BODY,
            "signature": "a9nBmqA0ju/hNViExpshrM61xv4=",
        },
        "JSON and its hash alone: authentic, and none of the known events": {
            "url": hashed(JSON_BODY, "https://mycompany.com/myapp.php"),
            "body": JSON_BODY,
            "signature": "y77kIzt2vzLz71DgmJGsen2scGs=",
        },
    }
    for comment, request in requests.items():
        group.refuse(comment, "documented", "malformed_body", **request)
    comment = "JSON without a hash"
    request = {"url": PAGE, "body": JSON_BODY, "signature": "RSOYDt4T1cUTdK1PDd93/VVr8B8="}
    group.refuse(comment, "documented body_hash", "bad_signature", **request)


def _add_callbacks(group: Endpoint) -> None:
    account = "AC00000000000000000000000000000001"

    def sid(number: int) -> Json:
        name = f"SM{number:032}"
        own = {"AccountSid": account, "From": "+15017122661", "To": "+15558675310"}
        return own | {"MessageSid": name, "SmsSid": name}

    def facts(number: int) -> Json:
        return {
            "message_id": f"SM{number:032}",
            "sender": "+15017122661",
            "recipient": "+15558675310",
            "extra": {"AccountSid": account},
        }

    group.accept(
        "a status callback, signed in the sheet",
        "documented",
        sid(1) | {"MessageStatus": "undelivered", "SmsStatus": "undelivered", "ErrorCode": "30003"},
        request={
            "url": "https://dlr.example.com/twilio/status?tenant=7",
            "signature": "0g97ZPuIBZdR4A7l4iFd3QH/2a8=",
        },
        **facts(1),
        state="undelivered",
        confirmation="none",
        failure=told("unreachable", "temporary"),
        status="undelivered",
        code="30003",
    )
    group.accept("the delivered message of the sheet", "documented", sid(2), **facts(2))
    group.accept(
        "the message of the sheet that the recipient does not want",
        "documented",
        sid(3)
        | {
            "MessageStatus": "failed",
            "SmsStatus": "failed",
            "ErrorCode": "21610",
            "RawDlrDoneDate": ABSENT,
            "MessagingServiceSid": "MG00000000000000000000000000000001",
            "To": "+15558675311",
        },
        **facts(3)
        | {
            "recipient": "+15558675311",
            "extra": {
                "AccountSid": account,
                "MessagingServiceSid": "MG00000000000000000000000000000001",
            },
        },
        state="rejected",
        confirmation="none",
        failure=told("opted_out", "permanent"),
        status="failed",
        code="21610",
    )
