"""A logbook leaves: the form that asks from when to when, and the four files."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from logbook import auth, export, instants, shell, store
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import ExportUnderWay, NotFound, NotPrinted, Problem
from logbook.traces import trace

blueprint = Blueprint("export", __name__)

Days = dict[str, dict[str, Any]]  # {"from": {"value", "problems"}, "to": {…}}
TYPES = {
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@blueprint.get("/export")
def index() -> str:
    """The form; for somebody who may take out several logbooks, first the list of them."""
    person = auth.require()
    books = _logbooks(person)
    book = _asked(books, request.args)
    return _form(person, books, book, _days(book, request.args) if book else {})


@blueprint.get("/export/logbook.pdf", defaults={"kind": "pdf"})
@blueprint.get("/export/logbook.csv", defaults={"kind": "csv"})
@blueprint.get("/export/logbook.xlsx", defaults={"kind": "xlsx"})
@blueprint.get("/export/logbook.json", defaults={"kind": "json"})
def file(kind: str) -> Any:
    """The file of one logbook, from one day to another."""
    person, now = auth.require(), instants.now()
    books = _logbooks(person)
    book = _asked(books, request.args)
    if book is None:
        return redirect("/export", code=303)
    days = _days(book, request.args)
    if any(day["problems"] for day in days.values()):
        return _form(person, books, book, days), 422
    try:
        with export.turn(person.id):
            return _made(kind, book, days["from"]["value"], days["to"]["value"], now)
    except (ExportUnderWay, NotPrinted) as problem:
        # Its days stay chosen, its buttons try again.
        problem.again = partial(_form, person, books, book, days, problem)
        raise


def _made(kind: str, book: Any, first: str, last: str, now: str) -> AnyResponse:
    with store.reading() as connection:
        bundle = export.collect(connection, book.person_id, book.programme_id, first, last, now)
    response = _download(kind, bundle, f"{first}-to-{last}.{kind}", book.name)
    trace("exported", about=book.person_id, programme=book.programme_id, kind=kind)
    return response


def _logbooks(person: Person) -> list[Any]:
    with store.reading() as connection:
        books = export.logbooks(connection, person)
    if not books:
        raise NotFound
    return books


def _asked(books: list[Any], asked: Mapping[str, str]) -> Any:
    """The logbook named by ?trainee= and ?programme=; without them one's own, or the only one, or None."""
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


def _day(given: str | None, start: str) -> dict[str, Any]:
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
        "progress" if book is not None and book.person_id == person.id else "cohort",
        "/progress" if person.is_a("trainee") else "/cohort",
        books=[_line(one, book) for one in books],
        chosen=_line(book, book) if book is not None else None,
        fields=days,
        problems=frame.problems(days),
        outside=_outside(book, days),
        refused=refused and refused.as_dict(),
    )
    return shell.render("export/index.html", page)


def _outside(book: Any, days: Days) -> int:
    """How many cases the chosen days leave out; 0 while they are not right."""
    if book is None or any(day["problems"] for day in days.values()):
        return 0
    with store.reading() as connection:
        return export.outside(
            connection, book.person_id, book.programme_id, days["from"]["value"], days["to"]["value"]
        )


def _line(book: Any, chosen: Any) -> dict[str, Any]:
    return {
        "trainee": book.person_id,
        "name": book.name,
        "programme_id": book.programme_id,
        "programme": book.programme,
        "href": f"/export?trainee={book.person_id}&programme={book.programme_id}",
        "here": book is chosen,
    }


def _download(kind: str, bundle: export.Bundle, end: str, name: str) -> AnyResponse:
    made: dict[str, Any] = {
        **{"pdf": export.pdf, "csv": export.lines, "xlsx": export.workbook, "json": export.pieces}
    }
    body: bytes | Iterable[bytes] | Iterable[str] = made[kind](bundle)
    response = Response(body, content_type=TYPES[kind])
    names = {"filename": _called(name.encode("ascii", "ignore").decode(), end)}
    if not name.isascii():
        names["filename*"] = f"UTF-8''{quote(_called(name, end))}"
    response.headers.set("Content-Disposition", "attachment", **names)
    response.headers["Cache-Control"] = "no-store"
    return response


def _called(name: str, end: str) -> str:
    """The name of a file: letters, their marks and digits of the person's name, hyphens between."""
    plain = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in name).split()
    return "-".join(["logbook", *plain, end]).lower()
