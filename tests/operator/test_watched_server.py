"""`logbook serve` with its two processes, watched: whichever is asked knows what all of them did."""

import json
import re
import socket
import urllib.error
import urllib.request

import pytest

from logbook.cli.parent import COUNTS
from tests.support.server.application import fill
from tests.support.server.served import served

pytestmark = pytest.mark.slow
TOKEN = "t" * 40
ASKED = 60


def get(port, path, **headers):
    asked = urllib.request.Request(
        f"http://localhost:{port}{path}", headers={"Connection": "close"} | headers
    )
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read().decode()


def counted(port, route, status="2xx"):
    _, _, text = get(port, "/metrics", Authorization=f"Bearer {TOKEN}")
    label = f'method="GET",route="{re.escape(route)}",status="{status}"'
    return sum(
        float(found) for found in re.findall(rf"^logbook_requests_total{{{label}}} (\S+)$", text, re.M)
    )


def settings(folder, log):
    return {"LOGBOOK_METRICS_TOKEN": TOKEN, "LOGBOOK_ACCESS_LOG": str(log), "TMPDIR": str(folder)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the server has its temporary files."""
    return tmp_path_factory.mktemp("watched")


@pytest.fixture(scope="module")
def site(folder):
    """(port, access log) of a server with a monitor and a log."""
    url, log = f"sqlite:///{folder / 'logbook.db'}", folder / "access.log"
    fill(url)
    with served(url, "--no-jobs", **settings(folder, log)) as port:
        yield port, log


def test_all_its_processes_are_one_sum(site, folder):
    port, log = site
    for _ in range(ASKED):
        assert get(port, "/help")[0] == 200
    assert [counted(port, "/help") for _ in range(8)] == [ASKED] * 8
    # Else this would show nothing: both have answered, each into its own file.
    [counts] = folder.glob(f"{COUNTS}*")
    assert len(list(counts.glob("counter_*.db"))) == 2
    assert counts.stat().st_mode & 0o077 == 0
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert sum(line["route"] == "/help" for line in lines) == ASKED
    assert len({line["request"] for line in lines}) == len(lines)


def test_what_the_front_refuses_is_counted_and_has_its_own_number_each_time(site):
    port, log = site
    numbers = []
    for _ in range(2):
        with socket.create_connection(("localhost", port), 10) as caller:
            caller.sendall(b"POST /sync HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n")
            said = caller.recv(65536).decode()
        assert said.startswith("HTTP/1.1 413") and said.lower().count("x-request-id") == 1
        numbers.append(re.search(r"(?i)x-request-id: (\S+)", said)[1])
    lines = {line["request"]: line for line in map(json.loads, log.read_text().splitlines())}
    assert numbers[0] != numbers[1]
    for number in numbers:
        assert (lines[number]["route"], lines[number]["status"]) == ("refused", 413)


def test_what_it_counted_is_forgotten_with_it(tmp_path):
    url = f"sqlite:///{tmp_path / 'logbook.db'}"
    fill(url)
    with served(url, "--no-jobs", "--workers", "1", **settings(tmp_path, tmp_path / "access.log")):
        assert len(list(tmp_path.glob(f"{COUNTS}*"))) == 1
    assert list(tmp_path.glob(f"{COUNTS}*")) == []
