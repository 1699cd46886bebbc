"""Links that work, made past the coordinator's pages."""

import pytest

from logbook import instants
from logbook.auth import invitations
from logbook.models import db
from logbook.models.engine import writing
from tests.people import NORTH


@pytest.fixture
def invite(app):
    """invite(email=…, role=…): the path of a link that works."""

    def make(email="gina@example.org", role="trainee", programme=NORTH, **columns):
        with app.app_context(), writing(db) as connection:
            given = {"name": "Gina", "email": email, "role": role, "programme_id": programme} | columns
            return f"/join/{invitations.create(connection, instants.now(), 'invite', **given)[1]}"

    return make
