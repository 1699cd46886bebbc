"""Reminding a supervisor of what waits: by the trainee whose cases wait, after some days and once a week; by whoever
coordinates at any time. Recorded, told on their Notices, and by every way by which they want to hear of it."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, and_, func, insert, select

from logbook import instants, reach
from logbook.auth import accounts
from logbook.models import Entry, Nudge
from logbook.models.engine import AnyRow
from logbook.pages.clock import Clock
from logbook.pages.days import days_between, plus_days
from logbook.permissions import Person, visible
from logbook.store.waiting import of_programmes
from logbook.succession import answered_by, answering
from logbook.vocabulary import LISTS

# Sent once more by an impatient thumb, or from two tabs: one reminder.
MINUTES = 10


class Waits(NamedTuple):
    """What of somebody's waits for a supervisor: `since` is the instant at which the oldest came, `last` that of their
    newest reminder ("": none); `may_on` the day from which they may remind again."""

    id: str
    name: str
    programme: str
    cases: int
    since: str
    last: str
    may_on: str


def of_case(connection: Connection, person: Person, entry: str, clock: Clock) -> Waits | None:
    """What waits of this trainee's for whoever is to sign one of their cases; None where that waits for nobody."""
    query = select(Entry.programme_id, Entry.holder_id.label("holder")).where(
        visible(person, "write entry"), Entry.id == entry, Entry.state == "sent", Entry.holder_id.is_not(None)
    )
    found = connection.execute(query).first()
    if found is None:
        return None
    there = of_programmes(connection, [found.programme_id]).get(found.programme_id, {})
    who = accounts.by_id(connection, answering(there, found.holder))
    if who is None:
        return None
    since, cases = _waiting(connection, person, found.programme_id, answered_by(there, who.id))
    last = newest(connection, person.id, who.id)
    may_on = plus_days(clock.local(since)[:10], LISTS["nudge_days"])
    if last:
        may_on = max(may_on, plus_days(clock.local(last)[:10], LISTS["nudge_again_days"]))
    return Waits(who.id, who.name, found.programme_id, cases, since, last, may_on)


def _waiting(connection: Connection, person: Person, programme: str, held: Sequence[str]) -> tuple[str, int]:
    which = and_(
        Entry.trainee_id == person.id,
        Entry.programme_id == programme,
        Entry.state == "sent",
        Entry.holder_id.in_(held),
    )
    row = connection.execute(select(func.min(Entry.received_at), func.count()).where(which)).one()
    return row[0], row[1]


def newest(connection: Connection, by: str, person_id: str) -> str:
    """The instant at which somebody reminded them last; "" where they never did."""
    last = select(func.max(Nudge.at)).where(Nudge.by_id == by, Nudge.person_id == person_id)
    return connection.scalar(last) or ""


def by_trainee(connection: Connection, person: Person, entry: str, id: str, clock: Clock) -> Waits | None:
    """Remind whoever is to sign a case, where its trainee may by now; None where that waits for nobody. What the answer
    says was so before: one that is refused has `may_on` on a later day."""
    waits = of_case(connection, person, entry, clock)
    if waits is not None and days_between(waits.may_on, clock.today) >= 0:
        _keep(connection, person, waits.id, waits.programme, id, "own", clock.now)
    return waits


def by_office(connection: Connection, person: Person, posts: Sequence[AnyRow], id: str, now: str) -> bool:
    """Remind a supervisor of all that waits for them in the programmes of these memberships; False where nothing does,
    or they were reminded just now."""
    first = _first_waiting(connection, posts)
    last = newest(connection, person.id, posts[0].person_id)
    if first is None or (last and instants.seconds(last, now) < MINUTES * 60):
        return False
    _keep(connection, person, posts[0].person_id, first, id, "all", now)
    return True


def _first_waiting(connection: Connection, posts: Sequence[AnyRow]) -> str | None:
    """The first programme in which something waits for them; None where nothing does."""
    there = of_programmes(connection, sorted({post.programme_id for post in posts}))
    for programme, held in sorted(there.items()):
        which = and_(
            Entry.programme_id == programme,
            Entry.state == "sent",
            Entry.holder_id.in_(answered_by(held, posts[0].person_id)),
        )
        if connection.execute(select(Entry.id).where(which).limit(1)).first():
            return programme
    return None


def _keep(
    connection: Connection, by: Person, person_id: str, programme: str, id: str, of: str, now: str
) -> None:
    if connection.execute(select(Nudge.id).where(Nudge.id == id)).first():
        return
    row = {"id": id, "person_id": person_id, "programme_id": programme, "by_id": by.id, "by_name": by.name}
    connection.execute(insert(Nudge).values(row | {"of": of, "at": now}))
    reach.tell(connection, person_id, "nudge", now, by=by.id, of=of)
