"""What a single-use link opens: joining a programme, or setting a new password."""

from typing import Any

from flask import Blueprint, g, redirect, request
from werkzeug.wrappers import Response

from logbook import auth, instants, shell, store
from logbook.auth import accounts, invitations, passwords, sessions
from logbook.feed import enrolment
from logbook.forms.accounts import Join, NewPassword, shown
from logbook.models.engine import AnyRow
from logbook.pages import desk
from logbook.problems import Conflict, LinkSpent

blueprint = Blueprint("joining", __name__)
blueprint.before_request(auth.check_token)


@blueprint.get("/join/<token>")
def join(token: str) -> str:
    """The form for somebody new; for somebody who has an account, a question."""
    invitation, account = _invited(token)
    if account is None:
        return _join_page(invitation, Join(data={"name": invitation.name}))
    return _accept_page(invitation, account)


@blueprint.post("/join/<token>")
def create(token: str) -> Any:
    """Come in: with a new account, or into one more programme with the account one is signed in to."""
    invitation, account = _invited(token)
    return _accept(invitation, account) if account else _come_in(invitation)


@blueprint.get("/recover/<token>")
def recover(token: str) -> str:
    """The form for a new password."""
    invitation, account = _recovering(token)
    return _recover_page(account, NewPassword())


@blueprint.post("/recover/<token>")
def reset(token: str) -> Any:
    """Set the new password. All sessions end, so one signs in again with it."""
    invitation, account = _recovering(token)
    form = NewPassword(request.form)
    if not _is_good(form, account.name, account.email):
        return _recover_page(account, form), 422
    hashed, now = passwords.hashed(form.password.data or ""), instants.now()
    with store.writing() as connection:
        _spend(connection, invitation, now)
        accounts.set_password(connection, account.id, hashed, now)
    return auth.let_out(redirect("/sign-in", code=303))


def _come_in(invitation: AnyRow) -> Any:
    form = Join(request.form)
    if not _is_good(form, form.name.data or "", invitation.email):
        return _join_page(invitation, form), 422
    hashed, now = passwords.hashed(form.password.data or ""), instants.now()
    columns = {name: value or "" for name, value in form.data.items() if name != "password"}
    with store.writing() as connection:
        _spend(connection, invitation, now)
        person_id = accounts.create(connection, now, email=invitation.email, password_hash=hashed, **columns)
        token = sessions.begin(connection, person_id, request.user_agent.string, now)
        enrolment.enrol(connection, person_id, invitation.programme_id, invitation.role, now)
    return auth.let_in(redirect("/arrive", code=303), token)


def _accept(invitation: AnyRow, account: AnyRow) -> Response:
    if auth.require().id != account.id:
        raise Conflict("This invitation is for another person. Sign out, then open the link again.")
    now = instants.now()
    with store.writing() as connection:
        _spend(connection, invitation, now)
        enrolment.enrol(connection, account.id, invitation.programme_id, invitation.role, now)
    return redirect("/arrive", code=303)


def _spend(connection: Any, invitation: AnyRow, now: str) -> None:
    if not invitations.use(connection, invitation.id, now):
        raise LinkSpent


def _invited(token: str) -> tuple[AnyRow, AnyRow | None]:
    with store.reading() as connection:
        found = invitations.find(connection, "invite", token, instants.now())
        if found is None:
            raise LinkSpent
        return found, accounts.by_email(connection, found.email)


def _recovering(token: str) -> tuple[AnyRow, AnyRow]:
    with store.reading() as connection:
        found = invitations.find(connection, "recovery", token, instants.now())
        account = accounts.by_id(connection, found.person_id) if found else None
    if found is None or account is None:
        raise LinkSpent
    return found, account


def _is_good(form: Join | NewPassword, *known: str) -> bool:
    good = form.validate()
    words = [part for text in known for part in text.replace("@", " ").split()]
    weak = passwords.weakness(form.password.data or "", *words)
    if weak and not form.password.errors:
        form.password.errors = [weak]
    return good and not weak


def _join_page(invitation: AnyRow, form: Join) -> str:
    data, fields = shell.data(), shown(form)
    page = desk.page(
        None,
        data,
        f"Join {invitation.programme_name}",
        csrf=auth.token(),
        action=request.path,
        email=invitation.email,
        role=data["vocabulary"]["roles"][invitation.role],
        professions=desk.choices(data["vocabulary"]["professions"]),
        fields=fields,
        problems=desk.problems(fields),
        least=passwords.MIN_LENGTH,
    )
    return shell.render("sessions/join.html", page)


def _accept_page(invitation: AnyRow, account: AnyRow) -> str:
    data = shell.data()
    page = desk.page(
        None,
        data,
        f"Join {invitation.programme_name}",
        csrf=auth.token(),
        action=request.path,
        email=account.email,
        role=data["vocabulary"]["roles"][invitation.role],
        signed_in="nobody" if g.person is None else "them" if g.person.id == account.id else "other",
    )
    return shell.render("sessions/accept.html", page)


def _recover_page(account: AnyRow, form: NewPassword) -> str:
    fields = shown(form)
    page = desk.page(
        None,
        shell.data(),
        "Set a new password",
        csrf=auth.token(),
        action=request.path,
        email=account.email,
        fields=fields,
        problems=desk.problems(fields),
        least=passwords.MIN_LENGTH,
    )
    return shell.render("sessions/recover.html", page)
