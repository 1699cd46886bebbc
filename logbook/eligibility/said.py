"""What the text of a statement says that rules and charts ask for, read once."""

from datetime import date, timedelta
from sys import intern
from typing import Any, NamedTuple

from logbook import vocabulary

Pair = tuple[str, str]
REVIEW_DAYS: int = vocabulary.LISTS["review_days"]


class Said(NamedTuple):
    """Of an entry all of it; of a sign-off `rating`, `seen`, `signer`; of a review `discussed`, `harmed`, `missed`."""

    discussed: bool = False  # a complication, or a scenario
    harmed: bool = False  # a complication that was more than mild
    told: tuple[str, str, tuple[str, ...], str, str, str] = ("", "", (), "", "", "")
    # part, setting, areas, product, skin type and model, in the order of a Case
    doses: tuple[tuple[str, int], ...] = ()  # tenths of a unit, area by area
    rating: int | None = None  # in an entry the trainee's own, in a sign-off the supervisor's
    seen: tuple[Pair, ...] = ()  # what was seen, and how it was corrected
    missed: bool = False  # the model did not come back: no review was made
    performed_on: str = ""
    signer: tuple[str, str, str] = ("", "", "")  # name, body and number, of a sign-off
    review_on: str = ""  # the day an entry's model is looked at again
    ahead: bool = False  # dated so far after it was received that it counts for nothing


def said(doc: dict[str, Any]) -> Said:
    """What an entry, a sign-off or a review says."""
    return _READERS[doc["typ"]](doc)


def _of_entry(doc: dict[str, Any]) -> Said:
    product, model = doc["product"], doc["model"]
    return Said(
        bool(doc["events"] or doc["scenario"]),
        _is_harmed(doc),
        (
            # Interned: thousands of texts are kept, and they share a few dozen words.
            intern(doc["part"]),
            intern(doc["setting"]),
            tuple(intern(area) for area in doc["areas"]),
            intern(product["code"]) if product else "",
            intern(model["skin_type"]),
            model["code"],
        ),
        _doses(doc["points"]),
        doc["self_rating"],
        _pairs(doc),
        performed_on=intern(doc["performed_on"]),
        review_on=intern(_review_on(doc)),
    )


def _of_signoff(doc: dict[str, Any]) -> Said:
    signer = doc["signer"]
    said = (intern(signer["name"]), intern(signer["body"]), intern(signer["number"]))
    return Said(rating=doc["rating"], seen=_pairs(doc), signer=said)


def _of_review(doc: dict[str, Any]) -> Said:
    return Said(bool(doc["events"]), _is_harmed(doc), missed=doc["result"] == "not_seen")


def _review_on(doc: dict[str, Any]) -> str:
    named: str | None = doc["aftercare"]["review_due_on"]
    try:
        return named or (date.fromisoformat(doc["performed_on"]) + timedelta(REVIEW_DAYS)).isoformat()
    except OverflowError:
        # The last days of the calendar: it never comes.
        return "9999-12-31"


def _is_harmed(doc: dict[str, Any]) -> bool:
    return any(event["severity"] in ("moderate", "severe") for event in doc["events"])


def _doses(points: list[dict[str, Any]]) -> tuple[tuple[str, int], ...]:
    sums: dict[str, int] = {}
    for point in points:
        sums[point["area"]] = sums.get(point["area"], 0) + point["units_tenths"]
    return tuple((intern(area), tenths) for area, tenths in sums.items())


def _pairs(doc: dict[str, Any]) -> tuple[Pair, ...]:
    return tuple((row["seen"], row["correction"]) for row in doc["corrections"])


_READERS = {"entry": _of_entry, "signoff": _of_signoff, "review": _of_review}
