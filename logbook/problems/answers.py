"""How a problem is answered: one shape, as JSON for code and as a page for people."""

from collections.abc import Callable
from urllib.parse import quote

from flask import Flask, Response, current_app, g, jsonify, redirect, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from logbook.problems import (
    REFUSED,
    BadRequest,
    Busy,
    ForeignOrigin,
    FormExpired,
    NotFound,
    NotWritable,
    NotYours,
    Problem,
    SignInFirst,
    TooLarge,
    TooManyTries,
    WrongAccount,
    WrongMethod,
    WrongType,
)
from logbook.traces import trace

# What Flask and Werkzeug raise by themselves, in our words.
_BY_STATUS: dict[int, type[Problem]] = {
    400: BadRequest,
    404: NotFound,
    405: WrongMethod,
    413: TooLarge,
    415: WrongType,
    429: TooManyTries,
    503: Busy,
}


def register(app: Flask, page: Callable[[Problem], str]) -> None:
    """Answer every problem of this app in one shape; `page` gives the HTML of one."""

    def answer(problem: Problem) -> AnyResponse:
        _trace(problem)
        if isinstance(problem, NotWritable):
            _log(problem.__cause__ or problem)
        if isinstance(problem, SignInFirst) and not wants_json():
            return redirect(_sign_in_address(), code=303)
        response = jsonify(problem.as_dict()) if wants_json() else Response(_drawn(problem, page))
        response.status_code, response.headers["Cache-Control"] = problem.status, "no-store"
        if problem.status in (429, 503):
            response.headers["Retry-After"] = str(problem.more.get("retry_after_s", 60))
        return response

    def crowded(_error: NoConnectionFree) -> AnyResponse:
        # All connections of this process were in use for too long: a crowd, no fault of what was sent.
        return answer(Busy())

    def translate(error: HTTPException) -> AnyResponse:
        if error.code is not None and error.code < 400:
            return error.get_response()  # a redirect Werkzeug makes itself
        kind = FormExpired if isinstance(error, CSRFError) else _BY_STATUS.get(error.code or 500, Problem)
        return answer(kind())

    def unreachable(error: OperationalError) -> AnyResponse:
        # The database is away or locked: whoever asks again in a minute is served, and a phone does so by itself.
        _log(error)
        return answer(Busy())

    app.before_request(refuse)
    app.register_error_handler(Problem, answer)
    app.register_error_handler(OperationalError, unreachable)
    app.register_error_handler(NoConnectionFree, crowded)
    app.register_error_handler(HTTPException, translate)


def _drawn(problem: Problem, page: Callable[[Problem], str]) -> str:
    """The form that the problem is about, else the page of a problem."""
    try:
        return problem.again() if problem.again else page(problem)
    except Exception:
        # The form is drawn from the database, which may be the problem.
        current_app.logger.exception("a form could not be drawn again")
        return page(problem)


def _log(error: BaseException) -> None:
    """The driver's first line alone: what follows tells of the query."""
    said = str(getattr(error, "orig", None) or error) or repr(error)
    current_app.logger.error("database: %s", said.splitlines()[0])


def _trace(problem: Problem) -> None:
    """Who is signed in and asks for what they may not see or do; and whatever comes from a foreign page."""
    # An address that nothing answers to is a slip of the keyboard.
    known = getattr(g, "person", None) is not None and request.url_rule is not None
    if isinstance(problem, ForeignOrigin) or (
        known and isinstance(problem, NotYours | NotFound | WrongAccount)
    ):
        trace("refused", code=problem.code)


def refuse() -> None:
    """Raises the problem for which the front has refused this request already: the words are ours."""
    if REFUSED in request.environ:
        raise request.environ[REFUSED]


def wants_json() -> bool:
    """Whether this request came from code rather than from a person's browser."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return request.path == "/sync" or request.is_json or best == "application/json"


def _sign_in_address() -> str:
    # Only a page can be returned to. Most forms have theirs at the same address, and a phone keeps what was typed.
    is_page = current_app.url_map.bind("").test(request.path, "GET")
    way = request.full_path.rstrip("?") if request.method == "GET" else request.path
    return f"/sign-in?next={quote(way)}" if is_page and way != "/" else "/sign-in"
