"""The account of a member: e-mail, sessions, lock, where every role of theirs lies in the viewer's own school."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from logbook import auth, instants, shell, store
from logbook.auth import accounts, links, sessions
from logbook.forms.accounts import NOT_FREE, Address
from logbook.forms.inputs import shown
from logbook.models.engine import AnyRow
from logbook.office import members, registrations
from logbook.office.accounts import changed, changes, find
from logbook.office.registrations import DETAILS
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import NotFound
from logbook.traces import trace

blueprint = Blueprint("members", __name__, url_prefix="/people/<uuid:id>")
blueprint.before_request(auth.check_token)


@blueprint.get("/account")
def show(id: UUID) -> str:
    """What is known of the account, what was changed of it, and what its coordinator may do."""
    person, found, alone = _found(str(id))
    return _page(person, found, Address(data={"email": found.email}), alone)


@blueprint.post("/email")
def correct(id: UUID) -> ResponseReturnValue:
    """Put a mistyped or old e-mail right. Who signed in with the old one signs in with the new one."""
    person, found, alone = _found(str(id))
    if not alone:
        return _refused(person, found)
    form = Address(request.form)
    if form.validate():
        try:
            with store.writing() as connection:
                accounts.set_email(connection, found.id, form.email.data or "", person.id, instants.now())
            return _back(found, f"{found.name} signs in with {form.email.data} from now on.")
        except IntegrityError:
            form.email.errors = [NOT_FREE]
    return _page(person, found, form, alone), 422


@blueprint.post("/sessions")
def end_sessions(id: UUID) -> ResponseReturnValue:
    """Sign somebody out everywhere. What waits on their phones stays there until they sign in again."""
    person, found, alone = _found(str(id))
    if not alone:
        return _refused(person, found)
    with store.writing() as connection:
        now = instants.now()
        if ended := sessions.end(connection, now, person_id=found.id):
            trace("sessions_ended", about=found.id, count=ended)
            accounts.note(connection, found.id, "sessions", person.id, now)
    return _back(found, f"{found.name} is signed out everywhere.")


@blueprint.post("/lock")
def lock(id: UUID) -> ResponseReturnValue:
    """Lock a member's account: nobody signs in to it until it is opened. Raises NotFound."""
    person, found, alone = _found(str(id))
    if not alone:
        return _refused(person, found)
    with store.writing() as connection:
        accounts.lock(connection, found.id, person.id, instants.now())
    return _back(found, f"The account of {found.name} is locked.")


@blueprint.post("/unlock")
def unlock(id: UUID) -> ResponseReturnValue:
    """Open a member's locked account. Raises NotFound."""
    person, found, alone = _found(str(id))
    if not alone:
        return _refused(person, found)
    with store.writing() as connection:
        accounts.unlock(connection, found.id, person.id, instants.now())
    return _back(found, f"The account of {found.name} is open again.")


def _found(id: str) -> tuple[Person, AnyRow, bool]:
    """Who asks, the account of a member of theirs, and whether they may change it. Raises NotFound."""
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        member = members.find(connection, person, "manage account", person_id=id)
        found = member and accounts.by_id(connection, id)
        alone = find(connection, person, id) is not None
    if not found:
        raise NotFound
    return person, found, alone


def _refused(person: Person, found: AnyRow) -> ResponseReturnValue:
    return _page(person, found, Address(data={"email": found.email}), alone=False), 403


def _back(found: AnyRow, done: str) -> Response:
    return links.go_on(f"/people/{found.id}/account", done)


def _page(person: Person, found: AnyRow, form: Address, alone: bool) -> str:
    data, clock, fields = shell.data(), Clock(instants.now(), person.tz), shown(form)
    with store.reading() as connection:
        rows = changed(connection, person, found.id) if alone else []
        owner = sessions.person(connection, found.id)
        living = sessions.of_person(connection, found.id, instants.now())
        background = registrations.specialties(connection, found.id)
        by = accounts.by_id(connection, found.locked_by) if found.locked_by else None
    now = (
        dict(zip(DETAILS, (owner.name, owner.profession, owner.body, owner.number), strict=True))
        | {"specialties": registrations.in_order(background)}
        if owner
        else {}
    )
    page = frame.page(
        person,
        data,
        f"Account of {found.name}",
        "people",
        "/people",
        csrf=auth.token(),
        id=found.id,
        name=found.name,
        fields=fields,
        problems=frame.problems(fields),
        alone=alone,
        sessions=len(living) if alone else 0,
        locked_on=clock.local(found.locked_at)[:10] if found.locked_at else None,
        locked_by="" if by is None or by.id == found.id else by.name,
        history=changes(rows, now, found.id, data["vocabulary"], clock),
        notice=frame.done(links.done()),
    )
    return shell.render("people/account.html", page)
