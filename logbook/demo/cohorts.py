"""The cohorts of the demo: who began together, who pauses, who was given longer, and of whom less is asked."""

from sqlalchemy import Connection, select
from werkzeug.datastructures import MultiDict

from logbook import instants
from logbook.demo.people import NORTH
from logbook.models import Membership
from logbook.models.engine import AnyRow
from logbook.office import arrangements, cohorts, exceptions
from logbook.permissions import Person
from logbook.record import published


def begin(connection: Connection, ids: dict[str, str], now: str) -> None:
    """Two cohorts of the first programme, with its trainees in them; `ids` are {e-mail: person id}."""
    dan, joined = ids["dan@example.org"], instants.plus(now, days=-200)
    spring = _cohort(connection, ids, joined, "First cohort", now, begun=-200, due=75)
    second = _cohort(connection, ids, joined, "Second cohort", now, begun=-60, due=240)
    ana, priya, lukasz = (
        _trainee(connection, ids[f"{who}@example.org"]) for who in ("ana", "priya", "lukasz")
    )
    arrangements.move(connection, [ana, priya], spring, dan, joined)
    arrangements.move(connection, [lukasz], second, dan, instants.plus(now, days=-60))
    arrangements.arrange(
        connection,
        _trainee(connection, ana.person_id),
        "extension",
        dan,
        instants.plus(now, days=-20),
        amount=2,
        unit="weeks",
        reason="places",
        cohort_id=spring,
        note="Two clinic days were cancelled in autumn.",
    )
    arrangements.arrange(
        connection,
        priya,
        "pause",
        dan,
        instants.plus(now, days=-12),
        from_on=instants.plus(now, days=-10)[:10],
        until_on=None,
        reason="family",
    )
    _except(connection, ids, priya, instants.plus(now, days=-9))


def _except(connection: Connection, ids: dict[str, str], member: AnyRow, at: str) -> None:
    """One trainee needs fewer different models than the others."""
    asked = published.shipped("generic-starter")
    [(gate, rule)] = [
        (gate["id"], rule)
        for gate in asked.whole["gates"]
        for rule in gate["rules"]
        if rule["id"] == "models"
    ]
    said = {"on_day": at[:10], "value": "8", "reason": "no_models"}
    note = {"note": "Agreed with her supervisors in the meeting of the week before."}
    form = exceptions.Asked(MultiDict(said | note))
    dan = Person(ids["dan@example.org"], "Dan Weiss", "", "", "", "")
    exceptions.make(connection, exceptions.Of(member, asked, gate, rule), "number", form, dan, at)


def _cohort(
    connection: Connection, ids: dict[str, str], at: str, name: str, now: str, *, begun: int, due: int
) -> str:
    facts = {"name": name, "tutor": ids["ben@example.org"], "supervisors": ids["mei-ling@example.org"]}
    days = {"starts_on": instants.plus(now, days=begun)[:10], "due_on": instants.plus(now, days=due)[:10]}
    return cohorts.begin(
        connection, ids["dan@example.org"], NORTH, at, cohorts.Facts(MultiDict(facts | days))
    )


def _trainee(connection: Connection, person_id: str) -> AnyRow:
    where = Membership.person_id == person_id, Membership.programme_id == NORTH
    return connection.execute(select(*Membership.__table__.columns).where(*where)).one()
