"""What a programme asks newcomers, and whether those who train there already are moved with it."""

from sqlalchemy import Connection

from logbook import instants
from logbook.feed import hold_writers
from logbook.models.engine import AnyRow
from logbook.office import enrolments, programmes, transfers
from logbook.office.programmes import Changes
from logbook.permissions import Person
from logbook.record import published

REASON = "programme"  # why somebody is moved: their programme asks something else


def choose(connection: Connection, person: Person, programme: AnyRow, form: Changes, now: str) -> None:
    """New facts of a programme. Where it asks another set from now on, whoever trains there goes on being judged by the
    set that is theirs; unless it is for everybody: then they are moved today, by one act. Nobody moves themselves."""
    columns = {name: form[name].data or "" for name in ("name", "tz", "requirement_set")}
    if columns["requirement_set"] == programme.requirement_set:
        programmes.change(connection, programme.id, **columns)
        return
    hold_writers(connection)
    enrolments.hold(connection, programme.id, now)
    there = transfers.whom(connection, person, programme.id)
    if there and form.whom.data != "newcomers":
        key = columns["requirement_set"]
        asked, today = published.newest(connection, [key])[key], instants.day(now, columns["tz"])
        enrolments.enrol(connection, there, asked, today, REASON, person, now)
    # The feed is told last.
    programmes.change(connection, programme.id, **columns)
