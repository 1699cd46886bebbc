"""Which cases a page of the server needs, and what it says of all others in numbers: asked of the database by index."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, case, false, func, not_, select, tuple_, union
from sqlalchemy.orm import aliased

from logbook import instants
from logbook.models import Entry, Proposal, Signoff
from logbook.models.engine import AnyRow
from logbook.permissions import Person, visible
from logbook.shapes.snapshot import Signatures, Tally
from logbook.store.lined_up import Page
from logbook.store.listed import Narrowing
from logbook.store.own import Days, corrected, recent, to_do
from logbook.store.unconfirmed import unconfirmed


class Needed(NamedTuple):
    """What a page needs beside what its tabs count: cases that wait for the viewer's answer, and by `days` what is to
    be done.

    These `cases`, with those of their trainees that are of the same model or of the same day; of the viewer's own those
    of these `models` and of these days (`on`), and those beside which these `versions` are kept; those of these
    `signoffs`; all of these `trainees`; a page of the viewer's own signatures (`signed`) and of the `queue`; the first
    rows of a list (`listed`); all that is `to_do`, with a page of the reviews due. Whether it tells of each trainee in
    numbers (`tallied`), whether there is `any` case of one's own; of how many
    things that `happened` it tells; how many models seen and corrections heard it offers;
    whether it shows reports, and `gates`: what counts of them and why.
    """

    days: Days
    cases: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    signoffs: tuple[str, ...] = ()
    trainees: tuple[str, ...] = ()
    signed: Page | None = None
    queue: Page | None = None
    listed: Narrowing | None = None
    tallied: bool = False
    to_do: Page | None = None
    any: bool = False
    happened: int = 0
    models_seen: int = 0
    corrections: int = 0
    reports: bool = False
    gates: bool = False


def cases_of(
    connection: Connection, person: Person, needed: Needed, more: Iterable[Select[Any]], ids: Iterable[str]
) -> list[str]:
    """The ids of those that the person's devices hold, with `more` of them, and with those of these `ids`."""
    held = visible(person, "hold entry")
    ways = [select(Entry.id).where(which, held) for which in _ways(connection, person, needed)]
    # One way for each, so that each goes by its own index.
    ways += more
    found = connection.scalars(union(*ways)) if ways else ()
    return sorted({*found, *ids, *_offered(connection, person, needed)})


def _offered(connection: Connection, person: Person, needed: Needed) -> Iterator[str]:
    if needed.models_seen:
        yield from recent(connection, person, needed.models_seen)
    if needed.corrections:
        yield from corrected(connection, person, needed.corrections)


def signatures(connection: Connection, person: Person, page: Page) -> tuple[Signatures, Select[Any]]:
    """What there is of their signatures of cases that their devices hold, and the ids of the cases of one page of them.

    A few hours more, because pages go by the hour on the wall, and one hour of a year comes twice.
    """
    counted = _signed(
        person, func.count().label("all"), _count(Signoff.withdrawn_at.is_(None)).label("standing")
    )
    row = connection.execute(counted).one()
    told: Signatures = {"all": row.all, "standing": row.standing, "before": 0, "until": "9999-99"}
    if not row.all:
        return told, _signed(person, Entry.id).where(false())
    begun = page.begins(row.all)
    given = _signed(person, Signoff.signed_at).order_by(Signoff.signed_at.desc()).limit(1)
    places = (begun, min(row.all, begun + page.rows) - 1)
    first, last = connection.execute(select(*(given.offset(at).scalar_subquery() for at in places))).one()
    told["until"] = instants.plus(first, hours=2)
    if begun:
        newer = _signed(person, func.count()).where(Signoff.signed_at > told["until"])
        told["before"] = connection.scalar(newer) or 0
    here = Signoff.signed_at.between(instants.plus(last, hours=-2), told["until"])
    return told, _signed(person, Entry.id).where(here)


def tallies(connection: Connection, person: Person) -> dict[str, Tally]:
    """{trainee: how many of their cases stand where}, of everybody's cases that the person's devices hold."""
    held = visible(person, "hold entry")
    waiting = unconfirmed(connection, held)
    waits = and_(Entry.state == "sent", Entry.supervisor_id.is_not(None))
    unnamed = and_(Entry.state == "sent", Entry.supervisor_id.is_(None))
    # A version that is not signed yet stands beside an older one that is: that case counts as both.
    given = and_(Entry.signed_rev.is_not(None), Entry.state.in_(("signed", "sent")))
    unknown = false() if waiting is None else and_(given, Entry.id.in_(waiting))
    query = select(
        Entry.trainee_id,
        Entry.programme_id,
        _count(and_(given, not_(unknown))).label("signed"),
        _count(unknown).label("unconfirmed"),
        _count(waits).label("waiting"),
        _count(unnamed).label("unnamed"),
        _count(Entry.state == "returned").label("returned"),
        func.min(case((waits, Entry.performed_on))).label("oldest"),
        func.max(Entry.performed_on).label("last"),
    ).where(held)
    found: dict[str, Tally] = {}
    for row in connection.execute(query.group_by(Entry.trainee_id, Entry.programme_id)):
        before = found.get(row.trainee_id)
        found[row.trainee_id] = _joined(before, row) if before else _tally(row)
    return found


def _tally(row: AnyRow) -> Tally:
    return {
        "signed": row.signed,
        "unconfirmed": row.unconfirmed,
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
        "unconfirmed": one["unconfirmed"] + other["unconfirmed"],
        "waiting": one["waiting"] + other["waiting"],
        "unnamed": one["unnamed"] + other["unnamed"],
        "returned": one["returned"] + other["returned"],
        "oldest": min((day for day in (one["oldest"], other["oldest"]) if day), default=None),
        "last": max((day for day in (one["last"], other["last"]) if day), default=None),
        "programmes": [*one["programmes"], *other["programmes"]],
    }


def _ways(connection: Connection, person: Person, needed: Needed) -> Iterator[ColumnElement[bool]]:
    # One that they signed: the queue says whether there is any.
    if needed.queue:
        yield Entry.id.in_(_signed(person, Entry.id).limit(1).scalar_subquery())
    if needed.to_do:
        yield from to_do(connection, person)
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


def _signed(person: Person, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(Signoff)
        .join(Entry, Entry.id == Signoff.entry_id)
        .where(Signoff.signer_id == person.id, Signoff.verdict == "signed", visible(person, "hold entry"))
    )


def _count(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((which, 1), else_=0)), 0)
