"""What travels through the front is what the application was asked and what it answered."""

import gzip
import http.client
import json
import resource
import socket
import time
from contextlib import ExitStack, closing
from types import SimpleNamespace

import pytest

from logbook.front.environ import environ
from logbook.front.front import Front
from tests.support.browser.loops import run
from tests.support.cast.people import ANA
from tests.support.cast.phone import envelope
from tests.support.documents.statements import an_entry
from tests.support.server.exported import press, work

pytestmark = pytest.mark.slow

SYNC = {"Content-Type": "application/json", "X-Requested-With": "injection-logbook", "Sync-Proto": "1"}


def ask(server, method, path, body=None, chunked=False, **headers):
    named = {"Cookie": server.cookie} | {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(http.client.HTTPConnection("localhost", server.port, timeout=20)) as connection:
        connection.request(method, path, body, named, encode_chunked=chunked)
        answer = connection.getresponse()
        return answer, answer.read()


def push(server, **headers):
    content = json.dumps(envelope(ANA, an_entry())).encode()
    packed = gzip.compress(content) if "Content_Encoding" in headers else content
    body = iter([packed[:100], packed[100:]]) if "Transfer_Encoding" in headers else packed
    sent = {name.replace("-", "_"): value for name, value in SYNC.items()} | headers
    answer, said = ask(server, "POST", "/sync", body, "Transfer_Encoding" in headers, **sent)
    return answer, json.loads(said)


@pytest.mark.parametrize(
    "headers",
    [{}, {"Content_Encoding": "gzip"}, {"Transfer_Encoding": "chunked"}],
    ids=["plain", "gzip", "chunked"],
)
def test_a_sync_arrives_however_its_body_travels(server, headers):
    answer, said = push(server, **headers)
    assert answer.status == 200 and answer.headers["Sync-Proto"] == "1"
    assert [one["status"] for one in said["results"]] == ["applied"]


def test_a_file_leaves_whole_with_its_length(server):
    for _ in range(20):
        push(server)
    browser = server.app.test_client()
    browser.set_cookie(*server.cookie.split("="))
    made = press(browser, "/export/logbook.json").headers["Location"]
    work(browser)
    answer, body = ask(server, "GET", f"{made}/file")
    assert answer.status == 200 and int(answer.headers["Content-Length"]) == len(body)
    assert len(json.loads(body)["entries"]) >= 20


def test_head_gives_the_length_and_no_body(server):
    whole, body = ask(server, "GET", "/manifest.webmanifest")
    head, nothing = ask(server, "HEAD", "/manifest.webmanifest")
    assert (head.status, nothing) == (200, b"")
    assert head.headers["Content-Length"] == whole.headers["Content-Length"] == str(len(body))


def test_who_asks_before_sending_is_told_to_go_on(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as one:
        one.sendall(
            b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"
        )
        assert one.recv(1000).startswith(b"HTTP/1.1 100 ")
        one.sendall(b"a=1")
        assert one.recv(1000).startswith(b"HTTP/1.1 400 ")


def test_a_body_that_is_too_large_is_refused_in_words(server):
    # Only its beginning is sent: whoever is refused while still sending may never read why.
    with closing(http.client.HTTPConnection("localhost", server.port, timeout=20)) as connection:
        connection.putrequest("POST", "/sync")
        for name, value in (SYNC | {"Cookie": server.cookie, "Content-Length": "13000000"}).items():
            connection.putheader(name, value)
        connection.endheaders(b"x" * 1000)
        answer = connection.getresponse()
        assert answer.status == 413 and json.loads(answer.read())["error"] == "too_large"


@pytest.mark.finding("attack.H4")
def test_a_thousand_idle_connections_hold_nobody_up(server):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 4096)), hard))
    with ExitStack() as held:
        for _ in range(700):
            for text in (b"", b"GET / HT"):
                one = held.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20))
                one.sendall(text)
        began = time.monotonic()
        assert ask(server, "GET", "/healthz")[0].status == 200
        assert time.monotonic() - began < 2


def scope(*headers, client="192.0.2.7:4711", path="/x"):
    class Headers(dict):
        def items(self):
            return list(headers)

    return SimpleNamespace(
        method="GET",
        path=path,
        query_string="a=%20",
        server="127.0.0.1:8000",
        client=client,
        scheme="http",
        http_version="1.1",
        headers=Headers(headers),
    )


@pytest.mark.parametrize(
    ("client", "address"),
    [
        ("192.0.2.7:4711", "192.0.2.7"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("2001:db8::1:4711", "2001:db8::1"),
    ],
)
def test_the_callers_address_is_told(client, address):
    assert environ(scope(client=client), b"")["REMOTE_ADDR"] == address


@pytest.mark.finding("attack.L6")
def test_a_header_that_only_looks_forwarded_is_dropped():
    told = environ(scope(("x-forwarded-for", "192.0.2.1"), ("x_forwarded_for", "10.9.9.9")), b"")
    assert told["HTTP_X_FORWARDED_FOR"] == "192.0.2.1"


def test_headers_are_told_as_the_protocol_wants_them():
    told = environ(scope(("cookie", "a=1"), ("cookie", "b=2"), ("accept", "x"), ("accept", "y")), b"body")
    assert (told["HTTP_COOKIE"], told["HTTP_ACCEPT"], told["CONTENT_LENGTH"]) == ("a=1; b=2", "x,y", "4")
    assert environ(scope(path="/é"), b"")["PATH_INFO"].encode("latin-1").decode() == "/é"


def test_an_answer_that_breaks_off_closes_what_it_holds():
    closed = []

    class Pieces:
        def __iter__(self):
            yield b"x" * 70_000
            raise RuntimeError("no more")

        def close(self):
            closed.append(True)

    def application(_told, start):
        start("200 OK", [])
        return Pieces()

    class Protocol:
        def response_stream(self, *_):
            return self

        async def send_bytes(self, piece):
            assert len(piece) == 70_000

    with pytest.raises(RuntimeError, match="no more"):
        run(Front(application, 2).__rsgi__(scope(), Protocol()))
    assert closed == [True]
