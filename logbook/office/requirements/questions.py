"""The form of one rule, of a gate and of a set's facts: what its fields hold, and what typed answers make of it. Pure.

An answer that says what is there already changes nothing: what the form cannot say stays as it was written.
"""

from collections.abc import Sequence
from typing import Any

from logbook.eligibility import grammar
from logbook.eligibility.grammar import VOCABULARIES
from logbook.forms.inputs import one_line
from logbook.office.requirements import narrowing
from logbook.office.requirements.typed import (
    HOW_MANY,
    MOST,
    MOST_WORDS,
    NO_ANSWER,
    Question,
    Typed,
    put,
    tenths_of,
    whole_of,
)
from logbook.shapes.loose import Doc
from logbook.vocabulary import codes

WINDOWS = {
    "months": "months",
    "days": "days",
    "calendar_months": "whole months and the running one",
    "since": "since enrolment",
    "none": "no window",
}
SURE = {
    "read": "Read in the source itself",
    "second_hand": "Told by somebody else",
    "unconfirmed": "Not confirmed",
}
COUNTED = ("months", "days", "calendar_months")


def of_rule(rule: Doc, *, is_part: bool) -> list[Question]:
    """The questions that the form of a rule asks; what narrows it further is asked beside them (`narrowing`)."""
    label = Question("label", "text", is_asked=not is_part)
    if "any" in rule:
        return [label, Question("least", "number", 1, is_asked=True), *_told(rule)]
    return [label, *_numbers(rule), *conditions(rule["of"]), *_limits(rule), *_told(rule)]


def of_limit(rule: Doc) -> list[Question]:
    """The questions about some of what a rule counts, of which no more than so many do."""
    fields = grammar.schema()["definitions"][f"where_{rule['of']}"]["properties"]
    yes = [Question(name, "yes") for name, field in fields.items() if field["type"] == "boolean"]
    return [Question("count", "number", is_asked=True), *conditions(rule["of"]), *yes]


def _told(rule: Doc) -> list[Question]:
    """What is said about a rule; how sure it is, where it says so itself."""
    sure = [Question("confidence", "sure")] if "confidence" in rule else []
    return [Question("note", "text"), *sure]


def _numbers(rule: Doc) -> list[Question]:
    count, that = rule.get("count", "items"), rule.get("that", {})
    whole = "tenths" if count.endswith(":tenths") else "number"
    found = [Question("min", whole, is_asked=count in ("share", "newest"))]
    if count not in ("share", "newest"):
        found.append(Question("max", whole))
    if count == "newest":
        found.append(Question("newest", "number", 1, is_asked=True))
    if "signed_within" in that:
        found.append(Question("days", "number", is_asked=True))
    if "rating" in that:
        found.append(Question("rating", "number", 1, is_asked=True))
    return found


def conditions(kind: str) -> list[Question]:
    """The questions about which items of a kind are meant."""
    fields = grammar.schema()["definitions"][f"where_{kind}"]["properties"]
    return [
        Question(name, "words", words=VOCABULARIES.get(name, ""))
        for name, field in fields.items()
        if field["type"] == "array" and name != "origin"
    ]


def _limits(rule: Doc) -> list[Question]:
    window = [] if "per" in rule else [Question("within", "window")]
    return [*window, Question("caps", "cap")] if rule["of"] == "cases" else window


FACTS = [
    Question("title", "text", is_asked=True),
    Question("source", "text", is_asked=True),
    Question("as_of", "text", is_asked=True),
    Question("within", "window"),
    Question("caps", "cap"),
    Question("hours", "number"),
]


def held(question: Question, rule: Doc) -> dict[str, list[str]]:
    """What the inputs of a question hold of a rule as it is: {name of the input: its values}."""
    name = question.name
    if question.kind in narrowing.KINDS:
        return narrowing.held(question, rule)
    if question.kind == "words":
        return {name: [*rule.get("where", {}).get(name, ())]}
    if question.kind == "window":
        return _window(rule.get("within"))
    if question.kind == "cap":
        return _cap(rule.get("caps"))
    value = _value(name, rule)
    if value is None:
        return {name: [""]}
    if question.kind == "tenths":
        whole, tenths = divmod(value, 10)
        return {name: [f"{whole}.{tenths}" if tenths else str(whole)]}
    return {name: [str(value)]}


def _value(name: str, rule: Doc) -> Any:
    if name == "days":
        return rule["that"]["signed_within"]
    if name == "rating":
        return rule["that"]["rating"]["least"]
    if name == "hours":
        return rule.get("limits", {}).get("reconstituted_hours")
    return rule.get(name, 1 if name == "least" else None)


def _window(within: Doc | None) -> dict[str, list[str]]:
    unit = next((name for name in WINDOWS if name in (within or {})), "none" if within is not None else "")
    amount = str(within[unit]) if within and unit in COUNTED else ""
    return {"within": [unit], "within_n": [amount]}


def _cap(caps: Doc | None) -> dict[str, list[str]]:
    most = (caps or {}).get("model_area")
    return {
        "caps": ["" if caps is None else "none" if most is None else "own"],
        "caps_n": ["" if most is None else str(most)],
    }


def answer(question: Question, rule: Doc, typed: Typed) -> dict[str, str]:
    """Let a rule say what was typed; gives what is wrong with it, by input, and changes nothing then."""
    if question.kind in narrowing.KINDS:
        return narrowing.answer(question, rule, typed)
    before = held(question, rule)
    after = {name: _cleaned(question, typed.get(name, ())) for name in before}
    if {name: _as_set(question, value) for name, value in before.items()} == {
        name: _as_set(question, value) for name, value in after.items()
    }:
        return {}
    return _ANSWERS[question.kind](question, rule, after)


def _cleaned(question: Question, given: Sequence[str]) -> list[str]:
    if question.kind != "words":
        return [one_line(given[0] if given else "")]
    if question.words:
        return [word for word in codes(question.words) if word in given]
    split = [one_line(word) for one in given for word in one.split(",")]
    return list(dict.fromkeys(word for word in split if word))


def _as_set(question: Question, values: list[str]) -> object:
    return frozenset(values) if question.kind == "words" else values


def _text(question: Question, rule: Doc, after: dict[str, list[str]]) -> dict[str, str]:
    text, most = after[question.name][0], 500
    if not text and question.is_asked:
        return {question.name: "Enter something here"}
    if len(text) > most:
        return {question.name: f"Use at most {most} characters"}
    put(rule, question.name, text or None)
    return {}


def _sure(question: Question, rule: Doc, after: dict[str, list[str]]) -> dict[str, str]:
    code = after[question.name][0]
    if code not in ("", *SURE):
        return {question.name: NO_ANSWER}
    put(rule, question.name, code or None)
    return {}


def _number(question: Question, rule: Doc, after: dict[str, list[str]]) -> dict[str, str]:
    text, name = after[question.name][0], question.name
    if not text and not question.is_asked:
        return _take_number(name, rule, None)
    value = tenths_of(text) if question.kind == "tenths" else whole_of(text)
    if value is None or not question.least <= value <= MOST:
        kind = "number" if question.kind == "tenths" else "whole number"
        return {name: f"Enter a {kind} from {question.least} to {MOST // (10 if kind == 'number' else 1):,}"}
    if name == "rating" and value > 5:
        return {name: "Ratings go from 1 to 5"}
    return _take_number(name, rule, value)


def _take_number(name: str, rule: Doc, value: int | None) -> dict[str, str]:
    if name == "days":
        rule["that"]["signed_within"] = value
    elif name == "rating":
        rule["that"]["rating"]["least"] = value
    elif name == "hours":
        put(rule, "limits", None if value is None else {"reconstituted_hours": value})
    else:
        put(rule, name, value)
    return {}


def _words(question: Question, rule: Doc, after: dict[str, list[str]]) -> dict[str, str]:
    if len(after[question.name]) > MOST_WORDS or any(len(word) > 100 for word in after[question.name]):
        return {question.name: f"Use at most {MOST_WORDS} words, none longer than 100 letters"}
    where = dict(rule.get("where", {}))
    put(where, question.name, after[question.name] or None)
    put(rule, "where", where or None)
    return {}


def _within(question: Question, rule: Doc, after: dict[str, list[str]]) -> dict[str, str]:
    unit, amount = after["within"][0], after["within_n"][0]
    if unit in COUNTED:
        number = whole_of(amount)
        if not number or number > MOST:
            return {"within_n": HOW_MANY}
        # How the window is reckoned stays as it was.
        kept = {
            name: value
            for name, value in rule.get("within", {}).items()
            if name in ("back_from", "stretches")
        }
        rule["within"] = kept | {unit: number}
    elif unit == "since":
        rule["within"] = {"since": "enrolled"}
    else:
        put(rule, "within", {} if unit == "none" else None)
    return {}


def _most(question: Question, rule: Doc, after: dict[str, list[str]]) -> dict[str, str]:
    kind, amount = after["caps"][0], after["caps_n"][0]
    if kind == "own":
        number = whole_of(amount)
        if not number or number > MOST:
            return {"caps_n": "Enter how often, from 1 on"}
        rule["caps"] = {"model_area": number}
    else:
        put(rule, "caps", {} if kind == "none" else None)
    return {}


_ANSWERS = {
    "text": _text,
    "number": _number,
    "tenths": _number,
    "words": _words,
    "sure": _sure,
    "window": _within,
    "cap": _most,
}
