"""Forgets what nobody needs any more: ended sessions, old tries, devices long silent, jobs and files of yesterday,
lists of names; and lets phones that keep a part of much keep no more than they need."""

from typing import NamedTuple

from sqlalchemy import Connection

from logbook import instants
from logbook.auth import attempts, sessions
from logbook.feed import floors
from logbook.jobs import queue
from logbook.jobs.task import Task
from logbook.office.roster import kept as roster
from logbook.store import devices

KEPT_HOURS = 24  # a job that ended, and the file it made


class Forgotten(NamedTuple):
    """How many of each."""

    sessions: int
    tries: int
    devices: int
    jobs: int
    rosters: int


def run(task: Task) -> None:
    """The job of each day."""
    with task.finishing() as connection:
        prune(connection, instants.now())


def prune(connection: Connection, now: str) -> Forgotten:
    """Forget it all; nothing of the record. The last thing in its transaction: it ends with the feed."""
    forgotten = Forgotten(
        sessions.prune(connection, now),
        attempts.prune(connection, now),
        devices.prune(connection, now),
        queue.prune(connection, instants.plus(now, hours=-KEPT_HOURS)),
        roster.prune(connection, now),
    )
    floors.move(connection)
    return forgotten
