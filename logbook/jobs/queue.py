"""The table `job` as a queue: each function is a step of one job's life, inside a transaction of its caller's.

    waiting ── claim ──> working ── finish ──> done
       ^                   │  └───── fail ───> failed
       └─ give_back, take_up (its lease ran out; after the last try: failed)

A worker holds a job by its claim, a UUID drawn anew each time. Every write of a worker names the claim, so that one
that was taken for dead, and is not, changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import orjson
from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)

from logbook import instants
from logbook.models import Job, JobResult
from logbook.wishes import UNFINISHED
from logbook.wishes import want as want

LEASE_S = 60
TRIES = 3
NEVER_ENDED = "It was begun three times and never came to its end."


class Lost(Exception):
    """The claim is no longer ours: the lease ran out, and what we made is not wanted any more."""


@dataclass(frozen=True)
class Claimed:
    """A job that this worker holds."""

    id: str
    claim: str
    kind: str
    payload: dict[str, Any]
    tries: int
    by: str | None = None  # the account that wants it


def is_due(connection: Connection, kinds: Iterable[str], now: str) -> bool:
    """Whether anything waits to be done; a look that locks nothing."""
    return bool(connection.scalar(select(exists().where(*_due(kinds, now)))))


def claim(connection: Connection, kinds: Iterable[str], now: str) -> Claimed | None:
    """Take what waits longest of these kinds, for LEASE_S seconds; None where nothing is due."""
    columns = (Job.id, Job.kind, Job.payload, Job.tries, Job.wanted_by)
    first = select(*columns).where(*_due(kinds, now)).order_by(Job.due_at, Job.wanted_at, Job.id).limit(1)
    # PostgreSQL: a row that another worker takes just now is passed over. SQLite writes one after the other anyway.
    row = connection.execute(first.with_for_update(skip_locked=True)).first()
    if row is None:
        return None
    mine = Claimed(row.id, str(uuid4()), row.kind, orjson.loads(row.payload), row.tries + 1, row.wanted_by)
    held = {"claimed_by": mine.claim, "claimed_until": instants.plus(now, seconds=LEASE_S)}
    connection.execute(
        update(Job).where(Job.id == mine.id).values(state="working", tries=mine.tries, progress=0, **held)
    )
    return mine


def renew(connection: Connection, mine: Claimed, now: str, **told: int) -> None:
    """Hold it for another LEASE_S seconds, and write how far it is (progress=, total=). Raises Lost."""
    _write(connection, mine, claimed_until=instants.plus(now, seconds=LEASE_S), **told)


def finish(connection: Connection, mine: Claimed, now: str) -> None:
    """It is done. First in the transaction that holds its effect. Raises Lost."""
    _write(connection, mine, state="done", claimed_by=None, claimed_until=None, ended_at=now)


def fail(connection: Connection, mine: Claimed, now: str, words: str) -> None:
    """It cannot be done: `words` say why to who wanted it. Raises Lost."""
    _write(connection, mine, state="failed", claimed_by=None, claimed_until=None, ended_at=now, words=words)


def give_back(connection: Connection, mine: Claimed, due_at: str, *, counts: bool) -> None:
    """Let it wait again, until `due_at` at least; `counts` whether this was one of its tries. Raises Lost."""
    tries = mine.tries if counts else mine.tries - 1
    _write(connection, mine, state="waiting", claimed_by=None, claimed_until=None, due_at=due_at, tries=tries)


def has_lapsed(connection: Connection, now: str) -> bool:
    """Whether a job's worker is gone; a look that locks nothing."""
    return bool(connection.scalar(select(exists().where(*_lapsed(now)))))


def take_up(connection: Connection, now: str) -> int:
    """Let wait again what a worker began and did not end; what was begun for the last time has failed. How many."""
    last = Job.tries >= TRIES
    values = {
        "state": case((last, "failed"), else_="waiting"),
        "ended_at": case((last, now), else_=None),
        "words": case((last, NEVER_ENDED), else_=""),
        "due_at": now,
    }
    given_up = update(Job).where(*_lapsed(now)).values(claimed_by=None, claimed_until=None, **values)
    return connection.execute(given_up).rowcount


def prune(connection: Connection, before: str) -> int:
    """Forget what ended, or was wanted and never done, before an instant, with the files; gives how many."""
    old = or_(
        Job.ended_at < before,
        and_(Job.ended_at.is_(None), Job.wanted_at < before, Job.state == "waiting"),
    )
    return _forget(connection, old)


def find(connection: Connection, id: str) -> Any:
    """The row of a job, None where there is none."""
    return connection.execute(select(Job.__table__).where(Job.id == id)).first()


def of_account(connection: Connection, kind: str, by: str, since: str) -> list[Any]:
    """The rows of what is still to be done for an account, or ended since an instant, newest first."""
    lately = or_(Job.ended_at.is_(None), Job.ended_at >= since)
    query = select(Job.__table__).where(Job.kind == kind, Job.wanted_by == by, lately)
    return list(connection.execute(query.order_by(Job.wanted_at.desc(), Job.id)))


def make_room(connection: Connection, kind: str, by: str, most: int) -> None:
    """Forget, with its file, what an account wanted first and what has ended, until no more than `most` are left."""
    ended = select(Job.id).where(Job.kind == kind, Job.wanted_by == by, Job.ended_at.is_not(None))
    too_many = list(connection.scalars(ended.order_by(Job.wanted_at.desc(), Job.id).offset(most)))
    if too_many:
        _forget(connection, Job.id.in_(too_many))


def count_unfinished(connection: Connection, by: str) -> int:
    """How many jobs of an account are still to be done."""
    query = select(func.count()).where(Job.wanted_by == by, Job.state.in_(UNFINISHED))
    return connection.execute(query).scalar_one()


def _forget(connection: Connection, which: ColumnElement[bool]) -> int:
    connection.execute(delete(JobResult).where(JobResult.job_id.in_(select(Job.id).where(which))))
    return connection.execute(delete(Job).where(which)).rowcount


def _due(kinds: Iterable[str], now: str) -> tuple[Any, ...]:
    # A newer build may want kinds that this one does not know.
    return Job.state == "waiting", Job.due_at <= now, Job.kind.in_(list(kinds))


def _lapsed(now: str) -> tuple[Any, ...]:
    return Job.state == "working", Job.claimed_until < now


def _write(connection: Connection, mine: Claimed, **values: Any) -> None:
    where = Job.id == mine.id, Job.claimed_by == mine.claim
    if connection.execute(update(Job).where(*where).values(**values)).rowcount != 1:
        raise Lost
