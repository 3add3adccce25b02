"""Which of the two formats it is, and the edges of both."""

from __future__ import annotations

from cases import NOT_UTF8, broken_bodies
from common import dump

from .model import FIELDS, ClickSend, form_of


def add_bodies(group: ClickSend) -> None:
    """A brace at the beginning makes it JSON, whatever the headers say."""
    form, text = form_of(FIELDS), dump(FIELDS)
    for comment, body in {
        "a form with a brace inside": f"x={{&{form}",
        "a form with a brace at its end": f"{form}&}}",
        "another order of fields": "&".join(reversed(form.split("&"))),
        "fields nobody reads, twice": f"{form}&x=1&x=2",
        "a form with escapes in lower case": form.replace("%3A", "%3a"),
        "JSON behind blanks": f" \r\n\t{text}",
        "JSON laid out": text.replace('","', '",\n  "') + "\n",
        "JSON with a member nobody reads, twice": text[:-1] + ',"x":1,"x":{"status":1}}',
    }.items():
        group.accept(comment, "format", body=body)
    for comment, body in {
        "an array of JSON objects": f"[{text}]",
        "a form in braces": f"{{{form}}}",
        "a form behind JSON": f"{text}&{form}",
        "JSON in quotes": dump(text),
        "JSON in a field": f"body_={text}",
        "no member at all": "{}",
    }.items():
        group.refuse(f"neither: {comment}", "format", "malformed_body", body=body)
    for what, body in broken_bodies(text).items():
        if what != "a form instead of JSON":
            group.refuse(f"no JSON object: {what}", "json", "malformed_body", body=body)
    for name in ("message_id", "status_code", "status", "timestamp", "user_id", "body"):
        for kind, value in (("equal", FIELDS.get(name, "")), ("another", "1")):
            twice = f"{form}&{name}={value}" if name in FIELDS else f"{form}&{name}=&{name}={value}"
            group.refuse(f"{name} twice, {kind}", "repeated", "malformed_body", body=twice)
    for member in ('"status_code":"300"', '"st\\u0061tus_code":"201"', '"error_text":null'):
        body = f"{text[:-1]},{member}}}"
        group.refuse(f"JSON: {member} once more", "repeated", "malformed_body", body=body)
    for what, raw in NOT_UTF8.items():
        changed = text.encode().replace(b"order", raw)
        group.refuse(f"JSON, not UTF-8: {what}", "encoding", "malformed_body", body=changed)
    for field in ("custom_string", "user_id", "body"):
        body = form_of({name: value for name, value in FIELDS.items() if name != field})
        body += f"&{field}=%E9t%E9"
        group.refuse(f"a form, not UTF-8: {field}", "encoding", "malformed_body", body=body)
    group.accept("a form, not UTF-8 where nobody reads", "encoding", body=f"{form}&x=%E9")
    value = {"custom_string": "50% + 50% = 100% & more; \u00fc"}
    group.accept("a form with every sign", "encoding", value, reference=value["custom_string"])
