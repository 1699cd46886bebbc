"""What supervisors corrected, how often, and whether it came back. Pure."""

from collections.abc import Sequence

from logbook.eligibility.case import Case
from logbook.shapes.loose import Doc

MOST = 8
MARKS = 24


def corrections(cases: Sequence[Case]) -> list[Doc]:
    """The corrections seen most often: [{seen, correction, times, last_on, clear, marks}].

    `times` counts cases, `clear` the later cases that a supervisor looked at and that did not show it again, `marks`
    has one 1 or 0 for each of the newest of those cases: "0100". The same words count as the same thing, whatever
    their capitals, spaces and full stop.
    """
    looked_at = [case for case in cases if case.answered]
    found: dict[str, Doc] = {}
    for place, case in enumerate(looked_at):
        for seen, correction in case.seen:
            line = found.setdefault(_same(seen), {"places": set()})
            line |= {"seen": seen, "correction": correction, "last_on": case.performed_on}
            line["places"].add(place)
    lines = sorted(
        found.values(), key=lambda line: (-len(line["places"]), -max(line["places"]), line["seen"])
    )
    return [_line(line, len(looked_at)) for line in lines[:MOST]]


def _line(line: Doc, looked_at: int) -> Doc:
    places: set[int] = line.pop("places")
    newest = range(max(0, looked_at - MARKS), looked_at)
    return line | {
        "times": len(places),
        "clear": looked_at - 1 - max(places),
        "marks": "".join("1" if place in places else "0" for place in newest),
    }


def _same(seen: str) -> str:
    return " ".join(seen.casefold().split()).rstrip(".")
