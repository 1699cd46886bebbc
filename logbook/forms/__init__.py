"""The forms as data: one description that the templates draw and that both languages read answers with."""

from functools import cache
from typing import Any

from logbook import schemas
from logbook.forms.answers import REVIEW, SIGNOFF, WITHDRAWAL
from logbook.forms.entry import SECTIONS
from logbook.forms.fields import plain
from logbook.schemas import words

# The rows for lines before treatment are drawn as rows, although the statement keys them by area.
SEVERITY_COLUMNS = {
    "area": {"choices": "areas", "message": words.AREA},
    "rest": {"choices": "severity_grades", "message": words.GRADE},
    "dynamic": {"choices": "severity_grades", "message": words.GRADE},
}
# Who did not inject names areas instead of points.
WATCHED = {"parts": ["observed", "assisted"], "settings": ["live_model", "simulation"]}


@cache
def as_json() -> dict[str, Any]:
    """All forms as plain JSON: {"entry": [section…], "signoff": […], "withdrawal": […], "review": […], "when": {…}}."""
    entry_rules = schemas.rules("entry")
    graded = {"columns": SEVERITY_COLUMNS, "most": len(SEVERITY_COLUMNS) * 4}
    entry_rules["assessment.severity"] |= graded
    review_rules = schemas.rules("review")
    review_rules["severity_after"] |= graded
    entry_rules["again"] = entry_rules["corrections"]
    return {
        "entry": plain(SECTIONS, entry_rules),
        "signoff": plain(SIGNOFF, schemas.rules("signoff")),
        "withdrawal": plain(WITHDRAWAL, schemas.rules("withdrawal")),
        "review": plain(REVIEW, review_rules),
        "when": schemas.WHEN | {"watched": WATCHED},
    }
