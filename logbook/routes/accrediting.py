"""Accreditations: of a programme and its modules by its coordinator, of a provider by its administrator."""

from collections.abc import Iterable
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from logbook import auth, instants, shell, store
from logbook.auth import links
from logbook.forms.inputs import shown
from logbook.models.engine import AnyRow
from logbook.office import accreditations, overseeing, programmes
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import NotFound
from logbook.record import accredited, taught

blueprint = Blueprint("accrediting", __name__)
blueprint.before_request(auth.check_token)

TAKEN_BACK = "It is taken back, and stated nowhere."
OF_PROGRAMME = "/curriculum/<uuid:id>/accreditations"
OF_PROVIDER = "/provider/<uuid:id>/accreditations"


@blueprint.get(OF_PROGRAMME)
def show(id: UUID) -> str:
    """Those of a programme, its modules and its provider, and the form of another."""
    person = auth.require_role("coordinator")
    return _of_programme(person, _programme(person, id), accreditations.Facts())


@blueprint.post(OF_PROGRAMME)
def add(id: UUID) -> ResponseReturnValue:
    """Write one of the programme, or of one of its modules."""
    person, form, data = auth.require_role("coordinator"), accreditations.Facts(request.form), shell.data()
    there = _programme(person, id)
    with store.reading() as connection:
        modules = [row.key for row in taught.versions(connection, there.id)]
    if not form.validate(list(data["vocabulary"]["professions"]), modules):
        return _of_programme(person, there, form), 422
    with store.writing() as connection:
        accreditations.add(connection, there.provider_id, there.id, form, person.id, instants.now())
    return links.go_on(f"/curriculum/{there.id}/accreditations", f"{form.body.data} is written down.")


@blueprint.post(f"{OF_PROGRAMME}/<uuid:which>/withdrawal")
def take_back(id: UUID, which: UUID) -> ResponseReturnValue:
    """Take one of the programme back."""
    person = auth.require_role("coordinator")
    there = _programme(person, id)
    with store.writing() as connection:
        rows = accredited.of_programme(connection, there.id)
        accreditations.take_back(connection, _one(rows, which, there.id), instants.now())
    return links.go_on(f"/curriculum/{there.id}/accreditations", TAKEN_BACK)


@blueprint.get(OF_PROVIDER)
def held(id: UUID) -> str:
    """Those of a provider itself, and the form of another."""
    person = auth.require_role("administrator")
    return _of_provider(person, _school(person, id), accreditations.Facts())


@blueprint.post(OF_PROVIDER)
def write(id: UUID) -> ResponseReturnValue:
    """Write one of the provider itself: it is stated in all its programmes."""
    person, form = auth.require_role("administrator"), accreditations.Facts(request.form)
    school = _school(person, id)
    if not form.validate(list(shell.data()["vocabulary"]["professions"]), ()):
        return _of_provider(person, school, form), 422
    with store.writing() as connection:
        accreditations.add(connection, school.id, None, form, person.id, instants.now())
    return links.go_on(f"/provider/{school.id}/accreditations", f"{form.body.data} is written down.")


@blueprint.post(f"{OF_PROVIDER}/<uuid:which>/withdrawal")
def end(id: UUID, which: UUID) -> ResponseReturnValue:
    """Take one of the provider back."""
    person = auth.require_role("administrator")
    school = _school(person, id)
    with store.writing() as connection:
        row = _one(accreditations.of_provider(connection, school.id), which, None)
        accreditations.take_back(connection, row, instants.now())
    return links.go_on(f"/provider/{school.id}/accreditations", TAKEN_BACK)


def _programme(person: Person, id: UUID) -> AnyRow:
    with store.reading() as connection:
        for row in programmes.run_by(connection, person):
            if row.id == str(id):
                return row
    raise NotFound


def _school(person: Person, id: UUID) -> AnyRow:
    with store.reading() as connection:
        for row in overseeing.administered(connection, person):
            if row.id == str(id):
                return row
    raise NotFound


def _one(rows: Iterable[AnyRow], which: UUID, programme: str | None) -> AnyRow:
    for row in rows:
        if (row.id, row.programme_id) == (str(which), programme):
            return row
    raise NotFound


def _of_programme(person: Person, there: AnyRow, form: accreditations.Facts) -> str:
    with store.reading() as connection:
        rows = accredited.of_programme(connection, there.id)
        titles = {row.key: row.title for row in reversed(taught.versions(connection, there.id))}
    back = f"/curriculum?programme={there.id}"
    return _page(person, f"/curriculum/{there.id}", back, (rows, titles, there), form)


def _of_provider(person: Person, school: AnyRow, form: accreditations.Facts) -> str:
    with store.reading() as connection:
        rows = accreditations.of_provider(connection, school.id)
    back = f"/provider?programme={school.id}"
    return _page(person, f"/provider/{school.id}", back, (rows, {}, school), form)


def _page(
    person: Person,
    place: str,
    back: str,
    found: tuple[list[AnyRow], dict[str, str], AnyRow],
    form: accreditations.Facts,
) -> str:
    """`found`: the rows, the titles of modules that one may be about, and whose they are."""
    data, fields = shell.data(), shown(form)
    rows, titles, there = found
    of_programme = place.startswith("/curriculum")
    today = Clock(instants.now(), there.tz).today
    page = frame.page(
        person,
        data,
        "Accreditations",
        "programme" if of_programme else "provider",
        back,
        csrf=auth.token(),
        action=f"{place}/accreditations",
        whose=there.name,
        fields=fields,
        problems=frame.problems(fields),
        professions=frame.choices(data["vocabulary"]["professions"]),
        modules=[{"code": key, "label": title} for key, title in titles.items()],
        lines=[
            accreditations.line(
                row, data["vocabulary"], titles, today, own=(row.programme_id is not None) == of_programme
            )
            for row in rows
        ],
        warnings=accreditations.warnings(rows, today),
        notice=frame.done(links.done()),
    )
    return shell.render("accreditations/index.html", page)
