"""Cohorts made and trainees put in, paused and extended, before a test begins."""

from collections.abc import Iterable

from flask import Flask
from sqlalchemy import Connection, select
from werkzeug.datastructures import MultiDict

from logbook import instants, store
from logbook.models import Membership
from logbook.office import arrangements, cohorts
from tests.support.cast.people import ANA, DAN, NORTH, Somebody

SPRING = {"name": "Spring", "starts_on": "2026-03-01", "due_on": "2027-03-31"}


def begun(connection: Connection, now: str, programme: str = NORTH, **facts: str) -> str:
    """A cohort of a programme, made by Dan; gives its id."""
    form = cohorts.Facts(MultiDict(SPRING | facts))
    return cohorts.begin(connection, DAN.id, programme, now, form)


def paused(connection: Connection, now: str, somebody: Somebody = ANA) -> str:
    """A pause of theirs without an end; gives the act."""
    told = {"from_on": "2026-11-01", "until_on": None, "reason": "illness"}
    return arrangements.arrange(connection, _member(connection, somebody), "pause", DAN.id, now, **told)


def made(app: Flask, somebody: Iterable[Somebody] = (), programme: str = NORTH, **facts: str) -> str:
    """The same, with those who train there put in."""
    now = instants.now()
    with app.app_context(), store.writing() as connection:
        id = begun(connection, now, programme, **facts)
        movers = [_member(connection, one, programme) for one in somebody]
        if movers:
            arrangements.move(connection, movers, id, DAN.id, now)
    return id


def arranged(app: Flask, kind: str, somebody: Somebody = ANA, **columns: object) -> str:
    """What Dan arranged with somebody who trains in North; gives the act."""
    with app.app_context(), store.writing() as connection:
        member = _member(connection, somebody)
        return arrangements.arrange(connection, member, kind, DAN.id, instants.now(), **columns)


def _member(connection: Connection, somebody: Somebody, programme: str = NORTH):  # type: ignore[no-untyped-def]
    return connection.execute(
        select(*Membership.__table__.columns).where(
            Membership.person_id == somebody.id,
            Membership.programme_id == programme,
            Membership.role == "trainee",
            Membership.ended_at.is_(None),
        )
    ).one()
