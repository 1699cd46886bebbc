"""A provider, for its administrators: facts, programmes, who coordinates them, who administers it, and invitations."""

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from logbook import auth, instants, shell, store
from logbook.auth import links, mailing, tokens
from logbook.eligibility import requirements
from logbook.forms.inputs import shown
from logbook.models.engine import AnyRow
from logbook.office import administrators, invitations, overseeing, programmes, providers, roles, viewing
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import Conflict, NotFound
from logbook.shapes.loose import Doc
from logbook.shapes.served.invitations import LinkLine

blueprint = Blueprint("providers", __name__, url_prefix="/provider")
blueprint.before_request(auth.check_token)

MINE = "manage provider invitation"


@blueprint.get("")
def show() -> str:
    """Its programmes, as many as a page holds, and beside them who runs them, and links that wait."""
    person, data = auth.require_role("administrator"), shell.data()
    view = viewing.asked(request.args.to_dict(), overseeing.SHOWN)
    with store.reading() as connection:
        found = overseeing.administered(connection, person)
        view = viewing.known(view, found)
        school = viewing.chosen(view, found)[0]
        clock = Clock(instants.now(), school.tz)
        listed = overseeing.shown(connection, person, school, view, data["vocabulary"], clock)
    here = view._replace(programme=school.id)
    schools = here.choices(overseeing.PATH, "programme", {row.id: row.name for row in found})
    page = _framed(person, school.name, back=None, notice=frame.done(links.done()), schools=schools) | listed
    return shell.render("provider/index.html", page)


@blueprint.get("/<uuid:id>/facts")
def facts(id: UUID) -> str:
    """Name, address and time zone, to be put right."""
    person, school = _school(str(id))
    return _facts(person, school, providers.Facts(data=school._asdict()))


@blueprint.post("/<uuid:id>/facts")
def update(id: UUID) -> ResponseReturnValue:
    """Keep them, and tell the phones of everybody in its programmes of a new name."""
    person, school = _school(str(id))
    form = providers.Facts(request.form)
    if not form.validate():
        return _facts(person, school, form), 422
    with store.writing() as connection:
        providers.change(connection, school.id, **form.data)
    return _back(school.id, "The facts are kept.")


@blueprint.get("/<uuid:id>/programmes")
def new_programme(id: UUID) -> str:
    """The form for one more programme."""
    person, school = _school(str(id))
    return _programme(person, school, programmes.Facts(data={"tz": school.tz}))


@blueprint.post("/<uuid:id>/programmes")
def add_programme(id: UUID) -> ResponseReturnValue:
    """Add a programme; whoever is to coordinate it is invited next."""
    person, school = _school(str(id))
    form = programmes.Facts(request.form)
    if not form.validate(requirements.sets()):
        return _programme(person, school, form), 422
    with store.writing() as connection:
        made = programmes.begin(connection, instants.now(), provider_id=school.id, **form.data)
    done = f"{form.name.data} is added. Invite who coordinates it."
    return links.go_on(f"/provider/{school.id}/invitations?post={made}", done)


@blueprint.get("/<uuid:id>/invitations")
def invite(id: UUID) -> str:
    """The form to invite a coordinator or an administrator."""
    person, school = _school(str(id))
    posts = _posts(person, school)
    chosen = request.args.get("post", "")
    form = overseeing.Asked(data={"post": chosen if chosen in posts else ""})
    return _invite(person, school, posts, form)


@blueprint.post("/<uuid:id>/invitations")
def create(id: UUID) -> ResponseReturnValue:
    """Make an invitation; the next page shows its link."""
    person, school = _school(str(id))
    posts, form = _posts(person, school), overseeing.Asked(request.form)
    good = form.validate(posts)
    with store.reading() as connection:
        if not good or not overseeing.is_missing(connection, person, school, form):
            return _invite(person, school, posts, form), 422
    over = form.post.data == school.id
    where = {"provider_id" if over else "programme_id": form.post.data}
    with store.writing() as connection:
        made, _ = tokens.create(
            connection,
            instants.now(),
            "invite",
            role="administrator" if over else "coordinator",
            name=form.name.data,
            email=form.email.data,
            created_by=person.id,
            **where,
        )
    done = f"The link for {form.name.data} is made. {mailing.became_of('Hand it over: nothing was sent.')}"
    return links.go_on(f"/provider/invitations/{made}", done)


@blueprint.get("/invitations/<uuid:id>")
def invitation(id: UUID) -> str:
    """An invitation; its link and QR code for who made it, as long as it works."""
    person, found = _invitation(str(id))
    line, token = _line(person, found), tokens.shown(found, person.id)
    works = bool(token) and line["lasts"] and not line["over"]
    page = _framed(
        person,
        f"Invitation for {found.name}",
        invitation=line,
        link=invitations.link(f"{current_app.config['ORIGIN']}/join/{token}") if works else None,
        lost=bool(token),
        notice=frame.done(links.done()),
    )
    return shell.render("provider/invitation.html", page)


@blueprint.post("/invitations/<uuid:id>/link")
def renew(id: UUID) -> Response:
    """A new link for seven more days; the old one stops working."""
    person, found = _invitation(str(id))
    with store.writing() as connection:
        if tokens.renew(connection, [found.id], person.id, instants.now()) is None:
            raise Conflict(invitations.GONE)
    return links.go_on(f"/provider/invitations/{id}", invitations.RENEWED.format(name=found.name))


@blueprint.get("/invitations/<uuid:id>/revocation")
def ask_revoke(id: UUID) -> str:
    """Says what stops working, and asks."""
    person, found = _invitation(str(id))
    page = _framed(person, f"Revoke the link for {found.name}", invitation=_line(person, found))
    return shell.render("provider/revocation.html", page)


@blueprint.post("/invitations/<uuid:id>/revocation")
def revoke(id: UUID) -> Response:
    """Make the link stop working; where it does not any more, nothing changes."""
    _, found = _invitation(str(id))
    with store.writing() as connection:
        tokens.revoke(connection, found.id, instants.now())
    return links.go_on(overseeing.PATH, f"The link for {found.name} stopped working.")


@blueprint.get("/coordinators/<uuid:id>/ending")
def ask_end_coordinator(id: UUID) -> str:
    """Says what ends when somebody coordinates a programme no longer, and whether anybody is left who does."""
    person, found = _coordinator(str(id))
    with store.reading() as connection:
        school = overseeing.of_programme(connection, person, found.programme_id)
        over = overseeing.overseen(connection, person, school.id)
    [name] = [row.name for row in over.programmes if row.id == found.programme_id]
    last = len(over.coordinators[found.programme_id]) == 1
    return _ending(person, found, "coordinators", role="coordinator", of=name, last=last)


@blueprint.post("/coordinators/<uuid:id>/ending")
def end_coordinator(id: UUID) -> Response:
    """End the role of a coordinator. Raises NotFound."""
    person, found = _coordinator(str(id))
    with store.writing() as connection:
        roles.end(connection, found.id, instants.now(), person.id)
    return links.go_on(overseeing.PATH, f"{found.name} does not coordinate it any more.")


@blueprint.get("/administrators/<uuid:id>/ending")
def ask_end_administrator(id: UUID) -> str:
    """Says what ends when somebody administers a provider no longer."""
    person, found = _administrator(str(id))
    with store.reading() as connection:
        [name] = [
            row.name for row in overseeing.administered(connection, person) if row.id == found.provider_id
        ]
    return _ending(person, found, "administrators", role="administrator", of=name, last=False)


@blueprint.post("/administrators/<uuid:id>/ending")
def end_administrator(id: UUID) -> Response:
    """End the role of another administrator. Raises NotFound."""
    person, found = _administrator(str(id))
    with store.writing() as connection:
        if not administrators.end(connection, found.id, person.id, instants.now()):
            raise NotFound
    return links.go_on(overseeing.PATH, f"{found.name} is administrator no longer.")


def _school(id: str) -> tuple[Person, AnyRow]:
    person = auth.require_role("administrator")
    with store.reading() as connection:
        found = overseeing.school(connection, person, id)
    if found is None:
        raise NotFound
    return person, found


def _posts(person: Person, school: AnyRow) -> dict[str, str]:
    """To what somebody can be invited: {id of a programme or of the provider: in words}."""
    with store.reading() as connection:
        found = overseeing.overseen(connection, person, school.id).programmes
    return {row.id: f"Coordinator of {row.name}" for row in found if row.ended_at is None} | {
        school.id: f"Administrator of {school.name}"
    }


def _invitation(id: str) -> tuple[Person, AnyRow]:
    person = auth.require_role("administrator")
    with store.reading() as connection:
        found = invitations.find(connection, person, id, "invite", action=MINE)
    if found is None:
        raise NotFound
    return person, found


def _line(person: Person, found: AnyRow) -> LinkLine:
    return overseeing.link_line(found, shell.data()["vocabulary"], Clock(instants.now(), person.tz))


def _coordinator(id: str) -> tuple[Person, AnyRow]:
    person = auth.require_role("administrator")
    with store.reading() as connection:
        found = overseeing.coordinator(connection, person, id)
    if found is None:
        raise NotFound
    return person, found


def _administrator(id: str) -> tuple[Person, AnyRow]:
    person = auth.require_role("administrator")
    with store.reading() as connection:
        found = administrators.find(connection, person, id)
    if found is None:
        raise NotFound
    return person, found


def _back(id: str, done: str) -> Response:
    return links.go_on(f"{overseeing.PATH}?programme={id}", done)


def _framed(person: Person, title: str, *, back: str | None = overseeing.PATH, **own: Any) -> Doc:
    return frame.page(person, shell.data(), title, "provider", back, csrf=auth.token(), **own)


def _facts(person: Person, school: AnyRow, form: providers.Facts) -> str:
    fields = shown(form)
    page = _framed(person, "Facts", id=school.id, fields=fields, problems=frame.problems(fields))
    return shell.render("provider/facts.html", page)


def _programme(person: Person, school: AnyRow, form: programmes.Facts) -> str:
    fields = shown(form)
    sets = [{"code": key, "label": found["title"]} for key, found in requirements.sets().items()]
    page = _framed(
        person, "Add a programme", id=school.id, fields=fields, problems=frame.problems(fields), sets=sets
    )
    return shell.render("provider/programme.html", page)


def _invite(person: Person, school: AnyRow, posts: dict[str, str], form: overseeing.Asked) -> str:
    fields = shown(form)
    page = _framed(
        person,
        "Invite somebody",
        id=school.id,
        fields=fields,
        problems=frame.problems(fields),
        posts=frame.choices(posts),
        days=tokens.INVITE_DAYS,
        notice=frame.done(links.done()),
    )
    return shell.render("provider/invite.html", page)


def _ending(person: Person, found: AnyRow, what: str, **own: Any) -> str:
    page = _framed(
        person,
        f"End {found.name}’s role",
        action=f"/provider/{what}/{found.id}/ending",
        member=overseeing.coordinator_line(found, person, Clock(instants.now(), person.tz)),
        **own,
    )
    return shell.render("provider/ending.html", page)
