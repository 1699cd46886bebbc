"""How each device is doing: one small row, written beside a sync, read in `office.devices`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, bindparam, case, delete, select, text, update

from logbook import budgets, instants
from logbook.models import Device
from logbook.store.verdicts import Verdict

# A phone in a hand asks every minute; that it did so again is worth a write only now and then.
EVERY_MINUTES = 10
# Beyond this nobody looks for the phone any more.
KEEP_DAYS = 400
_MOST_AGE = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class Told:
    """What a sync says of the device it comes from. `pending`: what waits there once this sync is over."""

    account_id: str
    id: str
    build: str
    last_sync: str
    pending: int
    oldest_pending: str | None
    clock_offset_s: int
    login_id: str | None
    agent: str
    begins: bool  # it holds nothing yet


def age(client_now: str, then: str) -> timedelta:
    """How long ago something was by the phone's own clock, which may be wrong, but is wrong for both alike."""
    gone = instants.parse(f"{client_now[:19]}Z") - instants.parse(f"{then[:19]}Z")
    return max(timedelta(0), min(gone, _MOST_AGE))


def note(
    connection: Connection, told: Told, verdicts: Iterable[Verdict] = (), *, failed: bool = False
) -> None:
    """Write it down, with what `verdicts` left waiting. The row is this device's alone, so nobody waits for it."""
    left = sum(1 for verdict in verdicts if verdict["status"] == "retry")
    pending = told.pending + left
    values = {name: getattr(told, name) for name in _TOLD} | {"pending": pending}
    if not pending:
        values["oldest_pending"] = None
    values["failed"] = 1 if failed or left else 0
    if not connection.execute(_AGAIN, values).rowcount:
        connection.execute(_FIRST, values)
        connection.execute(_FORGET, {"account": told.account_id, "device": told.id})
    if told.begins and told.login_id:
        names = {"account": told.account_id, "device": told.id, "login": told.login_id, "now": told.last_sync}
        connection.execute(_EMPTIED, names)


def is_news(connection: Connection, told: Told) -> bool:
    """Whether a sync that brought nothing is worth a write."""
    row = connection.execute(_ONE, {"account": told.account_id, "device": told.id}).first()
    if row is None or row.failures or row.last_sync < instants.plus(told.last_sync, minutes=-EVERY_MINUTES):
        return True
    return (row.pending, row.build, row.login_id) != (told.pending, told.build, told.login_id)


def brought(connection: Connection, account_id: str, device: str | None, count: int) -> None:
    """What waited on a device came in another way."""
    left = case((Device.pending > count, Device.pending - count), else_=0)
    oldest = case((Device.pending > count, Device.oldest_pending), else_=None)
    row = (Device.account_id == account_id, Device.id == device)
    connection.execute(update(Device).where(*row).values(pending=left, oldest_pending=oldest))


def prune(connection: Connection, now: str) -> int:
    """Forget devices that were not heard of for more than a year; gives how many."""
    since = instants.plus(now, days=-KEEP_DAYS)
    return connection.execute(delete(Device).where(Device.last_sync < since)).rowcount


_ONE = select(Device.last_sync, Device.pending, Device.build, Device.login_id, Device.failures).where(
    Device.account_id == bindparam("account"), Device.id == bindparam("device")
)
_TOLD = tuple(name for name in Told.__slots__ if name != "begins")
_KEPT = ", ".join(f"{name} = :{name}" for name in _TOLD if name not in ("account_id", "id"))
_SET = f"SET {_KEPT}, emptied_at = NULL, failures = CASE WHEN :failed = 0 THEN 0 ELSE device.failures + 1 END"
_AGAIN = text(f"UPDATE device {_SET} WHERE account_id = :account_id AND id = :id")
# Two first syncs of one device may meet.
_FIRST = text(
    f"INSERT INTO device ({', '.join(_TOLD)}, failures) "  # noqa: S608  (names of our own columns)
    f"VALUES ({', '.join(f':{name}' for name in _TOLD)}, :failed) "
    f"ON CONFLICT (account_id, id) DO UPDATE {_SET}"
)
# Beyond so many, those on which nothing waits and which were silent longest are forgotten: a name costs nothing.
_FORGET = delete(Device).where(
    Device.account_id == bindparam("account"),
    Device.id.in_(
        select(Device.id)
        .where(Device.account_id == bindparam("account"), Device.id != bindparam("device"))
        .order_by(case((Device.pending > 0, 0), else_=1), Device.last_sync.desc(), Device.id)
        .offset(budgets.DEVICES - 1)
    ),
)
# A session lives in one browser: a device that begins under a session of another is that other one, emptied.
_EMPTIED = text(
    "UPDATE device SET emptied_at = :now, login_id = NULL "
    "WHERE account_id = :account AND login_id = :login AND id <> :device"
)
