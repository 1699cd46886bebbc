"""The folds of a rule's form: what narrows it further, each with what it says now and a way to take it away. Pure."""

from collections.abc import Mapping
from typing import Any

from logbook.eligibility import sentences
from logbook.office.requirements import forming, narrowing, questions, spoken
from logbook.office.requirements.typed import Question, Typed
from logbook.shapes.loose import Doc
from logbook.shapes.served.requirements import Narrowed, SetField

TITLES = {
    "exclusive": "Cases for this rule alone",
    "after": "Only after another rule",
    "per": "In each of several years",
    "max_share": "Not too much with one person",
    "applies": "Only for some people",
    "unless": "Not for some people",
    "at_most": "Only so many of some",
}
_LABELS = {
    "exclusive": "Shares its cases with no other rule of this group",
    "exclusive_new": "Or a new group, called",
    "after": "Counts from the day on which this rule is met",
    "per_years_n": "Years of a span",
    "per_times_n": "How many such spans, one behind the other",
    "max_share": "Look at the share of one",
    "max_share_n": "That share at most, per cent",
    "profession": "Professions",
    "region": "Regions",
    "specialty": "Specialties",
    "prior": "What they were qualified as before",
}
_HINTS = {
    "exclusive_new": "The other rules of the group name it too",
    "per_years_n": "Each span needs as many as the rule asks; they take the place of the window",
    "region": "Words, with commas between them, such as GB, US-NV",
    "prior": "Words, with commas between them",
}
_BLANKS = {"exclusive": "none: they count elsewhere too", "after": "no rule: it counts at once"}
_STEPPERS = {"widget": "number", "least": 1}


def folds(rule: Doc, doc: Doc, typed: Typed | None, problems: Mapping[str, str]) -> list[Narrowed]:
    """All folds of a rule."""
    read = spoken.read(rule, doc)
    asked = narrowing.of_rule(rule, doc)
    found = [
        _fold(one.name, rule, read, _fields(one, rule, typed, problems)) | {"limits": []} for one in asked
    ]
    if "any" not in rule:
        limits = [sentences.begun(sentences.some(limit)) for limit in read["at_most"]]
        found.insert(-2, _fold("at_most", rule, read, []) | {"limits": limits})
    return found


def _fold(name: str, rule: Doc, read: Doc, fields: list[SetField]) -> Any:
    return {
        "name": name,
        "title": TITLES[name],
        "says": "; ".join(sentences.limit(read, name)),
        "is_said": name in rule,
        "is_open": name in rule or any(field["problems"] for field in fields),
        "fields": fields,
    }


def _fields(
    question: Question, rule: Doc, typed: Typed | None, problems: Mapping[str, str]
) -> list[SetField]:
    found = list[SetField]()
    for name, values in questions.held(question, rule).items():
        given = [*(values if typed is None else typed.get(name, ()))]
        field = forming.plain(name, ", ".join(given), problems) | _drawn(question, name, given)
        found.append(field | {"required": False, "blank": _BLANKS.get(name, "no limit")})
    return found


def _drawn(question: Question, name: str, given: list[str]) -> Any:
    """How an input is drawn, and its words."""
    bare = name.removeprefix(f"{question.name}_") if question.kind == "who" else name
    words = {"label": _LABELS[bare], "hint": _HINTS.get(bare, "")}
    if name.endswith("_n"):
        return words | _STEPPERS
    if name.endswith("_new") or bare in narrowing.TYPED:
        return words
    if bare == "specialty":
        said = narrowing.specialties(given)
        return words | {"widget": "checks", "choices": said, "chosen": given}
    widget = "checks" if question.kind == "who" else "pick"
    choices = [{"code": code, "label": label} for code, label in question.offered]
    return words | {"widget": widget, "choices": choices, "chosen": given}


def limit_form(
    asked: list[Question], limit: Doc, typed: Typed | None, problems: Mapping[str, str]
) -> list[SetField]:
    """The form of one of the limits: which of them are meant, and how many of those may count."""
    plain = [one for one in asked if one.kind != "yes"]
    found = forming.drawn(plain, limit, typed, problems)
    for one in asked:
        if one.kind == "yes":
            [values] = questions.held(one, limit).values()
            given = values if typed is None else [*typed.get(one.name, ())]
            words = {"yes": sentences.that({one.name: True}), "no": sentences.that({one.name: False})}
            choices = [{"code": code, "label": sentences.begun(text)} for code, text in words.items()]
            field = forming.plain(one.name, next(iter(given), ""), problems)
            said = {
                "label": _FIELDS.get(one.name, one.name.capitalize()),
                "blank": "either",
                "required": False,
            }
            found.append(field | said | {"widget": "pick", "choices": choices})
    return found


_FIELDS = {
    "signer_licensed": "Licence of the signer",
    "discussed": "Complication or scenario",
    "on_time": "On time or not",
    "critical": "Critical line",
}


def put_limit(rule: Doc, at: int, asked: list[Question], typed: Typed) -> dict[str, str]:
    """Let one of the limits of a rule, or a new one, say what was typed; gives what is wrong, by input."""
    limits = [*rule.get("at_most", ())]
    limit = dict(limits[at]) if at < len(limits) else {}
    problems = forming.answered(asked, limit, typed)
    if not limit.get("where"):
        first = next(one.name for one in asked if one.name != "count")
        problems.setdefault(first, "Say which of them are meant: of all alike, “at most” of the rule says it")
    if not problems:
        limits[at:] = [{"where": limit["where"], "count": limit["count"]}, *limits[at + 1 :]]
        rule["at_most"] = limits
    return problems
