"""The cases of a file held against what is asked, gate by gate: what counted, what did not and why. Pure.

Only what is in the file can be checked in the file: cases that are not in it are not judged, and are named nowhere.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from logbook.eligibility import grammar, judging
from logbook.eligibility.case import Case
from logbook.eligibility.given import Exempt
from logbook.eligibility.sentences import asked, gate_name
from logbook.eligibility.spans import ordinal
from logbook.record.terms import Terms
from logbook.shapes.bundle import AsideTold, Exempted, JudgedTold, LeftOutLine, RuleTold, SetTold
from logbook.shapes.loose import Doc

_NUMBERS = (
    "state",
    "required",
    "counted",
    "waiting",
    "excess",
    "missing",
    "met_on",
    "holds_until",
    "ended_on",
)
_SET = ("key", "version", "title", "authority", "source", "as_of")
Place = tuple[int, str]  # the number of an entry, and the day of its treatment


def held_against(on: Terms, cases: Sequence[Case], today: str, numbers: Mapping[str, int]) -> JudgedTold:
    """The whole result on a day. `numbers`: {id of a case: its number in the file}."""
    known = on.facts(cases)
    result = judging.judge(on.asked.whole, known, today)
    rules = {rule["id"]: rule for rule in grammar.rules_of(on.asked.whole)}
    lines, places = list(_lines(result)), result["ids"].get("cases", [])
    days = {case.id: case.performed_on for case in sorted(cases, key=lambda case: not case.is_newer)}
    at = [(numbers[id], days[id]) for id in places]
    aside = [one for one in known.aside if one.holds(ordinal(today)) and one.items & numbers.keys()]
    made = {
        "set": _set(on),
        "on": today,
        "ready": result["ready"],
        "gates": _gates(result, on),
        "rules": [_rule(line, gate, part_of, rules[line["id"]], at) for line, gate, part_of in lines],
        "left_out": [one for line, _, _ in lines for one in _left_out(line, rules[line["id"]], at)],
        "exceptions": [*_exceptions(lines, rules, aside, numbers), *_homeless(result)],
        "asides": [_aside(one, id, numbers) for one in aside for id in sorted(one.items)],
    }
    return cast(JudgedTold, made)


def _set(on: Terms) -> SetTold:
    whole = on.asked.whole
    told = {name: whole.get(name) for name in _SET}
    return cast(SetTold, told | {"confidence": whole.get("confidence"), "hash": on.asked.hash})


def _gates(result: Doc, on: Terms) -> list[Doc]:
    return [
        {
            "id": gate["id"],
            "label": gate_name(told),
            "state": gate["state"],
            "opens": gate["opens"],
        }
        for gate, told in zip(result["gates"], on.asked.whole["gates"], strict=True)
    ]


def _lines(result: Doc) -> Iterator[tuple[Doc, str, str | None]]:
    """Every rule in its order, the parts of a choice after it: (what is said of it, its gate, the choice it is of)."""
    for gate in result["gates"]:
        for line in gate["rules"]:
            yield line, gate["id"], None
            for part in line.get("parts", ()):
                yield part, gate["id"], line["id"]


def _label(rule: Doc) -> str:
    return str(rule["label"] or asked(rule))


def _rule(line: Doc, gate: str, part_of: str | None, rule: Doc, at: Sequence[Place]) -> RuleTold:
    # Nothing else than cases lies in a file.
    counted = line.get("counted_items", []) if rule.get("of") == "cases" else []
    told = {
        "id": line["id"],
        "gate": gate,
        "part_of": part_of,
        "label": _label(rule),
        "asked": asked(rule),
        "tenths": rule.get("count") == "sum:tenths",
        "entries": [number for number, _ in _named(counted, at)],
    }
    return cast(RuleTold, told | {name: line[name] for name in _NUMBERS})


def _left_out(line: Doc, rule: Doc, at: Sequence[Place]) -> Iterator[LeftOutLine]:
    if rule.get("of") != "cases":
        return
    for reason, runs in line.get("left_out", {}).items():
        named = _named(runs, at)
        yield {
            "rule": line["id"],
            "label": _label(rule),
            "reason": reason,
            "entries": [number for number, _ in named],
            "days": [day for _, day in named],
        }


def _named(runs: Iterable[Sequence[int]], at: Sequence[Place]) -> list[Place]:
    """Runs of places among the ids as entries of the file."""
    return sorted(at[place] for first, last in runs for place in range(first, last + 1))


def _exceptions(
    lines: Sequence[tuple[Doc, str, str | None]],
    rules: Mapping[str, Doc],
    aside: Sequence[Exempt],
    numbers: Mapping[str, int],
) -> Iterator[Exempted]:
    """Those of one rule. What is set aside stands with every rule, and is told once, apart."""
    of_all = {(one.told["reason"], one.told["by"], one.told["on"], *sorted(one.items)) for one in aside}
    for line, _, _ in lines:
        for one in line["exceptions"]:
            if (one["reason"], one["by"], one["on"], *one["items"]) not in of_all:
                entries = sorted(numbers[id] for id in one["items"] if id in numbers)
                yield _exempted(one, line["id"], _label(rules[line["id"]]), entries, one["asks"])


def _homeless(result: Doc) -> Iterator[Exempted]:
    for one in result["homeless"]:
        yield _exempted(one | {"was": None, "holds": True}, None, one["rule"], [], None)


def _exempted(one: Doc, rule: str | None, label: str, entries: list[int], now: int | None) -> Exempted:
    told = {name: one[name] for name in ("kind", "was", "holds", "reason", "by", "on", "ends")}
    return cast(Exempted, {"rule": rule, "label": label, "now": now, "entries": entries} | told)


def _aside(one: Exempt, id: str, numbers: Mapping[str, int]) -> AsideTold:
    told = {name: one.told[name] for name in ("reason", "by", "on")}
    return cast(AsideTold, {"entry": numbers[id]} | told)
