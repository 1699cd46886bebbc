"""A role ends: what waits for a supervisor who leaves is shown first, and handed over to another one."""

from uuid import UUID

from flask import Blueprint, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from logbook import auth, instants, shell, store
from logbook.auth import links
from logbook.models.engine import AnyRow
from logbook.office import handovers, members, roles
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import NotFound

blueprint = Blueprint("leaving", __name__, url_prefix="/people/memberships/<uuid:id>")
blueprint.before_request(auth.check_token)


@blueprint.get("/ending")
def ask_end(id: UUID) -> str:
    """Says what ends, what stays and what waits, and asks who takes over."""
    person, found = _found("end membership", str(id))
    return _page(person, found, f"End {found.name}’s role", "ending")


@blueprint.post("/ending")
def end(id: UUID) -> Response:
    """End a role: the record stays, the access goes. Raises NotFound."""
    person, found = _found("end membership", str(id))
    heir, now = _heir(person, found), instants.now()

    def work(connection: Connection) -> None:
        if heir:
            handovers.hand_all(connection, person, found, heir.person_id, "left", now)
        roles.end(connection, found.id, now, person.id, heir.person_id if heir else None)

    store.run(work)
    ended = f"{found.name} is {shell.data()['vocabulary']['roles'][found.role].lower()} no longer."
    return links.go_on("/people", f"{ended} {_taken_over(found, heir)}" if heir else ended)


@blueprint.get("/handing")
def ask_heir(id: UUID) -> str:
    """The same question for somebody who has left while cases wait for them."""
    person, found = _found("hand over", str(id))
    return _page(person, found, f"Cases of {found.name}", "handing")


@blueprint.post("/handing")
def hand_over(id: UUID) -> Response:
    """Hand what still waits for somebody who left to another supervisor. Raises NotFound."""
    person, found = _found("hand over", str(id))
    heir = _heir(person, found)
    if heir is None:
        return links.go_on(
            "/people", f"Any supervisor may sign what waits for {found.name}: nobody was chosen."
        )
    takes, now = heir.person_id, instants.now()

    def work(connection: Connection) -> None:
        handovers.hand_all(connection, person, found, takes, "left", now)
        roles.hand_over(connection, found.id, takes)

    store.run(work)
    return links.go_on("/people", _taken_over(found, heir))


def _taken_over(found: AnyRow, heir: AnyRow) -> str:
    return f"{heir.name} now finds what waits for {found.name} under their own cases to sign."


def _found(action: str, id: str) -> tuple[Person, AnyRow]:
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        found = members.find(connection, person, action, id=id)
    if found is None:
        raise NotFound
    return person, found


def _heir(person: Person, found: AnyRow) -> AnyRow | None:
    """The supervisor chosen to take over; None where nobody was. Raises NotFound for anybody else."""
    chosen = request.form.get("heir", "")
    if not chosen or found.role != "supervisor":
        return None
    with store.reading() as connection:
        heirs = {row.person_id: row for row in roles.heirs(connection, person, found)}
    if chosen not in heirs:
        raise NotFound
    return heirs[chosen]


def _page(person: Person, found: AnyRow, title: str, name: str) -> str:
    data, clock = shell.data(), Clock(instants.now(), person.tz)
    with store.reading() as connection:
        supervises = found.role == "supervisor"
        waiting = roles.waiting_for(connection, found) if supervises else roles.Waiting(0, None, 0)
        heirs = roles.heirs(connection, person, found) if supervises else []
    page = frame.page(
        person,
        data,
        title,
        "people",
        "/people",
        csrf=auth.token(),
        member=members.line(found, person, data["vocabulary"], clock),
        supervises=supervises,
        waiting=waiting._asdict(),
        today=clock.today,
        heirs=[{"code": row.person_id, "label": row.name} for row in heirs],
        # Where there is only one, it is most likely they.
        heir=found.handed_to or (heirs[0].person_id if len(heirs) == 1 and waiting.cases else ""),
    )
    return shell.render(f"people/{name}.html", page)
