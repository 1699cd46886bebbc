"""A coordinator asks something else of one trainee: a requirement is waived, another number is asked, cases are set
aside or let count; and withdraws it."""

from typing import Any, NamedTuple
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from logbook import auth, instants, shell, store
from logbook.auth import links
from logbook.forms.inputs import shown
from logbook.models.engine import AnyRow
from logbook.office import cohorts, exceptions, members, pathway, viewing
from logbook.pages import frame
from logbook.permissions import Person
from logbook.problems import Conflict, NotFound
from logbook.shapes.loose import Doc

blueprint = Blueprint("exempting", __name__)
blueprint.before_request(auth.check_token)

OF_RULE = "/cohort/<uuid:programme>/<uuid:trainee>/pathway/<rule>"
KIND = "<any(waive,number,block,count):kind>"
TITLES = {
    "waive": "Waive",
    "number": "Ask another number of",
    "block": "Set cases aside of",
    "count": "Let cases count for",
}


class About(NamedTuple):
    """A requirement of one trainee, and what may be said of it."""

    seen: pathway.Seen
    rule: Doc
    gate: str
    kind: str

    @property
    def home(self) -> str:
        """The page of the requirement."""
        member = self.seen.member
        return f"/cohort/{member.programme_id}/{member.person_id}/pathway/{self.rule['id']}"


@blueprint.get(f"{OF_RULE}/{KIND}")
def ask(programme: UUID, trainee: UUID, rule: str, kind: str) -> str:
    """The form of one exception; of cases, those that it may be about."""
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        about = _about(connection, person, programme, trainee, rule, kind)
    return _page(person, about, exceptions.Asked(data={"on_day": about.seen.clock.today}))


@blueprint.post(f"{OF_RULE}/{KIND}")
def make(programme: UUID, trainee: UUID, rule: str, kind: str) -> ResponseReturnValue:
    """Keep it."""
    person, form = auth.require_role("coordinator"), exceptions.Asked(request.form)
    with store.writing() as connection:
        about = _about(connection, person, programme, trainee, rule, kind)
        offered = {one["id"]: one for one in pathway.eligible(about.seen, rule, kind)}
        if not form.validate(kind, about.rule, offered):
            return _page(person, about, form), 422
        form.items.data = [id for id in form.items.data or [] if id in offered]
        of = exceptions.Of(about.seen.member, about.seen.told.terms.asked, about.gate, about.rule)
        id = exceptions.make(connection, of, kind, form, person, instants.now())
    return links.go_on(about.home, "The exception is kept.", f"/exceptions/{id}/withdrawal?all=yes")


@blueprint.get("/exceptions/<uuid:id>/withdrawal")
def ask_withdrawal(id: UUID) -> str:
    """Asks from which day on an exception holds no more."""
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        row, seen = _found(connection, person, id)
    form = exceptions.Ending(data={"on_day": max(seen.clock.today, row.on_day)})
    return _ending(person, row, seen, form)


@blueprint.post("/exceptions/<uuid:id>/withdrawal")
def withdraw(id: UUID) -> ResponseReturnValue:
    """Withdraw it from a day on; `all=yes`: as if it had never been said, which is what Undo asks for."""
    person = auth.require_role("coordinator")
    with store.writing() as connection:
        row, seen = _found(connection, person, id)
        form = exceptions.Ending(request.form)
        if request.args.get("all") == "yes":
            form = exceptions.Ending(data={"on_day": row.on_day})
        if not form.validate(row.on_day):
            return _ending(person, row, seen, form), 422
        if not exceptions.withdraw(connection, row, form.on_day.data or "", person, instants.now()):
            raise Conflict("It was withdrawn already.")
    return links.go_on(_home(row, seen), "The exception is withdrawn.")


def _about(
    connection: Connection, person: Person, programme: UUID, trainee: UUID, rule: str, kind: str
) -> About:
    seen = _seen(connection, person, str(programme), str(trainee), "arrange training")
    if rule not in seen.rules or kind not in exceptions.kinds(seen.rules[rule][1]):
        raise NotFound
    gate, asked = seen.rules[rule]
    return About(seen, asked, gate, kind)


def _seen(connection: Connection, person: Person, programme: str, trainee: str, action: str) -> pathway.Seen:
    where = {"programme_id": programme, "person_id": trainee, "role": "trainee"}
    member = members.find(connection, person, action, **where)
    if member is None:
        raise NotFound
    tz = cohorts.there(connection, programme)[0].tz
    return pathway.seen(connection, person, member, tz, shell.data()["vocabulary"])


def _found(connection: Connection, person: Person, id: UUID) -> tuple[AnyRow, pathway.Seen]:
    row = exceptions.find(connection, person, str(id))
    if row is None:
        raise NotFound
    # Also of somebody who has left: their record is read as long as it is kept, and so is what was decided.
    return row, _seen(connection, person, row.programme_id, row.person_id, "take out logbook")


def _home(row: AnyRow, seen: pathway.Seen) -> str:
    """The page of the requirement that it is about now; of one without a place, of all of them."""
    there = f"/cohort/{row.programme_id}/{row.person_id}/pathway"
    rule = next((rule for one, rule in seen.exceptions if one.id == row.id), None)
    return f"{there}/{rule}" if rule else there


def _page(person: Person, about: About, form: exceptions.Asked) -> str:
    data, kind, rule = shell.data(), about.kind, about.rule["id"]
    fields = {name: field for name, field in shown(form).items() if name != "items"}
    fields["items"] = {"value": "", "problems": [str(words) for words in form.items.errors]}
    view = viewing.asked(request.args.to_dict(), {})
    path, stands = f"{about.home}/{kind}", pathway.rule_stands(about.seen, rule)
    lines = [
        one
        for one in pathway.eligible(about.seen, rule, kind)
        if viewing.is_named(view.q, one["title"], one["meta"], one["why"])
    ]
    here, turned = viewing.turned(path, view, lines)
    title = f"{TITLES[kind]} {stands['label']}: {about.seen.member.name}"
    own: dict[str, Any] = {
        "name": about.seen.member.name,
        "kind": kind,
        "action": turned["again"],
        "way_back": about.home,
        "rule": stands,
        "lines": here,
        "ticked": list(form.items.data or []),
        "reasons": frame.choices(data["vocabulary"]["exception_reasons"]),
        "fields": fields,
        "problems": frame.problems(fields),
    }
    page = frame.page(person, data, title, "cohort", about.home, csrf=auth.token()) | turned | own
    return shell.render("cohort/exempt.html", page)


def _ending(person: Person, row: AnyRow, seen: pathway.Seen, form: exceptions.Ending) -> str:
    data, fields, home = shell.data(), shown(form), _home(row, seen)
    page = frame.page(
        person,
        data,
        f"Withdraw an exception for {seen.member.name}",
        "cohort",
        home,
        csrf=auth.token(),
        line=pathway.line_of(seen, row.id),
        action=f"/exceptions/{row.id}/withdrawal",
        way_back=home,
        fields=fields,
        problems=frame.problems(fields),
    )
    return shell.render("cohort/unexempt.html", page)
