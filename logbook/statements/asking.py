"""A dose far over the label is asked about once more before it is saved. Twin of twins/statements/asking.js."""

from logbook import warnings
from logbook.filters import lowered, tenths, units
from logbook.shapes import Shell
from logbook.shapes.loose import Doc
from logbook.statements.forms import Fields, Problems

# A slip of a digit is ten times as much; what somebody means seldom is three times the label.
FAR = 3


def far_over(doc: Doc, around: Doc) -> list[str]:
    """The areas given far more than the label says, each with its dose, ["glabella:1200"]: another dose is another
    question."""
    label = warnings.label_of(doc, around)
    if label is None:
        return []
    given = warnings.units_by_area(doc)
    return [f"{area}:{dose}" for area, dose in given.items() if _times(label, area, dose) >= FAR]


def ask_once_more(
    doc: Doc, around: Doc, fields: Fields, base: Doc | None, problems: Problems, shell: Shell
) -> None:
    """Add the question to the problems, unless it was put before: `sure` in the form holds what was asked."""
    found = far_over(doc, around)
    if not found or found == fields.get("sure") or (base is not None and found == far_over(base, around)):
        return
    label = warnings.label_of(doc, around) or {}
    problems["points"] = [_question(label, one, shell) for one in found]


def judge_pair(doc: Doc, snapshot: Doc | None, problems: Problems) -> None:
    """A supervisor is named for a programme of theirs. Who left it may still be named: they supervised that day; whom
    this device does not know is judged by the server."""
    records = snapshot["records"]["membership"] if snapshot else []
    held = [record["doc"] for record in records if record["doc"]["person"] == doc["supervisor"]]
    supervised = {one["programme"] for one in held if one["role"] == "supervisor"}
    if supervised and doc["programme"] and doc["programme"] not in supervised:
        problems.setdefault("supervisor", ["Choose a supervisor of the programme chosen"])


def _question(label: Doc, asked: str, shell: Shell) -> str:
    area, dose = asked.split(":")
    name, figure = shell["vocabulary"]["areas"].get(area, area), label["doses"][area]
    where = f"{units(int(dose))} in the {lowered(name)}"
    times = f"{_times(label, area, int(dose))} times the {tenths(figure['units_tenths'])} on the label"
    return f"{where}: {times} of {label['name']}. If that is what was given, save once more."


def _times(label: Doc, area: str, dose: int) -> int:
    """How many times the label's figure a dose is, in whole numbers; 0 where the label gives none."""
    figure = label["doses"].get(area)
    return dose // figure["units_tenths"] if figure else 0
