"""What a worker does with a job: ends it, tries again, gives up in words; and what it wants by itself each day."""

import logging
import signal
from contextlib import suppress
from threading import Thread

import pytest

from logbook import instants
from logbook.auth import sessions
from logbook.jobs import kinds, queue, results
from logbook.jobs import worker as working
from logbook.models import Login
from logbook.problems import Busy
from tests.jobs.conftest import KIND
from tests.support.cast.people import ANA

pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True)
def only_ours(monkeypatch, request):
    if "daily" not in request.node.name:
        monkeypatch.delitem(kinds.KINDS, "prune")
        monkeypatch.delitem(kinds.KINDS, "plan")


def want(jobs, **payload):
    return jobs.want(now=instants.now(), **payload)


def test_a_job_is_done_once(jobs, worker):
    id = want(jobs, file="Hello")
    assert worker.drain() == 1
    row = jobs.job(id)
    assert (row.state, row.tries, row.claimed_by, row.progress, row.total) == ("done", 1, None, 1, 2)
    assert row.ended_at and jobs.file(id) == b"Hello"
    assert worker.drain() == 0


@pytest.mark.fault(67)
def test_a_job_that_fails_is_tried_three_times_with_growing_pauses_and_then_has_failed_in_words(
    jobs, worker, later, caplog
):
    id = want(jobs, does="fail")
    dues = []
    with caplog.at_level(logging.CRITICAL, "logbook.jobs"):
        for _ in range(queue.TRIES):
            assert worker.drain() == 1 and worker.drain() == 0
            dues.append((jobs.job(id).state, jobs.job(id).due_at > instants.now()))
            later(seconds=60)
    assert dues == [("waiting", True), ("waiting", True), ("failed", False)]
    assert jobs.job(id).words == working.FAILED and worker.drain() == 0


def test_a_fault_of_ours_is_in_the_log_with_its_place_and_without_what_it_worked_on(jobs, worker, caplog):
    want(jobs, does="fail", trainee=ANA.name)
    worker.drain()
    [record] = [record for record in caplog.records if record.exc_info]
    assert "RuntimeError" in caplog.text and record.levelno == logging.ERROR and ANA.name not in caplog.text


def test_what_cannot_be_done_at_all_has_failed_at_the_first_try_in_its_own_words(jobs, worker):
    id = want(jobs, does="refuse")
    worker.drain()
    assert (jobs.job(id).state, jobs.job(id).tries) == ("failed", 1)
    assert "Choose a shorter range of days" in jobs.job(id).words


def test_what_cannot_be_done_yet_waits_a_moment_and_that_is_no_try(jobs, worker, later):
    id = want(jobs, does="not now")
    for _ in range(5):
        worker.drain()
        assert (jobs.job(id).state, jobs.job(id).tries) == ("waiting", 0)
        assert worker.drain() == 0
        later(seconds=3)


@pytest.mark.fault(69)
def test_a_worker_that_was_taken_for_dead_has_no_effect(jobs, worker, monkeypatch, caplog):
    """It goes on after another has done its job."""
    id = want(jobs, file="late")
    real = kinds.run

    def slow(task):
        monkeypatch.setattr(kinds, "run", real)
        now = instants.plus(instants.now(), seconds=queue.LEASE_S + 1)
        jobs.do(queue.take_up, now)
        other = jobs.claim(now=now)
        jobs.do(queue.finish, other, now)
        jobs.do(results.keep, other, [b"in time"])
        real(task)

    monkeypatch.setattr(kinds, "run", slow)
    worker.drain()
    assert jobs.file(id) == b"in time" and jobs.job(id).state == "done"
    assert "Lost the lease" in caplog.text


def test_one_that_is_told_to_end_ends_though_another_holds_its_job_by_then(jobs, worker, monkeypatch):
    id = want(jobs)

    def slow(_task):
        now = instants.plus(instants.now(), seconds=queue.LEASE_S + 1)
        jobs.do(queue.take_up, now)
        assert jobs.claim(now=now)
        raise working.Ended

    monkeypatch.setattr(kinds, "run", slow)
    with pytest.raises(working.Ended):
        worker.drain()
    assert (jobs.job(id).state, jobs.job(id).tries) == ("working", 2), "it is the other's"


def test_one_that_is_told_to_end_before_it_began_gives_back_what_it_just_took(jobs, worker, monkeypatch):
    id = want(jobs, file="Hello")

    def told(_mine):
        raise working.Ended

    monkeypatch.setattr(worker, "_renewed", told)
    with pytest.raises(working.Ended):
        worker.drain()
    row = jobs.job(id)
    assert (row.state, row.tries, row.claimed_by) == ("waiting", 0, None)


def test_one_that_is_told_to_end_ends_though_the_database_went_first(jobs, worker, monkeypatch):
    want(jobs)

    def gone(_db):
        raise Busy

    def ended(_task):
        monkeypatch.setattr(working.engine, "writing", gone)
        raise working.Ended

    monkeypatch.setattr(kinds, "run", ended)
    with pytest.raises(working.Ended):
        worker.drain()


@pytest.fixture
def signals():
    """The handlers of this process are as before, whatever a worker made of them."""
    before = {name: signal.getsignal(getattr(signal, name)) for name in working.ENDING}
    yield
    for name, handler in before.items():
        signal.signal(getattr(signal, name), handler)


@pytest.mark.usefixtures("signals")
def test_one_that_is_told_to_end_while_python_drops_what_is_raised_ends_after_its_job(
    jobs, worker, monkeypatch
):
    """As in a callback of the collector's: the exception of the signal comes to nothing there."""
    first, second = want(jobs), want(jobs)
    real = kinds.run

    def dropped(task):
        with suppress(working.Ended):
            signal.raise_signal(signal.SIGTERM)
        real(task)

    monkeypatch.setattr(kinds, "run", dropped)
    worker.run()
    assert sorted(jobs.job(id).state for id in (first, second)) == ["done", "waiting"]


def test_a_lease_is_renewed_while_the_work_goes_on(jobs, worker, monkeypatch):
    monkeypatch.setattr(working, "RENEW_S", 0.05)
    id = want(jobs, sleeps=1.5)
    thread = Thread(target=worker.drain)
    thread.start()
    seen = set()
    while thread.is_alive():
        seen.add(jobs.job(id).claimed_until)
    assert len(seen - {None}) > 1 and jobs.job(id).state == "done"


def test_daily_work_is_wanted_once_by_however_many_workers(app, jobs, worker, later):
    for _ in range(2):
        for one in (worker, working.Worker(app.app_context)):
            one.drain()
    assert [(row.state, row.tries) for row in jobs.jobs(kind="prune")] == [("done", 1)]
    later(days=1)
    worker.drain()
    # It may have forgotten yesterday's, which ended a day and a moment ago.
    assert f"prune:{instants.now()[:10]}" in {row.key for row in jobs.jobs(kind="prune")}
    later(days=1, seconds=60)
    worker.drain()
    assert len(jobs.jobs(kind="prune")) == 1, "yesterday's and the one before are forgotten themselves"


def test_daily_pruning_forgets_what_the_command_forgets(app, jobs, worker):
    old = instants.plus(instants.now(), days=-500)

    def begin(connection):
        sessions.end(connection, old, id=sessions.name_of(sessions.begin(connection, ANA.id, "a test", old)))

    jobs.do(begin)
    before = len(jobs.desk.rows(Login))
    worker.drain()
    assert len(jobs.desk.rows(Login)) == before - 1


def test_every_kind_has_a_module_that_does_it():
    for name, kind in kinds.KINDS.items():
        assert callable(__import__(kind.module, fromlist=["run"]).run), name
    assert KIND in kinds.KINDS
