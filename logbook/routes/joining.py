"""What the link of an invitation opens: joining a programme."""

from typing import Any

from flask import Blueprint, g, redirect, request
from sqlalchemy import Connection
from wtforms import Form

from logbook import auth, feed, instants, shell, store
from logbook.auth import accounts, invitations, passwords, sessions
from logbook.feed import enrolment, persons
from logbook.forms.accounts import HELD, Join, JoinAsCoordinator, Registration, shown
from logbook.models.engine import AnyRow
from logbook.pages import desk
from logbook.permissions import Person
from logbook.problems import Conflict, LinkSpent
from logbook.store import roster

blueprint = Blueprint("joining", __name__)
blueprint.before_request(auth.check_token)

# Of somebody who is in no register.
_BLANK = {"profession": "", "licence_body": "", "licence_number": ""}


@blueprint.get("/join/<token>")
def join(token: str) -> str:
    """The form for somebody new; for somebody who has an account, a question."""
    invitation, account = _invited(token)
    if account is None:
        return _join_page(invitation, _kind_of(invitation)(data={"name": invitation.name}))
    return _accept_page(invitation, account)


@blueprint.post("/join/<token>")
def create(token: str) -> Any:
    """Come in: with a new account, or into one more programme with the account one is signed in to."""
    invitation, account = _invited(token)
    return _accept(invitation, account) if account else _come_in(invitation)


def _come_in(invitation: AnyRow) -> Any:
    form = _kind_of(invitation)(request.form)
    if not passwords.is_good(form, form["name"].data or "", invitation.email):
        return _join_page(invitation, form), 422
    hashed, now = passwords.hashed(form["password"].data or ""), instants.now()
    columns = _BLANK | {name: value or "" for name, value in form.data.items() if name != "password"}
    with store.writing() as connection:
        if not _is_held(connection, invitation, form, ""):
            _spend(connection, invitation, now)
            person_id = accounts.create(
                connection, now, email=invitation.email, password_hash=hashed, **columns
            )
            token = sessions.begin(connection, person_id, request.user_agent.string, now)
            enrolment.enrol(connection, person_id, invitation.programme_id, invitation.role, now)
    if form.errors:
        return _join_page(invitation, form), 422
    return auth.let_in(redirect("/arrive", code=303), token)


def _kind_of(invitation: AnyRow) -> type[Form]:
    """Who writes or signs stands in a register; who coordinates need not."""
    kind: type[Form] = JoinAsCoordinator if invitation.role == "coordinator" else Join
    return kind


def _is_held(connection: Connection, invitation: AnyRow, form: Form, but: str) -> bool:
    """Whether the provider knows somebody else under the number in the form; said beside it."""
    if "licence_number" not in form:
        return False
    # Two who ask for one number at once wait for each other here.
    feed.hold_writers(connection)
    body, number = form["licence_body"].data or "", form["licence_number"].data or ""
    held = roster.holder(connection, [invitation.programme_id], body, number, but)
    if held is not None:
        form["licence_number"].errors = [HELD]
    return held is not None


def _accept(invitation: AnyRow, account: AnyRow) -> Any:
    person = auth.require()
    if person.id != account.id:
        raise Conflict("This invitation is for another person. Sign out, then open the link again.")
    now = instants.now()
    form = (
        Registration(request.form) if _lacks(invitation, account) else Registration(data=_registered(person))
    )
    if _lacks(invitation, account) and not form.validate():
        return _accept_page(invitation, account, form), 422
    with store.writing() as connection:
        held = _is_held(connection, invitation, form, account.id)
        if not held:
            _spend(connection, invitation, now)
            if _lacks(invitation, account):
                given = {name: value or "" for name, value in form.data.items()}
                persons.change_details(connection, person.id, person.id, now, name=person.name, **given)
            enrolment.enrol(connection, account.id, invitation.programme_id, invitation.role, now)
    return (_accept_page(invitation, account, form), 422) if held else redirect("/arrive", code=303)


def _lacks(invitation: AnyRow, account: AnyRow) -> bool:
    """Whether somebody who joined as a coordinator now needs a registration."""
    return invitation.role != "coordinator" and not (account.profession and account.licence_number)


def _registered(person: Person) -> dict[str, str]:
    return {"profession": person.profession, "licence_body": person.body, "licence_number": person.number}


def _spend(connection: Connection, invitation: AnyRow, now: str) -> None:
    if not invitations.use(connection, invitation.id, now):
        raise LinkSpent


def _invited(token: str) -> tuple[AnyRow, AnyRow | None]:
    with store.reading() as connection:
        found = invitations.find(connection, "invite", token, instants.now())
        if found is None:
            raise LinkSpent
        return found, accounts.by_email(connection, found.email)


def _join_page(invitation: AnyRow, form: Form) -> str:
    data, fields = shell.data(), shown(form)
    page = desk.page(
        None,
        data,
        f"Join {invitation.programme_name}",
        csrf=auth.token(),
        action=request.path,
        email=invitation.email,
        invited=_told(invitation),
        professions=desk.choices(data["vocabulary"]["professions"]),
        fields=fields,
        problems=desk.problems(fields),
        least=passwords.MIN_LENGTH,
    )
    return shell.render("sessions/join.html", page)


def _accept_page(invitation: AnyRow, account: AnyRow, form: Form | None = None) -> str:
    data = shell.data()
    asks = form is not None or _lacks(invitation, account)
    fields = shown(form or Registration()) if asks else {}
    page = desk.page(
        None,
        data,
        f"Join {invitation.programme_name}",
        csrf=auth.token(),
        action=request.path,
        email=account.email,
        invited=_told(invitation),
        professions=desk.choices(data["vocabulary"]["professions"]),
        fields=fields,
        problems=desk.problems(fields),
        signed_in="nobody" if g.person is None else "them" if g.person.id == account.id else "other",
    )
    return shell.render("sessions/accept.html", page)


def _told(invitation: AnyRow) -> dict[str, str]:
    """To what, as what and by whom: {programme, provider, role, by}; `by` is "" where the host's command line did."""
    return {
        "programme": invitation.programme_name,
        "provider": invitation.provider,
        "role": invitation.role,
        "as": shell.data()["vocabulary"]["roles"][invitation.role],
        "by": invitation.maker or "",
    }
