"""A cursor never passes a commit that lands late, however slowly people write and however small the pages are.

Real databases only. The same harness is also run with numbers drawn early, as most systems draw them: there it
must lose rows, else it would prove nothing.
"""

import itertools
import random
import threading
import time

import pytest
from sqlalchemy import delete, insert, select, update

from logbook import feed, store
from logbook.models import CellPointer, Entry, FeedHead, Membership
from logbook.office import roles
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, FEMI, NORTH
from tests.support.documents.statements import NOW, an_entry

pytestmark = pytest.mark.slow

WRITERS = 6
SECONDS = 2.0
# A race proves something after this many writes; how long they take is the machine's business.
ENOUGH = 100
PATIENCE_S = 60
PAGE = 7


@pytest.fixture
def desk(both_databases):
    return Desk(both_databases)


@pytest.mark.fault(39)
def test_nothing_is_lost_with_slow_writers_and_small_pages(desk, monkeypatch):
    monkeypatch.setattr(feed, "touch", slowly(feed.touch))
    readers = [Reader(desk, somebody) for somebody in (ANA, BEN)]
    written = race(desk, readers)
    assert written > ENOUGH
    assert [reader.lost() for reader in readers] == [set(), set()]


@pytest.mark.fault(39)
def test_the_harness_notices_numbers_that_are_drawn_early(desk, monkeypatch):
    early = Early(desk)
    monkeypatch.setattr(feed, "touch", slowly(early.touch))
    reader = Reader(desk, BEN)
    race(desk, [reader], before=early.draw)
    assert reader.lost()


@pytest.mark.fault(45)
def test_a_role_that_comes_and_goes_while_others_write_loses_nothing(desk, monkeypatch):
    desk.send(ANA, *(an_entry() for _ in range(500)))
    monkeypatch.setattr(feed, "touch", slowly(feed.touch, 0.03))
    reader = Reader(desk, FEMI)
    race(desk, [reader], beside=[lambda: come_and_go(desk, FEMI)])
    assert len(reader.held) >= 500
    assert reader.lost() == set()


def race(desk, readers, before=lambda: None, beside=()):
    """Let everybody run for a while, then let the readers read to the end; gives how many entries were written."""
    stop, errors = threading.Event(), []
    written = []

    def repeat(work):
        with desk.app.app_context():
            while not stop.is_set():
                try:
                    work()
                except Exception as error:
                    errors.append(error)
                    return

    def write():
        before()
        desk.one(ANA, an_entry())
        written.append(True)

    work = [write] * WRITERS + [reader.read for reader in readers] + list(beside)
    threads = [threading.Thread(target=repeat, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    began = time.monotonic()
    while not errors and (took := time.monotonic() - began) < PATIENCE_S:
        if took >= SECONDS and len(written) > ENOUGH:
            break
        time.sleep(0.05)
    stop.set()
    for thread in threads:
        thread.join()
    assert errors == []
    for reader in readers:
        reader.read_to_the_end()
    return len(written)


class Reader:
    """Polls small pages, as a phone would, and knows what it should hold."""

    def __init__(self, desk, somebody):
        self.desk, self.somebody = desk, somebody
        self.cursor, self.held = None, set()

    def read(self):
        with store.reading() as connection:
            page = feed.pull(connection, self.somebody.id, self.cursor, limit=PAGE)
        self.cursor = page["cursor"]
        for doc in page["docs"]:
            if doc["kind"] == "entry":
                (self.held.discard if "gone" in doc else self.held.add)(doc["id"])
        time.sleep(0.001)
        return page["more"]

    def read_to_the_end(self):
        with self.desk.app.app_context():
            while self.read():
                pass

    def lost(self):
        return {row.id for row in self.desk.rows(Entry)} - self.held


class Early:
    """Numbers as a sequence gives them: drawn when the work begins, visible when it ends."""

    def __init__(self, desk):
        highest = desk.rows(FeedHead)[0].seq
        self.numbers, self.mine = itertools.count(highest + 1), threading.local()

    def draw(self):
        # An entry has a pointer for each who reads it, and what it changes in a report has another.
        self.mine.numbers = [next(self.numbers) for _ in range(4)]
        time.sleep(random.uniform(0, 0.004))

    def touch(self, connection, pointers, gone=None, **_):
        assert gone is None or not pointers
        assert len(pointers) <= len(self.mine.numbers)
        for number, (cell, kind, doc_id) in zip(self.mine.numbers, pointers, strict=False):
            row = {"cell": cell, "kind": kind, "doc_id": doc_id, "seq": number}
            # What is known of a report lies where it lay before, under a new number.
            connection.execute(delete(CellPointer).filter_by(cell=cell, kind=kind, doc_id=doc_id))
            connection.execute(insert(CellPointer).values(row))
            connection.execute(update(FeedHead).where(FeedHead.seq < number).values(seq=number))


def slowly(touch, most=0.008):
    """Somebody whose thread sleeps between judgement and commit."""

    def slow(*arguments, **more):
        time.sleep(random.uniform(0, most))
        return touch(*arguments, **more)

    return slow


def come_and_go(desk, somebody):
    """Leave Ana's programme, if there, and become its supervisor; what is written in between must arrive, too."""
    mine = select(Membership.id).where(
        Membership.person_id == somebody.id, Membership.programme_id == NORTH, Membership.ended_at.is_(None)
    )
    with store.writing() as connection:
        for membership_id in connection.scalars(mine).all():
            roles.end(connection, membership_id, NOW)
    time.sleep(0.02)
    with store.writing() as connection:
        roles.enrol(connection, somebody.id, NORTH, "supervisor", NOW)
    time.sleep(0.1)
