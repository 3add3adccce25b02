"""Delivery receipts in Flask: `gunicorn flask_app:app`, with the key in TELECOM23_SECRET."""

import logging
import os

import delivrd
from delivrd.contrib.flask import read_request
from flask import Flask, request

logging.basicConfig(level=logging.INFO)
app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 8 << 20  # bounds memory; the verifier refuses 1 MiB
verifier = delivrd.Verifier("telecom23", secret=os.environ["TELECOM23_SECRET"])


@app.post("/dlr")
def on_receipt() -> tuple[str, int]:
    arrived = read_request(request, base_url="https://hooks.example.com")
    try:
        notification = verifier.receive(*arrived)
    except delivrd.DelivrdError as error:
        logging.warning("refused: %s", error.kind)
        if error.kind != "malformed_body":
            return "", error.http_status
        with open("unreadable", "ab") as file:  # genuine, of a shape we do not know
            file.write(arrived.body)
    else:
        logging.info("save %r", notification.receipts)
    return "", 200
