"""How connections are opened and written through: durable, and with transactions that mean what they say."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, Row, event

from logbook import traces
from logbook.models.auditing import keep
from logbook.models.failing import told
from logbook.models.shape import wanted

# A row whose columns the query alone knows.
AnyRow = Row[*tuple[Any, ...]]

# page_size comes first: it only takes effect before the first table and before WAL (rows of 2 kB waste half of a
# 4 kB page). FULL, because "Sent" on a phone promises that the server will not forget.
_PRAGMAS = (
    "PRAGMA page_size=16384",
    "PRAGMA busy_timeout=30000",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
)
# Who waits longer than a phone's patience only makes the queue longer; who begins and forgets to end holds it up.
_IMPATIENCE = ("lock_timeout = '3s'", "idle_in_transaction_session_timeout = '60s'")
_IMMEDIATE = "logbook_immediate"


def prepare(engine: Engine, *, pooled: bool = False) -> None:
    """Make every connection of a SQLite engine durable, and every one of a PostgreSQL engine impatient.

    `pooled`: what is set for a connection does not last, so each transaction that writes says it again.
    """
    if engine.dialect.name == "sqlite" and not event.contains(engine, "connect", _open):
        event.listen(engine, "connect", _open)
        event.listen(engine, "begin", _begin)
    if engine.dialect.name == "postgresql" and not event.contains(engine, "connect", _set):
        event.listen(engine, "connect", _set)
        event.listen(engine, "begin", _begin_as_told)
        if pooled:
            event.listen(engine, "begin", _begin_pooled)


@contextmanager
def writing(db: SQLAlchemy) -> Iterator[Connection]:
    """A connection of its own inside one transaction: committed at the end, rolled back on any error.

    On SQLite it takes the write lock when it begins. A transaction that first reads and then asks for the
    lock fails with "database is locked" as soon as two people write at once.

    What is traced meanwhile is written after the commit; what is said of a programme is kept with what was done. Raises
    Busy where the lock was not to be had in time, or the database is not there just now; NotWritable where it is, and
    read-only or full.
    """
    with (
        traces.held() as said,
        told(db.engine),
        db.engine.connect().execution_options(**{_IMMEDIATE: True}) as connection,
        connection.begin(),
    ):
        yield connection
        keep(connection, said)


@contextmanager
def reading(db: SQLAlchemy) -> Iterator[Connection]:
    """A connection of its own for a few reads, given back at once: it never holds an old snapshot open.

    Committed, not rolled back: after a rollback the driver forgets every query that it has prepared.
    """
    with db.engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def asking(db: SQLAlchemy) -> Iterator[Connection]:
    """A connection for one query, which needs no transaction: on PostgreSQL that spares two ways to the server."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="AUTOCOMMIT")
        with connection.begin():
            yield connection


def name(shape: str) -> str:
    """What a connection to PostgreSQL calls itself, by the shape of the database ("0016") that its version knows."""
    return f"logbook {shape}"


def _set(raw: Any, _record: Any) -> None:
    for setting in (*_IMPATIENCE, f"application_name = '{name(wanted())}'"):
        raw.execute(f"SET {setting}")
    raw.commit()


def _begin_as_told(connection: Connection) -> None:
    # After a transaction that only read, SQLAlchemy asks for READ WRITE in so many words: that overrules who set the
    # database read-only, and on a standby it is another error. Without a word the database decides.
    raw = connection.connection.driver_connection
    if raw is not None and raw.read_only is False:
        raw.read_only = None


def _begin_pooled(connection: Connection) -> None:
    if connection.get_execution_options().get(_IMMEDIATE):
        connection.exec_driver_sql("; ".join(f"SET LOCAL {setting}" for setting in _IMPATIENCE))


def _open(raw: Any, _record: Any) -> None:
    # The driver would begin transactions by itself, too late and never IMMEDIATE; _begin does it instead.
    raw.isolation_level = None
    for pragma in _PRAGMAS:
        raw.execute(pragma)


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(_IMMEDIATE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
