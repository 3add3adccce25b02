"""The words and error kinds are those of the core and of the lists that all languages share."""

import copy
import json
import pickle

import pytest

import delivrd
from delivrd import _native
from support import TESTS


def test_the_words_are_those_of_the_core() -> None:
    for name, words in _native.words().items():
        assert [word.value for word in getattr(delivrd, name)] == words, name
        for word in getattr(delivrd, name):
            assert word.name == word.value.upper()


def test_the_policies_are_those_of_the_core() -> None:
    for policy in delivrd.Policy:
        assert delivrd.Outcome(policy).policy is policy
        assert delivrd.Outcome(policy).to_dict()["policy"] == policy
    with pytest.raises(delivrd.ConfigError, match="delivered_wins or failure_sticky"):
        delivrd.Outcome("DELIVERED_WINS")


def test_a_word_is_text_and_shows_as_code() -> None:
    state: delivrd.State = delivrd.State("delivered")
    assert state == "delivered" and isinstance(state, str)
    assert f"{delivrd.State.DELIVERED}" == "delivered"
    assert repr(delivrd.State.DELIVERED) == "State.DELIVERED"
    assert pickle.loads(pickle.dumps(delivrd.State.DELIVERED)) is delivrd.State.DELIVERED


def test_the_error_kinds_are_those_of_the_list() -> None:
    listed = json.loads((TESTS / "error_kinds.json").read_text(encoding="utf-8"))
    own = [
        {
            "number": kind.number,
            "kind": kind.value,
            "stage": {1: "call", 2: "verify", 3: "parse", 9: "internal"}[kind.number // 1000],
            "http_status": kind.http_status,
            "retryable": kind.retryable,
            "authentic": kind.authentic,
        }
        for kind in delivrd.ErrorKind
    ]
    assert own == listed


@pytest.mark.parametrize(
    ("provider", "config", "kind"),
    [
        ("nobody", {}, "unknown_provider"),
        ("telnyx", {}, "invalid_config"),
        ("telnyx", {"public_key": b"bytes"}, "invalid_config"),
        ("telecom23", {"secret": " "}, "invalid_config"),
        ("telecom23", {"secret": "s", "secrets": ["s"]}, "invalid_config"),
        ("telecom23", {"secret": "s", "colour": 1}, "invalid_config"),
        ("telecom23", {"secret": "\udc80"}, "invalid_config"),
        ("telecom23", {"secret": "s", "tolerance": None}, "invalid_config"),
        ("telecom23", {"secret": "s", "tolerance": True}, "invalid_config"),
        ("telecom23", {"secret": "s", "tolerance": 300.0}, "invalid_config"),
        ("telecom23", {"secret": "s", "tolerance": 2**64}, "invalid_config"),
        ("telecom23", {"secret": "s", "tolerance": -1}, "invalid_config"),
        ("telecom23", {"secret": "s", "account": None}, "invalid_config"),
        ("telecom23", {"secret": "s", "statuses": {1: {}}}, "invalid_config"),
    ],
)
def test_a_configuration_that_could_not_verify_is_refused(
    provider: str, config: dict[str, object], kind: str
) -> None:
    with pytest.raises(delivrd.ConfigError) as caught:
        delivrd.Verifier(provider, **config)  # type: ignore[arg-type]
    assert caught.value.kind == kind
    assert isinstance(caught.value, ValueError)


def test_a_configuration_that_holds_itself_is_refused() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(delivrd.ConfigError, match="nests too deeply"):
        delivrd.Verifier("telecom23", secrets=endless)


def test_configuration_takes_lists_tuples_and_objects() -> None:
    keys = [{"secret": "old secret", "label": "old"}, "new secret"]
    codes = {"301": {"reason": "opted_out", "permanence": "permanent"}}
    for secrets in (keys, tuple(keys)):
        verifier = delivrd.Verifier("telecom23", secrets=secrets, codes=codes, max_body=100)
        assert verifier.provider == "telecom23"


def test_errors_pickle_and_copy_with_their_notes() -> None:
    error = delivrd.VerificationError("stale_timestamp", "too old", -301)
    error.add_note("the night shift")
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(again) is delivrd.VerificationError
        assert (again.kind, again.message, again.skew) == ("stale_timestamp", "too old", -301)
        assert (str(again), again.__notes__) == ("too old", ["the night shift"])
        assert (again.number, again.http_status, again.retryable, again.authentic) == (
            2005,
            401,
            False,
            True,
        )


def test_the_public_names_are_complete() -> None:
    public = {name for name in vars(delivrd) if not name.startswith("_") and name != "contrib"}
    assert public | {"__version__"} == set(delivrd.__all__)
    assert delivrd.__all__ == sorted(delivrd.__all__)
    for name in delivrd.__all__:
        value = getattr(delivrd, name)
        if isinstance(value, type):
            assert value.__module__ == "delivrd", name
