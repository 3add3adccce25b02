"""What the documentation and the sheet print."""

from __future__ import annotations

from typing import Final

from common import Failure, Json, Tables

from .model import NOW, TIMESTAMP, Endpoint, pair, public_key, verdict

SIGNED_BODY: Final = (
    '{"data":{"event_type":"message.finalized","id":"5d6c1e8a-2f1b-4f0e-9b6a-0a1b2c3d4e5f",'
    '"occurred_at":"2026-11-20T09:15:32.004+00:00","payload":{"completed_at":'
    '"2026-11-20T09:15:32.004+00:00","direction":"outbound","errors":[],"from":{"carrier":"Telnyx",'
    '"line_type":"Wireless","phone_number":"+13125550001"},"id":'
    '"b0c7e8cb-6227-4c74-9f32-c7f80c30934b","record_type":"message","to":[{"carrier":'
    '"T-MOBILE USA, INC.","line_type":"Wireless","phone_number":"+13125550002","status":'
    '"delivered"}],"type":"SMS"},"record_type":"event"},"meta":{"attempt":1,"delivered_to":'
    '"https://dlr.example.com/telnyx"}}'
)
SIGNATURE: Final = (
    "1g/ynI+UEoG6PD6U6KVHbuOBIEcjhIhZqNt5bkHAdPdWchQFPHyElCqzQ6YtWMJ7QZf1tDPzwjngCnB6hOIIDg=="
)

FAILED_BODY: Final = (
    '{"data":{"record_type":"event","event_type":"message.finalized","id":'
    '"6f9f2a10-7a55-4d5e-8f39-31f0c0a4b001","occurred_at":"2026-11-20T09:20:01.512Z","payload":'
    '{"record_type":"message","direction":"outbound","id":"7c0c6f0e-3a53-4a0f-9a77-2f6f0e9d1002",'
    '"type":"MMS","messaging_profile_id":"4000eba1-a0c0-4563-9925-b25e842a7cb6","from":'
    '{"phone_number":"+13125550001","carrier":"Telnyx","line_type":"VoIP"},"to":[{"phone_number":'
    '"+13125550002","status":"delivered","carrier":"T-MOBILE USA, INC.","line_type":"Wireless"},'
    '{"phone_number":"+13125550003","status":"delivery_failed","carrier":"","line_type":'
    '"Wireline"}],"cc":[],"text":"Hi","parts":1,"encoding":"GSM-7","cost":{"amount":"0.0051",'
    '"currency":"USD"},"sent_at":"2026-11-20T09:19:58.100Z","completed_at":'
    '"2026-11-20T09:20:01.500Z","errors":[{"code":"40001","title":"Not routable","detail":'
    '"Destination cannot receive this message type","source":{"pointer":"/to/1"}}]}},"meta":'
    '{"attempt":2,"delivered_to":"https://dlr.example.com/telnyx"}}'
)

# As the page "deliveryUpdate" lays it out.
PAGE_BODY: Final = """{
  "data": {
    "record_type": "event",
    "id": "86f58db9-0fe3-4adc-9d1f-46e66e6e9323",
    "event_type": "message.sent",
    "occurred_at": "date-time",
    "payload": {
      "record_type": "message",
      "direction": "outbound",
      "id": "40385f64-5717-4562-b3fc-2c963f66afa6",
      "type": "MMS",
      "messaging_profile_id": "4000eba1-a0c0-4563-9925-b25e842a7cb6",
      "organization_id": "b448f9cc-a842-4784-98e9-03c1a5872950",
      "from": {
        "phone_number": "+18445550001",
        "carrier": "TELNYX LLC",
        "line_type": "VoIP"
      },
      "to": [
        {
          "phone_number": "+18665550001",
          "status": "queued",
          "carrier": "T-MOBILE USA, INC.",
          "line_type": "Wireless"
        }
      ],
      "cc": [],
      "text": "Hello, World!",
      "subject": "From Telnyx!",
      "media": [
        {
          "url": "https://pbs.twimg.com/profile_images/1142168442042118144/AW3F4fFD_400x400.png",
          "content_type": null,
          "sha256": null,
          "size": null
        }
      ],
      "webhook_url": "https://www.example.com/hooks",
      "webhook_failover_url": "https://backup.example.com/hooks",
      "encoding": "GSM-7",
      "parts": 1,
      "tags": [
        "Greetings"
      ],
      "cost": {
        "amount": 0.0051,
        "currency": "USD"
      },
      "cost_breakdown": {
        "carrier_fee": {
          "amount": 0.00305,
          "currency": "USD"
        },
        "rate": {
          "amount": 0.00205,
          "currency": "USD"
        }
      },
      "tcr_campaign_id": "TCPA3X7",
      "tcr_campaign_billable": true,
      "tcr_campaign_registered": "REGISTERED",
      "received_at": "2019-01-23T18:10:02.574Z",
      "sent_at": null,
      "completed_at": null,
      "valid_until": null,
      "errors": []
    }
  },
  "meta": {
    "attempt": 1,
    "delivered_to": "https://www.example.com/hooks"
  }
}"""
PAGE_FACTS: Final[Json] = {
    "message_id": "40385f64-5717-4562-b3fc-2c963f66afa6",
    "recipient": "+18665550001",
    "sender": "+18445550001",
    "channel": "mms",
    "campaign": "TCPA3X7",
    "carrier": "T-MOBILE USA, INC.",
    "tags": ["Greetings"],
}


def group(tables: Tables) -> Endpoint:
    """The signed example, the page's payload, and a message with two fates."""
    tests = Endpoint(
        {"public_key": public_key()}, NOW, tables=tables, source="Telnyx, deliveryUpdate"
    )
    tests.accept(
        "the signed example of the sheet",
        "documented",
        body=SIGNED_BODY,
        headers=pair(TIMESTAMP, SIGNATURE),
        time="2026-11-20T09:15:32.004+00:00",
        event={"id": "5d6c1e8a-2f1b-4f0e-9b6a-0a1b2c3d4e5f"},
        message_id="b0c7e8cb-6227-4c74-9f32-c7f80c30934b",
        recipient="+13125550002",
        sender="+13125550001",
        occurred_at="2026-11-20T09:15:32.004Z",
        parts=None,
        cost=None,
        carrier="T-MOBILE USA, INC.",
        extra={},
    )
    page_event = {"id": "86f58db9-0fe3-4adc-9d1f-46e66e6e9323", "type": "message.sent"}
    tests.accept(
        "the payload of the page, whose time is a placeholder",
        "documented",
        body=PAGE_BODY,
        time="date-time",
        event=page_event,
        occurred_at=None,
        **PAGE_FACTS,
        **verdict("queued"),
    )
    told = PAGE_BODY.replace("message.sent", "message.finalized").replace("queued", "delivered")
    tests.accept(
        "the example of our contract",
        "documented",
        body=told.replace("date-time", "2026-11-20T09:15:32.004Z"),
        time="2026-11-20T09:15:32.004Z",
        event={**page_event, "type": "message.finalized"},
        occurred_at="2026-11-20T09:15:32.004Z",
        **PAGE_FACTS,
    )
    first: Json = {
        "recipient": "+13125550002",
        "sender": "+13125550001",
        "channel": "mms",
        "carrier": "T-MOBILE USA, INC.",
    }
    second = {
        **first,
        "recipient": "+13125550003",
        "carrier": None,
        "code": "40001",
        "detail": "Destination cannot receive this message type",
        **verdict("delivery_failed", Failure("landline_or_unsupported", "permanent", "code")),
    }
    comment = "one recipient reached, one not"
    tests.accept(
        comment, "documented", body=FAILED_BODY, event={"attempt": 2}, receipts=[first, second]
    )
    retry = FAILED_BODY.replace('"attempt":2', '"attempt":3').replace(
        "dlr.example", "backup.example"
    )
    comment = "the same at the failover address: same keys, another hash"
    tests.accept(comment, "documented", body=retry, event={"attempt": 3}, receipts=[first, second])
    return tests
