"""What a school keeps of a person: the name in its papers, checks of who they are, notes; each with its Undo."""

from typing import Any
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from wtforms import Form

from logbook import auth, instants, shell, store
from logbook.auth import links
from logbook.forms.inputs import shown
from logbook.models.engine import AnyRow
from logbook.office import school_register
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import Conflict, NotFound, NotYours

blueprint = Blueprint("registering", __name__, url_prefix="/register/<uuid:id>")
blueprint.before_request(auth.check_token)

FORMS: dict[str, type[Form]] = {
    "name": school_register.Name,
    "check": school_register.Check,
    "note": school_register.Note,
}
DONE = {"name": "The name is kept.", "check": "The check is kept.", "note": "The note is kept."}


@blueprint.get("")
def show(id: UUID) -> str:
    """All that the school keeps of whoever holds this role in it, with a form for each part."""
    person, found = _found(str(id))
    return _page(person, found, "", {})


@blueprint.post("/<any(name,check,note):kind>")
def write(id: UUID, kind: str) -> ResponseReturnValue:
    """Keep one thing more."""
    person, found = _found(str(id))
    form = FORMS[kind](request.form)
    today = Clock(instants.now(), found.tz).today
    good = form.validate(today) if isinstance(form, school_register.Check) else form.validate()
    if not good:
        return _page(person, found, kind, shown(form)), 422
    columns = {"text": form.data[kind] or ""} if kind != "check" else dict(form.data)
    with store.writing() as connection:
        act = school_register.write(connection, found, kind, person.id, instants.now(), **columns)
    return links.go_on(f"/register/{id}", DONE[kind], f"/register/{id}/{act}/withdrawal")


@blueprint.post("/<uuid:act>/withdrawal")
def withdraw(id: UUID, act: UUID) -> ResponseReturnValue:
    """Take one of them back; it stays to be read, struck out."""
    person, found = _found(str(id))
    with store.writing() as connection:
        done = school_register.withdraw(connection, found, str(act), person.id, instants.now())
    if done is None:
        raise NotFound
    if not done:
        raise Conflict("This line was taken back already.")
    return links.go_on(f"/register/{id}", "The line is taken back.")


def _found(id: str) -> tuple[Person, AnyRow]:
    person = auth.require()
    if not (person.is_a("coordinator") or person.is_a("administrator")):
        raise NotYours
    with store.reading() as connection:
        found = school_register.find(connection, person, id)
    if found is None:
        raise NotFound
    return person, found


def _page(person: Person, found: AnyRow, kind: str, typed: dict[str, Any]) -> str:
    data, clock = shell.data(), Clock(instants.now(), found.tz)
    with store.reading() as connection:
        kept = school_register.told(connection, found, data["vocabulary"], clock)
    usual = {"name": kept["registered"], "document": "", "seen_on": clock.today, "note": ""}
    fields = {name: {"value": value, "problems": []} for name, value in usual.items()} | typed
    runs = found.programme_id in person.programmes("coordinator")
    page = frame.page(
        person,
        data,
        f"{found.name} in the register",
        "people" if runs else "provider",
        "/people" if runs else "/provider",
        csrf=auth.token(),
        id=found.id,
        fields=fields,
        problems=frame.problems(fields),
        documents=frame.choices(data["vocabulary"]["documents_seen"]),
        notice=frame.done(links.done()),
        undo=links.undo(),
    )
    return shell.render("register/show.html", page | kept)
