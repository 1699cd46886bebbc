"""Phones, browsers, a server that is killed and a network that lies, all at random: nothing saved is lost or doubled.

A run that fails is begun again with its seed. Threads make no two runs alike, but the same seed has the same people
do the same things.
"""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from tests.faults.oracle import judge, people
from tests.faults.oracle.browsers import RealPhone
from tests.faults.oracle.lives import QUIET_S, browsers_of, exchange, live, phone_of, settle
from tests.faults.oracle.phones import Phone
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, CLEO, FEMI
from tests.support.documents.statements import an_entry
from tests.support.lanes import many, seed
from tests.support.server.site import Site

pytestmark = pytest.mark.slow

SECONDS = many(7.0, 900.0)
SEED = seed()
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


@pytest.mark.browser
@pytest.mark.timeout(SECONDS + 8 * QUIET_S)
def test_nothing_that_was_saved_is_lost_or_doubled(both_databases, site, tmp_path, tell):
    phones = [phone_of(both_databases, site, number, owner) for number, owner in enumerate(OWNERS)]
    with browsers_of(both_databases, site, tmp_path) as browsers:
        desk, signed, met = _run(both_databases, site, phones, SECONDS, browsers)
        # Liveness: nobody taps, and yet everything goes.
        waited_s = [resting.result() for resting in [one.asked(one.rest, QUIET_S) for one in browsers]]
        quiet_s = settle(phones)
        found = _judged(desk, phones, browsers, signed)
    tell(_figures(both_databases, [*phones, *browsers], signed, met, (quiet_s, *waited_s)))
    assert not found, "\n".join(found[:20])
    failures = [
        failure for phone in (*phones, *browsers) for failure in phone.failures if failure != "digest"
    ]
    assert not failures, "\n".join(failures)
    assert max(quiet_s, *waited_s) < QUIET_S and sum(met.values()) > max(2, SECONDS / 20) and signed
    assert all(browser.acknowledged for browser in browsers), "a browser saved nothing"


def test_the_oracle_notices_a_phone_that_forgets(app):
    site = Site(app.config["SQLALCHEMY_DATABASE_URI"]).up()
    try:
        phones = [phone_of(app, site, number, ANA, Forgetful) for number in range(4)]
        desk, signed, _ = _run(app, site, phones, 6)
        # In a few seconds chance may spare whatever was on its way: one more is lost for certain.
        phones[0].keep(an_entry())
        site.network.fault("POST /sync", "drop")
        exchange(phones[0])
        assert any(" lost entry " in fault for fault in judge.faults(desk, phones, signed))
    finally:
        site.network.stop()
        site.application.kill()


def _run(
    app, site: Site, phones: list[Phone], seconds: float, browsers: list[RealPhone] | None = None
) -> tuple[Desk, list, Counter]:
    """Everybody works while everything goes wrong; then it stops going wrong."""
    desk, stop, signed, met = Desk(app), threading.Event(), [], Counter()
    # People who work for half an hour need not work faster than people do: the logbook would grow to years of cases.
    pause_s = max(0.6, seconds / 450)
    threads = [
        threading.Thread(target=_live, args=(phone, desk, signed, stop, SEED + number, pause_s))
        for number, phone in enumerate(phones)
    ]
    trouble = ThreadPoolExecutor(1).submit(_trouble, site, desk, stop, SEED, met)
    lives = [
        phone.asked(live, phone, random.Random(SEED + 100 + number), signed, stop, pause_s)
        for number, phone in enumerate(browsers or [])
    ]
    for thread in threads:
        thread.start()
    until = time.monotonic() + seconds
    while time.monotonic() < until or (browsers and not _is_enough(met, signed, browsers, until)):
        time.sleep(0.1)
    stop.set()
    for thread in threads:
        thread.join(QUIET_S)
    # Were trouble to end in silence, the rest of the run would prove nothing.
    trouble.result(QUIET_S)
    _heal(site)
    # What failed in one of them is among its failures.
    wait(lives)
    return desk, signed, met


def _is_enough(met: Counter, signed: list, browsers: list[RealPhone], until: float) -> bool:
    """On a slow machine it takes longer until enough went wrong, and everybody did something."""
    happened = sum(met.values()) > 2 and signed and all(one.acknowledged for one in browsers)
    return bool(happened) or time.monotonic() > until + QUIET_S


def _judged(desk: Desk, phones: list[Phone], browsers: list[RealPhone], signed: list) -> list[str]:
    """What is wrong once everybody has fetched what the others sent last; a loss does not go away by waiting."""
    limit = time.monotonic() + QUIET_S
    while True:
        for fetching in [one.asked(one.fetch) for one in browsers]:
            fetching.result()
        settle(phones)
        held = [one.asked(one.held).result() for one in browsers]
        found = judge.faults(desk, [*phones, *held], signed)
        if not found or time.monotonic() > limit:
            return found


def _live(phone: Phone, desk: Desk, signed: list, stop: threading.Event, seed: int, pause_s: float) -> None:
    chance = random.Random(seed)
    try:
        while not stop.is_set():
            people.act(phone, chance)
            if phone.somebody.role == "supervisor" and chance.random() < 0.15:
                signature = people.sign(desk, phone, chance)
                signed += [signature] if signature else []
            if chance.random() < 0.7:
                exchange(phone, dies=chance.random() < 0.1)
            time.sleep(chance.uniform(0.05, pause_s))
    except Exception as error:
        # A thread that dies in silence would make the run look good.
        phone.failures.append(f"{phone.name}: {error!r}")
        raise


def _trouble(site: Site, desk: Desk, stop: threading.Event, seed: int, met: Counter) -> None:
    chance = random.Random(seed)
    while not stop.wait(chance.uniform(0.3, 1.2)):
        kind = chance.choice((*NETWORK_FAULTS, "kill", "stop", "away", "come or go", "hand over"))
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
        elif kind == "hand over":
            met["handed"] += people.hand_over(desk, chance)
        else:
            site.network.fault("POST /sync", kind, chance.randint(1, 4), 0.4 if kind == "slow" else 0)


def _heal(site: Site) -> None:
    site.network.faults.clear()
    if site.application.process is None:
        site.application.start()


def _figures(app, phones: list, signed: list, met: Counter, quiet_s: tuple[float, ...]) -> str:
    saved = sum(len(phone.acknowledged) for phone in phones)
    parked = Counter(code for phone in phones[:8] for code, _ in phone.parked.values())
    browsers = "; ".join(f"{phone.name} {dict(sorted(phone.met.items()))}" for phone in phones[8:])
    renewed = sum(len(phone.renewed) for phone in phones)
    said = [
        f"oracle, seed {SEED}, {SECONDS:g} s, {app.config['SQLALCHEMY_DATABASE_URI'].split(':')[0]}:",
        f"{saved} statements saved on 8 phones and 2 browsers, {len(signed)} signatures,",
        f"{sum(met.values())} faults {dict(met)}, {browsers},",
        f"{renewed} sent again on a newer version, {sum(parked.values())} parked {dict(parked)},",
        f"quiet after {max(quiet_s):.1f} s" if max(quiet_s) < QUIET_S else "never quiet",
    ]
    return " ".join(said)
