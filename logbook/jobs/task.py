"""A job as the code that does it sees it."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from sqlalchemy import Connection

from logbook import instants
from logbook.jobs import queue
from logbook.models import db, engine

TOLD_EVERY_S = 1


class NotNow(Exception):
    """It can be done in a moment, and not yet; this was no try."""


class Task:
    """`payload` says what is wanted. What it does is written inside `finishing`, and nowhere else."""

    def __init__(self, mine: queue.Claimed) -> None:
        self.mine = mine
        self._told_at = 0.0

    @property
    def payload(self) -> dict[str, Any]:
        """What is wanted, as `want` was given it."""
        return self.mine.payload

    @property
    def account(self) -> str:
        """The account that wants it; "" where the logbook itself does."""
        return self.mine.by or ""

    def tell(self, done: int, total: int) -> None:
        """Write how far it is, at most once a second; the lease is renewed with it. Raises Lost."""
        if monotonic() - self._told_at < TOLD_EVERY_S:
            return
        with engine.writing(db) as connection:
            queue.renew(connection, self.mine, instants.now(), progress=done, total=total)
        self._told_at = monotonic()

    @contextmanager
    def finishing(self) -> Iterator[Connection]:
        """The one transaction that holds the effect of this job, and that it is done. Raises Lost before anything."""
        with engine.writing(db) as connection:
            queue.finish(connection, self.mine, instants.now())
            yield connection
