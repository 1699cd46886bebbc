"""Licences that stand in a register’s file: one by one, a coordinator says whether it is them."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from logbook import auth, instants, shell, store
from logbook.auth import links
from logbook.models.engine import AnyRow
from logbook.office import matching, viewing
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import Conflict, NotFound

blueprint = Blueprint("files_found", __name__, url_prefix=matching.PLACE)
blueprint.before_request(auth.check_token)
HERE = matching.PLACE
_DECIDED = "This was decided meanwhile. Look at the list again."


@blueprint.get("")
def index() -> str:
    """What waits, of everybody whose licences they check, as many as a page holds."""
    person, data = auth.require_role("coordinator"), shell.data()
    view = viewing.asked(request.args.to_dict(), {})
    with store.reading() as connection:
        rows, turned = viewing.turned(HERE, view, matching.waiting(connection, person))
        held = matching.held(connection, rows)
    page = frame.page(person, data, "Found in a register’s file", "office", "/office", csrf=auth.token())
    page |= turned | {"lines": [matching.line(row, held[row.licence_id]) for row in rows]}
    page |= {"notice": frame.done(links.done()), "undo": links.undo()}
    return shell.render("licences/found.html", page)


@blueprint.post("/<uuid:id>/confirmation")
def confirm(id: UUID) -> ResponseReturnValue:
    """It is them: a check is kept."""
    person, row = _found(id)
    now = instants.now()
    with store.writing() as connection:
        licence = matching.held(connection, [row])[row.licence_id]
        done = matching.confirm(connection, row, licence, person, Clock(now, person.tz).today, now)
    if not done:
        raise Conflict(_DECIDED)
    return links.go_on(HERE, f"The check of {row.name} is kept.")


@blueprint.post("/<uuid:id>/dismissal")
def dismiss(id: UUID) -> ResponseReturnValue:
    """It is not them, or of no use."""
    person, row = _found(id)
    with store.writing() as connection:
        done = matching.dismiss(connection, row.id, person, instants.now())
    if not done:
        raise Conflict(_DECIDED)
    return links.go_on(HERE, "It is dismissed, and no check was kept.", f"{HERE}/{id}/return")


@blueprint.post("/<uuid:id>/return")
def ask_again(id: UUID) -> ResponseReturnValue:
    """What was dismissed waits again."""
    person, row = _found(id)
    with store.writing() as connection:
        done = matching.ask_again(connection, row.id, person, instants.now())
    if not done:
        raise Conflict(_DECIDED)
    return links.go_on(HERE, f"{row.name} waits for a word again.")


def _found(id: UUID) -> tuple[Person, AnyRow]:
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        row = matching.find(connection, person, str(id))
    if row is None:
        raise NotFound
    return person, row
