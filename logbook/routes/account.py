"""One's own account: name and registration, e-mail, password, and what can be deleted."""

from flask import Blueprint, g, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from wtforms import Form

from logbook import auth, feed, instants, shell, store
from logbook.auth import accounts, passwords
from logbook.auth.proof import NOT_IT, knows_password
from logbook.forms.accounts import NOT_FREE, ChangedPassword, Closing, Details, Named, OwnAddress
from logbook.forms.inputs import shown
from logbook.office import registrations
from logbook.office.accounts import changes
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.regulation import numbers

blueprint = Blueprint("account", __name__, url_prefix="/me")
blueprint.before_request(auth.check_token)


@blueprint.get("/details")
def details() -> str:
    """Name, profession and registration as they stand under what one writes and signs, and what they were."""
    person = auth.require()
    return _details_page(person, _details_form(person)(data=_columns(person)))


@blueprint.post("/details")
def change_details() -> ResponseReturnValue:
    """Put them right. What was said under the old ones goes on saying it."""
    person, now = auth.require(), instants.now()
    form = _details_form(person)(request.form)
    if form.validate():
        given = _columns(person) | {name: value or "" for name, value in form.data.items()}
        with store.writing() as connection:
            # Before the number is looked for, so that two who ask for it at once do not both get it.
            feed.hold_writers(connection)
            held = registrations.holder(
                connection, person.programmes(), given["licence_body"], given["licence_number"], person.id
            )
            if held is None:
                background = _chosen() if "licence_number" in form else None
                registrations.change(connection, person.id, person.id, now, background=background, **given)
        if held is None:
            return redirect("/me?fresh=1", code=303)
        form["licence_number"].errors = [registrations.HELD]
    return _details_page(person, form), 422


@blueprint.get("/email")
def email() -> str:
    """The form for another e-mail to sign in with."""
    return _page(auth.require(), "E-mail", "email", OwnAddress(data={"email": auth.require().email}))


@blueprint.post("/email")
def change_email() -> ResponseReturnValue:
    """Set another e-mail, for whoever knows the password: then Me; else the form, with what is wrong."""
    person, now = auth.require(), instants.now()
    form = OwnAddress(request.form)
    if form.validate() and _proven(form, person):
        try:
            with store.writing() as connection:
                accounts.set_email(connection, person.id, form.email.data or "", person.id, now)
            return redirect("/me?fresh=1", code=303)
        except IntegrityError:
            form.email.errors = [NOT_FREE]
    return _page(person, "E-mail", "email", form), 422


@blueprint.get("/password")
def password() -> str:
    """The form for another password, by whoever knows the one of now."""
    return _page(auth.require(), "Password", "password", ChangedPassword(), least=passwords.MIN_LENGTH)


@blueprint.post("/password")
def change_password() -> ResponseReturnValue:
    """Set it, and end every other session: whoever used the old one is out."""
    person, form = auth.require(), ChangedPassword(request.form)
    if passwords.is_good(form, person.name, person.email):
        if knows_password(person, form.old.data or ""):
            hashed, now = passwords.hashed(form.password.data or ""), instants.now()
            with store.writing() as connection:
                accounts.set_password(connection, person.id, hashed, now, but=g.login)
            return redirect("/me/devices", code=303)
        form.old.errors = ["This is not the password you have now"]
    return _page(person, "Password", "password", form, least=passwords.MIN_LENGTH), 422


@blueprint.get("/closing")
def closing() -> str:
    """What can be deleted, what is kept and why, and the way to close one's account."""
    return _page(auth.require(), "What can be deleted", "closing", Closing())


@blueprint.post("/closing")
def close() -> ResponseReturnValue:
    """Close one's own account: nobody signs in to it, what was said stays."""
    person, form = auth.require(), Closing(request.form)
    if not form.validate() or not _proven(form, person):
        return _page(person, "What can be deleted", "closing", form), 422
    with store.writing() as connection:
        accounts.lock(connection, person.id, person.id, instants.now())
    return auth.let_out(redirect("/arrive", code=303))


def _details_form(person: Person) -> type[Form]:
    """Who writes or signs gives a registration; a coordinator may have none, and gives it where they have."""
    is_clinical = person.is_a("trainee") or person.is_a("supervisor") or bool(person.number)
    form: type[Form] = Details if is_clinical else Named
    return form


def _columns(person: Person) -> dict[str, str]:
    return {
        "name": person.name,
        "profession": person.profession,
        "licence_body": person.body,
        "licence_number": person.number,
    }


def _chosen() -> list[str]:
    return request.form.getlist("specialty")


def _details_page(person: Person, form: Form) -> str:
    data, clock = shell.data(), Clock(instants.now(), person.tz)
    with store.reading() as connection:
        rows = accounts.changes(connection, person.id)
        kept = registrations.specialties(connection, person.id)
    return _page(
        person,
        "Your details",
        "details",
        form,
        professions=frame.choices(data["vocabulary"]["professions"]),
        remark=numbers.remark(form["licence_body"].data or "", form["licence_number"].data or "")
        if "licence_number" in form
        else None,
        specialties=frame.choices(data["vocabulary"]["specialties"]),
        chosen=_chosen() if request.method == "POST" else kept,
        history=changes(
            rows,
            _columns(person) | {"specialties": registrations.in_order(kept)},
            person.id,
            data["vocabulary"],
            clock,
        ),
    )


def _page(person: Person, title: str, name: str, form: Form, **own: object) -> str:
    fields = shown(form)
    page = frame.page(person, shell.data(), title, "me", "/me", csrf=auth.token(), fields=fields, **own)
    page["owner_email"] = person.email
    return shell.render(f"account/{name}.html", page | {"problems": frame.problems(fields)})


def _proven(form: Form, person: Person) -> bool:
    known = knows_password(person, form["password"].data or "")
    if not known:
        form["password"].errors = [NOT_IT]
    return known
