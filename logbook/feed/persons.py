"""A person's details put right, with what they were kept, and everybody who knows them told."""

from sqlalchemy import Connection, select, update

from logbook.auth import accounts
from logbook.feed import register
from logbook.feed.access import hold_writers
from logbook.feed.head import touch
from logbook.models import Person
from logbook.traces import trace

DETAILS = ("name", "profession", "licence_body", "licence_number")


def change_details(connection: Connection, person_id: str, by: str, now: str, **details: str) -> bool:
    """New name, profession or registration; False where nothing differs. What was said under the old ones stays.

    `details`: all of DETAILS. The last thing before commit, like everything that touches the feed.
    """
    hold_writers(connection)
    columns = [getattr(Person, name) for name in DETAILS]
    before = dict(connection.execute(select(*columns).where(Person.id == person_id)).one()._mapping)
    if before == details:
        return False
    accounts.note(connection, person_id, "details", by, now, **before)
    connection.execute(update(Person).where(Person.id == person_id).values(**details))
    touch(connection, register.publish_person(connection, person_id))
    trace("details_set", about=person_id)
    return True
