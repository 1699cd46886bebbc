"""Trainees are moved to a version of a set: which there are to choose from, and what would be otherwise under it."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select
from wtforms import Field, Form, StringField

from logbook import filters, record
from logbook.eligibility import Case, judging, requirements
from logbook.models import RequirementSet
from logbook.models.engine import AnyRow
from logbook.office import members
from logbook.office.arrangements import reason_field
from logbook.office.cohorts import check_day, day_field
from logbook.office.enrolments import called
from logbook.permissions import Person, may
from logbook.record import published, reports
from logbook.record.published import Published
from logbook.record.terms import Terms, homeless, terms
from logbook.shapes.served.asked import Offered
from logbook.shapes.served.enrolments import Changed, Preview

# More are not reckoned while somebody waits; the others are moved all the same.
MOST = 40


class Move(Form):
    """To which version (its hash), from which day on, and why."""

    version = StringField()
    from_on = day_field("Enter the day from which on they are judged by it")
    reason = reason_field("enrolled_for")

    def validate(self, offered: Sequence[Published]) -> bool:
        """Judge all fields; which versions there are is known one row higher, so it is given."""
        good = bool(super().validate())
        if self.version.data not in {one.hash for one in offered}:
            self.version.errors, good = ["Choose a version"], False
        return good

    def validate_from_on(self, field: Field) -> None:
        """Called by WTForms."""
        check_day(field)


class Stands(NamedTuple):
    """How somebody would stand on a day: whether all is met, how many requirements are not, and the fewest cases to
    go."""

    ready: bool
    unmet: int
    to_go: int


def whom(connection: Connection, person: Person, programme_id: str, cohort_id: str = "") -> list[AnyRow]:
    """Those of a programme, or of one cohort of it, whom this person may move: all who train there but themselves."""
    return [
        row
        for row in members.of_programme(connection, person, programme_id)
        if may(person, "arrange training", row) and cohort_id in ("", row.cohort_id)
    ]


def offered(connection: Connection, programme_id: str) -> list[Published]:
    """The versions that somebody may be judged by there: the programme's own, the newest first, then those shipped."""
    query = (
        select(RequirementSet.hash)
        .where(RequirementSet.programme_id == programme_id)
        .order_by(RequirementSet.key, RequirementSet.version.desc())
    )
    hashes = connection.scalars(query).all()
    known = published.by_hash(connection, hashes)
    return [known[hash] for hash in hashes] + [published.shipped(key) for key in requirements.sets()]


def choices(versions: Sequence[Published]) -> list[Offered]:
    """The same as a form offers them."""
    return [{"code": one.hash, "label": called(one)} for one in versions]


def previewed(connection: Connection, movers: Sequence[AnyRow], asked: Published, today: str) -> Preview:
    """What would be otherwise today for trainees of one programme, MOST of them, if they were judged by another
    version; nothing is written."""
    programme = movers[0].programme_id
    ground, lines = reports.grounds(connection, {programme})[programme], list[Changed]()
    looked = movers[:MOST]
    ready = [0, 0]
    for row in looked:
        on = terms(connection, row.person_id, programme, ground.asked, today, ground.tz)
        cases = record.facts(connection, row.person_id, programme, ground.tz, known=ground.known)
        now, then = stands(on, cases, today), stands(on.under(asked), cases, today)
        ready = [ready[0] + now.ready, ready[1] + then.ready]
        lines.append(
            {
                "id": row.person_id,
                "name": row.name,
                "under": called(on.asked),
                "now": _said(now),
                "then": _said(then),
                "worse": (now.ready, -now.unmet, -now.to_go) > (then.ready, -then.unmet, -then.to_go),
                "homeless": len(homeless(on.under(asked), today)) - len(homeless(on, today)),
            }
        )
    return {
        "title": called(asked),
        "lines": lines,
        "ready_now": ready[0],
        "ready_then": ready[1],
        "homeless": sum(max(0, line["homeless"]) for line in lines),
        "more": len(movers) - len(looked),
    }


def stands(on: Terms, cases: Sequence[Case], today: str) -> Stands:
    """How somebody stands under the version of these terms."""
    found, to_go = judging.counts(on.asked.whole, on.facts(cases), today)
    asked = [rule["id"] for gate in on.asked.whole["gates"] for rule in gate["rules"]]
    unmet = sum(not found[id].is_passed for id in asked)
    return Stands(not unmet, unmet, to_go)


def _said(stands: Stands) -> str:
    if stands.ready:
        return "All met"
    unmet = f"{filters.count(stands.unmet, 'requirement', 'requirements')} not met"
    return (
        f"{unmet}, at least {filters.count(stands.to_go, 'case', 'cases')} to go" if stands.to_go else unmet
    )
