"""The links for a new password that were made for one's own account: seen, put away, stopped."""

from uuid import UUID

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from logbook import auth, instants, shell, store
from logbook.auth import recoveries, tokens
from logbook.office.accounts import own_link
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.problems import NotFound

blueprint = Blueprint("own_links", __name__, url_prefix="/me/links")
blueprint.before_request(auth.check_token)


@blueprint.get("")
def index() -> str:
    """Who made links for this account, when, and what became of each."""
    person, now = auth.require(), instants.now()
    clock = Clock(now, person.tz)
    with store.reading() as connection:
        rows = recoveries.of_account(connection, person.id)
        untold = recoveries.untold(connection, person.id)
    page = frame.page(
        person,
        shell.data(),
        "Links for a new password",
        "me",
        "/me",
        csrf=auth.token(),
        links=[own_link(row, recoveries.states(row, now), clock) for row in rows],
        untold=bool(untold),
        signs=person.is_a("supervisor"),
    )
    return shell.render("account/links.html", page)


@blueprint.post("/seen")
def put_away() -> Response:
    """Take the notice of new links from every device of the account; the list of links stays."""
    person = auth.require()
    with store.writing() as connection:
        recoveries.put_away(connection, person.id, instants.now())
    return redirect("/me?fresh=1", code=303)


@blueprint.post("/<uuid:id>/revocation")
def revoke(id: UUID) -> Response:
    """Make a link stop working that somebody made for this account."""
    person, now = auth.require(), instants.now()
    with store.writing() as connection:
        if not any(row.id == str(id) for row in recoveries.of_account(connection, person.id)):
            raise NotFound
        tokens.revoke(connection, str(id), now)
    return redirect("/me/links", code=303)
