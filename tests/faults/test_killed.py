"""The server dies at a point of a request, or its database does: nothing that was answered is gone, nothing is twice.

Real processes on both databases. The phone is the protocol's (oracle/phones.py): what it holds survives.
"""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from logbook.models import CellPointer, Entry, MutationResult, Statement, db
from tests.faults.failpoints import BEFORE, POINTS, Mortal
from tests.faults.oracle import judge
from tests.faults.oracle.lives import QUIET_S, exchange, phone_of, settle
from tests.faults.oracle.phones import Phone
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN
from tests.support.documents.statements import an_entry, revised
from tests.support.server import postgres
from tests.support.server.application import application, fill, order
from tests.support.server.site import Site

pytestmark = pytest.mark.slow

BATCH = 10


@pytest.fixture
def site(both_databases, tmp_path: Path) -> Iterator[Site]:
    """The application as `site.application.die_at(point)` can end it."""
    site = Site(both_databases.config["SQLALCHEMY_DATABASE_URI"])
    own = site.application
    site.application = Mortal(own.database, own.origin, own.port, tmp_path)  # type: ignore[assignment]
    yield site.up()
    site.network.stop()
    site.application.kill()


@pytest.mark.fault(24, 43)
def test_a_server_killed_around_its_commit_has_taken_all_of_a_batch_or_nothing(both_databases, site):
    desk, phone = Desk(both_databases), phone_of(both_databases, site, 1, ANA)
    for point in POINTS:
        before = counts(desk)
        log_ten(phone)
        site.application.die_at(point)
        assert not exchange(phone), f"{point}: the phone thinks that all is well"
        site.application.wait_until_dead()
        grown = [after - old for after, old in zip(counts(desk), before, strict=True)]
        expected = [0] * 3 if point in BEFORE else [BATCH + 1, BATCH, BATCH + 1]
        assert grown == expected, f"{point}: statements, entries, verdicts grew by {grown}"
        site.application.start()
        assert settle([phone]) < QUIET_S and phone.outbox == [], point
        assert [after - old for after, old in zip(counts(desk), before, strict=True)] == [11, 10, 11], point
    bens = phone_of(both_databases, site, 2, BEN)
    assert settle([bens]) < QUIET_S
    assert judge.faults(desk, [phone, bens], []) == []


@pytest.mark.fault(21)
def test_five_answers_lost_in_a_row_come_to_one_entry_and_one_verdict(both_databases, site):
    desk, phone = Desk(both_databases), phone_of(both_databases, site, 1, ANA)
    log_ten(phone)
    site.network.fault("POST /sync", "cut", times=1)
    assert not exchange(phone)
    verdicts = sorted(row.result for row in desk.rows(MutationResult))
    site.network.fault("POST /sync", "cut", times=4)
    assert [exchange(phone) for _ in range(5)] == [False] * 4 + [True]
    assert sorted(row.result for row in desk.rows(MutationResult)) == verdicts
    assert counts(desk) == (BATCH + 1, BATCH, BATCH + 1) and judge.faults(desk, [phone], []) == []


@pytest.mark.fault(22)
def test_requests_that_are_doubled_or_come_late_change_nothing(both_databases, site):
    """A copy at the same moment, and one that arrives after its successor: as networks with two ways do."""
    desk, phone = Desk(both_databases), phone_of(both_databases, site, 1, ANA)
    for kind in ("double", "late", "double", "late"):
        log_ten(phone)
        site.network.fault("POST /sync", kind)
        exchange(phone)
        log_ten(phone)
        assert settle([phone]) < QUIET_S
    assert desk.count(Entry) == 8 * BATCH and judge.faults(desk, [phone], []) == []


@pytest.mark.fault(43)
@pytest.mark.timeout(240)
def test_a_database_stopped_at_once_under_load_loses_nothing_that_was_answered(tmp_path: Path, tell):
    """`pg_ctl stop -m immediate`, then started again; the application goes on and is not restarted."""
    server = (
        postgres.Cluster(tmp_path / "cluster", settings=("fsync=on", "max_connections=60")).create().start()
    )
    order(server.address, "CREATE DATABASE logbook")
    fill(url := f"{server.address}logbook")
    site = Site(url).up()
    try:
        for app in application(url):
            phones = [phone_of(app, site, number, ANA) for number in range(4)]
            saved, quiet_s = work_while(phones, lambda: (server.stop(), time.sleep(0.5), server.start()))
            with app.app_context():
                db.engine.dispose()
            found = judge.faults(Desk(app), phones, [])
    finally:
        site.network.stop()
        site.application.kill()
        server.stop()
    tell(f"pg_ctl stop -m immediate: {saved} statements saved, quiet {quiet_s:.1f} s after the start")
    assert found == [] and quiet_s < QUIET_S and saved > 20


def log_ten(phone: Phone) -> None:
    """Nine cases, and one that is changed before it was ever sent: eleven statements of ten entries."""
    for _ in range(BATCH):
        phone.keep(last := an_entry())
    phone.keep(revised(last, place="Room 2"))


def counts(desk: Desk) -> tuple[int, int, int]:
    """(statements, entries, verdicts); a pointer of the feed never stands alone."""
    pointers = {row.doc_id for row in desk.rows(CellPointer, kind="entry")}
    assert pointers == {row.id for row in desk.rows(Entry)}
    return desk.count(Statement), desk.count(Entry), desk.count(MutationResult)


def work_while(phones: list[Phone], trouble) -> tuple[int, float]:
    """(statements saved, seconds from the end of the trouble until all is quiet)."""
    stop = threading.Event()

    def work(phone: Phone) -> None:
        while not stop.is_set():
            phone.keep(an_entry())
            exchange(phone)

    threads = [threading.Thread(target=work, args=(phone,)) for phone in phones]
    for thread in threads:
        thread.start()
    wait_until_some(phones)
    trouble()
    began = time.monotonic()
    stop.set()
    for thread in threads:
        thread.join(QUIET_S)
    settle(phones)
    return sum(len(phone.acknowledged) for phone in phones), time.monotonic() - began


def wait_until_some(phones: list[Phone]) -> None:
    """Until every phone has a few cases on the server."""
    limit = time.monotonic() + QUIET_S
    while any(len(phone.docs) < 10 for phone in phones):
        assert time.monotonic() < limit, "the phones do not get through"
        time.sleep(0.05)
