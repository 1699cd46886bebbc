"""A provider's logo: its administrators give it and take it away; its people's browsers are given it."""

from uuid import UUID

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from logbook import auth, budgets, instants, shell, store
from logbook.auth import links
from logbook.models.engine import AnyRow
from logbook.office import invitations, logos, overseeing
from logbook.pages import frame
from logbook.permissions import Person
from logbook.problems import NotFound
from logbook.shapes.served.asked import Input

blueprint = Blueprint("branding", __name__)
# Nobody else's caches, and never asked for again: another picture has another address.
FOR_EVER = "private, max-age=31536000, immutable"


@blueprint.before_request
def guard() -> None:
    """A picture is more than other forms may send; only with the form's token."""
    request.max_content_length = budgets.LOGO_BODY
    if (request.content_length or 0) <= budgets.LOGO_BODY:
        auth.check_token()


@blueprint.get("/provider/<uuid:id>/logo")
def ask(id: UUID) -> str:
    """The logo there is, and the form for another."""
    person, school = _school(str(id))
    return _page(person, school, [])


@blueprint.post("/provider/<uuid:id>/logo")
def give(id: UUID) -> ResponseReturnValue:
    """Keep a picture, drawn anew, as the logo."""
    person, school = _school(str(id))
    try:
        body = logos.drawn(_given())
    except logos.NotALogo as error:
        return _page(person, school, [str(error)]), 422
    with store.writing() as connection:
        logos.keep(connection, school.id, body, person.id, instants.now())
    return links.go_on(f"{overseeing.PATH}?programme={school.id}", "The logo is kept.")


@blueprint.post("/provider/<uuid:id>/logo/removal")
def remove(id: UUID) -> ResponseReturnValue:
    """Go on without a logo."""
    _, school = _school(str(id))
    with store.writing() as connection:
        logos.remove(connection, school.id)
    return links.go_on(f"{overseeing.PATH}?programme={school.id}", "The logo is removed.")


@blueprint.get("/provider/<uuid:id>/logo/<hash>.png")
def show(id: UUID, hash: str) -> Response:
    """The picture, for people of this provider. Raises NotFound."""
    person = auth.require()
    with store.reading() as connection:
        body = logos.find(connection, person, str(id), hash)
    return _picture(body, FOR_EVER)


@blueprint.get("/join/<token>/logo.png")
def invited(token: str) -> Response:
    """The logo of the provider into which a link leads, while it works. Raises NotFound, LinkSpent."""
    with store.reading() as connection:
        school = invitations.school_of(invitations.opened(connection, token, instants.now()))
        body = logos.of_provider(connection, school) if school else None
    return _picture(body, "no-store")


def _given() -> bytes:
    """What was chosen, no more than could be taken."""
    file = request.files.get("file")
    if file is None:
        return b""
    with file.stream as stream:
        return stream.read(budgets.LOGO_BYTES + 1)


def _picture(body: bytes | None, cached: str) -> Response:
    if body is None:
        raise NotFound
    response = Response(body, content_type="image/png")
    response.headers["Cache-Control"] = cached
    return response


def _school(id: str) -> tuple[Person, AnyRow]:
    person = auth.require_role("administrator")
    with store.reading() as connection:
        found = overseeing.school(connection, person, id)
    if found is None:
        raise NotFound
    return person, found


def _page(person: Person, school: AnyRow, problems: list[str]) -> str:
    with store.reading() as connection:
        logo = logos.shown(connection, [school.id]).get(school.id)
    back = f"{overseeing.PATH}?programme={school.id}"
    fields: dict[str, Input] = {"file": {"value": "", "problems": problems}}
    page = frame.page(
        person,
        shell.data(),
        "Logo",
        "provider",
        back,
        csrf=auth.token(),
        id=school.id,
        logo=logo,
        fields=fields,
        problems=frame.problems(fields),
    )
    return shell.render("provider/logo.html", page)
