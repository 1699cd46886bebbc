"""A supervisor's queue, counted by the database: only the rows of one page of it are read."""

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    not_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import aliased

from logbook.models import Entry, Signoff
from logbook.models.engine import AnyRow
from logbook.permissions import Person, visible
from logbook.shapes.snapshot import Queue, Stretch
from logbook.store.waiting import OPEN

_GROUPS = ("named", "others", "returned")


class Page(NamedTuple):
    """A page of a list: `begins` says after how many of so many it begins, `rows` how long it is; of a queue, what was
    done before the day `late_before` is late."""

    begins: Callable[[int], int]
    rows: int
    late_before: str = ""


def asked(connection: Connection, person: Person, by_name: ColumnElement[bool]) -> int:
    """How many cases wait for this person by name."""
    if not person.is_a("supervisor"):
        return 0
    which = and_(_waits(person), by_name)
    return connection.scalar(select(func.count()).select_from(Entry).where(which)) or 0


def lined_up(
    connection: Connection, person: Person, page: Page, by_name: ColumnElement[bool]
) -> tuple[Queue, list[Select[str]]]:
    """What there is of the whole queue, and the ids of the cases of this page, those of their days together."""
    waits = _waits(person)
    clauses = {
        "named": and_(waits, by_name),
        "others": and_(waits, not_(by_name)),
        "returned": _sent_back(person),
    }
    found = _counts(connection, person, clauses, and_(waits, Entry.performed_on < page.late_before))
    begun, parts = page.begins(sum(found[:-1])), dict[str, tuple[int, int]]()
    for group, count in zip(_GROUPS, found, strict=False):
        first, last = max(0, begun), min(count, begun + page.rows)
        if first < last:
            parts[group] = first, last
        begun -= count
    days = {row.group: row for row in _days(connection, clauses, parts)}
    stretches: dict[str, Stretch] = {
        group: {
            "cases": count,
            "before": days[group].before if group in days else 0,
            "since": days[group].since if group in days else "",
        }
        for group, count in zip(_GROUPS, found, strict=False)
    }
    ways = [
        select(Entry.id).where(clauses[group], Entry.performed_on.between(row.since, row.until))
        for group, row in days.items()
    ]
    told: Queue = {
        "named": stretches["named"],
        "others": stretches["others"],
        "returned": stretches["returned"],
        "late": found[-1],
    }
    return told, ways


def _waits(person: Person) -> ColumnElement[bool]:
    return and_(visible(person, "sign entry"), Entry.state == "sent", Entry.supervisor_id.is_not(None))


def _sent_back(person: Person) -> ColumnElement[bool]:
    """The clause of the cases whose last answer is this person's, and asks for changes."""
    last = aliased(Signoff)
    newer = tuple_(Signoff.received_at, Signoff.signed_at, Signoff.id)
    stands = exists().where(
        last.entry_id == Entry.id,
        last.signer_id == person.id,
        last.withdrawn_at.is_(None),
        ~exists().where(
            Signoff.entry_id == last.entry_id,
            Signoff.withdrawn_at.is_(None),
            newer > tuple_(last.received_at, last.signed_at, last.id),
        ),
    )
    return and_(visible(person, "sign entry"), Entry.state == "returned", stands)


def _counts(
    connection: Connection, person: Person, clauses: dict[str, ColumnElement[bool]], late: ColumnElement[bool]
) -> list[int]:
    counted = (func.coalesce(func.sum(case((which, 1), else_=0)), 0) for which in (*clauses.values(), late))
    some = and_(visible(person, "sign entry"), Entry.state.in_(OPEN))
    return list(connection.execute(select(*counted).where(some)).one())


def _days(
    connection: Connection, clauses: dict[str, ColumnElement[bool]], parts: dict[str, tuple[int, int]]
) -> list[AnyRow]:
    """(group, the days of the first and of the last of its rows, how many of it lie on days before) of each part."""
    ways = []
    for group, (first, last) in parts.items():
        days = select(Entry.performed_on).where(clauses[group]).order_by(Entry.performed_on).limit(1)
        since: Any = days.offset(first).scalar_subquery()
        until = days.offset(last - 1).scalar_subquery()
        earlier = (clauses[group], Entry.performed_on < since.correlate(None))
        before = select(func.count()).select_from(Entry).where(*earlier).scalar_subquery()
        columns = {"group": literal(group), "since": since, "until": until, "before": before}
        ways.append(select(*(column.label(name) for name, column in columns.items())))
    return list(connection.execute(union_all(*ways))) if ways else []
