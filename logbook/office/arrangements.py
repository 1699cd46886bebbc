"""What a coordinator arranges with a trainee: into which cohort they move, how long they pause, by how much their
deadline is extended. Rows are added and never changed; one is taken back by a further row."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, insert, select, update
from wtforms import Field, Form, StringField, TextAreaField, ValidationError
from wtforms.validators import Length

from logbook import canonical, filters
from logbook.deadlines import deadline, later
from logbook.feed import Pointer, hold_writers, judged_anew, touch
from logbook.feed.register import publish_membership
from logbook.forms.inputs import one_line, one_of
from logbook.models import Arrangement, Membership
from logbook.models import Person as People
from logbook.models.engine import AnyRow
from logbook.moments import is_day
from logbook.office.cohorts import check_day, day_field
from logbook.office.members import OfCohort
from logbook.pages.clock import Clock
from logbook.permissions import Person, visible
from logbook.record.arranged import Time, last_day, standing
from logbook.shapes.served.cohorts import Arranged
from logbook.shapes.words import Vocabulary
from logbook.traces import trace

# What may be given, so that a slip is noticed: five years.
BEFORE_FIRST = "This lies before the first day"
MOST = {"days": 1830, "weeks": 260, "months": 60}


def _clean(text: str | None) -> str:
    return canonical.clean(text or "").strip()


def reason_field(words: str) -> StringField:
    """A code of a list of reasons."""
    return one_of(words, "Choose a reason")


def note_field() -> TextAreaField:
    """Words for the office alone."""
    return TextAreaField(
        filters=[_clean], validators=[Length(max=2000, message="Use at most 2000 characters")]
    )


class Leave(Form):
    """A pause: its first and its last day ("" while it is not known), why, and a note."""

    from_on = day_field("Enter the first day of the pause")
    until_on = day_field()
    reason = reason_field("arranged_for")
    note = note_field()

    def validate_from_on(self, field: Field) -> None:
        """Called by WTForms."""
        check_day(field)

    def validate_until_on(self, field: Field) -> None:
        """Called by WTForms."""
        check_day(field)
        first = self.from_on.data or ""
        if field.data and field.data < first:
            raise ValidationError(BEFORE_FIRST)
        if field.data and is_day(first) and field.data > later(first, days=MOST["days"]):
            raise ValidationError("This is more than five years later. Leave it empty while it is not known")


class More(Form):
    """An extension: by how much, why, and a note."""

    amount = StringField(filters=[one_line])
    unit = one_of("spans", "Choose days, weeks or months")
    reason = reason_field("arranged_for")
    note = note_field()

    def validate_amount(self, field: Field) -> None:
        """Called by WTForms."""
        most = MOST.get(self.unit.data or "", 60)
        given = field.data or ""
        if not (given.isascii() and given.isdecimal() and len(given) < 6 and 1 <= int(given) <= most):
            raise ValidationError(f"Enter a whole number from 1 to {most}")


class Return(Form):
    """The first day after a pause."""

    from_on = day_field("Enter the first day back")

    def validate_from_on(self, field: Field) -> None:
        """Called by WTForms."""
        check_day(field)


class Move(Form):
    """Into which cohort ("" for none), and a note."""

    cohort = StringField()
    note = note_field()


def of_programmes(connection: Connection, programmes: Iterable[str]) -> dict[tuple[str, str], list[AnyRow]]:
    """{(programme, person): what was arranged with them, in its order, with the name `maker` of who did}; without
    notes, of which a list needs none."""
    query = _ROWS.where(Arrangement.programme_id.in_(sorted(programmes)), Arrangement.kind != "note")
    return _by_person(connection.execute(query))


def of_person(connection: Connection, programme_id: str, person_id: str) -> list[AnyRow]:
    """What was arranged with one of them, in its order."""
    where = Arrangement.programme_id == programme_id, Arrangement.person_id == person_id
    return list(connection.execute(_ROWS.where(*where)))


def due(cohort: AnyRow | OfCohort | None, found: Time, today: str) -> str | None:
    """The day by which somebody of a cohort is to be done; None where the cohort has no deadline, or they have no
    cohort."""
    if cohort is None or cohort.due_on is None:
        return None
    extended = found.extensions.get(cohort.id, [])
    return deadline(cohort.starts_on, cohort.due_on, extended, found.pauses, today)


def arrange(connection: Connection, member: AnyRow, kind: str, by: str, now: str, **columns: Any) -> str:
    """Add a pause, an extension or a return to what is arranged with a trainee; gives the act's id."""
    hold_writers(connection)
    act = str(uuid4())
    _add(connection, act, kind, by, now, [_whose(member) | columns])
    trace("training_arranged", about=member.person_id, thing=act, programme=member.programme_id, kind=kind)
    touch(connection, _judged(connection, [member]))
    return act


def move(
    connection: Connection, movers: Sequence[AnyRow], cohort_id: str | None, by: str, now: str, note: str = ""
) -> str | None:
    """Put trainees into a cohort of their programme, out of any for None; gives the act's id, None where all were
    there already. Extensions stay with the deadline that they were given for."""
    # Those who supervise are told of the cohort's name: the feed comes last.
    hold_writers(connection)
    act, rows, told = str(uuid4()), list[dict[str, Any]](), list[Pointer]()
    for member in sorted(movers, key=lambda member: member.id):
        # Two coordinators may move one person at a time: what the second takes them from is where the first put them.
        where = select(Membership.cohort_id).where(Membership.id == member.id).with_for_update()
        was = connection.scalar(where)
        if was != cohort_id:
            told += _place(connection, member.programme_id, member.person_id, cohort_id)
            rows.append(_whose(member) | {"cohort_id": cohort_id, "was_id": was, "note": note})
    if not rows:
        return None
    _add(connection, act, "move", by, now, rows)
    for row in rows:
        trace(
            "training_arranged", thing=act, kind="move", about=row["person_id"], programme=row["programme_id"]
        )
    touch(connection, told)
    return act


def find(connection: Connection, person: Person, act: str) -> list[AnyRow]:
    """The rows of an act that this person may take back."""
    return list(connection.execute(_ROWS.where(visible(person, "undo arrangement"), Arrangement.act == act)))


def withdraw(connection: Connection, rows: Sequence[AnyRow], by: str, now: str) -> bool:
    """Take an act back, by the rows of it that `find` gave; False where it does not stand any more. Who was moved goes
    back to where they were, unless they were moved on meanwhile."""
    hold_writers(connection)
    act, told = rows[0].act, list[Pointer]()
    gone = select(Arrangement.number).where(Arrangement.of == act, Arrangement.kind == "withdrawal")
    if rows[0].kind == "withdrawal" or connection.scalar(gone) is not None:
        return False
    _add(connection, str(uuid4()), "withdrawal", by, now, [_whose(row) | {"of": act} for row in rows])
    told += _judged(connection, rows)
    for row in rows:
        if row.kind == "move":
            # SQL has no equality with nothing.
            to = Membership.cohort_id
            there = to.is_(None) if row.cohort_id is None else to == row.cohort_id
            told += _place(connection, row.programme_id, row.person_id, row.was_id, [there])
        trace("arrangement_undone", about=row.person_id, thing=act, programme=row.programme_id)
    touch(connection, told)
    return True


def lines(
    rows: Sequence[AnyRow], cohorts: dict[str, str], words: Vocabulary, clock: Clock, own: bool = False
) -> list[Arranged]:
    """What was arranged with somebody, newest first, for the office; as the trainee themselves may read it (`own`):
    without notes, and without what was taken back. `cohorts` are their names by id."""
    stand = {row.number for row in standing(rows)}
    back = {row.of: row.from_on for row in standing(rows) if row.kind == "return"}
    seen = [row for row in rows if row.kind not in ("withdrawal", "return")]
    if own:
        seen = [row for row in seen if row.number in stand and row.kind != "note"]
    return [
        {
            "act": row.act,
            "kind": row.kind,
            "text": _said(row, back.get(row.act), cohorts),
            "reason": words["arranged_for"].get(row.reason or "", row.reason or ""),
            "note": "" if own else row.note,
            "by": row.maker,
            "on": clock.local(row.at)[:10],
            "stands": row.number in stand,
            # What has no last day yet can be ended.
            "open": row.kind == "pause"
            and row.number in stand
            and row.until_on is None
            and row.act not in back,
        }
        for row in reversed(seen)
    ]


def _said(row: AnyRow, back: str | None, cohorts: dict[str, str]) -> str:
    if row.kind == "pause":
        last = last_day(row, back)
        first = filters.date(row.from_on)
        return f"Paused from {first} until {filters.date(last)}" if last else f"Paused since {first}"
    if row.kind == "extension":
        return f"Extended by {filters.count(row.amount, row.unit[:-1], row.unit)}"
    if row.kind == "move":
        was, to = cohorts.get(row.was_id or ""), cohorts.get(row.cohort_id or "")
        if was and to:
            return f"Moved from {was} to {to}"
        return f"Put into {to}" if to else f"Taken out of {was or 'a cohort'}"
    return "Note"


def _place(
    connection: Connection,
    programme: str,
    person: str,
    cohort: str | None,
    where: Sequence[ColumnElement[bool]] = (),
) -> list[Pointer]:
    """Of whoever left and came back each membership names the cohort: the record of one is that of the other."""
    theirs = Membership.programme_id == programme, Membership.person_id == person
    placed = update(Membership).where(*theirs, Membership.role == "trainee", *where).returning(Membership.id)
    ids = connection.scalars(placed.values(cohort_id=cohort)).all()
    return [pointer for id in sorted(ids) for pointer in publish_membership(connection, id)]


def _whose(row: AnyRow) -> dict[str, Any]:
    return {"person_id": row.person_id, "programme_id": row.programme_id}


def _judged(connection: Connection, rows: Iterable[AnyRow]) -> list[Pointer]:
    """A rule may ask for what was done within so many months, and a pause stretch them."""
    return judged_anew(connection, {(row.person_id, row.programme_id) for row in rows})


def _add(
    connection: Connection, act: str, kind: str, by: str, now: str, rows: Iterable[dict[str, Any]]
) -> None:
    usual = {"act": act, "kind": kind, "by_id": by, "at": now, "note": ""}
    for row in rows:
        connection.execute(insert(Arrangement).values(**usual | row))


def _by_person(rows: Iterable[AnyRow]) -> dict[tuple[str, str], list[AnyRow]]:
    found: dict[tuple[str, str], list[AnyRow]] = {}
    for row in rows:
        found.setdefault((row.programme_id, row.person_id), []).append(row)
    return found


_ROWS = (
    select(*Arrangement.__table__.columns, People.name.label("maker"))
    .join(People, People.id == Arrangement.by_id)
    .order_by(Arrangement.number)
)
