"""A programme: who runs it, its facts, and the form they are given in."""

import re
from collections.abc import Container
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, insert, or_, select, update
from wtforms import Form, StringField
from wtforms.validators import DataRequired

from logbook import instants
from logbook.feed import hold_writers, touch
from logbook.feed.register import publish_programme, withdrawn
from logbook.folding import folded
from logbook.forms.inputs import text_field, zone
from logbook.models import Accreditation, Programme, Provider
from logbook.models.engine import AnyRow
from logbook.permissions import Person, visible
from logbook.traces import trace


class Facts(Form):
    """The form of a programme: name, time zone, requirement set."""

    name = text_field("Enter the programme’s name")
    tz = zone()
    requirement_set = StringField(validators=[DataRequired("Choose a requirement set")])

    def validate(self, sets: Container[str]) -> bool:
        """Judge all fields; which requirement `sets` there are is known one row higher, so it is given."""
        good = super().validate()
        chosen = self.requirement_set
        if not chosen.errors and chosen.data not in sets:
            chosen.errors = ["Choose a requirement set"]
        return good and chosen.data in sets


class Changes(Facts):
    """The same of a programme there is, and `whom` another set is for: "newcomers" alone, or else everybody."""

    whom = StringField()


def run_by(connection: Connection, person: Person) -> list[AnyRow]:
    """The programmes they run, by name: the columns of each, `provider`, the name of its provider, and `ends_first`, of
    what accredits it that which ends first from today on: "2026-11-20 Ofqual 601/2977/3"."""
    query = (
        select(*Programme.__table__.columns, Provider.name.label("provider"), _ends_first())
        .join(Provider, Provider.id == Programme.provider_id)
        .where(visible(person, "run programme"))
    )
    return sorted(connection.execute(query), key=lambda row: (naturally(row.name), row.id))


def _ends_first() -> Any:
    said = Accreditation.until_on + " " + Accreditation.body + " " + Accreditation.number
    return (
        select(said)
        .where(
            Accreditation.provider_id == Programme.provider_id,
            or_(Accreditation.programme_id.is_(None), Accreditation.programme_id == Programme.id),
            Accreditation.withdrawn_at.is_(None),
            Accreditation.until_on >= instants.now()[:10],
        )
        .order_by(Accreditation.until_on, Accreditation.id)
        .limit(1)
        .scalar_subquery()
        .label("ends_first")
    )


def lasting(connection: Connection, person: Person) -> list[AnyRow]:
    """Those of them that have not ended: somebody may be invited there."""
    return [row for row in run_by(connection, person) if row.ended_at is None]


def naturally(name: str) -> list[tuple[bool, int, str]]:
    """The key by which names are sorted as people count: "Cohort 2" before "Cohort 10"."""
    parts = re.split(r"([0-9]+)", folded(name))
    return [(True, int(part), "") if part.isdecimal() else (False, 0, part) for part in parts if part]


def begin(connection: Connection, now: str, **columns: str) -> str:
    """A new programme, with nobody in it; gives its id. `columns`: name, provider_id, tz, requirement_set."""
    id = str(uuid4())
    hold_writers(connection)
    connection.execute(insert(Programme).values(id=id, created_at=now, **columns))
    # Nobody reads it yet; but what lies where is to be what the law says, or `logbook doctor` mends it.
    touch(connection, publish_programme(connection, id))
    trace("programme_set", programme=id)
    return id


def change(connection: Connection, programme_id: str, **columns: str) -> None:
    """New facts of a programme, told to all its members; the old requirement set goes where nobody needs it.

    Whoever was never enrolled is judged by the new one: see `requirements.newcomers`.
    """
    hold_writers(connection)
    before = connection.scalar(select(Programme.requirement_set).where(Programme.id == programme_id))
    connection.execute(update(Programme).where(Programme.id == programme_id).values(**columns))
    pointers = publish_programme(connection, programme_id)
    if before and before != columns.get("requirement_set", before):
        touch(connection, withdrawn(connection, programme_id, before), gone="revoked")
    touch(connection, pointers)
    trace("programme_set", programme=programme_id)
