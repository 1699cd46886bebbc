"""What it takes to have a file made by a worker, and what a worker costs that waits.

    python -m benchmarks.jobs [ENTRIES]

`logbook serve` runs with one process and its worker on SQLite. From the tap (POST) to the last byte; the page is asked
ten times a second here, every two seconds by a browser. Then the worker alone for a minute.
"""

import http.client
import os
import resource
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup
from sqlalchemy import event

from benchmarks.export import _log as log
from logbook import instants, store
from logbook.auth import sessions
from logbook.jobs.worker import Worker
from logbook.models import db
from tests.jobs.processes import running
from tests.support.cast.people import ANA, NORTH
from tests.support.server.application import application, fill
from tests.support.server.served import served

IDLE_S = 60
TICKS = os.sysconf("SC_CLK_TCK")


def main(entries: int = 500) -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory(prefix="logbook-bench-") as folder:
        url = f"sqlite:///{folder}/logbook.db"
        fill(url)
        for app in application(url):
            with app.app_context(), store.writing() as connection:
                log(connection, entries)
                token = sessions.begin(connection, ANA.id, "a benchmark", instants.now())
            with served(url, "--workers", "1") as port:
                caller = Caller(port, f"{app.config['LOGIN_COOKIE']}={token}")
                worker = next(
                    pid for pid, _, said in running() if "logbook.jobs" in said and _is_of(pid, url)
                )
                time.sleep(5)
                print(
                    f"worker that did no export yet: {_rss(worker):.0f} MB ({_pss(worker):.0f} MB of its own)"
                )
                for kind in ("json", "csv", "xlsx", "pdf"):
                    print(f"{kind} of {entries}: {caller.seconds(kind):.1f} s from the tap to the last byte")
                print(f"worker afterwards: {_rss(worker):.0f} MB ({_pss(worker):.0f} MB of its own)")
                print(f"parent: {_rss(_parent(worker)):.0f} MB ({_pss(_parent(worker)):.0f} MB of its own)")
                before = _cpu(worker)
                time.sleep(IDLE_S)
                print(f"idle worker: {1000 * (_cpu(worker) - before) / IDLE_S:.1f} ms of CPU a second")
            print(f"idle worker: {_statements(app)} statements a minute, all of them reads")


class Caller:
    """A browser of Ana's, as far as HTTP goes."""

    def __init__(self, port: int, cookie: str) -> None:
        self.port, self.cookie = port, cookie
        headers, page = self.ask("GET", "/me/password")
        self.cookie += f"; {headers['Set-Cookie'].split(';')[0]}"
        self.token = BeautifulSoup(page, "html.parser").select_one("[name=csrf_token]")["value"]

    def seconds(self, kind: str) -> float:
        """From the tap to the last byte."""
        days = {"from": "2000-01-01", "to": "2026-12-31"}
        form = {"csrf_token": self.token, "trainee": ANA.id, "programme": NORTH, "file": kind} | days
        began = time.monotonic()
        headers, _ = self.ask("POST", "/export", urlencode(form))
        place = headers["Location"]
        while b"/file" not in self.ask("GET", place)[1]:
            time.sleep(0.1)
        self.ask("GET", f"{place}/file")
        return time.monotonic() - began

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[Any, bytes]:
        """(headers, body) of an answer."""
        headers = {"Cookie": self.cookie}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(http.client.HTTPConnection("localhost", self.port, timeout=90)) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.headers, answer.read()


def _statements(app: Any) -> int:
    """Statements that a worker sends in a minute in which nothing is due."""
    with app.app_context():
        engine = db.engine
    sent: list[str] = []
    worker = Worker(app.app_context)
    worker.drain()
    event.listen(engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
    with app.app_context():
        until = time.monotonic() + IDLE_S
        while time.monotonic() < until:
            worker._look(1.0)
    return sum(not one.startswith(("BEGIN", "PRAGMA")) for one in sent)


def _is_of(pid: int, url: str) -> bool:
    if b"parent.py" in Path(f"/proc/{pid}/cmdline").read_bytes():
        return False
    return f"DATABASE_URL={url}".encode() in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")


def _parent(pid: int) -> int:
    return next(parent for one, parent, _ in running() if one == pid)


def _rss(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def _pss(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1e3


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
