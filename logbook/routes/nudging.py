"""A trainee reminds whoever is to sign a case of theirs; a coordinator a supervisor of all that waits."""

from uuid import UUID, uuid4

from flask import Blueprint, current_app, request
from flask.typing import ResponseReturnValue

from logbook import auth, instants, shell, store
from logbook.auth import links, mailing
from logbook.filters import count, date
from logbook.office import nudges, supervisor
from logbook.office.nudges import Waits
from logbook.pages import frame
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.problems import NotFound
from logbook.schemas.shapes import is_uuid

blueprint = Blueprint("nudging", __name__)
blueprint.before_request(auth.check_token)


@blueprint.get("/entries/<uuid:id>/nudge")
def ask(id: UUID) -> str:
    """How much waits and since when, whether they may remind by now, and words to send by themselves."""
    person = auth.require()
    clock = Clock(instants.now(), person.tz)
    with store.reading() as connection:
        waits = nudges.of_case(connection, person, str(id), clock)
    if waits is None:
        raise NotFound
    return _page(person, str(id), waits, clock)


@blueprint.post("/entries/<uuid:id>/nudge")
def remind(id: UUID) -> ResponseReturnValue:
    """Remind them; a page that says from when on where it is too soon. Raises NotFound."""
    person = auth.require()
    clock = Clock(instants.now(), person.tz)
    waits = store.run(lambda connection: nudges.by_trainee(connection, person, str(id), _id_of_form(), clock))
    if waits is None:
        raise NotFound
    if waits.may_on > clock.today:
        return _page(person, str(id), waits, clock), 409
    return links.go_on(f"/entries/{id}/nudge", f"{waits.name} is reminded.")


@blueprint.post("/people/supervisors/<uuid:id>/nudge")
def remind_all(id: UUID) -> ResponseReturnValue:
    """A coordinator reminds a supervisor of all that waits for them. Raises NotFound."""
    person, now = auth.require_role("coordinator"), instants.now()
    with store.reading() as connection:
        posts = supervisor.find(connection, person, str(id))
    if not posts or str(id) == person.id:
        raise NotFound
    done = store.run(lambda connection: nudges.by_office(connection, person, posts, _id_of_form(), now))
    return links.go_on(
        f"/people/supervisors/{id}",
        f"{posts[0].name} is reminded." if done else "Nothing waits, or they were reminded a moment ago.",
    )


def _id_of_form() -> str:
    given = request.form.get("id", "")
    return given if is_uuid(given) else str(uuid4())


def _page(person: Person, entry: str, waits: Waits, clock: Clock) -> str:
    cases = count(waits.cases, "case waits", "cases wait")
    since = clock.local(waits.since)[:10]
    page = frame.page(person, shell.data(), f"Remind {waits.name}", "entries", f"/entries/{entry}")
    page |= {
        "csrf": auth.token(),
        "notice": frame.done(links.done()),
        "action": f"/entries/{entry}/nudge",
        "id": str(uuid4()),
        "name": waits.name,
        "cases": waits.cases,
        "since": since,
        "last": clock.local(waits.last)[:10] if waits.last else None,
        "may_on": waits.may_on if waits.may_on > clock.today else None,
        "by_mail": mailing.is_on(),
        "message": (
            f"Dear {waits.name}, {cases} for your answer in the Injection Logbook, the oldest since {date(since)}: "
            f"{current_app.config['ORIGIN']}/signoffs"
        ),
    }
    return shell.render("nudges/show.html", page)
