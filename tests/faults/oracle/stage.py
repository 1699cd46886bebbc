"""How a phone of the oracle gets its session."""

from flask import Flask

from logbook import instants
from logbook.auth import sessions
from logbook.models import db
from logbook.models.engine import writing
from tests.browser.server import Site
from tests.faults.oracle.phones import Phone
from tests.people import Somebody


def phone_of(app: Flask, site: Site, number: int, owner: Somebody, kind: type[Phone] = Phone) -> Phone:
    """A phone of somebody's with a session of its own, on the network of this site."""
    with app.app_context(), writing(db) as connection:
        token = sessions.begin(connection, owner.id, f"phone {number}", instants.now())
    return kind(f"{owner.name.split(' ')[-1]} {number}", owner, site.network.port, token)
