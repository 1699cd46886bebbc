"""How a phone of the oracle gets its session, lives, and comes to rest."""

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from playwright.sync_api import Error

from logbook import instants
from logbook.auth import sessions
from logbook.models import db
from logbook.models.engine import writing
from tests.faults.oracle import hands
from tests.faults.oracle.browsers import RealPhone
from tests.faults.oracle.phones import NoConnection, Phone
from tests.support.cast.people import ANA, BEN, Somebody
from tests.support.server.site import Site

QUIET_S = 60


def phone_of(app: Flask, site: Site, number: int, owner: Somebody, kind: type[Phone] = Phone) -> Phone:
    """A phone of somebody's with a session of its own, on the network of this site."""
    return kind(f"{owner.name.split(' ')[-1]} {number}", owner, site.network.port, _session(app, owner))


@contextmanager
def browsers_of(app: Flask, site: Site, folder: Path) -> Iterator[list[RealPhone]]:
    """Ana's and Ben's Chromium, switched on; each with a profile that outlives its deaths."""
    phones = [
        RealPhone(f"{name}’s Chromium", owner, site, _session(app, owner), folder / name)
        for name, owner in (("Ana", ANA), ("Ben", BEN))
    ]
    try:
        for starting in [phone.asked(phone.switch_on) for phone in phones]:
            starting.result()
        yield phones
    finally:
        for ending in [phone.asked(phone.throw_away) for phone in phones]:
            ending.result()


def live(phone: RealPhone, chance: random.Random, signed: list, stop: threading.Event, most_s: float) -> None:
    """A browser's owner at work, until it is time to stop."""
    try:
        while not stop.is_set():
            try:
                hands.act(phone, chance, signed)
            except Error:
                # The worker was taken away under it, or nothing answered: a person sees that, and goes on.
                phone.met["came to nothing"] += 1
            if not phone.is_on():
                phone.restart()
            time.sleep(chance.uniform(0.05, most_s))
    except Exception as error:
        phone.failures.append(f"{phone.name}: {error!r}")
        raise


def _session(app: Flask, owner: Somebody) -> str:
    with app.app_context(), writing(db) as connection:
        return sessions.begin(connection, owner.id, "a phone of the oracle", instants.now())


def exchange(phone: Phone, dies: bool = False) -> bool:
    """Exchanges until nothing is left to do; False where there was no connection."""
    try:
        for _ in range(50):
            if not phone.sync(dies):
                return True
            if dies:
                return False
    except NoConnection:
        pass
    return False


def settle(phones: list[Phone]) -> float:
    """Seconds until every phone has nothing to send and nothing to fetch; each tries as a phone in sight does."""
    began = time.monotonic()
    while time.monotonic() - began < QUIET_S:
        # Twice over: what one phone sends last, the others fetch after it.
        if all([exchange(phone) for phone in phones]) and all([exchange(phone) for phone in phones]):
            return time.monotonic() - began
        time.sleep(0.2)
    return time.monotonic() - began
