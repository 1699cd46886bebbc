"""How devices are doing, in words: what waits on them, since when, and what stands in its way."""

from collections.abc import Iterable
from typing import Any

from logbook import instants
from logbook.pages.clock import Clock
from logbook.pages.days import days_between
from logbook.pages.desk import browser

Doc = dict[str, Any]
# One failed sync is a tunnel; three in a row are something to look at.
MANY_FAILURES = 3
CLOCK_S = 600
# What an emptied browser lost and nobody brought back by then will not come any more.
LOST_DAYS = 60


def devices(rows: Iterable[Any], clock: Clock, build: str) -> list[Doc]:
    """Rows of `store.devices`, last synced first, as lines: {name, last_sync, notes: [sentence], pending, stuck, …}."""
    lines = [_line(row, clock, build) for row in rows]
    # An emptied browser left nothing behind where nothing waited: its next life has a line of its own.
    return [line for line in lines if line["pending"] or not line["emptied"]]


def stuck(lines: Iterable[Doc]) -> list[Doc]:
    """Those of `devices` whose work does not arrive by itself, longest silence first."""
    return sorted((line for line in lines if line["stuck"]), key=lambda line: str(line["last_sync"]))


def under(lines: Iterable[Doc], login: str) -> Doc:
    """What the device of one session told: {last_sync: None where it never synced, notes}."""
    told = next((line for line in lines if line["login"] == login), None)
    return (
        {"last_sync": told["last_sync"], "notes": told["notes"]} if told else {"last_sync": None, "notes": []}
    )


def emptied(row: Any, clock: Clock) -> Doc:
    """What a browser that lost its data had told before."""
    return {"last_sync": clock.local(row.last_sync), "pending": row.pending}


def _line(row: Any, clock: Clock, build: str) -> Doc:
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
        return bool(row.pending) and row.emptied_at > instants.plus(clock.now, days=-LOST_DAYS)
    old = (row.oldest_pending or row.last_sync) <= instants.plus(clock.now, days=-1)
    return (bool(row.pending) and old) or row.failures >= MANY_FAILURES


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
