"""What /healthz says, and how much it asks of the database."""

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from logbook import shell, store
from logbook.models import Document, db
from logbook.store import condition
from tests.faults.unwritable import full_postgresql
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA
from tests.support.cast.phone import envelope, post, refusal
from tests.support.documents.statements import an_entry
from tests.support.server.application import sign_in

pytestmark = pytest.mark.both_databases

WELL = {"ok": True, "build": shell.build(), "database": True, "writable": True, "forwarded": 0}


@pytest.fixture
def written(app):
    """The statements that wrote, as they come."""
    seen = []
    with app.app_context():
        event.listen(
            db.engine,
            "before_cursor_execute",
            lambda _c, _cursor, statement, *_: seen.append(statement) if statement[:6] != "SELECT" else None,
        )
    return seen


def test_health_writes_and_leaves_nothing_behind(app, client, written):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, WELL)
    assert answer.headers["Cache-Control"] == "no-store"
    assert any(statement.startswith("INSERT INTO document") for statement in written)
    assert [row for row in Desk(app).rows(Document) if row.kind == "health"] == []


def test_however_often_it_is_asked_it_writes_every_few_seconds(client, written, monkeypatch):
    for _ in range(20):
        assert client.get("/healthz").status_code == 200
    assert sum(statement.startswith("INSERT INTO document") for statement in written) == 1
    monkeypatch.setattr(condition, "CHECKED_S", 0)
    client.get("/healthz")
    assert sum(statement.startswith("INSERT INTO document") for statement in written) == 2


def test_health_says_that_the_database_is_away(client, monkeypatch):
    def away():
        raise OperationalError("SELECT 1", {}, ConnectionError("refused"))

    monkeypatch.setattr(store.connection, "reading", away)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json == WELL | {"ok": False, "database": False, "writable": False}


@pytest.mark.finding("attack.L8")
def test_what_was_refused_a_moment_ago_counts_though_a_few_bytes_still_fit(postgres_url, monkeypatch):
    with full_postgresql(postgres_url, "statement") as app:
        client = sign_in(app.test_client(), ANA)
        assert client.get("/healthz").json == WELL
        assert refusal(post(client, envelope(ANA, an_entry()))) == (503, "not_writable")
        assert client.get("/healthz").json == WELL | {"ok": False, "writable": False}
        monkeypatch.setattr(condition, "REMEMBERED_S", 0)
        assert client.get("/healthz").json == WELL
