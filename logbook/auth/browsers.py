"""Browsers that an account has signed in with before: a signed cookie says so, and says it of nobody else.

It opens nothing. It only keeps the tries of this browser apart from those of strangers (`auth.attempts`).
"""

import hashlib
import secrets

from flask import current_app, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response

DAYS = 400  # the longest that browsers keep a cookie
MOST_ACCOUNTS = 8  # of a phone that several people share


def known(account_id: str) -> str | None:
    """The name of this browser, where this account has signed in with it; None where it has not."""
    browser, accounts = _read()
    return browser if browser and _mark(account_id, browser) in accounts else None


def remember(response: Response, account_id: str) -> Response:
    """Let this browser be known to the account from now on."""
    browser, accounts = _read()
    browser = browser or secrets.token_hex(16)
    mark = _mark(account_id, browser)
    kept = [mark, *(one for one in accounts if one != mark)][:MOST_ACCOUNTS]
    response.set_cookie(
        current_app.config["KNOWN_COOKIE"],
        str(_signer().dumps({"browser": browser, "accounts": kept})),
        max_age=DAYS * 86400,
        secure=current_app.config["SECURE"],
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def _read() -> tuple[str, list[str]]:
    try:
        found = _signer().loads(request.cookies.get(current_app.config["KNOWN_COOKIE"], ""))
        return str(found["browser"]), [str(one) for one in found["accounts"]]
    except (BadData, KeyError, TypeError):
        return "", []


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="known browser")


def _mark(account_id: str, browser: str) -> str:
    # Who reads the cookie learns of no account.
    return hashlib.sha256(f"{account_id} {browser}".encode()).hexdigest()[:32]
