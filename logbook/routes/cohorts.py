"""The cohorts of a coordinator's programmes: made, edited, ended, looked at, and who is put into one."""

from uuid import UUID

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from logbook import auth, export, instants, shell, store
from logbook.auth import links
from logbook.folding import folded
from logbook.forms.inputs import shown
from logbook.models.engine import AnyRow
from logbook.office import arrangements, cohorts, glance, members, programmes, seating, viewing
from logbook.pages import frame
from logbook.permissions import Person, may
from logbook.problems import Conflict, NotFound

blueprint = Blueprint("cohorts", __name__, url_prefix="/cohorts")
blueprint.before_request(auth.check_token)


@blueprint.get("")
def index() -> str:
    """All cohorts of their programmes, those that ended last."""
    person, data = auth.require_role("coordinator"), shell.data()
    with store.reading() as connection:
        found = cohorts.of_programmes(connection, person, person.programmes("coordinator"))
    lines = [cohorts.line(row) for row in found]
    page = frame.page(
        person,
        data,
        "Cohorts",
        "cohort",
        "/cohort",
        csrf=auth.token(),
        cohorts=[line for line in lines if line["ended_on"] is None],
        ended=[line for line in lines if line["ended_on"] is not None],
        undo=links.undo(),
        notice=frame.done(links.done()),
    )
    return shell.render("cohorts/index.html", page)


@blueprint.get("/new")
def new() -> str:
    """The form of a new cohort, for one of their programmes."""
    person = auth.require_role("coordinator")
    return _form(person, _programme(person), None, cohorts.Facts())


@blueprint.post("/new")
def create() -> ResponseReturnValue:
    """Make a cohort; its page is the next, where trainees are put in."""
    person = auth.require_role("coordinator")
    programme, form = _programme(person), cohorts.Facts(request.form)
    with store.writing() as connection:
        there = cohorts.of_programmes(connection, person, [programme])
        good = form.validate(cohorts.taken(there), _offered(person, programme, connection))
        if good:
            id = cohorts.begin(connection, person.id, programme, instants.now(), form)
    if not good:
        return _form(person, programme, None, form), 422
    return links.go_on(f"/cohorts/{id}", f"{form.name.data} is made. Put its trainees in.")


@blueprint.get("/<uuid:id>")
def show(id: UUID) -> str:
    """A cohort at a glance: a line a trainee, a column a requirement."""
    person, data = auth.require_role("coordinator"), shell.data()
    with store.reading() as connection:
        cohort = _found(connection, person, str(id))
        supervisors = cohorts.supervisors_of(connection, cohort.id)
        found, told = glance.read(connection, person, cohort)
    store.keep_reports(told)
    page = frame.page(person, data, cohort.name, "cohort", "/cohorts", csrf=auth.token()) | glance.page(
        cohort, found, _view()
    )
    page |= {
        "cohort": cohorts.facts(cohort, supervisors),
        "programme_id": cohort.programme_id,
        "undo": links.undo(),
        "notice": frame.done(links.done()),
    }
    return shell.render("cohorts/show.html", page)


@blueprint.get("/<uuid:id>/trainees.csv", defaults={"kind": "csv"})
@blueprint.get("/<uuid:id>/trainees.xlsx", defaults={"kind": "xlsx"})
def file(id: UUID, kind: str) -> Response:
    """The same as a file: all lines of a view."""
    person, now = auth.require_role("coordinator"), instants.now()
    with store.reading() as connection:
        cohort = _found(connection, person, str(id))
        found, told = glance.read(connection, person, cohort)
    store.keep_reports(told)
    rows = glance.table(found, _view())
    made = export.attached("Cohort", kind, now[:10], glance.heads(found), rows)
    response = Response(made.body, content_type=made.content_type)
    response.headers.set("Content-Disposition", "attachment", filename=made.name)
    response.headers["Cache-Control"] = "no-store"
    store.noted("listed", programme=cohort.programme_id, kind=kind, count=len(rows))
    return response


@blueprint.get("/<uuid:id>/edit")
def edit(id: UUID) -> str:
    """The form of a cohort."""
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        cohort = _found(connection, person, str(id))
        supervisors = cohorts.supervisors_of(connection, cohort.id)
    form = cohorts.Facts(data=cohorts.filled(cohort, supervisors))
    return _form(person, cohort.programme_id, cohort, form)


@blueprint.post("/<uuid:id>/edit")
def update(id: UUID) -> ResponseReturnValue:
    """Keep its facts."""
    person, form = auth.require_role("coordinator"), cohorts.Facts(request.form)
    with store.writing() as connection:
        cohort = _found(connection, person, str(id))
        there = cohorts.of_programmes(connection, person, [cohort.programme_id])
        # Who has left since may go on standing there.
        known = {cohort.tutor_id} | {row.id for row in cohorts.supervisors_of(connection, cohort.id)}
        people = _offered(person, cohort.programme_id, connection) | {id for id in known if id}
        good = form.validate(cohorts.taken(there, but=cohort.id), people)
        if good:
            cohorts.change(connection, cohort, form)
    if not good:
        return _form(person, cohort.programme_id, cohort, form), 422
    return links.go_on(f"/cohorts/{id}", f"{form.name.data} is saved.")


@blueprint.get("/<uuid:id>/ending")
def ask_end(id: UUID) -> str:
    """Says what ends and what stays."""
    person, data = auth.require_role("coordinator"), shell.data()
    with store.reading() as connection:
        cohort = _found(connection, person, str(id))
    title = f"End {cohort.name}"
    page = frame.page(person, data, title, "cohort", f"/cohorts/{id}", csrf=auth.token())
    return shell.render("cohorts/ending.html", page | {"cohort": cohorts.line(cohort)})


@blueprint.post("/<uuid:id>/ending")
def end(id: UUID) -> ResponseReturnValue:
    """End a cohort: its trainees go on, nobody else is put in."""
    person = auth.require_role("coordinator")
    with store.writing() as connection:
        cohort = _found(connection, person, str(id))
        cohorts.end(connection, cohort, person.id, instants.now())
    return links.go_on("/cohorts", f"{cohort.name} has ended.", f"/cohorts/{id}/opening")


@blueprint.post("/<uuid:id>/opening")
def open_again(id: UUID) -> ResponseReturnValue:
    """Take the end of a cohort back."""
    person = auth.require_role("coordinator")
    with store.writing() as connection:
        cohort = _found(connection, person, str(id))
        there = cohorts.of_programmes(connection, person, [cohort.programme_id])
        if folded(cohort.name) in cohorts.taken(there, but=cohort.id):
            raise Conflict("Another cohort has this name now. Give that one another name first.")
        cohorts.open_again(connection, cohort)
    return links.go_on(f"/cohorts/{id}", f"{cohort.name} is open again.")


@blueprint.get("/<uuid:id>/trainees")
def ask_place(id: UUID) -> str:
    """Who may be put into the cohort, with boxes to tick: those without one first."""
    person = auth.require_role("coordinator")
    return _placing(person, str(id), "")


@blueprint.post("/<uuid:id>/trainees")
def place(id: UUID) -> ResponseReturnValue:
    """Put those who are ticked into the cohort, whichever they were in. Undo puts each back."""
    person, chosen = auth.require_role("coordinator"), sorted({*request.form.getlist("trainee")})[:500]
    if not chosen:
        return _placing(person, str(id), "Tick somebody first"), 422
    with store.writing() as connection:
        cohort = _found(connection, person, str(id))
        if cohort.ended_at:
            raise Conflict("This cohort has ended: nobody is put into it any more.")
        there = {row.id: row for row in members.of_programmes(connection, person, [cohort.programme_id])}
        # Who left since the page was drawn is left out; nobody puts themselves anywhere.
        movers = [
            there[one] for one in chosen if one in there and may(person, "arrange training", there[one])
        ]
        act = arrangements.move(connection, movers, cohort.id, person.id, instants.now())
    if not movers:
        raise NotFound
    done = (
        f"{len(movers)} now in {cohort.name}."
        if len(movers) > 1
        else f"{movers[0].name} is in {cohort.name}."
    )
    return links.go_on(f"/cohorts/{id}", done, f"/arrangements/{act}/withdrawal?back=cohort" if act else "")


def _found(connection: Connection, person: Person, id: str) -> AnyRow:
    found = cohorts.find(connection, person, id)
    if found is None:
        raise NotFound
    return found


def _programme(person: Person) -> str:
    """The programme that a new cohort is of: the one that the address or the form names, else their first one."""
    with store.reading() as connection:
        there = [row.id for row in programmes.lasting(connection, person)]
    if not there:
        raise Conflict("All your programmes have ended: nobody begins there any more.")
    asked = request.values.get("programme", "") or there[0]
    if asked not in there:
        raise NotFound
    return asked


def _offered(person: Person, programme: str, connection: Connection) -> set[str]:
    return {row.person_id for row in seating.tutors(connection, person, programme)}


def _view() -> viewing.View:
    """The view of a cohort's page; which rules there are is known only when its reports are read."""
    given = request.args.to_dict()
    return viewing.asked(given, {given.get("show", ""): ""}, glance.ORDERS)


def _form(person: Person, programme: str, cohort: AnyRow | None, form: cohorts.Facts) -> str:
    data, fields = shell.data(), shown(form)
    with store.reading() as connection:
        run = programmes.lasting(connection, person)
        people = seating.tutors(connection, person, programme)
        known = cohorts.supervisors_of(connection, cohort.id) if cohort else []
    offered = {row.person_id: row.name for row in people} | {row.id: row.name for row in known}
    if cohort and cohort.tutor_id:
        offered |= {cohort.tutor_id: cohort.tutor}
    home = f"/cohorts/{cohort.id}" if cohort else "/cohorts"
    page = frame.page(
        person,
        data,
        f"Edit {cohort.name}" if cohort else "New cohort",
        "cohort",
        home,
        csrf=auth.token(),
        action=f"{home}/edit" if cohort else "/cohorts/new",
        programmes=[{"code": row.id, "label": row.name} for row in run] if not cohort else [],
        programme=programme,
        tutors=frame.choices(offered),
        chosen=list(form.supervisors.data or []),
        fields={name: field for name, field in fields.items() if name != "supervisors"}
        | {"supervisors": {"value": "", "problems": [str(words) for words in form.supervisors.errors]}},
    )
    page["problems"] = frame.problems(page["fields"])
    return shell.render("cohorts/form.html", page)


def _placing(person: Person, id: str, problem: str) -> str:
    view = viewing.asked(request.args.to_dict(), seating.SHOWN)
    with store.reading() as connection:
        cohort = _found(connection, person, id)
        there = seating.candidates(connection, person, cohort)
    title = f"Put trainees into {cohort.name}"
    page = frame.page(person, shell.data(), title, "cohort", f"/cohorts/{id}", csrf=auth.token())
    page |= seating.page(cohort, there, view) | {"cohort": cohorts.line(cohort), "problem": problem}
    return shell.render("cohorts/trainees.html", page)
