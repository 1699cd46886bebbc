"""The invitations a coordinator makes: a link and a QR code to hand over, made new or revoked."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from logbook import auth, instants, shell, store
from logbook.auth import links, tokens
from logbook.forms.inputs import shown
from logbook.models.engine import AnyRow
from logbook.office import invitations, programmes
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import Conflict, NotFound

blueprint = Blueprint("invitations", __name__, url_prefix="/people/invitations")
blueprint.before_request(auth.check_token)


@blueprint.get("")
def new() -> str:
    """The form to invite somebody, for coordinators."""
    return _form(auth.require_role("coordinator"), invitations.Invite())


@blueprint.post("")
def create() -> ResponseReturnValue:
    """Make an invitation; the next page shows its link, once."""
    person = auth.require_role("coordinator")
    form = invitations.Invite(request.form)
    if not form.validate():
        return _form(person, form), 422
    # One programme needs no choice, so the form does not ask.
    chosen = form.programme.data or person.programmes("coordinator")[0]
    if chosen not in person.programmes("coordinator"):
        raise NotFound
    with store.writing() as connection:
        id, token = tokens.create(
            connection,
            instants.now(),
            "invite",
            programme_id=chosen,
            role=form.role.data,
            name=form.name.data,
            email=form.email.data,
            created_by=person.id,
        )
    done = f"The invitation for {form.name.data} is made. Nothing was sent: hand the link over."
    return links.hand_over(f"/people/invitations/{id}", f"/join/{token}", done)


@blueprint.get("/<uuid:id>")
def show(id: UUID) -> str:
    """The invitation; with its link and QR code right after it was made, because only its hash is kept."""
    person = auth.require_role("coordinator")
    invitation = _invitation(person, str(id))
    clock, made = Clock(instants.now(), person.tz), links.handed_over(f"/people/invitations/{id}")
    page = frame.page(
        person,
        shell.data(),
        f"Invitation for {invitation.name}",
        "people",
        "/people",
        csrf=auth.token(),
        invitation=invitations.line(invitation, shell.data()["vocabulary"], clock),
        link=invitations.link(made) if made else None,
        notice=frame.done(links.done()),
    )
    return shell.render("people/invitation.html", page)


@blueprint.post("/<uuid:id>/link")
def renew(id: UUID) -> Response:
    """A new link for seven more days; the old one stops working."""
    person = auth.require_role("coordinator")
    invitation = _invitation(person, str(id))
    with store.writing() as connection:
        token = tokens.renew(connection, invitation.id, person.id, instants.now())
    if token is None:
        raise Conflict("The invitation was used or revoked meanwhile.")
    done = f"A new link for {invitation.name} is made. The old one stopped working."
    return links.hand_over(f"/people/invitations/{id}", f"/join/{token}", done)


@blueprint.get("/<uuid:id>/revocation")
def ask_revoke(id: UUID) -> str:
    """Says what stops working, and asks: a link that was revoked cannot be had back."""
    person = auth.require_role("coordinator")
    found = _invitation(person, str(id), "invite", "recovery")
    line = invitations.line(found, shell.data()["vocabulary"], Clock(instants.now(), person.tz))
    title = f"Revoke the link for {found.name}"
    page = frame.page(person, shell.data(), title, "people", "/people", csrf=auth.token(), invitation=line)
    return shell.render("people/revocation.html", page)


@blueprint.post("/<uuid:id>/revocation")
def revoke(id: UUID) -> Response:
    """Make the link stop working; where it does not any more, nothing changes."""
    invitation = _invitation(auth.require_role("coordinator"), str(id), "invite", "recovery")
    with store.writing() as connection:
        tokens.revoke(connection, invitation.id, instants.now())
    return links.go_on("/people", f"The link for {invitation.name} stopped working.")


def _form(person: Person, form: invitations.Invite) -> str:
    data, fields = shell.data(), shown(form)
    with store.reading() as connection:
        run = programmes.run_by(connection, person)
    page = frame.page(
        person,
        data,
        "Invite somebody",
        "people",
        "/people",
        csrf=auth.token(),
        fields=fields,
        problems=frame.problems(fields),
        roles=frame.choices(data["vocabulary"]["roles"]),
        programmes=[{"code": row.id, "label": row.name} for row in run],
        days=tokens.INVITE_DAYS,
    )
    return shell.render("people/invite.html", page)


def _invitation(person: Person, id: str, *kinds: str) -> AnyRow:
    with store.reading() as connection:
        found = invitations.find(connection, person, id, *(kinds or ("invite",)))
    if found is None:
        raise NotFound
    return found
