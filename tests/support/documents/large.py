"""The logbook of R47: 5,000 cases before a set of 60 rules, four of which share no case. The same each time."""

from datetime import date, timedelta
from random import Random
from typing import Any

Doc = dict[str, Any]
SEED = 47
FIRST, SPAN = date(2024, 12, 1), 720
# How many cases of each area: all but those of the chin are just enough for the four rules that share none.
AREAS = {"glabella": 1000, "forehead": 1000, "crows_feet": 500, "masseter": 500, "chin": 2000}
PARTS = ("supervised_direct", "supervised_indirect", "observed")
# Whoever gives each case to the first rule that it fits leaves the third and the fourth with nothing.
EXCLUSIVE = {
    "upper": (["glabella", "forehead", "crows_feet"], 500),
    "brow": (["glabella", "forehead"], 1200),
    "frown": (["glabella"], 400),
    "frown_or_jaw": (["glabella", "masseter"], 900),
}


def made() -> Doc:
    """{set, facts}, the set short."""
    return {"set": {"rules": [*_exclusive(), *_others()]}, "facts": {"cases": _cases()}}


def _cases() -> list[Doc]:
    random = Random(SEED)
    areas = [area for area, number in AREAS.items() for _ in range(number)]
    # Only `random()` gives the same numbers in every Python.
    areas.sort(key=lambda _: random.random())
    return [_case(number, area, random) for number, area in enumerate(areas)]


def _case(number: int, area: str, random: Random) -> Doc:
    def below(limit: int) -> int:
        return int(random.random() * limit)

    return {
        "id": f"c{number:04}",
        "on": (FIRST + timedelta(days=below(SPAN))).isoformat(),
        "state": "waits" if area == "chin" and below(20) == 0 else "counts",
        "areas": [area],
        "part": PARTS[below(3)],
        "setting": "simulation" if below(5) == 0 else "live_model",
        "model": f"m{below(600)}",
        "signer": f"s{below(12)}",
        "skin_type": ("I", "II", "III", "IV", "V", "VI")[below(6)],
        "reviewed": below(4) > 0,
        "rating": below(5) + 1,
    }


def _exclusive() -> list[Doc]:
    return [
        {"id": id, "of": "cases", "min": number, "where": {"areas": areas}, "exclusive": "upper_face"}
        for id, (areas, number) in EXCLUSIVE.items()
    ]


def _others() -> list[Doc]:
    """56 rules: eleven of each area, and one of all."""
    rules: list[Doc] = [{"id": "models", "of": "cases", "count": "distinct:model", "min": 500}]
    for area in AREAS:
        rules += [
            {"id": f"{area}_{part}", "min": 100, "where": {"areas": [area], "part": [part]}} for part in PARTS
        ]
        rules += [
            {"id": f"{area}_{field}", "count": f"distinct:{field}", "min": 6}
            for field in ("model", "signer", "skin_type", "day")
        ]
        rules += [
            {"id": f"{area}_reviewed", "count": "share", "min": 70, "that": {"reviewed": True}},
            {
                "id": f"{area}_rated",
                "count": "newest",
                "newest": 10,
                "min": 4,
                "that": {"rating": {"least": 4}},
            },
            {"id": f"{area}_capped", "min": 900, "caps": {"model_area": 2}, "within": {"months": 12}},
            {
                "id": f"{area}_live",
                "min": 400,
                "at_most": [{"where": {"setting": ["simulation"]}, "count": 20}],
            },
        ]
    return [{"of": "cases"} | _about(rule) for rule in rules]


def _about(rule: Doc) -> Doc:
    """A rule with the area that its id begins with."""
    area = next((area for area in AREAS if rule["id"].startswith(f"{area}_")), None)
    return rule | {"where": {"areas": [area]} | rule.get("where", {})} if area else rule
