"""What is written of a licence makes those reports anew that may say otherwise by it, and tells their phones."""

import pytest
from sqlalchemy import func, select

from logbook import store
from logbook.models import FeedHead, Report
from logbook.office import licences, lookups, providers
from logbook.office.lookups import Found
from tests.licences.conftest import AT_NORTH, AT_SOUTH, a_set
from tests.support.cast.people import ANA, BEN, NORTH, SOUTH, provider_of
from tests.support.documents.statements import NOW

BY_LICENSED = a_set({"of": "cases", "where": {"signer_licensed": True}})
A_LICENCE = a_set({"of": "licences"})
ENDED = Found("ended", from_on="2026-05-02")


def counted(report):
    return [(rule["counted"], rule["met"]) for rule in report["rules"]]


def test_a_licence_that_is_looked_up_is_in_its_holders_next_report(north):
    north.asks(A_LICENCE)
    assert counted(north.shown()) == [(0, False)]
    north.looks_up(ANA)
    assert counted(north.shown()) == [(1, True)]
    assert north.shown() == north.anew()


SIGNERS = {
    "a school finds that it had ended": lambda north: north.looks_up(BEN, found=ENDED),
    "its holder says that it had ended": lambda north: north.says(BEN, "ended", from_on="2026-05-02"),
}


@pytest.mark.parametrize("change", SIGNERS)
def test_what_is_known_of_a_signers_licence_makes_the_reports_of_those_anew_for_whom_they_signed(
    north, change
):
    north.signed("2026-05-10")
    north.asks(BY_LICENSED)
    assert counted(north.shown()) == [(1, True)]
    SIGNERS[change](north)
    assert counted(north.shown()) == [(0, False)]
    assert north.shown() == north.anew()


def test_a_check_that_is_taken_back_is_in_no_report_any_more(north):
    north.signed("2026-05-10")
    north.asks(BY_LICENSED)
    act = "99999999-9999-4999-8999-999999999999"
    north.looks_up(BEN, found=ENDED, act=act)
    assert counted(north.shown()) == [(0, False)]
    north.write(lambda c: lookups.take_back(c, act, licences.primary_of(c, BEN.id), AT_NORTH, NOW))
    assert counted(north.shown()) == [(1, True)]


def test_what_its_holder_takes_back_is_in_no_report_any_more(north):
    north.signed("2026-05-10")
    north.asks(BY_LICENSED)
    act = north.says(BEN, "ended", from_on="2026-05-02")
    assert counted(north.shown()) == [(0, False)]
    north.write(lambda c: licences.unsay(c, licences.primary_of(c, BEN.id), act, BEN.id, NOW))
    assert counted(north.shown()) == [(1, True)]


def mark(north):
    with north.app.app_context(), store.reading() as connection:
        return connection.scalar(select(Report.mark).where(Report.trainee_id == ANA.id))


def test_a_check_that_finds_what_was_known_makes_no_report_of_others_anew(north):
    north.signed("2026-05-10")
    north.shown()
    before = mark(north)
    north.looks_up(BEN)
    north.looks_up(BEN, AT_SOUTH, ENDED)
    assert mark(north) == before
    north.looks_up(BEN, found=ENDED)
    assert mark(north) != before


def test_schools_that_are_joined_judge_by_what_either_found(north):
    north.asks(A_LICENCE)
    north.looks_up(ANA, AT_SOUTH)
    assert counted(north.shown()) == [(0, False)]
    north.write(lambda c: providers.join(c, provider_of(NORTH), provider_of(SOUTH), NOW))
    assert counted(north.shown()) == [(1, True)]


def test_a_phone_to_which_nothing_else_is_new_is_told(north):
    north.signed("2026-05-10")
    north.shown()

    def seq():
        with north.app.app_context(), store.reading() as connection:
            return connection.scalar(select(func.max(FeedHead.seq)))

    before = seq()
    north.looks_up(BEN, found=ENDED)
    assert seq() > before


@pytest.mark.parametrize("key", ["us-nv-dentist", "us-cans"])
def test_a_shipped_set_that_asks_for_a_licence_is_met_by_one_that_the_school_looked_up(north, key):
    north.uses(key)
    first = north.shown()["rules"][0]
    assert (first["met"], "not recorded" in first["label"]) == (False, False)

    def moves(connection):
        last = licences.primary_of(connection, ANA.id)
        licences.write(connection, ANA.id, last.licence_id, ANA.id, NOW, True, region="US-NV")

    north.write(moves)
    assert north.shown()["rules"][0]["met"] is False
    north.looks_up(ANA)
    assert north.shown()["rules"][0]["met"] is True
