"""Each hour: whose morning or evening it is by the clock on their own wall, and what there is to tell them then.

A person is looked at once for a topic and a day of their own, however many workers there are, however often clocks are
put forward or back: the day is kept. Who was not looked at while no worker ran is looked at by the next, once. What is
found is told by `reach.tell`; where nothing is found the day is kept all the same.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select, update

from logbook import instants, reach, store
from logbook.auth import sessions
from logbook.jobs import briefs
from logbook.jobs.brief import Asked
from logbook.jobs.task import Task
from logbook.mail import pending
from logbook.models import MessageChoice, MessagePlan
from logbook.models import Person as People
from logbook.permissions import Person
from logbook.reach import chosen
from logbook.reach.topics import TOPICS, WEEKDAY, Topic

# What happened longer ago is told no more by a message, whatever stood still meanwhile.
MOST_DAYS = 31
AT_ONCE = 50  # so many are written in one transaction


class Due(NamedTuple):
    """Somebody to be looked at for a topic: of which day of theirs, since which instant; when they were told last."""

    person: Person
    topic: str
    frequency: str
    day: str
    since: str
    told_at: str


class Found(NamedTuple):
    """The same, with whether there was anything."""

    due: Due
    is_told: bool


def run(task: Task) -> None:
    """Look at everybody whose hour it is, and let go out what there is."""
    now = instants.now()
    if reach.is_any_on():
        with store.reading() as connection:
            found = looked_at(connection, now)
        for some in _some(found):
            keep(some, now)
    with task.finishing() as connection:
        pending.tidy(connection, now)


def keep(found: list[Found], now: str) -> None:
    """Keep the days of these, and tell. Where another planner wrote a first day meanwhile, all is gone through once
    more, and finds it."""

    def work(connection: Connection) -> None:
        for one in found:
            _plan(connection, one, now)

    store.run(work)


def looked_at(connection: Connection, now: str) -> list[Found]:
    """Everybody whose hour it is, with whether there is anything to tell them."""
    found, chased = list[Found](), set[str]()
    for due in everybody(connection, now):
        is_told = _has_something(connection, due, now)
        # One message a morning says what waits: the one that chases says it too.
        if due.topic == "waiting" and due.person.id in chased:
            is_told = False
        if due.topic == "chased" and is_told:
            chased.add(due.person.id)
        found.append(Found(due, is_told))
    return found


def everybody(connection: Connection, now: str) -> Iterator[Due]:
    """Whose hour it is, for what; each person's topics in the order of the table."""
    plans = {
        (row.person_id, row.topic, row.frequency): row
        for row in connection.execute(select(MessagePlan.__table__))
    }
    chose = {
        (row.person_id, row.topic, row.way): row.frequency
        for row in connection.execute(select(MessageChoice.__table__))
    }
    for person in _people(connection):
        for key in chosen.concerning(person):
            topic = TOPICS[key]
            wanted = {chose.get((person.id, key, way), topic.default) for way in reach.ways_of(key)}
            for frequency in ("daily", "weekly"):
                if frequency in wanted and frequency in topic.offered:
                    plan = plans.get((person.id, key, frequency))
                    due = _due(person, key, frequency, plan, now)
                    if due:
                        yield due


def _people(connection: Connection) -> Iterator[Person]:
    """Everybody with an open account and a role."""
    query = sessions.people().where(People.locked_at.is_(None), People.joined_at.is_not(None))
    rows: dict[str, list[Any]] = {}
    for row in connection.execute(query):
        rows.setdefault(row.id, []).append(row)
    for some in rows.values():
        yield sessions.of(some)


def _due(person: Person, key: str, frequency: str, plan: Any, now: str) -> Due | None:
    topic, wall = TOPICS[key], instants.local(now, person.tz)
    day = _begun(topic, frequency, wall)
    if day is None or (plan is not None and plan.day >= day):
        return None
    is_weekly = frequency == "weekly" and not topic.again_days
    if plan is None and is_weekly and day != wall[:10]:
        return None
    first = instants.plus(now, days=-7 if is_weekly else -1)
    since = max(plan.at, instants.plus(now, days=-MOST_DAYS)) if plan and plan.at else first
    return Due(person, key, frequency, day, since, plan.at if plan else "")


def _begun(topic: Topic, frequency: str, wall: str) -> str | None:
    """The day that stands for what is due by this wall clock: today, or of what is weekly the Monday of this week."""
    today, hour = date.fromisoformat(wall[:10]), int(wall[11:13])
    if topic.again_days or frequency == "daily":
        return today.isoformat() if hour >= topic.hour else None
    monday = today - timedelta(days=(today.weekday() - WEEKDAY) % 7)
    if monday == today and hour < topic.hour:
        return None
    return monday.isoformat()


def _has_something(connection: Connection, due: Due, now: str) -> bool:
    again = TOPICS[due.topic].again_days
    if again and due.told_at and _days(due, now) < again:
        return False
    asked = Asked(due.person, due.since, now, {})
    return briefs.brief(connection, due.topic, asked) is not None


def _days(due: Due, now: str) -> int:
    """How many days of their own lie between when they were told last and now."""
    days = (date.fromisoformat(instants.day(at, due.person.tz)) for at in (due.told_at, now))
    last, today = days
    return (today - last).days


def _plan(connection: Connection, found: Found, now: str) -> None:
    """Keep the day; whoever keeps it first tells."""
    due = found.due
    # What is chased for keeps when it was told last; all else, up to when it was looked at.
    at = now if found.is_told or not TOPICS[due.topic].again_days else due.told_at
    key = {"person_id": due.person.id, "topic": due.topic, "frequency": due.frequency}
    which = [getattr(MessagePlan, name) == value for name, value in key.items()]
    if connection.execute(select(MessagePlan.day).where(*which)).first() is None:
        connection.execute(insert(MessagePlan).values(**key, day=due.day, at=at))
    else:
        kept = update(MessagePlan).where(*which, MessagePlan.day < due.day).values(day=due.day, at=at)
        if connection.execute(kept).rowcount != 1:
            return
    if found.is_told:
        reach.tell(connection, due.person.id, due.topic, now, due.frequency, since=due.since, until=now)


def _some(found: list[Found]) -> Iterator[list[Found]]:
    for begun in range(0, len(found), AT_ONCE):
        yield found[begun : begun + AT_ONCE]
