"""A device: which ones an account has, how each is doing in words, and what stands in its way."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, or_, select

from logbook import instants
from logbook.models import Device, Login, Membership
from logbook.models import Person as People
from logbook.models.engine import AnyRow
from logbook.pages.clock import Clock
from logbook.pages.days import days_between
from logbook.permissions import Person, visible
from logbook.shapes.served.devices import DeviceLine, Emptied, Session, Told

# One failed sync is a tunnel; three in a row are something to look at.
MANY_FAILURES = 3
CLOCK_S = 600
# What an emptied browser lost and nobody brought back by then will not come any more.
LOST_DAYS = 60


def of_person(connection: Connection, account_id: str) -> list[AnyRow]:
    """The devices of an account, last synced first."""
    return list(connection.execute(_OF_PERSON, {"account": account_id}))


def synced_under(connection: Connection, account_id: str, login_id: str) -> AnyRow | None:
    """The device that synced last under a session."""
    return connection.execute(_UNDER, {"account": account_id, "login": login_id}).first()


def of_members(connection: Connection, person: Person, **where: str) -> list[AnyRow]:
    """The devices of the members whose devices this person may see, by a membership's columns, with their names."""
    members = select(Membership.person_id).where(
        visible(person, "see devices"), *(getattr(Membership, name) == value for name, value in where.items())
    )
    query = (
        _ROWS.add_columns(People.name.label("owner"))
        .join(People, People.id == Device.account_id)
        .where(Device.account_id.in_(members))
        .order_by(Device.last_sync.desc(), Device.id)
    )
    return list(connection.execute(query))


def session(row: Any, this: str, clock: Clock) -> Session:
    """One session of `sessions.of_person` as a line of the list."""
    return {
        "id": row.id,
        "name": browser(row.agent),
        "this": row.id == this,
        "since": clock.local(row.created_at),
        "seen": clock.local(row.seen_at),
    }


def lines(rows: Iterable[Any], clock: Clock, build: str) -> list[DeviceLine]:
    """Rows of `of_person` or `of_members` as lines, last synced first."""
    found = [_line(row, clock, build) for row in rows]
    # An emptied browser left nothing behind where nothing waited: its next life has a line of its own.
    return [line for line in found if line["pending"] or not line["emptied"]]


def stuck(told: Iterable[DeviceLine]) -> list[DeviceLine]:
    """Those of `lines` whose work does not arrive by itself, longest silence first."""
    return sorted((line for line in told if line["stuck"]), key=lambda line: str(line["last_sync"]))


def under(told: Iterable[DeviceLine], login: str) -> Told:
    """What the device of one session told."""
    found = next((line for line in told if line["login"] == login), None)
    if found is None:
        return {"last_sync": None, "notes": []}
    return {"last_sync": found["last_sync"], "notes": found["notes"]}


def emptied(row: Any, clock: Clock) -> Emptied:
    """What a browser that lost its data had told before."""
    return {"last_sync": clock.local(row.last_sync), "pending": row.pending}


def _line(row: Any, clock: Clock, build: str) -> DeviceLine:
    return {
        "account": row.account_id,
        "owner": getattr(row, "owner", ""),
        "login": row.login_id,
        "name": browser(row.agent),
        "last_sync": clock.local(row.last_sync),
        "pending": row.pending,
        "emptied": row.emptied_at is not None,
        "out": row.login_ended_at is not None,
        "stuck": _is_stuck(row, clock),
        "notes": [words for words in (_waiting(row, clock), *_hindrances(row, build)) if words],
    }


def _is_stuck(row: Any, clock: Clock) -> bool:
    if row.emptied_at is not None:
        return bool(row.pending and row.emptied_at > instants.plus(clock.now, days=-LOST_DAYS))
    old = (row.oldest_pending or row.last_sync) <= instants.plus(clock.now, days=-1)
    return bool((row.pending and old) or row.failures >= MANY_FAILURES)


def count_stuck(connection: Connection, now: str) -> int:
    """How many devices of all accounts are stuck: the same question as `_is_stuck` asks of a row."""
    lost = Device.emptied_at.is_not(None)
    old = func.coalesce(Device.oldest_pending, Device.last_sync) <= instants.plus(now, days=-1)
    late = and_(~lost, or_(and_(Device.pending > 0, old), Device.failures >= MANY_FAILURES))
    gone = and_(lost, Device.pending > 0, Device.emptied_at > instants.plus(now, days=-LOST_DAYS))
    return connection.execute(select(func.count()).select_from(Device).where(or_(late, gone))).scalar_one()


def _waiting(row: Any, clock: Clock) -> str:
    if not row.pending:
        return ""
    records = "1 record" if row.pending == 1 else f"{row.pending} records"
    if row.emptied_at is not None:
        return f"Its data are gone from this browser. {records} had not been sent by then."
    has = "has" if row.pending == 1 else "have"
    return f"{records} {has} waited there {_since(row.oldest_pending or row.last_sync, clock)}."


def _since(instant: str, clock: Clock) -> str:
    days = days_between(clock.local(instant), clock.local(clock.now))
    if days > 1:
        return f"for {days} days"
    return "since yesterday" if days == 1 else "since today"


def _hindrances(row: Any, build: str) -> list[str]:
    if row.emptied_at is not None:
        return []
    signed_out = row.login_ended_at is not None and row.pending > 0
    return [
        "Nobody is signed in there: sign in on it to send them." if signed_out else "",
        f"The last {row.failures} tries to send failed." if row.failures >= MANY_FAILURES else "",
        _clock(row.clock_offset_s),
        "It runs an earlier version of the app." if row.build != build else "",
    ]


def _clock(offset_s: int) -> str:
    seconds = abs(offset_s)
    if seconds < CLOCK_S:
        return ""
    for size, one, many in ((86400, "day", "days"), (3600, "hour", "hours"), (60, "minute", "minutes")):
        if seconds >= size:
            number = seconds // size
            return f"Its clock is {number} {one if number == 1 else many} {'ahead' if offset_s > 0 else 'behind'}."
    return ""


def browser(agent: str) -> str:
    """A browser's long self-description in the words its owner knows: "Safari on iPhone"."""
    program = _first(agent, {"Edg/": "Edge", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"})
    machine = _first(
        agent,
        {
            "iPhone": "iPhone",
            "iPad": "iPad",
            "Android": "Android",
            "Mac OS": "Mac",
            "Windows": "Windows",
            "CrOS": "Chromebook",
            "Linux": "Linux",
        },
    )
    return f"{program or 'A browser'} on {machine or 'another device'}"


def _first(agent: str, names: Mapping[str, str]) -> str:
    return next((name for mark, name in names.items() if mark in agent), "")


_ROWS = select(*Device.__table__.columns, Login.ended_at.label("login_ended_at")).outerjoin(
    Login, Login.id == Device.login_id
)
_OF_PERSON = _ROWS.where(Device.account_id == bindparam("account")).order_by(
    Device.last_sync.desc(), Device.id
)
_UNDER = _OF_PERSON.where(Device.login_id == bindparam("login"))
