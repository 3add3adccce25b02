"""Delivery receipts in Flask: `gunicorn flask_app:app`, with the key in TELECOM23_SECRET."""

import os
import tempfile

import delivrd
from delivrd.contrib.flask import read_request
from flask import Flask, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 8 << 20  # bounds memory; the verifier refuses 1 MiB
verifier = delivrd.Verifier("telecom23", secret=os.environ["TELECOM23_SECRET"])

def keep(name: str, data: bytes) -> None:  # on disk, or an exception: the provider tries again
    with tempfile.NamedTemporaryFile(dir=".", delete=False, buffering=0) as file:
        file.write(data)
        os.fsync(file.fileno())
    os.replace(file.name, name)  # a repetition writes the same

@app.post("/dlr")
def on_receipt() -> tuple[str, int]:
    arrived = read_request(request, base_url="https://hooks.example.com")
    try:
        for receipt in verifier.receive(*arrived).receipts:
            keep(receipt.dedupe_key, receipt.to_json().encode())
    except delivrd.DelivrdError as error:
        if error.kind != "malformed_body":
            return "", error.http_status
        keep(f"unreadable-{os.urandom(8).hex()}", arrived.body)  # genuine, of an unknown shape
    return "", 200
