"""Sends one e-mail: what it says is made of the record now, so that nothing is told that is no more."""

from logbook import instants, store
from logbook.auth import mailing
from logbook.jobs import letters
from logbook.jobs.task import Task
from logbook.mail import pending, transport
from logbook.mail.letter import message


def run(task: Task) -> None:
    """Say that it begins, hand it over, say how it went."""
    id, now, by = task.payload["mail"], instants.now(), mailing.settings()
    with store.writing() as connection:
        row = pending.begin(connection, id, now)
        letter = letters.of(connection, row, by.origin, now) if row and by.server else None
    if row is None or letter is None or by.server is None:
        with task.finishing() as connection:
            if row is not None:
                pending.dropped(connection, id, now)
        return
    made = message(letter, id, by.sender, row.address, by.origin, row.wanted_at)
    try:
        transport.hand_over(by.server, made, row.address)
    except transport.NotTaken as error:
        with task.finishing() as connection:
            pending.later(connection, row, instants.now(), str(error))
    except transport.NoSuchAddress as error:
        with task.finishing() as connection:
            pending.dead(connection, id, instants.now(), str(error))
    else:
        with task.finishing() as connection:
            pending.sent(connection, id, instants.now())
