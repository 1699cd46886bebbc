"""What is wrong with a requirement set, rule by rule, in words: nobody is to be asked what nobody can meet. Pure."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from logbook.eligibility.grammar import VOCABULARIES, checker, rules_of
from logbook.shapes.loose import Doc
from logbook.vocabulary import codes

ORIGINS = ("here", "elsewhere")


class Fault(NamedTuple):
    """`rule` is the id of a rule or gate, "" where the whole set is meant."""

    rule: str
    code: str
    words: str


def faults(asked: Doc) -> list[Fault]:
    """All that keeps a set from being published; where it is not even of the right form, the first fault of that."""
    import fastjsonschema

    few = [*_of_few_ways(asked)]
    if few:
        asked = _with_ways(asked, {fault.rule for fault in few})
    try:
        checker()(asked)
    except fastjsonschema.JsonSchemaValueException as error:
        return [
            *few,
            Fault(_place(asked, error.path), "form", f"{_dotted(error.path)} {_reason(error.message)}"),
        ]
    return [
        *few,
        *_of_ids(asked),
        *_of_gates(asked),
        *_of_set(asked),
        *(fault for rule in rules_of(asked) for fault in _of_rule(rule)),
        *_of_order(asked),
    ]


def _of_few_ways(asked: Doc) -> Iterator[Fault]:
    """What somebody writes bit by bit has not two ways yet: they need not read a schema's words about it."""
    for gate in _list(asked, "gates"):
        for rule in _list(gate, "rules"):
            is_choice = isinstance(rule, dict) and isinstance(rule.get("any"), list)
            if is_choice and isinstance(rule.get("id"), str) and len(rule["any"]) < 2:
                yield Fault(rule["id"], "few_ways", "A choice has at least two ways.")


def _with_ways(asked: Doc, ids: set[str]) -> Doc:
    """The same with two ways in each of these choices, so that whatever else is wrong is found too."""
    gates = [
        gate
        | {
            "rules": [
                rule | {"any": [*rule["any"], *_stand_ins(rule)][:2]} if rule.get("id") in ids else rule
                for rule in gate["rules"]
            ]
        }
        for gate in asked["gates"]
    ]
    return asked | {"gates": gates}


def _stand_ins(rule: Doc) -> list[Doc]:
    return [{"id": f"{rule['id'][:30]}-way-{number}", "of": "cases", "min": 1} for number in (1, 2)]


def _list(there: Any, name: str) -> list[Any]:
    found = there.get(name) if isinstance(there, dict) else None
    return found if isinstance(found, list) else []


def _place(asked: Doc, path: list[str]) -> str:
    """The id of the rule, else of the gate, that a path such as ["data", "gates", "0"] leads into."""
    found = ""
    here: Any = asked
    for step in path[1:]:
        try:
            here = here[int(step)] if isinstance(here, list) else here[step]
        except (KeyError, IndexError, TypeError, ValueError):
            break
        if isinstance(here, dict) and isinstance(here.get("id"), str):
            found = here["id"]
    return found


def _dotted(path: list[str]) -> str:
    return ".".join(path[1:]) or "The set"


def _reason(message: str) -> str:
    """What the schema minds, without the name of its own that it begins with."""
    return message.split(" ", 1)[-1]


def _of_ids(asked: Doc) -> Iterator[Fault]:
    seen = set[str]()
    for id in [*(gate["id"] for gate in asked["gates"]), *(rule["id"] for rule in rules_of(asked))]:
        if id in seen:
            yield Fault(id, "double_id", f"Two rules or gates are called {id}.")
        seen.add(id)


def _of_gates(asked: Doc) -> Iterator[Fault]:
    needs = {gate["id"]: gate.get("needs", []) for gate in asked["gates"]}
    for gate, needed in needs.items():
        for other in needed:
            if other not in needs:
                yield Fault(gate, "needs_unknown", f"It needs a gate {other}, which the set has not.")
    yield from (Fault(gate, "needs_circle", "It needs a gate that needs it.") for gate in _in_circles(needs))


def _in_circles(leads: dict[str, list[str]]) -> list[str]:
    """Those from which a way leads back to themselves."""
    found = []
    for start in leads:
        seen, ways = set[str](), list(leads[start])
        while ways:
            here = ways.pop()
            if here not in seen:
                seen.add(here)
                ways.extend(leads.get(here, ()))
        if start in seen:
            found.append(start)
    return found


def _of_set(asked: Doc) -> Iterator[Fault]:
    ids = {rule["id"] for rule in rules_of(asked)}
    if not ids:
        yield Fault("", "nothing", "It asks for nothing: whoever begins would be ready.")
    for old, new in asked.get("renames", {}).items():
        if new not in ids and new not in asked["renames"]:
            yield Fault(
                "", "renames_unknown", f"{old} is said to be called {new} now, which the set has not."
            )
    cusum = asked.get("cusum")
    # Without a gap between the two, the curve could never tell one from the other.
    if cusum and cusum["acceptable_percent"] >= cusum["unacceptable_percent"]:
        yield Fault("", "levels", "The acceptable per cent of the curve must lie below the unacceptable one.")


def _of_rule(rule: Doc) -> Iterator[Fault]:
    id = rule["id"]
    if "any" in rule:
        if rule.get("least", 1) > len(rule["any"]):
            yield Fault(id, "max_below_min", f"It asks for {rule['least']} of {len(rule['any'])} parts.")
        return
    if "min" in rule and rule.get("max", rule["min"]) < rule["min"]:
        yield Fault(id, "max_below_min", f"At most {rule['max']} may count, and {rule['min']} are asked for.")
    yield from _of_words(rule)
    yield from _of_count(rule)


def _of_words(rule: Doc) -> Iterator[Fault]:
    for where in [rule.get("where", {}), *(limit["where"] for limit in rule.get("at_most", ()))]:
        for field, words in where.items():
            known = (
                ORIGINS
                if field == "origin"
                else codes(VOCABULARIES[field])
                if field in VOCABULARIES
                else None
            )
            if known is None or not isinstance(words, list):
                continue
            for word in words:
                if word not in known:
                    yield Fault(rule["id"], "unknown_word", f"{word} is no word for {field}.")


def _of_count(rule: Doc) -> Iterator[Fault]:
    id, count = rule["id"], rule.get("count", "items")
    if count in ("share", "newest") and "that" not in rule:
        yield Fault(id, "share_of_nothing", "It does not say what is asked of its cases.")
    if count == "newest" and "newest" not in rule:
        yield Fault(id, "share_of_nothing", "It does not say of how many of the newest.")
    if count == "share" and not 0 < rule.get("min", 0) <= 100:
        yield Fault(id, "percent", "A share is a percentage from 1 to 100.")
    if rule.get("exclusive") and (count != "items" or "per" in rule or "that" in rule):
        words = "Only a rule that counts items as they are can have them for itself alone."
        yield Fault(id, "exclusive_measure", words)


def _of_order(asked: Doc) -> Iterator[Fault]:
    rules = {rule["id"]: rule for rule in rules_of(asked)}
    after = {id: [rule["after"]] for id, rule in rules.items() if rule.get("after")}
    for id, [other] in after.items():
        if other not in rules:
            yield Fault(id, "after_unknown", f"It counts after the rule {other}, which the set has not.")
    # A choice is met when its parts are, so who waits for it waits for them; and what one of a group is given depends
    # on what all of it may have.
    leads = {id: list(after.get(id, ())) for id in rules}
    for id, rule in rules.items():
        leads[id] += [part["id"] for part in rule.get("any", ())]
        if group := rule.get("exclusive"):
            leads[id] += [
                one
                for other in rules.values()
                if other.get("exclusive") == group
                for one in after.get(other["id"], ())
            ]
    yield from (Fault(id, "after_circle", "It counts only after itself.") for id in _in_circles(leads))
