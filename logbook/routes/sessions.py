"""Coming in and going out: signing in, arriving, signing out."""

import re
from urllib.parse import quote

from flask import Blueprint, current_app, g, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from logbook import auth, instants, shell, store
from logbook.auth import links, sessions
from logbook.auth.accounts import by_id
from logbook.auth.proof import account_of
from logbook.demo import people as demo
from logbook.forms import accounts
from logbook.models.engine import AnyRow
from logbook.office import devices
from logbook.office.accounts import shut
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.shapes.served.devices import Emptied
from logbook.shapes.served.sessions import DemoPerson, Offer
from logbook.traces import trace

blueprint = Blueprint("sessions", __name__)

WRONG = "E-mail or password is not right. Check both and try again."
# An address of this site, and nothing that a browser could take for another one.
_OWN_ADDRESS = re.compile(r"/(?![/\\])[A-Za-z0-9/_.~?=&%-]*")


@blueprint.get("/sign-in")
def new() -> Response | str:
    """The form to sign in; in the demo with everybody's name on a button."""
    if g.person:
        return redirect("/arrive", code=303)
    renewed = links.renewed()
    return _form(accounts.SignIn(data={"email": renewed}), done=bool(renewed))


@blueprint.post("/sign-in")
def create() -> ResponseReturnValue:
    """Begin a session. The one the browser had before ends: a stolen cookie never outlives a sign-in."""
    auth.check_token()
    form = accounts.SignIn(request.form)
    now, found = instants.now(), account_of(form.email.data or "", form.password.data or "")
    if found is None:
        return _form(form, WRONG), 422
    with store.writing() as connection:
        # Read again under the lock: a coordinator may have locked it while the password was looked at.
        found = by_id(connection, found.id) or found
        if found.locked_at is None:
            if g.login:
                sessions.end(connection, now, id=g.login)
            token = sessions.begin(connection, found.id, request.user_agent.string, now)
    if found.locked_at is not None:
        return _form(form, _shut(found)), 422
    return auth.let_in(redirect(_with_next("/arrive"), code=303), token, found.id)


def _shut(account: AnyRow) -> str:
    """Why nobody signs in to an account, told to whom knows its password."""
    with store.reading() as connection:
        by, owner = by_id(connection, account.locked_by), sessions.person(connection, account.id)
    return shut(account, by.name if by else "", Clock(instants.now(), owner.tz if owner else "UTC"))


@blueprint.get("/sign-out")
def leave() -> str:
    """Asks first: for browsers where the page's own script did not."""
    page = frame.page(auth.require(), shell.data(), "Sign out", back="/me")
    return shell.render("sessions/sign_out.html", page)


@blueprint.post("/sign-out")
def destroy() -> ResponseReturnValue:
    """End this session. Also posted from a phone's page, so there is no token; the Origin is checked for all."""
    if g.login:
        with store.writing() as connection:
            sessions.end(connection, instants.now(), id=g.login)
            trace("sign_out")
    return auth.let_out(redirect("/arrive", code=303))


@blueprint.get("/arrive")
def arrive() -> str:
    """Tells the worker whose database to serve, before anything else is shown."""
    person = g.person
    page = frame.page(
        None,
        shell.data(),
        f"Welcome, {person.name}" if person else "You are signed out",
        account=person.id if person else "",
        name=person.name if person else "",
        next=_next() or "/" if person else "/sign-in",
        emptied=_emptied(person) if person else None,
    )
    return shell.render("sessions/arrive.html", page)


def _emptied(person: Person) -> Emptied | None:
    """What is known of this browser from its life before, should it turn out to be empty."""
    with store.reading() as connection:
        row = devices.synced_under(connection, person.id, g.login)
    return devices.emptied(row, Clock(instants.now(), person.tz)) if row else None


def _form(form: accounts.SignIn, problem: str = "", *, done: bool = False) -> str:
    page = frame.page(
        None,
        shell.data(),
        "Sign in",
        csrf=auth.token(),
        action=_with_next("/sign-in"),
        email=form.email.data or "",
        problem=problem,
        done=done,
        demo=_demo() if current_app.config["DEMO"] else None,
    )
    return shell.render("sessions/sign_in.html", page)


def _demo() -> Offer:
    people: list[DemoPerson] = [
        {"name": who.name, "email": who.email, "role": who.says}
        for who in (*demo.PEOPLE, *demo.ADMINISTRATORS)
    ]
    return {"password": demo.PASSWORD, "people": people}


def _with_next(path: str) -> str:
    return f"{path}?next={quote(_next())}" if _next() else path


def _next() -> str:
    asked = request.args.get("next", "")
    return asked if _OWN_ADDRESS.fullmatch(asked) else ""
