"""The people of a programme, as the page People shows them: members, whose signatures wait, open links."""

from sqlalchemy import Connection

from logbook.models.engine import AnyRow
from logbook.office import accounts, confirmations, invitations, members, programmes, roles
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.record.signers import confirmed
from logbook.shapes.served.people import MemberLine, People
from logbook.shapes.words import Vocabulary


def sections(connection: Connection, person: Person, words: Vocabulary, clock: Clock) -> list[People]:
    """One section for each programme they run."""
    alone = accounts.all_of(connection, person)
    found = programmes.run_by(connection, person)
    return [_section(connection, person, programme, alone, words, clock) for programme in found]


def _section(
    connection: Connection,
    person: Person,
    programme: AnyRow,
    alone: set[str],
    words: Vocabulary,
    clock: Clock,
) -> People:
    known, waiting = confirmed(connection, programme.id), confirmations.unconfirmed(connection, programme.id)
    lines: list[MemberLine] = [
        {
            **members.line(row, person, words, clock),
            "waiting": _left_waiting(connection, row),
            "alone": row.person_id in alone,
            "mark": confirmations.mark(
                row, confirmations.of_member(known, row), waiting.get(row.person_id), words, clock
            ),
        }
        for row in members.of_programme(connection, person, programme.id)
    ]
    return {
        "id": programme.id,
        "name": programme.name,
        "members": lines,
        "unconfirmed": [member for member in lines if member["mark"] and member["mark"]["state"] == "waits"],
        "invitations": [
            invitations.line(row, words, clock)
            for row in invitations.unused(connection, person, programme.id, clock.now)
        ],
    }


def _left_waiting(connection: Connection, row: AnyRow) -> int:
    """How many cases wait for a supervisor who has left, and whom nobody took over from."""
    left = row.role == "supervisor" and row.ended_at is not None and row.handed_to is None
    return roles.waiting_for(connection, row).cases if left else 0
