"""What a fast clock dated wrongly, put right by how far it was ahead. Twin of twins/statements/moving.js.

Moved is what cannot have been when it was saved; a date that its writer put right by hand already stays.
"""

from logbook import instants, moments
from logbook.shapes.loose import Doc

_CODE = "clock_ahead"
# Days and instants of a statement by its kind; an entry's treatment is a day with a time.
_DAYS = {"review": ("seen_on",)}
_INSTANTS = {
    "entry": ("recorded_at",),
    "signoff": ("signed_at",),
    "withdrawal": ("at",),
    "set_aside": ("at",),
}
_KINDS = _DAYS.keys() | _INSTANTS.keys()


def movable(parked: list[Doc], phone: Doc | None, tz: str) -> list[Doc]:
    """The refused rows of a phone that can be put right, as {mutation, doc: as it would be, minutes}, in their order.

    `phone` says how far its clock is ahead by the last sync: rows of older builds do not say it themselves.
    """
    known = (phone or {}).get("clock_offset_s") or 0
    found = []
    for row in parked:
        minutes = ((row.get("ahead_s") or known) + 30) // 60
        if row["code"] != _CODE or row["doc"]["typ"] not in _KINDS or minutes < moments.TOLD:
            continue
        doc = moved(row["doc"], minutes, row["at"], tz)
        if doc is not None:
            found.append({"mutation": row["mutation"], "doc": doc, "minutes": minutes})
    return found


def moved(doc: Doc, minutes: int, at: str, tz: str) -> Doc | None:
    """The statement as it would have been by a right clock; None where its dates would lie ahead all the same.

    `at` is when it was saved, by the clock that was `minutes` ahead.
    """
    clock = _Clock(minutes, doc.get("tz") or tz, at)
    made = dict(doc)
    if doc["typ"] == "entry":
        treated = clock.back(f"{doc['performed_on']}T{doc['performed_at']}")
        made |= {"performed_on": treated[:10], "performed_at": treated[11:]}
        if (doc["product"] or {}).get("reconstituted_at"):
            product = {"reconstituted_at": clock.back(doc["product"]["reconstituted_at"])}
            made["product"] = doc["product"] | product
        made["warnings"] = [one for one in doc["warnings"] if one["code"] != "dated_ahead"]
    if "events" in doc:
        made["events"] = [event | _gone(event, clock) for event in doc["events"]]
    made |= {name: clock.day(doc[name]) for name in _DAYS.get(doc["typ"], ())}
    made |= {name: clock.instant(doc[name]) for name in _INSTANTS.get(doc["typ"], ())}
    return None if clock.is_ahead_still else made


def _gone(event: Doc, clock: "_Clock") -> Doc:
    return {"resolved_on": clock.day(event["resolved_on"])} if event["resolved_on"] else {}


class _Clock:
    """A clock that was ahead, and what it said moved back."""

    def __init__(self, minutes: int, tz: str, at: str) -> None:
        self.minutes, self.tz = minutes, tz
        self.saved = instants.plus(at, minutes=-minutes)
        self._time = moments.wall_at(moments.minute_at(at), tz)[10:]
        # Who put the day right by hand left the hour: so much may be ahead and is theirs.
        rest = minutes % moments.REFUSED
        rest = 0 if rest >= moments.REFUSED - moments.TOLD else rest
        self._least = min(moments.REFUSED, rest + moments.TOLD, minutes // 2)
        self.is_ahead_still = False

    def back(self, wall: str) -> str:
        return self._moved(wall, self.tz)

    def day(self, day: str) -> str:
        """A day alone was today's by the clock, at the hour of saving."""
        return self._moved(day + self._time, self.tz)[:10]

    def instant(self, instant: str) -> str:
        wall = instant[:16]
        found = self._moved(wall, "UTC")
        return instant if found == wall else instants.plus(instant, minutes=-self.minutes)

    def _moved(self, wall: str, tz: str) -> str:
        if moments.lead(wall, tz, self.saved) < self._least:
            return wall
        found = moments.wall_at(moments.minute_of(wall, tz) - self.minutes, tz)
        self.is_ahead_still = self.is_ahead_still or moments.lead(found, tz, self.saved) >= moments.REFUSED
        return found
