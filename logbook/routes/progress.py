"""Where a person begins, how far they are, what they have to do, and who they are."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from logbook import auth, door, pages, store

blueprint = Blueprint("progress", __name__)


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """The first place of a role."""
    person = auth.require()
    with store.reading() as connection:
        roles = store.records(connection, person.id, "membership")
    return door.answer(None, pages.home(roles, person.id))


@blueprint.get("/progress")
def show() -> str:
    """What is signed, what waits, what is missing."""
    return door.draw(door.here(), pages.progress)


@blueprint.get("/todo")
def todo() -> str:
    """What needs the viewer."""
    return door.draw(door.here(), pages.todo)


@blueprint.get("/trainees")
def trainees() -> str:
    """Whom the viewer supervises."""
    return door.draw(door.here(), pages.trainees)


@blueprint.get("/me")
def me() -> str:
    """The viewer's account, phone and what waits on it."""
    return door.draw(door.here(), pages.me)
