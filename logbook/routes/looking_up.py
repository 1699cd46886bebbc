"""Licences that are due, and a coordinator's check of one: what the register said, in six answers."""

from typing import Any
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from logbook import auth, instants, shell, store
from logbook.auth import links
from logbook.forms.inputs import shown
from logbook.forms.stated import Looked
from logbook.models.engine import AnyRow
from logbook.office import looking, lookups, renewing, viewing
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import Conflict, NotFound
from logbook.shapes.served.asked import Input

blueprint = Blueprint("looking_up", __name__, url_prefix="/licences")
blueprint.before_request(auth.check_token)


@blueprint.get("")
def index() -> str:
    """What is due, by its end or by its oldest check, as many as a page holds."""
    person, data = auth.require_role("coordinator"), shell.data()
    clock = Clock(instants.now(), person.tz)
    view = viewing.asked(request.args.to_dict(), renewing.SHOWN, renewing.ORDERS)
    with store.reading() as connection:
        listed = renewing.listed(connection, person, view, data["vocabulary"], clock)
    page = frame.page(person, data, "Licences", "office", "/office", csrf=auth.token()) | listed
    page |= {"notice": frame.done(links.done()), "undo": links.undo()}
    return shell.render("licences/index.html", page)


@blueprint.get("/<uuid:id>/<uuid:licence>")
def ask(id: UUID, licence: UUID) -> str:
    """What is known of a licence, and the questions."""
    person, member, held = _found(str(id), str(licence))
    return _page(person, member, held, {})


@blueprint.post("/<uuid:id>/<uuid:licence>/checks")
def keep(id: UUID, licence: UUID) -> ResponseReturnValue:
    """Keep a check; the same one sent again is one."""
    person, member, held = _found(str(id), str(licence))
    now, form = instants.now(), Looked(request.form)
    if not form.validate(Clock(now, member.tz).today) or not (act := _uuid(form.act.data)):
        return _page(person, member, held, shown(form)), 422
    days = {name: form[name].data or None for name in ("from_on", "to_on")}
    found = lookups.Found(
        form.status.data or "active", form.words.data or "", form.conditions.data or "", **days
    )
    with store.writing() as connection:
        lookups.record(
            connection,
            held,
            looking.where(member, person),
            act,
            now,
            found=found,
            answers=form.answers(),
            checked_on=form.checked_on.data,
            how=form.how.data,
            name=form["name"].data or "",
            next_on=form.next_on.data or None,
        )
    return links.go_on(
        "/licences", f"The check of {member.name} is kept.", f"/licences/{id}/{licence}/checks/{act}"
    )


@blueprint.post("/<uuid:id>/<uuid:licence>/checks/<uuid:act>")
def take_back(id: UUID, licence: UUID, act: UUID) -> ResponseReturnValue:
    """Take a check back; it stays to be read, struck out."""
    person, member, held = _found(str(id), str(licence))
    with store.writing() as connection:
        done = lookups.take_back(connection, str(act), held, looking.where(member, person), instants.now())
    if done is None:
        raise NotFound
    if not done:
        raise Conflict("This check was taken back already.")
    return links.go_on(f"/licences/{id}/{licence}", "The check is taken back.")


def _uuid(text: str | None) -> str:
    try:
        return str(UUID(text or ""))
    except ValueError:
        return ""


def _found(id: str, licence: str) -> tuple[Person, AnyRow, AnyRow]:
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        found = looking.find(connection, person, id, licence)
    if found is None:
        raise NotFound
    return person, *found


def _page(person: Person, member: AnyRow, held: AnyRow, typed: dict[str, Input]) -> str:
    data, clock = shell.data(), Clock(instants.now(), member.tz)
    words = data["vocabulary"]
    with store.reading() as connection:
        told: dict[str, Any] = {**looking.told(connection, member, held, words, clock)}
    # A last day that is known is there to be compared, and to be put right.
    known = {"checked_on": clock.today, "how": "online", "to_on": told["ends_on"] or ""}
    usual = shown(Looked(data=known))
    fields = usual | typed
    # What was sent keeps its id: it is the same check.
    told["act"] = _uuid(fields["act"]["value"]) or told["act"]
    page = frame.page(
        person,
        data,
        f"Licence of {member.name}",
        "office",
        "/licences",
        csrf=auth.token(),
        fields=fields,
        problems=frame.problems(fields),
        statuses=frame.choices(words["licence_statuses"]),
        looks=frame.choices(words["licence_looks"]),
        questions=frame.choices(words["licence_questions"]),
        replies=frame.choices(words["licence_answers"]),
        notice=frame.done(links.done()),
        undo=links.undo(),
    )
    return shell.render("licences/check.html", page | told)
