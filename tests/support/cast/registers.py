"""What a school keeps of people, written before a test begins."""

from flask import Flask

from logbook import instants, store
from logbook.auth import sessions
from logbook.office import school_register
from tests.support.cast.people import DAN, Somebody, membership_of


def written(
    app: Flask, somebody: Somebody, kind: str, by: Somebody = DAN, id: str = "", **columns: str
) -> str:
    """A line about somebody, found by the role they were given at first or by that of this `id`; gives the act."""
    with app.app_context(), store.writing() as connection:
        person = sessions.person(connection, by.id)
        found = person and school_register.find(connection, person, id or membership_of(somebody))
        assert found is not None, f"{by.name} keeps no register of {somebody.name}"
        return school_register.write(connection, found, kind, by.id, instants.now(), **columns)
