"""A desk on each database, and phones that read from it."""

import pytest

from tests.support.cast.desk import Desk
from tests.support.cast.holding import check_digests
from tests.support.cast.phone import Phone
from tests.support.server.application import sign_in


@pytest.fixture
def desk(both_databases):
    yield Desk(both_databases)
    check_digests(both_databases)


@pytest.fixture
def phone(desk):
    """phone(ANA): a phone that has never synced."""
    return lambda somebody: Phone(sign_in(desk.app.test_client(), somebody), somebody)
