"""Where a person begins, how far they are, what they have to do, and who they are."""

from contextlib import suppress

from flask import Blueprint
from flask.typing import ResponseReturnValue

from logbook import auth, door, pages, shell, store
from logbook.auth import accounts
from logbook.office import trainee
from logbook.pages import frame
from logbook.pages.registered import template_of
from logbook.problems import Busy, NotWritable

blueprint = Blueprint("progress", __name__)


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """Lead to the first place of the viewer's role."""
    person = auth.require()
    with store.reading() as connection:
        roles = store.records(connection, person.id, "membership")
    return door.answer(None, pages.home(roles, person.id, person.administers))


@blueprint.get("/progress")
def show() -> str:
    """Progress: what is signed, what waits, what is missing, programme by programme."""
    return door.draw(door.here(), pages.progress)


@blueprint.get("/pathway")
def pathway() -> str:
    """The gates of each programme's set, how far each is, and one next thing."""
    return door.draw(door.here(), pages.pathway)


@blueprint.get("/pathway/<rule>")
def requirement(rule: str) -> str:
    """One rule: what counts, what does not and why. Raises NotFound."""
    return door.draw(door.here(), pages.requirement, id=rule)


@blueprint.get("/todo")
def todo() -> str:
    """To do: the cases that wait for something of the viewer's."""
    return door.draw(door.here(), pages.todo)


@blueprint.get("/notices")
def notices() -> str:
    """What happened since they last looked; now they have. That cannot be noted where the database keeps nothing."""
    visit = door.here()
    made = door.made(visit, pages.notices)
    if made["looked"] > visit.person.looked_at:
        with suppress(Busy, NotWritable), store.writing() as connection:
            accounts.look(connection, visit.person.id, made["looked"])
    return shell.render(template_of(pages.notices), made)


@blueprint.get("/trainees")
def trainees() -> str:
    """The trainees whose cases the viewer signs, with how many wait."""
    return door.draw(door.here(), pages.trainees)


@blueprint.get("/me/deadline")
def deadline() -> str:
    """By when a trainee is to be done, and what was arranged with them. The server's page alone: an open pause moves
    the day each day, and no document of the feed says any of it."""
    person, data = auth.require(), shell.data()
    with store.reading() as connection:
        sections, told = trainee.own(connection, person, data["vocabulary"])
    store.keep_reports(told)
    page = frame.page(person, data, "Your deadline", "progress", "/progress", sections=sections)
    return shell.render("account/deadline.html", page)


@blueprint.get("/me")
def me() -> str:
    """The viewer's account, phone and what waits on it."""
    return door.draw(door.here(), pages.me)
