"""A programme's facts and the requirement set it is measured by, for its coordinator."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from logbook import auth, instants, shell, store
from logbook.auth import links
from logbook.forms.inputs import shown
from logbook.models.engine import AnyRow
from logbook.office import logos, programmes
from logbook.office.requirements import newcomers, sets, spoken
from logbook.pages import frame
from logbook.permissions import Person
from logbook.problems import NotFound
from logbook.record import terms

blueprint = Blueprint("programmes", __name__)
blueprint.before_request(auth.check_token)


@blueprint.get("/programme")
def show() -> str:
    """The form, and every set that may be asked with its rules, source and authority beside it."""
    person = auth.require_role("coordinator")
    programme, others = _choose(person)
    return _page(person, programme, others, programmes.Changes(data=programme._asdict()))


@blueprint.post("/programme")
def update() -> ResponseReturnValue:
    """Keep the facts, and tell the phones of everybody in the programme."""
    person = auth.require_role("coordinator")
    programme, others = _choose(person)
    form = programmes.Changes(request.form)
    with store.reading() as connection:
        offered = {one.asked.key for one in sets.choices(connection, person, programme.id)}
    if not form.validate(offered):
        return _page(person, programme, others, form), 422
    with store.writing() as connection:
        newcomers.choose(connection, person, programme, form, instants.now())
    return links.go_on(_address(programme.id, others), "The programme is saved.")


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


def _page(person: Person, programme: AnyRow, others: list[AnyRow], form: programmes.Changes) -> str:
    fields, data = shown(form), shell.data()
    with store.reading() as connection:
        logo = logos.shown(connection, [programme.provider_id]).get(programme.provider_id)
        offered = sets.choices(connection, person, programme.id)
        trainees = len(terms.trainees(connection, programme.id))
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
        sets=[spoken.said(one.asked, data["vocabulary"]) for one in offered],
        trainees=trainees,
        ended_on=instants.day(programme.ended_at, programme.tz) if programme.ended_at else None,
        undo=links.undo(),
        notice=frame.done(links.done()),
    )
    return shell.render("programme/show.html", page)
