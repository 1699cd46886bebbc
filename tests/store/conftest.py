"""A desk on each database, and a case of Ana's on it."""

import pytest

from tests.desk import Desk
from tests.documents import a_signoff, an_entry
from tests.people import ANA, BEN


@pytest.fixture
def desk(both_databases):
    return Desk(both_databases)


@pytest.fixture
def entry(desk):
    """A case of Ana's that the server has."""
    doc = an_entry()
    desk.one(ANA, doc)
    return doc


@pytest.fixture
def signed(desk, entry):
    """The same case, signed by Ben."""
    desk.sign(BEN, a_signoff(entry))
    return entry
