"""Inviting many: names are pasted or dropped, looked at line by line, mended, and invited together."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from logbook import auth, budgets, instants, shell, store
from logbook.auth import links, mailing, tokens
from logbook.filters import count
from logbook.forms.inputs import is_placed, shown
from logbook.office import cohorts, invitations, programmes, viewing
from logbook.office.roster import kept, lists, looked_at
from logbook.office.roster.kept import Kept, Line
from logbook.office.roster.problem import NotAList
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import Conflict, NotFound

blueprint = Blueprint("rosters", __name__, url_prefix="/people/rosters")
CONFIRMED = "This list was confirmed or forgotten meanwhile. Nobody was invited twice."


@blueprint.before_request
def guard() -> None:
    """More than other forms may send, and only with the form's token."""
    request.max_content_length = request.max_form_memory_size = budgets.ROSTER_BODY
    if (request.content_length or 0) <= budgets.ROSTER_BODY:
        auth.check_token()


@blueprint.get("")
def new() -> str:
    """The form for a list, and the lists that wait to be confirmed."""
    return _form(auth.require_role("coordinator"), looked_at.Asked())


@blueprint.post("")
def create() -> ResponseReturnValue:
    """Read a list and keep it; nobody is invited yet."""
    person = auth.require_role("coordinator")
    form = looked_at.Asked(request.form)
    with store.reading() as connection:
        run = [row.id for row in programmes.lasting(connection, person)]
        chosen = request.form.getlist("programme") if len(run) > 1 else run
        good = form.validate() & is_placed(form, chosen)
        into = invitations.cohort_of(connection, person, form, chosen)
    if not set(chosen) <= set(run):
        raise NotFound
    good = good and not form.cohort.errors
    try:
        read = lists.read(_given(form))
    except NotAList as error:
        form.names.errors, read = [str(error)], None
    if not good or read is None:
        return _form(person, form, chosen), 422
    with store.writing() as connection:
        role, there, now = form.role.data or "", sorted(set(chosen)), instants.now()
        id = kept.keep(connection, person, read, role, there, now, next(iter(into.values()), None))
    return links.go_on(f"/people/rosters/{id}", "")


@blueprint.get("/<uuid:id>")
def show(id: UUID) -> str:
    """What would become of each name."""
    person, data, now = auth.require_role("coordinator"), shell.data(), instants.now()
    view = viewing.asked(request.args.to_dict(), looked_at.SHOWN)
    with store.reading() as connection:
        found = _found(kept.find(connection, person, str(id), now))
        run = programmes.run_by(connection, person)
        verdicts, into = kept.judged(connection, found, now), kept.cohort(connection, person, found)
    page = frame.page(person, data, "Look at the list", "people", "/people/rosters", csrf=auth.token())
    page |= looked_at.page(found, verdicts, run, into, view, data["vocabulary"], Clock(now, person.tz))
    page["notice"] = frame.done(links.done())
    return shell.render("rosters/show.html", page)


@blueprint.post("/<uuid:id>/lines")
def mend(id: UUID) -> Response:
    """Put right what was mended in the lines that the page shows."""
    person = auth.require_role("coordinator")
    with store.writing() as connection:
        found = _found(kept.find(connection, person, str(id), instants.now()))
        changed = _changed(found)
        if not kept.mend(connection, person, found.id, changed, instants.now()):
            raise Conflict(CONFIRMED)
    done = f"{count(len(changed), 'row is', 'rows are')} changed." if changed else "Nothing was changed."
    return links.go_on(_again(found), done)


@blueprint.post("/<uuid:id>/confirmation")
def confirm(id: UUID) -> Response:
    """Invite them, all or none: only what the page had shown as it is now."""
    person, now = auth.require_role("coordinator"), instants.now()
    with store.writing() as connection:
        found = _found(kept.find(connection, person, str(id), now))
        if changed := _changed(found):
            kept.mend(connection, person, found.id, changed, now)
    if changed:
        return links.go_on(_again(found), "Your changes are in. Look once more, then invite.")
    try:
        with store.writing() as connection:
            invited = kept.confirm(connection, person, found.id, request.form.get("seen", ""), now)
    except kept.Differs:
        return links.go_on(_again(found), "Something changed meanwhile. Look once more, then invite.")
    if invited is None:
        raise Conflict(CONFIRMED)
    made = f"{count(invited, 'link is', 'links are')} made, for {tokens.INVITE_DAYS} days."
    became = mailing.became_of("Nothing was sent: print the slips, or take the links as a file.")
    return links.go_on("/people/invited", f"{made} {became}")


@blueprint.post("/<uuid:id>/ending")
def forget(id: UUID) -> Response:
    """Forget the list."""
    person = auth.require_role("coordinator")
    with store.writing() as connection:
        found = _found(kept.find(connection, person, str(id), instants.now()))
        kept.forget(connection, person, found.id)
    return links.go_on("/people/rosters", "The list is forgotten. Nobody was invited by it.")


def _found(found: Kept | None) -> Kept:
    if found is None or not found.programmes:
        raise NotFound
    return found


def _again(found: Kept) -> str:
    view = viewing.asked(request.args.to_dict(), looked_at.SHOWN)
    return view.address(f"/people/rosters/{found.id}", page=view.page)


def _changed(found: Kept) -> Mapping[int, Line]:
    """The lines that the page showed, as they were sent back, where that is not how they were."""
    sent, out = request.form, set(request.form.getlist("out"))
    here = set(sent.getlist("row"))
    given = {
        line.row: kept.typed(
            line.row,
            sent.get(f"name-{line.row}", line.name),
            sent.get(f"email-{line.row}", line.email),
            str(line.row) in out,
        )
        for line in found.lines
        if str(line.row) in here
    }
    return {line.row: given[line.row] for line in found.lines if given.get(line.row, line) != line}


def _given(form: looked_at.Asked) -> bytes:
    """The file where there is one, else what was pasted."""
    file = request.files.get("file")
    if file is not None and file.filename:
        with file.stream as stream:
            return stream.read(budgets.ROSTER_BYTES + 1)
    return (form.names.data or "").encode()


def _form(person: Person, form: looked_at.Asked, chosen: list[str] | None = None) -> str:
    data, fields = shell.data(), shown(form)
    with store.reading() as connection:
        run = programmes.lasting(connection, person)
        waiting = kept.waiting(connection, person, instants.now())
        there = cohorts.of_programmes(connection, person, [row.id for row in run])
    clock = Clock(instants.now(), person.tz)
    page = frame.page(
        person,
        data,
        "Invite many",
        "people",
        "/people",
        csrf=auth.token(),
        fields=fields,
        problems=frame.problems(fields),
        roles=frame.choices(data["vocabulary"]["roles"]),
        programmes=[{"code": row.id, "label": row.name} for row in run],
        cohorts=cohorts.offered(there),
        chosen=chosen or [],
        waiting=[looked_at.waits(row, data["vocabulary"], clock) for row in waiting],
        most=budgets.ROSTER_LINES,
        days=tokens.INVITE_DAYS,
        notice=frame.done(links.done()),
    )
    return shell.render("rosters/new.html", page)
