"""Links that work, made past the coordinator's pages; and a supervisor whom nobody has confirmed."""

import pytest

from logbook import instants
from logbook.auth import tokens
from logbook.models import Person, db
from logbook.models.engine import writing
from logbook.office import roles
from tests.support.cast.clinic import NOW
from tests.support.cast.people import NORTH, Somebody

ID = "20000000-0000-4000-8000-0000000000aa"
ZHAO = Somebody(ID, "Dr Mei-Ling Zhao", "z@example.org", "physician", "GMC", "7099999", "supervisor", NORTH)


@pytest.fixture
def invite(app):
    """invite(email=…, role=…): the path of a link that works."""

    def make(email="gina@example.org", role="trainee", programme=NORTH, **columns):
        with app.app_context(), writing(db) as connection:
            given = {"name": "Gina", "email": email, "role": role, "programme_id": programme} | columns
            return f"/join/{tokens.create(connection, instants.now(), 'invite', **given)[1]}"

    return make


@pytest.fixture
def zhao(app):
    """A supervisor who joined after signers are confirmed, and whom nobody has confirmed."""
    columns = {"id": ZHAO.id, "email": ZHAO.email, "name": ZHAO.name, "profession": ZHAO.profession}
    columns |= {"licence_body": ZHAO.body, "licence_number": ZHAO.number, "password_hash": None}
    with app.app_context(), writing(db) as connection:
        connection.execute(Person.__table__.insert().values(columns | {"joined_at": NOW, "created_at": NOW}))
        roles.enrol(connection, ZHAO.id, NORTH, "supervisor", NOW)
    return ZHAO
