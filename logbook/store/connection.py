"""The two ways to the database: one transaction that writes, one snapshot that reads."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, OperationalError

from logbook.models import db, engine
from logbook.problems import Busy

T = TypeVar("T")

# PostgreSQL: lock not available, deadlock, serialization failure; too many connections, shutting down, starting.
# Nothing was stored, and the same work may simply be sent again.
_PASSING = {"55P03", "40P01", "40001", "53300", "57P01", "57P03"}


@contextmanager
def writing() -> Iterator[Connection]:
    """A connection of its own inside one transaction: committed at the end, rolled back on any error.

    Raises Busy where the lock was not to be had in time, or the database is not there just now.
    """
    try:
        with engine.writing(db) as connection:
            yield connection
    except OperationalError as error:
        if _passes(error):
            raise Busy(retry_after_s=5) from error
        raise


def run(work: Callable[[Connection], T]) -> T:
    """What `work(connection)` gives, in one transaction; once more where a unique key was taken meanwhile.

    Two copies of one request meet only there: the second waits for the first's commit, fails, and finds the
    first's verdicts when it runs again. Raises Busy where that happens twice.
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


def _passes(error: OperationalError) -> bool:
    return getattr(error.orig, "sqlstate", None) in _PASSING or "database is locked" in str(error.orig)
