"""A set tried on everybody of a programme or a cohort: wanted on a page, reckoned by a worker, read for a day by
whoever wanted it. Changes nothing."""

from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, select

from logbook import instants, store
from logbook.jobs import queue, results
from logbook.jobs.task import Task
from logbook.models import Person, among
from logbook.office.requirements import trying
from logbook.record import published

KIND = "trial"
KEPT = 6  # that an account finds again
KEPT_HOURS = 24
AT_ONCE = 10  # trainees, between two looks at the clock
# Two taps of a button are one wish.
ONE_WISH_S = 5


class Wanted(NamedTuple):
    """Whom to try which set on: `text` is canonical JSON, `way_on` the page on which it was asked."""

    programme: str
    trainees: list[str]
    text: str
    title: str
    way_on: str
    fields: dict[str, str]


class Found(NamedTuple):
    """A row of `job`, and what it is about."""

    row: Any
    wanted: Wanted


def want(connection: Connection, account: str, wanted: Wanted, now: str) -> str:
    """Have it reckoned for this account; gives the job's id. Raises IntegrityError as `jobs.want` does."""
    queue.make_room(connection, KIND, account, KEPT - 1)
    payload = wanted._asdict()
    key = ":".join((KIND, account, *(f"{name}={value}" for name, value in sorted(wanted.fields.items()))))
    return queue.want(connection, KIND, payload, now, by=account, key=key, again_after_s=ONE_WISH_S)


def find(connection: Connection, account: str, id: str, now: str) -> Found | None:
    """One of this very account: while it is reckoned, and for a day afterwards."""
    row = queue.find(connection, id)
    if row is None or row.kind != KIND or row.wanted_by != account:
        return None
    if row.ended_at is not None and row.ended_at < instants.plus(now, hours=-KEPT_HOURS):
        return None
    return Found(row, Wanted(**orjson.loads(row.payload)))


def lines(connection: Connection, found: Found) -> list[Any]:
    """What was reckoned, a line a trainee."""
    told: list[Any] = orjson.loads(b"".join(results.pieces(connection, found.row.id)))
    return told


def run(task: Task) -> None:
    """Reckon all of them, some at a time: whoever writes meanwhile waits for none of it."""
    wanted = Wanted(**task.payload)
    asked, told = published.read(wanted.text, wanted.programme), list[Any]()
    for first in range(0, len(wanted.trainees), AT_ONCE):
        ids = wanted.trainees[first : first + AT_ONCE]
        with store.reading() as connection:
            rows = connection.execute(_NAMES, {"ids": ids})
            names = {row.id: row.name for row in rows}
            told += trying.lines(connection, wanted.programme, asked, names)
        task.tell(len(told), len(wanted.trainees))
    with task.finishing() as connection:
        results.keep(connection, task.mine, [orjson.dumps(told)])


_NAMES = select(Person.id, Person.name).where(among(Person.id, "ids"))
