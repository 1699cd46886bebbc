"""A programme that teaches the shipped curriculum, and what is judged of Ana there."""

import pytest

from logbook.models import db
from logbook.models.engine import writing
from logbook.office import curriculum
from tests.support.cast.desk import Desk
from tests.support.cast.people import DAN, NORTH, SOUTH
from tests.support.documents.statements import NOW


@pytest.fixture
def desk(app):
    """The store, where both programmes teach the shipped curriculum."""
    with app.app_context():
        for programme in (NORTH, SOUTH):
            with writing(db) as connection:
                curriculum.take_shipped(connection, programme, DAN.id, NOW)
    return Desk(app)
