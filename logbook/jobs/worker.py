"""The worker: looks for what is due, does one thing after the other, and ends when it is told to.

A process of its own, `python -m logbook.jobs`; any number of them, on any host that reaches the database. It may be
killed at any moment: a thread renews the lease of what is done, and what nobody renews is taken up by another.
"""

import logging
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, IntegrityError

from logbook import instants
from logbook.jobs import kinds, queue
from logbook.jobs.task import NotNow, Task
from logbook.models import Job, db, engine
from logbook.problems import Busy, NotWritable, Problem

LOOK_S = 1.0  # between two looks at the queue, where it is empty
TAKE_UP_S = 30.0  # between two looks for what others left behind, and for what is due each day
RENEW_S = queue.LEASE_S / 4
AGAIN_S = 5  # after a try that failed; each later one waits longer
LONGEST_REST_S = 30.0  # where the database is not there
MOMENT_S = 2  # until what cannot be done yet is tried again
ENDING = ("SIGTERM", "SIGINT", "SIGHUP")
FAILED = "Something went wrong on our side. Try again."

_log = logging.getLogger("logbook.jobs")


class Ended(BaseException):
    """The process was told to end, whatever it was doing."""


class Worker:
    """`inside` lends the application's context; `parent` is the process that started this one: where it is gone, so
    are we (None: nobody's)."""

    def __init__(self, inside: Callable[[], AbstractContextManager[Any]], parent: int | None = None) -> None:
        self.inside, self.parent = inside, parent
        self._took_up = float("-inf")
        self._told = False  # to end

    def run(self) -> None:
        """Work until SIGTERM, SIGINT or SIGHUP: what is under way is given back at once, for another."""
        for name in ENDING:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._end)
        rest = LOOK_S
        with self.inside():
            try:
                # Asked too: what a signal raises is lost where Python runs something that nobody called.
                while not (self._told or self._is_orphan()):
                    rest = self._look(rest)
            except Ended:
                return

    def drain(self) -> int:
        """Do all that is due now, and come back; gives how many jobs were begun."""
        begun = 0
        with self.inside():
            self._tidy()
            while self._one():
                begun += 1
        return begun

    def _look(self, rest: float) -> float:
        """One round; gives how long the next rest is."""
        try:
            if monotonic() - self._took_up >= TAKE_UP_S:
                self._tidy()
                self._took_up = monotonic()
            if not self._one():
                sleep(LOOK_S)
            return LOOK_S
        except (DBAPIError, Busy, NotWritable) as error:
            # Down, restarted, full, of an older shape: whatever it is, it passes without us.
            _log.warning(
                "The database does not answer (%s); trying again in %.0f s", type(error).__name__, rest
            )
            sleep(rest)
            return min(LONGEST_REST_S, rest * 2)

    def _tidy(self) -> None:
        """Take up what a dead worker left, and want what is due each day and hour."""
        now = instants.now()
        regular = [kind.key(name, now) for name, kind in kinds.KINDS.items() if kind.every]
        with engine.reading(db) as connection:
            lapsed = queue.has_lapsed(connection, now)
            there = set(connection.scalars(select(Job.key).where(Job.key.in_(regular))))
        if lapsed:
            with engine.writing(db) as connection:
                _log.warning("Taken up what a worker left behind: %d", queue.take_up(connection, now))
        for key in set(regular) - there:
            with (
                suppress(IntegrityError),
                engine.writing(db) as connection,
            ):  # another worker wants it just now
                queue.want(connection, key.partition(":")[0], {}, now, key=key)

    def _one(self) -> bool:
        """Do what waits longest; whether there was anything."""
        now = instants.now()
        with engine.reading(db) as connection:
            if not queue.is_due(connection, kinds.KINDS, now):
                return False
        mine = None
        try:
            with engine.writing(db) as connection:
                mine = queue.claim(connection, kinds.KINDS, now)
            if mine is None:
                return False
            with self._renewed(mine):
                try:
                    self._do(mine)
                except queue.Lost:
                    _log.warning(
                        "Lost the lease of job %s (%s): nothing of it was written", mine.id, mine.kind
                    )
        except (Ended, KeyboardInterrupt, SystemExit):
            # From the moment it is ours, be it before the work began: where that cannot be written the lease runs out.
            if mine is not None:
                with suppress(queue.Lost, DBAPIError, Busy, NotWritable):
                    self._give_back(mine, 0, counts=False)
            raise
        return True

    def _do(self, mine: queue.Claimed) -> None:
        try:
            kinds.run(Task(mine))
        except queue.Lost:
            raise
        except NotNow:
            self._give_back(mine, MOMENT_S, counts=False)
        except (Busy, NotWritable):
            self._again(mine, FAILED)
        except Problem as problem:
            # In words for who wanted it: another try would end the same.
            self._fail(mine, problem.detail)
        except Exception:
            _log.exception("Job %s (%s), try %d of %d", mine.id, mine.kind, mine.tries, queue.TRIES)
            self._again(mine, FAILED)

    def _again(self, mine: queue.Claimed, words: str) -> None:
        if mine.tries >= queue.TRIES:
            self._fail(mine, words)
        else:
            self._give_back(mine, AGAIN_S * mine.tries, counts=True)

    def _fail(self, mine: queue.Claimed, words: str) -> None:
        with engine.writing(db) as connection:
            queue.fail(connection, mine, instants.now(), words)

    def _give_back(self, mine: queue.Claimed, in_s: int, *, counts: bool) -> None:
        with engine.writing(db) as connection:
            queue.give_back(connection, mine, instants.plus(instants.now(), seconds=in_s), counts=counts)

    @contextmanager
    def _renewed(self, mine: queue.Claimed) -> Iterator[None]:
        """Renew the lease from a thread, however long the work takes."""
        over = Event()
        thread = Thread(target=self._renew, args=(mine, over), daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _renew(self, mine: queue.Claimed, over: Event) -> None:
        while not over.wait(RENEW_S):
            if self._is_orphan():
                os.kill(os.getpid(), signal.SIGTERM)
                return
            try:
                with self.inside(), engine.writing(db) as connection:
                    queue.renew(connection, mine, instants.now())
            except queue.Lost:
                return  # whoever works on it finds out when they write
            except (DBAPIError, Busy, NotWritable) as error:
                _log.warning("The lease of job %s was not renewed (%s)", mine.id, type(error).__name__)

    def _is_orphan(self) -> bool:
        return self.parent is not None and os.getppid() != self.parent

    def _end(self, _number: int, _frame: Any) -> None:
        # Once: whoever says it twice must not stop us from giving back what we hold.
        for name in ENDING:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), signal.SIG_IGN)
        self._told = True
        raise Ended
