"""The forms as data: one description that the templates draw and that both languages read answers with."""

from functools import cache
from typing import Any

from logbook import schemas
from logbook.forms.answers import SIGNOFF, WITHDRAWAL
from logbook.forms.entry import SECTIONS
from logbook.forms.fields import plain

# The rows for lines before treatment are drawn as rows, although the statement keys them by area.
SEVERITY_COLUMNS = {
    "area": {"choices": "areas", "message": "Choose an area"},
    "rest": {"choices": "severity_grades", "message": "Choose a grade from 0 to 4"},
    "dynamic": {"choices": "severity_grades", "message": "Choose a grade from 0 to 4"},
}


@cache
def as_json() -> dict[str, Any]:
    """All forms as plain JSON: {"entry": [section…], "signoff": […], "withdrawal": […], "when": {…}}."""
    entry_rules = schemas.rules("entry")
    entry_rules["assessment.severity"] |= {"columns": SEVERITY_COLUMNS, "most": len(SEVERITY_COLUMNS) * 4}
    return {
        "entry": plain(SECTIONS, entry_rules),
        "signoff": plain(SIGNOFF, schemas.rules("signoff")),
        "withdrawal": plain(WITHDRAWAL, schemas.rules("withdrawal")),
        "when": schemas.WHEN,
    }
