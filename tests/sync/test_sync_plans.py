"""Every query of a sync finds its rows by an index: with a school's cases beside them it costs the same."""

import pytest
from sqlalchemy import event, text

from logbook import store
from logbook.feed import floors
from logbook.models import db
from tests.support.cast.people import ANA, BEN
from tests.support.cast.phone import Phone
from tests.support.documents.statements import a_review, a_signoff, a_withdrawal, an_entry, revised

pytestmark = pytest.mark.both_databases

# One row; the values that a query was given, and none at all; what SQLite keeps of itself, a page of a cell at most.
ONE_ROW = (
    "SCAN feed_head",
    "SCAN json_each",
    "SCAN CONSTANT ROW",
    "SCAN (subquery",
    "SCAN anon",
    "SCAN part",
    "SCAN kept",
)
# Few rows, and the report's alone to ask: the programmes of a provider, and who was confirmed there.
OF_REPORTS = ("SCAN confirmation", "SCAN programme")


@pytest.fixture
def questions(app):
    """{SQL: its values} of each SELECT that is asked from now on."""
    found = {}
    with app.app_context():
        engine = db.engine

    def note(_connection, _cursor, statement, parameters, *_more):
        if statement.startswith(("SELECT", "WITH kept")):
            found[statement] = parameters

    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


def _plan(connection, statement, values):
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        return [row[3] for row in rows]
    return list(connection.exec_driver_sql(f"EXPLAIN {statement}", values).scalars())


def _reads_all(line):
    """Whether a step of a plan reads a whole table that grows."""
    if "Seq Scan" in line:
        return "Seq Scan on feed_head" not in line
    return line.startswith("SCAN") and not line.startswith(ONE_ROW + OF_REPORTS)


def test_no_query_of_a_sync_reads_a_whole_table(app, phone_of, questions):
    anas, bens = Phone(phone_of(ANA), ANA), Phone(phone_of(BEN), BEN)
    entry = an_entry()
    anas.sync(entry)
    bens.sync(a_signoff(entry, verdict="returned"))
    changed = revised(entry, place="Room 3")
    anas.sync(changed, a_review(changed), an_entry())
    anas.sync(a_withdrawal(changed))
    anas.sync()
    assert len(questions) > 15
    _check(app, questions)


def test_no_query_of_a_phone_that_keeps_a_part_reads_a_whole_cell(app, phone_of, questions, monkeypatch):
    for name, value in {"KEPT": 2, "SLACK": 0, "MANY": 0, "FEWER": 0}.items():
        monkeypatch.setattr(floors, name, value)
    anas, bens = Phone(phone_of(ANA), ANA), Phone(phone_of(BEN), BEN)
    bens.knows = "others, part"
    entries = [an_entry() for _ in range(5)]
    for entry in entries:
        anas.sync(entry, a_withdrawal(entry))
    with app.app_context(), store.writing() as connection:
        assert floors.move(connection) == 1
    questions.clear()
    bens.sync()
    anas.sync(an_entry())
    bens.sync()
    assert len(bens.held("entry")) == 2
    assert any("MATERIALIZED" in one for one in questions) and any("AND waits" in one for one in questions)
    _check(app, questions)


def _check(app, questions):
    with app.app_context(), db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            # Of a few rows it would rather read all.
            connection.execute(text("SET enable_seqscan = off"))
        plans = {statement: _plan(connection, statement, values) for statement, values in questions.items()}
    found = [
        f"{line}: {statement}"
        for statement, plan in plans.items()
        for line in plan
        if _reads_all(line.strip(" ->"))
    ]
    assert found == [], "\n".join(found)
