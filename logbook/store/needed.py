"""Which cases a page of the server needs, and what it says of all others in numbers: asked of the database by index."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, select, true, tuple_, union
from sqlalchemy.orm import aliased

from logbook import instants
from logbook.models import Entry, Proposal, Signoff
from logbook.models.engine import AnyRow
from logbook.permissions import Person, visible
from logbook.shapes.snapshot import Signatures, Tally
from logbook.store.listed import Narrowing
from logbook.store.own import Days, corrected, recent, to_do

# Where an entry stands while somebody is to answer it.
OPEN = ("sent", "returned")


class Needed(NamedTuple):
    """What a page needs beside the cases that wait for the viewer's answer, which its tabs count as they count by
    `days` what is to be done.

    These `cases`, with those of their trainees that are of the same model or of the same day; of the viewer's own those
    of these `models` and of these days (`on`), and those beside which these `versions` are kept; those of these
    `signoffs`; all of these `trainees`; of the viewer's own signatures the `newest`, and how many there are; the first
    rows of a list (`listed`). Whether it tells of each trainee in numbers (`tallied`), of all that is `to_do`, whether
    there is `any` case of one's own; how many models seen and corrections heard it offers; whether it shows reports.
    """

    days: Days
    cases: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    signoffs: tuple[str, ...] = ()
    trainees: tuple[str, ...] = ()
    newest: int = 0
    listed: Narrowing | None = None
    tallied: bool = False
    to_do: bool = False
    any: bool = False
    models_seen: int = 0
    corrections: int = 0
    reports: bool = False


def cases_of(
    connection: Connection, person: Person, needed: Needed, more: Iterable[Select[Any]] = ()
) -> list[str]:
    """The ids of those that the person's devices hold, with `more` of them."""
    held = visible(person, "hold entry")
    ways = [select(Entry.id).where(which, held) for which in _ways(connection, person, needed)]
    # One way for each, so that each goes by its own index.
    query = union(*ways, *more)
    return sorted({*connection.scalars(query), *_offered(connection, person, needed)})


def _offered(connection: Connection, person: Person, needed: Needed) -> Iterator[str]:
    if needed.models_seen:
        yield from recent(connection, person, needed.models_seen)
    if needed.corrections:
        yield from corrected(connection, person, needed.corrections)


def signatures(connection: Connection, person: Person, newest: int) -> tuple[Signatures, str | None]:
    """How many signatures they gave, of cases that their devices hold, and when the last of the `newest` was given."""
    standing = _count(Signoff.withdrawn_at.is_(None))
    last = _signed(person, Signoff.signed_at).order_by(Signoff.signed_at.desc()).limit(1).offset(newest - 1)
    counted = _signed(person, func.count().label("all"), standing.label("standing"))
    row = connection.execute(counted.add_columns(last.scalar_subquery().label("last"))).one()
    return {"all": row.all, "standing": row.standing}, row.last


def tallies(connection: Connection, person: Person) -> dict[str, Tally]:
    """{trainee: how many of their cases stand where}, of everybody's cases that the person's devices hold."""
    waits = and_(Entry.state == "sent", Entry.supervisor_id.is_not(None))
    unnamed = and_(Entry.state == "sent", Entry.supervisor_id.is_(None))
    # A version that is not signed yet stands beside an older one that is: that case counts as both.
    signed = and_(Entry.signed_rev.is_not(None), Entry.state.in_(("signed", "sent")))
    query = select(
        Entry.trainee_id,
        Entry.programme_id,
        _count(signed).label("signed"),
        _count(waits).label("waiting"),
        _count(unnamed).label("unnamed"),
        _count(Entry.state == "returned").label("returned"),
        func.min(case((waits, Entry.performed_on))).label("oldest"),
        func.max(Entry.performed_on).label("last"),
    ).where(visible(person, "hold entry"))
    found: dict[str, Tally] = {}
    for row in connection.execute(query.group_by(Entry.trainee_id, Entry.programme_id)):
        before = found.get(row.trainee_id)
        found[row.trainee_id] = _joined(before, row) if before else _tally(row)
    return found


def _tally(row: AnyRow) -> Tally:
    return {
        "signed": row.signed,
        "waiting": row.waiting,
        "unnamed": row.unnamed,
        "returned": row.returned,
        "oldest": row.oldest,
        "last": row.last,
        "programmes": [row.programme_id],
    }


def _joined(one: Tally, row: AnyRow) -> Tally:
    """The same of two programmes of one trainee."""
    other = _tally(row)
    return {
        "signed": one["signed"] + other["signed"],
        "waiting": one["waiting"] + other["waiting"],
        "unnamed": one["unnamed"] + other["unnamed"],
        "returned": one["returned"] + other["returned"],
        "oldest": min((day for day in (one["oldest"], other["oldest"]) if day), default=None),
        "last": max((day for day in (one["last"], other["last"]) if day), default=None),
        "programmes": [*one["programmes"], *other["programmes"]],
    }


def _ways(connection: Connection, person: Person, needed: Needed) -> Iterator[ColumnElement[bool]]:
    yield and_(Entry.programme_id.in_(person.programmes("supervisor")), Entry.state.in_(OPEN))
    # One that they signed: the queue says whether there is any.
    yield Entry.id.in_(_signed(person, Entry.id).limit(1).scalar_subquery())
    if needed.to_do:
        yield from to_do(connection, person, needed.days)
    if needed.signoffs:
        yield Entry.id.in_(select(Signoff.entry_id).where(Signoff.id.in_(needed.signoffs)))
    if needed.any:
        yield Entry.id.in_(select(Entry.id).where(Entry.trainee_id == person.id).limit(1).scalar_subquery())
    if needed.trainees:
        yield Entry.trainee_id.in_(needed.trainees)
    if needed.cases:
        yield from _alike(needed.cases)
    yield from _own(person, needed)


def _own(person: Person, needed: Needed) -> Iterator[ColumnElement[bool]]:
    own = Entry.trainee_id == person.id
    if needed.models:
        yield and_(own, Entry.model_code.in_(needed.models))
    if needed.on:
        yield and_(own, Entry.performed_on.in_(needed.on))
    if needed.versions:
        kept = select(Proposal.entry_id).where(Proposal.mutation.in_(needed.versions))
        yield and_(own, Entry.id.in_(kept))


def _alike(cases: tuple[str, ...]) -> Iterator[ColumnElement[bool]]:
    """Cases, and whatever is looked at beside them: of the same model, or maybe the same written down twice."""
    yield Entry.id.in_(cases)
    one = aliased(Entry)
    for column in (Entry.model_code, Entry.performed_on):
        there = select(one.trainee_id, getattr(one, column.key)).where(one.id.in_(cases))
        yield tuple_(Entry.trainee_id, column).in_(there)


def since(person: Person, last: str | None) -> Select[Any]:
    """The cases they signed since. A few hours more, because pages go by the hour on the wall, and one hour of a year
    comes twice."""
    return _signed(person, Entry.id).where(
        Signoff.signed_at >= instants.plus(last, hours=-2) if last else true()
    )


def _signed(person: Person, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(Signoff)
        .join(Entry, Entry.id == Signoff.entry_id)
        .where(Signoff.signer_id == person.id, Signoff.verdict == "signed", visible(person, "hold entry"))
    )


def _count(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((which, 1), else_=0)), 0)
