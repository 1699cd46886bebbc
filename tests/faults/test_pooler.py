"""PgBouncer between the logbook and PostgreSQL, handing each transaction to any connection that is free."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from logbook import store
from logbook.jobs.worker import Worker
from logbook.models import Entry, FeedHead, Job, Statement
from logbook.office import roles
from logbook.problems import Busy
from logbook.store import Verdict
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, FEMI, NORTH
from tests.support.cast.phone import Phone
from tests.support.documents.statements import NOW, a_signoff, an_entry, revised
from tests.support.server import pgbouncer
from tests.support.server.application import application, settings, sign_in
from tests.support.server.exported import press

pytestmark = pytest.mark.slow

WRITERS, CASES = 12, 8


@pytest.fixture
def pooled(postgres_url: str, postgres_server: str, tmp_path: Path) -> Iterator[Flask]:
    """The application behind a pooler that has three connections for everybody."""
    if missing := pgbouncer.is_missing():
        pytest.skip(missing)
    with pgbouncer.pooler(tmp_path, postgres_server) as address:
        url = f"{address}{postgres_url.rpartition('/')[2]}"
        behind = settings(url) | {
            "POOLER": True,
            "SQLALCHEMY_ENGINE_OPTIONS": {
                "connect_args": {"prepare_threshold": None},
                "pool_size": WRITERS + 4,
            },
        }
        yield from application(url, behind)


def test_many_people_work_through_a_few_connections_and_lose_nothing(pooled):
    desk = Desk(pooled)

    def work(_: int) -> list[Verdict]:
        phone = Phone(sign_in(pooled.test_client(), ANA), ANA)
        said = []
        for _ in range(CASES):
            case = an_entry()
            said += desk.send(ANA, case) + desk.send(ANA, revised(case, place="Room 4"))
            said += desk.send(BEN, a_signoff(case, verdict="returned"))
        return said + phone.sync(an_entry())

    with ThreadPoolExecutor(WRITERS) as pool:
        said = [verdict for part in pool.map(work, range(WRITERS)) for verdict in part]
    assert {verdict.get("code", verdict["status"]) for verdict in said} == {
        "applied",
        "changed_before_signature",
    }
    cases = WRITERS * (CASES + 1)
    assert desk.count(Entry) == cases and desk.count(Statement) == cases + WRITERS * CASES
    phone = Phone(sign_in(pooled.test_client(), BEN), BEN)
    phone.sync()
    assert len(phone.held("entry")) == cases
    # The one lock on a whole table, which a new role takes.
    with pooled.app_context(), store.writing() as connection:
        roles.enrol(connection, FEMI.id, NORTH, "supervisor", NOW)
    newcomer = Phone(sign_in(pooled.test_client(), FEMI), FEMI)
    newcomer.sync()
    assert newcomer.held("entry") == phone.held("entry")


@pytest.mark.fault(68)
def test_workers_behind_a_pooler_do_each_job_once(pooled):
    browser = sign_in(pooled.test_client(), ANA)
    Desk(pooled).one(ANA, an_entry())
    places = [
        press(browser, f"/export/logbook.{kind}").headers["Location"] for kind in ("json", "csv", "xlsx")
    ]
    with ThreadPoolExecutor(4) as pool:
        begun = list(pool.map(lambda _: Worker(pooled.app_context).drain(), range(4)))
    # Files take turns on a machine: who finds it taken gives the job back, for a moment.
    while any(job.state != "done" for job in Desk(pooled).rows(Job)):
        begun.append(Worker(pooled.app_context).drain())
    assert {job.tries for job in Desk(pooled).rows(Job)} == {1}
    assert all(browser.get(f"{place}/file").status_code == 200 for place in places)


def test_every_transaction_that_writes_is_as_impatient_as_without_a_pooler(pooled):
    held, done = threading.Event(), threading.Event()

    def hold():
        with pooled.app_context(), store.writing() as connection:
            connection.execute(FeedHead.__table__.update().values(seq=FeedHead.seq))
            held.set()
            done.wait(30)

    holder = threading.Thread(target=hold)
    holder.start()
    try:
        assert held.wait(10)
        # On whichever connection it lands.
        for _ in range(2 * pgbouncer.SERVER_CONNECTIONS):
            with pooled.app_context(), store.writing() as connection:
                assert connection.scalar(text("SHOW lock_timeout")) == "3s"
        with pytest.raises(Busy):
            Desk(pooled).one(ANA, an_entry())
    finally:
        done.set()
        holder.join()
    assert Desk(pooled).one(ANA, an_entry())["status"] == "applied"
