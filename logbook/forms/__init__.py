"""The forms as data: one description that the templates draw and that both languages read answers with.

Which form belongs to which kind of statement is said in `kinds`.
"""

from logbook.schemas import words

# The rows for lines before treatment are drawn as rows, although the statement keys them by area.
SEVERITY_COLUMNS = {
    "area": {"choices": "areas", "message": words.AREA},
    "rest": {"choices": "severity_grades", "message": words.GRADE},
    "dynamic": {"choices": "severity_grades", "message": words.GRADE},
}
# Who did not inject names areas instead of points.
WATCHED = {"parts": ["observed", "assisted"], "settings": ["live_model", "simulation"]}
