"""The trainees of a programme, those who fall behind first, for its coordinator."""

from uuid import UUID

from flask import Blueprint, current_app, request

from logbook import auth, instants, shell, store
from logbook.office import cohort
from logbook.office import trainee as trainees
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.problems import NotFound

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


@blueprint.get("/cohort/<uuid:programme>/<uuid:trainee>")
def show(programme: UUID, trainee: UUID) -> str:
    """One trainee: what is missing, who holds what waits, which devices are stuck, and what may be done about it."""
    person, data = auth.require_role("coordinator"), shell.data()
    with store.reading() as connection:
        found = trainees.find(connection, person, str(programme), str(trainee))
        if found is None:
            raise NotFound
        training, told = trainees.told(connection, person, found, data["vocabulary"], shell.build())
    store.keep_reports(told)
    page = frame.page(person, data, found.name, "cohort", "/cohort") | training
    page |= {
        "id": found.person_id,
        "programme_id": found.programme_id,
        "name": found.name,
        "email": found.email,
        "today": Clock(instants.now(), person.tz).today,
        "address": f"{current_app.config['ORIGIN']}/signoffs",
    }
    return shell.render("cohort/trainee.html", page)


def _order() -> str:
    asked = request.args.get("order", "")
    return asked if asked in cohort.ORDERS else "behind"
