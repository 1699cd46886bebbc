"""Eight phones, a server that is killed and a network that lies, all at random: nothing saved is lost or doubled.

The seconds and the seed come from the environment (ORACLE_SECONDS, ORACLE_SEED); the seed is printed, and a run that
fails is begun again with it. Threads make no two runs alike, but the same seed has the same people do the same things.
"""

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.browser.server import Site
from tests.desk import Desk
from tests.faults.oracle import judge, people
from tests.faults.oracle.phones import Phone
from tests.faults.oracle.stage import QUIET_S, exchange, phone_of, settle
from tests.people import ANA, BEN, CLEO, FEMI

SECONDS = float(os.environ.get("ORACLE_SECONDS", "15"))
SEED = int(os.environ.get("ORACLE_SEED", "0")) or random.SystemRandom().randrange(1, 1_000_000)
OWNERS = (ANA, ANA, ANA, BEN, BEN, FEMI, FEMI, CLEO)
NETWORK_FAULTS = ("cut", "drop", "half", "twice", "slow")


@pytest.fixture
def site(both_databases) -> Iterator[Site]:
    site = Site(both_databases.config["SQLALCHEMY_DATABASE_URI"]).up()
    yield site
    site.network.stop()
    site.application.kill()


class Forgetful(Phone):
    """Takes what it sends out of its outbox before the answer is there, as many a queue does."""

    def sync(self, dies=False):
        request, self.outbox = self._request(self.outbox), []
        self._exchange(request, dies)
        return False


@pytest.mark.timeout(SECONDS + 3 * QUIET_S + 60)
def test_nothing_that_was_saved_is_lost_or_doubled(both_databases, site, tell):
    phones = [phone_of(both_databases, site, number, owner) for number, owner in enumerate(OWNERS)]
    desk, signed, met = _run(both_databases, site, phones, SECONDS)
    quiet_s = settle(phones)
    found = judge.faults(desk, phones, signed)
    tell(_figures(both_databases, phones, signed, met, quiet_s))
    assert not found, "\n".join([f"seed {SEED}", *found[:20]])
    crashed = [failure for phone in phones for failure in phone.failures if failure != "digest"]
    assert not crashed, "\n".join([f"seed {SEED}", *crashed])
    assert quiet_s < QUIET_S and sum(met.values()) > 2 and signed


def test_the_oracle_notices_a_phone_that_forgets(app):
    site = Site(app.config["SQLALCHEMY_DATABASE_URI"]).up()
    try:
        phones = [phone_of(app, site, number, ANA, Forgetful) for number in range(4)]
        desk, signed, _ = _run(app, site, phones, 6)
        assert any(" lost entry " in fault for fault in judge.faults(desk, phones, signed))
    finally:
        site.network.stop()
        site.application.kill()


def _run(app, site: Site, phones: list[Phone], seconds: float) -> tuple[Desk, list, Counter]:
    """Everybody works while everything goes wrong; then it stops going wrong."""
    desk, stop, signed, met = Desk(app), threading.Event(), [], Counter()
    threads = [
        threading.Thread(target=_live, args=(phone, desk, signed, stop, SEED + number))
        for number, phone in enumerate(phones)
    ]
    threads.append(threading.Thread(target=_trouble, args=(site, desk, stop, SEED, met)))
    for thread in threads:
        thread.start()
    stop.wait(seconds)
    stop.set()
    for thread in threads:
        thread.join(QUIET_S)
    _heal(site)
    return desk, signed, met


def _live(phone: Phone, desk: Desk, signed: list, stop: threading.Event, seed: int) -> None:
    chance = random.Random(seed)
    try:
        while not stop.is_set():
            people.act(phone, chance)
            if phone.somebody.role == "supervisor" and chance.random() < 0.15:
                signature = people.sign(desk, phone, chance)
                signed += [signature] if signature else []
            if chance.random() < 0.7:
                exchange(phone, dies=chance.random() < 0.1)
            time.sleep(chance.uniform(0.05, 0.6))
    except Exception as error:
        # A thread that dies in silence would make the run look good.
        phone.failures.append(f"{phone.name}: {error!r}")
        raise


def _trouble(site: Site, desk: Desk, stop: threading.Event, seed: int, met: Counter) -> None:
    chance = random.Random(seed)
    while not stop.wait(chance.uniform(0.3, 1.2)):
        kind = chance.choice((*NETWORK_FAULTS, "kill", "stop", "away", "come or go"))
        met[kind] += 1
        if kind in ("kill", "stop"):
            (site.application.kill if kind == "kill" else site.application.stop)()
            time.sleep(chance.uniform(0, 0.5))
            site.application.start()
        elif kind == "away":
            site.network.stop()
            time.sleep(chance.uniform(0.1, 1))
            site.network.start()
        elif kind == "come or go":
            people.come_or_go(desk, chance)
        else:
            site.network.fault("POST /sync", kind, chance.randint(1, 4), 0.4 if kind == "slow" else 0)


def _heal(site: Site) -> None:
    site.network.faults.clear()
    if site.application.process is None:
        site.application.start()


def _figures(app, phones: list[Phone], signed: list, met: Counter, quiet_s: float) -> str:
    saved = sum(len(phone.acknowledged) for phone in phones)
    parked = Counter(code for phone in phones for code, _ in phone.parked.values())
    said = [f"oracle, seed {SEED}, {SECONDS:g} s, {app.config['SQLALCHEMY_DATABASE_URI'].split(':')[0]}:"]
    said += [
        f"{saved} statements saved on 8 phones, {len(signed)} signatures, {sum(met.values())} faults {dict(met)},"
    ]
    renewed = sum(len(phone.renewed) for phone in phones)
    said += [f"{renewed} sent again on a newer version, {sum(parked.values())} parked {dict(parked)},"]
    return " ".join(
        [*said, f"quiet after {quiet_s:.1f} s, 0 lost, 0 twice" if quiet_s < QUIET_S else "never quiet"]
    )
