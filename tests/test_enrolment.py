"""Roles begin and end with all that the feed must say about them, on both databases."""

import pytest
from sqlalchemy import select, update

from logbook import canonical, feed, instants
from logbook.feed import register
from logbook.models import Document, Membership, Person, db
from logbook.models.engine import writing
from logbook.office import programmes, roles
from tests.support.cast import holding
from tests.support.cast.people import ANA, BEN, CLEO, DAN, FEMI, NORTH, SOUTH, membership_of, provider_of
from tests.support.server.application import ask


@pytest.fixture
def within(both_databases):
    """within(deed, …): the deed in one write transaction."""

    def do(deed, *arguments):
        with both_databases.app_context(), writing(db) as connection:
            return deed(connection, *arguments)

    do.app = both_databases
    return do


def held(within, who):
    return holding.held(within.app, who.id)


def kept(within, kind, id):
    (row,) = ask(within.app, select(Document.__table__).where(Document.kind == kind, Document.id == id))
    return row


def test_a_trainee_knows_supervisors_and_no_other_trainee(within):
    assert {("person", ANA.id), ("person", BEN.id), ("programme", NORTH)} <= held(within, ANA)
    people = {id for kind, id in held(within, ANA) if kind == "person"}
    assert people == {ANA.id, BEN.id}


def test_a_supervisor_knows_the_trainees_of_their_programme_only(within):
    assert {id for kind, id in held(within, BEN) if kind == "person"} == {ANA.id, BEN.id}
    assert {id for kind, id in held(within, FEMI) if kind == "person"} == {CLEO.id, FEMI.id}


def test_a_new_supervisor_and_the_trainees_learn_of_each_other(within):
    id = within(roles.enrol, FEMI.id, NORTH, "supervisor", instants.now())
    assert {("person", ANA.id), ("membership", membership_of(ANA)), ("programme", NORTH)} <= held(
        within, FEMI
    )
    assert {("person", FEMI.id), ("membership", id)} <= held(within, ANA)
    assert ("person", FEMI.id) not in held(within, DAN)


def test_enrolling_twice_is_once(within):
    now = instants.now()
    first = within(roles.enrol, FEMI.id, NORTH, "supervisor", now)
    assert within(roles.enrol, FEMI.id, NORTH, "supervisor", now) == first
    mine = (Membership.person_id == FEMI.id, Membership.programme_id == NORTH)
    assert len(ask(within.app, select(Membership.id).where(*mine))) == 1


def test_a_role_that_ended_can_begin_again(within):
    within(roles.end, membership_of(BEN), instants.now())
    assert within(roles.enrol, BEN.id, NORTH, "supervisor", instants.now()) != membership_of(BEN)
    assert ("person", ANA.id) in held(within, BEN)


def test_a_supervisor_who_leaves_keeps_a_name_for_the_trainees(within):
    within(roles.end, membership_of(BEN), "2026-06-01T09:00:00Z")
    assert ("person", BEN.id) in held(within, ANA)
    assert ("person", ANA.id) not in held(within, BEN)
    assert canonical.loads(kept(within, "membership", membership_of(BEN)).text)["ended_on"] == "2026-06-01"


def test_a_kept_text_gets_a_new_revision_only_when_it_changes(within):
    before = kept(within, "person", BEN.id)
    within(register.publish_person, BEN.id)
    assert kept(within, "person", BEN.id).rev == before.rev == 1
    with within.app.app_context(), writing(db) as connection:
        connection.execute(update(Person).where(Person.id == BEN.id).values(licence_number="7099999"))
        feed.touch(connection, register.publish_person(connection, BEN.id))
    after = kept(within, "person", BEN.id)
    assert (after.rev, canonical.loads(after.text)["number"]) == (2, "7099999")
    assert after.hash == canonical.digest(after.text) != before.hash


@pytest.mark.parametrize("kind", ["person", "membership", "programme", "requirements"])
def test_every_kept_text_is_canonical(within, kind):
    rows = ask(within.app, select(Document.__table__).where(Document.kind == kind))
    assert rows
    for row in rows:
        doc = canonical.loads(row.text)
        assert (doc["typ"], doc["id"]) == (kind, row.id)


def test_an_e_mail_never_reaches_the_feed(within):
    assert not [row for row in ask(within.app, select(Document.text)) if "@" in row.text]


def test_a_new_programme_has_its_documents_and_nobody(within):
    columns = {
        "name": "East",
        "provider_id": provider_of(SOUTH),
        "tz": "Europe/London",
        "requirement_set": "generic-starter",
    }
    with within.app.app_context(), writing(db) as connection:
        id = programmes.begin(connection, instants.now(), **columns)
    assert canonical.loads(kept(within, "programme", id).text)["name"] == "East"
    assert not holding.holders(within.app, "programme", id)
    assert id not in (NORTH, SOUTH)
