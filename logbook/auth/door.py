"""The guard at each door: who is asking (`g.person`), who must sign in first, and the tokens of forms."""

from flask import Flask, current_app, g, request
from flask_wtf.csrf import CSRFProtect, generate_csrf
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from logbook import instants
from logbook.auth import browsers, sessions
from logbook.models import db
from logbook.models.engine import asking, writing
from logbook.permissions import Person
from logbook.problems import NotYours, Problem, SignInFirst

# These answer alike for everybody; looking up a session for each icon would cost more than the icon.
_FOR_EVERYBODY = ("/static/", "/shell/", "/sw.js", "/healthz", "/manifest.webmanifest")

_csrf = CSRFProtect()


def register(app: Flask) -> None:
    """Load the person before each request of this app."""
    _csrf.init_app(app)
    app.before_request(load_person)


def load_person() -> None:
    """Set `g.person` (None where nobody is signed in), `g.login`, the session's id, and `g.is_to_be_told`: whether
    there are links for a new password that its owner has not put away, or anything was decided of them lately."""
    g.person, g.login, g.is_to_be_told = None, None, False
    token = request.cookies.get(current_app.config["LOGIN_COOKIE"])
    if not token or request.path.startswith(_FOR_EVERYBODY):
        return
    now = instants.now()
    with asking(db) as connection:
        found = sessions.find(connection, token, now)
    if found is None:
        return
    g.person, g.login, g.is_to_be_told = found.person, found.id, found.is_to_be_told
    if sessions.is_stale(found.seen_at, now):
        _note_use(found.id, now)


def _note_use(id: str, now: str) -> None:
    """That a session is in use: no page fails because this cannot be written down."""
    try:
        with writing(db) as connection:
            sessions.touch(connection, id, now)
    except (Problem, SQLAlchemyError):
        current_app.logger.warning("that a session is in use was not noted")


def require() -> Person:
    """The person signed in. Raises SignInFirst."""
    if g.person is None:
        raise SignInFirst
    person: Person = g.person
    return person


def require_role(role: str) -> Person:
    """The person signed in, who must hold the role somewhere. Raises SignInFirst, NotYours."""
    person = require()
    if not person.is_a(role):
        raise NotYours
    return person


def token() -> str:
    """The token for a form that Flask alone shows."""
    return str(generate_csrf())


def check_token() -> None:
    """For `before_request` of blueprints whose forms carry a token. Raises CSRFError, answered as FormExpired."""
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        _csrf.protect()


def let_in(response: Response, token: str, account_id: str) -> Response:
    """Put the session's token into the browser's cookie, and let the account know this browser from now on."""
    browsers.remember(response, account_id)
    response.set_cookie(
        current_app.config["LOGIN_COOKIE"],
        token,
        max_age=sessions.ABSOLUTE_DAYS * 86400,
        secure=current_app.config["SECURE"],
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def let_out(response: Response) -> Response:
    """Take the session's token out of the browser's cookie."""
    response.delete_cookie(
        current_app.config["LOGIN_COOKIE"],
        secure=current_app.config["SECURE"],
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response
