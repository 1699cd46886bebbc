"""The programmes of a provider as its administrators see them: who runs each, how many are in it, who is invited."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, func, select
from wtforms import StringField
from wtforms.validators import AnyOf

from logbook.folding import by_name
from logbook.models import Membership, Programme, Provider
from logbook.models import Person as People
from logbook.models.engine import AnyRow
from logbook.office import administrators, invitations, logos, viewing
from logbook.office.members import initials
from logbook.office.programmes import naturally
from logbook.office.viewing import View
from logbook.pages.clock import Clock
from logbook.permissions import Person, visible
from logbook.record import published
from logbook.shapes.served.invitations import LinkLine
from logbook.shapes.served.providers import CoordinatorLine, Overseen, School
from logbook.shapes.words import Vocabulary

PATH = "/provider"
# Which programmes are shown: what that is called, and whether one is, by how many coordinate it.
SHOWN = {"all": "All programmes", "nobody": "Without a coordinator"}


class Asked(invitations.Whom):
    """Whom an administrator invites; `post` is the programme to coordinate, or the provider to administer."""

    post = StringField()

    def validate(self, posts: Iterable[str]) -> bool:
        """Judge all fields; which posts there are depends on who asks."""
        there = AnyOf([*posts], message="Choose what they are invited to")
        return bool(super().validate(extra_validators={"post": [there]}))


class Over(NamedTuple):
    """The programmes of a provider, by name, and what is known of each."""

    programmes: list[AnyRow]
    coordinators: dict[str, list[AnyRow]]
    counts: Counter[tuple[str, str]]
    sets: dict[str, str]  # what each requirement set of theirs is called, by its key


def administered(connection: Connection, person: Person) -> list[AnyRow]:
    """The providers that they administer, by name."""
    rows = connection.execute(select(Provider.__table__).where(visible(person, "run provider")))
    return sorted(rows, key=lambda row: (naturally(row.name), row.id))


def school(connection: Connection, person: Person, id: str) -> AnyRow | None:
    """One of the providers that they administer."""
    return next((row for row in administered(connection, person) if row.id == id), None)


def overseen(connection: Connection, person: Person, id: str) -> Over:
    """What an administrator sees of the programmes of one."""
    query = select(Programme.__table__).where(
        visible(person, "oversee programme"), Programme.provider_id == id
    )
    found = sorted(connection.execute(query), key=lambda row: (naturally(row.name), row.id))
    ids = [row.id for row in found]
    coordinators: dict[str, list[AnyRow]] = {id: [] for id in ids}
    for row in sorted(
        connection.execute(
            _COORDINATORS.where(
                visible(person, "see coordinator"),
                Membership.programme_id.in_(ids),
                Membership.ended_at.is_(None),
            )
        ),
        key=lambda row: (*by_name(row.name), row.id),
    ):
        coordinators[row.programme_id].append(row)
    counted = connection.execute(
        select(Membership.programme_id, Membership.role, func.count().label("people"))
        .where(Membership.programme_id.in_(ids), Membership.ended_at.is_(None))
        .group_by(Membership.programme_id, Membership.role)
    )
    counts = Counter({(row.programme_id, row.role): row.people for row in counted})
    sets = published.newest(connection, {row.requirement_set for row in found})
    return Over(found, coordinators, counts, {key: one.told["title"] for key, one in sets.items()})


def of_programme(connection: Connection, person: Person, programme_id: str) -> AnyRow:
    """The provider of a programme that they oversee. Raises NoResultFound."""
    query = select(Provider.__table__).join(Programme, Programme.provider_id == Provider.id)
    return connection.execute(
        query.where(visible(person, "oversee programme"), Programme.id == programme_id)
    ).one()


def coordinator(connection: Connection, person: Person, membership_id: str) -> AnyRow | None:
    """The role of a coordinator that they may end."""
    query = _COORDINATORS.where(visible(person, "end coordinator"), Membership.id == membership_id)
    return connection.execute(query).first()


def is_missing(connection: Connection, person: Person, school: AnyRow, form: Asked) -> bool:
    """Whether nobody with this address is yet what the form invites to; else it says so: a link that stays open would
    give a role again that ended meanwhile."""
    there = (
        administrators.of_provider(connection, person, school.id)
        if form.post.data == school.id
        else overseen(connection, person, school.id).coordinators.get(form.post.data or "", [])
    )
    if any(row.email == form.email.data for row in there):
        form.email.errors = ["Whoever has this e-mail holds this role already"]
    return not form.errors


def shown(
    connection: Connection, person: Person, school: AnyRow, view: View, words: Vocabulary, clock: Clock
) -> School:
    """All that the page of a provider says, its programmes so many a page."""
    over = overseen(connection, person, school.id)
    found = [
        _line(row, over, person, clock)
        for row in over.programmes
        if viewing.is_named(view.q, row.name, *(one.name for one in over.coordinators[row.id]))
    ]
    lonely = [line for line in found if not line["coordinators"] and line["ended_on"] is None]
    here, turned = viewing.turned(PATH, view, lonely if view.show == "nobody" else found)
    labels = SHOWN | {"nobody": f"{SHOWN['nobody']} {len(lonely)}"}
    worth = {show: label for show, label in labels.items() if show in ("all", view.show) or lonely}
    links = [
        row
        for row in invitations.unused_of_providers(connection, person)
        if row.provider_id == school.id or row.programme_id in over.coordinators
    ]
    there = administrators.of_provider(connection, person, school.id)
    return {
        **turned,
        "school": {
            "id": school.id,
            "name": school.name,
            "address": school.address,
            "tz": school.tz,
            "logo": logos.shown(connection, [school.id]).get(school.id),
        },
        "programmes": here,
        "any": bool(over.programmes),
        "shows": view.choices(PATH, "show", worth),
        "links": [link_line(row, words, clock) for row in links],
        "administrators": [administrators.line(row, person, clock) for row in there],
    }


def _line(row: AnyRow, over: Over, person: Person, clock: Clock) -> Overseen:
    return {
        "id": row.id,
        "name": row.name,
        "ended_on": clock.local(row.ended_at)[:10] if row.ended_at else None,
        "set": over.sets.get(row.requirement_set, row.requirement_set),
        "trainees": over.counts[row.id, "trainee"],
        "supervisors": over.counts[row.id, "supervisor"],
        "coordinators": [coordinator_line(one, person, clock) for one in over.coordinators[row.id]],
    }


def link_line(row: AnyRow, words: Vocabulary, clock: Clock) -> LinkLine:
    """An invitation that waits."""
    return invitations.line(row, words, clock, [row.programme_name] if row.programme_name else [])


def coordinator_line(row: AnyRow, person: Person, clock: Clock) -> CoordinatorLine:
    """Somebody who coordinates a programme, as a line."""
    return {
        "id": row.id,
        "name": row.name,
        "initials": initials(row.name),
        "email": row.email,
        "since": clock.local(row.since)[:10],
        "mine": row.person_id == person.id,
    }


_COORDINATORS = select(
    Membership.id, Membership.person_id, Membership.programme_id, Membership.since, People.name, People.email
).join(People, People.id == Membership.person_id)
