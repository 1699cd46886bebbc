"""What would be: the server's page alone, because no phone judges anything."""

from flask import Blueprint, request

from logbook import auth, instants, record, shell, store
from logbook.office import what_if
from logbook.pages import frame
from logbook.problems import NotFound

blueprint = Blueprint("supposing", __name__)


@blueprint.get("/pathway/what-if")
def show() -> tuple[str, int]:
    """How the viewer would stand under another version, or on a day to come. Raises NotFound for whoever trains in no
    such programme."""
    person, data = auth.require(), shell.data()
    there = sorted(person.programmes("trainee"))
    programme = request.args.get("programme") or next(iter(there), "")
    if programme not in there:
        raise NotFound
    with store.reading() as connection:
        names = what_if.names(connection, person)
        today = instants.day(instants.now(), names[programme].tz)
        now = record.judged(connection, person.id, programme, today)
        found = what_if.versions(connection, programme, now)
        asked, fields = what_if.supposed(
            found, request.args.get("version", ""), request.args.get("on", ""), today
        )
        then = record.judged(connection, person.id, programme, asked.on, asked.asked)
    problems = frame.problems(fields)
    page = frame.page(
        person,
        data,
        "What if",
        "progress",
        "/pathway",
        programme=names[programme].name,
        id=programme,
        others=[
            {"href": f"/pathway/what-if?programme={id}", "label": f"The same of {names[id].name}"}
            for id in there
            if id != programme
        ],
        versions=what_if.offered(found),
        fields=fields,
        problems=problems,
        now=what_if.side(now, today),
        then=what_if.side(then, asked.on),
        rows=what_if.lines(now, then, data["vocabulary"]),
    )
    return shell.render("account/supposed.html", page), 422 if problems else 200
