"""The helpers, with the frameworks themselves."""

import asyncio
import io
from collections.abc import Iterator
from typing import Any

import django.conf
import django.core.handlers.asgi
import django.core.handlers.wsgi
import django.test
import fastapi
import flask
import httpx
import pytest

import delivrd
from delivrd.contrib import asgi, wsgi
from delivrd.contrib.django import read_request as read_django
from delivrd.contrib.fastapi import read_request as read_fastapi
from delivrd.contrib.flask import read_request as read_flask
from support import documented

VECTOR = documented()
HEADERS = dict(VECTOR.headers)
PATH = "/dlr/a%20b%2Fc?x=1&y=%7E"
PROXIED = {
    "Host": "inner:8000",
    "X-Forwarded-Proto": "gopher, https",
    "X-Forwarded-Host": "evil.example.com, hooks.example.com",
}


@pytest.fixture(scope="module", autouse=True)
def settings() -> Iterator[None]:
    django.conf.settings.configure(ALLOWED_HOSTS=["*"], DEFAULT_CHARSET="utf-8")
    yield


def by_flask(headers: dict[str, str], body: bytes, **options: Any) -> wsgi.Arrived:
    app = flask.Flask("receiver")
    found = []

    @app.post("/<path:path>")
    def receiver(path: str) -> str:
        found.append(read_flask(flask.request, **options))
        return ""

    app.test_client().post(PATH, data=body, headers=headers)
    return found[0]


def by_django(headers: dict[str, str], body: bytes, **options: Any) -> wsgi.Arrived:
    request = django.test.RequestFactory().post(
        PATH, data=body, content_type="application/json", headers=headers
    )
    # As servers set it; the factory keeps the decoded path alone.
    request.environ["RAW_URI"] = PATH
    return read_django(request, **options)


def by_django_asgi(headers: dict[str, str], body: bytes, **options: Any) -> wsgi.Arrived:
    path, query = PATH.split("?")
    scope = {
        "type": "http",
        "method": "POST",
        "scheme": "http",
        "path": "/dlr/a b/c",
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "server": ("testserver", 80),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
    }
    return read_django(django.core.handlers.asgi.ASGIRequest(scope, io.BytesIO(body)), **options)


def by_fastapi(headers: dict[str, str], body: bytes, **options: Any) -> wsgi.Arrived:
    app = fastapi.FastAPI()
    found = []

    @app.post("/{path:path}")
    async def receiver(request: fastapi.Request) -> None:
        found.append(await read_fastapi(request, **options))

    async def call() -> None:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport) as client:
            await client.post(f"http://inner:8000{PATH}", content=body, headers=headers)

    asyncio.run(call())
    return found[0]


READERS = [by_flask, by_django, by_django_asgi, by_fastapi]


@pytest.mark.parametrize("read", READERS)
def test_a_request_verifies(read: Any) -> None:
    arrived = read(HEADERS | {"Content-Type": "application/x-www-form-urlencoded"}, VECTOR.body)
    notification = VECTOR.verifier().receive(*arrived, now=VECTOR.now)
    assert notification.to_dict() == VECTOR.expect["notification"]
    assert (arrived.method, arrived.body) == ("POST", VECTOR.body)
    assert "DELIVRD" not in repr(arrived) and "sha256" not in f"{arrived}"


@pytest.mark.parametrize("read", READERS)
def test_a_changed_body_does_not(read: Any) -> None:
    arrived = read(HEADERS, VECTOR.body + b" ")
    with pytest.raises(delivrd.VerificationError) as caught:
        VECTOR.verifier().receive(*arrived, now=VECTOR.now)
    assert caught.value.kind == "bad_signature"


@pytest.mark.parametrize("read", READERS)
def test_forwarded_headers_count_only_when_trusted(read: Any) -> None:
    for options, url in (
        ({}, f"http://inner:8000{PATH}"),
        ({"base_url": "https://hooks.example.com"}, f"https://hooks.example.com{PATH}"),
        ({"base_url": "https://hooks.example.com/sms/"}, f"https://hooks.example.com/sms{PATH}"),
        ({"trusted_hops": 1}, f"https://hooks.example.com{PATH}"),
        ({"trusted_hops": 2}, f"gopher://evil.example.com{PATH}"),
        # Nobody who is trusted wrote a third value.
        ({"trusted_hops": 3}, f"http://inner:8000{PATH}"),
    ):
        assert read(HEADERS | PROXIED, VECTOR.body, **options).url == url


@pytest.mark.parametrize(
    "options",
    [
        {"base_url": "https://hooks.example.com", "trusted_hops": 1},
        {"base_url": "hooks.example.com"},
        {"trusted_hops": -1},
    ],
)
def test_contradictions_are_refused(options: dict[str, Any]) -> None:
    environ = {"REQUEST_METHOD": "GET", "HTTP_HOST": "a", "PATH_INFO": "/"}
    with pytest.raises(delivrd.ConfigError):
        wsgi.read_request(environ, b"", **options)


def test_repetitions_survive_under_asgi() -> None:
    twice = [(b"host", b"a"), (b"x-a", b"1"), (b"x-a", b"\xe9")]
    scope = {"method": "POST", "path": "/a b", "scheme": "https", "headers": twice}
    arrived = asgi.read_request(scope, b"")
    assert arrived.headers == (("host", "a"), ("x-a", "1"), ("x-a", "\u00e9"))
    assert arrived.url == "https://a/a%20b"


@pytest.mark.parametrize(
    ("environ", "url"),
    [
        ({"HTTP_HOST": "a", "SCRIPT_NAME": "/x", "PATH_INFO": "/y"}, "http://a/x/y"),
        ({"SERVER_NAME": "a", "SERVER_PORT": "8000", "PATH_INFO": "/"}, "http://a:8000/"),
        ({"SERVER_NAME": "a", "SERVER_PORT": "80", "QUERY_STRING": "q=1"}, "http://a/?q=1"),
        ({"HTTP_HOST": "a", "PATH_INFO": "/\u00c3\u00a9 x"}, "http://a/%C3%A9%20x"),
        ({"HTTP_HOST": "a", "RAW_URI": "http://b/c", "PATH_INFO": "/c"}, "http://a/c"),
        ({"HTTP_HOST": "a", "wsgi.url_scheme": "https", "REQUEST_URI": "/%7Ea"}, "https://a/%7Ea"),
    ],
)
def test_a_wsgi_environment_has_its_url(environ: dict[str, str], url: str) -> None:
    assert wsgi.read_request({"REQUEST_METHOD": "GET"} | environ, b"").url == url


def test_no_framework_is_imported() -> None:
    import subprocess
    import sys

    program = (
        "import sys, delivrd, delivrd.contrib.flask, delivrd.contrib.django,"
        " delivrd.contrib.fastapi;"
        "sys.exit(bool({'flask', 'django', 'fastapi', 'starlette', 'werkzeug'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_helper_of_fastapi_is_awaited() -> None:
    assert asyncio.iscoroutinefunction(read_fastapi)
