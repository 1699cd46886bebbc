"""Runs migrations on the database of the current application, each in one transaction."""

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
    with database.engine.connect() as connection:
        on(connection)


def on(connection) -> None:
    context.configure(connection=connection, target_metadata=database.metadata, **options)
    with context.begin_transaction():
        context.run_migrations()


run()
