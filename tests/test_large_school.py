"""A page asks the database as often for many people as for a few: what it costs may grow, how often it asks may not."""

from dataclasses import replace

import pytest

from tests.support.cast.clinic import joined, told
from tests.support.cast.people import ANA, BEN, CLEO, DAN, FEMI, NORTH, SOUTH
from tests.support.documents.statements import a_review, a_signoff, an_entry, revised
from tests.support.server.asked import queries
from tests.support.server.reader import read

pytestmark = pytest.mark.both_databases
MOST = 10
# Also a report: its row, its programme, and whom that has confirmed.
MOST_OF_A_TRAINEE = 12


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
    assert asked(app, desk, "/cohort") <= few <= MOST


@pytest.mark.parametrize(
    "page", ["/me", "/signoffs", "/signoffs/signed", "/trainees", f"/entries?trainee={ANA.id}"]
)
def test_a_page_of_a_supervisor(app, phone_of, ben, page):
    desk = phone_of(ben)
    answered(app, ANA)
    few = asked(app, desk, page)
    joined(app, BEN, SOUTH, "supervisor")
    joined(app, CLEO, NORTH, "trainee")
    for _ in range(4):
        answered(app, ANA)
        answered(app, replace(CLEO, programme=NORTH))
    assert asked(app, desk, page) <= few <= MOST


@pytest.mark.parametrize("page", ["/entries", "/progress", "/todo", "/me"])
def test_a_page_of_a_trainee(app, phone_of, ana, page):
    desk = phone_of(ana)
    answered(app, ANA)
    few = asked(app, desk, page)
    for _ in range(8):
        answered(app, ANA)
    assert asked(app, desk, page) <= few <= MOST_OF_A_TRAINEE


def answered(app, trainee):
    """Three cases of somebody: signed and looked at again, sent back, and waiting."""
    signed, returned, waiting = (
        told(app, an_entry(trainee=trainee.id, programme=trainee.programme), by=trainee) for _ in range(3)
    )
    told(app, a_signoff(signed), by=BEN, grade="C")
    told(app, a_review(signed), by=trainee)
    told(app, a_signoff(returned, verdict="returned"), by=BEN)
    told(app, revised(waiting, place="Room 4"), by=trainee)
