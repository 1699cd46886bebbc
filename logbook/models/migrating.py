"""Brings a database to the newest shape. Nothing that serves imports this: Alembic is a third of a server's start."""

from typing import Any

import flask_migrate
from alembic.script import ScriptDirectory

from logbook.models import beside, engine, shape
from logbook.models.base import db
from logbook.models.shape import MIGRATIONS


class NotAlone(Exception):
    """A migration must run alone, and somebody is there; `str(error)` says who."""


def check_alone(app: Any) -> None:
    """Raises NotAlone where a server of an older version still runs beside a migration that says `alone = True`."""
    with app.app_context():
        last = _last_alone()
        who = last and beside.found(db, last)
    if who:
        raise NotAlone(f"{who}. Migration {last} must not run beside a server of a version before it.")


def _last_alone() -> str | None:
    """The newest migration to come that must run alone. An empty database has nobody who could serve it."""
    with engine.reading(db) as connection:
        here = shape.of(connection)
    if here.found in (None, here.wanted) or here.is_newer():
        return None
    coming = ScriptDirectory(str(MIGRATIONS)).iterate_revisions("heads", here.found)
    return next((one.revision for one in coming if getattr(one.module, "alone", False)), None)


def is_to_come(here: shape.Shape, revision: str) -> bool:
    """Whether a database of this shape has not had the migration yet."""
    if here.found == here.wanted or here.is_newer():
        return False
    coming = ScriptDirectory(str(MIGRATIONS)).iterate_revisions("heads", here.found)
    return any(one.revision == revision for one in coming)


def module(revision: str) -> Any:
    """A migration's own module, for whoever wants to know beforehand what it will do."""
    return ScriptDirectory(str(MIGRATIONS)).get_revision(revision).module


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
