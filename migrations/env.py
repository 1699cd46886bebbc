"""Runs migrations on the database of the current application, each in one transaction."""

from contextlib import contextmanager

from alembic import context
from flask import current_app

database = current_app.extensions["migrate"].db
options = current_app.extensions["migrate"].configure_args


def run() -> None:
    """Bring the database from where it is to where it was asked to be."""
    given = context.config.attributes.get("connection")
    if given is not None:
        on(given)
        return
    with database.engine.connect() as connection, unbound(connection):
        on(connection)


def on(connection) -> None:
    context.configure(connection=connection, target_metadata=database.metadata, **options)
    with context.begin_transaction():
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if lost:
                raise ValueError(f"{len(lost)} rows would name what is not there: {lost[:3]}")


@contextmanager
def unbound(connection):
    """SQLite changes a column by making its table anew, and lets no table go to which others refer: so its rows may
    meanwhile name what is not there. That can be said outside of a transaction only; `on` looks at the end."""
    raw = connection.connection.driver_connection if connection.dialect.name == "sqlite" else None
    if raw:
        raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        if raw:
            connection.rollback()
            raw.execute("PRAGMA foreign_keys=ON")


run()
