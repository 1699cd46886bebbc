"""A cohort: those of one programme who begin together. Who runs the programme makes it, edits it, ends it; it grants
nobody sight of anything."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, delete, func, insert, select, update
from wtforms import Field, Form, SelectMultipleField, StringField, ValidationError
from wtforms.validators import DataRequired

from logbook.feed import hold_writers, touch
from logbook.feed.register import publish_membership
from logbook.folding import by_name, folded
from logbook.forms.inputs import one_line, text_field
from logbook.models import Cohort, CohortSupervisor, Membership, Programme
from logbook.models import Person as People
from logbook.models.engine import AnyRow
from logbook.moments import is_day
from logbook.pages.clock import Clock
from logbook.permissions import Person, visible
from logbook.shapes.served.asked import Offered
from logbook.shapes.served.cohorts import CohortFacts, CohortLine
from logbook.traces import trace

NO_DAY = "Enter a day, for example 2026-11-30"
BEFORE = "This lies before the start"


def day_field(asked: str = "") -> StringField:
    """A day; `asked` says so where it must be given."""
    return StringField(filters=[one_line], validators=[DataRequired(asked)] if asked else [])


def check_day(field: Field) -> None:
    """Raises ValidationError for what is no day of the calendar; nothing at all is none, and well."""
    if field.data and not is_day(field.data):
        raise ValidationError(NO_DAY)


class Facts(Form):
    """The form of a cohort: name, start, end, deadline, tutor and supervisors (ids of people)."""

    name = text_field("Enter a name, for example Spring 2027")
    starts_on = day_field("Enter the day on which they begin")
    ends_on = day_field()
    due_on = day_field()
    tutor = StringField()
    supervisors = SelectMultipleField(validate_choice=False)

    def validate(self, taken: Collection[str], offered: Collection[str]) -> bool:
        """Judge all fields: which names are `taken` there, and which people are `offered`, is known one row higher."""
        good = bool(super().validate())
        if good and folded(self.name.data or "") in taken:
            self.name.errors, good = ["This programme has a cohort of this name already"], False
        for field in (self.tutor, self.supervisors):
            chosen = {field.data} if isinstance(field.data, str) else {*(field.data or [])}
            if not chosen - {""} <= {*offered}:
                field.errors, good = ["Choose somebody who supervises there"], False
        return good

    def validate_starts_on(self, field: Field) -> None:
        """Called by WTForms."""
        check_day(field)

    def validate_ends_on(self, field: Field) -> None:
        """Called by WTForms."""
        self._after_start(field)

    def validate_due_on(self, field: Field) -> None:
        """Called by WTForms."""
        self._after_start(field)

    def _after_start(self, field: Field) -> None:
        check_day(field)
        starts = self.starts_on.data or ""
        if field.data and is_day(starts) and field.data < starts:
            raise ValidationError(BEFORE)


def of_programmes(connection: Connection, person: Person, programmes: Iterable[str]) -> list[AnyRow]:
    """The cohorts of these of their programmes, with `programme`, the `tutor`'s name or None, and how many train in
    each (`trainees`): the newest first, those that ended last."""
    query = _COHORTS.where(visible(person, "run cohort"), Cohort.programme_id.in_(sorted(programmes)))
    rows = sorted(connection.execute(query), key=lambda row: (folded(row.name), row.id))
    rows.sort(key=lambda row: row.starts_on, reverse=True)
    return sorted(rows, key=lambda row: row.ended_at is not None)


def there(connection: Connection, programme_id: str) -> list[AnyRow]:
    """A programme whoever asks: its cohorts in no order, or one row without an `id`, each with `programme` and `tz`."""
    return list(connection.execute(_COHORTS.where(Programme.id == programme_id)))


def find(connection: Connection, person: Person, id: str) -> AnyRow | None:
    """One cohort of a programme they run, as `of_programmes` gives it."""
    where = (Cohort.id == id, visible(person, "run cohort"))
    programme = connection.scalar(select(Cohort.programme_id).where(*where))
    rows = of_programmes(connection, person, [programme]) if programme else []
    return next((row for row in rows if row.id == id), None)


def lasting(connection: Connection, person: Person, id: str, programmes: Sequence[str]) -> AnyRow | None:
    """The same where it is of one of these programmes and takes somebody in."""
    found = find(connection, person, id)
    return None if found is None or found.ended_at or found.programme_id not in programmes else found


def supervisors_of(connection: Connection, cohort_id: str) -> list[AnyRow]:
    """(id, name) of those who supervise it, by name."""
    query = (
        select(People.id, People.name)
        .join(CohortSupervisor, CohortSupervisor.person_id == People.id)
        .where(CohortSupervisor.cohort_id == cohort_id)
    )
    return sorted(connection.execute(query), key=lambda row: (*by_name(row.name), row.id))


def begin(connection: Connection, by: str, programme_id: str, now: str, form: Facts) -> str:
    """A new cohort of a programme, with nobody in it; gives its id."""
    id = str(uuid4())
    columns = _columns(form) | {"id": id, "programme_id": programme_id, "created_at": now, "created_by": by}
    connection.execute(insert(Cohort).values(**columns))
    _supervise(connection, id, form.supervisors.data or [])
    trace("cohort_set", thing=id, programme=programme_id)
    return id


def change(connection: Connection, cohort: AnyRow, form: Facts) -> None:
    """Give a cohort new facts. A new deadline is that of all who are in it; a new name is told to who supervises them.
    The last thing in its transaction, like everything that touches the feed."""
    hold_writers(connection)
    connection.execute(update(Cohort).where(Cohort.id == cohort.id).values(**_columns(form)))
    connection.execute(delete(CohortSupervisor).where(CohortSupervisor.cohort_id == cohort.id))
    _supervise(connection, cohort.id, form.supervisors.data or [])
    trace("cohort_set", thing=cohort.id, programme=cohort.programme_id)
    there = select(Membership.id).where(Membership.cohort_id == cohort.id).order_by(Membership.id)
    if form.name.data != cohort.name:
        ids = connection.scalars(there).all()
        touch(connection, [pointer for id in ids for pointer in publish_membership(connection, id)])


def end(connection: Connection, cohort: AnyRow, by: str, now: str) -> None:
    """End a cohort: nobody is put into it any more; those who are in it stay, with their deadlines."""
    ended = Cohort.id == cohort.id, Cohort.ended_at.is_(None)
    if connection.execute(update(Cohort).where(*ended).values(ended_at=now, ended_by=by)).rowcount:
        trace("cohort_ended", thing=cohort.id, programme=cohort.programme_id)


def open_again(connection: Connection, cohort: AnyRow) -> None:
    """Take the end of a cohort back."""
    ended = Cohort.id == cohort.id, Cohort.ended_at.is_not(None)
    if connection.execute(update(Cohort).where(*ended).values(ended_at=None, ended_by=None)).rowcount:
        trace("cohort_set", thing=cohort.id, programme=cohort.programme_id)


def taken(cohorts: Iterable[AnyRow], but: str = "") -> set[str]:
    """The names, folded, that cohorts of a programme have, without the one of the id `but`."""
    return {folded(row.name) for row in cohorts if row.id != but and row.ended_at is None}


def offered(cohorts: Sequence[AnyRow]) -> list[Offered]:
    """Those into which somebody can be put, as a form offers them; with the programme's name if there are several."""
    several = len({row.programme_id for row in cohorts}) > 1
    return [
        {"code": row.id, "label": f"{row.name}, {row.programme}" if several else row.name}
        for row in cohorts
        if row.ended_at is None
    ]


def filled(cohort: AnyRow, supervisors: Iterable[AnyRow]) -> dict[str, Any]:
    """What its form holds before somebody changes it."""
    days = {name: getattr(cohort, name) or "" for name in ("starts_on", "ends_on", "due_on")}
    return {"name": cohort.name, **days, "tutor": cohort.tutor_id or ""} | {
        "supervisors": [row.id for row in supervisors]
    }


def line(cohort: AnyRow) -> CohortLine:
    """A cohort as a line of a list."""
    return {
        "id": cohort.id,
        "name": cohort.name,
        "programme": cohort.programme,
        "starts_on": cohort.starts_on,
        "ends_on": cohort.ends_on,
        "due_on": cohort.due_on,
        "tutor": cohort.tutor or "",
        "trainees": cohort.trainees,
        "ended_on": Clock(cohort.ended_at, cohort.tz).today if cohort.ended_at else None,
    }


def facts(cohort: AnyRow, supervisors: Iterable[AnyRow]) -> CohortFacts:
    """The same with who supervises it."""
    return {**line(cohort), "supervisors": [row.name for row in supervisors]}


def _columns(form: Facts) -> dict[str, str | None]:
    days = {name: form[name].data or None for name in ("starts_on", "ends_on", "due_on")}
    return {"name": form.name.data, **days, "tutor_id": form.tutor.data or None}


def _supervise(connection: Connection, cohort_id: str, people: Iterable[str]) -> None:
    rows = [{"cohort_id": cohort_id, "person_id": id} for id in sorted({*people} - {""})]
    if rows:
        connection.execute(insert(CohortSupervisor), rows)


_TRAINED = (
    select(Membership.cohort_id, func.count().label("trainees"))
    .where(Membership.role == "trainee", Membership.ended_at.is_(None))
    .group_by(Membership.cohort_id)
    .subquery()
)
_COHORTS = (
    select(
        *Cohort.__table__.columns,
        Programme.name.label("programme"),
        Programme.tz,
        People.name.label("tutor"),
        func.coalesce(_TRAINED.c.trainees, 0).label("trainees"),
    )
    .select_from(Programme)
    .outerjoin(Cohort, Cohort.programme_id == Programme.id)
    .outerjoin(People, People.id == Cohort.tutor_id)
    .outerjoin(_TRAINED, _TRAINED.c.cohort_id == Cohort.id)
)
