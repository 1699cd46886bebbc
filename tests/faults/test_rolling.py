"""While a new version is rolled out, two builds answer behind one address and share one database."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.oracle.lives import exchange, settle
from tests.faults.oracle.phones import STATEMENTS, Phone
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN
from tests.support.documents.statements import a_signoff, an_entry, revised
from tests.support.server.application import sign_in
from tests.support.server.proxy import Proxy
from tests.support.server.site import ROOT, Application, copied, free_port

pytestmark = pytest.mark.slow

CASES = 10


class Balanced(Proxy):
    """Hands one request to the one machine, the next to the other, as the proxy in front of several does."""

    def behind(self, *servers: int) -> "Balanced":
        self._turns = itertools.cycle(servers)
        return self

    def ask(self, request: bytes) -> bytes:
        self.server = next(self._turns)
        return super().ask(request)


@pytest.fixture
def address(both_databases, tmp_path: Path) -> Iterator[Balanced]:
    """One address with today's build and another behind it."""
    other = copied(tmp_path / "other")
    template = other / "logbook" / "templates" / "todo" / "index.html"
    template.write_text(template.read_text().replace("Nothing to do", "Nothing left to do"))
    network = Balanced(0).start()
    origin, database = f"http://localhost:{network.port}", both_databases.config["SQLALCHEMY_DATABASE_URI"]
    machines = [Application(database, origin, free_port(), root) for root in (ROOT, other)]
    try:
        for machine in machines:
            machine.start()
        yield network.behind(*(machine.port for machine in machines))
    finally:
        network.stop()
        for machine in machines:
            machine.kill()


def phone_of(app, network: Proxy, somebody) -> Phone:
    cookie = sign_in(app.test_client(), somebody).get_cookie(app.config["LOGIN_COOKIE"])
    return Phone(somebody.name, somebody, network.port, cookie.value)


def said(phone: Phone) -> dict:
    """The statements a phone holds."""
    return {key: hash for key, hash in phone.hashes.items() if key[0] in STATEMENTS}


@pytest.mark.fault(51)
def test_two_builds_behind_one_address_take_turns_and_nobody_notices(both_databases, address):
    desk = Desk(both_databases)
    ana, ben = (phone_of(both_databases, address, one) for one in (ANA, BEN))
    cases = [an_entry() for _ in range(CASES)]
    for case in cases:
        ana.keep(case)
        # Each answer is lost once: the same mutation is asked again, of the other build.
        exchange(ana, dies=True)
        exchange(ana)
    for case in cases[: CASES // 2]:
        ben.keep(a_signoff(case, verdict="returned"))
        exchange(ben)
        ana.keep(revised(case, place="Room 4"), case)
        exchange(ana)
    settle([ana, ben])
    assert ana.parked == ben.parked == {} and "digest" not in ana.failures + ben.failures
    assert said(ana) == said(ben) and len(said(ana)) == CASES + CASES // 2
    assert sorted(desk.head(case).rev for case in cases) == [1] * (CASES // 2) + [2] * (CASES // 2)
