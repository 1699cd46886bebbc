"""Whether an answer counts that came after its supervisor had left: a question to the coordinator of its trainee."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from logbook import auth, instants, shell, store
from logbook.auth import links
from logbook.models.engine import AnyRow
from logbook.office import belated
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import Conflict, NotFound

blueprint = Blueprint(
    "deciding", __name__, url_prefix="/cohort/<uuid:programme>/<uuid:trainee>/answers/<hash>"
)
blueprint.before_request(auth.check_token)


@blueprint.get("")
def ask(programme: UUID, trainee: UUID, hash: str) -> str:
    """What was answered, when it was given and when it came. Raises NotFound."""
    person, found = _found(str(programme), str(trainee), hash)
    data = shell.data()
    page = frame.page(
        person,
        data,
        "An answer that came late",
        "cohort",
        f"/cohort/{programme}/{trainee}",
        csrf=auth.token(),
        late=belated.line(found, data["vocabulary"], Clock(instants.now(), person.tz)),
        address=f"/cohort/{programme}/{trainee}/answers/{hash}",
    )
    return shell.render("cohort/answer.html", page)


@blueprint.post("")
def decide(programme: UUID, trainee: UUID, hash: str) -> ResponseReturnValue:
    """Let it count, or leave it beside the case. Raises NotFound, Conflict."""
    person, found = _found(str(programme), str(trainee), hash)
    back, now = f"/cohort/{programme}/{trainee}", instants.now()
    if request.form.get("decision") != "accept":
        with store.writing() as connection:
            belated.decline(connection, person, found, now)
        return links.go_on(back, "The answer is not accepted. It stays beside the case, and says so.")

    def work(connection: Connection) -> store.Verdict:
        return belated.accept(connection, person, found, now)

    if store.run(work)["status"] != "applied":
        raise Conflict("The case was changed or answered meanwhile, so this answer cannot count any more.")
    return links.go_on(
        back, "The answer counts from now on. It says that it came after its supervisor had left."
    )


def _found(programme: str, trainee: str, hash: str) -> tuple[Person, AnyRow]:
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        found = belated.find(connection, person, programme, trainee, hash)
    if found is None:
        raise NotFound
    return person, found
