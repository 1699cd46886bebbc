"""The people of a coordinator's programmes: who is in, whose role ends, who lost their password."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from logbook import auth, instants, shell, store
from logbook.auth import links, tokens
from logbook.models.engine import AnyRow
from logbook.office import accounts, invitations, members, people, viewing
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import NotFound

blueprint = Blueprint("people", __name__, url_prefix="/people")
blueprint.before_request(auth.check_token)


@blueprint.get("")
def index() -> str:
    """Members and open invitations, under their programmes, as many as a page holds."""
    person, data = auth.require_role("coordinator"), shell.data()
    clock = Clock(instants.now(), person.tz)
    with store.reading() as connection:
        view = viewing.asked(request.args.to_dict(), people.SHOWN)
        listed = people.found(connection, person, view, data["vocabulary"], clock)
    page = frame.page(person, data, "People", "people", csrf=auth.token()) | listed
    page |= {"notice": frame.done(links.done()), "undo": links.undo()}
    return shell.render("people/index.html", page)


@blueprint.get("/<uuid:id>/recovery")
def recovery(id: UUID) -> str:
    """Says what a recovery link does, and shows it right after it was made."""
    person = auth.require_role("coordinator")
    found, alone = _recovering(person, str(id))
    shown = links.handed_over(f"/people/{id}/recovery")
    page = frame.page(
        person,
        shell.data(),
        f"New password for {found.name}",
        "people",
        "/people",
        csrf=auth.token(),
        id=found.person_id,
        name=found.name,
        email=found.email,
        alone=alone,
        link=invitations.link(shown) if shown else None,
        hours=tokens.RECOVERY_HOURS,
        notice=frame.done(links.done()),
    )
    return shell.render("people/recovery.html", page)


@blueprint.post("/<uuid:id>/recovery")
def recover(id: UUID) -> ResponseReturnValue:
    """Make a one-time link for a new password; earlier ones stop working. Whose account also opens what the maker may
    not see gets none from here."""
    person, now = auth.require_role("coordinator"), instants.now()
    found, alone = _recovering(person, str(id))
    if not alone:
        return recovery(id), 403
    with store.writing() as connection:
        tokens.revoke_recoveries(connection, found.person_id, now)
        _, token = tokens.create(
            connection,
            now,
            "recovery",
            person_id=found.person_id,
            programme_id=found.programme_id,
            name=found.name,
            email=found.email,
            created_by=person.id,
        )
    done = f"The link for {found.name} is made. Earlier ones stopped working."
    return links.hand_over(f"/people/{id}/recovery", f"/recover/{token}", done)


def _recovering(person: Person, id: str) -> tuple[AnyRow, bool]:
    """A member of theirs, and whether the account opens nothing that is not theirs to open."""
    found = _member(person, "recover person", person_id=id)
    with store.reading() as connection:
        return found, accounts.find(connection, person, id) is not None


def _member(person: Person, action: str, **where: str) -> AnyRow:
    with store.reading() as connection:
        found = members.find(connection, person, action, **where)
    if found is None:
        raise NotFound
    return found
