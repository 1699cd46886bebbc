"""What a recovery link opens: setting a new password."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from logbook import auth, instants, shell, store
from logbook.auth import accounts, links, passwords, tokens
from logbook.forms.accounts import NewPassword
from logbook.forms.inputs import shown
from logbook.models.engine import AnyRow
from logbook.pages import frame
from logbook.problems import LinkSpent

blueprint = Blueprint("recovering", __name__)
blueprint.before_request(auth.check_token)


@blueprint.get("/recover/<token>")
def recover(token: str) -> str:
    """The form for a new password."""
    invitation, account = _recovering(token)
    return _recover_page(account, NewPassword())


@blueprint.post("/recover/<token>")
def reset(token: str) -> ResponseReturnValue:
    """Set the new password. All sessions end, so one signs in again with it."""
    invitation, account = _recovering(token)
    form = NewPassword(request.form)
    if not passwords.is_good(form, account.name, account.email):
        return _recover_page(account, form), 422
    hashed, now = passwords.hashed(form.password.data or ""), instants.now()
    with store.writing() as connection:
        if not tokens.use(connection, invitation.token_hash, now):
            raise LinkSpent
        accounts.set_password(connection, account.id, hashed, now)
    return links.renew(auth.let_out(redirect("/sign-in", code=303)), account.email)


def _recovering(token: str) -> tuple[AnyRow, AnyRow]:
    with store.reading() as connection:
        found = tokens.find(connection, "recovery", token, instants.now())
        account = accounts.by_id(connection, found.person_id) if found else None
    if found is None or account is None:
        raise LinkSpent
    return found, account


def _recover_page(account: AnyRow, form: NewPassword) -> str:
    fields = shown(form)
    page = frame.page(
        None,
        shell.data(),
        "Set a new password",
        csrf=auth.token(),
        action=request.path,
        email=account.email,
        fields=fields,
        problems=frame.problems(fields),
        least=passwords.MIN_LENGTH,
    )
    return shell.render("sessions/recover.html", page)
