"""Cases: the list, the form, one case, taking one back."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from logbook import door, pages, store
from logbook.door import cases
from logbook.statements.forms import is_saved

blueprint = Blueprint("entries", __name__)


@blueprint.get("/entries")
def index() -> str:
    """The list of cases, narrowed by its address."""
    return door.draw(door.here(), pages.entries_index)


@blueprint.get("/entries/new")
def new() -> ResponseReturnValue:
    """An empty form, or one that takes over from an earlier case; where it was saved, the case it became."""
    visit = door.here()
    saved = visit.query.get("draft", "")
    if saved and store.is_own(visit.person.id, saved):
        return door.answer(None, f"/entries/{saved}")
    return door.draw(visit, pages.entry_form)


@blueprint.post("/entries/new")
def create() -> ResponseReturnValue:
    """The first revision of a case."""
    visit = door.here()
    if not is_saved(visit.fields):
        return cases.form(visit, {})
    return door.answer(cases.create(visit), f"/entries/{visit.one('id')}")


@blueprint.get("/entries/<id>")
def show(id: str) -> str:
    """One case with all said about it. Raises NotFound."""
    return door.draw(door.here(), pages.entry_show, id=id)


@blueprint.get("/entries/<id>/edit")
def edit(id: str) -> str:
    """The form of a case that can still change."""
    return door.draw(door.here(), pages.entry_form, id=id)


@blueprint.post("/entries/<id>/edit")
def update(id: str) -> ResponseReturnValue:
    """A further revision, built on the version the form showed."""
    visit = door.here()
    if not is_saved(visit.fields):
        return cases.form(visit, {}, id=id)
    return door.answer(cases.revise(visit, id), f"/entries/{id}")


@blueprint.get("/entries/<id>/versions")
def versions(id: str) -> str:
    """Every version of a case, newest first, and who answered it. Raises NotFound."""
    return door.draw(door.here(), pages.entry_versions, id=id)


@blueprint.get("/entries/<id>/choice")
def choice(id: str) -> str:
    """A kept version of a case beside the one that counts. Raises NotFound."""
    return door.draw(door.here(), pages.entry_choice, id=id)


@blueprint.post("/entries/<id>/choice")
def choose(id: str) -> ResponseReturnValue:
    """One version goes on, or answers of both; the kept one is put away. Nothing of either is lost."""
    return door.answer(cases.choose(door.here(), id), f"/entries/{id}")


@blueprint.get("/entries/<id>/withdrawal")
def withdrawal(id: str) -> str:
    """The form that takes a case back and asks why. Raises NotFound."""
    return door.draw(door.here(), pages.entry_withdraw, id=id)


@blueprint.post("/entries/<id>/withdrawal")
def withdraw(id: str) -> ResponseReturnValue:
    """Take a case back; it stays on record. Raises NotFound."""
    return door.answer(cases.withdraw(door.here(), id), f"/entries/{id}")


@blueprint.get("/entries/<id>/review")
def review(id: str) -> str:
    """The form of the look two weeks later. Raises NotFound."""
    return door.draw(door.here(), pages.entry_review, id=id)


@blueprint.post("/entries/<id>/review")
def add_review(id: str) -> ResponseReturnValue:
    """Keep what was seen two weeks later, about the newest version of the case."""
    visit = door.here()
    if visit.one("action") == "more":
        return door.draw(visit, pages.entry_review, id=id, fields=visit.fields)
    return door.answer(cases.review(visit, id), f"/entries/{id}")
