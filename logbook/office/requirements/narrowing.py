"""What narrows a rule further, and is seldom asked: cases for it alone, after another rule, in each of several years,
most with one person, for whom it is, and of some at most so many. Pure.

What the forms make of it is what somebody would write by hand; a question whose inputs were not sent changes nothing.
"""

from collections.abc import Callable, Sequence

from logbook.eligibility import sentences
from logbook.eligibility.grammar import rules_of
from logbook.folding import folded
from logbook.forms.inputs import one_line
from logbook.office.requirements.typed import (
    HOW_MANY,
    MOST,
    MOST_WORDS,
    NO_ANSWER,
    Question,
    Typed,
    put,
    whole_of,
)
from logbook.shapes.loose import Doc
from logbook.shapes.served.asked import Offered
from logbook.vocabulary import codes, label

PEOPLE = ("profession", "region", "specialty", "prior")
# Of these there are more than any list of ours has.
TYPED = ("region", "prior")
SHARES = {"signer": "supervisor", "model": "model"}


def of_rule(rule: Doc, doc: Doc) -> list[Question]:
    """The questions of a rule of this set; what would make no sense of it is asked only where it is said already."""
    who = [Question(name, "who", offered=_professions(rule.get(name, {}))) for name in ("applies", "unless")]
    if "any" in rule:
        return who
    count = rule.get("count", "items")
    found = [Question("after", "rule", offered=_others(rule, doc))]
    if "exclusive" in rule or (count == "items" and "that" not in rule):
        found.insert(0, Question("exclusive", "group", offered=_groups(rule, doc)))
    if "per" in rule or count not in ("share", "newest"):
        found.append(Question("per", "spans"))
    if "max_share" in rule or rule["of"] == "cases":
        found.append(Question("max_share", "largest", offered=tuple(SHARES.items())))
    return found + who


def _professions(said: Doc) -> tuple[tuple[str, str], ...]:
    """Those there are, and those that a set names beside them."""
    return tuple(
        (word, label(word, "professions"))
        for word in dict.fromkeys([*codes("professions"), *said.get("profession", ())])
    )


def specialties(said: Sequence[str]) -> list[Offered]:
    """Those that people may say of themselves, and those that a set names beside them, as a form offers them."""
    words = dict.fromkeys([*codes("specialties"), *said])
    return [{"code": word, "label": label(word, "specialties")} for word in words if word]


def _others(rule: Doc, doc: Doc) -> tuple[tuple[str, str], ...]:
    """All rules but itself and the choice that it is a way of."""
    rules = {one["id"]: one for one in rules_of(doc)}
    own = {
        id for id, one in rules.items() if rule["id"] in (id, *(part["id"] for part in one.get("any", ())))
    }
    found = {id: sentences.rule_name(one) for id, one in rules.items() if id not in own}
    asked = rule.get("after")
    # One that the set has no more is chosen still: it is a fault, and stands beside the rule.
    return tuple(found.items() if not asked or asked in found else [*found.items(), (asked, asked)])


def _groups(rule: Doc, doc: Doc) -> tuple[tuple[str, str], ...]:
    """The groups of the set, each with the rules that share their cases."""
    groups = dict[str, list[str]]()
    for one in rules_of(doc):
        if one.get("exclusive"):
            names = groups.setdefault(one["exclusive"], [])
            names.extend([] if one["id"] == rule["id"] else [sentences.rule_name(one)])
    return tuple((group, f"{group}: {', '.join(names) or 'this rule'}") for group, names in groups.items())


def held(question: Question, rule: Doc) -> dict[str, list[str]]:
    """What the inputs of a question hold of a rule as it is."""
    return _HELD[question.kind](question.name, rule)


def _group_held(name: str, rule: Doc) -> dict[str, list[str]]:
    return {name: [rule.get(name, "")], f"{name}_new": [""]}


def _rule_held(name: str, rule: Doc) -> dict[str, list[str]]:
    return {name: [rule.get(name, "")]}


def _largest_held(name: str, rule: Doc) -> dict[str, list[str]]:
    field, percent = next(iter(rule.get(name, {"": ""}).items()))
    return {name: [field], f"{name}_n": [str(percent)]}


def _spans_held(name: str, rule: Doc) -> dict[str, list[str]]:
    said = rule.get(name, {})
    return {f"{name}_{part}_n": [str(said.get(part, ""))] for part in ("years", "times")}


def _who_held(name: str, rule: Doc) -> dict[str, list[str]]:
    return {f"{name}_{field}": [*rule.get(name, {}).get(field, ())] for field in PEOPLE}


def _yes_held(name: str, limit: Doc) -> dict[str, list[str]]:
    return {name: [{True: "yes", False: "no"}.get(limit.get("where", {}).get(name), "")]}


def answer(question: Question, rule: Doc, typed: Typed) -> dict[str, str]:
    """Let a rule say what was typed; gives what is wrong with it, by input, and changes nothing then."""
    before = held(question, rule)
    if not any(typed.get(name) for name in before):
        return {}
    after = {name: _cleaned(question, name, typed.get(name, ())) for name in before}
    if all({*before[name]} - {""} == {*after[name]} - {""} for name in before):
        return {}
    return _ANSWERS[question.kind](question, rule, after)


def _cleaned(question: Question, name: str, given: Sequence[str]) -> list[str]:
    if question.kind != "who":
        return [one_line(given[0] if given else "")]
    if name.endswith("_profession"):
        return [word for word, _ in question.offered if word in given]
    split = [one_line(word) for one in given for word in one.split(",")]
    return list(dict.fromkeys(word for word in split if word))


def _group(question: Question, rule: Doc, after: dict[str, list[str]]) -> dict[str, str]:
    chosen, new = after[question.name][0], after[f"{question.name}_new"][0]
    if new:
        name = folded(new).replace(" ", "-")
        if not _is_id(name):
            return {f"{question.name}_new": "Use letters, figures and spaces, at most 40, a letter first"}
        rule[question.name] = name
        return {}
    return _chosen(question, rule, chosen)


def _is_id(name: str) -> bool:
    plain = name.replace("-", "").replace("_", "")
    return len(name) <= 40 and name[:1].isalpha() and plain.isascii() and plain.isalnum()


def _rule(question: Question, rule: Doc, after: dict[str, list[str]]) -> dict[str, str]:
    return _chosen(question, rule, after[question.name][0])


def _chosen(question: Question, rule: Doc, code: str) -> dict[str, str]:
    if code and code not in dict(question.offered):
        return {question.name: NO_ANSWER}
    put(rule, question.name, code or None)
    return {}


def _largest(question: Question, rule: Doc, after: dict[str, list[str]]) -> dict[str, str]:
    field, percent = after[question.name][0], whole_of(after[f"{question.name}_n"][0])
    if not field:
        put(rule, question.name, None)
        return {}
    if field not in SHARES:
        return {question.name: NO_ANSWER}
    if percent is None or not 1 <= percent <= 99:
        return {f"{question.name}_n": "Enter a percentage from 1 to 99"}
    rule[question.name] = {field: percent}
    return {}


def _spans(question: Question, rule: Doc, after: dict[str, list[str]]) -> dict[str, str]:
    numbers = {name: whole_of(text) for name, [text] in after.items()}
    if not any(text for [text] in after.values()):
        put(rule, question.name, None)
        return {}
    wrong = {name: HOW_MANY for name, number in numbers.items() if not 1 <= (number or 0) <= MOST}
    if wrong:
        return wrong
    years, times = numbers.values()
    rule[question.name] = {"years": years, "times": times}
    # The spans stand in place of a window of its own; of that only the day from which it is reckoned says something.
    if rule.get("within"):
        ends = {name: value for name, value in rule["within"].items() if name == "back_from"}
        put(rule, "within", ends or None)
    return {}


def _who(question: Question, rule: Doc, after: dict[str, list[str]]) -> dict[str, str]:
    long = [
        name
        for name, words in after.items()
        if len(words) > MOST_WORDS or any(len(word) > 100 for word in words)
    ]
    if long:
        return dict.fromkeys(long, f"Use at most {MOST_WORDS} words, none longer than 100 letters")
    said = {field: after[f"{question.name}_{field}"] for field in PEOPLE}
    put(rule, question.name, {field: words for field, words in said.items() if words} or None)
    return {}


def _yes(question: Question, limit: Doc, after: dict[str, list[str]]) -> dict[str, str]:
    code = after[question.name][0]
    if code not in ("", "yes", "no"):
        return {question.name: NO_ANSWER}
    where = dict(limit.get("where", {}))
    put(where, question.name, None if not code else code == "yes")
    limit["where"] = where
    return {}


_HELD: dict[str, Callable[[str, Doc], dict[str, list[str]]]] = {
    "group": _group_held,
    "rule": _rule_held,
    "largest": _largest_held,
    "spans": _spans_held,
    "who": _who_held,
    "yes": _yes_held,
}
_ANSWERS: dict[str, Callable[[Question, Doc, dict[str, list[str]]], dict[str, str]]] = {
    "group": _group,
    "rule": _rule,
    "largest": _largest,
    "spans": _spans,
    "who": _who,
    "yes": _yes,
}
KINDS = frozenset(_HELD)


def without_limit(rule: Doc, at: str) -> bool:
    """Take one of these away; False where it is not there."""
    limits, place = rule.get("at_most", []), whole_of(at)
    if place is None or place >= len(limits):
        return False
    del limits[place]
    put(rule, "at_most", limits or None)
    return True
