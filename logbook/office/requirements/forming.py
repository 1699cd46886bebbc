"""The forms of a draft as they are drawn, and what they make of it when they come back: of one rule, of a gate, of the
facts of the set. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from logbook.eligibility import sentences
from logbook.forms.inputs import one_line
from logbook.moments import is_day
from logbook.office.requirements import narrowing, questions, spoken
from logbook.office.requirements.questions import FACTS, SURE, WINDOWS
from logbook.office.requirements.typed import Question, Typed, tenths_of
from logbook.pages.frame import choices
from logbook.shapes.loose import Doc
from logbook.shapes.served.asked import Offered
from logbook.shapes.served.requirements import SetField
from logbook.vocabulary import codes, label

LABELS = {
    "label": "What it is called",
    "min": "At least",
    "max": "At most",
    "newest": "Of how many of the newest",
    "days": "Signed within so many days",
    "rating": "Rated so, or better",
    "least": "How many of the ways must be met",
    "part": "Part",
    "setting": "Setting",
    "areas": "Areas",
    "product": "Products",
    "skin_type": "Skin types",
    "within": "Window",
    "within_n": "Length of the window",
    "caps": "One model in one area",
    "caps_n": "How often it counts",
    "title": "Title",
    "source": "Source",
    "as_of": "As of",
    "hours": "Hours that a product may be used after it was made up",
    "confidence": "How sure the numbers are",
    "note": "Note",
    "needs": "Opens when these are met",
    "kind": "What is counted",
    "count": "At most so many of them",
}
HINTS = {
    "note": "Read beside the rule, by everybody",
    "max": "What is more than this does not count",
    "source": "Where the numbers are from: a rule, a decision of the school, a paper",
    "as_of": "The day on which the source was looked at",
    "hours": "Left empty, the label decides",
    "within_n": "Days or months, where the window has a length",
    "caps_n": "Where it has a cap of its own",
}


def drawn(
    asked: Sequence[Question], rule: Doc, typed: Typed | None, problems: Mapping[str, str]
) -> list[SetField]:
    """The fields of a form, with what the rule says, or with what was typed."""
    found = list[SetField]()
    for question in asked:
        held = questions.held(question, rule)
        for name, values in held.items():
            given = list(values if typed is None else typed.get(name, ()))
            found.append(_field(question, name, rule, given, problems.get(name, "")))
    return found


def _field(question: Question, name: str, rule: Doc, given: list[str], problem: str) -> SetField:
    is_number = name in _numbers(question, rule)
    offered = _offered(question, name, rule)
    return {
        "name": name,
        "id": f"f-{name}",
        "label": _label(question, name, rule),
        "hint": _hint(question, name),
        "widget": "number" if is_number else "line" if offered is None else _widget(question),
        "value": ", ".join(given) if offered is None else next(iter(given), ""),
        "chosen": given,
        "choices": offered or [],
        "blank": _blank(name, rule),
        "problems": [problem] if problem else [],
        "optional": not question.is_asked and name in ("max", "hours", "note"),
        "required": question.is_asked,
        "max_length": 500,
        "step": "0.1" if question.kind == "tenths" else "1",
        "least": question.least if question.kind in ("number", "tenths") else 1,
        # Long lists that are seldom asked for stay out of the way until they are.
        "folded": name in ("product", "skin_type") and not given and not problem,
    }


def _widget(question: Question) -> str:
    return "checks" if question.kind == "words" else "pick"


def _offered(question: Question, name: str, rule: Doc) -> list[Offered] | None:
    if name == "within":
        is_plain = rule.get("of", "cases") != "cases" or "gates" in rule
        return choices({code: text for code, text in WINDOWS.items() if not (is_plain and code == "none")})
    if name == "confidence":
        return choices(SURE)
    if name == "caps":
        own = {"own": "a cap of its own"}
        return choices(own if "gates" in rule else own | {"none": "no cap"})
    if question.words:
        return [{"code": code, "label": _word(code, question.words)} for code in codes(question.words)]
    return None


def _word(code: str, words: str) -> str:
    """What stands on a pill: short, and wide enough for a finger."""
    if words == "skin_types":
        return f"Type {code}"
    return label(code, words).split(" (")[0]


def _blank(name: str, rule: Doc) -> str:
    if name == "confidence":
        return "as the set says"
    if name == "caps":
        return "no cap" if "gates" in rule else "as the set says"
    if name == "within":
        return "no window" if "gates" in rule or rule.get("of") != "cases" else "as the set says"
    return "Choose"


def _label(question: Question, name: str, rule: Doc) -> str:
    if name in ("min", "max") and rule.get("count") == "share":
        return f"{LABELS[name]}, per cent"
    if name in ("min", "max") and question.kind == "tenths":
        return f"{LABELS[name]}, {sentences.KINDS[rule['of']][1]}"
    return LABELS.get(name) or name.replace("_", " ").capitalize()


def _hint(question: Question, name: str) -> str:
    if question.kind == "words":
        return "None ticked: any" if question.words else "Words, with commas between them; none: any"
    return HINTS.get(name, "")


def answered(asked: Sequence[Question], rule: Doc, typed: Typed) -> dict[str, str]:
    """Let a rule say what was typed; gives what is wrong, by input. What is wrong changes nothing."""
    problems = dict[str, str]()
    for question in asked:
        problems |= questions.answer(question, rule, typed)
    if "any" not in rule and "of" in rule and "min" not in rule and "max" not in rule:
        problems.setdefault("min", "Say how many: at least, at most or both")
    return problems


def stepped(asked: Sequence[Question], rule: Doc, typed: Typed, step: str) -> dict[str, list[str]]:
    """What was typed, with the number that a button names one more ("min+") or less ("min-"), or without what a button
    takes away ("take:after"); of what is no number nothing is changed."""
    told = {one: [*values] for one, values in typed.items()}
    act, _, taken = step.partition(":")
    if act == "take":
        mine = [one for one in asked if one.name == taken and one.kind in narrowing.KINDS]
        return told | {name: [""] for one in mine for name in questions.held(one, rule)}
    name, by = step[:-1], 1 if step.endswith("+") else -1
    kind = next((one.kind for one in asked if name in _numbers(one, rule)), "")
    text = (told.get(name) or [""])[0].strip() or "0"
    value = tenths_of(text)
    if kind and value is not None and (kind == "tenths" or value % 10 == 0):
        whole, tenths = divmod(max(value + 10 * by, 0), 10)
        told[name] = [f"{whole}.{tenths}" if tenths else str(whole)]
    return told


def _numbers(question: Question, rule: Doc) -> list[str]:
    """The inputs of a question that hold a number."""
    names = questions.held(question, rule)
    return [name for name in names if name.endswith("_n") or question.kind in ("number", "tenths")]


def inputs(asked: Sequence[Question], rule: Doc) -> list[str]:
    """The names of all inputs of a form."""
    return [name for one in asked for name in questions.held(one, rule)]


def untouched(rule: Doc, doc: Doc) -> list[str]:
    """What a rule says that its form does not ask, as sentences: it stays as it is."""
    read = spoken.read(rule, doc)
    source = [rule["source"]] if rule.get("source") else []
    if read["any"] is not None:
        return source
    where = {
        name: value
        for name, value in read["where"].items()
        if not isinstance(value, tuple) or (name == "origin" and "origin" in rule.get("where", {}))
    }
    within = [f"counted back from the {end}" for end in _ends(read["within"])]
    stretches = ["pauses stretch the window"] if read["within"].get("stretches") else []
    said = [sentences.about(where), *([sentences.that(read["that"])] if read["that"] else [])]
    return [words for words in (*said, *within, *stretches, *source) if words]


def _ends(within: Doc) -> list[str]:
    end = within.get("back_from", "today")
    return [] if end == "today" else [end]


def facts_of(doc: Doc) -> Doc:
    """The facts of a set as the form of a rule would have them."""
    told: Doc = {name: doc[name] for name in ("title", "source", "as_of", "confidence", "gates")}
    told |= doc.get("defaults", {}) | ({"limits": doc["limits"]} if doc.get("limits") else {})
    return told


def put_facts(doc: Doc, facts: Doc, confidence: str) -> dict[str, str]:
    """Let a set say these facts; gives what is wrong with the day, or with how sure they are."""
    problems = {} if is_day(facts["as_of"]) else {"as_of": "This is no day, for example 2026-11-30"}
    if confidence not in SURE:
        problems["confidence"] = "Choose how sure they are"
    doc |= {name: facts[name] for name in ("title", "source", "as_of")} | {"confidence": confidence}
    defaults = {name: facts[name] for name in ("within", "caps") if name in facts}
    for name, told in (("defaults", defaults), ("limits", facts.get("limits"))):
        if told:
            doc[name] = told
        else:
            doc.pop(name, None)
    return problems


def facts_form(doc: Doc, typed: Typed | None, problems: Mapping[str, str]) -> list[SetField]:
    """The form of a set's facts."""
    facts = facts_of(doc)
    chosen = facts["confidence"] if typed is None else next(iter(typed.get("confidence", ())), "")
    sure = plain("confidence", chosen, problems) | {"widget": "pick", "choices": choices(SURE)}
    fields = drawn(FACTS, facts, typed, problems)
    return [*fields[:3], sure, *fields[3:]]


def gate_form(doc: Doc, gate: Doc, typed: Typed | None, problems: Mapping[str, str]) -> list[SetField]:
    """The form of a gate: how it is called, and which others are to be met first."""
    name = sentences.gate_name(gate) if typed is None else next(iter(typed.get("label", ())), "")
    chosen = gate.get("needs", []) if typed is None else [*typed.get("needs", ())]
    others: list[Offered] = [
        {"code": one["id"], "label": sentences.gate_name(one)} for one in doc["gates"] if one is not gate
    ]
    needs = plain("needs", "", problems) | {"widget": "checks", "chosen": chosen, "choices": others}
    fields = [plain("label", name, problems)]
    return [*fields, needs] if others else fields


def put_gate(doc: Doc, gate: Doc, typed: Typed) -> dict[str, str]:
    """Let a gate say what was typed; gives what is wrong, by input."""
    name = one_line(next(iter(typed.get("label", ())), ""))
    if not 0 < len(name) <= 500:
        return {"label": "Enter what the gate is called"}
    if name != sentences.gate_name(gate):
        gate["label"] = name
    needs = [one["id"] for one in doc["gates"] if one["id"] in typed.get("needs", ()) and one is not gate]
    if {*needs} != {*gate.get("needs", ())}:
        gate["needs"] = needs
        if not needs:
            del gate["needs"]
    return {}


def plain(name: str, value: str, problems: Mapping[str, str]) -> Any:
    """A field that asks for one line; how it is drawn can be said otherwise."""
    found: SetField = {
        "name": name,
        "id": f"f-{name}",
        "label": LABELS.get(name, ""),
        "hint": "",
        "widget": "line",
        "value": value,
        "chosen": [],
        "choices": [],
        "blank": "Choose",
        "problems": [problems[name]] if name in problems else [],
        "optional": False,
        "required": name != "needs",
        "max_length": 500,
        "step": "1",
        "least": 0,
        "folded": False,
    }
    return found


def sentence(rule: Doc, doc: Doc) -> str:
    """A rule as it is kept, in words."""
    told = spoken.rule_said(spoken.read(rule, doc))
    return "; ".join(filter(None, (told["asked"], told["about"], told["limits"])))
