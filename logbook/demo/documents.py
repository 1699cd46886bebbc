"""The entries of the demo, as a trainee's phone would have made them."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from logbook import canonical, clinical, warnings
from logbook.demo import clinic
from logbook.demo.plan import Case
from logbook.shapes.loose import Doc

TZ = "Europe/London"
ZONE = ZoneInfo(TZ)
HANDS_ON = ("supervised_direct", "supervised_indirect")
INSTANT = "%Y-%m-%dT%H:%M:%SZ"


def entry(case: Case, ids: tuple[str, str], people: tuple[str, str, str], begun: date, seen: Doc) -> Doc:
    """The first revision of a case. `ids` are its own and its mutation's, `people` trainee, programme, supervisor;
    `seen` is {"turn": number of the case, "last": day the model was last treated or None, "at": when it was done}."""
    at: datetime = seen["at"]
    code, age_band, sex, skin_type = clinic.MODELS[case.model]
    treated = case.part in HANDS_ON
    fridge = clinic.product_for(case.areas, seen["turn"]) if case.part != "observed" else None
    doc = {
        "typ": "entry",
        "v": 1,
        "id": ids[0],
        "rev": 1,
        "prev": None,
        "mutation": ids[1],
        "trainee": people[0],
        "programme": people[1],
        "supervisor": people[2],
        "prescriber": "",
        "performed_on": at.date().isoformat(),
        "performed_at": at.strftime("%H:%M"),
        "recorded_at": instant(at + timedelta(minutes=12)),
        "tz": TZ,
        "place": "Training clinic, room 2" if seen["turn"] % 3 else "",
        "part": case.part,
        "setting": case.setting,
        "areas": case.areas,
        "dev": None,
        "seq": None,
        "dev_prev": None,
        "tree": None,
        "warnings": [],
        "scenario": SCENARIO if "scenario" in case.extras else "",
        "model": {
            "code": code,
            "age_band": age_band,
            "sex": sex,
            "skin_type": skin_type,
            "first_treatment": seen["last"] is None if treated else None,
            "days_since_last": (at.date() - seen["last"]).days if treated and seen["last"] else None,
            "anatomy": ["strong_frontalis"] if "forehead" in case.areas and seen["turn"] % 2 else [],
            "goals": ["soften_lines"] if "masseter" not in case.areas else ["slim_jaw"],
        },
        "assessment": {
            "history_reviewed": case.part != "observed",
            "contraindications": ["anticoagulant"] if "caution" in case.extras else [],
            "consent": case.part != "observed",
            "photo_consent": treated and seen["turn"] % 2 == 0,
            "severity": {area: {"rest": 1, "dynamic": 2 + seen["turn"] % 2} for area in case.areas[:1]}
            if treated
            else {},
        },
        "product": clinic.product(fridge, at.date(), begun) if fridge else None,
        "points": _adapted(clinic.points(fridge, case.areas), case, seen["turn"])
        if treated and fridge
        else [],
        "needle": "30G" if treated else "",
        "aftercare": {
            "advice": treated,
            "written": treated,
            "review_due_on": (at.date() + timedelta(days=14)).isoformat() if treated else None,
        },
        "events": _events(case, at.date()),
        "corrections": CORRECTIONS if "corrected" in case.extras else [],
        "self_rating": _own_rating(case) if treated else None,
        "reflection": REFLECTIONS[seen["turn"] % len(REFLECTIONS)] if treated else "",
    }
    around = warnings.around_of(doc, None, clinical.as_json())
    return doc | {"warnings": [{"code": code} for code in warnings.codes(doc, around)]}


def revised(doc: Doc, mutation: str, at: datetime, **changes: Any) -> Doc:
    """The next revision of an entry."""
    return (
        doc
        | {
            "rev": doc["rev"] + 1,
            "prev": hash_of(doc),
            "mutation": mutation,
            "recorded_at": instant(at),
        }
        | changes
    )


def hash_of(doc: Doc) -> str:
    """The hash of a document's text."""
    return canonical.digest(canonical.dumps(doc))


def instant(at: datetime) -> str:
    """A time on the clinic's wall as an instant."""
    return at.astimezone(ZoneInfo("UTC")).strftime(INSTANT)


def _events(case: Case, on: date) -> list[Doc]:
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


def _own_rating(case: Case) -> int:
    # Over half a year somebody who needed prompting needs it less.
    return 3 if case.days_ago > 90 else 4


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
