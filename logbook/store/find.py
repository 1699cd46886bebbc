"""One document that a person may see: found by what they may see, so that a forgotten check finds nothing."""

from typing import Any

from sqlalchemy import Connection, select

from logbook.feed import docs
from logbook.kinds import KINDS, SUBJECTS
from logbook.kinds.queries import about_any
from logbook.permissions import Person, visible
from logbook.store.snapshot import Record, record_of


def find(connection: Connection, person: Person, kind: str, id: str) -> Record | None:
    """The record of one statement's document, as a snapshot has it; None where there is none that they may see."""
    known = KINDS[kind]
    seen: dict[str, Any] = {
        name: select(table.id).where(visible(person, known.read(name)))
        for name, table in SUBJECTS.items()
        if name == known.subject or known.of_members
    }
    query = select(known.naming.key).where(known.naming.key == id, about_any(known.naming, seen))
    if connection.scalar(query) is None:
        return None
    found = docs.by_id(connection, kind, [id]).get(id)
    return record_of(found) if found else None
