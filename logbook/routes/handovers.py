"""One case of a trainee is handed over to another supervisor, by the coordinator who looks at that trainee."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from logbook import auth, instants, shell, store
from logbook.auth import links
from logbook.forms.inputs import shown
from logbook.models.engine import AnyRow
from logbook.office import handovers
from logbook.pages import frame
from logbook.permissions import Person
from logbook.problems import Conflict, NotFound
from logbook.shapes.served.cohort import Handing

PATH = "/cohort/<uuid:programme>/<uuid:trainee>/<uuid:case>/handing"
blueprint = Blueprint("handovers", __name__, url_prefix=PATH)
blueprint.before_request(auth.check_token)


@blueprint.get("")
def ask(programme: UUID, trainee: UUID, case: UUID) -> str:
    """Whom the case names and waits for, and who could answer it instead. Raises NotFound."""
    person, found = _found(str(programme), str(trainee), str(case))
    return _page(person, _told(person, found), handovers.Choice())


@blueprint.post("")
def hand(programme: UUID, trainee: UUID, case: UUID) -> ResponseReturnValue:
    """Hand it over: from now on it waits for whoever was chosen. Raises NotFound, Conflict."""
    person, found = _found(str(programme), str(trainee), str(case))
    told, form = _told(person, found), handovers.Choice(request.form)
    heirs = {one["code"]: one["label"] for one in told["heirs"]}
    is_right = form.validate()
    if form.heir.data not in heirs:
        form.heir.errors = ["Choose who answers it"]
        is_right = False
    if not is_right:
        return _page(person, told, form), 422
    one = handovers.Case(found.id, form.holder.data or "")
    heir, reason, now = form.heir.data or "", form.reason.data or "", instants.now()

    def work(connection: Connection) -> list[store.Verdict]:
        return handovers.hand(connection, person, [one], heir, reason, now)

    [verdict] = store.run(work)
    if verdict["status"] != "applied":
        raise Conflict(shell.data()["vocabulary"]["refusals"]["held_otherwise"])
    return links.go_on(
        f"/cohort/{programme}/{trainee}", f"{heirs[heir]} now finds this case under those to sign."
    )


def _found(programme: str, trainee: str, case: str) -> tuple[Person, AnyRow]:
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        found = handovers.find(connection, person, programme, trainee, case)
    if found is None:
        raise NotFound
    return person, found


def _told(person: Person, found: AnyRow) -> Handing:
    with store.reading() as connection:
        return handovers.told(connection, person, found, shell.data()["vocabulary"])


def _page(person: Person, told: Handing, form: handovers.Choice) -> str:
    fields, back = shown(form), f"/cohort/{told['programme_id']}/{told['trainee_id']}"
    page = frame.page(
        person,
        shell.data(),
        "Hand over a case",
        "cohort",
        back,
        csrf=auth.token(),
        case=told,
        fields=fields,
        problems=frame.problems(fields),
    )
    return shell.render("cohort/handing.html", page)
