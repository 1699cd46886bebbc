"""What the feed gives to an account is what the law says: over random casts, and any history of their roles."""

import random

import orjson
import pytest
from sqlalchemy import exists, select

from logbook import feed, permissions, store
from logbook.auth import sessions
from logbook.kinds import KINDS, SUBJECTS
from logbook.kinds.queries import about_any
from logbook.models import Document, Entry, Membership, Module, Programme, Statement, db
from logbook.models.engine import writing
from logbook.office import curriculum, roles
from tests.support.cast import holding
from tests.support.cast.people import ANA, BEN, CLEO, DAN, FEMI, NORTH, SOUTH
from tests.support.documents.statements import (
    NOW,
    a_review,
    a_signoff,
    a_withdrawal,
    an_attestation,
    an_entry,
    mutation,
)
from tests.support.lanes import many

CAST = [ANA, BEN, CLEO, DAN, FEMI]
ROLES = ["trainee", "supervisor", "coordinator"]


def visible(app, account):
    """What the clauses of the law find for this account."""
    with app.app_context(), store.reading() as connection:
        person = sessions.person(connection, account)
        found = {("person", account)}
        for kind, query in clauses(person).items():
            found |= {(kind, id) for id in connection.scalars(query)}
    return found


def clauses(person):
    made = {
        "person": select(Membership.person_id).where(permissions.visible(person, "hold person")),
        "membership": select(Membership.id).where(permissions.visible(person, "hold membership")),
        "programme": select(Programme.id).where(permissions.visible(person, "hold programme")),
        "requirements": select(Programme.requirement_set).where(
            permissions.visible(person, "hold programme")
        ),
        "curriculum": select(Programme.id).where(permissions.visible(person, "hold programme")),
        "standing": select(Document.id).where(
            Document.kind == "standing",
            exists().where(
                Document.id == Membership.person_id + "." + Membership.programme_id,
                permissions.visible(person, "hold standing"),
            ),
        ),
        "gate": select(Document.id).where(
            Document.kind == "gate",
            exists().where(
                Document.id.like(Membership.person_id + "." + Membership.programme_id + ".%"),
                permissions.visible(person, "hold gate"),
            ),
        ),
    }
    return made | {
        name: select(kind.naming.key).where(about_any(kind.naming, subjects(person, kind)))
        for name, kind in KINDS.items()
    }


def subjects(person, kind):
    """{kind of subject: those about which this person holds what is said}."""
    return {
        name: select(table.id).where(permissions.visible(person, kind.held(name)))
        for name, table in SUBJECTS.items()
        if name == kind.subject or kind.of_members
    }


def lawful(app, account):
    """What `may` allows this account, thing by thing: the law read from its other end."""
    with app.app_context(), store.reading() as connection:
        person = sessions.person(connection, account)
        entries = connection.execute(select(Entry.__table__)).all()
        members = connection.execute(select(Membership.__table__)).all()
        programmes = connection.execute(select(Programme.__table__)).all()
        may = lambda action, thing: permissions.may(person, action, thing)  # noqa: E731
        mine = {row.id for row in entries if may("hold entry", row)}
        mine |= {row.id for row in members if may("hold attestation", row)}
        taught = {("curriculum", id) for id in connection.scalars(select(Module.programme_id))}
        found = {("person", account)}
        found |= {("person", row.person_id) for row in members if may("hold person", row)}
        found |= {("membership", row.id) for row in members if may("hold membership", row)}
        for row in programmes:
            if may("hold programme", row):
                found |= {
                    ("programme", row.id),
                    ("requirements", row.requirement_set),
                    *({("curriculum", row.id)} & taught),
                }
        for name, kind in KINDS.items():
            found |= {(name, id) for id, entry in about(connection, kind) if entry in mine}
        reckoned = {*connection.scalars(select(Document.id).where(Document.kind == "standing"))}
        theirs = {f"{row.person_id}.{row.programme_id}" for row in members if may("hold standing", row)}
        found |= {("standing", id) for id in reckoned & theirs}
        gates = {*connection.scalars(select(Document.id).where(Document.kind == "gate"))}
        own = {f"{row.person_id}.{row.programme_id}" for row in members if may("hold gate", row)}
        found |= {("gate", id) for id in gates if id.rpartition(".")[0] in own}
    return found


def about(connection, kind):
    """[(id, entry or membership id)] of every statement of a kind, read from the texts alone."""
    docs = [one for one in texts(connection) if one["typ"] in KINDS]
    owner = {one["id"]: of for one in docs if (of := one.get("entry") or one.get("membership"))}
    for one in docs:
        if one["typ"] == kind.name:
            of = one.get("of")
            entry = one["id"] if kind.name == "entry" else owner.get(one["id"])
            yield one["id"], entry or (of["id"] if of["kind"] == "entry" else owner[of["id"]])


def texts(connection):
    return [orjson.loads(text) for text in connection.execute(select(Statement.text)).scalars()]


def live(app, dice, places=None):
    """One thing happens, whatever it is: a role begins or ends, or somebody says something (it need not be taken).
    `places`: {account: the programmes in which they may come to be}, where not in all."""
    now = f"2026-11-{dice.randint(21, 28)}T10:00:00Z"
    who = dice.choice(CAST)
    programme, role = dice.choice((places or {}).get(who.id, [NORTH, SOUTH])), dice.choice(ROLES)
    with app.app_context(), writing(db) as connection:
        match dice.randint(0, 3):
            case 0:
                roles.enrol(connection, who.id, programme, role, now)
            case 1:
                lasting = select(Membership.id).where(Membership.ended_at.is_(None)).order_by(Membership.id)
                if ids := connection.execute(lasting).scalars().all():
                    roles.end(connection, dice.choice(ids), now, DAN.id)
            case _:
                say(connection, dice, who, programme, now)


def say(connection, dice, who, programme, now):
    heads = connection.execute(select(Entry.__table__).order_by(Entry.id)).all()
    known = {one["id"]: one for one in texts(connection)}
    person = sessions.person(connection, who.id)
    things = [an_entry(trainee=who.id, programme=programme, supervisor="")]
    if heads:
        case = known[dice.choice(heads).id]
        things += [a_signoff(case, by=who, verdict="returned"), a_review(case), a_withdrawal(case, by=who)]
    if somebody := connection.execute(select(Membership.__table__).order_by(Membership.id)).all():
        things.append(hours(dice.choice(somebody), who, dice))
    words = [one for one in known.values() if one["typ"] == "attestation"]
    if words:
        things.append(a_withdrawal(dice.choice(words), by=who))
    signoffs = [one for one in known.values() if one["typ"] == "signoff"]
    if signoffs:
        things.append(a_withdrawal(dice.choice(signoffs), by=who))
    store.accept(connection, person, [mutation(dice.choice(things))], now=now)


def hours(member, who, dice):
    """Hours of practice of somebody, as somebody says them."""
    how = dice.choice(["declared", "attended", "seen"])
    what = {"what": "hours", "module": "", "version": None, "hours": "practice", "known": how}
    return an_attestation(who, membership=member.id, **what)


def teaching(app):
    """Both programmes teach something."""
    for programme in (NORTH, SOUTH):
        with app.app_context(), writing(db) as connection:
            curriculum.take_shipped(connection, programme, DAN.id, NOW)


@pytest.mark.parametrize("seed", range(12))
def test_pointers_are_what_the_law_says_after_any_history(both_databases, seed):
    app, dice = both_databases, random.Random(seed)
    teaching(app)
    for _ in range(40):
        live(app, dice)
    for somebody in CAST:
        pointers = holding.held(app, somebody.id)
        assert pointers == visible(app, somebody.id) == lawful(app, somebody.id), (seed, somebody.name)


@pytest.mark.parametrize("seed", range(4))
def test_the_readers_of_a_thing_are_those_who_may_hold_it(both_databases, seed):
    app, dice = both_databases, random.Random(seed)
    for _ in range(25):
        live(app, dice)
    with app.app_context(), store.reading() as connection:
        people = {somebody.id: sessions.person(connection, somebody.id) for somebody in CAST}
        for action, table in (
            ("hold entry", Entry),
            ("see entry", Entry),
            ("hold person", Membership),
            ("hold membership", Membership),
            ("hold attestation", Membership),
            ("hold programme", Programme),
        ):
            for row in connection.execute(select(table.__table__)).all():
                readers = permissions.readers(action, row)
                posts = feed.holders(connection, readers.posts)
                told = readers.accounts.union(*posts.values())
                allowed = {id for id, person in people.items() if permissions.may(person, action, row)}
                assert told & people.keys() == allowed, (seed, action, row)


@pytest.mark.parametrize("seed", range(4))
def test_knowing_an_id_finds_what_one_may_see_and_nothing_else(both_databases, seed):
    """Whoever they are by then: a leaver, somebody of another programme, a coordinator who also trains."""
    app, dice = both_databases, random.Random(seed)
    # Whatever is drawn, there is a case to know of.
    with app.app_context(), writing(db) as connection:
        case = an_entry(trainee=ANA.id, programme=NORTH, supervisor="")
        ana = sessions.person(connection, ANA.id)
        store.accept(connection, ana, [mutation(case)], now="2026-11-21T09:00:00Z")
    for _ in range(40):
        live(app, dice)
    found, allowed = set(), set()
    with app.app_context(), writing(db) as connection:
        # Whatever ended meanwhile, somebody may see something.
        for programme in (NORTH, SOUTH):
            roles.enrol(connection, BEN.id, programme, "supervisor", "2026-11-29T10:00:00Z")
    with app.app_context(), store.reading() as connection:
        entries = {row.id: row for row in connection.execute(select(Entry.__table__))}
        members = {row.id: row for row in connection.execute(select(Membership.__table__))}
        for somebody in CAST:
            person = sessions.person(connection, somebody.id)
            for name, kind in KINDS.items():
                for id, entry in about(connection, kind):
                    if store.find(connection, person, name, id):
                        found.add((somebody.name, name, id))
                    read = kind.read_by if entry in entries else "hold attestation"
                    if permissions.may(person, read, entries.get(entry) or members[entry]):
                        allowed.add((somebody.name, name, id))
    assert found == allowed and found


# Each programme has a provider of its own; Ben comes to work for both.
PLACES = {ANA.id: [NORTH], DAN.id: [NORTH], CLEO.id: [SOUTH], FEMI.id: [SOUTH], BEN.id: [NORTH, SOUTH]}


@pytest.mark.parametrize("seed", range(many(8, 200)))
def test_feeds_of_two_providers_have_nothing_in_common_but_who_works_for_both(both_databases, seed):
    app, dice = both_databases, random.Random(seed)
    with app.app_context(), writing(db) as connection:
        for who in (ANA, CLEO):
            case = an_entry(trainee=who.id, programme=who.programme, supervisor="")
            store.accept(connection, sessions.person(connection, who.id), [mutation(case)], now=NOW)
    for _ in range(30):
        live(app, dice, PLACES)
    # Rules are shipped with the logbook, and belong to no school.
    shared = {("person", BEN.id), ("requirements", "generic-starter")}
    for north in (ANA, DAN):
        for south in (CLEO, FEMI):
            both = holding.held(app, north.id) & holding.held(app, south.id)
            assert both <= shared, (seed, north.name, south.name)
    assert all(("entry" in dict(holding.held(app, who.id))) for who in (ANA, CLEO))


def test_who_reads_is_said_only_by_actions_that_name_people():
    with pytest.raises(LookupError):
        permissions.readers("sign entry", Entry(trainee_id=ANA.id, programme_id=NORTH))
