"""What only its owner is told of an account, beside the feed: in no document, because others hold those."""

from sqlalchemy import Connection

from logbook.auth import recoveries
from logbook.permissions import Person
from logbook.shapes import You
from logbook.store.decided import decided


def plainly(person: Person) -> You:
    """The same where no link waits to be told of, and nothing was decided lately. That somebody administers a provider
    is said where they do."""
    you: You = {"email": person.email, "links": []}
    if person.looked_at:
        you["looked"] = person.looked_at
    if person.administers:
        you["administers"] = True
    return you


def yours(connection: Connection, person: Person, now: str) -> You:
    """{email, links: [{state: "open" | "used" | "lapsed", by, at, until, used}], looked, decided}: the links for a new
    password that its owner has not put away; `by` is "" where the host's command line made one."""
    you = plainly(person)
    you["links"] = [
        {
            "state": recoveries.states(row, now),
            "by": row.by or "",
            "at": row.created_at,
            "until": row.expires_at,
            "used": row.used_at,
        }
        for row in (recoveries.untold(connection, person.id) if person.has_links else ())
    ]
    you["decided"] = decided(connection, person, now)
    return you
