"""Who else has a database open: some migrations must not run beside a server that knows its older shape.

What can be seen: on PostgreSQL each connection, with the name that this version gives its own ("logbook 0016", by the
shape it knows; versions before it gave none); on SQLite only that some process has the file open. What cannot: a server
that has asked nothing yet (this version opens a connection when it starts, versions before it did not), one that lost
its connections and got no request since, and which build a process is that has a SQLite file open.
"""

import sqlite3
from contextlib import closing

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from logbook import filters
from logbook.models import engine

# Others than ours have names (psql, pg_dump, a monitor): what has none is a server of before there were names.
_ON_POSTGRESQL = """
SELECT COALESCE(host(client_addr), 'this machine') AS place, COUNT(*) AS connections FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
  AND (application_name = '' OR application_name LIKE 'logbook %' AND application_name < :name)
GROUP BY 1 ORDER BY 1
"""


def come(db: SQLAlchemy) -> None:
    """Open the first connection of a process that serves: from now on others can see it.

    Where the database is not there the process waits for it as ever, unseen until it asks something.
    """
    try:
        db.engine.connect().close()
    except DBAPIError:
        return


def found(db: SQLAlchemy, shape: str) -> str | None:
    """Who else has the database open and may know only a shape older than `shape` ("0013"), in words; None: nobody.

    Closes what this process has open itself.
    """
    if db.engine.dialect.name == "sqlite":
        db.engine.dispose()
        return _on_sqlite(str(db.engine.url.database))
    with engine.reading(db) as connection:
        return _on_postgresql(connection, shape)


def _on_postgresql(connection: Connection, shape: str) -> str | None:
    rows = connection.execute(text(_ON_POSTGRESQL), {"name": engine.name(shape)}).all()
    if not rows:
        return None
    count = sum(row.connections for row in rows)
    held = filters.count(count, "connection of an older version is", "connections of an older version are")
    return f"{held} open on this database, from {', '.join(row.place for row in rows)}"


def _on_sqlite(file: str) -> str | None:
    # In WAL mode whoever has looked at a file once shares a lock on it until they close it. Who asks to have it alone
    # before they look gets it only where nobody shares; nothing is written.
    with closing(sqlite3.connect(file, isolation_level=None, timeout=0)) as connection:
        try:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError:
            return f"Another process has {file} open: a server, a worker, or another command"
    return None
