"""Answers that came after their supervisor had left: their coordinator says whether each of them counts."""

from collections.abc import Sequence
from uuid import uuid4

import orjson
from sqlalchemy import ColumnElement, Connection, ScalarSelect, and_, func, select, update
from sqlalchemy.orm import aliased

from logbook import feed, store
from logbook.auth import sessions
from logbook.feed import hold_writers
from logbook.models import Belated, Entry, Statement
from logbook.models.engine import AnyRow
from logbook.pages.clock import Clock
from logbook.permissions import Person, visible
from logbook.problems import Conflict
from logbook.shapes.served.cohort import Late
from logbook.shapes.words import Vocabulary
from logbook.traces import trace

OPEN = ("sent", "returned")


def of_trainee(connection: Connection, person: Person, programme: str, trainee: str) -> Sequence[AnyRow]:
    """Those about cases of a trainee that wait for a decision of this person, as they came."""
    return _found(connection, person, Entry.programme_id == programme, Entry.trainee_id == trainee)


def undecided(programme: str, trainee: str) -> ScalarSelect[int]:
    """How many answers about cases of a trainee nobody has decided about, as a part of another question."""
    one = aliased(Entry)
    return (
        select(func.count())
        .select_from(Belated)
        .join(one, one.id == Belated.entry_id)
        .where(Belated.accepted.is_(None), one.programme_id == programme, one.trainee_id == trainee)
        .scalar_subquery()
    )


def waits_for(person: Person) -> ColumnElement[bool]:
    """The clause of those that wait for a decision of this person."""
    return and_(Belated.accepted.is_(None), visible(person, "admit answer"))


def find(connection: Connection, person: Person, programme: str, trainee: str, hash: str) -> AnyRow | None:
    """One of them, by the hash of its text."""
    rows = of_trainee(connection, person, programme, trainee)
    return next((row for row in rows if row.hash == hash), None)


def line(row: AnyRow, words: Vocabulary, clock: Clock) -> Late:
    """One of them in words; `answers`: it is about the version that waits now, so that it can still count."""
    doc, case = orjson.loads(row.text), orjson.loads(row.case)
    return {
        "hash": row.hash,
        "case": row.entry_id,
        "areas": ", ".join(words["areas"].get(area, area) for area in case["areas"]),
        "model": case["model"]["code"],
        "done_on": case["performed_on"],
        "signer": doc["signer"]["name"],
        "verdict": doc["verdict"],
        "feedback": doc["feedback"],
        "at": clock.local(doc["signed_at"]),
        "received_at": clock.local(row.received_at),
        "answers": row.state in OPEN and doc["entry_hash"] == row.head,
    }


def accept(connection: Connection, person: Person, row: AnyRow, now: str) -> store.Verdict:
    """Let it count from now on, as its signer gave it: what the store says of it. Decided only where that is "applied".

    The last thing in its transaction; run it in `store.run`.
    """
    _hold(connection, row)
    signer = sessions.person(connection, row.author_id)
    heard = store.hear([store.Mutation(str(uuid4()), row.text)])
    at = store.Circumstances(now, admitted_by=person.id)
    # An account outlives its roles, so there is one.
    [verdict] = store.decide(connection, signer, heard, at) if signer else [store.retry("")]
    if verdict["status"] == "applied":
        _decide(connection, person, row, now, accepted=True)
    return verdict


def decline(connection: Connection, person: Person, row: AnyRow, now: str) -> None:
    """Leave it beside the case for good: it is shown, and counts for nothing. The last thing in its transaction."""
    _hold(connection, row)
    _decide(connection, person, row, now, accepted=False)
    case = connection.execute(select(Entry.__table__).where(Entry.id == row.entry_id)).one()
    said = feed.said(connection, [case.id])[case.id]
    # The case's document tells of it; where a phone may keep a part, all of a case moves with any of it.
    pointers = [
        (cell, *doc)
        for cell in feed.cells_of("entry", case)
        for doc in (said if feed.is_shared(cell) else [("entry", case.id)])
    ]
    feed.touch(connection, pointers, waiting={*said} if case.state in OPEN else ())


def _hold(connection: Connection, row: AnyRow) -> None:
    """From here to the commit nobody else decides. Raises Conflict where somebody did since the row was read: what one
    declined would else count by the word of another."""
    hold_writers(connection)
    undecided = select(Belated.hash).where(Belated.hash == row.hash, Belated.accepted.is_(None))
    if connection.scalar(undecided) is None:
        raise Conflict("Somebody else decided about this answer meanwhile.")


def _decide(connection: Connection, person: Person, row: AnyRow, now: str, *, accepted: bool) -> None:
    connection.execute(
        update(Belated)
        .where(Belated.hash == row.hash, Belated.accepted.is_(None))
        .values(accepted=accepted, decided_by=person.id, decided_at=now)
    )
    trace(
        "answer_decided",
        about=row.author_id,
        thing=row.entry_id,
        programme=row.programme_id,
        code="accepted" if accepted else "declined",
    )


def _found(connection: Connection, person: Person, *which: ColumnElement[bool]) -> Sequence[AnyRow]:
    query = (
        select(
            Belated.hash,
            Belated.entry_id,
            Belated.author_id,
            Belated.text,
            Belated.received_at,
            Entry.programme_id,
            Entry.state,
            Entry.hash.label("head"),
            Statement.text.label("case"),
        )
        .join(Entry, Entry.id == Belated.entry_id)
        .join(Statement, Statement.hash == Entry.hash)
        .where(waits_for(person), *which)
        .order_by(Belated.received_at, Belated.hash)
    )
    return connection.execute(query).all()
