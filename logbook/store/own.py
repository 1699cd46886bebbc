"""A person's own cases, asked for by what a page has to say of them."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, Connection, Select, and_, case, exists, func, or_, select

from logbook.models import Entry, Membership, Proposal, Review, Signoff, Statement
from logbook.models.engine import AnyRow
from logbook.permissions import Person, visible
from logbook.shapes.snapshot import Stretch
from logbook.store.unconfirmed import unconfirmed

_AT_ONCE = 60


class Days(NamedTuple):
    """A review is asked for up to this day: of a case that names it, or was treated up to that one and names none.
    `due_on`: when that is, of a case that was treated on a day. `told_by` gives the same two days for what was told of
    reviews by an instant. What happened is told after the instant `since`, by `now`."""

    due_by: str
    treated_by: str
    due_on: Callable[[str], str]
    told_by: Callable[[str], tuple[str, str]]
    since: str
    now: str


def due(days: Days) -> ColumnElement[bool]:
    """The clause of the cases that ask for their review now; the twin of what `pages.common` says of one."""
    said = Entry.review_due_on <= days.due_by
    else_ = and_(Entry.review_due_on.is_(None), Entry.has_points, Entry.performed_on <= days.treated_by)
    return and_(
        Entry.setting == "live_model",
        Entry.part != "observed",
        Entry.state != "withdrawn",
        or_(said, else_),
        ~exists().where(Review.entry_id == Entry.id),
    )


def due_after(days: Days, after: str) -> ColumnElement[bool]:
    """The clause of those whose review was told by no instant up to this one, though it is by now."""
    due_by, treated_by = days.told_by(after)
    later = or_(
        Entry.review_due_on > due_by, and_(Entry.review_due_on.is_(None), Entry.performed_on > treated_by)
    )
    due_now, treated_now = days.told_by(days.now)
    now = or_(
        Entry.review_due_on <= due_now, and_(Entry.review_due_on.is_(None), Entry.performed_on <= treated_now)
    )
    return and_(due(days), now, or_(Entry.received_at > after, later))


def unnamed(person: Person) -> ColumnElement[bool]:
    """The clause of those that wait until their trainee names who supervised, and could."""
    other = exists().where(
        Membership.programme_id == Entry.programme_id,
        Membership.role == "supervisor",
        Membership.ended_at.is_(None),
        Membership.person_id != person.id,
    )
    return and_(visible(person, "write entry"), _names_nobody(), other)


def needing(connection: Connection, person: Person, days: Days) -> int:
    """How many things the person is to do: cases that were sent back, that name nobody, that ask for their review."""
    if not person.is_a("trainee"):
        return 0
    counted = (
        func.coalesce(func.sum(case((which, 1), else_=0)), 0)
        for which in (Entry.state == "returned", unnamed(person), due(days))
    )
    return sum(connection.execute(select(*counted).where(visible(person, "write entry"))).one())


def to_do(connection: Connection, person: Person) -> Iterator[ColumnElement[bool]]:
    """The clauses of all cases that *To do* tells of, but for reviews that are due."""
    own = Entry.trainee_id == person.id
    yield and_(visible(person, "write entry"), or_(Entry.state == "returned", _names_nobody()))
    open_ = select(Proposal.entry_id).where(Proposal.entry_id == Entry.id, Proposal.closed_at.is_(None))
    yield and_(own, open_.exists())
    there = exists().where(
        Membership.programme_id == Entry.programme_id,
        Membership.person_id == Entry.supervisor_id,
        Membership.role == "supervisor",
        Membership.ended_at.is_(None),
    )
    yield and_(own, Entry.state == "sent", or_(~there, Entry.handed_to.is_not(None)))
    waiting = unconfirmed(connection, own)
    if waiting is not None:
        yield and_(own, Entry.state == "signed", Entry.id.in_(waiting))


def reviews_due(
    connection: Connection, person: Person, days: Days, begins: Callable[[int], int], rows: int
) -> tuple[Stretch, list[str]]:
    """What there is of all reviews that are due, and the ids of the cases of one page of them, all of their days."""
    query = select(Entry.id, Entry.review_due_on, Entry.performed_on)
    found = connection.execute(query.where(visible(person, "write entry"), due(days)))
    dated = sorted((row.review_due_on or days.due_on(row.performed_on), row.id) for row in found)
    begun = begins(len(dated))
    here = dated[begun : begun + rows]
    if not here:
        return {"cases": 0, "before": 0, "since": ""}, []
    since, until = here[0][0], here[-1][0]
    stretch: Stretch = {
        "cases": len(dated),
        "before": sum(1 for on, _ in dated if on < since),
        "since": since,
    }
    return stretch, [id for on, id in dated if since <= on <= until]


def _names_nobody() -> ColumnElement[bool]:
    return and_(Entry.state == "sent", Entry.supervisor_id.is_(None))


def recent(connection: Connection, person: Person, models: int) -> list[str]:
    """The ids of the last case of each of the models treated last, those of one day together; of taken back ones one
    alone, where there is nothing else."""
    query = (
        select(Entry.id, Entry.model_code, Entry.performed_on, Entry.state)
        .where(Entry.trainee_id == person.id)
        .order_by(Entry.performed_on.desc(), Entry.id)
    )
    found: list[str] = []
    last: dict[str, str] = {}
    day = ""
    for row in _by_and_by(connection, query):
        if len(last) >= models and row.performed_on < day:
            break
        if row.state == "withdrawn":
            # It has a place in no list, and says that this is not the first case of all.
            found = found or [row.id]
            continue
        if last.setdefault(row.model_code, row.performed_on) == row.performed_on:
            found.append(row.id)
            day = row.performed_on
    return found


def corrected(connection: Connection, person: Person, pairs: int) -> list[str]:
    """The ids of the cases in which supervisors corrected something last, until that are so many different things."""
    query = (
        select(Signoff.entry_id, Signoff.received_at, Statement.text)
        .join(Entry, Entry.id == Signoff.entry_id)
        .join(Statement, Statement.hash == Signoff.hash)
        .where(Entry.trainee_id == person.id, Signoff.has_corrections, Signoff.withdrawn_at.is_(None))
        .order_by(Signoff.received_at.desc(), Signoff.id)
    )
    seen: set[str] = set()
    found: list[str] = []
    at = ""
    for row in _by_and_by(connection, query):
        if len(seen) >= pairs and row.received_at < at:
            break
        found.append(row.entry_id)
        at = row.received_at
        seen |= {pair["seen"] for pair in orjson.loads(row.text)["corrections"]}
    return found


def _by_and_by(connection: Connection, query: Select[*tuple[Any, ...]]) -> Iterator[AnyRow]:
    """The rows of a query; first a few, which mostly are enough."""
    few = connection.execute(query.limit(_AT_ONCE)).all()
    yield from few
    if len(few) == _AT_ONCE:
        yield from connection.execute(query.offset(_AT_ONCE))
