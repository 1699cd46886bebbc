"""By whom a provider, a programme or a module is accredited, from when until when: written, warned of, taken back."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, insert, select, update
from wtforms import Form, StringField

from logbook import filters
from logbook.feed import hold_writers, judged_anew, touch
from logbook.forms.inputs import open_line, text_field
from logbook.models import Accreditation, Membership, Programme
from logbook.office.requirements.questions import tenths_of
from logbook.record import accredited
from logbook.shapes.served.lessons import AccreditationLine
from logbook.shapes.words import Vocabulary
from logbook.traces import trace

# The one number that has a form. It is remarked on, never refused: lists change before we hear of it.
OFQUAL = re.compile(r"[0-9]{3}/[0-9]{4}/[0-9X]")
SHAPE = "Ofqual numbers look like 601/2977/3"


class Facts(Form):
    """The form of an accreditation; `programme` and `module` say what it covers."""

    body = text_field("Enter the body")
    number = open_line(100)
    profession = StringField()
    region = open_line(60)
    from_on = StringField()
    until_on = StringField()
    credits = open_line(6)
    statement = open_line(500)
    module = StringField()

    def validate(self, professions: Sequence[str], modules: Sequence[str]) -> bool:
        """Judge all fields: days are days, and the last is not before the first."""
        good = bool(super().validate())
        wrong = {
            "from_on": "" if _is_day(self.from_on.data) else "Enter from when it holds",
            "until_on": self._until(),
            "credits": ""
            if not self.credits.data or tenths_of(self.credits.data)
            else "Credits have one decimal at most",
            "profession": ""
            if self.profession.data in ("", None, *professions)
            else "Choose a profession of the list",
            "module": "" if self.module.data in ("", None, *modules) else "Choose one of the modules",
        }
        for name, words in wrong.items():
            if words:
                self[name].errors, good = [words], False
        return good

    def _until(self) -> str:
        if not self.until_on.data:
            return ""
        if not _is_day(self.until_on.data):
            return "Enter its last day as a date"
        return "It ends before it begins" if self.until_on.data < (self.from_on.data or "") else ""


def add(connection: Connection, provider: str, programme: str | None, form: Facts, by: str, now: str) -> None:
    """Write one. Rules may ask for what is accredited, so everybody's report there is made anew."""
    hold_writers(connection)
    connection.execute(
        insert(Accreditation).values(
            id=str(uuid4()),
            provider_id=provider,
            programme_id=programme,
            module=form.module.data or None if programme else None,
            body=form.body.data,
            number=form.number.data or "",
            profession=form.profession.data or None,
            region=form.region.data or "",
            from_on=form.from_on.data,
            until_on=form.until_on.data or None,
            credits_tenths=tenths_of(form.credits.data) if form.credits.data else None,
            statement=form.statement.data or "",
            added_at=now,
            by_id=by,
            withdrawn_at=None,
        )
    )
    _judged_anew(connection, provider, programme)
    trace("accreditation_set", programme=programme, kind="added")


def take_back(connection: Connection, row: Any, now: str) -> None:
    """It was wrong, or ended early: from now on it is stated nowhere."""
    hold_writers(connection)
    connection.execute(
        update(Accreditation)
        .where(Accreditation.id == row.id, Accreditation.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )
    _judged_anew(connection, row.provider_id, row.programme_id)
    trace("accreditation_set", programme=row.programme_id, kind="withdrawn")


def _judged_anew(connection: Connection, provider: str, programme: str | None) -> None:
    trains = (
        select(Membership.person_id, Membership.programme_id)
        .join(Programme, Programme.id == Membership.programme_id)
        .where(Membership.role == "trainee", Programme.provider_id == provider)
    )
    if programme is not None:
        trains = trains.where(Programme.id == programme)
    whose = {(row.person_id, row.programme_id) for row in connection.execute(trains)}
    touch(connection, judged_anew(connection, whose))


def of_provider(connection: Connection, provider: str) -> list[Any]:
    """Those of a provider itself."""
    query = select(Accreditation.__table__).where(
        Accreditation.provider_id == provider, Accreditation.programme_id.is_(None)
    )
    return sorted(connection.execute(query), key=lambda row: (row.body, row.from_on, row.id))


def provider_of(connection: Connection, programme: str) -> str:
    """Whose programme it is."""
    return str(connection.scalar(select(Programme.provider_id).where(Programme.id == programme)))


def warnings(rows: Sequence[Any], today: str) -> list[str]:
    """What a coordinator is warned of: what ended, and what ends soon, with its day."""
    found = []
    for row in rows:
        days = accredited.ends_soon(row, today)
        if days is None:
            continue
        called = f"{row.body} {row.number}".strip()
        found.append(
            f"{called} ended on {_said(row.until_on)}"
            if days < 0
            else f"{called} ends on {_said(row.until_on)}"
        )
    return found


def line(row: Any, words: Vocabulary, titles: dict[str, str], today: str, *, own: bool) -> AccreditationLine:
    """One as a page lists it; `own`: whoever looks may take it back."""
    days = accredited.ends_soon(row, today)
    return {
        "id": row.id,
        "of": titles.get(row.module or "", row.module or "") if row.module else "",
        "wide": row.programme_id is None,
        "body": row.body,
        "number": row.number,
        "remark": remark(row.body, row.number),
        "profession": words["professions"].get(row.profession or "", row.profession or ""),
        "region": row.region,
        "from_on": row.from_on,
        "until_on": row.until_on,
        "credits_tenths": row.credits_tenths,
        "statement": row.statement,
        "state": _state(row, today, days),
        "days": days if days is not None and days >= 0 else None,
        "own": own and row.withdrawn_at is None,
    }


def remark(body: str, number: str) -> str:
    """What looks mistyped in a number, where its form is known; "" else."""
    if "ofqual" not in body.lower() or not number:
        return ""
    return "" if OFQUAL.fullmatch(number.strip().upper()) else SHAPE


def _state(row: Any, today: str, days: int | None) -> str:
    if row.withdrawn_at is not None:
        return "withdrawn"
    if days is not None and days < 0:
        return "ended"
    return "later" if row.from_on > today else "soon" if days is not None else "held"


def _is_day(text: str | None) -> bool:
    try:
        return date.fromisoformat(text or "").isoformat() == text
    except ValueError:
        return False


def _said(day: str) -> str:
    return filters.date(day)
