"""The large school of the demo: made by the store's own judges, the same each time, in every state."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from logbook import demo, instants, store
from logbook.demo import large
from logbook.models import Cohort, Confirmation, Entry, Membership, Person, Statement, migrating
from tests.support.server.application import application
from tests.support.server.commands import run

__all__ = ["run"]
NOW = "2026-11-21T09:30:00Z"
SMALL = large.Size(cohorts=2, trainees=10, supervisors=5)


def made(folder, name):
    """{hash} of all statements of a small one, and what else a test asks: (statements, states, roles, unconfirmed)."""
    for app in application(f"sqlite:///{folder / name}"):
        migrating.upgrade(app)
        with app.app_context():
            count = large.load(NOW, SMALL)
            with store.reading() as connection:
                hashes = set(connection.scalars(select(Statement.hash)))
                assert len(hashes) == count
                states = Counter(connection.scalars(select(Entry.state)))
                roles = Counter(connection.scalars(select(Membership.role)))
                confirmed = connection.scalar(select(func.count()).select_from(Confirmation))
                late = connection.scalar(select(func.max(Statement.received_at)))
    return hashes, states, roles, confirmed, late


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("large")


@pytest.fixture(scope="module")
def school(folder):
    return made(folder, "one.db")


def test_it_is_the_same_each_time(school, folder):
    assert made(folder, "two.db")[0] == school[0]


def test_it_has_cases_in_every_state_and_none_of_tomorrow(school):
    _, states, roles, confirmed, late = school
    assert (
        set(states) == {"sent", "returned", "signed", "withdrawn"}
        and states["signed"] > sum(states.values()) / 2
    )
    assert roles == {"trainee": 20, "coordinator": 2, "supervisor": roles["supervisor"]}
    assert confirmed == roles["supervisor"] >= 2 * SMALL.supervisors - 2
    assert late < NOW


def test_somebody_is_silent_and_somebody_is_late(folder, school):
    for app in application(f"sqlite:///{folder / 'one.db'}"):
        with app.app_context(), store.reading() as connection:
            query = select(Entry.trainee_id, func.max(Entry.performed_on)).group_by(Entry.trainee_id)
            last = {trainee: day for trainee, day in connection.execute(query)}
    month_ago = instants.plus(NOW, days=-30)[:10]
    assert 0 < sum(day < month_ago for day in last.values()) < len(last) / 2


def test_everybody_is_in_a_cohort_with_a_deadline(folder, school):
    for app in application(f"sqlite:///{folder / 'one.db'}"):
        with app.app_context(), store.reading() as connection:
            due = {row.id: row.due_on for row in connection.execute(select(Cohort))}
            trains = select(Membership.cohort_id).where(Membership.role == "trainee")
            placed = Counter(connection.scalars(trains))
    assert placed == dict.fromkeys(due, SMALL.trainees) and all(due.values())


def test_it_is_added_to_the_demo_once(run, tmp_path, monkeypatch):
    monkeypatch.setattr(large.load, "__defaults__", (large.Size(cohorts=1, trainees=2, supervisors=2),))
    settings = {
        "LOGBOOK_DEMO": "yes",
        "LOGBOOK_INSTANCE": str(tmp_path),
        "LOGBOOK_ORIGIN": "http://localhost:8000",
    }
    assert run("migrate", **settings).exit_code == 0
    first, second = run("demo", "--large", **settings), run("demo", "--large", **settings)
    assert "The large school is here" in first.output and large.COORDINATOR in first.output, first.output
    assert "was here already" in second.output and "were here already" in second.output
    assert demo.PASSWORD in first.output


def test_its_names_are_all_different():
    names = [name for name, _ in zip(large._names(), range(420), strict=False)]
    assert len(set(names)) == 420


def test_everybody_can_sign_in(folder, school):
    for app in application(f"sqlite:///{folder / 'one.db'}"):
        with app.app_context(), store.reading() as connection:
            rows = connection.execute(select(Person.email, Person.password_hash)).all()
    assert {
        large.COORDINATOR,
        large.EVERYWHERE,
        "supervisor-02@example.org",
        "trainee-01-01@example.org",
    } <= {row.email for row in rows}
    assert all(row.password_hash for row in rows)
