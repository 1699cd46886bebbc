"""The invitations a coordinator makes: a link and a QR code to hand over, made anew, revoked, or had back."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from logbook import auth, instants, shell, store
from logbook.auth import links, mailing, tokens
from logbook.forms.inputs import is_placed, shown
from logbook.models.engine import AnyRow
from logbook.office import cohorts, invitations, programmes
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import Conflict, NotFound

blueprint = Blueprint("invitations", __name__, url_prefix="/people/invitations")
blueprint.before_request(auth.check_token)


@blueprint.get("")
def new() -> str:
    """The form to invite somebody, for coordinators."""
    cohort = request.args.get("cohort", "")
    given = {"role": "trainee", "cohort": cohort} if cohort else {}
    return _form(auth.require_role("coordinator"), invitations.Invite(data=given))


@blueprint.post("")
def create() -> ResponseReturnValue:
    """Make an invitation, into all programmes that were chosen; the next page shows its link."""
    person, now = auth.require_role("coordinator"), instants.now()
    form, run = invitations.Invite(request.form), _lasting(person)
    # One programme needs no choice, so the form does not ask.
    chosen = request.form.getlist("programme") or (run if len(run) == 1 else [])
    if not set(chosen) <= set(run):
        raise NotFound
    good = form.validate()
    if not is_placed(form, chosen) or not good:
        return _form(person, form, chosen), 422
    with store.writing() as connection:
        id = invitations.make(connection, person, form, sorted(set(chosen)), now)
    if id is None:
        return _form(person, form, chosen), 422
    done = f"The invitation for {form.name.data} is made. {mailing.became_of('Nothing was sent: hand the link over.')}"
    return links.go_on(f"/people/invitations/{id}", done)


@blueprint.get("/<uuid:id>")
def show(id: UUID) -> str:
    """The invitation; its link and QR code for who made it, as long as it works."""
    person = auth.require_role("coordinator")
    invitation, rows = _invitation(person, str(id))
    clock, token = Clock(instants.now(), person.tz), tokens.shown(invitation, person.id)
    words = shell.data()["vocabulary"]
    line = invitations.line(invitation, words, clock, [row.programme_name for row in rows])
    works = bool(token) and line["lasts"] and not line["over"]
    page = frame.page(
        person,
        shell.data(),
        f"Invitation for {invitation.name}",
        "people",
        "/people/invited",
        csrf=auth.token(),
        invitation=line,
        link=invitations.link(f"{current_app.config['ORIGIN']}/join/{token}") if works else None,
        lost=bool(token),
        notice=frame.done(links.done()),
    )
    return shell.render("people/invitation.html", page)


@blueprint.post("/<uuid:id>/link")
def renew(id: UUID) -> Response:
    """A new link for seven more days; the old one stops working."""
    person = auth.require_role("coordinator")
    invitation, rows = _invitation(person, str(id))
    with store.writing() as connection:
        token = tokens.renew(connection, [row.id for row in rows], person.id, instants.now())
    if token is None:
        raise Conflict(invitations.GONE)
    return links.go_on(f"/people/invitations/{id}", invitations.RENEWED.format(name=invitation.name))


@blueprint.get("/<uuid:id>/revocation")
def ask_revoke(id: UUID) -> str:
    """Says what stops working, and asks: a link that was revoked cannot be had back."""
    person = auth.require_role("coordinator")
    found, rows = _invitation(person, str(id), "invite", "recovery")
    into = [row.programme_name for row in rows]
    line = invitations.line(found, shell.data()["vocabulary"], Clock(instants.now(), person.tz), into)
    title = f"Revoke the link for {found.name}"
    page = frame.page(person, shell.data(), title, "people", "/people", csrf=auth.token(), invitation=line)
    return shell.render("people/revocation.html", page)


@blueprint.post("/<uuid:id>/revocation")
def revoke(id: UUID) -> Response:
    """Make the link stop working; where it does not any more, nothing changes. An invitation can be had back."""
    person = auth.require_role("coordinator")
    invitation, rows = _invitation(person, str(id), "invite", "recovery")
    with store.writing() as connection:
        revoked = tokens.revoke_all(connection, [row.id for row in rows], instants.now())
    undo = f"/people/invitations/{id}/restoration" if revoked and invitation.kind == "invite" else ""
    return links.go_on("/people/invited", f"The link for {invitation.name} stopped working.", undo)


@blueprint.post("/<uuid:id>/restoration")
def restore(id: UUID) -> Response:
    """Let a revoked link work again, the same one."""
    person = auth.require_role("coordinator")
    invitation, _ = _invitation(person, str(id))
    with store.writing() as connection:
        restored = invitations.restore(connection, person, invitation)
    done = f"The link for {invitation.name} works again." if restored else "That link stays revoked."
    return links.go_on("/people/invited", done)


def _lasting(person: Person) -> list[str]:
    """The programmes that somebody may be invited into. Raises Conflict where there is none."""
    with store.reading() as connection:
        run = [row.id for row in programmes.lasting(connection, person)]
    if not run:
        raise Conflict("All your programmes have ended: nobody is invited any more.")
    return run


def _form(person: Person, form: invitations.Invite, chosen: Sequence[str] = ()) -> str:
    data, fields = shell.data(), shown(form)
    with store.reading() as connection:
        run = programmes.lasting(connection, person)
        there = cohorts.of_programmes(connection, person, [row.id for row in run])
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
        cohorts=cohorts.offered(there),
        chosen=list(chosen),
        days=tokens.INVITE_DAYS,
    )
    return shell.render("people/invite.html", page)


def _invitation(person: Person, id: str, *kinds: str) -> tuple[AnyRow, list[AnyRow]]:
    """A link, and all rows of it in programmes that they run."""
    with store.reading() as connection:
        found = invitations.find(connection, person, id, *(kinds or ("invite",)))
        if found is None:
            raise NotFound
        return found, invitations.beside(connection, person, found)
