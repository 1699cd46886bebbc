"""Databases that can be read and not written, each in its own real way."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import make_url

from logbook.models import db
from tests.support.server.application import application, order, settings

_FULL = """
    CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$"""


@contextmanager
def read_only_sqlite(url: str) -> Iterator[Flask]:
    """The file is opened as a medium that was mounted read-only would be."""
    uri = f"sqlite:///file:{make_url(url).database}?mode=ro&uri=true"
    yield from application(url, settings(url) | {"SQLALCHEMY_DATABASE_URI": uri})


@contextmanager
def full_sqlite(url: str) -> Iterator[Flask]:
    """The file may not grow by a page."""

    def no_more(raw: Any, _record: Any) -> None:
        raw.execute("PRAGMA max_page_count=1")  # which means as many as there are

    for app in application(url):
        with app.app_context():
            event.listen(db.engine, "connect", no_more)
        yield app


@contextmanager
def read_only_postgresql(url: str) -> Iterator[Flask]:
    """New sessions may only read, as on a standby, or where somebody said so in a hurry."""
    server, name = url.rsplit("/", 1)
    order(f"{server}/", f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    try:
        yield from application(url)
    finally:
        order(f"{server}/", f"ALTER DATABASE {name} RESET default_transaction_read_only")


@contextmanager
def full_postgresql(url: str, *tables: str) -> Iterator[Flask]:
    """Each table (or only these) answers an insert as PostgreSQL answers on a full disk."""
    for app in application(url):
        with app.app_context():
            names = tables or tuple(db.metadata.tables)
            _execute(_FULL, *(_trigger(name) for name in names))
            try:
                yield app
            finally:
                _execute("DROP FUNCTION full_disk CASCADE")


def _trigger(table: str) -> str:
    return f'CREATE TRIGGER full_disk BEFORE INSERT ON "{table}" EXECUTE FUNCTION full_disk()'


def _execute(*statements: str) -> None:
    with db.engine.connect() as connection, connection.begin():
        for one in statements:
            connection.exec_driver_sql(one)


WAYS = {
    "sqlite": {"read-only": read_only_sqlite, "full": full_sqlite},
    "postgresql": {"read-only": read_only_postgresql, "full": full_postgresql},
}
