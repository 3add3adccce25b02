"""Delivery receipts in FastAPI: `uvicorn fastapi_app:app`, with the key in TELNYX_PUBLIC_KEY."""

import logging
import os

import delivrd
from delivrd.contrib.fastapi import read_request
from fastapi import FastAPI, Request, Response

logging.basicConfig(level=logging.INFO)
app = FastAPI()
verifier = delivrd.Verifier("telnyx", public_key=os.environ["TELNYX_PUBLIC_KEY"])


@app.post("/dlr")
async def on_receipt(request: Request) -> Response:
    arrived = await read_request(request, base_url="https://hooks.example.com")
    try:
        notification = verifier.receive(*arrived)
    except delivrd.DelivrdError as error:
        logging.warning("refused: %s", error.kind)
        if error.kind != "malformed_body":
            return Response(status_code=error.http_status)
        with open("unreadable", "ab") as file:  # genuine, of a shape we do not know
            file.write(arrived.body)
    else:
        logging.info("save %r", notification.receipts)
    return Response()
