"""A link handed over: shown on one page, once, because the table keeps only the hash of its token."""

from flask import current_app, redirect, session
from werkzeug.wrappers import Response

_KEY, _RENEWED = "link", "renewed"


def hand_over(page: str, path: str) -> Response:
    """Go to the page that shows the link `path` leads to. It travels in the signed cookie of this browser only."""
    session[_KEY] = [page, current_app.config["ORIGIN"] + path]
    return redirect(page, code=303)


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
