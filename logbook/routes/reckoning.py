"""A set tried on everybody, however many: asked for by a button, reckoned by a worker, read on a page of its own."""

from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from logbook import auth, instants, shell, store
from logbook.jobs import trials
from logbook.models.engine import AnyRow
from logbook.office import cohorts, members, programmes, transfers, viewing
from logbook.office.requirements import drafts, publishing, trying
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import NotFound
from logbook.record.published import Published

blueprint = Blueprint("reckoning", __name__, url_prefix="/trials")
blueprint.before_request(auth.check_token)

# What a form may say: of which programme or cohort, which version or draft, and of a move its day and its reason.
FIELDS = ("programme", "cohort", "version", "draft", "from_on", "reason")
_OF_MOVE = "version", "from_on", "reason"
# A worker looks every second: whoever waits longer has others before them, or nobody works.
SOON_S = 60


class Tried(NamedTuple):
    """What is tried, how it is called, and the page on which it was asked for."""

    asked: Published
    title: str
    way_on: str


@blueprint.post("")
def want() -> ResponseReturnValue:
    """Have everybody reckoned, and go to the page of it."""
    person = auth.require_role("coordinator")
    fields = {name: value for name in FIELDS if (value := request.form.get(name, "")[:100])}
    with store.reading() as connection:
        programme = _programme(connection, person, fields.get("programme", ""))
        tried = _tried(connection, person, programme, fields)
        cohort = fields.get("cohort", "")
        # Of a move those alone whom this person may move.
        movers = transfers.whom(connection, person, programme.id, cohort)
        people = movers if "from_on" in fields else _people(connection, person, programme, cohort)
    wanted = trials.Wanted(
        programme.id,
        [row.person_id for row in people],
        tried.asked.text,
        tried.title,
        tried.way_on,
        fields,
    )
    id = store.run(lambda connection: trials.want(connection, person.id, wanted, instants.now()))
    return redirect(f"/trials/{id}", code=303)


@blueprint.get("/<uuid:id>")
def show(id: UUID) -> str:
    """How far it is; once it is there, who would be ready, of everybody."""
    person, now = auth.require_role("coordinator"), instants.now()
    with store.reading() as connection:
        found = trials.find(connection, person.id, str(id), now)
        if found is None:
            raise NotFound
        programme = _programme(connection, person, found.wanted.programme)
        there = {row.person_id: row for row in _people(connection, person, programme, "")}
        told = trials.lines(connection, found) if found.row.state == "done" else []
    action, view = f"/trials/{id}", viewing.asked(request.args.to_dict(), {})
    # Who has left meanwhile is not looked at any more.
    every = [one for one in told if one["id"] in there]
    named = [one for one in every if viewing.is_named(view.q, one["name"], there[one["id"]].email)]
    lines, turned = viewing.turned(action, view, named)
    page: dict[str, Any] = frame.page(
        person, shell.data(), trying.TITLE, "programme", found.wanted.way_on, csrf=auth.token()
    )
    page |= turned | _far(found, Clock(now, programme.tz)) | _sums(every)
    page |= {
        "action": action,
        "programme_id": programme.id,
        "of": found.wanted.title,
        "people": len(every) if found.row.state == "done" else len(found.wanted.trainees),
        "lines": lines,
        "fields": found.wanted.fields,
        "way_on": found.wanted.way_on,
    }
    return shell.render("requirements/everybody.html", page)


def _far(found: trials.Found, clock: Clock) -> dict[str, Any]:
    row = found.row
    begun = row.state == "working" and row.total
    return {
        "busy": row.state in ("waiting", "working"),
        "failed": row.state == "failed",
        "said": f", {row.progress} of {row.total}" if begun else "",
        "done": row.progress,
        "total": row.total,
        "late": row.state == "waiting" and row.wanted_at <= instants.plus(clock.now, seconds=-SOON_S),
        "at": clock.local(row.ended_at or row.wanted_at),
    }


def _sums(told: list[Any]) -> dict[str, int]:
    return {
        "ready_now": sum(one["now"]["ready"] for one in told),
        "ready_then": sum(one["then"]["ready"] for one in told),
        "lost": sum(one["now"]["ready"] and not one["then"]["ready"] for one in told),
        "homeless": sum(one["homeless"] for one in told),
    }


def _programme(connection: Connection, person: Person, id: str) -> AnyRow:
    found = next((row for row in programmes.run_by(connection, person) if row.id == id), None)
    if found is None:
        raise NotFound
    return found


def _people(connection: Connection, person: Person, programme: AnyRow, cohort: str) -> list[AnyRow]:
    """Those who train there now, or in one cohort of it."""
    return [
        row
        for row in members.of_programme(connection, person, programme.id)
        if row.role == "trainee" and row.ended_at is None and cohort in ("", row.cohort_id)
    ]


def _tried(connection: Connection, person: Person, programme: AnyRow, fields: dict[str, str]) -> Tried:
    if "draft" in fields:
        row = drafts.find(connection, person, fields["draft"])
        if row is None or row.programme_id != programme.id:
            raise NotFound
        doc = drafts.doc_of(row.text)
        way = f"/requirements/drafts/{row.id}/trial"
        return Tried(publishing.preview(connection, row, doc), f"{doc['title']}, a draft", way)
    versions = transfers.offered(connection, programme.id)
    asked = next((one for one in versions if one.hash == fields.get("version")), None)
    if asked is None:
        raise NotFound
    title = f"{asked.whole['title']}, version {asked.version}"
    if "from_on" in fields:
        return Tried(asked, title, _move(connection, person, programme, fields))
    name = asked.hash if asked.programme else asked.key
    return Tried(asked, title, f"/requirements/{programme.id}/{name}/trial")


def _move(connection: Connection, person: Person, programme: AnyRow, fields: dict[str, str]) -> str:
    """The page of the move that is thought of."""
    home = f"/programme/{programme.id}"
    if "cohort" in fields:
        cohort = cohorts.find(connection, person, fields["cohort"])
        if cohort is None or cohort.programme_id != programme.id:
            raise NotFound
        home = f"/cohorts/{cohort.id}"
    said: dict[str, str] = {name: fields[name] for name in _OF_MOVE if name in fields}
    return f"{home}/enrolment?{urlencode(said)}"
