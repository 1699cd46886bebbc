"""The trainees of a programme, by cohort, those who fall behind first, for its coordinator."""

from uuid import UUID

from flask import Blueprint, Response, current_app, request

from logbook import auth, export, instants, shell, store
from logbook.auth import links
from logbook.office import cohort, viewing
from logbook.office import trainee as trainees
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import may
from logbook.problems import NotFound

blueprint = Blueprint("cohort", __name__)
blueprint.before_request(auth.check_token)


@blueprint.get("/cohort")
def index() -> str:
    """Their programmes: whose work is stuck on a device, which cases nobody can sign, then a line a trainee, as many as
    a page holds."""
    person, data = auth.require_role("coordinator"), shell.data()
    with store.reading() as connection:
        listed, told = cohort.found(
            connection,
            person,
            viewing.asked(request.args.to_dict(), cohort.SHOWN, cohort.ORDERS),
            shell.build(),
        )
    store.keep_reports(told)
    page = frame.page(person, data, "Cohort", "cohort", csrf=auth.token()) | listed
    page |= {"late_days": data["vocabulary"]["late_days"], "undo": links.undo()}
    page["notice"] = frame.done(links.done())
    return shell.render("cohort/index.html", page)


@blueprint.get("/cohort/trainees.csv", defaults={"kind": "csv"})
@blueprint.get("/cohort/trainees.xlsx", defaults={"kind": "xlsx"})
def file(kind: str) -> Response:
    """All lines of a view as a file, whichever page is looked at."""
    person, now = auth.require_role("coordinator"), instants.now()
    view = viewing.asked(request.args.to_dict(), cohort.SHOWN, cohort.ORDERS)._replace(page=1, whole=True)
    with store.reading() as connection:
        listed, told = cohort.found(connection, person, view, shell.build())
    store.keep_reports(told)
    made = export.attached("Cohort", kind, now[:10], cohort.heads(listed), cohort.table(listed))
    response = Response(made.body, content_type=made.content_type)
    response.headers.set("Content-Disposition", "attachment", filename=made.name)
    response.headers["Cache-Control"] = "no-store"
    for programme in listed["programmes"]:
        store.noted("listed", programme=programme["id"], kind=kind, count=len(programme["rows"]))
    return response


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
    member = found.member
    page = frame.page(person, data, member.name, "cohort", "/cohort", csrf=auth.token()) | training
    page |= {
        "notice": frame.done(links.done()),
        "id": member.person_id,
        "programme_id": member.programme_id,
        "name": member.name,
        "email": member.email,
        "today": Clock(instants.now(), person.tz).today,
        "undo": links.undo(),
        "arrangeable": may(person, "arrange training", member),
        "address": f"{current_app.config['ORIGIN']}/signoffs",
    }
    return shell.render("cohort/trainee.html", page)
