"""The feed page by page, and what one page costs the database."""

import pytest
from sqlalchemy import select, text

from logbook import feed, store
from logbook.feed import docs, ranges
from logbook.models import CellPointer, Entry, FeedHead, db
from logbook.problems import Busy, EpochChanged
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, NORTH
from tests.support.documents.statements import an_entry, mutation, revised
from tests.support.server.application import application


def pull(desk, somebody, cursor=None, **limits):
    with desk.app.app_context(), store.reading() as connection:
        return feed.pull(connection, somebody.id, cursor, **limits)


class TestPages:
    def test_a_page_ends_at_its_number_of_documents_and_the_next_goes_on(self, desk):
        desk.send(ANA, *(an_entry() for _ in range(12)))
        start = pull(desk, ANA)["cursor"]
        desk.send(ANA, *(an_entry() for _ in range(12)))
        first = pull(desk, ANA, start, limit=7)
        second = pull(desk, ANA, first["cursor"], limit=7)
        # The last is the gate that they count for.
        assert [len(page["docs"]) for page in (first, second)] == [7, 6]
        assert [page["more"] for page in (first, second)] == [True, False]

    def test_a_page_ends_before_it_grows_too_large(self, desk):
        start = pull(desk, ANA)["cursor"]
        desk.send(ANA, *(an_entry(reflection="x" * 2000) for _ in range(6)))
        page = pull(desk, ANA, start, max_bytes=9000)
        assert (len(page["docs"]), page["more"]) == (2, True)
        assert [doc["kind"] for doc in pull(desk, ANA, page["cursor"])["docs"]] == ["entry"] * 4 + ["gate"]

    def test_earlier_versions_come_along_oldest_first_and_count_as_part_of_the_page(self, desk):
        start = pull(desk, ANA)["cursor"]
        first, other = an_entry(reflection="x" * 2000), an_entry()
        second = revised(first, place="Room 4")
        third = revised(second, place="Room 5")
        desk.send(ANA, first, second, third)
        desk.one(ANA, other)
        page = pull(desk, ANA, start, max_bytes=9000)
        [doc] = page["docs"]
        assert page["more"] and [kept["rev"] for kept in doc["earlier"]] == [1, 2]
        texts = [mutation(kept).stmt for kept in (first, second)]
        assert [kept["stmt"] for kept in doc["earlier"]] == texts
        assert pull(desk, ANA, page["cursor"])["docs"][0]["earlier"] == []

    def test_however_many_cases_were_changed_each_has_its_earlier_versions(self, desk, monkeypatch):
        monkeypatch.setattr(docs, "_AT_ONCE", 2)
        cases = [an_entry() for _ in range(5)]
        desk.send(ANA, *cases, *(revised(case, place="Room 4") for case in cases))
        pulled = [doc for doc in pull(desk, ANA)["docs"] if doc["kind"] == "entry"]
        held = desk.snapshot(ANA)["records"]["entry"]
        for found in (pulled, held):
            assert {(doc["id"], len(doc["earlier"])) for doc in found} == {(case["id"], 1) for case in cases}

    def test_a_document_larger_than_a_page_goes_out_alone(self, desk):
        start = pull(desk, ANA)["cursor"]
        desk.send(ANA, an_entry(), an_entry())
        page = pull(desk, ANA, start, max_bytes=10)
        assert (len(page["docs"]), page["more"]) == (1, True)

    def test_a_document_that_changed_twice_comes_once_as_it_is_now(self, desk):
        entry = an_entry()
        start = pull(desk, ANA)["cursor"]
        desk.send(ANA, entry, revised(entry, place="Room 4"))
        [doc, gate] = pull(desk, ANA, start)["docs"]
        assert (doc["id"], doc["rev"], gate["kind"]) == (entry["id"], 2, "gate")

    def test_an_epoch_that_ended_is_noticed_by_every_cursor(self, desk):
        cursor = pull(desk, ANA)["cursor"]
        with desk.app.app_context(), store.writing() as connection:
            feed.new_epoch(connection)
        with pytest.raises(EpochChanged):
            pull(desk, ANA, cursor)

    def test_a_feed_without_a_head_begins_one_with_the_first_change(self, desk):
        with desk.app.app_context(), store.writing() as connection:
            for table in (CellPointer, FeedHead):
                connection.execute(table.__table__.delete())
        unborn = pull(desk, ANA)
        desk.one(ANA, an_entry())
        with pytest.raises(EpochChanged):
            pull(desk, ANA, unborn["cursor"])

    def test_a_cursor_from_the_future_means_the_database_went_back_in_time(self, desk):
        cursor = pull(desk, ANA)["cursor"]
        with desk.app.app_context(), store.writing() as connection:
            connection.execute(FeedHead.__table__.update().values(seq=0))
        with pytest.raises(EpochChanged):
            pull(desk, ANA, cursor)

    def test_a_kind_that_only_a_later_build_knows_stops_no_pull(self, desk):
        """Two builds behind one address, or a host that went back to the one before."""
        start, entry = pull(desk, ANA)["cursor"], an_entry()
        with desk.app.app_context(), store.writing() as connection:
            feed.touch(connection, [(f"s:{ANA.id}", "note", entry["id"])])
            feed.touch(connection, [(f"s:{ANA.id}", "note", "gone")], gone="revoked")
        desk.one(ANA, entry)
        page = pull(desk, ANA, start)
        assert [(doc["kind"], doc["id"]) for doc in page["docs"]] == [
            ("note", "gone"),
            ("entry", entry["id"]),
            ("gate", f"{ANA.id}.{NORTH}.0"),
        ]
        assert not page["more"] and pull(desk, ANA, page["cursor"])["docs"] == []


@pytest.fixture
def postgres_desk(postgres_url):
    """Where one can ask how much was read, and wait for a lock on one entry."""
    for app in application(postgres_url):
        yield Desk(app)


def test_a_pull_of_one_change_reads_at_most_twelve_pages_of_the_database(postgres_desk):
    """Exact, not timed: without a fitting index it is hundreds of thousands."""
    for _ in range(5):
        postgres_desk.send(ANA, *(an_entry() for _ in range(100)))
    # What the database tidies in the background must not be counted as what the question costs.
    with postgres_desk.app.app_context():
        tidy = db.engine.execution_options(isolation_level="AUTOCOMMIT")
        with tidy.connect() as connection:
            connection.execute(text("VACUUM (ANALYZE)"))
    with postgres_desk.app.app_context(), store.writing() as connection:
        # Those for whoever supervises come before those for the trainee.
        last = feed.head(connection).seq
        values = {"c0": f"s:{ANA.id}", "s0": last - 1, "u0": 2**63 - 1, "most": 501}
        query = (
            ranges._question(("all",))
            .bindparams(**values)
            .compile(connection, compile_kwargs={"literal_binds": True})
        )
        found = connection.execute(text(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {query}")).scalar_one()
    plan = found[0]["Plan"]
    assert plan["Actual Rows"] == 1
    assert plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] <= 12, plan


def test_a_writer_who_waits_too_long_for_an_entry_is_told_to_come_back(postgres_desk):
    entry = an_entry()
    postgres_desk.one(ANA, entry)
    with postgres_desk.app.app_context(), store.writing() as connection:
        connection.execute(select(Entry.id).where(Entry.id == entry["id"]).with_for_update())
        with pytest.raises(Busy):
            postgres_desk.one(ANA, revised(entry, place="Room 4"))
    assert postgres_desk.rows(Entry)[0].rev == 1
