"""Completions out of a file: it is read, looked at row by row, and filed."""

from hashlib import sha256
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from logbook import auth, budgets, instants, shell, store
from logbook.auth import links
from logbook.filters import count
from logbook.models.engine import AnyRow
from logbook.office import programmes
from logbook.office.completions import filing, given_rows, sorted_out
from logbook.office.completions.given_rows import Row
from logbook.office.roster.problem import NotAList
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import NotFound

blueprint = Blueprint("completing", __name__, url_prefix="/curriculum/<uuid:programme>/completions")
AGAIN = "Something changed meanwhile: nothing was recorded. Send the file once more and look at it."


@blueprint.before_request
def guard() -> None:
    """More than other forms may send, and only with the form's token."""
    request.max_content_length = request.max_form_memory_size = budgets.ROSTER_BODY
    if (request.content_length or 0) <= budgets.ROSTER_BODY:
        auth.check_token()


@blueprint.get("")
def new(programme: UUID) -> str:
    """The form for a file, and the files that were sent before."""
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        there = _found(connection, person, programme)
    return _form(person, there, [])


@blueprint.post("")
def look(programme: UUID) -> ResponseReturnValue:
    """What would become of each row; nothing is recorded yet."""
    person, now = auth.require_role("coordinator"), instants.now()
    data = _given()
    with store.reading() as connection:
        there = _found(connection, person, programme)
        try:
            read = given_rows.read(data)
        except NotAList as error:
            return _form(person, there, [str(error)]), 422
        known = sorted_out.known(connection, there.id, instants.day(now, there.tz))
    verdicts = sorted_out.judged(read.rows, known)
    lines = [filing.line(row, verdict) for row, verdict in zip(read.rows, verdicts, strict=True)]
    page = frame.page(
        person,
        shell.data(),
        "Look at the completions",
        "programme",
        _address(there),
        csrf=auth.token(),
        action=f"{_address(there)}/filing",
        packed=filing.packed(read.rows, sha256(data).hexdigest()),
        seen=filing.digest(read.rows, verdicts),
        lines=sorted(lines, key=lambda one: (one["kind"] == "record", one["row"])),
        recorded=sum(one["kind"] == "record" for one in lines),
        unread=read.unread,
        filed_on=None,
    )
    return shell.render("completions/show.html", page)


@blueprint.post("/filing")
def file(programme: UUID) -> ResponseReturnValue:
    """Record what the page had shown, all or none."""
    person, now = auth.require_role("coordinator"), instants.now()
    rows, of = _sent()
    with store.reading() as connection:
        there = _found(connection, person, programme)
    try:
        made = store.run(
            lambda connection: filing.file(
                connection, person, there, rows, of, request.form.get("seen", ""), now
            )
        )
    except filing.Differs:
        return _form(person, there, [AGAIN]), 422
    return links.go_on(_address(there), f"{count(made, 'completion is', 'completions are')} recorded.")


@blueprint.get("/<uuid:id>")
def show(programme: UUID, id: UUID) -> str:
    """What became of each row of a file that was filed."""
    person = auth.require_role("coordinator")
    with store.reading() as connection:
        there = _found(connection, person, programme)
        lines = filing.rows_of(connection, there.id, str(id))
        files = filing.filed(connection, there.id, Clock(instants.now(), there.tz))
    if lines is None:
        raise NotFound
    page = frame.page(
        person,
        shell.data(),
        "A file of completions",
        "programme",
        _address(there),
        csrf=auth.token(),
        action="",
        packed="",
        seen="",
        lines=sorted(lines, key=lambda one: (one["kind"] == "record", one["row"])),
        recorded=sum(one["kind"] == "record" for one in lines),
        unread=[],
        filed_on=next((one["at"][:10] for one in files if one["id"] == str(id)), ""),
    )
    return shell.render("completions/show.html", page)


def _found(connection: Connection, person: Person, programme: UUID) -> AnyRow:
    for row in programmes.run_by(connection, person):
        if row.id == str(programme):
            return row
    raise NotFound


def _address(programme: AnyRow) -> str:
    return f"/curriculum/{programme.id}/completions"


def _given() -> bytes:
    """The file where there is one, else what was pasted."""
    sent = request.files.get("file")
    if sent is not None and sent.filename:
        with sent.stream as stream:
            return stream.read(budgets.ROSTER_BYTES + 1)
    return request.form.get("rows", "").encode()


def _sent() -> tuple[list[Row], str]:
    try:
        return filing.unpacked(request.form.get("packed", ""))
    except ValueError:
        return [], ""


def _form(person: Person, programme: AnyRow, problems: list[str]) -> str:
    with store.reading() as connection:
        files = filing.filed(connection, programme.id, Clock(instants.now(), programme.tz))
    page = frame.page(
        person,
        shell.data(),
        "Completions",
        "programme",
        f"/curriculum?programme={programme.id}",
        csrf=auth.token(),
        action=_address(programme),
        rows=request.form.get("rows", "") if problems else "",
        problems=[{"id": "f-rows", "text": words} for words in problems],
        most=budgets.ROSTER_LINES,
        files=files,
        notice=frame.done(links.done()),
    )
    return shell.render("completions/new.html", page)
