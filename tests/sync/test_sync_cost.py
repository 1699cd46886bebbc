"""What one sync asks of the database: few statements, one transaction that writes, one that reads, none undone."""

from types import SimpleNamespace

import pytest
from sqlalchemy import event, text

from logbook.auth import pace
from logbook.models import db
from tests.support.cast.people import ANA
from tests.support.cast.phone import envelope, post
from tests.support.documents.statements import an_entry, revised

pytestmark = pytest.mark.both_databases


@pytest.fixture
def asked(app, monkeypatch):
    """{statements: [SQL], ends: ["commit" | "rollback"]} of all that is asked of the database from now on."""
    monkeypatch.setattr(pace, "is_counted", lambda *, pushes: False)
    found = SimpleNamespace(statements=[], ends=[])
    with app.app_context():
        engine = db.engine

    def note(_connection, _cursor, statement, *_more):
        if not statement.startswith("BEGIN"):
            found.statements.append(statement)

    listeners = [
        ("before_cursor_execute", note),
        ("commit", lambda _connection: found.ends.append("commit")),
        ("rollback", lambda _connection: found.ends.append("rollback")),
    ]
    for name, listener in listeners:
        event.listen(engine, name, listener)
    yield found
    for name, listener in listeners:
        event.remove(engine, name, listener)


@pytest.fixture
def phone(anas, asked):
    """sync(*docs) of a phone that has begun; what was asked before is forgotten. More waits on it, so that no report
    is made: that is asked for apart."""
    at = {"cursor": None}

    def sync(*docs, **more):
        asked.statements.clear()
        asked.ends.clear()
        answer = post(anas, envelope(ANA, *docs, **at, **({"pending_left": 1} | more)))
        assert answer.status_code == 200, answer.text
        at["cursor"] = answer.get_json()["pull"]["cursor"]
        return answer.get_json()

    sync(an_entry())
    return sync


def _writes(asked):
    return [one for one in asked.statements if one.startswith(("INSERT", "UPDATE", "DELETE", "WITH"))]


def _on(app, *, sqlite, postgresql):
    """What is so on the database at hand."""
    with app.app_context():
        return {"sqlite": sqlite, "postgresql": postgresql}[db.engine.dialect.name]


@pytest.mark.parametrize("count", [1, 40])
def test_a_push_asks_as_much_for_one_case_as_for_forty(app, phone, asked, count):
    answer = phone(*(an_entry() for _ in range(count)))
    assert [one["status"] for one in answer["results"]] == ["applied"] * count
    assert len(answer["pull"]["docs"]) == count
    assert len(asked.statements) <= _on(app, sqlite=16, postgresql=12), "\n".join(asked.statements)
    # Device; verdicts, texts, heads; the report that holds no more; the feed's head, its pointers, its digests.
    assert len(_writes(asked)) == _on(app, sqlite=8, postgresql=4), "\n".join(asked.statements)
    # The session's look-up, what is written, what is read.
    assert asked.ends == ["commit"] * 3


@pytest.mark.parametrize("count", [1, 40])
def test_a_report_asks_nine_things_more(app, phone, asked, count):
    phone(an_entry(), pending_left=0)
    answer = phone(*(an_entry() for _ in range(count)), pending_left=0)
    assert [doc["kind"] for doc in answer["pull"]["docs"]] == ["entry"] * count + ["gate", "report"]
    # Whom the provider confirmed, cases and what was said of them, the report kept and told to supervisors; its gates,
    # those that changed, and they read; it read again.
    assert len(asked.statements) <= _on(app, sqlite=25, postgresql=21), "\n".join(asked.statements)
    assert asked.ends == ["commit"] * 3


def test_a_change_asks_little_more(app, phone, asked):
    entry = an_entry()
    phone(entry)
    answer = phone(revised(entry, place="Room 3"))
    assert answer["results"][0]["status"] == "applied"
    assert len(asked.statements) <= _on(app, sqlite=20, postgresql=17), "\n".join(asked.statements)
    assert asked.ends == ["commit"] * 3


def test_a_pull_of_nothing_asks_five_things_and_writes_nothing(phone, asked):
    phone()
    phone()
    # Session with roles; roles and head as they are in this snapshot; the cells since; the digest; the device.
    assert len(asked.statements) == 5, "\n".join(asked.statements)
    assert _writes(asked) == [] and asked.ends == ["commit"] * 2


def test_the_database_keeps_what_was_prepared_from_one_sync_to_the_next(phone, app):
    for _ in range(8):
        phone(an_entry())
    with app.app_context(), db.engine.connect() as connection:
        # SQLite's driver keeps its statements by itself.
        if connection.dialect.name == "postgresql":
            query = text("SELECT statement FROM pg_prepared_statements")
            prepared = connection.execute(query).scalars().all()
            assert any("INSERT INTO cell_pointer " in one for one in prepared), prepared
            assert any('INSERT INTO "mutation_result" ' in one for one in prepared), prepared
