"""What a programme teaches: its modules in their versions, as phones and pages list them."""

from typing import Any

from sqlalchemy import Connection, bindparam, select

from logbook.models import Module
from logbook.shapes.records import Taught


def versions(connection: Connection, programme: str) -> list[Any]:
    """Every version of every module, in the order of the curriculum, the newest of each first."""
    rows = list(connection.execute(_VERSIONS, {"programme": programme}))
    place = {row.key: (row.position, row.key) for row in reversed(rows)}
    return sorted(rows, key=lambda row: (place[row.key], -row.version))


def current(connection: Connection, programme: str) -> list[Any]:
    """The newest version of each module that is taught now."""
    seen, found = set[str](), []
    for row in versions(connection, programme):
        if row.key not in seen and row.retired_at is None:
            found.append(row)
        seen.add(row.key)
    return found


def told(connection: Connection, programme: str) -> list[Taught]:
    """The same of all versions as plain JSON; of a retired module every version says so."""
    rows = versions(connection, programme)
    gone = {row.key for row in rows if row.retired_at}
    return [
        {
            "key": row.key,
            "version": row.version,
            "title": row.title,
            "part": row.part,
            "minutes": row.minutes,
            "credits_tenths": row.credits_tenths,
            "keeps_months": row.keeps_months,
            "retired": row.key in gone,
        }
        for row in rows
    ]


# The newest of each key first: its place is the module's.
_VERSIONS = (
    select(Module.__table__)
    .where(Module.programme_id == bindparam("programme"))
    .order_by(Module.key, Module.version.desc())
)
