"""Who did what, and when: what is kept of it, who reads it, and what it says."""

import ast
from pathlib import Path

import pytest
from sqlalchemy import select

from logbook import traces
from logbook.models import Audit, db
from logbook.models.engine import reading, writing
from logbook.office import audit
from tests.support.cast.clinic import joined
from tests.support.cast.people import ANA, CLEO, DAN, NORTH, SOUTH
from tests.support.server.reader import read

ROOT = Path(__file__).resolve().parents[1]
HERE = "/office/audit"


def said(page):
    return [line.strong.get_text() for line in page.soup.select("#found .rows li")]


def invited(client, name, role="trainee"):
    page, address = "/people/invitations", f"{name.replace(' ', '').lower()}@example.org"
    sent = read(client, page).form(page) | {"name": name, "email": address, "role": role, "programme": NORTH}
    assert client.post(page, data=sent).status_code == 303


@pytest.mark.both_databases
def test_what_was_done_in_a_programme_is_kept_with_it(app):
    with app.app_context():
        with pytest.raises(RuntimeError), writing(db):
            traces.trace("role_ended", about=ANA.id, programme=NORTH)
            raise RuntimeError
        with writing(db):
            traces.trace("role_ended", about=ANA.id, programme=NORTH, role="trainee")
            traces.trace("password_set", about=ANA.id)
        with reading(db) as connection:
            rows = connection.execute(select(*Audit.__table__.columns).where(Audit.about_id == ANA.id)).all()
    assert [(row.event, row.by_id, row.role) for row in rows if row.event != "role_given"] == [
        ("role_ended", "host", "trainee")
    ]


@pytest.mark.finding("use.C10")
def test_a_coordinator_reads_who_did_what(app, phone_of, dan, ana):
    client = phone_of(dan)
    invited(client, "Ines Lopez")
    [link] = {href for href in read(client, "/office").links() if href.startswith("/people/invitations/")}
    form = read(client, f"{link}/revocation").form(f"{link}/revocation")
    assert client.post(f"{link}/revocation", data=form).status_code == 303
    page = read(client, HERE)
    assert said(page)[:2] == ["Invitation of Ines Lopez revoked", "Invitation of Ines Lopez as trainee"]
    assert dan.name in page.soup.select_one("#found .rows li").get_text()


def test_a_list_that_is_exported_is_said(phone_of, dan):
    client = phone_of(dan)
    assert client.get("/cohort/trainees.csv").status_code == 200
    assert said(read(client, HERE))[0] == "List of 1 trainee exported as CSV"


def test_nothing_of_a_programme_they_do_not_run_is_told(app, phone_of, dan):
    joined(app, ANA, SOUTH, "supervisor")
    assert "Ana Silva became supervisor" not in said(read(phone_of(dan), HERE))
    joined(app, DAN, SOUTH, "coordinator")
    assert "Ana Silva became supervisor" in said(read(phone_of(dan), HERE))


def test_it_is_searched_by_whom_it_is_about_and_narrowed(app, phone_of, dan):
    client = phone_of(dan)
    invited(client, "Ines Lopez"), invited(client, "Otto Meyer")
    joined(app, CLEO, NORTH, "supervisor")
    assert said(read(client, f"{HERE}?q=otto")) == ["Invitation of Otto Meyer as trainee"]
    assert "Cleo Marsh became supervisor" in said(read(client, f"{HERE}?q=cleo"))
    assert {line.split()[0] for line in said(read(client, f"{HERE}?show=links"))} == {"Invitation"}
    page = read(client, f"{HERE}?q=nobody-is-called-so")
    assert "Nothing is found for" in page.text and HERE in page.links()


def test_fifty_lines_are_a_page(app, phone_of, dan):
    with app.app_context(), writing(db):
        for _ in range(60):
            traces.trace("programme_set", programme=NORTH)
    client = phone_of(dan)
    first, second = read(client, HERE), read(client, f"{HERE}?page=2")
    assert len(said(first)) == 50 and 0 < len(said(second)) <= 50
    assert f"{HERE}?page=2" in first.links()


def test_every_event_that_names_a_programme_has_words():
    found = set()
    for path in (ROOT / "logbook").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            named = isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", ""))
            if named in ("trace", "noted") and any(word.arg == "programme" for word in node.keywords):
                found |= {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
    assert found and found <= set(audit.WORDS)


def test_every_view_shows_events_that_there_are():
    shown = {event for some in audit.SHOWN.values() for event in some.events}
    assert shown <= set(audit.WORDS) <= set(traces.EVENTS)
