"""What tests of enrolments need: versions of a set that North wrote, and a look at by what somebody is judged."""

from typing import Any

import pytest
from sqlalchemy import insert, select

from logbook import canonical, store
from logbook.eligibility import requirements
from logbook.models import Membership, RequirementSet
from logbook.office import enrolments
from logbook.record import published, reports
from logbook.record.judged import judged
from logbook.record.published import Published
from logbook.record.terms import Terms, terms
from tests.support.cast.people import ANA, DAN, NORTH, Somebody
from tests.support.cast.terms import dan
from tests.support.documents.statements import NOW

KEY = "own-00000001"


class Office:
    """Dan at his desk in North."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def publishes(
        self, version: int, *, supervised: int, until: str | None = None, key: str = KEY
    ) -> Published:
        """A version of North's own set: so many supervised cases are asked."""
        raw = requirements.raw("generic-starter") | {"key": key, "version": version}
        gates = [
            gate
            | {
                "rules": [
                    rule | ({"min": supervised} if rule["id"] == "supervised" else {})
                    for rule in gate["rules"]
                ]
            }
            for gate in raw["gates"]
        ]
        text = canonical.dumps(raw | {"gates": gates})
        columns = {"hash": canonical.digest(text), "programme_id": NORTH, "key": key, "version": version}
        columns |= {"text": text, "until": until, "published_at": NOW, "published_by": DAN.id}
        with self.app.app_context(), store.writing() as connection:
            connection.execute(insert(RequirementSet).values(**columns))
            return published.by_hash(connection, [columns["hash"]])[columns["hash"]]

    def moves(self, asked: Published, from_on: str, *, at: str = NOW, who: Somebody = ANA) -> str:
        """The act by which somebody is judged by a version from a day on."""
        with self.app.app_context(), store.writing() as connection:
            whose = [enrolments.Whose(who.id, NORTH)]
            return enrolments.enrol(connection, whose, asked, from_on, "new_version", dan(), at)

    def takes_back(self, act: str) -> bool:
        """Whether it stood."""
        with self.app.app_context(), store.writing() as connection:
            return enrolments.withdraw(connection, enrolments.find(connection, dan(), act), dan(), NOW)

    def holds(self) -> list[str]:
        """Whoever was not enrolled there."""
        with self.app.app_context(), store.writing() as connection:
            return enrolments.hold(connection, NORTH, NOW)

    def terms(self, today: str, who: Somebody = ANA) -> Terms:
        """By what somebody is judged on a day."""
        with self.app.app_context(), store.reading() as connection:
            ground = reports.grounds(connection, {NORTH})[NORTH]
            return terms(connection, who.id, NORTH, ground.asked, today, ground.tz)

    def judged(self, today: str, asked: Published | None = None) -> dict[str, Any]:
        """{rule: what is said of it} of Ana."""
        with self.app.app_context(), store.reading() as connection:
            found = judged(connection, ANA.id, NORTH, today, asked)
        return {rule["id"]: rule for gate in found.result["gates"] for rule in gate["rules"]}

    def member(self, who: Somebody = ANA) -> Any:
        """Somebody's membership as a trainee."""
        with self.app.app_context(), store.reading() as connection:
            where = Membership.person_id == who.id, Membership.role == "trainee"
            return connection.execute(select(*Membership.__table__.columns).where(*where)).one()


@pytest.fixture
def office(app: Any) -> Office:
    """Where versions are published and trainees are moved."""
    return Office(app)
