"""A coordinator moves one trainee, a cohort or all who train in a programme to a version of a set: what would change is
shown first, then it is done, with its Undo."""

from typing import NamedTuple
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from logbook import auth, filters, instants, shell, store
from logbook.auth import links
from logbook.forms.inputs import shown
from logbook.models.engine import AnyRow
from logbook.office import cohorts, enrolments, members, programmes, transfers
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import Conflict, NotFound
from logbook.shapes.served.enrolments import Preview

blueprint = Blueprint("enrolling", __name__)
blueprint.before_request(auth.check_token)

OF_TRAINEE = "/cohort/<uuid:programme>/<uuid:trainee>/enrolment"


class Whom(NamedTuple):
    """Those of one programme who are moved, how the page calls them, and where it leads back to."""

    programme: str
    name: str
    rows: list[AnyRow]
    home: str
    tz: str
    cohort: str = ""


def _trainee(connection: Connection, person: Person, programme: UUID, trainee: UUID) -> Whom:
    where = {"programme_id": str(programme), "person_id": str(trainee)}
    found = members.find(connection, person, "arrange training", **where)
    if found is None:
        raise NotFound
    tz = cohorts.there(connection, str(programme))[0].tz
    return Whom(str(programme), found.name, [found], f"/cohort/{programme}/{trainee}/pathway", tz)


def _cohort(connection: Connection, person: Person, id: UUID) -> Whom:
    found = cohorts.find(connection, person, str(id))
    if found is None:
        raise NotFound
    rows = transfers.whom(connection, person, found.programme_id, found.id)
    return Whom(found.programme_id, found.name, rows, f"/cohorts/{id}", found.tz, found.id)


def _programme(connection: Connection, person: Person, id: UUID) -> Whom:
    found = next((row for row in programmes.run_by(connection, person) if row.id == str(id)), None)
    if found is None:
        raise NotFound
    return Whom(found.id, found.name, transfers.whom(connection, person, found.id), "/cohort", found.tz)


@blueprint.get(OF_TRAINEE)
def ask(programme: UUID, trainee: UUID) -> ResponseReturnValue:
    """The form for one trainee, and what would change once it is filled in."""
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        return _asked(connection, person, _trainee(connection, person, programme, trainee))


@blueprint.post(OF_TRAINEE)
def move(programme: UUID, trainee: UUID) -> ResponseReturnValue:
    """Move one trainee."""
    person = auth.require_role("coordinator")
    with store.writing() as connection:
        return _moved(connection, person, _trainee(connection, person, programme, trainee))


@blueprint.get("/cohorts/<uuid:id>/enrolment")
def ask_cohort(id: UUID) -> ResponseReturnValue:
    """The same of a cohort."""
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        return _asked(connection, person, _cohort(connection, person, id))


@blueprint.post("/cohorts/<uuid:id>/enrolment")
def move_cohort(id: UUID) -> ResponseReturnValue:
    """Move a whole cohort."""
    person = auth.require_role("coordinator")
    with store.writing() as connection:
        return _moved(connection, person, _cohort(connection, person, id))


@blueprint.get("/programme/<uuid:id>/enrolment")
def ask_programme(id: UUID) -> ResponseReturnValue:
    """The same of all who train in a programme."""
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        return _asked(connection, person, _programme(connection, person, id))


@blueprint.post("/programme/<uuid:id>/enrolment")
def move_programme(id: UUID) -> ResponseReturnValue:
    """Move all who train in a programme."""
    person = auth.require_role("coordinator")
    with store.writing() as connection:
        return _moved(connection, person, _programme(connection, person, id))


@blueprint.post("/enrolments/<uuid:act>/withdrawal")
def withdraw(act: UUID) -> ResponseReturnValue:
    """Take a move back, however many it concerned."""
    person = auth.require_role("coordinator")
    with store.writing() as connection:
        rows = enrolments.find(connection, person, str(act))
        if not rows:
            raise NotFound
        if not enrolments.withdraw(connection, rows, person, instants.now()):
            raise Conflict("This move does not stand any more.")
    first, cohort = rows[0], request.args.get("cohort", type=UUID)
    home = f"/cohort/{first.programme_id}/{first.person_id}/pathway" if len(rows) == 1 else "/cohort"
    return links.go_on(f"/cohorts/{cohort}" if cohort else home, "The move is taken back.")


def _asked(connection: Connection, person: Person, whom: Whom) -> ResponseReturnValue:
    """The form; what is in the address is looked at."""
    today = Clock(instants.now(), whom.tz).today
    if "version" not in request.args:
        return _page(connection, person, whom, transfers.Move(data={"from_on": today}), None)
    form, versions = transfers.Move(request.args), transfers.offered(connection, whom.programme)
    if not form.validate(versions):
        return _page(connection, person, whom, form, None), 422
    if not whom.rows:
        return _page(connection, person, whom, form, None)
    asked = next(one for one in versions if one.hash == form.version.data)
    return _page(connection, person, whom, form, transfers.previewed(connection, whom.rows, asked, today))


def _moved(connection: Connection, person: Person, whom: Whom) -> ResponseReturnValue:
    form, versions = transfers.Move(request.form), transfers.offered(connection, whom.programme)
    if not form.validate(versions):
        return _page(connection, person, whom, form, None), 422
    if not whom.rows:
        raise Conflict("Nobody whom you may move trains there now.")
    asked = next(one for one in versions if one.hash == form.version.data)
    from_on, reason = form.from_on.data or "", form.reason.data or ""
    act = enrolments.enrol(connection, whom.rows, asked, from_on, reason, person, instants.now())
    who = whom.rows[0].name if len(whom.rows) == 1 else filters.count(len(whom.rows), "trainee", "trainees")
    done = f"{who}: {enrolments.called(asked)} from {filters.date(from_on)} on."
    back = f"?cohort={whom.cohort}" if whom.cohort else ""
    return links.go_on(whom.home, done, f"/enrolments/{act}/withdrawal{back}")


def _page(
    connection: Connection, person: Person, whom: Whom, form: transfers.Move, preview: Preview | None
) -> str:
    data, fields = shell.data(), shown(form)
    page = frame.page(
        person,
        data,
        f"Other requirements for {whom.name}",
        "cohort",
        whom.home,
        csrf=auth.token(),
        action=request.path,
        way_back=whom.home,
        people=len(whom.rows),
        versions=transfers.choices(transfers.offered(connection, whom.programme)),
        reasons=frame.choices(data["vocabulary"]["enrolled_for"]),
        fields=fields,
        problems=frame.problems(fields),
        preview=preview,
        everybody=_everybody(whom, form) if preview and preview["more"] else {},
        changes=_changes(whom, preview) if preview else "",
    )
    return shell.render("cohort/enrolment.html", page)


def _everybody(whom: Whom, form: transfers.Move) -> dict[str, str]:
    """What a worker is asked to reckon: all of them."""
    said = {"programme": whom.programme, "cohort": whom.cohort}
    said |= {name: str(form[name].data or "") for name in ("version", "from_on", "reason")}
    return {name: value for name, value in said.items() if value}


def _changes(whom: Whom, preview: Preview) -> str:
    """What would be otherwise, in a sentence."""
    if len(whom.rows) == 1:
        [line] = preview["lines"]
        return f"Under it today: {line['then']}. Now: {line['now']}."
    of = len(preview["lines"])
    return f"Under it {preview['ready_then']} of {of} have met all today; now {preview['ready_now']} have."
