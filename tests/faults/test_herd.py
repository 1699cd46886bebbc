"""Three hundred phones whose server was away for two minutes: they come back spread, and are served.

The phones' patience is the phone's own file, run in a JavaScript engine on a clock of the test's; from the moment the
server is back each request is a real one.
"""

import http.client
import json
import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
import quickjs
from sqlalchemy import insert

from logbook import instants, shell, store
from logbook.auth import sessions
from logbook.models import Entry, MutationResult, Person
from logbook.office import roles
from tests.contract.modules import as_script
from tests.support.cast.desk import Desk
from tests.support.cast.people import NORTH, Somebody
from tests.support.cast.phone import HEADERS, envelope
from tests.support.documents.statements import NOW, an_entry
from tests.support.lanes import seed
from tests.support.server.site import Site

pytestmark = pytest.mark.slow

PEOPLE, PHONES_EACH = 60, 5
OUTAGE_S, LATEST_S = 120, 400
SEED = seed()


class Patience:
    """static/js/worker/patience.js at a given second."""

    def __init__(self, chance: random.Random) -> None:
        self.now = 0.0
        self.engine = quickjs.Context()
        self.engine.add_callable("clock", lambda: self.now * 1000)
        self.engine.add_callable("chance", chance.random)
        self.engine.eval("Date.now = clock; Math.random = chance;")
        script, _ = as_script(shell.WORKER)
        self.engine.eval(f"const files = {{}}; {script}")
        self.engine.eval(f"const {{ after, wait, nextLook }} = files['{shell.WORKER}'].$worker$patience();")

    def after(self, failures: int, retry_after: int) -> Any:
        return self._run(f"after({failures}, {retry_after}, Date.now())")

    def wait(self, meta: Any, reason: str) -> float:
        return self._run(f"wait({json.dumps(meta)}, {{reason: '{reason}', visible: true}})") / 1000

    def next_look(self, meta: Any) -> float:
        return self._run(f"nextLook({json.dumps(meta)}, 1)") / 1000

    def _run(self, script: str) -> Any:
        return json.loads(self.engine.eval(f"JSON.stringify({script})"))


@dataclass
class Waiting:
    """A phone in sight of its owner, with one case that waits."""

    port: int
    cookie: str
    body: bytes
    due: float = 0
    reason: str = "start"
    meta: dict[str, Any] = field(default_factory=dict)
    arrived: float | None = None


@pytest.fixture
def site(app) -> Iterator[Site]:
    site = Site(app.config["SQLALCHEMY_DATABASE_URI"]).up()
    yield site
    site.network.stop()
    site.application.kill()


@pytest.mark.fault(33)
def test_after_an_outage_a_crowd_of_phones_comes_back_spread_and_is_served(app, site, tell):
    chance = random.Random(SEED)
    herd = crowd(app, site)
    patience, answers, moments = Patience(chance), Counter[int](), Counter[int]()
    with ThreadPoolExecutor(100) as pool:
        for second in range(LATEST_S):
            patience.now = second
            if second == OUTAGE_S:
                # The clinic's network is back: a third of them hear of it at this moment.
                for one in herd[::3]:
                    one.due, one.reason = second, "online"
            trying = [
                one for one in herd if one.arrived is None and one.due <= second and ready(one, patience)
            ]
            away = second < OUTAGE_S
            found = [(None, 0)] * len(trying) if away else list(pool.map(send, trying))
            moments[second] = 0 if away else len(trying)
            answers.update(status for status, _ in found if status)
            for one, (status, retry_after) in zip(trying, found, strict=True):
                note(one, status, retry_after, patience)
    late = sorted((one.arrived or LATEST_S) - OUTAGE_S for one in herd)
    p95 = late[int(len(late) * 0.95)]
    busiest = max(count for second, count in moments.items() if second > OUTAGE_S)
    tell(
        f"herd of {len(herd)}, seed {SEED}: p95 of the first success {p95:.0f} s after {OUTAGE_S} s without a server, "
        f"busiest second after the first {busiest}, answers {dict(answers)}"
    )
    desk = Desk(app)
    assert p95 < 120 and busiest < len(herd) * 0.2 and set(answers) <= {200, 429, 503}
    assert all(one.arrived is not None for one in herd)
    assert desk.count(Entry) == desk.count(MutationResult) == len(herd)


def ready(one: Waiting, patience: Patience) -> bool:
    """Whether the phone asks now; where it must wait still, its page looks again later."""
    waits = patience.wait(one.meta, one.reason) > 0
    if waits:
        one.due, one.reason = patience.now + patience.next_look(one.meta), "timer"
    return not waits


def note(one: Waiting, status: int | None, retry_after: int, patience: Patience) -> None:
    if status == 200:
        one.arrived = patience.now
        return
    one.meta = patience.after(one.meta.get("failures", 0) + 1, retry_after)
    one.due, one.reason = patience.now + patience.next_look(one.meta), "timer"


def send(one: Waiting) -> tuple[int, int]:
    """(status, Retry-After) of one real request."""
    headers = HEADERS | {"Cookie": f"logbook={one.cookie}", "Origin": f"http://localhost:{one.port}"}
    connection = http.client.HTTPConnection("127.0.0.1", one.port, timeout=60)
    connection.request("POST", "/sync", one.body, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, int(answer.getheader("Retry-After") or 0)


def crowd(app, site: Site) -> list[Waiting]:
    """People of Ana's programme with several phones each, and one case on each phone."""
    people = [Somebody(str(uuid4()), f"Trainee {n}", f"t{n}@example.org") for n in range(PEOPLE)]
    rows = [
        {"id": one.id, "email": one.email, "name": one.name, "profession": one.profession, "joined_at": NOW}
        | {"licence_body": one.body, "licence_number": "", "password_hash": "", "created_at": NOW}
        for one in people
    ]
    with app.app_context(), store.writing() as connection:
        connection.execute(insert(Person), rows)
        for one in people:
            roles.enrol(connection, one.id, NORTH, "trainee", NOW)
        owners = people * PHONES_EACH
        tokens = [sessions.begin(connection, one.id, "a phone", instants.now()) for one in owners]
    bodies = [json.dumps(envelope(one, an_entry(trainee=one.id))).encode() for one in owners]
    return [Waiting(site.network.port, *rest) for rest in zip(tokens, bodies, strict=True)]
