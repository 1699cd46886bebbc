"""The plain kinds of rules that may be added to a set, each as it begins. Pure."""

from collections.abc import Mapping
from typing import Any

from logbook.forms.inputs import one_line
from logbook.office.requirements import editing, forming
from logbook.office.requirements.typed import Typed
from logbook.shapes.loose import Doc
from logbook.shapes.served.asked import Offered
from logbook.shapes.served.requirements import SetField

# Whatever a trainee does with a model is asked in this way first; every word of it can be changed afterwards.
_HANDS_ON = {"part": ["supervised_direct"], "setting": ["live_model"]}
CHOICE = "one_of"
MOST_RULES = 120  # so many are judged in the time that a report may take

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


def form(offered: list[Offered], typed: Typed | None, problems: Mapping[str, str]) -> list[SetField]:
    """The form of something new: what it counts, and how it is called."""
    given = {name: next(iter((typed or {}).get(name, ())), "") for name in ("kind", "label")}
    kind = forming.plain("kind", given["kind"], problems) | {"widget": "pick", "choices": offered}
    return [kind, forming.plain("label", given["label"], problems)]


def made(doc: Doc, typed: Typed, *, is_part: bool) -> tuple[list[Doc], dict[str, str]]:
    """The new rule that was asked for; nothing, and what is wrong by input, where it is none."""
    given = {name: one_line(next(iter(typed.get(name, ())), "")) for name in ("kind", "label")}
    problems = {}
    if given["kind"] not in {one["code"] for one in kinds(is_part=is_part)}:
        problems["kind"] = "Choose what is counted"
    if not 0 < len(given["label"]) <= 500:
        problems["label"] = "Enter what it is called"
    if len(editing.ids(doc)) >= MOST_RULES:
        problems["label"] = f"A set has at most {MOST_RULES} rules and gates"
    if problems:
        return [], problems
    return [begun(given["kind"], editing.named(doc, given["label"]), given["label"])], {}


def _copied(part: Doc) -> Doc:
    return {
        name: _copied(value) if isinstance(value, dict) else [*value] if isinstance(value, list) else value
        for name, value in part.items()
    }
