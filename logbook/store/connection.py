"""The two ways to the database: one transaction that writes, one snapshot that reads."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from logbook.models import db, engine
from logbook.problems import Busy

T = TypeVar("T")


@contextmanager
def writing() -> Iterator[Connection]:
    """`engine.writing` on the application's database: the same promises, the same errors."""
    with engine.writing(db) as connection:
        yield connection


def run(work: Callable[[Connection], T]) -> T:
    """What `work(connection)` gives, in one transaction; once more where a unique key was taken meanwhile.

    Two copies of one request meet only there: the second waits for the first's commit, fails, and finds the
    first's verdicts when it runs again. Raises Busy where that happens twice, and what `writing` raises.
    """
    try:
        with writing() as connection:
            return work(connection)
    except IntegrityError:
        pass
    try:
        with writing() as connection:
            return work(connection)
    except IntegrityError as error:
        raise Busy(retry_after_s=1) from error


@contextmanager
def reading() -> Iterator[Connection]:
    """A connection of its own that sees one moment of the database, however many queries it asks."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        # SQLite begins its snapshot with the first read of a transaction, and engine.prepare begins one.
        with connection.begin():
            yield connection
