"""A wish is made once, is held by one worker at a time, and what was lost has no effect."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from logbook import instants, store
from logbook.jobs import queue, results
from logbook.models import Job, JobResult
from tests.jobs.conftest import NOW
from tests.support.cast.people import ANA

pytestmark = pytest.mark.both_databases

LATER = instants.plus(NOW, seconds=queue.LEASE_S + 1)


def test_what_is_wanted_waits_and_holds_nothing_but_what_was_given(jobs):
    id = jobs.want(by=ANA.id, trainee=ANA.id)
    row = jobs.job(id)
    assert (row.state, row.payload, row.wanted_by, row.tries) == (
        "waiting",
        f'{{"trainee":"{ANA.id}"}}',
        ANA.id,
        0,
    )


def test_a_wish_goes_with_the_transaction_that_made_it(app, jobs):
    with pytest.raises(RuntimeError), app.app_context(), store.writing() as connection:
        queue.want(connection, "test", {}, NOW)
        raise RuntimeError
    assert jobs.jobs() == []


def test_the_same_wish_of_many_at_one_moment_is_one_job(jobs):
    with ThreadPoolExecutor(8) as crowd:
        found = set(crowd.map(lambda _: jobs.want(key="the same"), range(16)))
    assert len(found) == 1 and len(jobs.jobs()) == 1


def test_a_wish_that_was_fulfilled_a_moment_ago_is_made_anew_afterwards(jobs):
    first = jobs.want(key="k", again_after_s=10)
    assert jobs.want(key="k", again_after_s=10) == first
    jobs.do(queue.finish, jobs.claim(), NOW)
    soon, after = instants.plus(NOW, seconds=9), instants.plus(NOW, seconds=10)
    assert jobs.want(now=soon, key="k", again_after_s=10) == first
    second = jobs.want(now=after, key="k", again_after_s=10)
    assert second != first and jobs.job(first).key is None


def test_a_wish_that_failed_is_made_anew_at_once(jobs):
    first = jobs.want(key="k", again_after_s=10)
    jobs.do(queue.fail, jobs.claim(), NOW, "No.")
    assert jobs.want(key="k", again_after_s=10) != first


def test_what_is_wanted_once_for_all_is_never_made_anew(jobs):
    first = jobs.want(key="k")
    jobs.do(queue.finish, jobs.claim(), NOW)
    assert jobs.want(now=instants.plus(NOW, days=400), key="k") == first


@pytest.mark.fault(68)
def test_many_workers_at_one_moment_hold_a_job_each(jobs):
    wanted = {jobs.want(number=number) for number in range(12)}
    with ThreadPoolExecutor(6) as crowd:
        held = [one for one in crowd.map(lambda _: jobs.claim(), range(18)) if one]
    assert len(held) == 12 and {one.id for one in held} == wanted
    assert len({one.claim for one in held}) == 12


def test_what_waits_longest_comes_first_and_nothing_before_its_time(jobs):
    second, first = jobs.want(now="2026-11-25T11:00:00Z"), jobs.want(now="2026-11-25T10:00:00Z")
    jobs.want(now="2026-11-25T13:00:00Z")
    assert [jobs.claim().id, jobs.claim().id, jobs.claim()] == [first, second, None]


def test_a_kind_that_this_build_does_not_know_is_left_to_a_newer_one(app, jobs):
    with app.app_context(), store.writing() as connection:
        queue.want(connection, "of tomorrow", {}, NOW)
        assert queue.claim(connection, ["test"], NOW) is None
        assert not queue.is_due(connection, ["test"], NOW) and queue.is_due(connection, ["of tomorrow"], NOW)


@pytest.mark.fault(69)
def test_who_lost_the_lease_writes_nothing(jobs):
    id = jobs.want()
    dead = jobs.claim()
    assert jobs.do(queue.take_up, LATER) == 1
    living = jobs.claim(now=LATER)
    before = jobs.job(id)
    for step, *given in (
        (queue.renew, LATER),
        (queue.finish, LATER),
        (queue.fail, LATER, "No."),
        (queue.give_back, LATER),
    ):
        more = {"counts": True} if step is queue.give_back else {}
        with pytest.raises(queue.Lost):
            jobs.do(step, dead, *given, **more)
    assert jobs.job(id) == before and before.claimed_by == living.claim


def test_a_lease_that_is_renewed_is_not_taken_up(jobs):
    jobs.want()
    mine = jobs.claim()
    jobs.do(queue.renew, mine, instants.plus(NOW, seconds=30), progress=3, total=9)
    assert jobs.do(queue.take_up, LATER) == 0
    assert [(row.progress, row.total) for row in jobs.jobs()] == [(3, 9)]


@pytest.mark.fault(67)
def test_what_was_begun_three_times_and_never_ended_has_failed_in_words(jobs):
    id, now = jobs.want(), NOW
    for _ in range(queue.TRIES):
        assert jobs.job(id).state == "waiting"
        assert jobs.claim(now=now).id == id
        now = instants.plus(now, seconds=queue.LEASE_S + 1)
        jobs.do(queue.take_up, now)
    row = jobs.job(id)
    assert (row.state, row.ended_at, row.claimed_by) == ("failed", now, None)
    assert row.words == "It was begun three times and never came to its end."
    assert jobs.claim(now=now) is None


def test_a_file_lies_in_pieces_and_is_whole(jobs):
    id = jobs.want()
    mine = jobs.claim()
    made = [bytes([number % 251]) * 70_000 for number in range(12)]

    def end(connection):
        queue.finish(connection, mine, NOW)
        results.keep(connection, mine, made)

    jobs.do(end)
    assert jobs.file(id) == b"".join(made) and jobs.job(id).size == 840_000
    assert {len(row.piece) for row in jobs.desk.rows(JobResult)} == {results.PIECE, 840_000 % results.PIECE}


@pytest.mark.fault(71)
def test_what_ended_a_day_ago_is_forgotten_with_its_file_and_nothing_else(jobs):
    def ended(at):
        id = jobs.want(now=at)
        mine = jobs.claim(now=at)
        jobs.do(queue.finish, mine, at)
        jobs.do(results.keep, mine, [b"file"])
        return id

    old, young = ended("2026-11-24T11:59:59Z"), ended("2026-11-24T12:00:00Z")
    never, begun, waits = (jobs.want(now=at) for at in ("2026-11-24T11:00:00Z", "2026-11-24T10:00:00Z", NOW))
    assert jobs.claim().id == begun
    assert jobs.do(queue.prune, "2026-11-24T12:00:00Z") == 2
    assert {row.id for row in jobs.desk.rows(Job)} == {young, begun, waits}
    assert jobs.file(old) == b"" and jobs.file(young) == b"file" and never
