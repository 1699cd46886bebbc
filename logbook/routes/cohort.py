"""The trainees of a programme, those who fall behind first, for its coordinator."""

from flask import Blueprint, request

from logbook import auth, eligibility, instants, shell, store
from logbook.pages import desk, health
from logbook.pages.clock import Clock
from logbook.store import devices, roster

blueprint = Blueprint("cohort", __name__)


@blueprint.get("/cohort")
def index() -> str:
    """Whose work is stuck on a device; then trainee, signed, waiting, to go, oldest unsigned: a section a programme."""
    person = auth.require_role("coordinator")
    now = instants.now()
    sections = []
    with store.reading() as connection:
        for programme in roster.programmes(connection, person):
            today = Clock(now, programme.tz).local(now)[:10]
            rows = [
                desk.trainee(row, eligibility.report_for(connection, row.person_id, programme.id, today))
                for row in roster.members(connection, person, programme.id)
                if row.role == "trainee" and row.ended_at is None
            ]
            told = devices.of_members(connection, person, programme_id=programme.id, role="trainee")
            sections.append(
                {
                    "id": programme.id,
                    "name": programme.name,
                    "rows": desk.in_order(rows, _order()),
                    "stuck": health.stuck(health.devices(told, Clock(now, programme.tz), shell.BUILD)),
                }
            )
    page = desk.page(
        person,
        shell.data(),
        "Cohort",
        "cohort",
        programmes=sections,
        order=_order(),
        orders=desk.choices(desk.ORDERS),
    )
    return shell.render("cohort/index.html", page)


def _order() -> str:
    asked = request.args.get("order", "")
    return asked if asked in desk.ORDERS else "behind"
