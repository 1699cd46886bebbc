"""A desk on each database, and a case of Ana's on it."""

import pytest

from tests.support.cast.desk import Desk
from tests.support.cast.holding import check_digests
from tests.support.cast.people import ANA, BEN
from tests.support.documents.statements import a_signoff, an_entry


@pytest.fixture
def desk(both_databases):
    yield Desk(both_databases)
    check_digests(both_databases)


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
