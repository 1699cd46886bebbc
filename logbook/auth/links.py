"""What the next page says once: what was done, and a link that was made, whose token the table keeps only as a
hash."""

from flask import current_app, redirect, session
from werkzeug.wrappers import Response

_KEY, _RENEWED, _DONE, _UNDO, _PLACE = "link", "renewed", "done", "undo", "place"


def hand_over(page: str, path: str, done: str) -> Response:
    """Go to the page that shows the link `path` leads to and says what was done. Both travel in the signed cookie of
    this browser only."""
    session[_KEY] = [page, current_app.config["ORIGIN"] + path]
    return go_on(page, done)


def handed_over(page: str) -> str | None:
    """The link for this page, the first time it is asked for."""
    kept = session.pop(_KEY, None)
    return str(kept[1]) if kept and kept[0] == page else None


def renew(response: Response, email: str) -> Response:
    """Let the next sign-in page of this browser say that the password is set, with the e-mail filled in."""
    session[_RENEWED] = email
    return response


def renewed() -> str:
    """The e-mail whose password was set just now, the first time it is asked for; "" for none."""
    return str(session.pop(_RENEWED, ""))


def go_on(address: str, done: str, undo: str = "") -> Response:
    """Lead on after something was done: the next page of this browser that asks for it says these words, once, and
    offers to take it back at the address `undo`."""
    session[_DONE], session[_UNDO] = done, undo
    session[_PLACE] = address.partition("#")[2]
    return redirect(address, code=303)


def done() -> str:
    """What was done, the first time it is asked for; "" where nothing was."""
    return str(session.pop(_DONE, ""))


def undo() -> str:
    """Where what was done just now is taken back, the first time it is asked for; "" where it is not."""
    return str(session.pop(_UNDO, ""))


def place() -> str:
    """Where on the page somebody is led, the first time it is asked for; "" for its top. Who fetches a page by script
    never learns the part of an address behind its #."""
    return str(session.pop(_PLACE, ""))
