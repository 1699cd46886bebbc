"""What a wall and its zone say, as minutes since 1970, and how far something past lies ahead. Twin of twins/moments.js.

Two walls can only be compared where their zone is known: hours are real hours, also over a change of clocks, and today
in Auckland is tomorrow in London.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from logbook import filters, instants
from logbook.shapes.loose import Doc

# Minutes by which something past may lie ahead: up to an hour nobody is told, for clocks differ a little; from a day on
# no clock or zone explains it.
TOLD, REFUSED = 60, 1440
# The zone whose days begin first: where a zone is not known, nothing is called ahead that is not ahead everywhere.
_UNKNOWN = timezone(timedelta(hours=14))
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


# All that arrives at once names few days.
@lru_cache(maxsize=4096)
def is_day(text: str) -> bool:
    """Whether the text names a day of the calendar, "2026-11-20", from 1900 on."""
    if not _DAY.fullmatch(text) or text < "1900":
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def minute_of(wall: str, tz: str) -> int:
    """The minute in which the wall of a zone shows "2026-11-20T10:05"; a day alone means its midnight.

    An hour that the clocks skip or repeat is read with the clock of before.
    """
    return _minute(datetime.fromisoformat(wall[:16]).replace(tzinfo=_zone(tz)))


def minute_at(instant: str) -> int:
    """The minute of an instant, "…Z"."""
    return _minute(instants.parse(instant))


def wall_at(minute: int, tz: str) -> str:
    """What the wall of a zone shows in a minute: "2026-11-20T10:05"."""
    return (_EPOCH + timedelta(minutes=minute)).astimezone(_zone(tz)).strftime("%Y-%m-%dT%H:%M")


def lead(wall: str, tz: str, instant: str) -> int:
    """By how many minutes the wall's moment lies after an instant; 0 where it does not."""
    # Most days lie well before, and are settled without a look at any zone.
    if wall[:10] < _long_before(instant):
        return 0
    return max(0, minute_of(wall, tz) - minute_at(instant))


@lru_cache(maxsize=256)
def _long_before(instant: str) -> str:
    return instants.plus(instant, days=-2)[:10]


def treatment_lead(doc: Mapping[str, Any], instant: str) -> int:
    """The same for the treatment of an entry, which may be half filled in."""
    if not doc["performed_on"]:
        return 0
    return lead(f"{doc['performed_on']}T{doc['performed_at'] or '00:00'}", doc["tz"], instant)


def known_now(now: str, phone: Doc | None) -> str:
    """The server's clock as far as a phone knows it: its own, put right by what the last sync said of it.

    It is never before that sync: a phone whose clock fell back must not call today tomorrow.
    """
    if phone is None:
        return now
    return max(instants.plus(now, seconds=-(phone.get("clock_offset_s") or 0)), phone.get("last_sync") or "")


def far(minutes: int) -> str:
    """A stretch of time as people say it: "20 minutes", "3 hours", "2 days"."""
    if minutes >= 2 * REFUSED:
        return filters.count(_nearest(minutes, REFUSED), "day", "days")
    if minutes >= TOLD:
        return filters.count(_nearest(minutes, TOLD), "hour", "hours")
    return filters.count(minutes, "minute", "minutes")


def _nearest(minutes: int, unit: int) -> int:
    # Three days less a few seconds on the way here are three days, not two.
    return (2 * minutes + unit) // (2 * unit)


def meant(day: str, minutes: int, today: str) -> str:
    """The day somebody probably meant who wrote one so far ahead: the day before, or the same day of another year."""
    if minutes < REFUSED:
        return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    # The year is what slips when a date is typed; 29 February is in few years.
    end = "02-28" if day[5:] == "02-29" else day[5:]
    year = int(today[:4]) - (1 if end > today[5:] else 0)
    return f"{year:04}-{end}"


def refusal(minutes: int, message: str) -> str:
    """Why something past cannot lie so far ahead; `message` asks for what it should be, "" where a clock said it."""
    if not message:
        return f"The clock of the device was {far(minutes)} ahead."
    return f"This is {far(minutes)} ahead. {message}."


def _minute(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(minutes=1)


@lru_cache(maxsize=256)
def _zone(tz: str) -> tzinfo:
    try:
        return ZoneInfo(tz)
    except (KeyError, ValueError, OSError):
        return _UNKNOWN
