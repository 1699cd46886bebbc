"""One's own licences: which there are, what each is, how it is, and which one stands under what one signs."""

from typing import Any
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from logbook import auth, feed, instants, shell, store
from logbook.auth import links
from logbook.forms.inputs import shown
from logbook.forms.stated import Held, Status
from logbook.models.engine import AnyRow
from logbook.office import holding, licences, registrations
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import NotFound
from logbook.regulation import numbers
from logbook.shapes.served.asked import Input

blueprint = Blueprint("licensing", __name__, url_prefix="/me/licences")
blueprint.before_request(auth.check_token)


@blueprint.get("")
def index() -> str:
    """All of them, each with how it is today, and a form for another one."""
    return _index(auth.require(), shown(Held()))


@blueprint.post("")
def add() -> ResponseReturnValue:
    """Add one. The first one stands under what they sign."""
    person, form = auth.require(), Held(request.form)
    good, now = form.validate(), instants.now()
    with store.writing() as connection:
        if good and not _is_held(connection, person, form):
            first = licences.primary_of(connection, person.id) is None
            id = licences.write(connection, person.id, None, person.id, now, first, **form.columns())
            if first:
                _cache(connection, person, id, now)
    if form.errors:
        return _index(person, shown(form)), 422
    return links.go_on("/me/licences", "The licence is added.")


@blueprint.get("/<uuid:id>")
def show(id: UUID) -> str:
    """One of them: what it is, what was said of it, what was found, and the forms to say more."""
    person = auth.require()
    return _show(person, _own(person, str(id)), {})


@blueprint.post("/<uuid:id>/facts")
def change(id: UUID) -> ResponseReturnValue:
    """Say what it is anew: what was signed under it keeps the number it was signed with."""
    person, now, form = auth.require(), instants.now(), Held(request.form)
    last, good = _own(person, str(id)), form.validate()
    with store.writing() as connection:
        if good and not _is_held(connection, person, form):
            primary = licences.primary_of(connection, person.id)
            is_primary = primary is not None and primary.licence_id == last.licence_id
            licences.write(
                connection, person.id, last.licence_id, person.id, now, is_primary, **form.columns()
            )
            if is_primary:
                _cache(connection, person, last.licence_id, now)
    if form.errors:
        return _show(person, last, shown(form)), 422
    return links.go_on(f"/me/licences/{id}", "The licence is changed.")


@blueprint.post("/<uuid:id>/status")
def state(id: UUID) -> ResponseReturnValue:
    """Say how it is: valid, with conditions, suspended, ended, and between which days."""
    person, form = auth.require(), Status(request.form)
    last = _own(person, str(id))
    if not form.validate():
        return _show(person, last, shown(form)), 422
    with store.writing() as connection:
        act = licences.state(connection, last, person.id, instants.now(), **form.columns())
    return links.go_on(
        f"/me/licences/{id}", "What you say of it is kept.", f"/me/licences/{id}/{act}/withdrawal"
    )


@blueprint.post("/<uuid:id>/<uuid:act>/withdrawal")
def unsay(id: UUID, act: UUID) -> ResponseReturnValue:
    """Take back what was said of it; it stays to be read, struck out."""
    person = auth.require()
    last = _own(person, str(id))
    with store.writing() as connection:
        done = licences.unsay(connection, last, str(act), person.id, instants.now())
    if not done:
        raise NotFound
    return links.go_on(f"/me/licences/{id}", "What you said of it is taken back.")


@blueprint.post("/<uuid:id>/primary")
def choose(id: UUID) -> ResponseReturnValue:
    """Let it stand under what they sign from now on."""
    person = auth.require()
    last = _own(person, str(id))
    with store.writing() as connection:
        registrations.choose(connection, person.id, last, person.id, instants.now())
    done = f"{last.licence_body} {last.licence_number} stands under what you sign from now on."
    return links.go_on("/me/licences", done)


def _cache(connection: Connection, person: Person, id: str, now: str) -> None:
    """Let the account say what its primary licence says, and every phone that knows it hear so."""
    last = licences.of_person(connection, person.id)[id]
    number = {"licence_body": last.licence_body, "licence_number": last.licence_number}
    registrations.change(
        connection, person.id, person.id, now, name=person.name, profession=person.profession, **number
    )


def _is_held(connection: Connection, person: Person, form: Held) -> bool:
    """Whether somebody else of their schools has this number; said beside it."""
    # Before the number is looked for, so that two who ask for it at once do not both get it.
    feed.hold_writers(connection)
    body, number = form.licence_body.data or "", form.licence_number.data or ""
    held = registrations.holder(connection, person.programmes(), body, number, person.id)
    if held is not None:
        form.licence_number.errors = [registrations.HELD]
    return held is not None


def _own(person: Person, id: str) -> AnyRow:
    with store.reading() as connection:
        found = licences.of_person(connection, person.id).get(id)
    if found is None:
        raise NotFound
    return found


def _index(person: Person, fields: dict[str, Input]) -> str:
    data, clock = shell.data(), Clock(instants.now(), person.tz)
    with store.reading() as connection:
        own = holding.own(connection, person, data["vocabulary"], clock)
    return _page(person, "Licences", "/me", "licences", fields, licences=own)


def _show(person: Person, last: AnyRow, typed: dict[str, Input]) -> str:
    data, clock = shell.data(), Clock(instants.now(), person.tz)
    with store.reading() as connection:
        own = holding.own(connection, person, data["vocabulary"], clock)
    licence = next(one for one in own if one["id"] == last.licence_id)
    kept = {
        "licence_body": licence["body"],
        "licence_number": licence["number"],
        "region": licence["region"],
        "type": licence["type_code"],
        "prescriber": licence["prescriber"],
    }
    usual = {name: Input(value=str(value), problems=[]) for name, value in kept.items()}
    fields = shown(Status()) | usual | typed
    statuses = frame.choices(data["vocabulary"]["licence_statuses"])
    return _page(
        person, licence["title"], "/me/licences", "licence", fields, licence=licence, statuses=statuses
    )


def _page(person: Person, title: str, back: str, name: str, fields: dict[str, Input], **own: Any) -> str:
    data = shell.data()
    page = frame.page(
        person,
        data,
        title,
        "me",
        back,
        csrf=auth.token(),
        fields=fields,
        problems=frame.problems(fields),
        types=frame.choices(data["vocabulary"]["licence_types"]),
        remark=numbers.remark(fields["licence_body"]["value"], fields["licence_number"]["value"]),
        notice=frame.done(links.done()),
        undo=links.undo(),
    )
    return shell.render(f"account/{name}.html", page | own)
