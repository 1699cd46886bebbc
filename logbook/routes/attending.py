"""Modules as trainees and tutors see them: what is done and what is not, declared, attended, accepted."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from logbook import auth, instants, shell, store
from logbook.auth import links
from logbook.forms.inputs import shown
from logbook.office import coursework, proofs
from logbook.office.coursework import Training
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import NotFound
from logbook.record import taught
from logbook.shapes.served.asked import Offered
from logbook.store import Verdict

BESIDE = {"hours": "Declare hours", "document": "Declare a document"}

blueprint = Blueprint("attending", __name__, url_prefix="/modules")
blueprint.before_request(auth.check_token)


@blueprint.get("")
def index() -> str:
    """Their own modules, and what waits for them as tutors."""
    person, data = auth.require(), shell.data()
    clock = Clock(instants.now(), person.tz)
    with store.reading() as connection:
        own = coursework.own(connection, person)
        sections = [coursework.section(connection, one, data["vocabulary"], clock.today) for one in own]
        tutored = coursework.tutored(connection, person)
        declared = coursework.declared(connection, person, clock)
    tab = "progress" if own else "trainees"
    page = frame.page(
        person,
        data,
        "Modules",
        tab,
        f"/{tab}",
        csrf=auth.token(),
        trains=bool(own),
        tutors=bool(tutored),
        sections=sections,
        declared=declared,
        ways=data["vocabulary"]["known_ways"],
        notice=frame.done(links.done()),
    )
    return shell.render("modules/own.html", page)


@blueprint.get("/<uuid:membership>/<module>")
def form(membership: UUID, module: str) -> str:
    """The form by which a trainee declares a module."""
    person = auth.require()
    one = _own(person, membership)
    return _form(person, one, coursework.Facts(data={"module": module}), _title(one, module))


@blueprint.post("/<uuid:membership>/<module>")
def declare(membership: UUID, module: str) -> ResponseReturnValue:
    """Declare it: it waits until a tutor accepts it."""
    person, now = auth.require(), instants.now()
    one = _own(person, membership)
    title = _title(one, module)
    given = coursework.Facts(request.form, data={})
    given.who.data, given.module.data = one.id, module
    if not given.validate([one.id], [module], instants.day(now, one.tz)):
        return _form(person, one, given, title), 422
    verdict = store.run(lambda connection: coursework.attest(connection, person, one, "declared", given, now))
    return links.go_on("/modules", _said(verdict, f"{title} is declared. A tutor accepts it."))


@blueprint.get("/<uuid:membership>/beside/<any(hours,document):what>")
def beside(membership: UUID, what: str) -> str:
    """The form by which a trainee declares hours or a document."""
    person = auth.require()
    return _beside(person, _own(person, membership), proofs.Declared(data={"what": what}))


@blueprint.post("/<uuid:membership>/beside/<any(hours,document):what>")
def declare_beside(membership: UUID, what: str) -> ResponseReturnValue:
    """Declare them: they wait until a tutor accepts them."""
    person, now = auth.require(), instants.now()
    one, form = _own(person, membership), proofs.Declared(request.form)
    form.what.data = what
    if not form.validate((), shell.data()["vocabulary"], instants.day(now, one.tz)):
        return _beside(person, one, form), 422
    verdict = store.run(lambda connection: coursework.declare(connection, person, one, form, now))
    return links.go_on("/modules", _said(verdict, "Declared. A tutor accepts it."))


@blueprint.get("/attended")
def new() -> str:
    """The form by which a tutor says who attended."""
    person = auth.require()
    return _form(person, None, coursework.Facts(), "")


@blueprint.post("/attended")
def attended() -> ResponseReturnValue:
    """Record that somebody attended a module."""
    person, now, given = auth.require(), instants.now(), coursework.Facts(request.form)
    with store.reading() as connection:
        tutored = coursework.tutored(connection, person)
        one = next((each for each in tutored if each.id == given.who.data), None)
        modules = [row.key for row in taught.current(connection, one.programme_id)] if one else []
    if not tutored:
        raise NotFound
    today = instants.day(now, one.tz if one else person.tz)
    if not given.validate([each.id for each in tutored], modules, today) or one is None:
        return _form(person, None, given, ""), 422
    verdict = store.run(lambda connection: coursework.attest(connection, person, one, "attended", given, now))
    return links.go_on("/modules/attended", _said(verdict, f"Recorded: {one.name} attended."))


@blueprint.post("/<uuid:id>/acceptance")
def accept(id: UUID) -> ResponseReturnValue:
    """Accept what a trainee declared."""
    person, now = auth.require(), instants.now()
    verdict = store.run(lambda connection: coursework.accept(connection, person, str(id), now))
    if verdict is None:
        raise NotFound
    return links.go_on("/modules", _said(verdict, "Accepted."))


@blueprint.post("/<uuid:id>/withdrawal")
def take_back(id: UUID) -> ResponseReturnValue:
    """Take back what they said themselves."""
    person, now = auth.require(), instants.now()
    verdict = store.run(lambda connection: coursework.take_back(connection, person, str(id), now))
    if verdict is None:
        raise NotFound
    return links.go_on("/modules", _said(verdict, "Taken back. What was said stays on record."))


def _own(person: Person, membership: UUID) -> Training:
    with store.reading() as connection:
        for one in coursework.own(connection, person):
            if one.id == str(membership):
                return one
    raise NotFound


def _title(one: Training, module: str) -> str:
    with store.reading() as connection:
        for row in taught.current(connection, one.programme_id):
            if row.key == module:
                return str(row.title)
    raise NotFound


def _said(verdict: Verdict, done: str) -> str:
    if verdict["status"] == "applied":
        return done
    return "That is recorded already." if verdict["status"] == "duplicate" else "Nothing was recorded."


def _beside(person: Person, one: Training, form: proofs.Declared) -> str:
    data, fields = shell.data(), shown(form)
    words, what = data["vocabulary"], form.what.data or ""
    page = frame.page(
        person,
        data,
        BESIDE[what],
        "progress",
        "/modules",
        csrf=auth.token(),
        action=f"/modules/{one.id}/beside/{what}",
        what=what,
        programme=one.programme,
        hours=frame.choices(words["hours_kinds"]),
        ways=frame.choices(words["teaching_ways"]),
        documents=frame.choices(words["document_kinds"]),
        most=Clock(instants.now(), one.tz).today,
        fields=fields,
        problems=frame.problems(fields),
    )
    return shell.render("modules/beside.html", page)


def _form(person: Person, one: Training | None, given: coursework.Facts, title: str) -> str:
    data, fields = shell.data(), shown(given)
    trainees, modules = list[Offered](), dict[str, str]()
    if one is None:
        with store.reading() as connection:
            tutored = coursework.tutored(connection, person)
            for programme in sorted({each.programme_id for each in tutored}):
                modules |= {row.key: row.title for row in taught.current(connection, programme)}
        if not tutored:
            raise NotFound
        trainees = [{"code": each.id, "label": each.name} for each in tutored]
    page = frame.page(
        person,
        data,
        title or "Who attended",
        "progress" if one else "trainees",
        "/modules",
        csrf=auth.token(),
        action=f"/modules/{one.id}/{fields['module']['value']}" if one else "/modules/attended",
        module=title,
        trainees=trainees,
        modules=[{"code": key, "label": label} for key, label in modules.items()],
        most=Clock(instants.now(), one.tz if one else person.tz).today,
        fields=fields,
        problems=frame.problems(fields),
        notice=frame.done(links.done()),
    )
    return shell.render("modules/declare.html", page)
