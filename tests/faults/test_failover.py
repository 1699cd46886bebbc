"""The database machine dies while people work, its synchronous standby takes over: nothing that was answered is lost.

Two real PostgreSQL clusters. The application knows both addresses, as docs/deploy.md has it, and is not restarted.
"""

import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from logbook.models import db
from tests.faults.oracle import judge, people
from tests.faults.oracle.lives import QUIET_S, exchange, phone_of, settle
from tests.faults.oracle.phones import Phone
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA
from tests.support.server import postgres
from tests.support.server.application import application, fill, order
from tests.support.server.site import Site

pytestmark = pytest.mark.slow

SETTINGS = (
    "wal_level=replica",
    "max_wal_senders=4",
    "max_connections=100",
    "shared_buffers=64MB",
    "fsync=on",
)
SECONDS = 6


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[postgres.Pair]:
    with postgres.pair(tmp_path, SETTINGS) as pair:
        order(pair.primary.address, "CREATE DATABASE logbook")
        fill(f"{pair.primary.address}logbook")
        pair.wait_until_synchronous()
        yield pair


@pytest.mark.timeout(240)
@pytest.mark.fault(43)
def test_no_acknowledged_entry_is_lost_when_the_primary_dies(pair, tell):
    for app in application(pair.both("logbook")):
        site = Site(pair.both("logbook")).up()
        try:
            phones = [phone_of(app, site, number, ANA) for number in range(6)]
            sent, quiet_s = _work_while_it_dies(pair, phones)
        finally:
            site.network.stop()
            site.application.kill()
        # The judge looks through connections of its own time.
        with app.app_context():
            db.engine.dispose()
        found = judge.faults(Desk(app), phones, [])
    tell(f"failover: {len(sent)} statements saved, all quiet {quiet_s:.1f} s after the promotion")
    assert not found, "\n".join(found[:10])
    assert len(sent) > 20 and quiet_s < QUIET_S


def _work_while_it_dies(pair: postgres.Pair, phones: list[Phone]) -> tuple[set[str], float]:
    """(mutations that were answered, seconds from the promotion until every outbox was empty)."""
    stop = threading.Event()
    threads = [
        threading.Thread(target=_log_cases, args=(phone, number, stop)) for number, phone in enumerate(phones)
    ]
    for thread in threads:
        thread.start()
    time.sleep(SECONDS / 2)
    pair.primary.kill()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(f"{pair.primary.address}logbook", connect_timeout=2)
    time.sleep(0.5)
    pair.promote()
    promoted = time.monotonic()
    time.sleep(SECONDS / 2)
    stop.set()
    for thread in threads:
        thread.join(QUIET_S)
    settle(phones)
    return {name for phone in phones for name in phone.acknowledged}, time.monotonic() - promoted


def _log_cases(phone: Phone, seed: int, stop: threading.Event) -> None:
    chance = random.Random(seed)
    while not stop.is_set():
        people.act(phone, chance)
        exchange(phone)
        time.sleep(0.05)
