"""A list of cases of one trainee, narrowed and counted by the database: only the rows that it shows are read."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, case, exists, func, or_, select, true

from logbook.models import Entry, Proposal, Review
from logbook.models.engine import AnyRow
from logbook.permissions import Person, visible
from logbook.shapes.snapshot import Listed
from logbook.store.own import Days, due, unnamed


class Narrowing(NamedTuple):
    """What a list is narrowed to: cases of this `trainee`; `area`, `supervisor` and `only` are "" where they narrow
    nothing, `supervisor` is None for cases that name nobody, `states` None for all; `needing`: also those that need
    their trainee. So many `rows` of it are shown."""

    trainee: str
    area: str
    supervisor: str | None
    only: str
    states: tuple[str, ...] | None
    needing: bool
    rows: int


# Where a case stands as pages say it; a signed one that changed since is a new version.
_LATE = exists().where(
    Proposal.entry_id == Entry.id, Proposal.code == "signed_meanwhile", Proposal.closed_at.is_(None)
)
_STANDS = case(
    (and_(Entry.state == "sent", Entry.signed_rev.is_not(None)), "new_version"),
    (and_(Entry.state == "signed", _LATE), "new_version"),
    else_=Entry.state,
)
_COMPLICATION = or_(Entry.has_events, exists().where(Review.entry_id == Entry.id, Review.has_events))


def listed(
    connection: Connection, person: Person, wanted: Narrowing, days: Days
) -> tuple[Listed, Select[str]]:
    """What there is of the whole list, and the ids of its first rows; a few more where the last day has more."""
    here = and_(Entry.trainee_id == wanted.trainee, visible(person, "hold entry"))
    only = _only(person, wanted.only, days)
    needs = case((unnamed(person), 1), else_=0)
    groups = _groups(connection, here, needs, only)
    if wanted.supervisor not in {row.supervisor_id for row in groups}:
        # Pages do not narrow by somebody whom no case names.
        wanted = wanted._replace(supervisor="")
    tally = Counter[tuple[str, bool]]()
    for row in groups:
        if _holds(row, wanted):
            tally[row.state, bool(row.needs)] += row.cases
    told: Listed = {
        "cases": sum(row.cases for row in groups),
        "standing": any(row.state != "withdrawn" for row in groups),
        "areas": sorted({area for row in groups for area in row.areas.split("|") if area}),
        "supervisors": sorted({row.supervisor_id or "" for row in groups}),
        "found": [
            {"state": state, "needs": needs, "cases": cases}
            for (state, needs), cases in sorted(tally.items())
        ],
    }
    return told, _newest(and_(here, only, *_narrowed(person, wanted)), wanted.rows)


def _narrowed(person: Person, wanted: Narrowing) -> Iterator[ColumnElement[bool]]:
    if wanted.area:
        yield Entry.areas.contains(_barred(wanted.area), autoescape=True)
    if wanted.supervisor != "":
        yield Entry.supervisor_id == wanted.supervisor
    if wanted.states is not None:
        shown = _STANDS.in_(wanted.states)
        yield or_(shown, unnamed(person)) if wanted.needing else shown


def _groups(
    connection: Connection, here: ColumnElement[bool], needs: ColumnElement[int], only: ColumnElement[bool]
) -> list[AnyRow]:
    """How many cases are alike in all that a list is narrowed by."""
    columns = (
        _STANDS.label("state"),
        needs.label("needs"),
        case((only, 1), else_=0).label("only"),
        Entry.supervisor_id,
        Entry.areas,
    )
    alike = select(*columns).where(here).subquery()
    query = select(*alike.c, func.count().label("cases")).group_by(*alike.c)
    return list(connection.execute(query))


def _only(person: Person, only: str, days: Days) -> ColumnElement[bool]:
    if only == "complication":
        return _COMPLICATION
    return and_(visible(person, "write entry"), due(days)) if only == "review" else true()


def _holds(row: AnyRow, wanted: Narrowing) -> bool:
    """Whether cases of this group answer everything but the state."""
    area = not wanted.area or _barred(wanted.area) in row.areas
    return bool(row.only and area and wanted.supervisor in ("", row.supervisor_id))


def _barred(area: str) -> str:
    return f"|{area}|"


def _newest(which: ColumnElement[bool], rows: int) -> Select[str]:
    """The hour stands in the texts alone, so all cases of the last day are read."""
    days = select(Entry.performed_on).where(which).order_by(Entry.performed_on.desc())
    last = days.limit(1).offset(rows - 1).scalar_subquery().correlate(None)
    return select(Entry.id).where(which, Entry.performed_on >= func.coalesce(last, ""))
