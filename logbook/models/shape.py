"""The shape of a database: which migration it has, and which this version wants."""

from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, inspect, text

from logbook.config import ROOT

# Installed, the migrations lie inside the package; in a checkout beside it.
_INSIDE = Path(__file__).resolve().parent.parent / "migrations"
MIGRATIONS = _INSIDE if _INSIDE.is_dir() else ROOT / "migrations"


class Shape(NamedTuple):
    """`found`: the migration of the database, such as "0012", None without tables; `wanted`: that of this version."""

    found: str | None
    wanted: str

    def problem(self) -> str | None:
        """What to do before this version can serve the database, in words; None: nothing."""
        if self.found == self.wanted:
            return None
        if self.found is None:
            return "The database has no tables yet: run `logbook migrate` first."
        if self.found > self.wanted:
            return "The database was changed by a newer version: install that version, or restore a backup."
        return "The database is not ready for this version: run `logbook migrate` first."


def wanted() -> str:
    """The newest migration of this version."""
    return max(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def of(connection: Connection) -> Shape:
    """The shape of the database behind a connection."""
    known = inspect(connection).has_table("alembic_version")
    found = connection.scalar(text("SELECT version_num FROM alembic_version")) if known else None
    return Shape(found, wanted())
