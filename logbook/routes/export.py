"""A logbook leaves: the form that asks from when to when, the page of a file that is being made, and the file."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response as AnyResponse

from logbook import auth, export, instants, shell, store
from logbook.jobs import exports
from logbook.office import viewing
from logbook.pages import exports as saying
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import (
    BadRequest,
    ExportUnderWay,
    NotFound,
    NotPrinted,
    NotWritable,
    Problem,
    TooManyExports,
)
from logbook.shapes.served.asked import Input
from logbook.shapes.served.exports import Book, Made, Others
from logbook.traces import trace

blueprint = Blueprint("export", __name__, url_prefix="/export")
blueprint.before_request(auth.check_token)

Days = dict[str, Input]  # "from" and "to"


@blueprint.get("")
def index() -> str:
    """The form, and what was made within a day; for somebody who may take out several logbooks, first their list."""
    person = auth.require()
    books = _logbooks(person)
    book = _asked(books, request.args)
    return _form(person, books, book, _days(book, request.args) if book else {})


@blueprint.post("")
def want() -> Any:
    """Have one file of one logbook made, and go to its page."""
    person, now = auth.require(), instants.now()
    books = _logbooks(person)
    book, kind = _asked(books, request.form), request.form.get("file", "")
    if book is None or kind not in export.TYPES:
        raise BadRequest
    days = _days(book, request.form)
    if any(day["problems"] for day in days.values()):
        return _form(person, books, book, days), 422
    first, last = days["from"]["value"], days["to"]["value"]
    wanted = exports.Wanted(book.person_id, book.programme_id, first, last, kind)
    try:
        id = store.run(lambda connection: exports.want(connection, person.id, wanted, now))
    except NotWritable:
        return _lead_to(f"/export/logbook.{kind}?{urlencode(_asked_for(wanted))}")
    except TooManyExports as problem:
        problem.again = partial(_form, person, books, book, days, problem)
        raise
    return redirect(f"/export/{id}", code=303)


@blueprint.get("/<uuid:id>")
def show(id: Any) -> str:
    """How far a file is; where it is ready, the way to it, where it failed, why."""
    person = auth.require()
    with store.reading() as connection:
        found, book = _found(connection, person, str(id))
    page = frame.page(
        person,
        shell.data(),
        "Export",
        _here(person, book),
        f"/export?trainee={book.person_id}&programme={book.programme_id}",
        csrf=auth.token(),
        made=saying.made(found.row, found.wanted, book, Clock(instants.now(), person.tz)),
    )
    return shell.render("export/show.html", page)


@blueprint.get("/<uuid:id>/file")
def file(id: Any) -> AnyResponse:
    """The file that was made, for who wanted it, where they may see the logbook still."""
    person = auth.require()
    with store.reading() as connection:
        found, book = _found(connection, person, str(id))
        if found.row.state != "done":
            return redirect(f"/export/{id}", code=303)
        made = exports.content(connection, found)
    response = _download(person, book, found.wanted, made)
    response.content_length = found.row.size
    return response


@blueprint.get("/logbook.pdf", defaults={"kind": "pdf"})
@blueprint.get("/logbook.csv", defaults={"kind": "csv"})
@blueprint.get("/logbook.xlsx", defaults={"kind": "xlsx"})
@blueprint.get("/logbook.json", defaults={"kind": "json"})
def at_once(kind: str) -> Any:
    """Where a file is fetched while the database keeps nothing: no wish can be kept then, and reading goes on.

    Else to the form, with the days that were asked for: here files were fetched before a worker made them.
    """
    person = auth.require()
    books = _logbooks(person)
    book = _asked(books, request.args)
    if book is None or store.health().writable:
        asked = urlencode({name: value for name, value in request.args.items() if value})
        return redirect(f"/export?{asked}" if asked else "/export", code=303)
    days = _days(book, request.args)
    if any(day["problems"] for day in days.values()):
        return _form(person, books, book, days), 422
    wanted = exports.Wanted(
        book.person_id, book.programme_id, days["from"]["value"], days["to"]["value"], kind
    )
    try:
        with export.turn(person.id), store.reading() as connection:
            bundle = export.collect(connection, *wanted[:4], instants.now())
            return _download(person, book, wanted, list(export.made(kind, bundle)))
    except (ExportUnderWay, NotPrinted) as problem:
        # Its days stay chosen, its buttons try again.
        problem.again = partial(_form, person, books, book, days, problem)
        raise


def _lead_to(file: str) -> AnyResponse:
    """To a file: a script that draws pages must not draw it, and lets the browser go there by itself."""
    if "HX-Request" not in request.headers:
        return redirect(file, code=303)
    return Response(status=204, headers={"HX-Redirect": file})


def _asked_for(wanted: exports.Wanted) -> dict[str, str]:
    named = {"trainee": wanted.trainee, "programme": wanted.programme}
    return named | {"from": wanted.first, "to": wanted.last}


def _download(person: Person, book: Any, wanted: exports.Wanted, body: Iterable[bytes]) -> AnyResponse:
    response = Response(body, content_type=export.TYPES[wanted.file])
    names = export.disposition(book.name, wanted.file, wanted.first, wanted.last)
    response.headers.set("Content-Disposition", "attachment", **names)
    response.headers["Cache-Control"] = "no-store"
    # Who takes out their own asks nobody, and nobody's office is told.
    say = trace if book.person_id == person.id else store.noted
    say("exported", about=wanted.trainee, programme=wanted.programme, kind=wanted.file)
    return response


def _found(connection: Connection, person: Person, id: str) -> tuple[exports.Found, Any]:
    """What this person wanted, and its logbook, which they may see now. Raises NotFound."""
    found = exports.find(connection, person.id, id, instants.now())
    book = found and _of(export.logbooks(connection, person), found.wanted)
    if found is None or book is None:
        raise NotFound
    return found, book


def _of(books: list[Any], wanted: exports.Wanted) -> Any:
    named = wanted.trainee, wanted.programme
    return next((book for book in books if (book.person_id, book.programme_id) == named), None)


def _logbooks(person: Person) -> list[Any]:
    with store.reading() as connection:
        books = export.logbooks(connection, person)
    if not books:
        raise NotFound
    return books


def _asked(books: list[Any], asked: Mapping[str, str]) -> Any:
    """The logbook named by trainee= and programme=; without them one's own, or the only one, or None."""
    mine = auth.require().id
    wanted = asked.get("trainee", ""), asked.get("programme", "")
    fitting = [
        book for book in books if wanted[0] in ("", book.person_id) and wanted[1] in ("", book.programme_id)
    ]
    if not fitting:
        raise NotFound
    own = [book for book in fitting if book.person_id == mine]
    return own[0] if own else fitting[0] if wanted[0] or len(fitting) == 1 else None


def _days(book: Any, asked: Mapping[str, str]) -> Days:
    now = instants.now()
    today = Clock(now, book.tz).local(now)[:10]
    days: Days = {
        "from": _day(asked.get("from"), book.first_on or min(book.since[:10], today)),
        # Today somewhere is tomorrow here, and the case of today must not be left out.
        "to": _day(asked.get("to"), max(today, book.last_on or today)),
    }
    right = not any(day["problems"] for day in days.values())
    if right and days["from"]["value"] > days["to"]["value"]:
        days["to"]["problems"].append("The last day comes before the first. Choose a later one.")
    return days


def _day(given: str | None, start: str) -> Input:
    if not given:
        return {"value": start, "problems": []}
    try:
        # Other spellings, such as 20261120, would compare wrongly with those in the database.
        right = date.fromisoformat(given).isoformat() == given
    except ValueError:
        right = False
    return {"value": given, "problems": [] if right else ["Enter a date, for example 2026-11-20"]}


def _form(person: Person, books: list[Any], book: Any, days: Days, refused: Problem | None = None) -> str:
    page = frame.page(
        person,
        shell.data(),
        "Export",
        _here(person, book),
        "/progress" if person.is_a("trainee") else "/cohort",
        csrf=auth.token(),
        **_others(books, book),
        chosen=_line(book, book) if book is not None else None,
        fields=days,
        problems=frame.problems(days),
        outside=_outside(book, days),
        refused=refused and refused.as_dict(),
        made=_made(person, books),
    )
    return shell.render("export/index.html", page)


def _others(books: list[Any], chosen: Any) -> Others:
    """The logbooks beside the chosen one, as many as a page holds: whoever runs a school searches them first."""
    view = viewing.asked({name: request.args.get(name, "") for name in ("q", "page")}, {})
    many = len(books) > viewing.A_PAGE
    named = [one for one in books if viewing.is_named(view.q, one.name, one.programme)]
    here, turned = viewing.turned("/export", view, named)
    # With one in hand the way back to all of them is enough.
    shown = [] if many and chosen is not None else [_line(one, chosen) for one in here]
    return {**turned, "many": many, "books": shown}


def _made(person: Person, books: list[Any]) -> list[Made]:
    """What this person wanted within a day, of the logbooks that they may see now."""
    clock = Clock(instants.now(), person.tz)
    with store.reading() as connection:
        found = [(one, _of(books, one.wanted)) for one in exports.last(connection, person.id, clock.now)]
    return [saying.made(one.row, one.wanted, book, clock) for one, book in found if book is not None]


def _here(person: Person, book: Any) -> str:
    return "progress" if book is not None and book.person_id == person.id else "cohort"


def _outside(book: Any, days: Days) -> int:
    """How many cases the chosen days leave out; 0 while they are not right."""
    if book is None or any(day["problems"] for day in days.values()):
        return 0
    with store.reading() as connection:
        return export.outside(
            connection, book.person_id, book.programme_id, days["from"]["value"], days["to"]["value"]
        )


def _line(book: Any, chosen: Any) -> Book:
    return {
        "trainee": book.person_id,
        "name": book.name,
        "programme_id": book.programme_id,
        "programme": book.programme,
        "href": f"/export?trainee={book.person_id}&programme={book.programme_id}",
        "here": book is chosen,
    }
