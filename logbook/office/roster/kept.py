"""A list between pasting and confirming: kept as it was read, mended, judged anew whenever it is looked at, confirmed
once."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import uuid4

import orjson
from sqlalchemy import Connection, delete, insert, select, update

from logbook import budgets, instants
from logbook.auth import tokens
from logbook.feed import hold_writers
from logbook.forms.inputs import mail_address, one_line
from logbook.models import Roster
from logbook.models.engine import AnyRow
from logbook.office import cohorts
from logbook.office.roster import verdicts
from logbook.office.roster.lists import Read
from logbook.office.roster.verdicts import Line, Verdict
from logbook.permissions import Person, visible
from logbook.traces import trace


class Differs(Exception):
    """What is to be invited is not what was seen any more."""


class Kept(NamedTuple):
    """A list as it stands: of its programmes those that its owner still runs."""

    id: str
    role: str
    cohort: str | None
    programmes: Sequence[str]
    lines: Sequence[Line]
    unread: Sequence[str]
    made_at: str
    confirmed_at: str | None
    invited: int


def keep(
    connection: Connection,
    person: Person,
    read: Read,
    role: str,
    programmes: Sequence[str],
    now: str,
    cohort: str | None = None,
) -> str:
    """Keep what was read, and into which `cohort` trainees are to come; gives its id. Of many that wait the oldest are
    forgotten."""
    mine = select(Roster.id).where(Roster.by_id == person.id).order_by(Roster.made_at.desc(), Roster.id)
    old = list(connection.scalars(mine.offset(budgets.ROSTERS - 1)))
    connection.execute(delete(Roster).where(Roster.id.in_(old)))
    id = str(uuid4())
    connection.execute(
        insert(Roster).values(
            id=id,
            by_id=person.id,
            role=role,
            cohort_id=cohort,
            programmes=_text(list(programmes)),
            lines=_text([(one.row, one.name, one.email, False) for one in read.lines]),
            unread=_text(read.unread),
            made_at=now,
            expires_at=instants.plus(now, days=budgets.ROSTER_DAYS),
            confirmed_at=None,
            invited=0,
        )
    )
    return id


def find(connection: Connection, person: Person, id: str, now: str) -> Kept | None:
    """A list of theirs that was not forgotten."""
    row = connection.execute(_theirs(person, id, now)).first()
    return None if row is None else _kept(row, person)


def waiting(connection: Connection, person: Person, now: str) -> list[AnyRow]:
    """Their lists that were not confirmed yet, newest first: (id, role, made_at)."""
    query = select(Roster.id, Roster.role, Roster.made_at).where(
        visible(person, "see roster"), Roster.confirmed_at.is_(None), Roster.expires_at > now
    )
    return list(connection.execute(query.order_by(Roster.made_at.desc(), Roster.id)))


def mend(connection: Connection, person: Person, id: str, given: Mapping[int, Line], now: str) -> bool:
    """Put these rows as somebody gave them; False where the list is gone or was confirmed meanwhile."""
    kept = _open(connection, person, id, now)
    if kept is None:
        return False
    lines = [given.get(line.row, line) for line in kept.lines]
    connection.execute(
        update(Roster).where(Roster.id == id).values(lines=_text([list(one) for one in lines]))
    )
    return True


def judged(connection: Connection, kept: Kept, now: str) -> list[Verdict]:
    """What becomes of each line as things stand."""
    there = verdicts.known(connection, kept.programmes, now)
    return verdicts.judged(kept.lines, kept.role, kept.programmes, there)


def cohort(connection: Connection, person: Person, kept: Kept) -> AnyRow | None:
    """The cohort into which it leads; None where it leads into none, or that takes nobody in any more."""
    return cohorts.lasting(connection, person, kept.cohort, kept.programmes) if kept.cohort else None


def seen(lines: Sequence[Line], found: Sequence[Verdict], into: AnyRow | None) -> str:
    """What somebody sees of a list, so short that a form can carry it: who is to be invited into what. Also by name
    and address, for rows of other pages are mended in other windows."""
    told = [
        [list(line), list(one.into)] for line, one in zip(lines, found, strict=True) if one.kind == "invite"
    ]
    return hashlib.sha256(orjson.dumps([told, into.id if into else None])).hexdigest()


def confirm(connection: Connection, person: Person, id: str, was_seen: str, now: str) -> int | None:
    """Invite all who are to be invited: all of them, or none where anything fails. Gives how many; None where the
    list is gone or was confirmed already. As many queries for two thousand names as for two.

    Raises Differs where things stand otherwise than they were seen.
    """
    # Two who confirm the same names at once: the second finds the links of the first.
    hold_writers(connection)
    kept = _open(connection, person, id, now)
    if kept is None:
        return None
    found, leads = judged(connection, kept, now), cohort(connection, person, kept)
    if seen(kept.lines, found, leads) != was_seen:
        raise Differs
    into = {leads.programme_id: leads.id} if leads else {}
    invited = [
        tokens.Invited(line.name or line.email, line.email, kept.role, verdict.into, into)
        for line, verdict in zip(kept.lines, found, strict=True)
        if verdict.kind == "invite"
    ]
    tokens.invite(connection, now, person.id, invited)
    done = {"confirmed_at": now, "invited": len(invited), "lines": "[]"}
    connection.execute(update(Roster).where(Roster.id == id).values(**done))
    trace("many_invited", thing=id, role=kept.role, count=len(invited))
    return len(invited)


def forget(connection: Connection, person: Person, id: str) -> None:
    """Forget a list of theirs; who was invited by it stays so."""
    connection.execute(delete(Roster).where(visible(person, "see roster"), Roster.id == id))


def prune(connection: Connection, now: str) -> int:
    """Forget the lists whose time is over; gives how many."""
    return connection.execute(delete(Roster).where(Roster.expires_at <= now)).rowcount


def typed(row: int, name: str, email: str, out: bool) -> Line:
    """A line as somebody mended it."""
    return Line(row, one_line(name)[: verdicts.MOST_NAME + 1], mail_address(email)[:300], out)


def _open(connection: Connection, person: Person, id: str, now: str) -> Kept | None:
    query = _theirs(person, id, now).where(Roster.confirmed_at.is_(None)).with_for_update()
    row = connection.execute(query).first()
    return None if row is None else _kept(row, person)


def _theirs(person: Person, id: str, now: str) -> Any:
    return select(*Roster.__table__.columns).where(
        visible(person, "see roster"), Roster.id == id, Roster.expires_at > now
    )


def _kept(row: AnyRow, person: Person) -> Kept:
    run = person.programmes("coordinator")
    return Kept(
        row.id,
        row.role,
        row.cohort_id,
        [id for id in orjson.loads(row.programmes) if id in run],
        [Line(*line) for line in orjson.loads(row.lines)],
        orjson.loads(row.unread),
        row.made_at,
        row.confirmed_at,
        row.invited,
    )


def _text(value: Iterable[Any]) -> str:
    return orjson.dumps(value).decode()
