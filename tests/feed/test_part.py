"""A part of what an account may hold: what waits and what moved last, whole cases, whatever happens in between."""

import random
from dataclasses import replace

import orjson
import pytest
from sqlalchemy import select, update

from logbook import feed, store
from logbook.auth import pace, sessions
from logbook.feed import cursor as cursors
from logbook.feed import floors, placing
from logbook.models import CellFloor, CellPointer, Entry, Membership, Programme, Signoff, Statement
from logbook.office import roles
from tests.feed.test_cells import Small, count, enrol, programme
from tests.feed.test_one_law import CAST, lawful, live
from tests.support.cast.holding import check_digests
from tests.support.cast.people import ANA, BEN, FEMI, NORTH
from tests.support.documents.statements import NOW, a_review, a_signoff, a_withdrawal, an_entry, mutation
from tests.support.lanes import many

CELL = f"s:{NORTH}/supervisor/now"


@pytest.fixture
def few(monkeypatch):
    """Whoever holds anything of a post's holds a part: some four documents of each cell, beside what waits."""
    for name, value in {"KEPT": 4, "SLACK": 2, "MANY": 0, "FEWER": 0}.items():
        monkeypatch.setattr(floors, name, value)


class Part(Small):
    """A phone that keeps a part, unless its build is changed for one that does not know how."""

    knows = True

    def page(self, connection):
        return feed.pull(connection, self.id, self.cursor, self.limit, part=self.knows)


def move(app):
    with app.app_context(), store.writing() as connection:
        return floors.move(connection)


def due(app, somebody):
    """{(kind, id)} as a phone of somebody's that keeps a part is to have them, read from the tables."""
    with app.app_context(), store.reading() as connection:
        person = feed.reader(connection, somebody.id).person
        level = {row.cell: row.seq for row in connection.execute(select(CellFloor.cell, CellFloor.seq))}
        opened = connection.scalars(select(Entry.id).where(Entry.state.in_(("sent", "returned")))).all()
        waiting = {doc for docs in feed.said(connection, sorted(opened)).values() for doc in docs}
        lying = select(CellPointer.cell, CellPointer.kind, CellPointer.doc_id, CellPointer.seq).where(
            CellPointer.cell.in_(placing.read_by(person)), CellPointer.gone.is_(None)
        )
        return {
            (kind, id)
            for cell, kind, id, seq in connection.execute(lying)
            if seq > level.get(cell, 0) or (kind, id) in waiting
        }


def digests(app, phone):
    with app.app_context(), store.reading() as connection:
        return feed.digest(connection, phone.id, None, feed.floors_of(phone.cursor, phone.id))


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("seed", range(many(4, 400)))
def test_a_phone_holds_its_part_after_any_history(both_databases, seed):
    app, dice = both_databases, random.Random(seed)
    phones = [Part(app, somebody) for somebody in CAST]
    for _ in range(60):
        if dice.randrange(3):
            write_one(app)
        else:
            live(app, dice)
        sign_one(app, dice)
        if not dice.randrange(6):
            move(app)
        for phone in dice.sample(phones, dice.randint(0, 3)):
            phone.knows = bool(dice.randrange(8))
            for _ in range(dice.randint(1, 3)):
                phone.read()
    for somebody, phone in zip(CAST, phones, strict=True):
        for knows in (True, False, True):
            phone.knows = knows
            phone.rest()
            kept = due(app, somebody) if knows else lawful(app, somebody.id)
            assert phone.docs.keys() == kept, (seed, somebody.name, knows)
            assert digests(app, phone) == count(phone.docs), (seed, somebody.name, knows)
        new = Part(app, somebody, limit=500)
        new.rest()
        assert new.docs == phone.docs, (seed, somebody.name)
        phone.seen = 0
        phone.rest()
        assert phone.seen == 0
    check_digests(app)
    assert_whole(app)


def write_one(app):
    """Ana writes a case, where her role and Ben's were not taken from them; else they get them back."""
    now = "2026-11-28T09:00:00Z"
    with app.app_context(), store.writing() as connection:
        ana, ben = (sessions.person(connection, one.id) for one in (ANA, BEN))
        if NORTH not in ana.programmes("trainee"):
            roles.enrol(connection, ANA.id, NORTH, "trainee", now)
        elif NORTH not in ben.programmes("supervisor"):
            roles.enrol(connection, BEN.id, NORTH, "supervisor", now)
        else:
            store.accept(connection, ana, [mutation(an_entry())], now=now)


def sign_one(app, dice):
    """Some case that waits is signed by whoever supervises there, if anybody does: what waits does not age."""
    with app.app_context(), store.writing() as connection:
        query = (
            select(Entry.hash, Membership.person_id)
            .join(Membership, Membership.programme_id == Entry.programme_id)
            .where(
                Entry.state == "sent",
                Membership.role == "supervisor",
                Membership.ended_at.is_(None),
                Membership.person_id != Entry.trainee_id,
            )
            .order_by(Entry.id, Membership.person_id)
        )
        if rows := connection.execute(query).all():
            row = dice.choice(rows)
            stmt = connection.scalar(select(Statement.text).where(Statement.hash == row.hash))
            person = sessions.person(connection, row.person_id)
            said = replace(mutation(a_signoff(orjson.loads(stmt), by=person)), grade="C")
            store.accept(connection, person, [said], now="2026-11-28T10:00:00Z")


def assert_whole(app):
    """All that was said of a case lies on one side of the floor."""
    with app.app_context(), store.reading() as connection:
        entries = connection.scalars(select(Entry.id)).all()
        for level in connection.execute(select(CellFloor.cell, CellFloor.seq)).all():
            lying = {
                (row.kind, row.doc_id): row.seq > level.seq
                for row in connection.execute(
                    select(CellPointer.kind, CellPointer.doc_id, CellPointer.seq).where(
                        CellPointer.cell == level.cell
                    )
                )
            }
            for docs in feed.said(connection, sorted(entries)).values():
                assert len({lying[doc] for doc in docs if doc in lying}) <= 1, docs


def signed(desk, count, **changes):
    """So many cases of Ana's that Ben signed, the oldest first: two documents each."""
    entries = [an_entry(**changes) for _ in range(count)]
    desk.send(ANA, *entries)
    for entry in entries:
        assert desk.sign(BEN, a_signoff(entry))["status"] == "applied"
    return entries


def held(phone, kind="entry"):
    return {id for found, id in phone.docs if found == kind}


@pytest.mark.usefixtures("few")
class TestWhatAges:
    def test_only_the_floor_takes_something_away_and_says_that_it_is_not_kept(self, desk):
        entries, phone = signed(desk, 10), Part(desk.app, BEN, limit=500)
        phone.rest()
        assert len(held(phone)) == 10
        assert move(desk.app) == 1
        with desk.app.app_context(), store.reading() as connection:
            page = feed.pull(connection, BEN.id, phone.cursor, part=True)
        assert {doc["id"] for doc in page["docs"] if doc["kind"] == "entry"} == ids(entries[:8])
        assert {doc["gone"] for doc in page["docs"]} == {"not_kept"}
        phone.rest()
        assert held(phone) == ids(entries[8:])
        assert move(desk.app) == 0

    def test_a_trainee_keeps_everything_and_so_does_a_build_that_knows_no_parts(self, desk):
        signed(desk, 10)
        move(desk.app)
        anas, bens = Part(desk.app, ANA), Small(desk.app, BEN)
        anas.rest(), bens.rest()
        assert len(held(anas)) == len(held(bens)) == 10

    def test_what_waits_stays_however_old_it_is_and_goes_once_it_is_answered_and_old(self, desk):
        waiting, phone = an_entry(), Part(desk.app, BEN)
        desk.one(ANA, waiting)
        for _ in range(2):
            signed(desk, 5)
            move(desk.app)
            phone.rest()
            assert waiting["id"] in held(phone) and len(held(phone)) == 3
        desk.sign(BEN, a_signoff(waiting))
        phone.rest()
        assert waiting["id"] in held(phone)
        signed(desk, 5)
        move(desk.app)
        phone.rest()
        assert waiting["id"] not in held(phone) and len(held(phone)) == 2

    def test_an_old_case_of_which_something_is_said_comes_back_whole(self, desk):
        entries, phone = signed(desk, 10), Part(desk.app, BEN)
        move(desk.app)
        phone.rest()
        assert entries[0]["id"] not in held(phone)
        review = a_review(entries[0])
        assert desk.one(ANA, review)["status"] == "applied"
        phone.rest()
        assert entries[0]["id"] in held(phone) and held(phone, "review") == {review["id"]}
        assert len(held(phone, "signoff")) == 3

    def test_one_that_waits_again_comes_back_whole(self, desk):
        entries, phone = signed(desk, 10), Part(desk.app, BEN)
        move(desk.app)
        phone.rest()
        [signoff] = desk.rows(Signoff, entry_id=entries[0]["id"])
        back = a_withdrawal({"typ": "signoff", "id": signoff.id, "entry": entries[0]["id"]}, by=BEN)
        assert desk.one(BEN, back | {"of_hash": signoff.hash})["status"] == "applied"
        phone.rest()
        assert entries[0]["id"] in held(phone) and signoff.id in held(phone, "signoff")
        signed(desk, 10)
        move(desk.app)
        phone.rest()
        assert entries[0]["id"] in held(phone) and signoff.id in held(phone, "signoff")

    def test_what_aged_while_a_phone_slept_leaves_it_too(self, desk):
        early, phone = signed(desk, 6), Part(desk.app, BEN)
        phone.rest()
        late = signed(desk, 6)
        move(desk.app)
        desk.one(ANA, a_review(early[0]))
        phone.rest()
        assert held(phone) == {*ids(late[-2:]), early[0]["id"]}

    def test_who_goes_back_to_a_few_cases_holds_all_of_them_again(self, desk, monkeypatch):
        signed(desk, 10)
        move(desk.app)
        phone = Part(desk.app, BEN)
        phone.rest()
        assert len(held(phone)) == 2
        monkeypatch.setattr(floors, "MANY", 30)
        monkeypatch.setattr(floors, "FEWER", 20)
        phone.rest()
        assert len(held(phone)) == 10

    def test_a_phone_that_an_earlier_server_was_filling_gets_what_waits_as_well(self, desk):
        signed(desk, 2)
        waiting = an_entry()
        desk.one(ANA, waiting)
        signed(desk, 6)
        move(desk.app)
        phone = Part(desk.app, BEN, limit=2)
        phone.knows = False
        while not held(phone):
            read = cursors.given(phone.cursor, BEN.id)
            if read.epoch:
                read.first.clear()
                phone.cursor = cursors.encode(read.epoch, BEN.id, read)
            phone.read()
        assert waiting["id"] not in held(phone)
        phone.knows = True
        phone.rest()
        assert phone.docs.keys() == due(desk.app, BEN) and waiting["id"] in held(phone)
        assert digests(desk.app, phone) == count(phone.docs)

    def test_nobody_goes_to_and_fro_between_two_numbers(self, desk, monkeypatch):
        signed(desk, 10)
        move(desk.app)
        part, whole = Part(desk.app, BEN), Part(desk.app, FEMI)
        part.rest()
        monkeypatch.setattr(floors, "MANY", 25)
        monkeypatch.setattr(floors, "FEWER", 15)
        enrol(desk, FEMI, NORTH, "supervisor")
        for _ in range(3):
            part.rest(), whole.rest()
            assert (len(held(part)), len(held(whole))) == (2, 10)


def ids(entries):
    return {entry["id"] for entry in entries}


def test_what_waits_comes_before_all_else_once_the_names_are_there(desk):
    signed(desk, 20)
    waiting = [an_entry() for _ in range(3)]
    desk.send(ANA, *waiting)
    signed(desk, 3)
    phone = Small(desk.app, BEN, limit=5)
    while not held(phone):
        phone.read()
    phone.read()
    assert ids(waiting) <= held(phone) and len(held(phone)) < 10
    phone.rest()
    assert len(held(phone)) == 26


@pytest.mark.usefixtures("few")
def test_a_case_that_is_signed_while_a_floor_moves_waits_no_more(desk, monkeypatch):
    """On SQLite whoever moves a floor is the only writer; on PostgreSQL others write until the head is held."""
    waiting, torn = an_entry(), floors._torn
    desk.one(ANA, waiting)
    [before] = desk.rows(CellPointer, cell=CELL, doc_id=waiting["id"])
    signed(desk, 10)
    desk.one(ANA, a_review(waiting))
    with desk.app.app_context(), store.writing() as connection:
        # As an earlier server left it: what was said last lies above, the case itself where it was.
        put = update(CellPointer).where(CellPointer.cell == CELL, CellPointer.doc_id == waiting["id"])
        connection.execute(put.values(seq=before.seq))
        is_alone = connection.dialect.name == "sqlite"
    late = [] if is_alone else [a_signoff(waiting)]

    def meanwhile(*given):
        found = torn(*given)
        while late:
            assert desk.sign(BEN, late.pop())["status"] == "applied"
        return found

    monkeypatch.setattr(floors, "_torn", meanwhile)
    assert move(desk.app) == 1
    if is_alone:
        desk.sign(BEN, a_signoff(waiting))
    signed(desk, 10)
    move(desk.app)
    phone = Part(desk.app, BEN)
    phone.rest()
    assert waiting["id"] not in held(phone) and phone.docs.keys() == due(desk.app, BEN)
    assert_whole(desk.app)


@pytest.mark.usefixtures("few")
def test_many_syncs_of_a_supervisor_of_twelve_programmes_never_begin_again(desk, phone, monkeypatch):
    """The phone compares both digests after each sync: see `Phone`."""
    monkeypatch.setattr(pace, "is_counted", lambda *, pushes: False)
    app = desk.app
    with app.app_context(), store.writing() as connection:
        row = dict(
            connection.execute(select(Programme.__table__).where(Programme.id == NORTH)).mappings().one()
        )
        for number in range(11):
            connection.execute(Programme.__table__.insert().values(row | {"id": programme(number)}))
    places = [NORTH, *(programme(number) for number in range(11))]
    for place in places:
        enrol(desk, FEMI, place, "supervisor")
        if place != NORTH:
            enrol(desk, ANA, place, "trainee")
    femis, dice, entries = phone(FEMI), random.Random(48), []
    femis.knows = "others, part"
    for number in range(many(120, 1000)):
        who, grade = ANA, None
        match dice.randrange(5) if entries else 0:
            case 0 | 1:
                doc = an_entry(programme=dice.choice(places), supervisor=FEMI.id)
                entries.append(doc)
            case 2 | 3:
                who, grade, doc = FEMI, "C", a_signoff(dice.choice(entries), by=FEMI)
            case _:
                doc = a_review(dice.choice(entries))
        with app.app_context(), store.writing() as connection:
            person = sessions.person(connection, who.id)
            store.accept(connection, person, [replace(mutation(doc), grade=grade)], now=NOW)
        if not number % 7:
            move(app)
        femis.sync()
    assert cursors.given(femis.cursor, FEMI.id).floors
    assert 0 < len(femis.held("entry")) < len(entries)
