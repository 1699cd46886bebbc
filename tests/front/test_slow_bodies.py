"""A bad day: connections that send a request and then hardly anything of its body."""

import select
import socket
import time
import urllib.request
from contextlib import ExitStack

import pytest

from logbook import budgets

pytestmark = pytest.mark.slow

HEAD = b"POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: 5000\r\n\r\n"
FORM = HEAD % (b"/sign-in", b"application/x-www-form-urlencoded")
SYNC = HEAD % (b"/sync", b"application/json")


def slow(port: int, head: bytes) -> socket.socket:
    one = socket.create_connection(("127.0.0.1", port))
    one.sendall(head + b"a=1")
    return one


def page_s(port: int) -> float:
    """How long somebody else waits for a page, in seconds."""
    began = time.monotonic()
    with urllib.request.urlopen(f"http://localhost:{port}/sign-in", timeout=20) as answer:
        assert answer.status == 200 and b"<h1" in answer.read()
    return time.monotonic() - began


def nearly_all(waits: list[float]) -> float:
    return sorted(waits)[int(len(waits) * 0.95)]


@pytest.mark.finding("attack.H4")
def test_four_bodies_that_never_come_hold_nobody_up(port):
    with ExitStack() as held:
        for _ in range(4):
            held.enter_context(slow(port, FORM))
        time.sleep(0.5)
        assert nearly_all([page_s(port) for _ in range(20)]) < 1


@pytest.mark.fault(63)
@pytest.mark.finding("attack.H4")
def test_two_hundred_slow_bodies_hold_nobody_up_and_are_ended_in_words(port, tell):
    with ExitStack() as held:
        dripping = [held.enter_context(slow(port, FORM if n % 2 else SYNC)) for n in range(100)]
        silent = [held.enter_context(slow(port, FORM if n % 2 else SYNC)) for n in range(100)]
        began, waits, said = time.monotonic(), [], {}
        while len(said) < 200 and time.monotonic() - began < budgets.BODY_S + 15:
            for one in dripping:
                if one not in said:
                    one.send(b"x")
            waits += [page_s(port) for _ in range(5)]
            for one in select.select(
                [each for each in [*dripping, *silent] if each not in said], [], [], 0.5
            )[0]:
                said[one] = one.recv(20_000), time.monotonic() - began
        tell(f"200 slow bodies: a page within {nearly_all(waits):.3f} s (95 %)")
        assert nearly_all(waits) < 1
        assert len(said) == 200
        assert all(answer.startswith(b"HTTP/1.1 408 ") for answer, _ in said.values())
        assert all(said[one][1] >= budgets.BODY_S - 1 for one in dripping)
        page, told = said[dripping[1]][0], said[dripping[0]][0]
    assert b"<h1>That took too long to arrive</h1>" in page
    assert b'"error":"too_slow"' in told and b"content-security-policy" in told
