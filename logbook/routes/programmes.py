"""A programme's facts and the requirement set it is measured by, for its coordinator."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from logbook import auth, instants, shell, store
from logbook.auth import links
from logbook.eligibility import requirements
from logbook.forms.inputs import shown
from logbook.models.engine import AnyRow
from logbook.office import logos, programmes
from logbook.pages import frame
from logbook.permissions import Person
from logbook.problems import NotFound

blueprint = Blueprint("programmes", __name__)
blueprint.before_request(auth.check_token)


@blueprint.get("/programme")
def show() -> str:
    """The form, and every shipped set with its rules, source and authority beside it."""
    person = auth.require_role("coordinator")
    programme, others = _choose(person)
    return _page(person, programme, others, programmes.Facts(data=programme._asdict()))


@blueprint.post("/programme")
def update() -> ResponseReturnValue:
    """Keep the facts, and tell the phones of everybody in the programme."""
    person = auth.require_role("coordinator")
    programme, others = _choose(person)
    form = programmes.Facts(request.form)
    if not form.validate(requirements.sets()):
        return _page(person, programme, others, form), 422
    with store.writing() as connection:
        programmes.change(connection, programme.id, **form.data)
    return redirect(_address(programme.id, others), code=303)


def _choose(person: Person) -> tuple[AnyRow, list[AnyRow]]:
    """The programme asked for by `?id=`, the first where none is; and all they run."""
    with store.reading() as connection:
        found = programmes.run_by(connection, person)
    asked = request.args.get("id") or found[0].id
    chosen = next((row for row in found if row.id == asked), None)
    if chosen is None:
        raise NotFound
    return chosen, found


def _address(id: str, others: list[AnyRow]) -> str:
    return f"/programme?id={id}" if len(others) > 1 else "/programme"


def _page(person: Person, programme: AnyRow, others: list[AnyRow], form: programmes.Facts) -> str:
    fields, data = shown(form), shell.data()
    with store.reading() as connection:
        logo = logos.shown(connection, [programme.provider_id]).get(programme.provider_id)
    page = frame.page(
        person,
        data,
        "Programme",
        "programme",
        csrf=auth.token(),
        id=programme.id,
        action=_address(programme.id, others),
        provider=programme.provider,
        logo=logo,
        programmes=[{"id": row.id, "name": row.name, "href": _address(row.id, others)} for row in others],
        fields=fields,
        problems=frame.problems(fields),
        sets=programmes.requirement_sets(data["vocabulary"]),
        ended_on=instants.day(programme.ended_at, programme.tz) if programme.ended_at else None,
        undo=links.undo(),
        notice=frame.done(links.done()),
    )
    return shell.render("programme/show.html", page)
