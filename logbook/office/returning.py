"""A role that ended is given again, judged as an invitation to it would be: at once, or by a link where the account
opens more than its coordinator may open. Nobody is made to work for a school beside the one they work for now."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, select

from logbook.auth import tokens
from logbook.auth.makers import reaches_further
from logbook.feed import hold_writers
from logbook.models import Membership, Programme
from logbook.models.engine import AnyRow
from logbook.office import registrations, roles
from logbook.office.roster import verdicts
from logbook.office.roster.verdicts import Line
from logbook.permissions import Person
from logbook.problems import Conflict


class Given(NamedTuple):
    """Who has the role again at once (ids of memberships), and who accepts it by a link (ids of invitations)."""

    roles: list[str]
    links: list[str]


def check(connection: Connection, member: AnyRow, now: str) -> None:
    """Raises Conflict where nobody could be invited to the ended role of a row of `members`, or their number is
    somebody else's there by now."""
    [words] = _refused(connection, [member], now)
    if words:
        raise Conflict(f"{member.name}: {words}.")
    there, number = [member.programme_id], (member.licence_body, member.licence_number)
    if registrations.holder(connection, there, *number, member.person_id):
        raise Conflict(
            f"Somebody else of your training provider is registered with the number of {member.name}."
        )


def is_accepted(connection: Connection, person: Person, member: AnyRow) -> bool:
    """Whether the owner of the account accepts the role by a link, before they have it again."""
    return member.person_id in _further(connection, person, member.programme_id)


def give(connection: Connection, person: Person, member: AnyRow, now: str) -> Given:
    """Give the ended role of a row of `members` again. Raises Conflict. The last thing before commit."""
    hold_writers(connection)
    check(connection, member, now)
    return _give(connection, person, [member], now)


def give_all(connection: Connection, person: Person, members: Iterable[AnyRow], now: str) -> Given:
    """The same of several of one programme; those who could not be invited to theirs are left out."""
    hold_writers(connection)
    ended = list(members)
    refused = _refused(connection, ended, now)
    return _give(
        connection, person, [one for one, words in zip(ended, refused, strict=True) if not words], now
    )


def _give(connection: Connection, person: Person, members: Sequence[AnyRow], now: str) -> Given:
    further = _further(connection, person, members[0].programme_id) if members else set[str]()
    asked = [
        tokens.Invited(one.name, one.email, one.role, [one.programme_id])
        for one in members
        if one.person_id in further
    ]
    made = tokens.invite(connection, now, person.id, asked)
    at_once = [one for one in members if one.person_id not in further]
    return Given([roles.reinstate(connection, one, now) for one in at_once], made)


def _refused(connection: Connection, members: Sequence[AnyRow], now: str) -> list[str]:
    """Why nobody could be invited to the role of each, "" where they could."""
    if not members:
        return []
    there = verdicts.known(connection, [members[0].programme_id], now)
    return [_why(one, there) for one in members]


def _why(member: AnyRow, there: verdicts.Known) -> str:
    line = Line(1, member.name, member.email, False)
    [found] = verdicts.judged([line], member.role, [member.programme_id], there)
    return "" if found.kind == "invite" else found.words


def _further(connection: Connection, person: Person, programme_id: str) -> set[str]:
    """Whose account, of all who were ever in a programme, opens more than this coordinator of it may open."""
    run = person.programmes("coordinator")

    def runs(id: Any) -> ColumnElement[bool]:
        clause: ColumnElement[bool] = id.in_(run)
        return clause

    query = (
        select(Membership.person_id)
        .join(Programme, Programme.id == Membership.programme_id)
        .where(Programme.id == programme_id)
        .where(reaches_further(Membership.person_id, Programme.provider_id, runs))
    )
    return {*connection.scalars(query)}
