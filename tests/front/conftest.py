"""One server for the tests of the front: `logbook serve` with the cast and a case in its database."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask

from logbook import instants
from logbook.auth import sessions
from logbook.models import db
from logbook.models.engine import writing
from tests.support.cast.people import ANA
from tests.support.server.application import application
from tests.support.server.served import served


@dataclass
class Server:
    """`cookie` holds a session of Ana's; `app` is another application on the same database."""

    port: int
    cookie: str
    app: Flask


@pytest.fixture(scope="session")
def server(sqlite_seed, tmp_path_factory) -> Iterator[Server]:
    copy = tmp_path_factory.mktemp("served") / "logbook.db"
    copy.write_bytes(sqlite_seed.read_bytes())
    url = f"sqlite:///{copy}"
    for app in application(url):
        with app.app_context(), writing(db) as connection:
            token = sessions.begin(connection, ANA.id, "a test", instants.now())
        with served(url) as port:
            yield Server(port, f"{app.config['LOGIN_COOKIE']}={token}", app)


@pytest.fixture
def port(server) -> int:
    return server.port
