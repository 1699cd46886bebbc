"""The command line: an empty database becomes a logbook with a programme and its coordinator."""

import re
import socket

import pytest
from click.testing import CliRunner
from sqlalchemy import func, insert, select

from logbook import instants
from logbook.auth import sessions
from logbook.cli import commands
from logbook.demo import PASSWORD
from logbook.demo import people as demo
from logbook.models import Attempt, Device, Login, Person, Programme, db
from logbook.models.engine import reading, writing
from logbook.store import devices
from tests.support.cast import people
from tests.support.cast.people import NORTH
from tests.support.server.application import application, ask, settings
from tests.support.server.reader import read


@pytest.fixture
def run(monkeypatch, tmp_path):
    """run("migrate"): the command in a demo's environment, on a database of its own."""
    monkeypatch.setenv("LOGBOOK_INSTANCE", str(tmp_path))
    monkeypatch.setenv("LOGBOOK_DEMO", "yes")
    # Where a check fails to stop it, `serve` would become the server, and take these tests with it.
    monkeypatch.setattr("os.execv", lambda *_: pytest.fail("it serves"))
    for name in ("DATABASE_URL", "SECRET_KEY", "LOGBOOK_ORIGIN"):
        monkeypatch.delenv(name, raising=False)
    return lambda *arguments: CliRunner().invoke(commands, arguments)


@pytest.fixture
def real(monkeypatch, sqlite_url):
    """real("invite", …): the command in a real logbook's environment, with the cast in its database."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("SECRET_KEY", "k" * 40)
    monkeypatch.setenv("LOGBOOK_ORIGIN", "https://logbook.example.org")
    monkeypatch.delenv("LOGBOOK_DEMO", raising=False)
    monkeypatch.setattr("os.execv", lambda *_: pytest.fail("it serves"))
    return lambda *arguments: CliRunner().invoke(commands, arguments)


def people_in(url):
    for app in application(url):
        with app.app_context(), reading(db) as connection:
            return connection.scalar(select(func.count()).select_from(Person))


def test_the_demo_loads_its_people_once(run, tmp_path):
    assert run("migrate").exit_code == 0
    for _ in range(2):
        shown = run("demo")
        assert shown.exit_code == 0 and PASSWORD in shown.output
    assert people_in(f"sqlite:///{tmp_path / 'logbook.db'}") == len(demo.PEOPLE) + len(demo.COLLEAGUES) + len(
        demo.ADMINISTRATORS
    )


def test_a_real_logbook_never_gets_the_demo_people(real, sqlite_url):
    before = people_in(sqlite_url)
    assert real("demo").exit_code == 1
    assert people_in(sqlite_url) == before


def test_a_programme_begins_and_its_coordinator_is_invited(real, sqlite_url):
    made = real("programme", "add", "Foundation", "--provider", "East School")
    id = made.stdout.strip()
    shown = real("invite", "zoe@example.org", "--name", "Zoe Young", "--programme", id)
    assert re.fullmatch(r"https://logbook\.example\.org/join/[\w-]{43}\n", shown.stdout)
    for app in application(sqlite_url, settings(sqlite_url)):
        page = read(app.test_client(), shown.stdout.strip().removeprefix("https://logbook.example.org"))
        assert page.heading == "Join Foundation" and "Coordinator" in page.text
        with app.app_context(), reading(db) as connection:
            kept = connection.scalar(select(Programme.requirement_set).where(Programme.id == id))
    assert kept == "generic-starter"


def test_somebody_locked_out_gets_a_link_for_a_new_password(real, sqlite_url, dan):
    shown = real("recover", dan.email.upper())
    for app in application(sqlite_url, settings(sqlite_url)):
        page = read(app.test_client(), shown.stdout.strip().removeprefix("https://logbook.example.org"))
        assert page.heading == "Set a new password" and page.soup.select_one("#f-email")["value"] == dan.email


def test_a_port_that_is_taken_is_said_in_words(run):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        shown = run("serve", "--port", str(other.getsockname()[1]))
    assert shown.exit_code == 1 and "is taken" in shown.output


def test_a_database_without_its_tables_is_said_in_words(run):
    shown = run("serve", "--port", "0")
    assert shown.exit_code == 1 and "logbook migrate" in shown.output


@pytest.mark.parametrize("command", [("migrate",), ("serve", "--port", "0"), ("recover", "ana@example.org")])
@pytest.mark.parametrize(
    "url",
    ["sqlite:////nowhere/at/all/logbook.db", "postgresql://logbook@localhost:1/none"],
    ids=["file", "server"],
)
def test_a_database_that_is_not_there_is_said_in_words(real, monkeypatch, command, url):
    monkeypatch.setenv("DATABASE_URL", url)
    shown = real(*command)
    assert shown.exit_code == 1 and "Check DATABASE_URL" in shown.output and "Traceback" not in shown.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("recover", "nobody@example.org"),
        ("programme", "add", "X", "--provider", "Y", "--requirements", "made-up"),
        ("programme", "add", "X", "--provider", "Y", "--tz", "Europe/Atlantis"),
        ("invite", "not an address", "--name", "Zoe", "--programme", NORTH),
        ("invite", "zoe@example.org", "--name", "Zoe", "--programme", "10000000-0000-4000-8000-00000000dead"),
        ("invite", "zoe@example.org", "--name", "Zoe", "--programme", NORTH, "--role", "owner"),
    ],
)
def test_what_is_wrong_is_said_in_the_terminal(real, arguments):
    shown = real(*arguments)
    assert shown.exit_code != 0 and shown.output.strip()


def test_what_nobody_needs_any_more_is_forgotten_and_the_rest_stays(real, sqlite_url):
    now = instants.now()
    old, young = (instants.plus(now, days=-days) for days in (500, 5))
    for app in application(sqlite_url):
        with app.app_context(), writing(db) as connection:
            for number, at in enumerate((old, young)):
                token = sessions.begin(connection, people.ANA.id, "a test", at)
                sessions.end(connection, at, id=sessions.name_of(token))
                device = devices.Told(people.ANA.id, str(number), "b", at, 1, at, 0, None, "", False)
                devices.note(connection, device)
                connection.execute(insert(Attempt).values(key="x", at=at))
            sessions.begin(connection, people.ANA.id, "a test", now)
    assert real("prune").output == "Forgotten: 1 sessions, 2 tries, 1 devices\n"
    for app in application(sqlite_url):
        left = [len(ask(app, select(table.__table__))) for table in (Login, Device, Attempt, Person)]
    assert left == [2, 1, 0, len(people.ACCOUNTS)]
