"""By which version of a set each trainee is judged: who joins is enrolled under what their programme asks then, and a
coordinator moves one or many to another version. Rows are added and never changed; an act is taken back by a further
one."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, bindparam, exists, func, insert, select, text
from sqlalchemy.orm import aliased

from logbook import filters, instants
from logbook.feed import hold_writers, judged_anew, touch
from logbook.models import Enrolment, Membership, Programme, RequirementSet
from logbook.models.engine import AnyRow
from logbook.pages.clock import Clock
from logbook.permissions import Person, visible
from logbook.record import published, reports
from logbook.record.published import Published
from logbook.shapes.served.enrolments import Enrolled
from logbook.shapes.words import Vocabulary
from logbook.traces import trace


class Whose(NamedTuple):
    """A trainee in a programme."""

    person_id: str
    programme_id: str


def hold(
    connection: Connection, programme_id: str, now: str, people: Iterable[str] | None = None
) -> list[str]:
    """Enrol everybody who trains there, or did, and never was enrolled (of `people`, where they are named), from the
    day on which they joined, under what the programme asks now: they are judged by that already, and will be when it
    asks something else. Gives who they are. After `hold_writers`.

    Raises KeyError for a programme that asks what there is not.
    """
    programme = connection.execute(_PROGRAMME, {"programme": programme_id}).one()
    values = {"programme": programme_id, "today": instants.day(now, programme.tz)}
    query = _NEVER if people is None else _NEVER.where(Membership.person_id.in_(sorted(people)))
    found = connection.execute(query, values).all()
    if not found:
        return []
    asked = published.newest(connection, [programme.requirement_set])[programme.requirement_set]
    keep(connection, asked, now)
    rows = [
        {
            "act": str(uuid4()),
            "person_id": row.person_id,
            "programme_id": programme_id,
            "set_hash": asked.hash,
            "from_on": instants.day(row.since, programme.tz),
            "by_name": "",
            "at": now,
        }
        for row in sorted(found, key=lambda row: row.person_id)
    ]
    connection.execute(insert(Enrolment), rows)
    reports.mark(connection, {(row["person_id"], programme_id) for row in rows})
    return [row["person_id"] for row in rows]


def hold_all(connection: Connection, now: str) -> int:
    """The same in every programme that goes on; gives how many were enrolled."""
    hold_writers(connection)
    query = select(Programme.id).where(Programme.ended_at.is_(None)).order_by(Programme.id)
    return sum(len(hold(connection, id, now)) for id in connection.scalars(query).all())


def enrol(
    connection: Connection,
    members: Sequence[AnyRow | Whose],
    asked: Published,
    from_on: str,
    reason: str,
    by: Person,
    now: str,
) -> str:
    """Let trainees (of one programme or several) be judged by a version from a day on; gives the act's id. What they
    were judged by until then is kept, so that this can be taken back."""
    hold_writers(connection)
    act = str(uuid4())
    whose = sorted({Whose(one.person_id, one.programme_id) for one in members})
    for programme in sorted({one.programme_id for one in whose}):
        hold(connection, programme, now, [one.person_id for one in whose if one.programme_id == programme])
    keep(connection, asked, now)
    said = {"act": act, "set_hash": asked.hash, "from_on": from_on, "reason": reason}
    _add(connection, whose, by, now, said)
    for one in whose:
        trace("enrolled", about=one.person_id, thing=act, programme=one.programme_id)
    return act


def keep(connection: Connection, asked: Published, now: str) -> None:
    """A shipped set is kept as a row as soon as somebody is enrolled under it: the next build may ship another."""
    if asked.programme is None:
        known = {"hash": asked.hash, "key": asked.key, "version": asked.version, "text": asked.text}
        connection.execute(_KEEP, known | {"now": now})


def of_person(connection: Connection, programme_id: str, person_id: str) -> list[AnyRow]:
    """By what a trainee was to be judged, in the order in which it was said, with `key` and `version` of each."""
    where = Enrolment.programme_id == programme_id, Enrolment.person_id == person_id
    return list(connection.execute(_ROWS.where(*where)))


def lines(
    connection: Connection, rows: Sequence[AnyRow], words: Vocabulary, clock: Clock, *, undoable: bool = False
) -> list[Enrolled]:
    """What `of_person` gave, the newest first: which of it stands, and by which of it somebody is judged now."""
    sets = published.by_hash(connection, {row.set_hash for row in rows})
    gone = {row.of for row in rows if row.of}
    stand = [row for row in rows if row.of is None and row.act not in gone]
    begun = [row for row in stand if row.from_on <= clock.today]
    now = max(begun, key=lambda row: (row.from_on, row.number)).act if begun else None
    return [
        {
            "act": row.act,
            "text": f"{called(sets[row.set_hash])}, {_days(row)}",
            "reason": words["enrolled_for"].get(row.reason, row.reason) if row.reason else "",
            "by": row.by_name,
            "on": clock.local(row.at)[:10],
            "stands": row.act not in gone,
            "now": row.act == now,
            "undoable": undoable and row.act not in gone and row.reason is not None,
        }
        for row in reversed(rows)
        if row.of is None
    ]


def _days(row: AnyRow) -> str:
    """From when until when: a version may end, and the next one take its place."""
    first = f"from {filters.date(row.from_on)}"
    return (
        f"{first} until {filters.date(row.until)}, then the version after it" if row.until else f"{first} on"
    )


def called(one: Published) -> str:
    """A version as people speak of it."""
    return f"{one.whole['title']}, version {one.version}"


def find(connection: Connection, person: Person, act: str) -> list[AnyRow]:
    """The rows of an act that this person may take back: a deed, not that somebody joined."""
    where = Enrolment.act == act, Enrolment.of.is_(None), Enrolment.reason.is_not(None)
    return list(connection.execute(_ROWS.where(visible(person, "undo enrolment"), *where)))


def withdraw(connection: Connection, rows: Sequence[AnyRow], by: Person, now: str) -> bool:
    """Take an act back, by the rows of it that `find` gave; False where it does not stand any more."""
    hold_writers(connection)
    act = rows[0].act
    gone = set(connection.scalars(select(Enrolment.person_id).where(Enrolment.of == act)))
    stand = [row for row in rows if row.person_id not in gone]
    if not stand:
        return False
    whose = [Whose(row.person_id, row.programme_id) for row in stand]
    said = {"act": str(uuid4()), "set_hash": rows[0].set_hash, "from_on": rows[0].from_on, "of": act}
    _add(connection, whose, by, now, said)
    for one in whose:
        trace("enrolment_undone", about=one.person_id, thing=act, programme=one.programme_id)
    return True


def _add(connection: Connection, whose: Sequence[Whose], by: Person, now: str, said: dict[str, str]) -> None:
    usual = said | {"by_id": by.id, "by_name": by.name, "at": now}
    connection.execute(insert(Enrolment), [usual | one._asdict() for one in whose])
    touch(connection, judged_anew(connection, whose))


_PROGRAMME = select(Programme.tz, Programme.requirement_set).where(Programme.id == bindparam("programme"))
_UNDONE = aliased(Enrolment)
_STANDS = exists().where(
    Enrolment.person_id == Membership.person_id,
    Enrolment.programme_id == Membership.programme_id,
    Enrolment.of.is_(None),
    Enrolment.from_on <= bindparam("today"),
    ~exists().where(_UNDONE.of == Enrolment.act, _UNDONE.person_id == Enrolment.person_id),
)
_NEVER = (
    select(Membership.person_id, func.min(Membership.since).label("since"))
    .where(Membership.programme_id == bindparam("programme"), Membership.role == "trainee", ~_STANDS)
    .group_by(Membership.person_id)
)
_ROWS = (
    select(*Enrolment.__table__.columns, RequirementSet.key, RequirementSet.version, RequirementSet.until)
    .join(RequirementSet, RequirementSet.hash == Enrolment.set_hash)
    .order_by(Enrolment.number)
)
_KEEP = text(
    "INSERT INTO requirement_set (hash, key, version, text, published_at) "
    "VALUES (:hash, :key, :version, :text, :now) ON CONFLICT (hash) DO NOTHING"
)
