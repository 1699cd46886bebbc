"""Where a person begins, how far they are, what they have to do, and who they are."""

from typing import Any

from flask import Blueprint, redirect, request

from logbook import auth, pages, phone, store

blueprint = Blueprint("progress", __name__)


@blueprint.get("/")
def home() -> Any:
    """The first place of a role."""
    person = auth.require()
    return redirect(pages.home(store.snapshot(person.id)["records"], person.id), code=303)


@blueprint.get("/progress")
def show() -> str:
    """What is signed, what waits, what is missing."""
    return _page("progress")


@blueprint.get("/todo")
def todo() -> str:
    """What needs the viewer."""
    return _page("todo")


@blueprint.get("/trainees")
def trainees() -> str:
    """Whom the viewer supervises."""
    return _page("trainees")


@blueprint.get("/me")
def me() -> str:
    """Who the viewer is."""
    return _page("me")


def _page(name: str) -> str:
    query = {name: values[-1] for name, values in request.args.lists()}
    return phone.draw(auth.require(), name, {"path": request.path, "query": query})
