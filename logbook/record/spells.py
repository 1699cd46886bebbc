"""The days on which licences were valid, as one school knows them: what rules count, and what stands by a signature.
Pure."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID, uuid5

from logbook.shapes.loose import Doc
from logbook.shapes.records import LicenceDays, LicenceTold
from logbook.validity import (
    ACTIVE,
    GOOD,
    SOON_DAYS,
    SUSPENDED,
    Licence,
    Version,
    checked,
    standing,
    valid,
    version,
)

EVER = "0001-01-01"
SOON = "soon"
# All that is known of a number that nobody looked up.
_NOTHING: list[LicenceDays] = [{"first": None, "last": None, "state": ACTIVE}]


class Spell(NamedTuple):
    """That a licence is in one state from a day on, EVER where nobody says since when, until its last day, None while
    no end of it is known."""

    first: str
    last: str | None
    state: str

    @property
    def is_valid(self) -> bool:
        """Whether its holder may practise."""
        return self.state in GOOD

    def holds(self, day: str) -> bool:
        """Whether it is about a day."""
        return self.first <= day and (self.last is None or day <= self.last)


class Turn(NamedTuple):
    """That a licence gets worse on a day: `state` is SOON where it will have ended after `last`, the last good day."""

    day: str
    state: str
    last: str


class Under(NamedTuple):
    """Under what somebody signs: who, and the body and number that stand there."""

    person: str
    body: str
    number: str


def spells(licence: Licence, known_on: str | None = None) -> list[Spell]:
    """All days of a licence in their order, as it was known at the end of a day or is known now; none where it was not
    recorded yet."""
    if version(licence, known_on) is None:
        return []
    begun, found = _begun(licence, known_on), list[Spell]()
    for place, first in enumerate(begun):
        last = _before(begun[place + 1]) if place + 1 < len(begun) else None
        state = valid(licence, first, known_on).state
        if found and found[-1].state == state:
            found[-1] = found[-1]._replace(last=last)
        else:
            found.append(Spell(first, last, state))
    return found


def worse(licence: Licence) -> list[Turn]:
    """On which days it gets worse, as it is known now: 31 days before its end, and once it is not valid; what was found
    out later, on the day after it was recorded. One that was renewed has no such day any more.
    """
    found, days = list[Turn](), spells(licence)
    for good, bad in pairwise(days):
        if not good.is_valid or bad.is_valid or good.last is None:
            continue
        known = _known_on(licence, bad.first)
        if bad.state != SUSPENDED and known <= good.last:
            soon = (date.fromisoformat(good.last) - timedelta(SOON_DAYS)).isoformat()
            found.append(Turn(max(soon, known), SOON, good.last))
        found.append(Turn(max(bad.first, known), bad.state, good.last))
    return found


def _known_on(licence: Licence, first: str) -> str:
    """From when on it can be told that something begins on a day: the day after it was recorded, because whoever looked
    earlier on that day has not seen it."""
    said = [
        one.recorded_on
        for one in standing(licence)
        if first in (one.from_on, one.to_on and _after(one.to_on))
    ]
    return max((_after(day) or day for day in said), default="")


def items(licences: Iterable[Licence], known_on: str | None = None) -> list[Doc]:
    """Somebody's licences as rules see them: an item for each spell in which one is valid. Whatever the school has not
    looked up waits."""
    return [one for licence in licences for one in _items(licence, known_on)]


def under(licences: Iterable[Licence], known_on: str | None = None) -> dict[Under, list[Spell]]:
    """{under what was or is signed: the days of that licence}, of every body and number that a licence ever had."""
    found: dict[Under, list[Spell]] = {}
    for licence in licences:
        for said in numbers(licence, known_on):
            found.setdefault(Under(licence.person, said.body, said.number), []).extend(
                spells(licence, known_on)
            )
    return found


def numbers(licence: Licence, known_on: str | None = None) -> list[Version]:
    """The last version of each body and number that a licence had."""
    last = {
        (said.body, said.number): said
        for said in licence.versions
        if known_on is None or said.recorded_on <= known_on
    }
    return list(last.values())


def told(licences: Iterable[Licence]) -> list[LicenceTold]:
    """What phones are told of those licences that stand or stood under what somebody signs; nothing where all that is
    known of them is their numbers."""
    rows: list[LicenceTold] = [
        {
            "body": said.body,
            "number": said.number,
            "checked_on": looked.on if (looked := checked(licence._replace(versions=(said,)))) else None,
            "days": [
                {"first": None if one.first == EVER else one.first, "last": one.last, "state": one.state}
                for one in spells(licence)
            ],
        }
        for licence in licences
        if any(said.is_primary for said in licence.versions)
        for said in numbers(licence)
    ]
    return rows if any(row["checked_on"] or row["days"] != _NOTHING for row in rows) else []


def is_valid(known: Mapping[Under, Iterable[Spell]], who: Under, day: str) -> bool:
    """Whether whoever signs so was known to be licensed on a day."""
    return any(one.is_valid and one.holds(day) for one in known.get(who, ()))


def _items(licence: Licence, known_on: str | None) -> Iterable[Doc]:
    said = version(licence, known_on)
    if said is None:
        return
    good = [one for one in spells(licence, known_on) if one.is_valid]
    told: Doc = {"body": said.body, "type": said.type, "region": _regions(said.region)}
    told |= {"state": "counts" if checked(licence, known_on) else "waits"}
    for one in good:
        # The last is called as the licence is: nearly all have one.
        id = licence.id if one is good[-1] else str(uuid5(UUID(licence.id), one.first))
        yield told | {"id": id, "on": one.first, "until": one.last or "", "status": one.state}


def _regions(region: str) -> list[str]:
    """A licence of a state is one of its country too."""
    return [*dict.fromkeys((region, region.partition("-")[0]))] if region else []


def _begun(licence: Licence, known_on: str | None) -> list[str]:
    """The days on which something may have begun or ended, in order."""
    periods = standing(licence, known_on)
    days = {EVER, *(one.from_on for one in periods if one.from_on)}
    return sorted(days | {day for one in periods if one.to_on and (day := _after(one.to_on))})


def _after(day: str) -> str | None:
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    except OverflowError:
        return None


def _before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
