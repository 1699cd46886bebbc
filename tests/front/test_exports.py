"""A bad day: everybody takes their logbook out at once, from a server of few threads."""

import http.client
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass

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

pytestmark = pytest.mark.finding("attack.M9")

CASES = 300
DAYS = f"trainee={ANA.id}&programme={NORTH}&from=2026-11-03&to=2026-11-27"


@dataclass
class Answer:
    """What came, and how long it was waited for (seconds)."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    took: float

    @property
    def said(self) -> str:
        return " ".join(BeautifulSoup(self.body, "html.parser").get_text(" ").split())


@dataclass
class Small:
    """A server of one process with two threads; `app` is another process's application on the same database."""

    port: int
    app: Flask
    cookies: dict[str, str]

    def ask(self, somebody: Somebody | None, path: str, **headers: str) -> Answer:
        """What the server answers to this person (None: to a stranger)."""
        named = headers | ({"Cookie": self.cookies[somebody.id]} if somebody else {})
        began = time.monotonic()
        with closing(http.client.HTTPConnection("localhost", self.port, timeout=90)) as connection:
            connection.request("GET", path, headers=named)
            answer = connection.getresponse()
            body = answer.read()
        return Answer(answer.status, answer.headers, body, time.monotonic() - began)


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
            yield Small(port, app, cookies)


@pytest.fixture
def elsewhere(small):
    """elsewhere(somebody): while it lasts, another process of this logbook makes an export of theirs."""

    def made(somebody):
        with small.app.app_context():
            return export.turn(somebody.id)

    with small.app.app_context():
        yield made


@pytest.mark.fault(64)
def test_while_exports_are_made_others_are_served_and_what_is_too_much_is_refused_at_once(small, tell):
    over, waits = threading.Event(), []

    def look() -> None:
        while not over.is_set():
            waits.append(small.ask(None, "/sign-in").took)
            time.sleep(0.02)

    asked = [(who, kind) for who in (ANA, DAN) for kind in ("pdf", "pdf", "csv", "json")] + [(ANA, "pdf")] * 4
    with ThreadPoolExecutor(len(asked) + 1) as crowd:
        looking = crowd.submit(look)
        answers = list(crowd.map(lambda one: small.ask(one[0], f"/export/logbook.{one[1]}?{DAYS}"), asked))
        over.set()
        looking.result()
    made, refused = ([one for one in answers if one.status == status] for status in (200, 503))
    slowest = sorted(waits)[int(len(waits) * 0.95)]
    tell(
        f"{len(asked)} exports at once: a page within {slowest:.3f} s (95 %), refused within "
        f"{max(one.took for one in refused):.3f} s, made in {max(one.took for one in made):.3f} s"
    )
    assert len(made) + len(refused) == len(asked) and made
    assert len(refused) >= len(asked) // 2
    assert slowest < 1 and max(one.took for one in refused) < 3
    assert all("Try again in a minute." in one.said and one.headers["Retry-After"] for one in refused)
    assert small.ask(ANA, f"/export/logbook.csv?{DAYS}").status == 200


def test_an_export_of_ones_own_in_another_process_is_said_to_be_ones_own(small, elsewhere):
    with elsewhere(ANA):
        answer = small.ask(ANA, f"/export/logbook.pdf?{DAYS}")
        assert (answer.status, answer.headers["Retry-After"]) == (503, "60")
        assert "An export of yours is being made. Try again in a minute." in answer.said
    assert small.ask(ANA, f"/export/logbook.csv?{DAYS}").status == 200


@pytest.mark.parametrize("kind", ["pdf", "csv", "json"])
def test_a_coordinator_waits_for_nobody_either(small, elsewhere, kind):
    with elsewhere(ANA):
        answer = small.ask(DAN, f"/export/logbook.{kind}?{DAYS}")
        assert answer.status == 503 and answer.took < 2
        assert "Another export is being made. Try again in a minute." in answer.said


def test_the_days_that_were_chosen_stay_beside_the_words(small, elsewhere):
    with elsewhere(DAN):
        body = small.ask(ANA, f"/export/logbook.pdf?{DAYS}").body
    form = BeautifulSoup(body, "html.parser").select_one("form[action='/export/logbook.pdf']")
    assert {one["name"]: one["value"] for one in form.select("input")} == dict(
        pair.split("=") for pair in DAYS.split("&")
    )


def test_a_program_is_refused_in_the_one_shape_of_errors(small, elsewhere):
    with elsewhere(DAN):
        answer = small.ask(ANA, f"/export/logbook.json?{DAYS}", Accept="application/json")
    assert answer.status == 503 and b'"error":"export_under_way"' in answer.body
