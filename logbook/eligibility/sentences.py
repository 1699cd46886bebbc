"""A rule of grammar 2 in words: what is asked, and within which limits. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator

from logbook.eligibility.grammar import VOCABULARIES
from logbook.shapes.loose import Doc
from logbook.vocabulary import LISTS, label

KINDS = {
    "cases": ("case", "cases"),
    "reviews": ("review", "reviews"),
    "hours": ("hour", "hours"),
    "modules": ("module", "modules"),
    "credits": ("credit", "credits"),
    "documents": ("document", "documents"),
    "licences": ("licence", "licences"),
    "discussions": ("discussion", "discussions"),
    "case_studies": ("case study", "case studies"),
    "papers": ("paper passed", "papers passed"),
    "stations": ("station", "stations"),
    "prior_cases": ("case before the programme", "cases before the programme"),
}
DISTINCT = {
    "model": ("model", "different models"),
    "signer": ("supervisor", "different supervisors"),
    "skin_type": ("skin type", "different skin types"),
    "day": ("day", "different days"),
    "module": ("module", "different modules"),
}
YES = {
    "reviewed": "reviewed",
    "discussed": "with a complication or a scenario",
    "signer_licensed": "signed by somebody licensed on that day",
    "accredited": "accredited",
    "on_time": "on time",
    "passed": "passed",
    "critical": "with a critical line",
}
NO = {"reviewed": "not reviewed", "critical": "without a critical line"}


def gate_name(gate: Doc) -> str:
    """How people call a gate: as its set does, else by the vocabulary, else after its id."""
    gates: dict[str, str] = LISTS["gates"]
    return gate.get("label") or gates.get(gate["id"]) or _after(gate["id"])


def rule_name(rule: Doc) -> str:
    """How people call a rule, or a part of one: as its set does, else after its id."""
    return rule.get("label") or _after(rule["id"])


def _after(id: str) -> str:
    return re.sub("[_-]", " ", id).capitalize()


def begun(words: str) -> str:
    """The same words at the beginning of a line."""
    return words[:1].upper() + words[1:]


def asked(rule: Doc) -> str:
    """What a rule asks for, as `grammar.read` gives it: "at least 10 different models"."""
    if rule["any"] is not None:
        parts = "; or ".join(f"{part['label'] or part['id']}: {asked(part)}" for part in rule["any"])
        return f"{rule['least']} of: {parts}"
    if rule["count"] == "share":
        return f"{rule['min']}% {that(rule['that'])}"
    if rule["count"] == "newest":
        return f"{rule['min']} of the newest {rule['newest']} {that(rule['that'])}"
    least = [f"at least {amount(rule, rule['min'])}"] if rule["min"] is not None else []
    most = [f"at most {amount(rule, rule['max'])}"] if rule["max"] is not None else []
    said = " and ".join(least + ([f"{most[0]} count"] if least and most else most))
    return f"{said} {that(rule['that'])}" if rule["that"] else said


def amount(rule: Doc, number: int) -> str:
    """A number with what it counts: "1,000 hours"."""
    name, _, field = rule["count"].partition(":")
    if name == "areas":
        one, many = "area", "areas"
    elif name == "distinct":
        one, many = DISTINCT[field]
    elif field == "minor":
        one, many = "minor fault", "minor faults"
    else:
        one, many = KINDS[rule["of"]]
    if field == "tenths":
        whole, tenths = divmod(number, 10)
        return f"{whole:,}.{tenths} {many}" if tenths else f"{whole:,} {one if whole == 1 else many}"
    return f"{number:,} {one if number == 1 else many}"


def that(conditions: Doc) -> str:
    """What a share is asked for: "signed within 14 days"."""
    said = []
    for field, value in conditions.items():
        if field == "signed_within":
            said.append(f"signed within {value} days")
        elif field == "rating":
            said.append(f"rated {value} or better")
        else:
            said.append(_yes(field, value))
    return " and ".join(said)


def _yes(field: str, value: bool) -> str:
    return YES.get(field, field.replace("_", " ")) if value else NO.get(field, f"not {YES.get(field, field)}")


def about(where: Doc) -> str:
    """Which items: "Observed; Live model". Where they were done is told only if it is not here alone."""
    said = []
    for field, value in where.items():
        if isinstance(value, bool) or field == "signed_within":
            said.append(that({field: value}))
        elif field == "version":
            said.append(f"version {value} or later")
        elif field != "origin" or value != ("here",):
            said.append(" or ".join(_word(field, word) for word in value))
    return "; ".join(said)


def _word(field: str, word: str) -> str:
    if field == "origin":
        return {"here": "done here", "elsewhere": "done elsewhere"}[word]
    if field in VOCABULARIES and word in LISTS[VOCABULARIES[field]]:
        return label(word, VOCABULARIES[field])
    return word.replace("_", " ")


def limits(rule: Doc) -> str:
    """Within which limits: "within 24 months, a model counts twice for one area"; "" where there are none."""
    of_choice = ("applies", "unless")
    names = of_choice if rule["any"] is not None else _LIMITS
    return ", ".join(words for name in names for words in limit(rule, name))


def limit(rule: Doc, name: str) -> list[str]:
    """What a rule says by one word of the grammar, such as `after`: nothing where it does not say it."""
    return [*_LIMITS[name](rule)]


def some(limit: Doc) -> str:
    """That of some no more than so many count: "at most 2 of them Simulation"."""
    return f"at most {limit['count']} of them {about(limit['where'])}"


def _window(rule: Doc) -> Iterator[str]:
    # Spans of years stand in place of a window.
    if rule["per"]:
        return
    within = rule["within"]
    before = _BACK.get(within.get("back_from", ""), "")
    for name in ("months", "days"):
        if name in within:
            yield f"within {within[name]} {name}{before}"
    if "calendar_months" in within:
        yield f"within {within['calendar_months']} whole months and the running one"
    if "since" in within:
        yield "since enrolment"


def _per(rule: Doc) -> Iterator[str]:
    if rule["per"]:
        years, times = rule["per"]
        before = _BACK.get(rule["within"].get("back_from", ""), "")
        yield f"in each of the last {times} {'years' if years == 1 else f'spans of {years} years'}{before}"


def _caps(rule: Doc) -> Iterator[str]:
    if rule["caps"] is not None:
        yield f"a model counts {_times(rule['caps'])} for one area"


def _at_most(rule: Doc) -> Iterator[str]:
    return map(some, rule["at_most"])


def _share(rule: Doc) -> Iterator[str]:
    if rule["max_share"]:
        field, percent = rule["max_share"]
        yield f"at most {percent}% with one {DISTINCT[field][0]}"


def _alone(rule: Doc) -> Iterator[str]:
    others = rule["beside"]["alone_with"]
    if others:
        yield f"what counts here does not count for {_named(others)} too"
    elif rule["exclusive"]:
        yield "what counts here counts for no other of its group"


def _later(rule: Doc) -> Iterator[str]:
    if rule["beside"]["after"]:
        yield f"only after {_named([rule['beside']['after']])} is met"


def _named(rules: Iterable[tuple[str, str | None]]) -> str:
    return " or ".join(f"“{rule_name({'id': id, 'label': label})}”" for id, label in rules)


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _applies(rule: Doc) -> Iterator[str]:
    if rule["applies"]:
        yield f"for {_people(rule['applies'].values())}"


def _unless(rule: Doc) -> Iterator[str]:
    if rule["unless"]:
        yield f"not for {_people(rule['unless'].values())}"


def _people(lists: Iterable[Iterable[str]]) -> str:
    return "; ".join(" or ".join(word.replace("_", " ") for word in words) for words in lists)


_BACK = {"application": " before the application", "sitting": " before the examination"}
_LIMITS: dict[str, Callable[[Doc], Iterator[str]]] = {
    "within": _window,
    "per": _per,
    "caps": _caps,
    "at_most": _at_most,
    "max_share": _share,
    "exclusive": _alone,
    "after": _later,
    "applies": _applies,
    "unless": _unless,
}
