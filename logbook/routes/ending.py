"""A programme ends and is opened again; a role that ended is given again."""

from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from logbook import auth, instants, shell, store
from logbook.auth import links, mailing
from logbook.filters import count
from logbook.models.engine import AnyRow
from logbook.office import endings, members, programmes, returning, roles
from logbook.office.returning import Given
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import Conflict, NotFound

blueprint = Blueprint("ending", __name__)
blueprint.before_request(auth.check_token)


@blueprint.get("/programme/<uuid:id>/ending")
def ask_end(id: UUID) -> str:
    """What ends, what waits and for whom, before it ends."""
    person, data = auth.require_role("coordinator"), shell.data()
    with store.reading() as connection:
        programme = _programme(connection, person, str(id))
        waits, holders = endings.waiting(connection, person, programme)
    clock = Clock(instants.now(), programme.tz)
    page = frame.page(
        person,
        data,
        f"End {programme.name}",
        "programme",
        f"/programme?id={programme.id}",
        csrf=auth.token(),
        id=programme.id,
        name=programme.name,
        ended_on=clock.local(programme.ended_at)[:10] if programme.ended_at else None,
        waits=waits,
        holders=holders,
        today=clock.today,
    )
    return shell.render("programme/ending.html", page)


@blueprint.post("/programme/<uuid:id>/ending")
def end(id: UUID) -> ResponseReturnValue:
    """End a programme: no new case, no new invitation; everybody keeps their record."""
    person = auth.require_role("coordinator")
    with store.writing() as connection:
        programme = _programme(connection, person, str(id))
        endings.end(connection, programme, person.id, instants.now())
    return links.go_on(
        f"/programme?id={programme.id}", f"{programme.name} has ended.", f"/programme/{programme.id}/opening"
    )


@blueprint.post("/programme/<uuid:id>/opening")
def open_again(id: UUID) -> ResponseReturnValue:
    """Take the end of a programme back, with the roles that ended with it."""
    person = auth.require_role("coordinator")
    with store.writing() as connection:
        programme = _programme(connection, person, str(id))
        given = endings.open_again(connection, person, programme, instants.now())
    done = f"{programme.name} is open again. {_again(given)}Invitations are to be made anew."
    return links.go_on(f"/programme?id={programme.id}", done)


@blueprint.get("/people/memberships/<uuid:id>/reinstatement")
def ask_again(id: UUID) -> str:
    """Says what comes back with a role that ended."""
    person, data = auth.require_role("coordinator"), shell.data()
    with store.reading() as connection:
        found = _ended(connection, person, str(id))
        programme = _programme(connection, person, found.programme_id)
        heir = endings.heir_of(connection, found)
        if programme.ended_at is None:
            returning.check(connection, found, instants.now())
        waits = roles.waiting_for(connection, found) if found.role == "supervisor" else None
        accepted = returning.is_accepted(connection, person, found)
    clock = Clock(instants.now(), programme.tz)
    page = frame.page(
        person,
        data,
        f"Reinstate {found.name}",
        "people",
        "/people",
        csrf=auth.token(),
        id=found.id,
        name=found.name,
        role=data["vocabulary"]["roles"][found.role],
        programme=programme.name,
        ended_on=clock.local(found.ended_at)[:10],
        cases=waits.cases if waits else 0,
        heir=heir,
        programme_ended=programme.ended_at is not None,
        accepted=accepted,
    )
    return shell.render("people/reinstatement.html", page)


@blueprint.post("/people/memberships/<uuid:id>/reinstatement")
def give_again(id: UUID) -> ResponseReturnValue:
    """Give a role again: a new membership follows the old one."""
    person = auth.require_role("coordinator")
    with store.writing() as connection:
        found = _ended(connection, person, str(id))
        given = returning.give(connection, person, found, instants.now())
    if given.links:
        done = f"{found.name} accepts the role by this link. {mailing.became_of('Hand it over: nothing was sent.')}"
        return links.go_on(f"/people/invitations/{given.links[0]}", done)
    [made] = given.roles
    role = shell.data()["vocabulary"]["roles"][found.role].lower()
    undo = f"/people/memberships/{made}/reinstatement/withdrawal"
    return links.go_on("/people", f"{found.name} is {role} again.", undo)


@blueprint.post("/people/memberships/<uuid:id>/reinstatement/withdrawal")
def take_back(id: UUID) -> ResponseReturnValue:
    """End a role that was given again; who had taken over has taken over again."""
    person = auth.require_role("coordinator")
    with store.writing() as connection:
        found = members.find(connection, person, "end membership", id=str(id))
        before = members.find(connection, person, "reinstate", id=found.follows) if found else None
        if found is None or before is None:
            raise NotFound
        roles.end(connection, found.id, instants.now(), person.id, before.handed_to)
    return links.go_on("/people", f"{found.name}’s role has ended again.")


def _again(given: Given) -> str:
    """Who trains there again, and who is asked first."""
    here, asked = len(given.roles), len(given.links)
    said = f"{count(here, 'trainee trains', 'trainees train')} there again. " if here or not asked else ""
    if asked:
        said += f"{count(asked, 'accepts', 'accept')} it by a link that you find under Invitations. "
    return said


def _programme(connection: Connection, person: Person, id: str) -> AnyRow:
    found = next((row for row in programmes.run_by(connection, person) if row.id == id), None)
    if found is None:
        raise NotFound
    return found


def _ended(connection: Connection, person: Person, id: str) -> AnyRow:
    found = members.find(connection, person, "reinstate", id=id)
    if found is None:
        raise NotFound
    lasts = {"person_id": found.person_id, "programme_id": found.programme_id, "role": found.role}
    if members.find(connection, person, "see member", ended_at=None, **lasts) is not None:
        raise Conflict(f"{found.name} holds this role already.")
    return found
