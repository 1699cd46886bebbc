"""What the demo's school keeps of its people."""

from sqlalchemy import Connection

from logbook import instants
from logbook.auth import sessions
from logbook.demo.people import NORTH
from logbook.models.engine import AnyRow
from logbook.office import members, school_register


def write(connection: Connection, ids: dict[str, str], now: str) -> None:
    """A name in papers, a check and notes of a trainee and of a supervisor, by their coordinator; `ids` are {e-mail:
    person id}."""
    seen, noted = (instants.plus(now, days=-days) for days in (196, 20))
    ana = _found(connection, ids, "ana@example.org")
    _write(connection, ids, ana, "name", seen, text="Ana Maria Silva")
    _write(connection, ids, ana, "check", seen, document="passport", seen_on=seen[:10])
    _write(
        connection,
        ids,
        ana,
        "note",
        noted,
        text="Asked for a second clinic day. Room 4 is free on Thursdays.",
    )
    ben = _found(connection, ids, "ben@example.org")
    _write(connection, ids, ben, "check", seen, document="professional_card", seen_on=seen[:10])
    _write(connection, ids, ben, "note", noted, text="Signs on Friday evenings; best reached before noon.")


def _found(connection: Connection, ids: dict[str, str], email: str) -> AnyRow:
    dan = sessions.person(connection, ids["dan@example.org"])
    if dan is None:
        raise LookupError("the demo has no coordinator")
    member = members.find(connection, dan, "keep register", person_id=ids[email], programme_id=NORTH)
    found = member and school_register.find(connection, dan, member.id)
    if found is None:
        raise LookupError(f"the demo has no {email}")
    return found


def _write(
    connection: Connection, ids: dict[str, str], found: AnyRow, kind: str, at: str, **columns: str
) -> None:
    school_register.write(connection, found, kind, ids["dan@example.org"], at, **columns)
