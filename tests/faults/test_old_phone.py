"""A phone that was away for a year, a role that begins or ends meanwhile, a first pull while everybody writes."""

import pytest
from sqlalchemy import select

from logbook import feed, store
from logbook.models import Entry, Membership, Proposal, Refusal
from logbook.office import roles
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, FEMI, NORTH
from tests.support.cast.phone import Phone
from tests.support.documents.statements import NOW, a_signoff, a_withdrawal, an_entry, mutation, revised
from tests.support.server.application import sign_in

pytestmark = pytest.mark.slow

PAGES, PAGE = 50, 4
A_YEAR_LATER = "2028-01-20T10:31:00Z"


@pytest.fixture
def desk(both_databases):
    return Desk(both_databases)


@pytest.fixture
def phone(both_databases):
    return lambda somebody: Phone(sign_in(both_databases.test_client(), somebody), somebody)


@pytest.mark.fault(46)
@pytest.mark.parametrize("is_restored", [False, True], ids=["", "after a restore"])
def test_a_case_taken_back_fourteen_months_ago_never_comes_to_life_again(desk, phone, is_restored):
    """The old phone still holds it, changes it, and reads from where it stood."""
    away, case = phone(ANA), an_entry()
    away.sync(case)
    desk.one(ANA, a_withdrawal(case))
    desk.send(ANA, *(an_entry() for _ in range(20)), now=A_YEAR_LATER)
    if is_restored:
        with desk.app.app_context(), store.writing() as connection:
            feed.new_epoch(connection)
        away.cursor = None
    late = revised(case, place="Room 4")
    [verdict] = away.sync(late)
    assert (verdict["status"], verdict["code"]) == ("conflict", "gone")
    assert [row.text for row in desk.rows(Proposal)] == [mutation(late).stmt]
    assert desk.head(case).state == "withdrawn" and len(away.held("withdrawal")) == 1
    fresh = phone(ANA)
    fresh.sync()
    assert fresh.docs == away.docs


@pytest.mark.fault(45)
def test_what_waits_on_a_phone_that_lost_its_role_is_kept_and_the_rest_goes(desk, phone):
    case = an_entry()
    desk.one(ANA, case)
    femis = phone(FEMI)
    with desk.app.app_context(), store.writing() as connection:
        roles.enrol(connection, FEMI.id, NORTH, "supervisor", NOW)
    femis.sync()
    assert femis.held("entry") == [case["id"]]
    with desk.app.app_context(), store.writing() as connection:
        mine = select(Membership.id).where(Membership.person_id == FEMI.id, Membership.programme_id == NORTH)
        roles.end(connection, connection.scalars(mine).one(), NOW)
    answer = a_signoff(case, by=FEMI, verdict="returned")
    [verdict] = femis.sync(answer)
    assert verdict["code"] == "no_access" and femis.held("entry") == []
    assert [row.text for row in desk.rows(Refusal, account_id=FEMI.id)] == [mutation(answer).stmt]


@pytest.mark.fault(50)
def test_a_first_pull_of_fifty_pages_misses_nothing_that_moves_meanwhile(desk):
    """Between two pages somebody changes a case that was handed out, one that was not, and logs a new one."""
    cases = [an_entry() for _ in range(PAGES * PAGE)]
    for start in range(0, len(cases), 50):
        desk.send(ANA, *cases[start : start + 50])
    held, cursor, pages, more = {}, None, 0, True
    while more:
        with desk.app.app_context(), store.reading() as connection:
            page = feed.pull(connection, BEN.id, cursor, limit=PAGE)
        held |= {doc["id"]: doc["rev"] for doc in page["docs"] if doc["kind"] == "entry"}
        cursor, more, pages = page["cursor"], page["more"], pages + 1
        if pages <= PAGES:
            moved = [
                revised(cases[pages], place="Room 4"),
                revised(cases[-pages], place="Room 5"),
                an_entry(),
            ]
            desk.send(ANA, *moved[: 3 if pages % 5 == 0 else 2])
    there = {row.id: row.rev for row in desk.rows(Entry)}
    assert pages > PAGES and held == there
