"""What a coordinator arranges with a trainee: a pause, an extension, a cohort; each with its Undo."""

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection
from wtforms import Form

from logbook import auth, instants, shell, store
from logbook.auth import links
from logbook.forms.inputs import shown
from logbook.models.engine import AnyRow
from logbook.office import arrangements, cohorts, members
from logbook.office import trainee as trainees
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import Conflict, NotFound
from logbook.record.arranged import standing
from logbook.shapes.words import Vocabulary

blueprint = Blueprint("arranging", __name__)
blueprint.before_request(auth.check_token)

OF_TRAINEE = "/cohort/<uuid:programme>/<uuid:trainee>"


class Asked(NamedTuple):
    """One of the forms: its heading, its fields, and how its answers are written; gives the act and what was done."""

    title: str
    form: type[Form]
    write: Callable[[Connection, AnyRow, Form, str, str], tuple[str | None, str]]


def _pause(connection: Connection, member: AnyRow, form: Form, by: str, now: str) -> tuple[str, str]:
    given = {name: form[name].data or None for name in ("from_on", "until_on", "reason")}
    told = given | {"note": form["note"].data or ""}
    return arrangements.arrange(connection, member, "pause", by, now, **told), f"{member.name} pauses."


def _extend(connection: Connection, member: AnyRow, form: Form, by: str, now: str) -> tuple[str, str]:
    given = {"amount": int(form["amount"].data), "unit": form["unit"].data, "reason": form["reason"].data}
    told = given | {"cohort_id": member.cohort_id, "note": form["note"].data or ""}
    return arrangements.arrange(
        connection, member, "extension", by, now, **told
    ), f"{member.name} has longer."


def _move(connection: Connection, member: AnyRow, form: Form, by: str, now: str) -> tuple[str | None, str]:
    cohort, note = form["cohort"].data or None, form["note"].data or ""
    act = arrangements.move(connection, [member], cohort, by, now, note)
    return act, f"{member.name} is moved." if act else f"{member.name} was there already."


FORMS = {
    "pause": Asked("Pause", arrangements.Leave, _pause),
    "extension": Asked("Extend the deadline of", arrangements.More, _extend),
    "move": Asked("Move", arrangements.Move, _move),
}


@blueprint.get(f"{OF_TRAINEE}/<any(pause,extension,move):kind>")
def ask(programme: UUID, trainee: UUID, kind: str) -> str:
    """One of the forms."""
    person, found = _found(str(programme), str(trainee))
    form = FORMS[kind].form(data={"cohort": found.cohort_id or "", "unit": "weeks"})
    return _page(person, found, kind, form)


@blueprint.post(f"{OF_TRAINEE}/<any(pause,extension,move):kind>")
def arrange(programme: UUID, trainee: UUID, kind: str) -> ResponseReturnValue:
    """Keep what was arranged."""
    person, found = _found(str(programme), str(trainee))
    form = FORMS[kind].form(request.form)
    if not (form.validate() and _fits(person, found, kind, form)):
        return _page(person, found, kind, form), 422
    with store.writing() as connection:
        act, done = FORMS[kind].write(connection, found, form, person.id, instants.now())
    return links.go_on(_home(found), done, f"/arrangements/{act}/withdrawal" if act else "")


@blueprint.get(f"{OF_TRAINEE}/pauses/<uuid:act>")
def ask_return(programme: UUID, trainee: UUID, act: UUID) -> str:
    """Asks for the first day after a pause that has no end yet."""
    person, found = _found(str(programme), str(trainee))
    _open_pause(person, found, str(act))
    today = Clock(instants.now(), person.tz).today
    return _page(person, found, "return", arrangements.Return(data={"from_on": today}), str(act))


@blueprint.post(f"{OF_TRAINEE}/pauses/<uuid:act>")
def end_pause(programme: UUID, trainee: UUID, act: UUID) -> ResponseReturnValue:
    """End a pause: they are back from a day on."""
    person, found = _found(str(programme), str(trainee))
    pause, form = _open_pause(person, found, str(act)), arrangements.Return(request.form)
    good = form.validate()
    if good and form["from_on"].data < pause.from_on:
        form["from_on"].errors, good = ["The pause had not begun. Take it back instead"], False
    if not good:
        return _page(person, found, "return", form, str(act)), 422
    told = {"of": pause.act, "from_on": form["from_on"].data}
    with store.writing() as connection:
        made = arrangements.arrange(connection, found, "return", person.id, instants.now(), **told)
    return links.go_on(_home(found), f"{found.name} is back.", f"/arrangements/{made}/withdrawal")


@blueprint.post("/arrangements/<uuid:act>/withdrawal")
def withdraw(act: UUID) -> ResponseReturnValue:
    """Take an act back, whichever it was and however many it concerned."""
    person = auth.require_role("coordinator")
    with store.writing() as connection:
        rows = arrangements.find(connection, person, str(act))
        if not rows:
            raise NotFound
        if not arrangements.withdraw(connection, rows, person.id, instants.now()):
            raise Conflict("It was taken back already.")
    first = rows[0]
    # Undo of who were put in leads back to the cohort, also where it was one; of several none is the first.
    in_cohort = first.cohort_id and (len(rows) > 1 or request.args.get("back") == "cohort")
    home = f"/cohorts/{first.cohort_id}" if in_cohort else f"/cohort/{first.programme_id}/{first.person_id}"
    return links.go_on(home, "It is taken back.")


def _found(programme: str, trainee: str) -> tuple[Person, AnyRow]:
    person = auth.require_role("coordinator")
    where = {"programme_id": programme, "person_id": trainee}
    with store.reading() as connection:
        found = members.find(connection, person, "arrange training", **where)
    if found is None:
        raise NotFound
    return person, found


def _open_pause(person: Person, found: AnyRow, act: str) -> AnyRow:
    with store.reading() as connection:
        rows = arrangements.of_person(connection, found.programme_id, found.person_id)
    stand = standing(rows)
    ended = {row.of for row in stand if row.kind == "return"}
    for row in stand:
        if row.act == act and row.kind == "pause" and row.until_on is None and act not in ended:
            return row
    raise NotFound


def _fits(person: Person, found: AnyRow, kind: str, form: Form) -> bool:
    """Whether it can be arranged as things stand; said in the form where not."""
    if kind == "extension" and not _cohort(person, found):
        form["amount"].errors = ["There is no deadline to extend. Move them into a cohort that has one"]
    if kind == "move" and form["cohort"].data:
        with store.reading() as connection:
            there = cohorts.of_programmes(connection, person, [found.programme_id])
        if form["cohort"].data not in {one["code"] for one in cohorts.offered(there)}:
            form["cohort"].errors = ["Choose a cohort of this programme"]
    return not form.errors


def _cohort(person: Person, found: AnyRow) -> AnyRow | None:
    """The cohort whose deadline is theirs."""
    with store.reading() as connection:
        cohort = cohorts.find(connection, person, found.cohort_id) if found.cohort_id else None
    return cohort if cohort is not None and cohort.due_on else None


def _home(found: AnyRow) -> str:
    return f"/cohort/{found.programme_id}/{found.person_id}"


def _page(person: Person, found: AnyRow, kind: str, form: Form, act: str = "") -> str:
    data, fields = shell.data(), shown(form)
    words: Vocabulary = data["vocabulary"]
    with store.reading() as connection:
        there = cohorts.of_programmes(connection, person, [found.programme_id])
        stand = trainees.pace_of(connection, person, found)
    title = f"End the pause of {found.name}" if act else f"{FORMS[kind].title} {found.name}"
    own: dict[str, Any] = {
        "kind": kind,
        "action": f"{_home(found)}/pauses/{act}" if act else f"{_home(found)}/{kind}",
        "way_back": _home(found),
        "pace": stand,
        "cohorts": cohorts.offered(there),
        "spans": frame.choices(words["spans"]),
        "reasons": frame.choices(words["arranged_for"]),
        "fields": fields,
        "problems": frame.problems(fields),
    }
    page = frame.page(person, data, title, "cohort", _home(found), csrf=auth.token()) | own
    return shell.render("cohort/arrange.html", page)
