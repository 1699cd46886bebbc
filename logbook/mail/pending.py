"""What waits to go out: each step of one e-mail's life, inside a transaction of its caller's.

A row is written, with its job, in the transaction that has something to tell: both are there, or neither. A worker says
that it begins to hand it over before it does (`begin`), and how that went afterwards (`sent`, `later`, …). Where it
died between the two nobody knows whether it went: `begin` then answers as its kind prefers.
"""

from typing import Any
from uuid import uuid4

import orjson
from sqlalchemy import ColumnElement, Connection, exists, func, insert, literal, select, update

from logbook import instants, wishes
from logbook.models import Job, Mail
from logbook.models.engine import AnyRow
from logbook.wishes import UNFINISHED

JOB = "mail"
# Kinds of which a second one is better than none: whoever is not told might lose an account.
REPEATED = ("invitation", "recovery_made", "password_changed", "email_changed", "email_was")
# Minutes until it is tried again; the last goes on, until it is given up.
_AGAIN = (1, 5, 15, 30, 60)
GIVEN_UP_DAYS = 3


def want(
    connection: Connection,
    kind: str,
    address: str,
    now: str,
    person: str | None = None,
    after_minutes: int = 0,
    **facts: str,
) -> str | None:
    """Have an e-mail sent, not before so many minutes; gives its id. None where the address is known to take none."""
    if is_dead(connection, address):
        return None
    id, due = str(uuid4()), instants.plus(now, minutes=after_minutes)
    row = {"id": id, "kind": kind, "address": address, "person_id": person, "state": "waiting"}
    row |= {"facts": orjson.dumps(facts).decode(), "due_at": due, "wanted_at": now}
    connection.execute(insert(Mail).values(**row, tries=0, answer=""))
    job = wishes.want(connection, JOB, {"mail": id}, now, key=f"{JOB}:{id}:0")
    if after_minutes:
        wishes.postpone(connection, job, due)
    return id


def is_waiting(connection: Connection, kind: str, person: str) -> bool:
    """Whether one of this kind waits for a person, and will until this transaction ends: what it tells is in it."""
    which = Mail.kind == kind, Mail.person_id == person, Mail.state == "waiting", Mail.tries == 0
    return connection.execute(select(Mail.id).where(*which).limit(1).with_for_update()).first() is not None


def is_dead(connection: Connection, address: str) -> bool:
    """Whether mail to this address came to nothing for good."""
    found = select(Mail.id).where(Mail.address == address, Mail.state == "dead").limit(1)
    return connection.execute(found).first() is not None


def comes_back(address: Any) -> ColumnElement[bool]:
    """The clause that mail to the address of this column came to nothing."""
    return exists().where(Mail.address == address, Mail.state == "dead")


def revive(connection: Connection, address: str) -> None:
    """The address is to be tried again: somebody looked at it."""
    connection.execute(
        update(Mail).where(Mail.address == address, Mail.state == "dead").values(state="dropped")
    )


def begin(connection: Connection, id: str, now: str) -> AnyRow | None:
    """The row, which is being handed over from now on; None where there is nothing to do any more. One that was begun
    before and never ended went, or did not: its kind says whether it is sent once more, or counted as lost."""
    row = connection.execute(select(Mail).where(Mail.id == id).with_for_update()).first()
    if row is None or row.state not in ("waiting", "sending"):
        return None
    if row.state == "sending" and row.kind not in REPEATED:
        _end(connection, id, "lost", now, "A worker ended while it was handed over.")
        return None
    connection.execute(update(Mail).where(Mail.id == id).values(state="sending", tries=row.tries + 1))
    return row


def sent(connection: Connection, id: str, now: str) -> None:
    """The mail server has taken it."""
    _end(connection, id, "sent", now, "")


def dropped(connection: Connection, id: str, now: str) -> None:
    """What it was to tell is no more, or no more to this person."""
    _end(connection, id, "dropped", now, "")


def dead(connection: Connection, id: str, now: str, answer: str) -> None:
    """Its address takes none: what else waits for it is not sent either."""
    _end(connection, id, "dead", now, answer)
    address = select(Mail.address).where(Mail.id == id).scalar_subquery()
    others = update(Mail).where(Mail.address == address, Mail.state == "waiting")
    connection.execute(others.values(state="dropped", ended_at=now))


def later(connection: Connection, row: Any, now: str, answer: str) -> None:
    """No mail server took it just now: it is tried again, for some days."""
    if instants.seconds(row.wanted_at, now) > GIVEN_UP_DAYS * 86_400:
        _end(connection, row.id, "dropped", now, answer)
        return
    at = instants.plus(now, minutes=_AGAIN[min(row.tries, len(_AGAIN) - 1)])
    again = {"state": "waiting", "due_at": at, "answer": answer[:200]}
    connection.execute(update(Mail).where(Mail.id == row.id).values(again))
    job = wishes.want(connection, JOB, {"mail": row.id}, now, key=f"{JOB}:{row.id}:{row.tries + 1}")
    wishes.postpone(connection, job, at)


def tidy(connection: Connection, now: str) -> int:
    """Count as lost what nobody sends any more, for its job failed: an operator sees it (`count`). Gives how many."""
    its = Job.key.like(literal(f"{JOB}:") + Mail.id + ":%")
    job = exists().where(its, Job.state.in_(UNFINISHED))
    left = select(Mail.id).where(Mail.state.in_(["waiting", "sending"]), ~job)
    ids = list(connection.scalars(left))
    for id in ids:
        _end(connection, id, "lost", now, "Its job failed: see the worker's log.")
    return len(ids)


def counts(connection: Connection) -> dict[str, int]:
    """{state: how many} of all e-mail that is known."""
    query = select(Mail.state, func.count().label("letters")).group_by(Mail.state)
    return {row.state: row.letters for row in connection.execute(query)}


def waiting_before(connection: Connection, before: str) -> tuple[int, str]:
    """How many wait that were to go out before an instant, and since when the first of them."""
    waits = Mail.state.in_(["waiting", "sending"]), Mail.wanted_at < before
    count, since = connection.execute(select(func.count(), func.min(Mail.wanted_at)).where(*waits)).one()
    return count, since or ""


def lost_since(connection: Connection, since: str) -> int:
    """How many were lost after an instant."""
    lost = Mail.state == "lost", Mail.ended_at >= since
    return connection.scalar(select(func.count()).select_from(Mail).where(*lost)) or 0


def _end(connection: Connection, id: str, state: str, now: str, answer: str) -> None:
    ended = {"state": state, "ended_at": now, "answer": answer[:200]}
    connection.execute(update(Mail).where(Mail.id == id).values(ended))
