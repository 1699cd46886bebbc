"""A supervisor's page at the desk."""

from uuid import UUID, uuid4

from flask import Blueprint, current_app

from logbook import auth, instants, shell, store
from logbook.auth import links, mailing
from logbook.office import nudges, supervisor
from logbook.pages import frame
from logbook.problems import NotFound

blueprint = Blueprint("supervising", __name__)


@blueprint.get("/people/supervisors/<uuid:id>")
def show(id: UUID) -> str:
    """What waits for them since when, how soon and how they answer, whom they train, and what may be done about it."""
    person, data = auth.require_role("coordinator"), shell.data()
    with store.reading() as connection:
        posts = supervisor.find(connection, person, str(id))
        if not posts:
            raise NotFound
        told = supervisor.told(connection, person, posts, data["vocabulary"], instants.now(), person.tz)
        reminded = nudges.newest(connection, person.id, posts[0].person_id)
    page = frame.page(person, data, posts[0].name, "people", "/people") | told
    page |= {
        "id": posts[0].person_id,
        "name": posts[0].name,
        "email": posts[0].email,
        "mine": posts[0].person_id == person.id,
        "address": f"{current_app.config['ORIGIN']}/signoffs",
        "csrf": auth.token(),
        "nudge": str(uuid4()),
        "reminded": reminded or None,
        "by_mail": mailing.is_on(),
        "undo": links.undo(),
        "notice": frame.done(links.done()),
    }
    return shell.render("people/supervisor.html", page)
