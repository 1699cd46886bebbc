"""One table says who may do what: on one thing and as a where-clause, with one meaning."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, delete, insert, select
from sqlalchemy.pool import StaticPool

from logbook.models import (
    Administration,
    Arrangement,
    Attestation,
    Audit,
    Cohort,
    Copy,
    Enrolment,
    Entry,
    Invitation,
    Membership,
    Programme,
    Proposal,
    Provider,
    RequirementSet,
    Roster,
    RuleException,
    SetAside,
    SetDraft,
    Signoff,
    db,
)
from logbook.permissions import RULES, Person, may, visible
from tests.support.cast import people
from tests.support.cast.people import NORTH, SOUTH, provider_of
from tests.support.lanes import many

PEOPLE = [str(uuid4()) for _ in range(3)]
PROGRAMMES = [NORTH, SOUTH]
PROVIDERS = [provider_of(NORTH), provider_of(SOUTH)]
ROLES = ["trainee", "supervisor", "coordinator"]
TABLES = {
    "see entry": Entry,
    "write entry": Entry,
    "sign entry": Entry,
    "hand over entry": Entry,
    "admit answer": Entry,
    "withdraw signoff": Signoff,
    "withdraw set-aside": SetAside,
    "declare attestation": Membership,
    "attest": Membership,
    "attest by file": Membership,
    "hold attestation": Membership,
    "withdraw attestation": Attestation,
    "close proposal": Proposal,
    "hold entry": Entry,
    "hold programme": Programme,
    "run programme": Programme,
    "run cohort": Cohort,
    "undo arrangement": Arrangement,
    "undo enrolment": Enrolment,
    "withdraw exception": RuleException,
    "arrange training": Membership,
    "reinstate": Membership,
    "see member": Membership,
    "hold person": Membership,
    "hold membership": Membership,
    "hold standing": Membership,
    "hold gate": Membership,
    "take out logbook": Membership,
    "end membership": Membership,
    "recover person": Membership,
    "manage account": Membership,
    "confirm signer": Membership,
    "hand over": Membership,
    "relieve": Membership,
    "see supervisor": Membership,
    "keep register": Membership,
    "check licence": Membership,
    "keep register of administrator": Administration,
    "see devices": Membership,
    "bring back copy": Membership,
    "see copy": Copy,
    "see audit": Audit,
    "manage invitation": Invitation,
    "see roster": Roster,
    "read set": RequirementSet,
    "write set": SetDraft,
    "manage provider invitation": Invitation,
    "run provider": Provider,
    "oversee programme": Programme,
    "see coordinator": Membership,
    "end coordinator": Membership,
    "see administrator": Administration,
    "end administrator": Administration,
}
HELD = st.dictionaries(st.sampled_from(PROGRAMMES), st.frozensets(st.sampled_from(ROLES), min_size=1))
WHO = st.builds(
    Person,
    id=st.sampled_from(PEOPLE),
    name=st.just("x"),
    email=st.just("x"),
    profession=st.just("x"),
    body=st.just("x"),
    number=st.just("x"),
    roles=HELD,
    ever=HELD,
    administers=st.dictionaries(
        st.sampled_from(PROVIDERS), st.frozensets(st.sampled_from(PROGRAMMES), max_size=2), max_size=2
    ),
)


def value(column):
    """Anything the column may hold, from few enough values that rules are met often."""
    if column.name == "id":
        few = {"programme": PROGRAMMES, "provider": PROVIDERS}.get(column.table.name)
        return st.sampled_from(few) if few else st.uuids().map(str)
    if column.name.endswith("programme_id"):
        nobodys = column.nullable and column.table.name == "requirement_set"
        return st.sampled_from([*PROGRAMMES, None] if nobodys else PROGRAMMES)
    if column.name == "provider_id":
        return st.sampled_from([*PROVIDERS, None] if column.nullable else PROVIDERS)
    if column.name == "kind" and column.table.name == "invitation":
        return st.sampled_from(["invite", "recovery"])
    if column.name.endswith("_id") or column.name == "created_by":
        return st.sampled_from(PEOPLE)
    if column.name == "role":
        return st.sampled_from(ROLES)
    if column.name == "ended_at":
        return st.sampled_from([None, "2026-01-01T00:00:00Z"])
    if column.type.python_type is bool:
        return st.booleans()
    return st.just(1) if column.type.python_type is int else st.uuids().map(str)


def key_of(table):
    [key] = table.__table__.primary_key.columns
    return key


def rows(table):
    only = {
        Membership: lambda row: (row["person_id"], row["programme_id"], row["role"]),
        Administration: lambda row: (row["person_id"], row["provider_id"]),
    }
    by = only.get(table, lambda row: row[key_of(table).name])
    one = st.fixed_dictionaries({column.name: value(column) for column in table.__table__.columns})
    return st.lists(one, max_size=8, unique_by=by)


@pytest.fixture(scope="module")
def engine():
    made = create_engine("sqlite://", poolclass=StaticPool)
    db.metadata.create_all(made)
    yield made
    made.dispose()


def test_every_action_is_tried_here():
    assert set(TABLES) == set(RULES)


@pytest.mark.parametrize("action", sorted(TABLES))
@settings(
    max_examples=many(40, 2000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_what_may_be_done_is_what_can_be_found(engine, action, data):
    table, who = TABLES[action], data.draw(WHO)
    drawn = data.draw(rows(table))
    with engine.begin() as connection:
        connection.execute(delete(table))
        if drawn:
            connection.execute(insert(table), drawn)
        every = connection.execute(select(*table.__table__.columns)).all()
        key = key_of(table)
        found = connection.execute(select(key).where(visible(who, action))).scalars().all()
    assert sorted(found) == sorted(getattr(row, key.name) for row in every if may(who, action, row))


def test_nobody_signed_in_may_do_nothing():
    assert not any(may(None, action, None) for action in RULES)


def an_entry(trainee, programme=NORTH):
    return Entry(trainee_id=trainee.id, programme_id=programme)


def signed_in(somebody):
    return Person(
        somebody.id,
        somebody.name,
        somebody.email,
        "",
        "",
        "",
        {somebody.programme: frozenset({somebody.role})},
    )


@pytest.mark.parametrize(
    ("who", "sees", "writes", "signs"),
    [
        (people.ANA, True, True, False),
        (people.BEN, True, False, True),
        (people.CLEO, False, False, False),
        (people.DAN, False, False, False),
        (people.FEMI, False, False, False),
    ],
)
def test_the_cast_and_an_entry_of_anas(who, sees, writes, signs):
    entry, person = an_entry(people.ANA), signed_in(who)
    found = [may(person, action, entry) for action in ("see entry", "write entry", "sign entry")]
    assert found == [sees, writes, signs]


def test_a_supervisor_who_also_trains_never_signs_their_own_case():
    both = Person(people.BEN.id, "", "", "", "", "", {NORTH: frozenset({"trainee", "supervisor"})})
    assert may(both, "write entry", an_entry(people.BEN))
    assert not may(both, "sign entry", an_entry(people.BEN))


def test_a_trainee_who_left_still_sees_their_cases_and_writes_none():
    left = Person(people.ANA.id, "", "", "", "", "", {})
    assert may(left, "see entry", an_entry(people.ANA))
    assert not may(left, "write entry", an_entry(people.ANA))


def test_a_coordinator_cannot_end_or_recover_themselves():
    own = Membership(person_id=people.DAN.id, programme_id=NORTH, role="coordinator", ended_at=None)
    assert not may(signed_in(people.DAN), "end membership", own)
    assert not may(signed_in(people.DAN), "recover person", own)
