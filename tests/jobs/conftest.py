"""A queue with a kind of the tests' own, and a look at it."""

import pytest

from logbook import instants, store
from logbook.jobs import kinds, queue
from logbook.jobs.worker import Worker
from logbook.models import Job, JobResult
from tests.jobs.doings import KIND
from tests.support.cast.desk import Desk

NOW = "2026-11-25T12:00:00Z"


class Queue:
    """The queue of an application, each call one transaction."""

    def __init__(self, app) -> None:
        self.app, self.desk = app, Desk(app)

    def do(self, step, *given, **more):
        """A step of logbook.jobs.queue in a transaction of its own."""
        with self.app.app_context():
            return store.run(lambda connection: step(connection, *given, **more))

    def want(self, now=NOW, key=None, by=None, again_after_s=None, **payload):
        return self.do(queue.want, KIND, payload, now, by=by, key=key, again_after_s=again_after_s)

    def claim(self, now=NOW):
        return self.do(queue.claim, [KIND], now)

    def job(self, id):
        [row] = self.desk.rows(Job, id=id)
        return row

    def jobs(self, **where):
        return self.desk.rows(Job, **where)

    def file(self, id):
        rows = self.desk.rows(JobResult, job_id=id)
        return b"".join(row.piece for row in sorted(rows, key=lambda row: row.number))


@pytest.fixture(autouse=True)
def a_kind_of_our_own(monkeypatch):
    monkeypatch.setitem(kinds.KINDS, KIND, kinds.Kind("tests.jobs.doings"))


@pytest.fixture
def jobs(app):
    return Queue(app)


@pytest.fixture
def worker(app):
    return Worker(app.app_context)


@pytest.fixture
def later(monkeypatch):
    """later(seconds=…): the worker's clock is moved on."""

    def moved(**delta):
        then = instants.plus(instants.now(), **delta)
        monkeypatch.setattr(instants, "now", lambda: then)
        return then

    return moved
