"""What a programme asks, for its coordinators: the sets there are, each read, compared, tried and copied."""

from uuid import UUID

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from logbook import auth, instants, shell, store
from logbook.auth import links
from logbook.models.engine import AnyRow
from logbook.office import programmes, viewing
from logbook.office.requirements import comparing, drafted, drafts, sets, spoken, trying
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import NotFound
from logbook.shapes.served.requirements import SetLine

blueprint = Blueprint("requirements", __name__, url_prefix="/requirements")
blueprint.before_request(auth.check_token)

OF_SET = "/<uuid:programme>/<which>"


@blueprint.get("")
def index() -> str:
    """Of one of their programmes: what newcomers are asked, what was published, what is being written; and the shipped
    sets."""
    person, data = auth.require_role("coordinator"), shell.data()
    words, view = data["vocabulary"], viewing.asked(request.args.to_dict(), {})
    with store.reading() as connection:
        run = programmes.run_by(connection, person)
        programme = viewing.chosen(view, run)[0]
        clock, counts = Clock(instants.now(), programme.tz), sets.under(connection, programme)
        asked = sets.asked(connection, programme)
        own = sets.own(connection, person, programme.id)
        written = drafts.of_programme(connection, person, programme.id)
    versions, turned = viewing.turned("/requirements", view, own)

    def line(one: sets.Kept) -> SetLine:
        return sets.line(one, programme, counts, words, clock, is_asked=one.asked.hash == asked.hash)

    newest = next((one for one in own if one.asked.hash == asked.hash), sets.Kept(asked))
    page = frame.page(
        person,
        data,
        "Requirements",
        "programme",
        f"/programme?id={programme.id}",
        csrf=auth.token(),
        id=programme.id,
        programme=programme.name,
        programmes=[
            {"id": one.id, "name": one.name, "href": f"/requirements?programme={one.id}"} for one in run
        ],
        asks=line(newest),
        versions=[line(one) for one in versions],
        drafts=[drafted.line(row, drafts.doc_of(row.text), clock) for row in written],
        shipped=[line(one) for one in sets.shipped()],
        undo=links.undo(),
        notice=frame.done(links.done()),
    )
    return shell.render("requirements/index.html", page | turned)


@blueprint.get(OF_SET)
def show(programme: UUID, which: str) -> str:
    """A set, gate by gate, as sentences; who published it and when, and how many are judged by it."""
    person, data = auth.require_role("coordinator"), shell.data()
    with store.reading() as connection:
        row, found = _found(connection, person, str(programme), which)
        counts, asked = sets.under(connection, row), sets.asked(connection, row)
        others = [*sets.own(connection, person, row.id), *sets.shipped()]
        run = programmes.run_by(connection, person)
    clock = Clock(instants.now(), row.tz)
    page = frame.page(
        person,
        data,
        found.asked.whole["title"],
        "programme",
        f"/requirements?programme={row.id}",
        csrf=auth.token(),
        action=f"/requirements/{row.id}/{found.name}",
        programme=row.name,
        programme_id=row.id,
        hash=found.asked.hash,
        set=sets.facts(found.asked, data["vocabulary"]),
        by=found.by or "",
        on=clock.local(found.at)[:10] if found.at else "",
        until=found.until,
        trainees=counts[found.asked.hash],
        is_asked=asked.hash == found.asked.hash,
        gates=spoken.gates(found.asked.whole),
        others=sets.offered(others, but=found.asked.hash),
        programmes=frame.choices({one.id: one.name for one in run}),
        notice=frame.done(links.done()),
    )
    return shell.render("requirements/show.html", page)


@blueprint.post(f"{OF_SET}/copy")
def copy(programme: UUID, which: str) -> ResponseReturnValue:
    """Begin a draft that says the same, of this programme or of another one that they run."""
    person = auth.require_role("coordinator")
    with store.writing() as connection:
        row, found = _found(connection, person, str(programme), which)
        into = request.form.get("into", row.id)
        if into not in {one.id for one in programmes.run_by(connection, person)}:
            raise NotFound
        id = drafts.begin(connection, person, into, found.asked, instants.now())
    done = "This is a draft. Nobody is asked it before it is published."
    return links.go_on(f"/requirements/drafts/{id}", done, f"/requirements/drafts/{id}/ending")


@blueprint.get(f"{OF_SET}/beside")
def beside(programme: UUID, which: str) -> ResponseReturnValue:
    """A set beside another one, which is older or what it was made from."""
    person, data = auth.require_role("coordinator"), shell.data()
    words, other = data["vocabulary"], request.args.get("other", "")
    with store.reading() as connection:
        row, found = _found(connection, person, str(programme), which)
        kept = [*sets.own(connection, person, row.id), *sets.shipped()]
        before = sets.find(connection, person, row.id, other) if other else None
    here = f"/requirements/{row.id}/{found.name}"
    if before is None:
        return redirect(here, code=303)
    page = frame.page(
        person,
        data,
        comparing.TITLE,
        "programme",
        here,
        **comparing.page(before.asked, found.asked, words),
        others=sets.offered(kept, but=found.asked.hash),
        other=before.name,
        action=f"{here}/beside",
    )
    return shell.render("requirements/beside.html", page)


@blueprint.get(f"{OF_SET}/trial")
def trial(programme: UUID, which: str) -> str:
    """Who would be ready by this set. Changes nothing."""
    person, data = auth.require_role("coordinator"), shell.data()
    view = viewing.asked(request.args.to_dict(), {})
    with store.reading() as connection:
        row, found = _found(connection, person, str(programme), which)
        path = f"/requirements/{row.id}/{found.name}"
        tried = trying.tried(connection, person, row, found.asked, f"{path}/trial", view)
    page = frame.page(person, data, trying.TITLE, "programme", path, csrf=auth.token())
    again = {"programme": row.id, "version": found.asked.hash}
    title = f"{found.asked.whole['title']}, version {found.asked.version}"
    return shell.render("requirements/trial.html", page | tried.page(f"{path}/trial", row.id, title, again))


def _found(connection: Connection, person: Person, programme: str, which: str) -> tuple[AnyRow, sets.Kept]:
    """One of their programmes, and the set that is called so there."""
    row = next((one for one in programmes.run_by(connection, person) if one.id == programme), None)
    found = sets.find(connection, person, programme, which) if row else None
    if row is None or found is None:
        raise NotFound
    return row, found
