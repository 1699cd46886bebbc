"""A bad day: everybody takes their logbook out at once, from a server of few threads."""

import http.client
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from logbook import export, instants
from logbook.auth import sessions
from logbook.models import db
from logbook.models.engine import writing
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, DAN, NORTH, Somebody
from tests.support.documents.statements import an_entry
from tests.support.server.application import application
from tests.support.server.served import served

pytestmark = [pytest.mark.slow, pytest.mark.finding("attack.M9")]

CASES = 300


@dataclass
class Answer:
    """What came, and how long it was waited for (seconds)."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    took: float
    who: Somebody | None

    @property
    def said(self) -> str:
        return " ".join(BeautifulSoup(self.body, "html.parser").get_text(" ").split())


@dataclass
class Small:
    """A server of one process with two threads; `app` is another process's application on the same database."""

    port: int
    app: Flask
    cookies: dict[str, str]
    tokens: dict[str, str]

    def ask(self, somebody: Somebody | None, path: str, form: dict[str, str] | None = None) -> Answer:
        """What the server answers to this person (None: to a stranger), to a form where there is one."""
        named = {"Cookie": self.cookies[somebody.id]} if somebody else {}
        body = None if form is None else urlencode(form)
        if body is not None:
            named["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.monotonic()
        with closing(http.client.HTTPConnection("localhost", self.port, timeout=90)) as connection:
            connection.request("GET" if form is None else "POST", path, body, named)
            answer = connection.getresponse()
            said = answer.read()
        return Answer(answer.status, answer.headers, said, time.monotonic() - began, somebody)

    def want(self, who: Somebody, kind: str, first: str = "2026-11-03") -> Answer:
        """What the button of a file answers."""
        days = {"from": first, "to": "2026-11-27"}
        whose = {"trainee": ANA.id, "programme": NORTH, "file": kind}
        return self.ask(who, "/export", {"csrf_token": self.tokens[who.id]} | whose | days)

    def wait(self, who: Somebody, place: str) -> None:
        """Until a file is ready."""
        began = time.monotonic()
        while "/file" not in self.ask(who, place).body.decode():
            assert time.monotonic() - began < 120, "it is not made"
            time.sleep(0.2)


@pytest.fixture(scope="module")
def small(sqlite_seed, tmp_path_factory) -> Iterator[Small]:
    copy = tmp_path_factory.mktemp("small") / "logbook.db"
    copy.write_bytes(sqlite_seed.read_bytes())
    url = f"sqlite:///{copy}"
    for app in application(url):
        Desk(app).send(ANA, *(an_entry(reflection="Slower. " * 60) for _ in range(CASES)))
        with app.app_context(), writing(db) as connection:
            begun = {
                who.id: sessions.begin(connection, who.id, "a test", instants.now()) for who in (ANA, DAN)
            }
        cookies = {id: f"{app.config['LOGIN_COOKIE']}={token}" for id, token in begun.items()}
        with served(url, "--workers", "1", "--threads", "1") as port:
            small = Small(port, app, cookies, {})
            for who in (ANA, DAN):
                page = small.ask(who, "/me/password")
                cookies[who.id] += f"; {page.headers['Set-Cookie'].split(';')[0]}"
                field = BeautifulSoup(page.body, "html.parser").select_one("[name=csrf_token]")
                small.tokens[who.id] = str(field["value"])
            yield small


@pytest.mark.fault(64)
def test_while_exports_are_made_others_are_served_and_each_is_made_or_refused_at_once(small, tell):
    over, waits = threading.Event(), []

    def look() -> None:
        while not over.is_set():
            waits.append(small.ask(None, "/sign-in").took)
            time.sleep(0.02)

    kinds = ("pdf", "pdf", "csv", "json")
    asked = [(who, kind) for who in (ANA, DAN) for kind in kinds] + [(ANA, "pdf")] * 4
    with ThreadPoolExecutor(len(asked) + 1) as crowd:
        looking = crowd.submit(look)
        # Each for other days, so that none is another's second tap, and each with all cases.
        answers = list(
            crowd.map(lambda one: small.want(*one[1], f"2026-11-{one[0] + 1:02}"), enumerate(asked))
        )
        wanted, refused = ([one for one in answers if one.status == status] for status in (303, 429))
        began = time.monotonic()
        for one in wanted:
            small.wait(one.who, one.headers["Location"])
        took = time.monotonic() - began
        over.set()
        looking.result()
    slowest = sorted(waits)[int(len(waits) * 0.95)]
    tell(
        f"{len(asked)} exports at once: a page within {slowest:.3f} s (95 %), wanted within "
        f"{max(one.took for one in wanted):.3f} s, refused within {max(one.took for one in refused):.3f} s, all "
        f"{len(wanted)} made in {took:.1f} s"
    )
    assert len(wanted) + len(refused) == len(asked)
    for one in wanted:
        file = small.ask(one.who, f"{one.headers['Location']}/file")
        if file.headers["Content-Type"] == "application/json":
            assert len(json.loads(file.body)["entries"]) == CASES
        else:
            assert len(file.body) > 20_000
    # Ana asks for eight, Dan for four.
    assert [one.who for one in refused] == [ANA] * 3
    assert slowest < 1 and max(one.took for one in answers) < 3
    assert all(
        "Wait until one of them is ready" in one.said and one.headers["Retry-After"] for one in refused
    )


def test_what_another_process_of_this_machine_makes_is_waited_for_by_the_worker_and_by_nobody_else(small):
    with small.app.app_context(), export.turn(DAN.id):
        answer = small.want(ANA, "csv", "2026-11-20")
        assert answer.status == 303 and answer.took < 2
        place = answer.headers["Location"]
        time.sleep(4)
        assert "Making your plain table" in small.ask(ANA, place).said
    small.wait(ANA, place)
    assert small.ask(ANA, f"{place}/file").body.startswith("\ufeffNumber".encode())
