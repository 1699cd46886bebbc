"""Our own template filters: whole numbers, ISO dates and codes become words. Twin of `static/js/twins/filters.js`.

A filter is pure, takes its arguments in order, and gives back a text it does not recognise unchanged: a half-typed
date in a draft is shown as it was typed. None and "" become "". A number where text belongs (or the other way round)
is a mistake of the page and raises TypeError.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

Filter = Callable[..., Any]

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LONG_MONTHS = (1, 3, 5, 7, 8, 10, 12)
_STAMP = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})(?::[0-9]{2})?)?")
_TIME = re.compile(r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}T)?([0-9]{2}):([0-9]{2})(?::[0-9]{2})?")


class Day(NamedTuple):
    """A date that exists, in the Gregorian calendar."""

    year: int
    month: int
    day: int


def make(vocabulary: Mapping[str, Any]) -> dict[str, Filter]:
    """All house filters by name. `vocabulary` is {list: {code: words or {"label": words, …}}}."""

    def label(code: str | None, name: str) -> str:
        """The words for a code of a list: label("dao", "areas") → "Mouth corners"; an unknown code as it is."""
        words = vocabulary[_text(name)]
        found = words.get(_text(code), _text(code))
        return str(found["label"] if isinstance(found, Mapping) else found)

    return {
        "age": age,
        "count": count,
        "date": date,
        "day": day,
        "day_year": day_year,
        "hundredths": hundredths,
        "label": label,
        "percent": percent,
        "short": short,
        "stamp": stamp,
        "tenths": tenths,
        "time": time,
        "units": units,
    }


def lowered(words: str) -> str:
    """Words as they stand inside a sentence: "Glabella" → "glabella"; what begins with two capitals keeps them."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def date(value: str | None) -> str:
    """ "2026-11-17" or "2026-11-17T16:20" → "17 November 2026"."""
    found = _day(value)
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}" if found else _text(value)


def day(value: str | None) -> str:
    """ "2026-11-17" → "Tuesday 17 November"."""
    found = _day(value)
    if not found:
        return _text(value)
    return f"{WEEKDAYS[(_number(found) + 2) % 7]} {found.day} {MONTHS[found.month - 1]}"


def day_year(value: str | None) -> str:
    """ "2026-11-17" → "Tuesday 17 November 2026"."""
    found = _day(value)
    return f"{day(value)} {found.year}" if found else _text(value)


def time(value: str | None) -> str:
    """ "10:05" or "2026-11-17T10:05" → "10:05am"; whole hours "1pm"; "midday", "midnight"."""
    found = _TIME.fullmatch(_text(value))
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        return _text(value)
    hour, minute = int(found[1]), found[2]
    if minute == "00" and hour in (0, 12):
        return "midday" if hour else "midnight"
    return f"{(hour + 11) % 12 + 1}{'' if minute == '00' else ':' + minute}{'pm' if hour > 11 else 'am'}"


def stamp(value: str | None) -> str:
    """ "2026-11-17T16:20", local → "17 November 2026, 4:20pm"; a date alone as `date` has it."""
    return f"{date(value)}, {time(value)}" if _day(value) and "T" in _text(value) else date(value)


def age(since: str | None, until: str | None) -> str:
    """Whole days from one date to another: "today", "1 day", "4 days"; a day to come counts as today."""
    first, last = _day(since), _day(until)
    if not first or not last:
        return ""
    days = _number(last) - _number(first)
    return "today" if days < 1 else count(days, "day", "days")


def tenths(value: int | None) -> str:
    """25 → "2.5", 20 → "2"."""
    return "" if value is None else _decimal(value, 10)


def hundredths(value: int | None) -> str:
    """125 → "1.25", 120 → "1.2", 100 → "1"."""
    return "" if value is None else _decimal(value, 100)


def units(value: int | None) -> str:
    """Tenths of a unit: 200 → "20 units", 25 → "2.5 units", 10 → "1 unit"."""
    return "" if value is None else f"{tenths(value)} {'unit' if value == 10 else 'units'}"


def count(number: int, one: str, many: str) -> str:
    """count(3, "case", "cases") → "3 cases"."""
    return f"{_whole(number)} {_text(one) if number == 1 else _text(many)}"


def percent(part: int, whole: int) -> int:
    """Whole percent, rounded down; 0 of nothing."""
    share = _whole(part) * 100
    return share // whole if _whole(whole) else 0


def short(value: str | None) -> str:
    """The first 12 digits of a hash, to read aloud: "7f3a91c204de…" → "7F3A-91C2-04DE"."""
    head = _text(value)[:12].upper()
    return "-".join(head[place : place + 4] for place in range(0, len(head), 4))


def _day(value: str | None) -> Day | None:
    found = _STAMP.fullmatch(_text(value))
    if not found:
        return None
    read = Day(int(found[1]), int(found[2]), int(found[3]))
    real = 1 <= read.month <= 12 and 1 <= read.day <= _days_in(read.year, read.month)
    return read if real and int(found[4] or 0) < 24 and int(found[5] or 0) < 60 else None


def _days_in(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 31 if month in _LONG_MONTHS else 30


def _number(found: Day) -> int:
    # Days since 1 March of year 0: counting years from March puts the leap day at their end.
    year = found.year - 1 if found.month < 3 else found.year
    month = (found.month + 9) % 12
    return year * 365 + year // 4 - year // 100 + year // 400 + (month * 153 + 2) // 5 + found.day - 1


def _decimal(value: int, scale: int) -> str:
    whole, rest = divmod(abs(_whole(value)), scale)
    digits = f"{rest:0{len(str(scale)) - 1}}".rstrip("0")
    return f"{'-' if value < 0 else ''}{whole}{'.' + digits if digits else ''}"


def _text(value: str | None) -> str:
    if value is not None and not isinstance(value, str):
        raise TypeError(f"a text is needed, not {type(value).__name__}")
    return value or ""


def _whole(value: int) -> int:
    if type(value) is not int:
        raise TypeError(f"a whole number is needed, not {type(value).__name__}")
    return value
