"""What a rule asks of one trainee alone: it is waived, asks another number, leaves cases aside or lets them count. Each
with a day, a reason and whoever said so; it is withdrawn once, and nothing else of it changes."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import uuid4

import orjson
from sqlalchemy import Connection, insert, select, update
from wtforms import Field, Form, SelectMultipleField, StringField, ValidationError

from logbook import filters
from logbook.eligibility import sentences
from logbook.feed import hold_writers, judged_anew, touch
from logbook.forms.inputs import one_line
from logbook.models import RuleException
from logbook.models.engine import AnyRow
from logbook.moments import is_day
from logbook.office import enrolments
from logbook.office.arrangements import BEFORE_FIRST, note_field, reason_field
from logbook.office.cohorts import check_day, day_field
from logbook.permissions import Person, visible
from logbook.record.published import Published
from logbook.shapes.loose import Doc
from logbook.shapes.served.exceptions import ExceptionLine
from logbook.shapes.words import Vocabulary
from logbook.traces import trace

MOST_NUMBER = 100_000
NAMED = 3  # cases are named in a line, as many as one reads
OFFERED = 500  # cases are taken from a form, at most


class Of(NamedTuple):
    """The rule, in full, of a gate of the version by which a trainee is judged."""

    member: AnyRow
    asked: Published
    gate: str
    rule: Doc


class Asked(Form):
    """From which day on, until which ("" for no end), why, and a note; `value` of another number, `items` (ids) of
    cases set aside or let count."""

    on_day = day_field("Enter the day from which on it holds")
    ends = day_field()
    reason = reason_field("exception_reasons")
    note = note_field()
    value = StringField(filters=[one_line])
    items = SelectMultipleField(validate_choice=False)

    def validate(self, kind: str, rule: Doc, offered: Mapping[str, Any]) -> bool:
        """Judge all fields of an exception of this kind; `offered` are the cases that it may be about, by id."""
        good = bool(super().validate())
        if kind == "number" and (problem := _wrong(rule, self.value.data or "")):
            self.value.errors, good = [problem], False
        if kind in ("block", "count") and not {*(self.items.data or [])} & offered.keys():
            self.items.errors, good = ["Tick at least one case"], False
        return good

    def validate_on_day(self, field: Field) -> None:
        """Called by WTForms."""
        check_day(field)

    def validate_ends(self, field: Field) -> None:
        """Called by WTForms."""
        check_day(field)
        if field.data and is_day(self.on_day.data or "") and field.data < self.on_day.data:
            raise ValidationError(BEFORE_FIRST)


class Ending(Form):
    """From which day on an exception holds no more."""

    on_day = day_field("Enter the day from which on it holds no more")

    def validate(self, begins: str) -> bool:
        """Judge the day; when the exception `begins` is known one row higher."""
        good = bool(super().validate())
        if good and (self.on_day.data or "") < begins:
            self.on_day.errors, good = (
                [f"It begins on {filters.date(begins)}. Choose that day or a later one"],
                False,
            )
        return good

    def validate_on_day(self, field: Field) -> None:
        """Called by WTForms."""
        check_day(field)


def kinds(rule: Doc) -> list[str]:
    """What may be said of a rule: of a choice no case, its parts have them; of what is not kept as cases neither."""
    is_of_cases = rule["any"] is None and rule["of"] == "cases"
    return ["waive", "number"] + (["count", "block"] if is_of_cases else [])


def of_person(connection: Connection, programme_id: str, person_id: str) -> list[AnyRow]:
    """All that was ever said of one trainee, the newest first."""
    where = RuleException.programme_id == programme_id, RuleException.person_id == person_id
    order = RuleException.on_day.desc(), RuleException.at.desc(), RuleException.id
    return list(connection.execute(select(*RuleException.__table__.columns).where(*where).order_by(*order)))


def find(connection: Connection, person: Person, id: str) -> AnyRow | None:
    """One that this person may withdraw."""
    where = visible(person, "withdraw exception"), RuleException.id == id
    return connection.execute(select(*RuleException.__table__.columns).where(*where)).first()


def make(connection: Connection, of: Of, kind: str, form: Asked, by: Person, now: str) -> str:
    """Write what a form says that was judged good; gives its id: of what stands already, word for word, the id that
    it has. A form is sent twice by a finger."""
    hold_writers(connection)
    id, member, rule = str(uuid4()), of.member, of.rule
    items = sorted({*(form.items.data or [])})[:OFFERED] if kind in ("block", "count") else []
    columns = {
        "id": id,
        "person_id": member.person_id,
        "programme_id": member.programme_id,
        "set_hash": of.asked.hash,
        "gate": of.gate,
        "rule": rule["id"],
        "kind": kind,
        "value": int(form.value.data or 0) * _unit(rule) if kind == "number" else None,
        "items": orjson.dumps(items).decode(),
        "on_day": form.on_day.data,
        "ends": form.ends.data or None,
        "reason": form.reason.data,
        "note": form.note.data or "",
        "by_id": by.id,
        "by_name": by.name,
        "at": now,
    }
    if (same := _standing(connection, columns)) is not None:
        return same
    enrolments.keep(connection, of.asked, now)
    connection.execute(insert(RuleException).values(**columns))
    touch(connection, judged_anew(connection, {(member.person_id, member.programme_id)}))
    trace("exception_made", about=member.person_id, thing=id, programme=member.programme_id, kind=kind)
    return id


def _standing(connection: Connection, columns: Mapping[str, Any]) -> str | None:
    told = (
        "person_id",
        "programme_id",
        "set_hash",
        "rule",
        "kind",
        "value",
        "items",
        "on_day",
        "ends",
        "reason",
        "note",
    )
    alike = [
        column.is_(None) if columns[column.key] is None else column == columns[column.key]
        for column in RuleException.__table__.columns
        if column.key in told
    ]
    query = select(RuleException.id).where(*alike, RuleException.withdrawn_at.is_(None))
    return connection.scalar(query.limit(1))


def withdraw(connection: Connection, row: AnyRow, from_on: str, by: Person, now: str) -> bool:
    """Let one that `find` gave hold no more from a day on; False where it was withdrawn already."""
    hold_writers(connection)
    stands = RuleException.id == row.id, RuleException.withdrawn_at.is_(None)
    told = {"withdrawn_on": from_on, "withdrawn_by": by.id, "withdrawn_at": now}
    if not connection.execute(update(RuleException).where(*stands).values(**told)).rowcount:
        return False
    touch(connection, judged_anew(connection, {(row.person_id, row.programme_id)}))
    trace("exception_withdrawn", about=row.person_id, thing=row.id, programme=row.programme_id, kind=row.kind)
    return True


def line(
    row: AnyRow, rule: Doc | None, cases: Mapping[str, str], words: Vocabulary, today: str, *, own: bool
) -> ExceptionLine:
    """One as the office reads it: of the `rule` that it is about now, None where the version knows none; `cases` are
    called by their ids. A note about whoever reads it themselves (`own`) is for the others."""
    over = _over(row, today)
    return {
        "id": row.id,
        "kind": row.kind,
        "label": words["exception_kinds"][row.kind],
        "text": _said(row, rule, cases),
        "rule": sentences.rule_name(rule) if rule else row.rule,
        "reason": words["exception_reasons"].get(row.reason, row.reason),
        "note": "" if own else row.note,
        "by": row.by_name,
        "days": over or _days(row, today),
        "over": bool(over),
        "homeless": rule is None,
        "holds": True,
        "withdrawable": row.withdrawn_on is None and not own and not (row.ends and row.ends < today),
    }


def _said(row: AnyRow, rule: Doc | None, cases: Mapping[str, str]) -> str:
    if row.kind == "number":
        if rule is None:
            return str(row.value)
        was = (
            rule["least"] if rule["any"] is not None else rule["max"] if rule["min"] is None else rule["min"]
        )
        now = _amount(rule, row.value) if _unit(rule) > 1 else f"{row.value:,}"
        return f"{now} instead of {_amount(rule, was)}"
    items: list[str] = orjson.loads(row.items)
    named = [cases.get(id, "A case that is not here") for id in items]
    more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
    return "; ".join(named[:NAMED]) + more


def _amount(rule: Doc, number: int) -> str:
    if rule["any"] is not None:
        return str(number)
    return f"{number}%" if rule["count"] == "share" else sentences.amount(rule, number)


def _over(row: AnyRow, today: str) -> str:
    """Why it holds no more; "" while it does, or is to."""
    if row.withdrawn_on is not None and row.withdrawn_on <= row.on_day:
        return "Taken back: it never held"
    if row.withdrawn_on is not None and row.withdrawn_on <= today:
        return f"Withdrawn on {filters.date(row.withdrawn_on)}"
    if row.ends is not None and row.ends < today:
        return f"Ended on {filters.date(row.ends)}"
    return ""


def _days(row: AnyRow, today: str) -> str:
    last = f" until {filters.date(row.ends)}" if row.ends else ""
    if row.withdrawn_on is not None:
        last = f", withdrawn from {filters.date(row.withdrawn_on)} on"
    return f"{'From' if row.on_day > today else 'Since'} {filters.date(row.on_day)}{last}"


def _unit(rule: Doc) -> int:
    """What is counted in tenths is asked for in whole ones."""
    return 10 if rule["any"] is None and rule["count"] == "sum:tenths" else 1


def _wrong(rule: Doc, given: str) -> str:
    """What is wrong with another number for a rule; "" where nothing is."""
    most = len(rule["any"]) if rule["any"] is not None else 100 if rule["count"] == "share" else MOST_NUMBER
    least = 0 if rule["any"] is None and rule["min"] is None else 1
    if not (given.isascii() and given.isdecimal() and len(given) < 7 and least <= int(given) <= most):
        return f"Enter a whole number from {least} to {most:,}"
    return ""
