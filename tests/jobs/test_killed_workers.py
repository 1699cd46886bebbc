"""Real workers on one database, killed at every step: each job has its effect, once."""

import signal
import time

import pytest

from logbook import instants
from tests.jobs.processes import POINTS, READ, Host, held_in_typst, running, until
from tests.support.cast.people import ANA
from tests.support.documents.statements import an_entry
from tests.support.server.application import sign_in
from tests.support.server.exported import press
from tests.support.server.forked import Holder
from tests.support.server.site import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.both_databases, pytest.mark.timeout(150)]


@pytest.fixture(scope="module")
def holder():
    """Where all workers come from."""
    made = Holder(READ, ROOT, PYTHONPATH=str(ROOT))
    yield made
    made.end()


@pytest.fixture
def host(database_url, tmp_path, holder):
    """host("one"): a machine on the database of this test."""
    hosts = []

    def made(name):
        hosts.append(Host(database_url, tmp_path / name, holder))
        return hosts[-1]

    yield made
    for one in hosts:
        one.end()


def want(jobs, **payload):
    return jobs.want(now=instants.now(), **payload)


def state(jobs, id):
    return jobs.job(id).state


@pytest.mark.fault(66)
@pytest.mark.parametrize("point", POINTS)
def test_a_worker_killed_at_any_step_leaves_a_job_that_is_done_once_by_the_next(jobs, host, point):
    dying = host("one")
    dying.die_at(point)
    id = want(jobs, file="whole " * 100_000)
    dying.start()
    assert dying.wait() == -signal.SIGKILL
    row = jobs.job(id)
    # What it had not committed is not there; what it had is not done again.
    expected = {"looked": ("waiting", 0), "claimed": ("waiting", 0), "committed": ("done", 1)}
    assert (row.state, row.tries) == expected.get(point, ("working", 1))
    assert bool(jobs.file(id)) is (point == "committed")
    host("two").start()
    until(lambda: state(jobs, id) == "done")
    row = jobs.job(id)
    assert row.tries == (1 if point in expected else 2)
    assert jobs.file(id) == b"whole " * 100_000 and row.size == 600_000


@pytest.mark.fault(68)
def test_two_workers_of_one_host_and_one_of_another_do_each_job_once(jobs, host):
    wanted = [want(jobs, file=str(number), sleeps=0.05) for number in range(24)]
    for name in ("one", "two", "three"):
        host(name).start()
    until(lambda: all(row.state == "done" for row in jobs.jobs(kind="test")))
    assert {row.tries for row in jobs.jobs(kind="test")} == {1}
    assert [jobs.file(id) for id in wanted] == [str(number).encode() for number in range(24)]


@pytest.mark.fault(67)
def test_a_job_that_kills_its_worker_each_time_has_failed_in_words_after_the_third(jobs, host):
    id = want(jobs)
    for number in range(3):
        dying = host(f"host{number}")
        dying.die_at("begun")
        dying.start()
        assert dying.wait() == -signal.SIGKILL
    host("last").start()
    until(lambda: state(jobs, id) == "failed")
    assert "begun three times" in jobs.job(id).words and jobs.file(id) == b""


@pytest.mark.fault(69)
def test_a_worker_that_was_stopped_and_goes_on_after_its_lease_writes_nothing(jobs, host):
    """As a machine that slept: another has done the job meanwhile."""
    sleeper, other = host("sleeper").start(), host("other")
    id = want(jobs, file="mine", sleeps=3)
    until(lambda: state(jobs, id) == "working")
    claim = jobs.job(id).claimed_by
    # Not in the midst of writing that it has the job: on SQLite nobody else could write while it sleeps.
    time.sleep(0.5)
    sleeper.send(signal.SIGSTOP)
    other.start()
    until(lambda: jobs.job(id).claimed_by not in (claim, None))
    sleeper.send(signal.SIGCONT)
    until(lambda: state(jobs, id) == "done")
    row = jobs.job(id)
    until(lambda: "Lost the lease" in sleeper.said)
    assert jobs.job(id) == row and row.tries == 2 and jobs.file(id) == b"mine"


@pytest.mark.fault(70)
def test_a_worker_that_is_told_to_end_gives_back_what_it_held(jobs, host):
    one = host("one").start()
    id = want(jobs, sleeps=30, file="made")
    until(lambda: state(jobs, id) == "working")
    one.send(signal.SIGTERM)
    assert one.wait(10) == 0
    row = jobs.job(id)
    assert (row.state, row.tries, row.claimed_by) == ("waiting", 0, None) and row.due_at <= instants.now()


@pytest.mark.fault(66)
def test_a_worker_killed_while_a_pdf_is_set_leaves_nobody_at_it_and_another_host_makes_the_file(
    app, jobs, host
):
    jobs.desk.one(ANA, an_entry())
    browser = sign_in(app.test_client(), ANA)
    place = press(browser, "/export/logbook.pdf").headers["Location"]
    dying = host("one")
    dying.hold_pdfs()
    dying.start()
    typst = until(lambda: held_in_typst(dying.process.pid))
    dying.send(signal.SIGKILL)
    until(lambda: typst not in {pid for pid, _, _ in running()}, 10)
    host("two").start()
    until(lambda: jobs.jobs(kind="export")[0].state == "done")
    [job] = jobs.jobs(kind="export")
    assert job.tries == 2 and jobs.file(job.id).startswith(b"%PDF-1.7")
    assert browser.get(f"{place}/file").data == jobs.file(job.id)


@pytest.mark.fault(66)
@pytest.mark.parametrize("point", ["made", "finished", "kept", "committed"])
def test_a_worker_killed_with_the_file_in_its_hands_leaves_one_whole_file(app, jobs, host, point):
    entry = an_entry()
    jobs.desk.one(ANA, entry)
    browser = sign_in(app.test_client(), ANA)
    place = press(browser, "/export/logbook.json").headers["Location"]
    dying = host("one")
    dying.die_at(point)
    assert dying.start().wait() == -signal.SIGKILL
    host("two").start()
    until(lambda: jobs.jobs(kind="export")[0].state == "done")
    assert [job.tries for job in jobs.jobs(kind="export")] == [1 if point == "committed" else 2]
    assert [one["id"] for one in browser.get(f"{place}/file").get_json()["entries"]] == [entry["id"]]
