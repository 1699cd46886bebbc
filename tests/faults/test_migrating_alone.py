"""A migration that must run alone looks whether somebody is there, and says who."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import psycopg
import pytest

from logbook.models import db, migrating, shape
from logbook.models.engine import reading
from tests.support.server.application import application
from tests.support.server.forked import Commands, commands_of
from tests.support.server.site import ROOT, Application, copied, free_port

pytestmark = pytest.mark.slow

OLD = "0012"
SETTINGS = {"LOGBOOK_ORIGIN": "http://localhost:1", "SECRET_KEY": "s" * 40}


@pytest.fixture
def old(both_databases) -> str:
    """The address of a database of the shape before the feed's cells; nobody here has it open."""
    with both_databases.app_context():
        migrating.downgrade(both_databases, OLD)
        db.engine.dispose()
    return both_databases.config["SQLALCHEMY_DATABASE_URI"]


@contextmanager
def serving(database: str, root: Path = ROOT) -> Iterator[int]:
    server = Application(database, "http://localhost:1", free_port(), root).start()
    try:
        yield server.port
    finally:
        server.stop()


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """The logbook as versions before this one were: its connections have no name, and none is opened at the start."""
    root = copied(tmp_path / "before")
    changed = {
        "models/engine.py": ("""(*_IMPATIENCE, f"application_name = '{name(wanted())}'")""", "_IMPATIENCE"),
        "front/__init__.py": ("beside.come(db)", "pass"),
    }
    for name, (now, then) in changed.items():
        path = root / "logbook" / name
        assert now in path.read_text()
        path.write_text(path.read_text().replace(now, then))
    return root


@pytest.fixture(scope="module")
def this_build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Commands]:
    with commands_of(ROOT, tmp_path_factory.mktemp("this"), **SETTINGS) as commands:
        yield commands


def migrate(build: Commands, database: str, *arguments: str) -> tuple[int, str]:
    """How `logbook migrate` ends on this database, and what it says."""
    done = build.run("migrate", *arguments, DATABASE_URL=database)
    return done.returncode, done.stdout + done.stderr


def shape_of(database: str) -> str | None:
    for app in application(database):
        with app.app_context(), reading(db) as connection:
            found = shape.of(connection).found
    return found


@pytest.mark.both_databases
def test_a_database_is_not_changed_beside_a_server_of_the_version_before(old, before, this_build):
    with serving(old, before) as port:
        assert urlopen(f"http://localhost:{port}/healthz").status == 200
        code, shown = migrate(this_build, old)
        assert code == 1
        for words in (
            "open",
            "Migration 00",
            "must not run beside",
            "Nothing was changed",
            "Stop every",
            "--anyway",
        ):
            assert words in shown
        assert shape_of(old) == OLD
    assert migrate(this_build, old)[0] == 0
    assert shape_of(old) == shape.wanted()


@pytest.mark.both_databases
def test_who_knows_better_migrates_anyway(old, before, this_build):
    with serving(old, before) as port:
        assert urlopen(f"http://localhost:{port}/healthz").status == 200
        assert migrate(this_build, old, "--anyway")[0] == 0
    assert shape_of(old) == shape.wanted()


@pytest.mark.both_databases
def test_a_migration_that_may_run_beside_servers_does(old, tmp_path):
    root = copied(tmp_path / "easy")
    for path in (root / "migrations" / "versions").glob("[0-9]*.py"):
        path.write_text(path.read_text().replace("\nalone = True\n", "\n"))
    with serving(old), commands_of(root, tmp_path, **SETTINGS) as easy:
        assert migrate(easy, old)[0] == 0
    assert shape_of(old) == shape.wanted()


def test_a_server_is_seen_before_anybody_asked_it_for_anything(sqlite_url, this_build):
    for app in application(sqlite_url):
        migrating.downgrade(app, OLD)
    with serving(sqlite_url):
        code, shown = migrate(this_build, sqlite_url)
    assert code == 1 and "Another process has" in shown


def test_connections_say_which_shape_their_version_knows_and_only_older_ones_count(postgres_url, this_build):
    for app in application(postgres_url):
        migrating.downgrade(app, OLD)
    with serving(postgres_url):
        with psycopg.connect(postgres_url, application_name="psql") as connection:
            [(found,)] = connection.execute(
                "SELECT DISTINCT application_name FROM pg_stat_activity WHERE datname = current_database() "
                "AND application_name NOT IN ('psql', 'keeper') AND backend_type = 'client backend'"
            ).fetchall()
            assert found == f"logbook {shape.wanted()}"
        with psycopg.connect(postgres_url, application_name="logbook 0012"):
            code, shown = migrate(this_build, postgres_url)
            assert code == 1 and "1 connection of an older version is open" in shown
        with psycopg.connect(postgres_url, application_name="psql"):
            assert migrate(this_build, postgres_url)[0] == 0
