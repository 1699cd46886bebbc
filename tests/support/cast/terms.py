"""By what a trainee is judged, as Dan arranged it before a test begins: moved to a version, excepted from a rule."""

from typing import Any

from sqlalchemy import Connection, select
from werkzeug.datastructures import MultiDict

from logbook.eligibility import grammar
from logbook.models import Membership
from logbook.office import enrolments, exceptions
from logbook.permissions import Person
from logbook.record import published
from logbook.record.published import Published
from tests.support.cast.people import ANA, DAN, NORTH, Somebody

TODAY = "2026-11-01"


def dan() -> Person:
    """Who runs North."""
    roles = {NORTH: frozenset({"coordinator"})}
    return Person(DAN.id, DAN.name, DAN.email, DAN.profession, DAN.body, DAN.number, roles)


def moved(connection: Connection, now: str, to: Published | None = None, from_on: str = TODAY) -> str:
    """Ana is judged by a version (the one that is shipped) from a day on; gives the act."""
    asked = to or published.shipped("generic-starter")
    whose = [enrolments.Whose(ANA.id, NORTH)]
    return enrolments.enrol(connection, whose, asked, from_on, "asked", dan(), now)


def waived(connection: Connection, now: str, rule: str = "supervised") -> str:
    """A rule is not asked of Ana; gives the exception."""
    return excepted(connection, now, rule, "waive")


def excepted(
    connection: Connection,
    now: str,
    rule: str,
    kind: str,
    asked: Published | None = None,
    **columns: Any,
) -> str:
    """Something else is asked of Ana by a rule; `columns` are the answers of the form."""
    asked = asked or published.shipped("generic-starter")
    [(gate, said)] = [
        (gate["id"], one)
        for gate in asked.whole["gates"]
        for one in grammar.rules_of({"gates": [gate]})
        if one["id"] == rule
    ]
    given = {"on_day": TODAY, "reason": "no_models", "note": "", "ends": ""} | columns
    form = exceptions.Asked(MultiDict(given))
    of = exceptions.Of(_member(connection), asked, gate, said)
    return exceptions.make(connection, of, kind, form, dan(), now)


def _member(connection: Connection, who: Somebody = ANA) -> Any:
    where = Membership.person_id == who.id, Membership.programme_id == NORTH, Membership.role == "trainee"
    return connection.execute(select(*Membership.__table__.columns).where(*where)).one()
