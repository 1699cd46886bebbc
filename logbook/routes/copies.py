"""A saved copy comes back: by the person it belongs to, on any device, or by their coordinator."""

from uuid import UUID

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from logbook import auth, instants, shell, store
from logbook.auth import sessions
from logbook.models.engine import AnyRow
from logbook.numerals import plain_number
from logbook.office import copies, members
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import NotFound
from logbook.schemas import copy as files
from logbook.store.copies import bring

blueprint = Blueprint("copies", __name__)


@blueprint.before_request
def guard() -> None:
    """More than other forms may send, and only with the form's token."""
    request.max_content_length = _most()
    if (request.content_length or 0) <= _most():
        auth.check_token()


@blueprint.get("/me/copies")
def index() -> str:
    """The form that brings back a saved copy of one's own, and what was brought back before."""
    person = auth.require()
    return _form(person, person.id, person.name)


@blueprint.post("/me/copies")
def create() -> ResponseReturnValue:
    """Bring back a copy of one's own."""
    person = auth.require()
    return _bring(person, person.id, person.name)


@blueprint.get("/people/<uuid:id>/copies")
def of_member(id: UUID) -> str:
    """The same form for somebody in a coordinator's programme. Raises NotFound."""
    person, found = _member(id)
    return _form(person, found.person_id, found.name)


@blueprint.post("/people/<uuid:id>/copies")
def create_for(id: UUID) -> ResponseReturnValue:
    """Bring back a member's copy; the record says who did."""
    person, found = _member(id)
    return _bring(person, found.person_id, found.name)


@blueprint.get("/copies/<uuid:id>")
def show(id: UUID) -> str:
    """What became of each statement in a copy."""
    person = auth.require()
    with store.reading() as connection:
        row = copies.find(connection, person, str(id))
    if row is None:
        raise NotFound
    own, words = row.account_id == person.id, shell.data()["vocabulary"]["refusals"]
    page = frame.page(
        person,
        shell.data(),
        "What came back",
        "me" if own else "people",
        _address(person, row.account_id),
        copy=copies.copy(row, words, Clock(instants.now(), person.tz), own),
        own=own,
    )
    return shell.render("copies/show.html", page)


def _member(id: UUID) -> tuple[Person, AnyRow]:
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        found = members.find(connection, person, "bring back copy", person_id=str(id))
    if found is None:
        raise NotFound
    return person, found


def _bring(person: Person, whose: str, name: str) -> Response | tuple[str, int]:
    own = whose == person.id
    try:
        if (request.content_length or 0) > _most():
            raise files.NotACopy(files.TOO_LARGE)
        saved = files.read(_given())
        if saved.account != whose:
            others = "This copy belongs to somebody else. Only they, or their coordinator, can bring it back."
            raise files.NotACopy(others if own else f"This copy does not belong to {name}.")
    except files.NotACopy as error:
        return _form(person, whose, name, str(error)), 422
    now = instants.now()
    with store.reading() as connection:
        actor = sessions.person(connection, whose)
    if actor is None:
        raise NotFound
    drafts = (plain_number(request.form.get("drafts_kept", "0"), 4) or 0) if own else 0
    return redirect(f"/copies/{bring(actor, saved, person, now, drafts)}", code=303)


def _most() -> int:
    # The file, and the form around it.
    return files.MOST_BYTES + 20_000


def _given() -> bytes:
    file = request.files.get("file")
    if file is None:
        return b""
    with file.stream as stream:
        return stream.read()


def _form(person: Person, whose: str, name: str, problem: str = "") -> str:
    own, clock = whose == person.id, Clock(instants.now(), person.tz)
    with store.reading() as connection:
        rows = copies.of_account(connection, person, whose)
    page = frame.page(
        person,
        shell.data(),
        "Bring back a saved copy",
        "me" if own else "people",
        "/me" if own else f"/people/{whose}/devices",
        csrf=auth.token(),
        action=_address(person, whose),
        account=whose,
        name=name,
        own=own,
        problem=problem,
        copies=[copies.line(row, clock) for row in rows],
    )
    return shell.render("copies/index.html", page)


def _address(person: Person, whose: str) -> str:
    return "/me/copies" if whose == person.id else f"/people/{whose}/copies"
