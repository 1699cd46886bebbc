"""A page asks the database as often for many people as for a few: what it costs may grow, how often it asks may not."""

from dataclasses import replace

import pytest

from tests.support.cast.clinic import joined, told
from tests.support.cast.people import CLEO, DAN, FEMI, NORTH, SOUTH
from tests.support.documents.statements import an_entry
from tests.support.server.asked import queries
from tests.support.server.reader import read

pytestmark = pytest.mark.both_databases
MOST = 10


def asked(app, browser, page):
    """How many questions a page asks once it was shown before."""
    read(browser, page)
    with queries(app) as found:
        read(browser, page)
    return len(found)


def test_a_cohort(app, phone_of, dan):
    desk = phone_of(dan)
    told(app, an_entry())
    few = asked(app, desk, "/cohort")
    joined(app, DAN, SOUTH, "coordinator")
    for somebody in (CLEO, FEMI):
        joined(app, somebody, NORTH, "trainee")
        for _ in range(3):
            told(app, an_entry(trainee=somebody.id), by=replace(somebody, role="trainee", programme=NORTH))
    assert asked(app, desk, "/cohort") == few <= MOST
