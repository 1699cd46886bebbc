"""The entries of the demo, as a trainee's phone would have made them."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from logbook import clinical, vocabulary, warnings
from logbook.demo import builders, clinic
from logbook.demo.plan import Case
from logbook.shapes.loose import Doc

TZ = "Europe/London"
ZONE = ZoneInfo(TZ)
HANDS_ON = ("supervised_direct", "supervised_indirect")
INSTANT = "%Y-%m-%dT%H:%M:%SZ"
REVIEW_AFTER = timedelta(days=vocabulary.LISTS["review_days"])


class Day(NamedTuple):
    """The circumstances of a case: `turn` is its number, `at` when it was done, `last` the day on which its model was
    last treated, or None, `begun` the day of the trainee's first case."""

    turn: int
    at: datetime
    last: date | None
    begun: date


def entry(case: Case, ids: Doc, day: Day) -> Doc:
    """The first revision of a case. `ids`: id, mutation, trainee, programme and supervisor."""
    on, treated = day.at.date(), case.part in HANDS_ON
    doc = builders.entry(
        **ids,
        performed_on=on.isoformat(),
        performed_at=day.at.strftime("%H:%M"),
        recorded_at=instant(day.at + timedelta(minutes=12)),
        tz=TZ,
        place="Training clinic, room 2" if day.turn % 3 else "",
        part=case.part,
        setting=case.setting,
        areas=case.areas,
        scenario=SCENARIO if "scenario" in case.extras else "",
        model=_model(case, day),
        assessment=_checked(case),
        events=_events(case),
        corrections=CORRECTIONS if "corrected" in case.extras else [],
    )
    if case.part != "observed":
        fridge = clinic.product_for(case.areas, day.turn)
        doc |= {"product": clinic.product(fridge, on, day.begun)}
        doc = builders.changed(doc, _treatment(case, day, fridge)) if treated else doc
    around = warnings.around_of(doc, None, clinical.as_json())
    return doc | {"warnings": [{"code": code} for code in warnings.codes(doc, around)]}


def revised(doc: Doc, mutation: str, at: datetime, **changes: Any) -> Doc:
    """The next revision of an entry."""
    return builders.revised(doc, mutation=mutation, recorded_at=instant(at), **changes)


def instant(at: datetime) -> str:
    """A time on the clinic's wall as an instant."""
    return at.astimezone(ZoneInfo("UTC")).strftime(INSTANT)


def _model(case: Case, day: Day) -> Doc:
    code, age_band, sex, skin_type = clinic.MODELS[case.model]
    return {
        "code": code,
        "age_band": age_band,
        "sex": sex,
        "skin_type": skin_type,
        "anatomy": ["strong_frontalis"] if "forehead" in case.areas and day.turn % 2 else [],
        "goals": ["soften_lines"] if "masseter" not in case.areas else ["slim_jaw"],
    }


def _checked(case: Case) -> Doc:
    return {
        "history_reviewed": case.part != "observed",
        "contraindications": ["anticoagulant"] if "caution" in case.extras else [],
        "consent": case.part != "observed",
    }


def _treatment(case: Case, day: Day, fridge: str) -> Doc:
    """What only somebody who injected says, by the answers of an entry."""
    on, lines = day.at.date(), {"rest": 1, "dynamic": 2 + day.turn % 2}
    return {
        "model": {
            "first_treatment": day.last is None,
            "days_since_last": (on - day.last).days if day.last else None,
        },
        "assessment": {
            "photo_consent": day.turn % 2 == 0,
            "severity": {area: lines for area in case.areas[:1]},
        },
        "points": _adapted(clinic.points(fridge, case.areas), case, day.turn),
        "needle": "30G",
        "aftercare": {
            "advice": True,
            "written": True,
            "review_due_on": (on + REVIEW_AFTER).isoformat(),
        },
        # Over half a year somebody who needed prompting needs it less.
        "self_rating": 3 if case.days_ago > 90 else 4,
        "reflection": REFLECTIONS[day.turn % len(REFLECTIONS)],
    }


def _events(case: Case) -> list[Doc]:
    kind = case.extras.get("event")
    if kind is None:
        return []
    told: Doc = {"reported_to": "none", "supervisor_told": True}
    return [
        {"kind": kind, "severity": "mild", "onset_day": 0, "action": "advice", "resolved_on": None} | told
    ]


def _adapted(points: list[Doc], case: Case, turn: int) -> list[Doc]:
    """No two faces take the same: now and then less is enough, and less in the forehead with time."""
    changes = {"glabella": -5 * (turn % 3 == 1), "crows_feet": -5 * (turn % 4 == 2)}
    changes["forehead"] = -5 if case.days_ago < 70 else 5 * (turn % 2)
    return [
        point | {"units_tenths": point["units_tenths"] + changes.get(point["area"], 0)} for point in points
    ]


SCENARIO = (
    "Lid droops on day 5: what to tell the model, when to look again, whom to call, what to write down."
)
CORRECTIONS = [
    {
        "seen": "Needle too deep over the lateral brow",
        "correction": "Shown to lift the skin and go flatter",
        "repeat": False,
    }
]
REFLECTIONS = (
    "Mark all points with the model sitting up, before lying down.",
    "",
    "Ask for the frown first, then for the frown again after marking.",
    "",
    "The lower forehead needs less than I planned. Stay two centimetres above the brow.",
    "",
    "Explain the two weeks until the effect before starting, not at the door.",
)
