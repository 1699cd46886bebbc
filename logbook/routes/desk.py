"""What needs somebody today, where a coordinator begins."""

from flask import Blueprint

from logbook import auth, shell, store
from logbook.office import today
from logbook.pages import frame

blueprint = Blueprint("desk", __name__)


@blueprint.get("/office")
def index() -> str:
    """Of all programmes they run: who is late, what is stuck, whom to confirm, who is silent, who was invited."""
    person, data = auth.require_role("coordinator"), shell.data()
    with store.reading() as connection:
        told, reports = today.told(connection, person, data["vocabulary"], shell.build())
    store.keep_reports(reports)
    return shell.render("desk/index.html", frame.page(person, data, "Today", "office") | told)
