"""The shape of a database: which migration it has, and which this version wants."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, inspect, text

from logbook.config import ROOT

# Installed, the migrations lie inside the package; in a checkout beside it.
_INSIDE = Path(__file__).resolve().parent.parent / "migrations"
MIGRATIONS = _INSIDE if _INSIDE.is_dir() else ROOT / "migrations"
# Read as text: Alembic, which would say the same, is a third of a server's start.
_SAID = re.compile(r'^(revision|down_revision) = "(\w+)"$', re.MULTILINE)


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
        if self.is_newer():
            return "The database was changed by a newer version: install that version, or restore a backup."
        return "The database is not ready for this version: run `logbook migrate` first."

    def is_newer(self) -> bool:
        """Whether the database has a migration that this version has never heard of."""
        return self.found is not None and self.found not in _chain()


def wanted() -> str:
    """The newest migration of this version: the one that no other follows, whatever its number."""
    chain = _chain()
    [newest] = chain.keys() - set(chain.values())
    return newest


def of(connection: Connection) -> Shape:
    """The shape of the database behind a connection."""
    known = inspect(connection).has_table("alembic_version")
    found = connection.scalar(text("SELECT version_num FROM alembic_version")) if known else None
    return Shape(found, wanted())


@cache
def _chain() -> dict[str, str | None]:
    """{migration: the one it follows}"""
    said = [dict(_SAID.findall(path.read_text())) for path in (MIGRATIONS / "versions").glob("[0-9]*.py")]
    return {one["revision"]: one.get("down_revision") for one in said}
