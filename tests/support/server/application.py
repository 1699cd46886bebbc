"""How an application under test is put together, and how a browser gets a session in it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask
from flask.testing import FlaskClient

from logbook import create_app, instants
from logbook.auth import sessions
from logbook.config import from_environment
from logbook.models import db, migrating
from logbook.models.engine import reading, writing
from tests.support.cast import people
from tests.support.cast.people import Somebody

ORIGIN = "http://localhost"


def settings(url: str, **more: object) -> dict[str, object]:
    """The configuration of an application under test on this database."""
    env = {"DATABASE_URL": url, "SECRET_KEY": "s" * 40, "LOGBOOK_ORIGIN": ORIGIN}
    return from_environment(env) | {"TESTING": True} | more


def sign_in(client: FlaskClient, somebody: Somebody) -> FlaskClient:
    """Give this browser a session of somebody, past the sign-in page (which has tests of its own)."""
    with client.application.app_context(), writing(db) as connection:
        token = sessions.begin(connection, somebody.id, "a test", instants.now())
    client.set_cookie(client.application.config["LOGIN_COOKIE"], token)
    return client


def ask(app: Flask, query: Any) -> list[Any]:
    """The rows of a query on an application's database."""
    with app.app_context(), reading(db) as connection:
        return list(connection.execute(query).all())


def application(url: str, config: dict[str, object] | None = None) -> Iterator[Flask]:
    """An application on this database, its connections closed at the end."""
    app = create_app(config or settings(url))
    yield app
    with app.app_context():
        db.engine.dispose()


def fill(url: str) -> None:
    """Migrate an empty database and seat the cast."""
    for app in application(url):
        migrating.upgrade(app)
        with app.app_context(), writing(db) as connection:
            people.seat(connection)


def seeded(seed: Path, folder: Path, tell: Callable[[Flask], object]) -> Path:
    """A copy of a SQLite file in which something more is told, for tests that each begin with that."""
    path = Path(shutil.copy(seed, folder / "logbook.db"))
    for app in application(f"sqlite:///{path}"):
        tell(app)
    return path


def order(server: str, statement: str) -> None:
    """Have the PostgreSQL server do something that no transaction may hold."""
    with psycopg.connect(f"{server}postgres", autocommit=True) as connection:
        connection.execute(statement)
