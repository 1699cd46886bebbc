"""Sign-off: the queue, the sheet and its two answers, what was signed, taking a signature back, setting a case
aside."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from logbook import auth, door, pages
from logbook.door import answers
from logbook.traces import trace

blueprint = Blueprint("signoffs", __name__)


@blueprint.get("/signoffs")
def index() -> str:
    """The queue: the cases that wait for the viewer's answer."""
    return door.draw(door.here(), pages.signoffs_index)


@blueprint.get("/signoffs/signed")
def signed() -> str:
    """What the viewer signed, newest first, page by page."""
    return door.draw(door.here(), pages.signoffs_signed)


@blueprint.get("/entries/<id>/signoff")
def new(id: str) -> str:
    """The sheet on which a case is read and answered. Raises NotFound."""
    return door.draw(door.here(), pages.signoff_sheet, id=id)


@blueprint.post("/entries/<id>/signoff")
def ask_for_changes(id: str) -> ResponseReturnValue:
    """Send a case back with a message; then the queue. Raises NotFound."""
    return door.answer(answers.ask_for_changes(door.here(), id), f"/signoffs?done={id}")


@blueprint.post("/entries/<id>/signature")
def sign(id: str) -> ResponseReturnValue:
    """Sign with the password, here and now; then the next case. Never answered by a phone."""
    visit = door.here()
    page = answers.sign(visit, id)
    if page is not None:
        return page, 422
    trace("signed", thing=id)
    following = answers.next_to_sign(visit, id)
    address = f"/entries/{following}/signoff" if following else "/signoffs"
    return door.answer(None, f"{address}?fresh=1&done={id}")


@blueprint.get("/entries/<id>/signature")
def signature(id: str) -> ResponseReturnValue:
    """Where a refused signature leaves the browser: reloading that page leads back to the sheet."""
    auth.require()
    return door.answer(None, f"/entries/{id}/signoff")


@blueprint.get("/entries/<id>/set-aside")
def aside(id: str) -> str:
    """The form that says why a case counts for no rule, or that it counts again. Raises NotFound."""
    return door.draw(door.here(), pages.entry_aside, id=id)


@blueprint.post("/entries/<id>/set-aside")
def set_aside(id: str) -> ResponseReturnValue:
    """Set a case aside, or take that back; what was said stays on record. Raises NotFound."""
    return door.answer(answers.set_aside(door.here(), id), f"/entries/{id}")


@blueprint.get("/signoffs/<id>/withdrawal")
def withdrawal(id: str) -> str:
    """The form that takes a signature back and asks why. Raises NotFound."""
    return door.draw(door.here(), pages.signoff_withdraw, id=id)


@blueprint.post("/signoffs/<id>/withdrawal")
def withdraw(id: str) -> ResponseReturnValue:
    """Take a signature back; it stays on record. Raises NotFound."""
    return door.answer(answers.withdraw(door.here(), id), "/signoffs/signed")
