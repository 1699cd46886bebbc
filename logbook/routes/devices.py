"""The devices one is signed in on, and ending one from afar."""

from typing import Any

from flask import Blueprint, g, redirect

from logbook import auth, instants, shell, store
from logbook.auth import sessions
from logbook.pages import desk
from logbook.pages.clock import Clock
from logbook.problems import NotFound

blueprint = Blueprint("devices", __name__)
blueprint.before_request(auth.check_token)


@blueprint.get("/me/devices")
def index() -> str:
    """Every living session of one's own."""
    person, now = auth.require(), instants.now()
    with store.reading() as connection:
        rows = sessions.of_person(connection, person.id, now)
    devices = [desk.device(row, g.login, Clock(now, person.tz)) for row in rows]
    page = desk.page(
        person,
        shell.data(),
        "Signed in on",
        "me",
        "/me",
        csrf=auth.token(),
        devices=devices,
        idle=sessions.IDLE_DAYS,
    )
    return shell.render("sessions/devices.html", page)


@blueprint.post("/me/devices/<id>/ending")
def end(id: str) -> Any:
    """End one session; only one's own can be found. Ending this one is signing out."""
    person = auth.require()
    with store.writing() as connection:
        if not sessions.end(connection, instants.now(), id=id, person_id=person.id):
            raise NotFound
    return redirect("/arrive" if id == g.login else "/me/devices", code=303)
