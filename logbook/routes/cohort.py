"""The trainees of a programme, those who fall behind first, for its coordinator."""

from flask import Blueprint, request

from logbook import auth, shell, store
from logbook.office import cohort
from logbook.pages import frame

blueprint = Blueprint("cohort", __name__)


@blueprint.get("/cohort")
def index() -> str:
    """A section a programme: whose work is stuck on a device, which cases nobody can sign; then a line a trainee."""
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        sections, told = cohort.sections(connection, person, _order(), shell.build())
    store.keep_reports(told)
    page = frame.page(
        person,
        shell.data(),
        "Cohort",
        "cohort",
        programmes=sections,
        order=_order(),
        orders=frame.choices(cohort.ORDERS),
        late_days=shell.data()["vocabulary"]["late_days"],
    )
    return shell.render("cohort/index.html", page)


def _order() -> str:
    asked = request.args.get("order", "")
    return asked if asked in cohort.ORDERS else "behind"
