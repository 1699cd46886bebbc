"""What a school knows of licences: what their holders say and what it found itself; of another school's nothing."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from logbook import store
from logbook.models import Licence, LicenceCheck, LicencePeriod, Person
from logbook.office import licences, lookups, providers, registrations
from logbook.office.lookups import Found, Where
from logbook.record.licensed import licensed
from logbook.validity import checked, primary, valid, version
from tests.support.cast.people import ANA, BEN, DAN, FEMI, NORTH, SOUTH, provider_of
from tests.support.documents.statements import NOW
from tests.support.server.application import ask
from tests.support.server.asked import queries

ZONE = "Europe/London"
AT_NORTH = Where(provider_of(NORTH), NORTH, DAN.id, DAN.name)
AT_SOUTH = Where(provider_of(SOUTH), SOUTH, FEMI.id, FEMI.name)
ANSWERS = dict.fromkeys(("registered", "licensed", "type_fits", "number_matches", "is_them"), "yes")


@pytest.fixture
def context(both_databases):
    with both_databases.app_context():
        yield both_databases


def write(change):
    with store.writing() as connection:
        return change(connection)


def known(provider, *people):
    with store.reading() as connection:
        return licensed(connection, [one.id for one in people], provider, ZONE)


def check(where, act=None, somebody=BEN, found=None, **said):
    def kept(connection):
        usual = {"checked_on": "2026-11-20", "how": "online", "name": "", "next_on": None}
        last = licences.primary_of(connection, somebody.id)
        what = found or Found("active")
        told = usual | said
        return lookups.record(
            connection, last, where, act or str(uuid4()), NOW, found=what, answers=ANSWERS, **told
        )

    return write(kept)


def test_everybody_with_a_number_has_a_licence_that_says_what_the_account_says(context):
    [bens] = known(provider_of(NORTH), BEN)[BEN.id]
    said = version(bens)
    assert (said.body, said.number, said.is_primary) == (BEN.body, BEN.number, True)
    assert known(provider_of(NORTH), DAN) == {DAN.id: []}


def test_l13_choosing_another_licence_leaves_all_that_was_said_of_the_first(context):
    write(
        lambda c: licences.write(
            c, BEN.id, None, BEN.id, NOW, False, licence_body="GDC", licence_number="281234"
        )
    )
    before = ask(context, select(Licence.__table__))
    write(lambda c: registrations.choose(c, BEN.id, licences_of(c)["GDC"], BEN.id, NOW))
    assert ask(context, select(Licence.__table__))[: len(before)] == before
    assert version(primary(known(None, BEN)[BEN.id])).number == "281234"
    assert ask(context, select(Person.licence_body).where(Person.id == BEN.id))[0].licence_body == "GDC"


def licences_of(connection):
    return {row.licence_body: row for row in licences.of_person(connection, BEN.id).values()}


def test_a_changed_number_is_a_further_version_of_the_licence(context):
    details = {"name": BEN.name, "profession": BEN.profession, "licence_body": "GMC"}
    write(lambda c: registrations.change(c, BEN.id, BEN.id, NOW, **details, licence_number="7999999"))
    [bens] = known(None, BEN)[BEN.id]
    assert [one.number for one in bens.versions] == [BEN.number, "7999999"]
    assert version(bens, "2026-02-01").number == BEN.number


def test_a_change_of_the_name_alone_makes_no_version(context):
    details = {"profession": BEN.profession, "licence_body": BEN.body, "licence_number": BEN.number}
    write(lambda c: registrations.change(c, BEN.id, BEN.id, NOW, name="Ben O.", **details))
    assert len(known(None, BEN)[BEN.id][0].versions) == 1


def test_l16_a_check_that_is_sent_twice_is_one(context):
    act = str(uuid4())
    assert [check(AT_NORTH, act), check(AT_NORTH, act)] == [True, False]
    assert len(ask(context, select(LicenceCheck))) == len(ask(context, select(LicencePeriod))) == 1


def test_what_one_school_found_no_other_knows(context):
    check(AT_NORTH, found=Found("suspended", "Suspended", from_on="2026-11-01"))
    [there] = known(provider_of(NORTH), BEN)[BEN.id]
    [elsewhere] = known(provider_of(SOUTH), BEN)[BEN.id]
    [own] = known(None, BEN)[BEN.id]
    assert valid(there, "2026-11-28").state == "suspended"
    assert checked(there).on == "2026-11-20"
    for other in (elsewhere, own):
        assert valid(other, "2026-11-28").state == "active"
        assert other.checks == other.periods == ()


def test_a_check_that_is_taken_back_stays_and_says_nothing(context):
    act = str(uuid4())
    check(AT_NORTH, act, found=Found("ended", to_on=None, from_on="2026-11-01"))
    assert write(lambda c: lookups.take_back(c, act, licences.primary_of(c, BEN.id), AT_SOUTH, NOW)) is None
    assert write(lambda c: lookups.take_back(c, act, licences.primary_of(c, BEN.id), AT_NORTH, NOW)) is True
    assert write(lambda c: lookups.take_back(c, act, licences.primary_of(c, BEN.id), AT_NORTH, NOW)) is False
    [there] = known(provider_of(NORTH), BEN)[BEN.id]
    assert valid(there, "2026-11-28").state == "active"
    assert checked(there) is None
    assert len(ask(context, select(LicenceCheck))) == 2


def test_two_schools_that_are_joined_know_what_either_found(context):
    check(AT_NORTH)
    write(lambda c: providers.join(c, provider_of(SOUTH), provider_of(NORTH), NOW))
    assert checked(known(provider_of(SOUTH), BEN)[BEN.id][0]).on == "2026-11-20"


def test_the_holder_says_when_it_ends_and_takes_it_back(context):
    with store.reading() as connection:
        last = licences.primary_of(connection, BEN.id)
    act = write(lambda c: licences.state(c, last, BEN.id, NOW, status="active", to_on="2026-11-27"))
    assert valid(known(None, BEN)[BEN.id][0], "2026-11-28").state == "ended"
    write(lambda c: licences.unsay(c, last, act, BEN.id, NOW))
    assert valid(known(None, BEN)[BEN.id][0], "2026-11-28").state == "active"


def test_the_licences_of_many_are_one_question(context):
    with queries(context) as asked:
        known(provider_of(NORTH), ANA, BEN, FEMI)
    assert len(asked) == 1
