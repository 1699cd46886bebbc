"""What needs somebody today, where a coordinator begins."""

from flask import Blueprint, request

from logbook import auth, instants, shell, store
from logbook.office import audit, today, viewing
from logbook.pages import frame
from logbook.pages.clock import Clock

blueprint = Blueprint("desk", __name__)


@blueprint.get("/office")
def index() -> str:
    """Of all programmes they run: who is late, what is stuck, whom to confirm, who is silent, who was invited."""
    person, data = auth.require_role("coordinator"), shell.data()
    with store.reading() as connection:
        told, reports = today.told(connection, person, data["vocabulary"], shell.build())
    store.keep_reports(reports)
    return shell.render("desk/index.html", frame.page(person, data, "Today", "office") | told)


@blueprint.get("/office/audit")
def done() -> str:
    """Who did what in their programmes, and when."""
    person, data = auth.require_role("coordinator"), shell.data()
    view = viewing.asked(request.args.to_dict(), audit.SHOWN)
    with store.reading() as connection:
        told = audit.told(connection, person, view, data["vocabulary"], Clock(instants.now(), person.tz))
    return shell.render(
        "desk/audit.html", frame.page(person, data, "Who did what", "office", "/office") | told
    )
