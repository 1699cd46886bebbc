"""The trainees of a programme, those who fall behind first, for its coordinator."""

from flask import Blueprint, request
from sqlalchemy import Connection

from logbook import auth, eligibility, instants, shell, store
from logbook.models.engine import AnyRow
from logbook.office import members, programmes
from logbook.pages import cohort, frame, health
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.store import devices

blueprint = Blueprint("cohort", __name__)


@blueprint.get("/cohort")
def index() -> str:
    """A section a programme: whose work is stuck on a device, which cases nobody can sign; then a line a trainee."""
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        found = programmes.run_by(connection, person)
        sections = [_section(connection, person, programme) for programme in found]
    page = frame.page(
        person,
        shell.data(),
        "Cohort",
        "cohort",
        programmes=sections,
        order=_order(),
        orders=frame.choices(cohort.ORDERS),
    )
    return shell.render("cohort/index.html", page)


def _section(connection: Connection, person: Person, programme: AnyRow) -> cohort.Doc:
    clock = Clock(instants.now(), programme.tz)
    current = [row for row in members.of_programme(connection, person, programme.id) if row.ended_at is None]
    rows = [
        cohort.trainee(
            row, eligibility.report_for(connection, row.person_id, programme.id, clock.local(clock.now)[:10])
        )
        for row in current
        if row.role == "trainee"
    ]
    told = devices.of_members(connection, person, programme_id=programme.id, role="trainee")
    return {
        "id": programme.id,
        "name": programme.name,
        "rows": cohort.in_order(rows, _order()),
        "unsigned": cohort.unsigned(rows),
        "supervised": any(row.role == "supervisor" for row in current),
        "stuck": health.stuck(health.devices(told, clock, shell.build())),
    }


def _order() -> str:
    asked = request.args.get("order", "")
    return asked if asked in cohort.ORDERS else "behind"
