"""Requirement sets of grammar 2, read and filled up with what they leave out. Pure.

The grammar is a JSON Schema (`reference/grammar-2.schema.json`); what its words do is told in docs/judging.md.
"""

from collections.abc import Callable, Container, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from logbook.shapes.loose import Doc

# condition → the vocabulary its words come from; others (a body, a module) are the provider's own words.
VOCABULARIES = {
    "part": "parts",
    "areas": "areas",
    "product": "products",
    "skin_type": "skin_types",
    "setting": "settings",
}
SCHEMA = Path(__file__).resolve().parent.parent / "reference" / "grammar-2.schema.json"


@cache
def schema() -> Doc:
    """The JSON Schema of grammar 2."""
    found: Doc = orjson.loads(SCHEMA.read_bytes())
    return found


@cache
def checker() -> Callable[[Doc], Any]:
    """The schema as a function that raises `fastjsonschema.JsonSchemaValueException`."""
    # Compiling costs 50 ms, and a server that publishes nothing never needs it.
    import fastjsonschema

    made: Callable[[Doc], Any] = fastjsonschema.compile(schema(), use_default=False)
    return made


def rules_of(asked: Doc) -> Iterator[Doc]:
    """Every rule of a set, the parts of a choice after it."""
    for gate in asked["gates"]:
        for rule in gate["rules"]:
            yield rule
            yield from rule.get("any") or ()


def called(asked: Doc, rule_id: str, known: Container[str]) -> str:
    """The id of a rule that a version of the set may have renamed: `known` are those that it has."""
    seen = set[str]()
    while rule_id not in known and rule_id in asked["renames"] and rule_id not in seen:
        seen.add(rule_id)
        rule_id = asked["renames"][rule_id]
    return rule_id


def read(asked: Doc) -> Doc:
    """The set with every rule in full: what it leaves out is None, conditions stand in the order of the schema.

    Gates have {id, label, needs, deadline, rules}; a plain rule {of, count, min, max, newest, where, that, at_most,
    caps, within, exclusive, after, max_share, per, applies, unless}, a choice {any, least}. `beside` are the rules that
    a rule speaks of, for its words: the one it comes after, and those of its group. Nothing is checked here.
    """
    defaults = asked.get("defaults", {})
    beside = _beside(asked)
    gates = [
        {
            "id": gate["id"],
            "label": gate.get("label"),
            "needs": gate.get("needs", []),
            "deadline": gate.get("deadline"),
        }
        | {"rules": [_rule(rule, defaults, beside) for rule in gate["rules"]]}
        for gate in asked["gates"]
    ]
    return asked | {"renames": asked.get("renames", {}), "deadline": asked.get("deadline"), "gates": gates}


_TOLD = ("id", "label", "note", "source", "confidence", "applies", "unless")
_PLAIN = ("of", "min", "max", "newest", "exclusive", "after")


def _beside(asked: Doc) -> dict[str, Doc]:
    """{id of a rule: {after: (id, name) or None, alone_with: those of its group but itself}}."""
    rules = {rule["id"]: rule for rule in rules_of(asked)}
    groups = dict[str, list[str]]()
    for id, rule in rules.items():
        if rule.get("exclusive"):
            groups.setdefault(rule["exclusive"], []).append(id)

    def named(id: str) -> tuple[str, str | None]:
        return id, rules.get(id, {}).get("label")

    return {
        id: {
            "after": named(rule["after"]) if rule.get("after") else None,
            "alone_with": [named(one) for one in groups.get(rule.get("exclusive", ""), ()) if one != id],
        }
        for id, rule in rules.items()
    }


def _rule(rule: Doc, defaults: Doc, beside: dict[str, Doc]) -> Doc:
    told = {name: rule.get(name) for name in _TOLD} | {"beside": beside[rule["id"]]}
    if "any" in rule:
        parts = [_rule(part, defaults, beside) for part in rule["any"]]
        return told | {"any": parts, "least": rule.get("least", 1)}
    # Evidence of cases grows old, and a model teaches less each time; papers say themselves how long they hold.
    of_set: Doc = defaults if rule["of"] == "cases" else {}
    return (
        told
        | {name: rule.get(name) for name in _PLAIN}
        | {
            "any": None,
            "count": rule.get("count", "items"),
            "where": conditions(rule["of"], rule.get("where", {})),
            "that": _frozen(rule["that"]) if "that" in rule else None,
            "at_most": [
                {"where": conditions(rule["of"], limit["where"], is_whole=False), "count": limit["count"]}
                for limit in rule.get("at_most", ())
            ],
            "caps": _own(rule, of_set, "caps").get("model_area"),
            "within": _own(rule, of_set, "within"),
            "max_share": next(iter(rule["max_share"].items())) if "max_share" in rule else None,
            "per": (rule["per"]["years"], rule["per"]["times"]) if "per" in rule else None,
        }
    )


def _own(rule: Doc, of_set: Doc, name: str) -> Doc:
    """What a rule says, else what its set does, else nothing."""
    found: Doc = rule[name] if name in rule else of_set.get(name) or {}
    return found


@cache
def _order(kind: str) -> tuple[str, ...]:
    return tuple(schema()["definitions"][f"where_{kind}"]["properties"])


def conditions(kind: str, where: Doc, *, is_whole: bool = True) -> Doc:
    """The conditions of a rule about this kind, in the order of the schema. A rule that does not say where a case was
    done asks for those done here; a part of one (not `is_whole`) asks nothing that it does not say."""
    where = _frozen(where)
    if kind == "cases" and is_whole:
        where = {"origin": ("here",)} | where
    return {field: where[field] for field in _order(kind) if field in where}


def _frozen(where: Doc) -> Doc:
    """Conditions as values that can be keys: words as a tuple, {least: n} as n."""
    return {
        field: tuple(sorted(value))
        if isinstance(value, list)
        else value["least"]
        if isinstance(value, dict)
        else value
        for field, value in where.items()
    }


def by_id(rules: Iterable[Doc]) -> dict[str, Doc]:
    """{id: rule}, of a set that `read` gave."""
    return {rule["id"]: rule for rule in rules}
