"""Cells: a document lies where its readers look, whoever they are and however their roles come and go."""

import base64
import random
import zlib
from functools import reduce

import pytest
from sqlalchemy import func, select, text

from logbook import feed, store
from logbook.auth import sessions
from logbook.eligibility import requirements
from logbook.feed import cursor as cursors
from logbook.feed import ranges
from logbook.feed.digests import FIRST
from logbook.models import CellPointer, FeedHead, Membership, Person, Programme
from logbook.office import programmes, roles
from tests.feed.test_one_law import CAST, lawful, live
from tests.support.cast.holding import check_digests
from tests.support.cast.people import ANA, BEN, CLEO, FEMI, NORTH, SOUTH
from tests.support.documents.statements import NOW, a_signoff, an_attestation, an_entry, mutation
from tests.support.lanes import many
from tests.support.server.application import ask


class Small:
    """A phone that reads a few documents at a time, and remembers what it has only as phones do."""

    def __init__(self, app, somebody, cursor=None, limit=3):
        self.app, self.id, self.cursor, self.limit = app, somebody.id, cursor, limit
        self.docs, self.seen = {}, 0

    def read(self):
        """One page; whether there is more."""
        with self.app.app_context(), store.reading() as connection:
            page = self.page(connection)
        self.cursor = page["cursor"]
        assert len(page["docs"]) <= self.limit
        for doc in page["docs"]:
            if "gone" in doc:
                self.docs.pop((doc["kind"], doc["id"]), None)
            else:
                self.docs[doc["kind"], doc["id"]] = doc["hash"]
        self.seen += len(page["docs"])
        return page["more"]

    def page(self, connection):
        return feed.pull(connection, self.id, self.cursor, self.limit)

    def rest(self):
        """To the end; how many pages that took."""
        pages = 1
        while self.read():
            pages += 1
            assert pages < 2000, "it never ends"
        return pages


def hashes(app, somebody):
    """{(kind, id): hash} as a phone without any past gets them."""
    new = Small(app, somebody, limit=500)
    new.rest()
    return new.docs


@pytest.mark.parametrize("seed", range(many(4, 400)))
def test_a_phone_that_reads_in_between_holds_what_the_law_says(both_databases, seed):
    app, dice = both_databases, random.Random(seed)
    phones = [Small(app, somebody) for somebody in CAST]
    for _ in range(40):
        live(app, dice)
        for phone in dice.sample(phones, dice.randint(0, 3)):
            for _ in range(dice.randint(1, 3)):
                phone.read()
    for somebody, phone in zip(CAST, phones, strict=True):
        phone.rest()
        assert phone.docs.keys() == lawful(app, somebody.id), (seed, somebody.name)
        assert phone.docs == hashes(app, somebody), (seed, somebody.name)
        assert counted(app, somebody) == count(phone.docs), (seed, somebody.name)
    check_digests(app)


def test_what_an_account_holds_twice_of_later_kinds_is_not_taken_off_the_first_count(desk):
    enrol(desk, ANA, NORTH, "supervisor")
    desk.send(ANA, an_entry())
    hours = {"what": "hours", "module": "", "version": None, "hours": "practice", "known": "declared"}
    assert desk.one(ANA, an_attestation(ANA, **hours))["status"] == "applied"
    assert counted(desk.app, ANA) == count(hashes(desk.app, ANA))


def counted(app, somebody):
    with app.app_context(), store.reading() as connection:
        return feed.digest(connection, somebody.id)


def count(docs):
    """Both digests as a phone makes them."""
    first = [hash for (kind, _), hash in docs.items() if kind in FIRST]
    return mixed(first), mixed([hash for (kind, _), hash in docs.items() if kind not in FIRST])


def mixed(hashes):
    xor = reduce(int.__xor__, (int(hash[:16], 16) for hash in hashes), 0)
    return {"count": len(hashes), "xor": f"{xor:016x}"}


@pytest.mark.parametrize("seed", range(many(4, 100)))
def test_a_phone_with_a_cursor_of_an_earlier_server_reads_its_cells_once_and_goes_on(both_databases, seed):
    app, dice = both_databases, random.Random(seed)
    for _ in range(20):
        live(app, dice)
    # What an earlier server told it, and then a role ended that it has not heard of.
    phones = [Small(app, somebody, limit=7) for somebody in CAST]
    for phone in phones:
        phone.rest()
        phone.cursor = earlier(app, phone.id)
    for _ in range(15):
        live(app, dice)
    for somebody, phone in zip(CAST, phones, strict=True):
        phone.rest()
        assert phone.docs == hashes(app, somebody), (seed, somebody.name)
        phone.seen = 0
        phone.rest()
        assert phone.seen == 0


def earlier(app, account):
    [row] = ask(app, select(FeedHead.epoch, FeedHead.seq))
    return base64.urlsafe_b64encode(f"{row.epoch}.{account}.{row.seq}".encode()).decode().rstrip("=")


def enrol(desk, somebody, programme, role):
    with desk.app.app_context(), store.writing() as connection:
        return roles.enrol(
            connection, somebody if isinstance(somebody, str) else somebody.id, programme, role, NOW
        )


def end(desk, id):
    with desk.app.app_context(), store.writing() as connection:
        roles.end(connection, id, NOW)


def test_a_statement_costs_as_many_pointers_for_many_readers_as_for_one(desk):
    def moved():
        return ask(desk.app, select(FeedHead.seq))[0].seq

    before = moved()
    desk.one(ANA, an_entry())
    one = moved() - before
    for number in range(40):
        enrol(desk, another(desk, number), NORTH, "supervisor")
    before = moved()
    desk.one(ANA, an_entry())
    # The case in two cells, once for all who supervise how far its trainee is, and the trainee's own gate.
    assert moved() - before == one == 4


def another(desk, number):
    """One more account."""
    id = f"29000000-0000-4000-8000-{number:012d}"
    with desk.app.app_context(), store.writing() as connection:
        row = dict(connection.execute(select(Person.__table__).where(Person.id == FEMI.id)).mappings().one())
        connection.execute(
            Person.__table__.insert().values(row | {"id": id, "email": f"s{number}@example.org"})
        )
    return id


def test_a_role_moves_no_pointer_of_a_case(desk):
    desk.send(ANA, *(an_entry() for _ in range(20)))
    cases = select(func.max(CellPointer.seq)).where(CellPointer.kind == "entry")
    before = ask(desk.app, cases)
    end(desk, enrol(desk, FEMI, NORTH, "supervisor"))
    assert ask(desk.app, cases) == before


def test_who_gets_a_role_is_told_names_before_the_cases_that_mention_them(desk):
    desk.send(ANA, *(an_entry() for _ in range(9)))
    phone = Small(desk.app, FEMI, limit=2)
    phone.rest()
    enrol(desk, FEMI, NORTH, "supervisor")
    while not any(kind == "entry" for kind, _ in phone.docs):
        phone.read()
    assert {("person", ANA.id), ("person", BEN.id), ("programme", NORTH)} <= phone.docs.keys()


def test_a_role_given_taken_and_given_again_between_any_two_pages_leaves_the_cases(desk):
    desk.send(ANA, *(an_entry() for _ in range(10)))
    for pages in range(12):
        phone = Small(desk.app, FEMI, limit=2)
        id = enrol(desk, FEMI, NORTH, "supervisor")
        for _ in range(pages):
            phone.read()
        end(desk, id)
        phone.read()
        id = enrol(desk, FEMI, NORTH, "supervisor")
        phone.rest()
        assert sum(kind == "entry" for kind, _ in phone.docs) == 10, pages
        end(desk, id)
        phone.rest()
        assert phone.docs.keys() == lawful(desk.app, FEMI.id), pages


def test_what_changes_after_a_role_ended_is_taken_back_too(desk):
    """A case that moves on while the phone sleeps has a number beyond all that the phone ever saw."""
    entries = [an_entry() for _ in range(5)]
    desk.send(ANA, *entries)
    phone = Small(desk.app, BEN, limit=2)
    phone.rest()
    enrol(desk, FEMI, NORTH, "supervisor")
    with desk.app.app_context(), store.writing() as connection:
        roles.end(connection, membership(desk, BEN), NOW)
    for entry in entries:
        desk.one(FEMI, a_signoff(entry, by=FEMI, verdict="returned"))
    phone.rest()
    assert not any(kind == "entry" for kind, _ in phone.docs)


def membership(desk, somebody):
    [row] = ask(
        desk.app,
        select(Membership.id).where(Membership.person_id == somebody.id, Membership.ended_at.is_(None)),
    )
    return row.id


def test_who_loses_one_of_two_roles_keeps_what_the_other_shows(desk):
    """Ana trains and supervises in one programme: her own cases lie in two cells."""
    enrol(desk, CLEO, NORTH, "trainee")
    id = enrol(desk, ANA, NORTH, "supervisor")
    mine, theirs = an_entry(), an_entry(trainee=CLEO.id)
    # As the roles are, which began a moment ago.
    with desk.app.app_context(), store.writing() as connection:
        for somebody, entry in ((ANA, mine), (CLEO, theirs)):
            person = sessions.person(connection, somebody.id)
            [told] = store.accept(connection, person, [mutation(entry)], now=NOW)
            assert told["status"] == "applied", told
    phone = Small(desk.app, ANA)
    phone.rest()
    assert {("entry", mine["id"]), ("entry", theirs["id"])} <= phone.docs.keys()
    with desk.app.app_context(), store.reading() as connection:
        assert feed.digest(connection, ANA.id).first["count"] == 2
    end(desk, id)
    phone.rest()
    assert ("entry", mine["id"]) in phone.docs and ("entry", theirs["id"]) not in phone.docs


@pytest.fixture
def sets():
    """Three of the shipped sets; both programmes use the first."""
    return requirements.keys()[:3]


class TestRequirements:
    def test_a_set_that_is_swapped_and_swapped_back_comes_and_goes(self, desk, sets):
        phone = Small(desk.app, ANA)
        for key in (*sets, *sets):
            swap(desk, NORTH, key)
            phone.rest()
            assert held_sets(phone) == {key}

    def test_a_set_that_another_programme_of_the_reader_uses_stays(self, desk, sets):
        first, other, _ = sets
        enrol(desk, ANA, SOUTH, "trainee")
        phone = Small(desk.app, ANA)
        phone.rest()
        swap(desk, NORTH, other)
        phone.rest()
        assert held_sets(phone) == {first, other}
        swap(desk, SOUTH, other)
        phone.rest()
        assert held_sets(phone) == {other}

    def test_swaps_that_a_phone_slept_through_come_as_the_last(self, desk, sets):
        phone = Small(desk.app, ANA)
        phone.rest()
        for key in sets:
            swap(desk, NORTH, key)
        phone.rest()
        assert held_sets(phone) == {sets[-1]}


def held_sets(phone):
    return {id for kind, id in phone.docs if kind == "requirements"}


def swap(desk, programme, key):
    with desk.app.app_context(), store.writing() as connection:
        programmes.change(connection, programme, requirement_set=key)


class TestTwelveProgrammes:
    @pytest.fixture
    def supervisor(self, desk):
        """Femi supervises in thirteen programmes."""
        with desk.app.app_context(), store.writing() as connection:
            row = dict(
                connection.execute(select(Programme.__table__).where(Programme.id == NORTH)).mappings().one()
            )
            for number in range(12):
                connection.execute(Programme.__table__.insert().values(row | {"id": programme(number)}))
        for number in range(12):
            enrol(desk, FEMI, programme(number), "supervisor")
        return desk

    def test_a_cursor_in_the_midst_of_everything_is_short(self, supervisor):
        phone = Small(supervisor.app, FEMI, limit=1)
        longest = 0
        while phone.read():
            longest = max(longest, len(phone.cursor))
        assert longest <= 2000

    def test_a_page_reads_no_more_rows_of_each_cell_than_fit_into_it(self, supervisor):
        app = supervisor.app
        for number in range(3):
            enrol(supervisor, ANA, programme(number), "trainee")
            supervisor.send(ANA, *(an_entry(programme=programme(number), supervisor="") for _ in range(30)))
        with app.app_context(), store.writing() as connection:
            cells = connection.scalars(select(CellPointer.cell).distinct()).all()
            values = {"most": 6}
            for number, cell in enumerate(cells):
                values |= {f"c{number}": cell, f"s{number}": 0, f"u{number}": 2**63 - 1}
            question = ranges._question(("all",) * len(cells)).bindparams(**values)
            plan = explained(connection, question)
        assert plan <= 6 * len(cells), plan
        assert len(cells) > 30


def programme(number):
    return f"1a000000-0000-4000-8000-{number:012d}"


def explained(connection, question):
    """The most rows that are read; on SQLite, which counts none, each cell is found by the index of its numbers."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        query = question.compile(connection, compile_kwargs={"literal_binds": True})
        [found] = connection.execute(text(f"EXPLAIN (ANALYZE, FORMAT JSON) {query}")).scalar_one()
        return sum(rows(found["Plan"]))
    lines = connection.execute(text(f"EXPLAIN QUERY PLAN {question.text}"), question.compile().params).all()
    scans = [line.detail for line in lines if "cell_pointer" in line.detail]
    assert scans and all("SEARCH" in line and "cell=? AND seq>? AND seq<?" in line for line in scans), scans
    assert not [line.detail for line in lines if "TEMP B-TREE" in line.detail]
    return 0


def rows(plan):
    if plan["Node Type"].startswith(("Index", "Seq", "Bitmap Heap")):
        yield plan["Actual Rows"] * plan["Actual Loops"] + plan.get("Rows Removed by Filter", 0)
    for below in plan.get("Plans", ()):
        yield from rows(below)


class TestCursor:
    def test_it_says_again_what_it_was_given(self):
        read = cursors.Read("e", 7, ["n:a", "s:a"], {"s:a": (3, 9)}, {"s:b": 4})
        assert cursors.given(cursors.encode("e", ANA.id, read), ANA.id) == read

    @pytest.mark.parametrize(
        "cursor", ["x", "e30", "AAAA", "eJwDAAAAAAE", cursors.encode("e", ANA.id, cursors.Read("e", 7))[:-9]]
    )
    def test_what_is_none_of_ours_is_refused(self, cursor):
        with pytest.raises(cursors.BadRequest):
            cursors.given(cursor, ANA.id)

    def test_one_that_would_grow_without_end_when_opened_is_refused(self):
        import base64

        bomb = base64.urlsafe_b64encode(zlib.compress(b"[" + b" " * 50_000_000)).decode().rstrip("=")
        with pytest.raises(cursors.BadRequest):
            cursors.given(bomb, ANA.id)
