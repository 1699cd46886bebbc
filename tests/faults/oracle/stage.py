"""How a phone of the oracle gets its session, and comes to rest."""

import time

from flask import Flask

from logbook import instants
from logbook.auth import sessions
from logbook.models import db
from logbook.models.engine import writing
from tests.browser.server import Site
from tests.faults.oracle.phones import NoConnection, Phone
from tests.people import Somebody

QUIET_S = 60


def phone_of(app: Flask, site: Site, number: int, owner: Somebody, kind: type[Phone] = Phone) -> Phone:
    """A phone of somebody's with a session of its own, on the network of this site."""
    with app.app_context(), writing(db) as connection:
        token = sessions.begin(connection, owner.id, f"phone {number}", instants.now())
    return kind(f"{owner.name.split(' ')[-1]} {number}", owner, site.network.port, token)


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
