"""Providers that are files of the application's own."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

import delivrd
from support import TESTS

FILE = TESTS / "definitions" / "acme_sms.toml"
TEXT = FILE.read_text(encoding="utf-8")
ACME: dict[str, Any] = json.loads(FILE.with_suffix(".json").read_text(encoding="utf-8"))


class InFolder:
    """A path that is none of `pathlib`."""

    def __fspath__(self) -> str:
        return str(FILE)


def make(*definitions: str | os.PathLike[str], provider: str = "acme_sms") -> delivrd.Verifier:
    return delivrd.Verifier(provider, secret=ACME["secret"], definitions=definitions)


def refused(*definitions: Any) -> str:
    with pytest.raises(delivrd.ConfigError) as caught:
        make(*definitions)
    return f"{caught.value.kind}: {caught.value.message}"


@pytest.mark.parametrize("entry", [TEXT, FILE, InFolder()])
def test_a_definition_receives(entry: str | os.PathLike[str]) -> None:
    verifier = make(entry)
    assert verifier.provider == ACME["provider"]
    answers: list[dict[str, object]] = []
    for request in ACME["requests"]:
        arrived = ("POST", "https://example.com/dlr", request["headers"], request["body"].encode())
        try:
            notification = verifier.receive(*arrived, now=ACME["now"])
            assert notification.provider == ACME["provider"]
            answers.append({"states": [own.state for own in notification.receipts]})
        except delivrd.DelivrdError as error:
            answers.append({"error": error.kind})
    own = ("states", "error")
    assert answers == [{name: request[name] for name in own if name in request} for request in ACME["requests"]]


def test_a_definition_stands_beside_the_providers_of_the_library() -> None:
    assert make(TEXT, provider="telecom23").provider == "telecom23"
    assert make(TEXT, TEXT.replace('"acme_sms"', '"acme_two"'), provider="acme_two").provider == "acme_two"
    assert delivrd.Verifier("acme_sms", secret=ACME["secret"], definitions=iter([TEXT])).account == ""
    # It belongs to its verifier alone.
    assert "acme_sms" not in {own.id for own in delivrd.providers()}
    assert refused().startswith("unknown_provider: ")
    with pytest.raises(delivrd.ConfigError, match="known are: .*, telnyx.*, acme_sms$"):
        make(TEXT, provider="nobody")


def test_a_mistake_has_its_line() -> None:
    wrong = TEXT.replace('"hmac_sha256"', '"hmac_md5"')
    line = 1 + wrong[: wrong.index("hmac_md5")].count("\n")
    assert refused(wrong).startswith(f"invalid_config: definition: line {line}: ")
    assert refused(TEXT, wrong).startswith(f"invalid_config: definition 2: line {line}: ")
    assert "md5" not in refused(wrong)
    assert refused(TEXT, TEXT) == (
        "invalid_argument: definition 2: a provider with this id is registered already"
    )
    assert refused(TEXT.replace('"acme_sms"', '"telnyx"')) == (
        "invalid_argument: a provider with this id is registered already"
    )


def test_a_file_that_cannot_be_read_is_what_open_says(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        make(tmp_path / "none.toml")
    assert Path(caught.value.filename) == tmp_path / "none.toml"
    with pytest.raises(IsADirectoryError):
        make(tmp_path)
    latin = tmp_path / "latin.toml"
    latin.write_bytes(TEXT.encode() + b'# "\xe4"')
    assert refused(latin) == "invalid_argument: definitions: a file is not UTF-8"
    assert refused(TEXT + "\udc80") == "invalid_argument: definitions: a text is not valid Unicode"


@pytest.mark.parametrize(
    ("definitions", "class_name"),
    [(TEXT, "str"), (FILE, "PosixPath"), (3, "int"), ([TEXT.encode()], "bytes"), ([None], "NoneType")],
)
def test_definitions_are_a_list_of_texts_and_paths(definitions: Any, class_name: str) -> None:
    with pytest.raises(TypeError, match=f"^definitions: expected .*, not {class_name}$"):
        delivrd.Verifier("acme_sms", secret=ACME["secret"], definitions=definitions)
