"""The helpers, with the frameworks themselves."""

import asyncio
import io
import sys
import tracemalloc
from collections.abc import AsyncIterator, Callable, Iterator
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
        ({"trusted_hops": 2}, f"http://evil.example.com{PATH}"),
        # Nobody who is trusted wrote a third value.
        ({"trusted_hops": 3}, f"http://inner:8000{PATH}"),
    ):
        assert read(HEADERS | PROXIED, VECTOR.body, **options).url == url


@pytest.mark.parametrize(
    "options",
    [
        {"base_url": "https://hooks.example.com", "trusted_hops": 1},
        {"base_url": "hooks.example.com"},
        {"base_url": "ftp://hooks.example.com"},
        {"base_url": "https://"},
        {"base_url": "https:///dlr"},
        {"base_url": "https://?a"},
        {"base_url": "https:// hooks.example.com"},
        {"base_url": "https://hooks.example.com/a b"},
        {"base_url": "https://user@hooks.example.com"},
        {"base_url": "https://\ud800.example"},
        {"base_url": ""},
        {"base_url": "https://hooks.example.com?a=1"},
        {"base_url": "https://hooks.example.com/sms#a"},
        {"trusted_hops": -1},
        {"trusted_hops": 1 << 64},
    ],
)
def test_contradictions_are_refused(options: dict[str, Any]) -> None:
    environ = {"REQUEST_METHOD": "GET", "HTTP_HOST": "a", "PATH_INFO": "/"}
    with pytest.raises(delivrd.ConfigError) as caught:
        wsgi.read_request(environ, b"", **options)
    assert caught.value.kind == "invalid_argument"


def urls(environ: dict[str, str], **options: Any) -> set[str]:
    """The URL of a request under WSGI and under ASGI: one, as they have to be the same."""
    target = environ.get("REQUEST_URI", "/dlr?a=1&b=%20")
    path, _, query = target.partition("?")
    headers = [
        (name[5:].replace("_", "-").lower().encode(), value.encode("latin-1"))
        for name, value in environ.items()
        if name.startswith("HTTP_")
    ]
    scope = {
        "method": "POST",
        "scheme": environ.get("wsgi.url_scheme", "http"),
        "path": "",
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": headers,
        "server": (environ.get("SERVER_NAME", ""), environ.get("SERVER_PORT")),
    }
    environ = {"REQUEST_METHOD": "POST", "REQUEST_URI": target} | environ
    return {
        wsgi.read_request(environ, b"", **options).url,
        asgi.read_request(scope, b"", **options).url,
    }


# The requests and URLs of bindings/php/tests/request_proxies.phpt.
@pytest.mark.parametrize(
    ("trusted", "proto", "host", "url"),
    [
        (1, "https", "example.com", "https://example.com"),
        (1, "http, https", "forged.example, example.com", "https://example.com"),
        (
            2,
            "http,https,http",
            "forged.example ,\t example.com:8443 , middle",
            "https://example.com:8443",
        ),
        (2, "https", "example.com", "http://inner"),
        (3, "https,https", None, "http://inner"),
        (1, "gopher", "a b", "http://inner"),
        (1, "HTTPS", "", "https://inner"),
        (1, "https,", "example.com,", "http://inner"),
        (sys.maxsize, "https", "example.com", "http://inner"),
        # A space to Python, and none to HTTP.
        (1, "\xa0https", "example.com\x0b", "http://inner"),
    ],
)
def test_proxies_count_as_in_php(trusted: int, proto: str, host: str | None, url: str) -> None:
    environ = {"REQUEST_URI": "/dlr", "HTTP_HOST": "inner", "HTTP_X_FORWARDED_PROTO": proto}
    if host is not None:
        environ["HTTP_X_FORWARDED_HOST"] = host
    assert urls(environ, trusted_hops=trusted) == {f"{url}/dlr"}


PLAIN = {"HTTP_HOST": "inner:8080"}
NAMED = {"SERVER_NAME": "named.example", "SERVER_PORT": "8443", "wsgi.url_scheme": "https"}
NAMELESS = NAMED | {"HTTP_HOST": ""}
QUERY = "/dlr?a=1&b=%20"


# Those of bindings/php/tests/request_url.phpt.
@pytest.mark.parametrize(
    ("environ", "base_url", "url"),
    [
        (PLAIN, None, f"http://inner:8080{QUERY}"),
        (PLAIN, "https://example.com/", f"https://example.com{QUERY}"),
        (PLAIN, "HTTPS://example.com/hooks", f"HTTPS://example.com/hooks{QUERY}"),
        (PLAIN | {"wsgi.url_scheme": "https"}, None, f"https://inner:8080{QUERY}"),
        ({"HTTP_HOST": "[::1]:8080"}, None, f"http://[::1]:8080{QUERY}"),
        (
            PLAIN | {"REQUEST_URI": "http://other.example/dlr?a=1"},
            None,
            "http://inner:8080/dlr?a=1",
        ),
        (
            PLAIN | {"REQUEST_URI": "http://other.example?a=1"},
            "https://example.com",
            "https://example.com/?a=1",
        ),
        (PLAIN | {"REQUEST_URI": "dlr"}, None, "http://inner:8080/dlr"),
        (PLAIN | {"REQUEST_URI": "@other.example/"}, None, "http://inner:8080/@other.example/"),
        *(
            (NAMED | {"HTTP_HOST": host}, None, f"https://named.example:8443{QUERY}")
            for host in (
                *("", "a b", "a\r\nX: y", "a/b", "user@host", ":80", "a\n", "\u00e9"),
                "a" * 300,
            )
        ),
        (NAMELESS | {"SERVER_PORT": "443"}, None, f"https://named.example{QUERY}"),
        ({"HTTP_HOST": ""}, None, f"http://localhost{QUERY}"),
        *(
            (NAMELESS | {"SERVER_PORT": port}, None, f"https://named.example:{port}{QUERY}")
            for port in ("1", "65535")
        ),
        *(
            (NAMELESS | {"SERVER_PORT": port}, None, f"https://named.example{QUERY}")
            for port in ("0", "65536", "84430000000000", "-1", "+1", " 1", "1\0", "\u00b2", "a", "")
        ),
        # A URL within the query.
        (PLAIN | {"REQUEST_URI": "dlr?to=http://b/c"}, None, "http://inner:8080/dlr?to=http://b/c"),
        ({"SERVER_NAME": "/run/own.sock"}, None, f"http://localhost{QUERY}"),
    ],
)
def test_a_url_is_that_of_php(environ: dict[str, str], base_url: str | None, url: str) -> None:
    assert urls(environ, base_url=base_url) == {url}


def test_the_port_left_out_is_that_of_the_scheme_that_is_trusted() -> None:
    environ = NAMED | {"wsgi.url_scheme": "http", "HTTP_X_FORWARDED_PROTO": "https"}
    assert urls(environ | {"SERVER_PORT": "443"}, trusted_hops=1) == {f"https://named.example{QUERY}"}


@pytest.mark.parametrize(
    ("path", "url"),
    [
        # The client encoded the `%` itself: `/dlr%2541`.
        ("/dlr%41", "http://a/dlr%2541"),
        ("/a:b@c+d,e;f=g~h!$&'()*-._", "http://a/a:b@c+d,e;f=g~h!$&'()*-._"),
        ("/\u00e9 ?#\"", "http://a/%C3%A9%20%3F%23%22"),
        ("", "http://a/"),
    ],
)
def test_a_decoded_path_is_encoded_alike(path: str, url: str) -> None:
    environ = {"REQUEST_METHOD": "POST", "HTTP_HOST": "a"}
    for query, end in (("", ""), ("q=%7E", "?q=%7E")):
        decoded = path.encode().decode("latin-1")
        own = environ | {"PATH_INFO": decoded, "QUERY_STRING": query}
        assert wsgi.read_request(own, b"").url == url + end
        scope: dict[str, Any] = {"method": "POST", "path": path, "headers": [(b"host", b"a")]}
        scope["query_string"] = query.encode()
        assert asgi.read_request(scope, b"").url == url + end


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
        ({"HTTP_HOST": "a", "QUERY_STRING": "to=http://b/c"}, "http://a/?to=http://b/c"),
        ({"HTTP_HOST": "a", "wsgi.url_scheme": "https", "REQUEST_URI": "/%7Ea"}, "https://a/%7Ea"),
    ],
)
def test_a_wsgi_environment_has_its_url(environ: dict[str, str], url: str) -> None:
    assert wsgi.read_request({"REQUEST_METHOD": "GET"} | environ, b"").url == url


LIMIT = 1 << 20


def refusal(arrived: wsgi.Arrived) -> tuple[str, int]:
    with pytest.raises(delivrd.DelivrdError) as caught:
        VECTOR.verifier().receive(*arrived, now=VECTOR.now)
    return str(caught.value.kind), caught.value.http_status


@pytest.mark.parametrize("read", READERS)
def test_of_a_body_over_the_limit_a_byte_too_much_is_kept(read: Any) -> None:
    arrived = read(HEADERS, bytes(3 * LIMIT))
    assert len(arrived.body) == LIMIT + 1
    assert refusal(arrived) == ("body_too_large", 413)
    arrived = read(HEADERS, bytes(LIMIT))
    assert len(arrived.body) == LIMIT
    assert refusal(arrived) == ("bad_signature", 401)
    assert len(read(HEADERS, bytes(3 * LIMIT), max_body=2 * LIMIT).body) == 2 * LIMIT + 1
    assert read(HEADERS, b"abc", max_body=3).body == b"abc"
    assert read(HEADERS, b"").body == b""


def peak(call: Callable[[], object]) -> int:
    """The most memory that Python had allocated at once during a call, beyond what it had."""
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


class Endless(io.RawIOBase):
    """A body whose end nobody knows; how much of it was read."""

    count = 0

    def read(self, size: int = -1, /) -> bytes:
        assert 0 < size <= LIMIT, "all at once"
        self.count += size
        return bytes(size)


def endless_fastapi(stream: Endless) -> wsgi.Arrived:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": stream.read(1 << 16), "more_body": True}

    scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
    return asyncio.run(read_fastapi(fastapi.Request(scope, receive)))


def endless_flask(stream: Endless) -> wsgi.Arrived:
    # As gunicorn says it of a body in chunks.
    environ = {"REQUEST_METHOD": "POST", "wsgi.input": stream, "wsgi.input_terminated": True}
    return read_flask(flask.Request(environ))


def endless_django(stream: Endless) -> wsgi.Arrived:
    # A length that is declared, and longer than anything that is read.
    environ = {"REQUEST_METHOD": "POST", "wsgi.input": stream, "CONTENT_LENGTH": str(1 << 40)}
    return read_django(django.core.handlers.wsgi.WSGIRequest(environ))


def endless_django_asgi(stream: Endless) -> wsgi.Arrived:
    scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
    return read_django(django.core.handlers.asgi.ASGIRequest(scope, stream))


@pytest.mark.parametrize(
    "read", [endless_fastapi, endless_flask, endless_django, endless_django_asgi]
)
def test_an_endless_body_ends_and_takes_no_memory(read: Callable[[Endless], wsgi.Arrived]) -> None:
    stream = Endless()
    found = []
    used = peak(lambda: found.append(read(stream)))
    assert used < 4 * LIMIT, used
    assert refusal(found[0]) == ("body_too_large", 413)
    # The rest is read and dropped, so that the client comes to reading its answer; not for ever.
    assert 16 * LIMIT <= stream.count < 18 * LIMIT


def test_a_limit_is_at_least_a_byte() -> None:
    for length in (None, "0", "3"):
        environ = {"REQUEST_METHOD": "POST", "wsgi.input": io.BytesIO(), "CONTENT_LENGTH": length}
        with pytest.raises(delivrd.ConfigError) as caught:
            read_flask(flask.Request(environ), max_body=0)
        assert caught.value.kind == "invalid_argument"


def test_a_client_of_fastapi_gets_its_413() -> None:
    app = fastapi.FastAPI()

    @app.post("/dlr")
    async def receiver(request: fastapi.Request) -> fastapi.Response:
        return fastapi.Response(status_code=refusal(await read_fastapi(request))[1])

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield bytes(LIMIT)

    async def call() -> list[int]:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://a") as client:
            contents = (bytes(8 * LIMIT), chunks())
            return [(await client.post("/dlr", content=own)).status_code for own in contents]

    assert asyncio.run(call()) == [413, 413]


def test_a_body_that_was_read_before_is_there_all_the_same() -> None:
    async def after_body() -> wsgi.Arrived:
        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"abc"}

        scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
        request = fastapi.Request(scope, receive)
        await request.body()
        return await read_fastapi(request)

    assert asyncio.run(after_body()).body == b"abc"
    for length in ({"CONTENT_LENGTH": "3"}, {"wsgi.input_terminated": True}):
        environ = {"REQUEST_METHOD": "POST", "wsgi.input": io.BytesIO(b"abc")} | length
        own = flask.Request(environ)
        own.get_data()
        assert read_flask(own).body == b"abc"
    scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
    other = django.core.handlers.asgi.ASGIRequest(scope, io.BytesIO(b"abc"))
    assert other.body == read_django(other).body == b"abc"


def test_no_framework_is_imported() -> None:
    import subprocess

    program = (
        "import sys, delivrd, delivrd.contrib.flask, delivrd.contrib.django,"
        " delivrd.contrib.fastapi;"
        "sys.exit(bool({'flask', 'django', 'fastapi', 'starlette', 'werkzeug'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_helper_of_fastapi_is_awaited() -> None:
    assert asyncio.iscoroutinefunction(read_fastapi)
