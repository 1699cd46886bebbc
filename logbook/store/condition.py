"""Whether a case could be kept now: found out by writing as much, and by what became of what people sent."""

import time
from typing import NamedTuple
from uuid import uuid4
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, delete, insert, text
from sqlalchemy.exc import SQLAlchemyError

from logbook.models import Document, db, failing
from logbook.problems import Problem
from logbook.store import connection

# Asked more often, by whomever, the database is not written to more often.
CHECKED_S = 5
# A small text may fit where a case does not: what was refused so lately counts as well.
REMEMBERED_S = 60
_LONGEST = "x" * 65536  # as long as the longest statement


class Health(NamedTuple):
    """What works: whether the database answers, whether it keeps what is written; and why not."""

    database: bool
    writable: bool
    error: str = ""


def health() -> Health:
    """How the database is, looked at now or within the last seconds."""
    engine, now = db.engine, time.monotonic()
    known = _known.get(engine)
    if known is None or now - known[0] >= CHECKED_S:
        known = _known[engine] = now, _look()
    found = known[1]
    if found.writable and now - failing.unwritable.get(engine, -REMEMBERED_S) < REMEMBERED_S:
        return found._replace(writable=False, error="something was refused a moment ago")
    return found


def _look() -> Health:
    try:
        with connection.reading() as reads:
            reads.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        return Health(False, False, _said(error))
    try:
        _write()
    except (Problem, SQLAlchemyError) as error:
        return Health(True, False, _said(error.__cause__ or error))
    return Health(True, True)


def _write() -> None:
    """Keep a text and take it away again, in one transaction: nobody ever sees it."""
    id = f"health:{uuid4()}"
    with connection.writing() as writes:
        writes.execute(insert(Document).values(kind="health", id=id, rev=1, hash="0" * 64, text=_LONGEST))
        writes.execute(delete(Document).where(Document.kind == "health", Document.id == id))


def _said(error: BaseException) -> str:
    # The driver's first line alone: what follows tells of the query.
    return (str(getattr(error, "orig", None) or error) or repr(error)).splitlines()[0]


_known: WeakKeyDictionary[Engine, tuple[float, Health]] = WeakKeyDictionary()
