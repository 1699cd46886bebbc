"""What a programme teaches, for its coordinators: its modules read, added, published anew, ordered and retired."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from logbook import auth, instants, shell, store
from logbook.auth import links
from logbook.filters import count
from logbook.forms.inputs import shown
from logbook.models.engine import AnyRow
from logbook.office import accreditations, curriculum, programmes, viewing
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import NotFound
from logbook.record import accredited, taught

blueprint = Blueprint("teaching", __name__, url_prefix="/curriculum")
blueprint.before_request(auth.check_token)

OF_MODULE = "/<uuid:programme>/modules/<module>"


@blueprint.get("")
def index() -> str:
    """All modules of one of their programmes, in their order; those that are taught no more last."""
    person, data = auth.require_role("coordinator"), shell.data()
    view = viewing.asked(request.args.to_dict(), {})
    with store.reading() as connection:
        run = programmes.run_by(connection, person)
        programme = viewing.chosen(view, run)[0]
        rows = taught.versions(connection, programme.id)
        done = curriculum.done(connection, programme.id)
        given = accredited.of_programme(connection, programme.id)
    lines = [
        curriculum.line(row, done.get(row.key, 0), data["vocabulary"]) for row in curriculum.newest(rows)
    ]
    page = frame.page(
        person,
        data,
        "Modules",
        "programme",
        f"/programme?id={programme.id}",
        csrf=auth.token(),
        id=programme.id,
        programme=programme.name,
        programmes=[
            {"id": one.id, "name": one.name, "href": f"/curriculum?programme={one.id}"} for one in run
        ],
        modules=[one for one in lines if not one["retired"]],
        retired=[one for one in lines if one["retired"]],
        shipped=len(curriculum.missing({row.key for row in rows})),
        warnings=accreditations.warnings(given, Clock(instants.now(), programme.tz).today),
        undo=links.undo(),
        notice=frame.done(links.done()),
    )
    return shell.render("modules/index.html", page)


@blueprint.post("/<uuid:programme>/shipped")
def take(programme: UUID) -> ResponseReturnValue:
    """Take over the modules of the shipped curriculum that were never here."""
    person = auth.require_role("coordinator")
    with store.writing() as connection:
        there = _found(connection, person, programme)
        taken = curriculum.take_shipped(connection, there.id, person.id, instants.now())
    return links.go_on(_list(there), f"{count(taken, 'module is', 'modules are')} taken over.")


@blueprint.get("/<uuid:programme>/modules")
def new(programme: UUID) -> str:
    """The form of a module that is new."""
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        there = _found(connection, person, programme)
    return _form(person, there, curriculum.Facts(), [])


@blueprint.post("/<uuid:programme>/modules")
def add(programme: UUID) -> ResponseReturnValue:
    """Publish it, at the end of the order."""
    person, form = auth.require_role("coordinator"), curriculum.Facts(request.form)
    with store.reading() as connection:
        there = _found(connection, person, programme)
    if not form.validate():
        return _form(person, there, form, []), 422
    with store.writing() as connection:
        curriculum.add(connection, there.id, form.said(), person.id, instants.now())
    return links.go_on(_list(there), f"{form.title.data} is published.")


@blueprint.get(OF_MODULE)
def show(programme: UUID, module: str) -> str:
    """Its newest version as a form, and all versions."""
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        there, rows = _versions(connection, person, programme, module)
    return _form(person, there, curriculum.Facts(data=curriculum.filled(rows[0])), rows)


@blueprint.post(OF_MODULE)
def publish(programme: UUID, module: str) -> ResponseReturnValue:
    """Publish a new version; what was done of earlier ones stays as it is."""
    person, form = auth.require_role("coordinator"), curriculum.Facts(request.form)
    with store.reading() as connection:
        there, rows = _versions(connection, person, programme, module)
    if not form.validate(rows[0].subject):
        return _form(person, there, form, rows), 422
    with store.writing() as connection:
        version = curriculum.publish(connection, there.id, module, form.said(), person.id, instants.now())
    said = (
        "It says what the version before says: nothing was published."
        if version == rows[0].version
        else f"Version {version} is published."
    )
    return links.go_on(_list(there), said)


@blueprint.post(f"{OF_MODULE}/<any(earlier,later,ending,opening):act>")
def change(programme: UUID, module: str, act: str) -> ResponseReturnValue:
    """Move it a place, retire it, or teach it again."""
    person = auth.require_role("coordinator")
    with store.writing() as connection:
        there, rows = _versions(connection, person, programme, module)
        title, undo = rows[0].title, ""
        if act == "ending":
            curriculum.retire(connection, there.id, module, instants.now())
            said, undo = (
                f"{title} is retired. What was done of it stays.",
                f"{_address(there, module)}/opening",
            )
        elif act == "opening":
            curriculum.teach_again(connection, there.id, module)
            said = f"{title} is taught again."
        else:
            curriculum.move(connection, there.id, module, -1 if act == "earlier" else 1)
            said = f"{title} moved."
    return links.go_on(f"{_list(there)}#m-{module}", said, undo)


def _found(connection: Connection, person: Person, programme: UUID) -> AnyRow:
    for row in programmes.run_by(connection, person):
        if row.id == str(programme):
            return row
    raise NotFound


def _versions(
    connection: Connection, person: Person, programme: UUID, module: str
) -> tuple[AnyRow, list[AnyRow]]:
    there = _found(connection, person, programme)
    rows = [row for row in taught.versions(connection, there.id) if row.key == module]
    if not rows:
        raise NotFound
    return there, rows


def _list(programme: AnyRow) -> str:
    return f"/curriculum?programme={programme.id}"


def _address(programme: AnyRow, module: str) -> str:
    return f"/curriculum/{programme.id}/modules/{module}"


def _form(person: Person, programme: AnyRow, form: curriculum.Facts, rows: list[AnyRow]) -> str:
    data, fields = shell.data(), shown(form)
    clock = Clock(instants.now(), programme.tz)
    page = frame.page(
        person,
        data,
        rows[0].title if rows else "New module",
        "programme",
        _list(programme),
        csrf=auth.token(),
        action=_address(programme, rows[0].key) if rows else f"/curriculum/{programme.id}/modules",
        fields=fields,
        problems=frame.problems(fields),
        parts=frame.choices(data["vocabulary"]["module_parts"]),
        key=rows[0].key if rows else "",
        retired=bool(rows and rows[0].retired_at),
        versions=[curriculum.version(row, clock) for row in rows],
    )
    return shell.render("modules/form.html", page)
