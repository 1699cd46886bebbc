"""A PostgreSQL database that is as new for each test: made once, its rows put back, which is ten times faster."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from tests.support.server.application import order

MOST_LOANS = 100
_SHAPE = """
    SELECT string_agg(format('%s %s %s', oid, relname, relnatts), ',' ORDER BY oid) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace"""
_OTHERS = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""


@dataclass
class Recycled:
    """`server` without a database name; `seed` the database that holds what each test begins with."""

    server: str
    seed: str
    name: str = "test"
    _lent: int = 0
    _keeper: psycopg.Connection | None = None
    _back: str = ""
    _shape: str = ""

    @contextmanager
    def lent(self) -> Iterator[str]:
        """The address of the database, as new; another one next time where a test changed its tables."""
        if self._keeper is None:
            self._make()
        self._lent += 1
        yield f"{self.server}{self.name}"
        try:
            self._put_back()
        except (psycopg.Error, AssertionError):
            self.forget()
        # What was deleted takes room until it is swept up, and plans begin to differ from a new database's.
        if self._lent >= MOST_LOANS:
            self.forget()

    def forget(self) -> None:
        """Give it up."""
        if self._keeper is not None:
            self._keeper.close()
            self._keeper, self._lent = None, 0
            order(self.server, f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    def _make(self) -> None:
        order(self.server, f"CREATE DATABASE {self.name} TEMPLATE {self.seed}")
        # A name of its own: a connection without one is a server of an old version to who migrates.
        self._keeper = keeper = psycopg.connect(
            f"{self.server}{self.name}", autocommit=True, application_name="keeper"
        )
        self._shape = self._seen()
        tables = [
            row[0] for row in keeper.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        ]
        back = ["SET LOCAL session_replication_role = replica"]  # no foreign keys while all of it changes
        for table in tables:
            # Temporary, so that no backup of this database holds them.
            keeper.execute(f'CREATE TEMPORARY TABLE "seed_{table}" AS TABLE public."{table}"')
            back += [
                f'DELETE FROM public."{table}"',
                f'INSERT INTO public."{table}" OVERRIDING SYSTEM VALUE SELECT * FROM "seed_{table}"',
            ]
        for name, last in keeper.execute("SELECT sequencename, last_value FROM pg_sequences"):
            back.append(f"SELECT setval('public.{name}', {last or 1}, {last is not None})")
        self._back = ";".join(back)

    def _put_back(self) -> None:
        assert self._keeper is not None
        self._keeper.execute(_OTHERS)
        assert self._seen() == self._shape, "a test changed the tables"
        with self._keeper.transaction():
            self._keeper.execute(self._back)

    def _seen(self) -> str:
        assert self._keeper is not None
        row = self._keeper.execute(_SHAPE).fetchone()
        assert row is not None
        return str(row[0])
