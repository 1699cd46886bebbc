"""A coordinator confirms a signer: who they are, as registered now, and how that was checked."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from logbook import auth, instants, shell, store
from logbook.auth import links
from logbook.forms.inputs import shown
from logbook.models.engine import AnyRow
from logbook.office import confirmations, members
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import Conflict, NotFound
from logbook.record.signers import confirmed
from logbook.regulation import numbers

blueprint = Blueprint("confirmations", __name__, url_prefix="/people/memberships/<uuid:id>/confirmation")
blueprint.before_request(auth.check_token)


@blueprint.get("")
def ask(id: UUID) -> str:
    """Who signs under which number, what waits for it, and how it was checked."""
    person, found = _found(str(id))
    return _page(person, found, confirmations.Confirming())


@blueprint.post("")
def confirm(id: UUID) -> ResponseReturnValue:
    """Confirm a signer: what they signed before counts from now on. Raises NotFound, Conflict."""
    person, found = _found(str(id))
    form = confirmations.Confirming(request.form)
    if not form.validate():
        return _page(person, found, form), 422
    if form.seen.data != _seen(found):
        raise Conflict("Their name or number was changed meanwhile. Look at it again.")
    with store.writing() as connection:
        confirmations.confirm(connection, found, form.how.data or "", person.id, instants.now())
    return links.go_on(
        "/people", f"{found.name} is confirmed. What they sign counts, and what they signed before."
    )


def _found(id: str) -> tuple[Person, AnyRow]:
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        found = members.find(connection, person, "confirm signer", id=id)
    if found is None:
        raise NotFound
    return person, found


def _seen(found: AnyRow) -> str:
    """What the page showed: nobody confirms a name that they did not read."""
    return f"{found.name}, {found.licence_body} {found.licence_number}"


def _page(person: Person, found: AnyRow, form: confirmations.Confirming) -> str:
    data, clock, fields = shell.data(), Clock(instants.now(), person.tz), shown(form)
    with store.reading() as connection:
        known = confirmations.of_member(confirmed(connection, found.programme_id), found)
        waiting = confirmations.unconfirmed(connection, found.programme_id).get(found.person_id)
    page = frame.page(
        person,
        data,
        f"Confirm {found.name}",
        "people",
        "/people",
        csrf=auth.token(),
        member=members.line(found, person, data["vocabulary"], clock),
        mark=confirmations.mark(found, known, waiting, data["vocabulary"], clock),
        remark=numbers.remark(found.licence_body, found.licence_number),
        looked_up=numbers.looked_up_at(found.licence_body),
        seen=_seen(found),
        fields=fields,
        problems=frame.problems(fields),
        ways=frame.choices(data["vocabulary"]["confirmations"]),
    )
    return shell.render("people/confirmation.html", page)
