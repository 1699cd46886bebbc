"""All that waits for a supervisor who is still there goes to another one, and comes back where that was a mistake."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from logbook import auth, filters, instants, shell, store
from logbook.auth import links
from logbook.forms.inputs import shown
from logbook.models.engine import AnyRow
from logbook.office import handovers, members
from logbook.pages import frame
from logbook.permissions import Person
from logbook.problems import NotFound
from logbook.shapes.served.supervision import Relief

blueprint = Blueprint("relief", __name__, url_prefix="/people/memberships/<uuid:id>/cases")
blueprint.before_request(auth.check_token)


@blueprint.get("")
def ask(id: UUID) -> str:
    """What would move, trainee by trainee, and who could answer it instead. Raises NotFound."""
    person, member = _found(str(id))
    return _page(person, _told(person, member), handovers.Choice())


@blueprint.post("")
def hand(id: UUID) -> ResponseReturnValue:
    """Hand over what was shown, by a statement for each case; where something else waits by now, show that. Raises
    NotFound."""
    person, member = _found(str(id))
    told, form = _told(person, member), handovers.Choice(request.form)
    heirs = {one["code"] for one in told["heirs"]}
    is_right = form.validate()
    if form.heir.data not in heirs:
        form.heir.errors = ["Choose who answers them"]
        is_right = False
    if not is_right:
        return _page(person, told, form), 422
    heir, reason, now, seen = (
        form.heir.data or "",
        form.reason.data or "",
        instants.now(),
        request.form["shown"],
    )

    def work(connection: Connection) -> list[str] | None:
        return handovers.hand_all(connection, person, member, heir, reason, now, seen)

    done = store.run(work)
    if done is None:
        return _page(person, _told(person, member), form, changed=True), 409
    undo = f"/people/memberships/{id}/cases/{done[0]}/withdrawal" if done else ""
    return links.go_on(_page_of(member), _said(told, len(done), _name(person, member, heir)), undo)


@blueprint.post("/<uuid:first>/withdrawal")
def take_back(id: UUID, first: UUID) -> ResponseReturnValue:
    """Hand back what was handed over in one act, which `first` was one of. Raises NotFound."""
    person, member = _found(str(id))

    def work(connection: Connection) -> int:
        return handovers.take_back(connection, person, member, str(first), instants.now())

    count = store.run(work)
    if not count:
        raise NotFound
    return links.go_on(_page_of(member), f"{_waits(count)} for {member.name} again.")


def _found(id: str) -> tuple[Person, AnyRow]:
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        member = members.find(connection, person, "relieve", id=id)
    if member is None:
        raise NotFound
    return person, member


def _told(person: Person, member: AnyRow) -> Relief:
    with store.reading() as connection:
        rows = handovers.held(connection, person, member)
        return handovers.relief(connection, person, member, rows, shell.data()["vocabulary"])


def _name(person: Person, member: AnyRow, heir: str) -> str:
    with store.reading() as connection:
        found = members.find(
            connection, person, "see member", person_id=heir, programme_id=member.programme_id
        )
    return found.name if found else ""


def _said(told: Relief, count: int, heir: str) -> str:
    left = told["cases"] - count
    stays = f" {filters.count(left, 'case stays', 'cases stay')}: nobody answers their own." if left else ""
    return f"{_waits(count)} for {heir} now.{stays}"


def _waits(count: int) -> str:
    return filters.count(count, "case waits", "cases wait")


def _page_of(member: AnyRow) -> str:
    return f"/people/supervisors/{member.person_id}"


def _page(person: Person, told: Relief, form: handovers.Choice, *, changed: bool = False) -> str:
    fields = shown(form)
    page = frame.page(
        person,
        shell.data(),
        f"Hand over from {told['name']}",
        "people",
        f"/people/supervisors/{told['person_id']}",
        csrf=auth.token(),
        relief=told,
        changed=changed,
        fields=fields,
        problems=frame.problems(fields),
    )
    return shell.render("people/relief.html", page)
