"""The links of a coordinator's programmes: a list in views, slips to print, a file to make letters of."""

from flask import Blueprint, Response, current_app, request
from werkzeug.wrappers import Response as Answer

from logbook import auth, export, instants, shell, store
from logbook.auth import links, mailing, tokens
from logbook.filters import count
from logbook.office import invited, viewing
from logbook.office.viewing import View
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.traces import trace

blueprint = Blueprint("inviting", __name__, url_prefix=invited.PATH)
blueprint.before_request(auth.check_token)


@blueprint.get("")
def index() -> str:
    """Links that nobody used yet, ran out, were used or revoked, as many as a page holds."""
    person, data = auth.require_role("coordinator"), shell.data()
    view, clock = _view(), Clock(instants.now(), person.tz)
    with store.reading() as connection:
        listed = invited.found(connection, person, view, data["vocabulary"], clock)
    page = frame.page(person, data, "Invitations", "people", "/people", csrf=auth.token()) | listed
    page |= {
        "notice": frame.done(links.done()),
        "undo": links.undo(),
        "renewal": view.address(f"{invited.PATH}/renewal", page=1),
    }
    return shell.render("invited/index.html", page)


@blueprint.get("/slips")
def slips() -> str:
    """A sheet to print and cut: of the view, the links that work and that were made by who looks."""
    person, data = auth.require_role("coordinator"), shell.data()
    view, clock = _view(), Clock(instants.now(), person.tz)
    with store.reading() as connection:
        found = invited.slips(
            connection, person, view, current_app.config["ORIGIN"], data["vocabulary"], clock
        )
    here, turned = viewing.turned(f"{invited.PATH}/slips", view, found)
    trace("links_shown", kind="slips", count=len(here))
    page = (
        frame.page(person, data, "Slips to hand out", "people", view.address(invited.PATH, page=1)) | turned
    )
    page |= {"slips": here, "files": invited.files(view)}
    return shell.render("invited/slips.html", page)


@blueprint.get("/links.csv", defaults={"kind": "csv"})
@blueprint.get("/links.xlsx", defaults={"kind": "xlsx"})
def file(kind: str) -> Response:
    """All of these links as a file."""
    person, data, now = auth.require_role("coordinator"), shell.data(), instants.now()
    clock = Clock(now, person.tz)
    with store.reading() as connection:
        found = invited.slips(
            connection, person, _view(), current_app.config["ORIGIN"], data["vocabulary"], clock
        )
    made = export.attached("Invitations", kind, now[:10], invited.HEADS, invited.table(found))
    response = Response(made.body, content_type=made.content_type)
    response.headers.set("Content-Disposition", "attachment", filename=made.name)
    response.headers["Cache-Control"] = "no-store"
    trace("links_shown", kind=kind, count=len(found))
    return response


@blueprint.post("/renewal")
def renew() -> Answer:
    """New links for all invitations of the view that ran out."""
    person, now = auth.require_role("coordinator"), instants.now()
    with store.writing() as connection:
        over = invited.to_renew(connection, person, _view(), now)
        made = tokens.renew_all(connection, over, person.id, now)
    became = mailing.became_of("Nothing was sent: print the slips.")
    became = mailing.became_of("Nothing was sent: print the slips.")
    done = f"{count(made, 'new link is', 'new links are')} made. {became}"
    return links.go_on(invited.PATH, done if made else "No invitation had run out.")


def _view() -> View:
    return viewing.asked(request.args.to_dict(), invited.SHOWN, invited.ORDERS)
