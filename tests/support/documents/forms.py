"""A case as a person fills its form, and odd ways of filling it."""

import random

from logbook import clinical, kinds, vocabulary

SHELL = {"forms": kinds.forms(), "vocabulary": vocabulary.as_json(), "clinical": clinical.as_json()}
# Of the first revision of a case, as a door gives it beside the fields.
CONTEXT = {
    "id": "0b8f7f0e-6a9c-4f3e-9a53-0d1f5a1b2c3d",
    "rev": 1,
    "prev": None,
    "mutation": "1b8f7f0e-6a9c-4f3e-9a53-0d1f5a1b2c3d",
    "account": "2b8f7f0e-6a9c-4f3e-9a53-0d1f5a1b2c3d",
    "now": "2026-11-20T10:31:00Z",
    "tz": "Europe/London",
    "base": None,
}
ODD = [
    "",
    "x",
    "  a\n",
    "e\u0301",
    "😀😀",
    "\u202eabc",
    "\u00a0 ",
    "<b>\"'&",
    "0",
    "4.0",
    "2,50",
    "10.55",
    "-1",
    "999999",
    "y" * 2100,
]
ODD_TIMES = [
    "2026-11-20",
    "2026-02-30",
    "1899-01-01",
    "10:05",
    "25:00",
    "10:05:59",
    "2026-11-20T10:05",
    "2026-11-31T10:05",
]
EXPIRIES = [
    "",
    "2026-09",
    "09/2026",
    "2.2028",
    "13/2026",
    "2026-13",
    "1026-01",
    "9/26",
    "2026-11-19",
    "2026-02-30",
]


def a_filled_form(**changes: str | list[str]) -> dict[str, list[str]]:
    """The fields of a glabella case with two points; `changes` replace single names ("product.batch" as a key)."""
    fields = {
        "part": ["supervised_direct"],
        "setting": ["live_model"],
        "model.code": ["K7QF"],
        "model.age_band": ["30-39"],
        "model.skin_type": ["IV"],
        "events.any": ["none"],
        "assessment.consent": ["1"],
        "product.code": ["botox"],
        "product.batch": ["C4829C3"],
        "supervisor": ["5f0e3d59-1d3e-4f4c-8d4e-0d1f5a1b2c3d"],
        "programme": ["6f0e3d59-1d3e-4f4c-8d4e-0d1f5a1b2c3d"],
        "performed_on": ["2026-11-20"],
        "performed_at": ["10:05"],
    }
    fields |= a_point(0, units="4", side="right") | a_point(1, units="2.5", side="mid")
    return fields | {name: [value] if isinstance(value, str) else value for name, value in changes.items()}


def a_point(row: int, *, units: str, side: str, area: str = "glabella") -> dict[str, list[str]]:
    """The fields of one row of the list of points."""
    prefix = f"points.{row}."
    return {
        prefix + "area": [area],
        prefix + "side": [side],
        prefix + "units_tenths": [units],
        prefix + "depth": ["intramuscular"],
    }


def an_odd_form(chance: random.Random) -> dict[str, list[str]]:
    """The filled form with a few answers replaced by others, some right, some wrong, some hostile."""
    fields = a_filled_form()
    names = [(item["name"], item) for section in SHELL["forms"]["entry"] for item in section["items"]]
    for _ in range(chance.choice([0, 1, 1, 2, 3])):
        name, item = chance.choice(names)
        if item["type"] == "rows":
            column = chance.choice(item["columns"])
            fields[f"{name}.{chance.randrange(4)}.{column['name']}"] = [_an_answer(column, chance)]
        elif item["widget"] == "expiry":
            fields[name + chance.choice(["", ".month", ".as"])] = [chance.choice(EXPIRIES)]
            fields[f"{name}.as"] = [chance.choice(["month", "day", "", "x"])]
        elif item["widget"] == "checks":
            fields[name] = [_an_answer(item, chance) for _ in range(chance.randrange(3))]
        else:
            fields[name if item["widget"] != "events" else "events.any"] = [_an_answer(item, chance)]
    return fields


def _an_answer(field: dict, chance: random.Random) -> str:
    choices = field.get("rule", {}).get("choices")
    if choices and chance.random() < 0.8:
        return chance.choice(vocabulary.codes(choices))
    if chance.random() < 0.4:
        return str(chance.randrange(8))
    return chance.choice(ODD_TIMES if chance.random() < 0.3 else ODD)
