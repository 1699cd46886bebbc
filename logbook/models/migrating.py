"""Brings a database to the newest shape. Nothing that serves imports this: Alembic is a third of a server's start."""

from typing import Any

import flask_migrate

from logbook.models.base import db
from logbook.models.shape import MIGRATIONS


def upgrade(app: Any) -> None:
    """Bring the application's database to the newest shape."""
    with _known_to(app):
        flask_migrate.upgrade()


def downgrade(app: Any, revision: str = "base") -> None:
    """Take the application's database back to an older shape; by default to nothing."""
    with _known_to(app):
        flask_migrate.downgrade(revision=revision)


def write(app: Any, message: str) -> None:
    """Write a new migration: what the models say and the application's database does not have yet."""
    with _known_to(app):
        flask_migrate.migrate(message=message)


def _known_to(app: Any) -> Any:
    flask_migrate.Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    return app.app_context()
