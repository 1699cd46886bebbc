"""A logbook that leaves as a file: wanted on a page, made by a worker, fetched by who wanted it, for a day."""

from collections.abc import Iterator
from functools import partial
from tempfile import TemporaryFile
from typing import Any, BinaryIO, NamedTuple

import orjson
from sqlalchemy import Connection, select

from logbook import budgets, export, instants, store
from logbook.jobs import queue, results
from logbook.jobs.task import NotNow, Task
from logbook.models import Person
from logbook.problems import ExportUnderWay, TooManyExports

KIND = "export"
KEPT_HOURS = 24
# Two taps of a button are one wish, also where the file was made between them.
ONE_WISH_S = 5


class Wanted(NamedTuple):
    """Whose logbook, from which day to which, as which file."""

    trainee: str
    programme: str
    first: str
    last: str
    file: str


class Found(NamedTuple):
    """A row of `job`, and what it is about."""

    row: Any
    wanted: Wanted


def want(connection: Connection, account: str, wanted: Wanted, now: str) -> str:
    """Have the file made for this account; gives the job's id. Raises TooManyExports where many are to be made already,
    and IntegrityError as `jobs.want` does."""
    # One wish of an account after the other, or those of one moment would not count each other on PostgreSQL.
    connection.execute(select(Person.id).where(Person.id == account).with_for_update(key_share=True))
    queue.make_room(connection, KIND, account, budgets.EXPORTS_KEPT - 1)
    before = queue.count_unfinished(connection, account)
    key = ":".join((KIND, account, *wanted))
    id = queue.want(connection, KIND, wanted._asdict(), now, by=account, key=key, again_after_s=ONE_WISH_S)
    if before >= budgets.EXPORTS_UNFINISHED and queue.count_unfinished(connection, account) > before:
        raise TooManyExports
    return id


def find(connection: Connection, account: str, id: str, now: str) -> Found | None:
    """The file of this very account: while it is still to be made, and for a day afterwards."""
    row = queue.find(connection, id)
    if row is None or row.kind != KIND or row.wanted_by != account:
        return None
    is_gone = row.ended_at is not None and row.ended_at < _since(now)
    return None if is_gone else _found(row)


def last(connection: Connection, account: str, now: str) -> list[Found]:
    """What the account wants, and what was made for it within a day, newest first."""
    return [_found(row) for row in queue.of_account(connection, KIND, account, _since(now))]


def content(connection: Connection, found: Found) -> Iterator[bytes]:
    """The file itself, in pieces; until they are fetched they lie in a file without a name. The connection must show
    one snapshot in which it was found: then it is whole."""
    made = TemporaryFile()  # noqa: SIM115  (who fetches it to its end, or no longer, closes it)
    made.writelines(results.pieces(connection, found.row.id))
    made.seek(0)
    return _fetched(made)


def _fetched(made: BinaryIO) -> Iterator[bytes]:
    with made:
        yield from _pieces(made)


def _pieces(made: BinaryIO) -> Iterator[bytes]:
    return iter(partial(made.read, results.PIECE), b"")


def run(task: Task) -> None:
    """Make the file. Raises NotPrinted; NotNow while this machine makes another, which bounds its memory."""
    wanted = Wanted(**task.payload)
    try:
        with export.turn(task.account), TemporaryFile() as made:
            with store.reading() as connection:
                given = wanted.trainee, wanted.programme, wanted.first, wanted.last, instants.now()
                bundle = export.collect(connection, *given, tell=task.tell)
                made.writelines(export.made(wanted.file, bundle))
            # Nobody else writes while the pieces go into the database: they are ready by then.
            made.seek(0)
            with task.finishing() as connection:
                results.keep(connection, task.mine, _pieces(made))
    except ExportUnderWay as problem:
        raise NotNow from problem


def _found(row: Any) -> Found:
    return Found(row, Wanted(**orjson.loads(row.payload)))


def _since(now: str) -> str:
    return instants.plus(now, hours=-KEPT_HOURS)
