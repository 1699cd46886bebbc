"""Reports from the database: of one trainee in one programme, and of all programmes an account trains in."""

from typing import Any

from sqlalchemy import Connection, bindparam, select

from logbook import instants
from logbook.eligibility import requirements
from logbook.eligibility.report import Doc, report
from logbook.models import Membership, Programme
from logbook.record.facts import facts


def report_for(connection: Connection, trainee_id: str, programme_id: str, today: str) -> Doc:
    """The report of a trainee's logbook on this day. Raises NoResultFound for a programme there is not."""
    return _report(connection, trainee_id, connection.execute(_PROGRAMME, {"id": programme_id}).one(), today)


def reports_for(connection: Connection, account_id: str, now: str) -> list[Doc]:
    """One report for each programme the account trains in now, each on its programme's own calendar day."""
    rows = connection.execute(_TRAINS_IN, {"account": account_id}).all()
    return [_report(connection, account_id, row, instants.day(now, row.tz)) for row in rows]


def _report(connection: Connection, trainee_id: str, programme: Any, today: str) -> Doc:
    asked = requirements.sets()[programme.requirement_set]
    return report(
        trainee_id, programme.id, asked, facts(connection, trainee_id, programme.id, programme.tz), today
    )


_COLUMNS = (Programme.id, Programme.tz, Programme.requirement_set)
_PROGRAMME = select(*_COLUMNS).where(Programme.id == bindparam("id"))
_TRAINS_IN = (
    select(*_COLUMNS)
    .join(Membership, Membership.programme_id == Programme.id)
    .where(
        Membership.person_id == bindparam("account"),
        Membership.role == "trainee",
        Membership.ended_at.is_(None),
    )
    .order_by(Programme.name, Programme.id)
)
