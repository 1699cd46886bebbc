"""What an error of the database means to who asked: a crowd that passes, or a database that keeps nothing."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from logbook.problems import Busy, NotWritable, Problem

# PostgreSQL: lock not available, deadlock, serialization failure; too many connections, shutting down, starting.
# Nothing was stored, and the same work may simply be sent again.
_PASSING = {"55P03", "40P01", "40001", "53300", "57P01", "57P03"}
# PostgreSQL: read-only, as a standby or by its settings; disk full; the disk fails.
_UNWRITABLE = {"25006", "53100", "58030"}
# SQLite: the file is read-only, disk or file is full; the disk fails, which is also what a quota looks like.
_SQLITE_UNWRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
RETRY_S = 60

# When something was last not written because nothing can be (monotonic seconds), for each database.
unwritable: WeakKeyDictionary[Engine, float] = WeakKeyDictionary()


@contextmanager
def told(engine: Engine) -> Iterator[None]:
    """Whatever writing inside fails over, as the problem it is. Raises Busy, NotWritable, or the error itself."""
    try:
        yield
    except DBAPIError as error:
        problem = _problem_of(error)
        if problem is None:
            raise
        if isinstance(problem, NotWritable):
            unwritable[engine] = time.monotonic()
        raise problem from error


def _problem_of(error: DBAPIError) -> Problem | None:
    """None where the error is a fault of ours, or a key that is taken."""
    state = getattr(error.orig, "sqlstate", None)
    # The code of SQLite's extended codes is their lowest byte.
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    if state in _UNWRITABLE or code in _SQLITE_UNWRITABLE:
        return NotWritable(retry_after_s=RETRY_S)
    if state in _PASSING or "database is locked" in str(error.orig):
        return Busy(retry_after_s=5)
    return None
