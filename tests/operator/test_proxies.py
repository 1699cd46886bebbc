"""What stands before the logbook hands on what it must, replaces what callers claim, and keeps no link in its logs."""

import gzip
import http.client
import json
import socket
import ssl
import time
from contextlib import suppress

import pytest

from logbook import budgets
from tests.operator.before import HOST, Proxy, before
from tests.support.server.application import fill
from tests.support.server.commands import run
from tests.support.server.served import served

__all__ = ["run"]
pytestmark = pytest.mark.slow
LINK = "Zm9yLW9uZS1wZXJzb24tYWxvbmU"
ORIGIN = f"https://{HOST}"
DRIPS = 40
KEPT = ("Content-Security-Policy", "Strict-Transport-Security", "Cache-Control")


@pytest.fixture(scope="module")
def behind(tmp_path_factory):
    """(port, folder) of the logbook as it stands behind one proxy."""
    folder = tmp_path_factory.mktemp("behind")
    url = f"sqlite:///{folder / 'logbook.db'}"
    fill(url)
    logs = {
        "LOGBOOK_ACCESS_LOG": str(folder / "access.log"),
        "LOGBOOK_SECURITY_LOG": str(folder / "security.log"),
    }
    monitor = {"LOGBOOK_METRICS_TOKEN": "t" * 40}
    with served(url, "--no-jobs", LOGBOOK_ORIGIN=ORIGIN, LOGBOOK_PROXIES="1", **logs, **monitor) as port:
        yield port, folder


@pytest.mark.parametrize("name", ["nginx", "caddy"])
def test_a_proxy_with_our_settings_hands_on_what_it_must(name, behind, run, tmp_path):
    port, folder = behind
    with before(name, run, port, tmp_path) as proxy:
        headers_and_packing(proxy, port)
        who_calls(proxy, folder)
        where_it_comes_from(proxy)
        large_bodies(proxy)
        slow_callers(proxy)
        kept_alive(proxy)
        links(proxy)


def headers_and_packing(proxy, port):
    """Pages arrive as they left: each header once, packed once; the worker's script is asked for anew each time."""
    for path in ("/sign-in", "/sw.js", "/healthz"):
        status, headers, body = ask(proxy, "GET", path, **{"Accept-Encoding": "gzip"})
        _, direct, there = plain(port, path)
        assert status == 200
        for name in KEPT:
            assert headers.get_all(name) == direct.get_all(name), (path, name)
        # A proxy may pack what came unpacked; once is enough.
        body, there = unpacked(headers, body), unpacked(direct, there)
        # A form's token is another each time, and health tells what came with the question.
        assert path != "/sw.js" or body == there
    assert "no-cache" in ask(proxy, "GET", "/sw.js")[1]["Cache-Control"]
    assert ask(proxy, "GET", "/metrics", Authorization=f"Bearer {'t' * 40}")[0] == 404


def unpacked(headers, body):
    packed = headers.get_all("Content-Encoding") or []
    assert packed in ([], ["gzip"])
    return gzip.decompress(body) if packed else body


def who_calls(proxy, folder):
    """What a caller claims of their address and of their number is dropped."""
    claimed = {"X-Forwarded-For": "203.0.113.9", "X-Request-Id": "chosen-by-a-stranger"}
    wrong = {"Origin": "https://elsewhere.example", "Content-Type": "application/x-www-form-urlencoded"}
    status, headers, _ = ask(proxy, "POST", "/sign-out", b"a=b", **claimed, **wrong)
    assert status == 403 and headers["X-Request-Id"] != claimed["X-Request-Id"]
    lines = [json.loads(line) for line in (folder / "security.log").read_text().splitlines()]
    [line] = [one for one in lines if one["request"] == headers["X-Request-Id"]]
    assert line["event"] == "refused" and line["from"] == "127.0.0.1"


def where_it_comes_from(proxy):
    """`Origin` and `Sec-Fetch-Site` reach the guard: ours pass, others do not."""
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for given, status in (
        ({"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}, {303, 400}),
        ({"Sec-Fetch-Site": "cross-site"}, {403}),
        ({"Origin": "null"}, {403}),
    ):
        assert ask(proxy, "POST", "/sign-out", b"a=b", **form, **given)[0] in status, given


def large_bodies(proxy):
    """A little too much is refused in our words, far too much at least cleanly; what may come comes."""
    json_ = {"Content-Type": "application/json", "Accept": "application/json", "Origin": ORIGIN}
    status, _, body = ask(proxy, "POST", "/sync", b"x" * (budgets.FORM_BYTES + 1), **json_)
    assert status == 413 and json.loads(body)["error"] == "too_large"
    status, _, _ = ask(proxy, "POST", "/me/copies", b"x" * (budgets.COPY_BYTES - 1000), **json_)
    assert status == 401  # whole, and judged: nobody is signed in
    # A megabyte in a single piece is refused while it is under way; a connection cut off then is an answer, too.
    status, _, body = ask(proxy, "POST", "/me/copies", b"x" * 20_000_000, **json_)
    assert status == 413


def slow_callers(proxy):
    """Who drips holds up nobody else."""
    head = f"POST /sync HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n"
    held = [connected(proxy) for _ in range(DRIPS)]
    try:
        for one in held:
            one.sendall(head.encode() + b"x")
        began = time.monotonic()
        assert ask(proxy, "GET", "/help")[0] == 200
        assert time.monotonic() - began < 3
    finally:
        for one in held:
            one.close()


def kept_alive(proxy):
    """One connection carries many requests."""
    line = http.client.HTTPConnection(HOST)
    line.sock = connected(proxy)
    used = line.sock
    for _ in range(10):
        line.request("GET", "/healthz", headers={"Host": HOST})
        with line.getresponse() as answer:
            assert answer.status == 200 and answer.read()
    assert line.sock is used
    line.close()


def links(proxy):
    """A link that opens an account is in no log of the proxy's, also where the logbook is away."""
    for path in (f"/join/{LINK}", f"/recover/{LINK}"):
        assert ask(proxy, "GET", path)[0] == 410
    assert LINK not in proxy.written()


@pytest.mark.parametrize("name", ["nginx", "caddy"])
def test_while_the_logbook_is_away_a_link_stands_in_no_log_either(name, run, tmp_path, free):
    with before(name, run, free, tmp_path) as proxy:
        assert ask(proxy, "GET", f"/recover/{LINK}")[0] == 502
    assert LINK not in proxy.written()


@pytest.fixture
def free():
    """A port at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def connected(proxy: Proxy) -> ssl.SSLSocket:
    context = ssl.create_default_context(cafile=str(proxy.certificate))
    return context.wrap_socket(socket.create_connection(("127.0.0.1", proxy.port), 30), server_hostname=HOST)


def ask(proxy: Proxy, method: str, path: str, body: bytes | None = None, **headers: str):
    """(status, headers, body) by the proxy, over TLS."""
    line = http.client.HTTPConnection(HOST)
    line.sock = connected(proxy)
    try:
        # Refused before all of it was sent: the answer is there.
        with suppress(BrokenPipeError, ConnectionResetError, ssl.SSLError):
            line.request(method, path, body, {"Host": HOST} | headers)
        with line.getresponse() as answer:
            return answer.status, answer.headers, answer.read()
    finally:
        line.close()


def plain(port: int, path: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    """The same from the logbook itself."""
    line = http.client.HTTPConnection("localhost", port)
    try:
        line.request("GET", path, headers={"Accept-Encoding": "gzip"})
        with line.getresponse() as answer:
            return answer.status, answer.headers, answer.read()
    finally:
        line.close()
