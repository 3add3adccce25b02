"""Delivery receipts in FastAPI: `uvicorn fastapi_app:app`, with the key in TELNYX_PUBLIC_KEY."""

import os
import tempfile

import delivrd
from delivrd.contrib.fastapi import read_request
from fastapi import FastAPI, Request, Response

app = FastAPI()
verifier = delivrd.Verifier("telnyx", public_key=os.environ["TELNYX_PUBLIC_KEY"])

def keep(name: str, data: bytes) -> None:  # on disk, or an exception: the provider tries again
    with tempfile.NamedTemporaryFile(dir=".", delete=False, buffering=0) as file:
        file.write(data)
        os.fsync(file.fileno())
    os.replace(file.name, name)  # a repetition writes the same

@app.post("/dlr")
async def on_receipt(request: Request) -> Response:
    arrived = await read_request(request, base_url="https://hooks.example.com")
    try:
        for receipt in verifier.receive(*arrived).receipts:
            keep(receipt.dedupe_key, receipt.to_json().encode())
    except delivrd.DelivrdError as error:
        if error.kind != "malformed_body":
            return Response(status_code=error.http_status)
        keep(f"unreadable-{os.urandom(8).hex()}", arrived.body)  # genuine, of an unknown shape
    return Response()
