"""The plain kinds of rules that may be added to a set, each as it begins. Pure."""

from typing import Any

from logbook.shapes.loose import Doc
from logbook.shapes.served.asked import Offered

# Whatever a trainee does with a model is asked in this way first; every word of it can be changed afterwards.
_HANDS_ON = {"part": ["supervised_direct"], "setting": ["live_model"]}
CHOICE = "one_of"

_KINDS: dict[str, tuple[str, Doc]] = {
    "cases": ("Cases", {"of": "cases", "where": _HANDS_ON}),
    "models": ("Different models", {"of": "cases", "count": "distinct:model", "where": _HANDS_ON}),
    "supervisors": ("Different supervisors", {"of": "cases", "count": "distinct:signer"}),
    "skin_types": (
        "Different skin types",
        {"of": "cases", "count": "distinct:skin_type", "where": _HANDS_ON},
    ),
    "days": ("Different days", {"of": "cases", "count": "distinct:day", "where": _HANDS_ON}),
    "areas": ("Areas treated, each counted", {"of": "cases", "count": "areas", "where": _HANDS_ON}),
    "reviewed": (
        "Share of cases reviewed",
        {"of": "cases", "count": "share", "min": 80, "that": {"reviewed": True}, "where": _HANDS_ON},
    ),
    "rated": (
        "Rated well, of the newest",
        {"of": "cases", "count": "newest", "newest": 10, "min": 8, "that": {"rating": {"least": 4}}},
    ),
    "discussed": (
        "Complications or scenarios discussed",
        {"of": "cases", "that": {"discussed": True}},
    ),
    "in_time": ("Cases signed in time", {"of": "cases", "that": {"signed_within": 14}}),
    "hours": ("Hours", {"of": "hours", "count": "sum:tenths", "min": 10}),
    "modules": ("Modules", {"of": "modules"}),
    "credits": ("Credits", {"of": "credits", "count": "sum:tenths", "min": 10}),
    "documents": ("Documents", {"of": "documents"}),
    "licences": ("Licences", {"of": "licences"}),
    "discussions": ("Discussions", {"of": "discussions"}),
    "case_studies": ("Case studies", {"of": "case_studies"}),
    "papers": ("Papers passed", {"of": "papers", "where": {"passed": True}}),
    "stations": ("Stations passed", {"of": "stations", "where": {"passed": True}}),
    "prior_cases": ("Cases before the programme", {"of": "prior_cases"}),
    CHOICE: ("One of several ways", {"any": []}),
}


def kinds(*, is_part: bool = False) -> list[Offered]:
    """The kinds there are to choose from; a part of a choice is no choice."""
    return [
        {"code": code, "label": label}
        for code, (label, _) in _KINDS.items()
        if not (is_part and code == CHOICE)
    ]


def begun(kind: str, id: str, label: str) -> Doc:
    """A new rule of a kind; it asks for one until somebody says how many. Raises KeyError for a kind there is not."""
    told: dict[str, Any] = {"id": id, "label": label} | _copied(_KINDS[kind][1])
    return told if "any" in told or "min" in told else told | {"min": 1}


def _copied(part: Doc) -> Doc:
    return {
        name: _copied(value) if isinstance(value, dict) else [*value] if isinstance(value, list) else value
        for name, value in part.items()
    }
