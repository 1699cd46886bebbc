"""A newcomer's cases: sent before anybody was named who supervised."""

import pytest

from logbook.models import db
from logbook.models.engine import writing
from logbook.office import roles
from tests.support.cast.desk import Desk
from tests.support.cast.people import BEN, membership_of


@pytest.fixture
def desk(app):
    return Desk(app)


@pytest.fixture
def nobody_supervises(app):
    """Ben, the only supervisor of Ana's programme, left long ago."""
    with app.app_context(), writing(db) as connection:
        roles.end(connection, membership_of(BEN), "2026-02-01T09:00:00Z")
