"""Whose logbook the tests of cases are about."""

import pytest

from tests.support.cast.people import ANA


@pytest.fixture
def hers(phone_of):
    """Ana's browser."""
    return phone_of(ANA)
