"""What the link of an invitation opens: joining a programme, or all that it leads into at once."""

from flask import Blueprint, g, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection
from wtforms import Form

from logbook import auth, instants, shell, store
from logbook.auth import accounts, passwords, sessions
from logbook.auth.proof import account_of
from logbook.folding import address
from logbook.forms.accounts import Join, JoinAsCoordinator, Registration
from logbook.forms.inputs import shown
from logbook.models.engine import AnyRow
from logbook.office import administrators, invitations, licences, logos, registrations, roles
from logbook.office.invitations import Opened
from logbook.pages import frame
from logbook.permissions import Person
from logbook.problems import Conflict
from logbook.regulation import numbers
from logbook.shapes.served.asked import Input

blueprint = Blueprint("joining", __name__)
blueprint.before_request(auth.check_token)

# Said to whoever gave another password than that of the account there is, and of nobody who owns none.
NOT_TAKEN = (
    "This password was not taken. If you use the logbook already, sign in to join, or give its password here"
)
# Who writes or signs.
_REGISTERED = ("trainee", "supervisor")
# Of somebody who is in no register.
_BLANK = {"profession": "", "licence_body": "", "licence_number": ""}


@blueprint.get("/join/<token>")
def join(token: str) -> str:
    """The form, or the way to sign in: whether the address has an account, only who proves to own it is told."""
    invitation = _invited(token)
    if g.person is None:
        return _join_page(invitation, _kind_of(invitation)(data={"name": invitation.called}))
    return _accept_page(invitation, _own(invitation))


@blueprint.post("/join/<token>")
def create(token: str) -> ResponseReturnValue:
    """Come in: with a new account, or with the account one is signed in to."""
    invitation = _invited(token)
    return _come_in(invitation) if g.person is None else _accept(invitation, _own(invitation))


def _come_in(invitation: Opened) -> ResponseReturnValue:
    form = _kind_of(invitation)(request.form)
    if not passwords.is_good(form, form["name"].data or "", invitation.email):
        return _join_page(invitation, form), 422
    with store.reading() as connection:
        if taken := accounts.by_email(connection, invitation.email) is not None:
            invitations.check_open(connection, invitation, instants.now())
    if taken:
        return _come_back(invitation, form)
    hashed, now = passwords.hashed(form["password"].data or ""), instants.now()
    columns = _BLANK | {name: value or "" for name, value in form.data.items() if name != "password"}
    with invitations.one_account(), store.writing() as connection:
        invitations.hold(connection, invitation, now, new=True)
        if not _is_held(connection, invitation, form, None, ""):
            posts = invitations.spend(connection, invitation, now)
            person_id = accounts.create(
                connection, now, email=invitation.email, password_hash=hashed, **columns
            )
            licences.follow(
                connection, person_id, columns["licence_body"], columns["licence_number"], person_id, now
            )
            token = sessions.begin(connection, person_id, request.user_agent.string, now)
            _begin(connection, person_id, invitation, posts, now)
    if form.errors:
        return _join_page(invitation, form), 422
    return auth.let_in(redirect("/arrive", code=303), token, person_id)


def _come_back(invitation: Opened, form: Form) -> ResponseReturnValue:
    """The same form by somebody who has an account: its own password is the proof, and what the account says
    stays."""
    account = account_of(invitation.email, form["password"].data or "")
    if account is None or account.locked_at is not None:
        form["password"].errors = [NOT_TAKEN]
        return _join_page(invitation, form), 422
    now = instants.now()
    with store.writing() as connection:
        if entered := _enter(connection, invitation, account, form, now):
            token = sessions.begin(connection, account.id, request.user_agent.string, now)
    if not entered:
        return _join_page(invitation, form), 422
    return auth.let_in(redirect("/arrive", code=303), token, account.id)


def _own(invitation: Opened) -> AnyRow | None:
    """The account of who is signed in, where the invitation is for its address; None for anybody else."""
    person = auth.require()
    if address(person.email) != address(invitation.email):
        return None
    with store.reading() as connection:
        return accounts.by_id(connection, person.id)


def _kind_of(invitation: Opened) -> type[Form]:
    """Who writes or signs stands in a register; who coordinates need not."""
    kind: type[Form] = Join if invitation.role in _REGISTERED else JoinAsCoordinator
    return kind


def _is_held(connection: Connection, invitation: Opened, form: Form, person: Person | None, but: str) -> bool:
    """Whether the provider knows somebody else under the number of this person, or else in the form; said beside
    it."""
    if "licence_number" not in form:
        return False
    asked = (form["licence_body"].data or "", form["licence_number"].data or "")
    body, number = (person.body, person.number) if person else asked
    there = [one.programme_id for one in invitation.places]
    held = registrations.holder(connection, there, body, number, but)
    if held is not None:
        form["licence_number"].errors = [registrations.HELD]
    return held is not None


def _accept(invitation: Opened, account: AnyRow | None) -> ResponseReturnValue:
    if account is None:
        raise Conflict("This invitation is for another person. Sign out, then open the link again.")
    lacks = _lacks(invitation, account)
    form = Registration(request.form) if lacks else Registration()
    if lacks and not form.validate():
        return _accept_page(invitation, account, form), 422
    with store.writing() as connection:
        entered = _enter(connection, invitation, account, form, instants.now())
    return redirect("/arrive", code=303) if entered else (_accept_page(invitation, account, form), 422)


def _enter(connection: Connection, invitation: Opened, account: AnyRow, form: Form, now: str) -> bool:
    """Take an account into the programmes of the link; False where its number is somebody else's there, said in the
    form.

    A registration is taken from the form only where the account has none.
    """
    invitations.hold(connection, invitation, now, new=False)
    person, lacks = sessions.person(connection, account.id), _lacks(invitation, account)
    if person is None or _is_held(connection, invitation, form, person if not lacks else None, account.id):
        return False
    roles.check_apart(connection, person.id, [(one.programme_id, one.role) for one in invitation.places])
    posts = invitations.spend(connection, invitation, now)
    if lacks:
        given = {name: form[name].data or "" for name in _BLANK}
        registrations.change(connection, person.id, person.id, now, name=person.name, **given)
    _begin(connection, account.id, invitation, posts, now)
    return True


def _begin(
    connection: Connection, person_id: str, invitation: Opened, posts: list[tuple[str, str]], now: str
) -> None:
    if invitation.provider_id:
        administrators.begin(connection, person_id, invitation.provider_id, now)
    roles.enrol_in(connection, person_id, posts, now, invitation.cohorts)


def _lacks(invitation: Opened, account: AnyRow) -> bool:
    """Whether somebody who joined as a coordinator now needs a registration."""
    return invitation.role in _REGISTERED and not (account.profession and account.licence_number)


def _invited(token: str) -> Opened:
    with store.reading() as connection:
        return invitations.opened(connection, token, instants.now())


def _join_page(invitation: Opened, form: Form) -> str:
    return _page("join", invitation, shown(form), least=passwords.MIN_LENGTH)


def _accept_page(invitation: Opened, account: AnyRow | None, form: Form | None = None) -> str:
    asks = form is not None or (account is not None and _lacks(invitation, account))
    return _page(
        "accept", invitation, shown(form or Registration()) if asks else {}, theirs=account is not None
    )


def _page(name: str, invitation: Opened, fields: dict[str, Input], **own: object) -> str:
    data, school = shell.data(), invitations.school_of(invitation)
    with store.reading() as connection:
        logo = logos.shown(connection, [school]).get(school) if school else None
    page = frame.page(
        None,
        data,
        f"Join {invitation.into}",
        "",
        None,
        csrf=auth.token(),
        action=request.path,
        # Whoever is invited has no right yet but the link.
        logo=logo | {"href": f"{request.path}/logo.png"} if logo else None,
        email=invitation.email,
        invited=invitations.invited(invitation, data["vocabulary"]),
        professions=frame.choices(data["vocabulary"]["professions"]),
        remark=_remark(fields),
        fields=fields,
        problems=frame.problems(fields),
        **own,
    )
    return shell.render(f"sessions/{name}.html", page)


def _remark(fields: dict[str, Input]) -> str | None:
    if "licence_number" not in fields:
        return None
    return numbers.remark(fields["licence_body"]["value"], fields["licence_number"]["value"])
