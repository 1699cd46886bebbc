"""The devices somebody works on: where one is signed in, ending a session from afar, and how each device is doing."""

from uuid import UUID

from flask import Blueprint, g, redirect
from flask.typing import ResponseReturnValue

from logbook import auth, instants, shell, store
from logbook.auth import sessions
from logbook.office import devices, members
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.problems import NotFound
from logbook.traces import trace

blueprint = Blueprint("devices", __name__)
blueprint.before_request(auth.check_token)


@blueprint.get("/me/devices")
def index() -> str:
    """Every living session of one's own, what its device last told, and devices where work was left behind."""
    person, now = auth.require(), instants.now()
    clock = Clock(now, person.tz)
    with store.reading() as connection:
        rows = sessions.of_person(connection, person.id, now)
        told = devices.of_person(connection, person.id)
    lines = devices.lines(told, clock, shell.build())
    living = {row.id for row in rows}
    page = frame.page(
        person,
        shell.data(),
        "Signed in on",
        "me",
        "/me",
        csrf=auth.token(),
        devices=[{**devices.session(row, g.login, clock), **devices.under(lines, row.id)} for row in rows],
        left=[line for line in lines if line["pending"] and line["login"] not in living],
        idle=sessions.IDLE_DAYS,
    )
    return shell.render("sessions/devices.html", page)


@blueprint.post("/me/devices/<id>/ending")
def end(id: str) -> ResponseReturnValue:
    """End one session; only one's own can be found. Ending this one is signing out."""
    person = auth.require()
    with store.writing() as connection:
        if not sessions.end(connection, instants.now(), id=id, person_id=person.id):
            raise NotFound
        trace("sessions_ended", about=person.id, count=1)
    return redirect("/arrive" if id == g.login else "/me/devices", code=303)


@blueprint.get("/people/<uuid:id>/devices")
def of_member(id: UUID) -> str:
    """How the devices of somebody in a coordinator's programme are doing."""
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        found = members.find(connection, person, "see devices", person_id=str(id))
        if found is None:
            raise NotFound
        rows = devices.of_members(connection, person, person_id=found.person_id)
    page = frame.page(
        person,
        shell.data(),
        f"Devices of {found.name}",
        "people",
        "/people",
        id=found.person_id,
        name=found.name,
        mine=found.person_id == person.id,
        devices=devices.lines(rows, Clock(instants.now(), person.tz), shell.build()),
    )
    return shell.render("people/devices.html", page)
