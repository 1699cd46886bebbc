"""Twelve slow writers on PostgreSQL, readers that poll meanwhile, and transactions elsewhere that never end.

150 commits in every run, 20,000 in a soak.
"""

import contextlib
import itertools
import json
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest

from logbook import feed, store
from logbook.models import Entry, Statement
from logbook.office import roles
from logbook.problems import Busy
from tests.faults.test_cursor import slowly
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, CLEO, FEMI, NORTH, SOUTH, Somebody
from tests.support.documents.statements import NOW, Doc, an_entry, revised
from tests.support.lanes import many, seed
from tests.support.server.application import application, settings

pytestmark = pytest.mark.slow

COMMITS = many(150, 20_000)
SEED = seed()
WRITERS = 12
PAGE = 40
SHARED = 24
READERS = {ANA: {NORTH}, BEN: {NORTH}, FEMI: {NORTH, SOUTH}, CLEO: {SOUTH}}


@dataclass
class Tally:
    """What the writers did. `shared` are the cases that all of them change."""

    commits: Iterator[int] = field(default_factory=lambda: iter(range(COMMITS)))
    applied: int = 0
    waited: int = 0
    shared: dict[str, tuple[Somebody, Doc]] = field(default_factory=dict)
    errors: list[BaseException] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self) -> int | None:
        """The number of the next commit, None where all are done."""
        with self.lock:
            return next(self.commits, None)

    def note(self, somebody: Somebody, docs: list[Doc], verdicts: list[Doc]) -> None:
        """What was taken is what the next one changes; who came too late begins with the head that he was shown."""
        with self.lock:
            for doc, verdict in zip(docs, verdicts, strict=True):
                self.applied += verdict["status"] == "applied"
                if doc["id"] in self.shared or len(self.shared) < SHARED:
                    newest = json.loads(verdict["head"]["stmt"]) if "head" in verdict else doc
                    self.shared[doc["id"]] = (somebody, newest)


@pytest.mark.fault(39, 40, 41)
@pytest.mark.timeout(120 + COMMITS)
def test_twelve_slow_writers_lose_nothing_in_any_feed_and_never_deadlock(postgres_url, monkeypatch, tell):
    monkeypatch.setattr(feed, "touch", slowly(feed.touch))
    # One connection for each thread: what is measured is the database, not the queue before it.
    pool = {"SQLALCHEMY_ENGINE_OPTIONS": {"pool_size": WRITERS + len(READERS) + 2}}
    for app in application(postgres_url, settings(postgres_url, **pool)):
        desk, tally = Desk(app), Tally()
        with app.app_context(), store.writing() as connection:
            roles.enrol(connection, FEMI.id, NORTH, "supervisor", NOW)
        readers = [Reader(desk, somebody) for somebody in READERS]
        began = time.monotonic()
        with idle_elsewhere(postgres_url):
            run(desk, tally, readers)
            # Still with the others' transactions open: a feed that waits for them would end short of the newest.
            lost = {reader.somebody.name: reader.lost() for reader in readers}
        seconds = time.monotonic() - began
        deadlocks = deadlocks_in(postgres_url)
        tell(
            f"{WRITERS} slow writers, seed {SEED}: {COMMITS} commits in {seconds:.0f} s ({COMMITS / seconds:.0f}/s), "
            f"{tally.applied} statements, {desk.count(Entry)} entries, {sum(map(len, lost.values()))} lost in "
            f"{len(readers)} feeds, {deadlocks} deadlocks, {tally.waited} told to try again"
        )
        assert not tally.errors, tally.errors[:3]
        assert lost == {somebody.name: set() for somebody in READERS}
        assert deadlocks == 0 and desk.count(Statement) == tally.applied


def run(desk: Desk, tally: Tally, readers: list["Reader"]) -> None:
    """Everybody works until all commits are done; then the readers read to the end."""
    done = threading.Event()
    writers = [
        threading.Thread(target=write, args=(desk, tally, random.Random(SEED + n))) for n in range(WRITERS)
    ]
    polls = [threading.Thread(target=reader.poll, args=(done, tally)) for reader in readers]
    for thread in writers + polls:
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in polls:
        thread.join()


def write(desk: Desk, tally: Tally, chance: random.Random) -> None:
    """Cases of two programmes, some together, and changes to a few that everybody changes."""
    try:
        while tally.next() is not None:
            somebody, docs = something(tally, chance)
            while True:
                with contextlib.suppress(Busy):
                    tally.note(somebody, docs, desk.send(somebody, *docs))
                    break
                tally.waited += 1
    except Exception as error:
        tally.errors.append(error)


def something(tally: Tally, chance: random.Random) -> tuple[Somebody, list[Doc]]:
    somebody = chance.choice((ANA, CLEO))
    mine = sorted(id for id, (owner, _) in dict(tally.shared).items() if owner is somebody)
    if len(mine) > 5 and chance.random() < 0.3:
        # Several at once, in any order: they must not lock each other out.
        chosen = chance.sample(mine, 3)
        return somebody, [revised(tally.shared[id][1], place=str(chance.random())) for id in chosen]
    supervisor = BEN if somebody is ANA else FEMI
    return somebody, [an_entry(trainee=somebody.id, programme=somebody.programme, supervisor=supervisor.id)]


class Reader:
    """Polls like a phone, and knows in the end what it should hold."""

    def __init__(self, desk: Desk, somebody: Somebody) -> None:
        self.desk, self.somebody = desk, somebody
        self.cursor: str | None = None
        self.held: dict[str, str] = {}

    def poll(self, done: threading.Event, tally: Tally) -> None:
        try:
            with self.desk.app.app_context():
                for last in itertools.chain(iter(done.is_set, True), [True]):
                    while self._read():
                        pass
                    # Often enough to meet every gap, seldom enough to leave the machine to the writers.
                    done.wait(0.005 if not last else 0)
        except Exception as error:
            tally.errors.append(error)

    def lost(self) -> set[str]:
        """The entries it should have and has not, or not as they are."""
        due = {
            row.id: row.hash for row in self.desk.rows(Entry) if row.programme_id in READERS[self.somebody]
        }
        return {id for id in due.keys() | self.held.keys() if due.get(id) != self.held.get(id)}

    def _read(self) -> bool:
        with store.reading() as connection:
            page: dict[str, Any] = feed.pull(connection, self.somebody.id, self.cursor, limit=PAGE)
        self.cursor = page["cursor"]
        self.held |= {doc["id"]: doc["hash"] for doc in page["docs"] if doc["kind"] == "entry"}
        return bool(page["more"])


@contextlib.contextmanager
def idle_elsewhere(url: str) -> Iterator[None]:
    """Two transactions that wrote something and then wait: one in the same database, one in another."""
    other = url.rpartition("/")[0] + "/postgres"
    with psycopg.connect(url) as here, psycopg.connect(other) as there:
        here.execute("INSERT INTO attempt (key, at) VALUES ('idle', %s)", (NOW,))
        there.execute("CREATE TABLE IF NOT EXISTS nobodys (one int)")
        yield
        here.rollback()
        there.rollback()


def deadlocks_in(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        ).fetchone()
    return int(row[0]) if row else -1
