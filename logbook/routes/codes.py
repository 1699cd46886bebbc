"""Recovery codes: making and printing one's own, and the new password that one of them sets."""

from flask import Blueprint, Response, redirect, request
from flask.typing import ResponseReturnValue

from logbook import auth, instants, shell, store
from logbook.auth import accounts, links, passwords, printed
from logbook.auth.proof import NOT_IT, holder_of, knows_password
from logbook.forms.accounts import CodedPassword, NewCodes
from logbook.forms.inputs import shown
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import LinkSpent

blueprint = Blueprint("codes", __name__)
blueprint.before_request(auth.check_token)

WRONG = "E-mail or code is not right, or the code was used already. Check both and try again."


@blueprint.get("/me/codes")
def show() -> str:
    """How many codes still work, and the form for new ones."""
    return _own(auth.require(), NewCodes())


@blueprint.post("/me/codes")
def make() -> ResponseReturnValue:
    """New codes, shown this once, for whoever knows the password; those before stop working."""
    person, form, now = auth.require(), NewCodes(request.form), instants.now()
    if form.validate() and not knows_password(person, form.password.data or ""):
        form.password.errors = [NOT_IT]
    if form.errors:
        return _own(person, form), 422
    with store.writing() as connection:
        again = printed.held(connection, person.id) is not None
        made = printed.renew(connection, person.id, now)
        accounts.note(connection, person.id, "codes", person.id, now)
    response = Response(_own(person, NewCodes(), made, again=again), content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/recovery-code")
def ask() -> str:
    """The form for a new password by a code."""
    return _reset_page(CodedPassword())


@blueprint.post("/recovery-code")
def reset() -> ResponseReturnValue:
    """Set the new password. All sessions end, so one signs in again with it. Raises LinkSpent, TooManyTries."""
    form, now = CodedPassword(request.form), instants.now()
    found = None
    if form.validate():
        found = holder_of(form.email.data or "", form.code.data or "")
        if found is None:
            return _reset_page(form, WRONG), 422
    if found is None or not passwords.is_good(form, found.name, found.email):
        return _reset_page(form), 422
    hashed = passwords.hashed(form.password.data or "")
    with store.writing() as connection:
        if not printed.use(connection, found.id, form.code.data or "", now):
            raise LinkSpent
        accounts.set_password(connection, found.id, hashed, now)
        accounts.note(connection, found.id, "code", found.id, now)
    return links.renew(auth.let_out(redirect("/sign-in", code=303)), found.email)


def _own(person: Person, form: NewCodes, made: list[str] | None = None, *, again: bool = False) -> str:
    fields, clock = shown(form), Clock(instants.now(), person.tz)
    with store.reading() as connection:
        held = printed.held(connection, person.id)
    page = frame.page(person, shell.data(), "Recovery codes", "me", "/me", csrf=auth.token(), fields=fields)
    page |= {
        "problems": frame.problems(fields),
        "owner_email": person.email,
        "name": person.name,
        "made": made or [],
        "again": again,
        "made_on": clock.local(held.made_at)[:10] if held else None,
        "left": held.left if held else 0,
        "most": printed.HOW_MANY,
    }
    return shell.render("account/codes.html", page)


def _reset_page(form: CodedPassword, problem: str = "") -> str:
    fields = shown(form)
    page = frame.page(
        None, shell.data(), "Password by a code", back="/sign-in", csrf=auth.token(), fields=fields
    )
    page |= {"problems": frame.problems(fields), "problem": problem, "least": passwords.MIN_LENGTH}
    return shell.render("sessions/code.html", page)
