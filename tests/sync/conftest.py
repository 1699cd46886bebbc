"""Ana's phone, and a look into the tables behind it."""

import pytest

from tests.support.cast.desk import Desk
from tests.support.cast.holding import check_digests
from tests.support.cast.people import ANA


@pytest.fixture
def anas(phone_of):
    """A browser in which Ana is signed in."""
    return phone_of(ANA)


@pytest.fixture
def desk(app):
    yield Desk(app)
    check_digests(app)
