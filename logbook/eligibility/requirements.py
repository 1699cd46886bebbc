"""Requirement sets: what a programme asks of a logbook, as data, each with its source and how far it binds."""

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from logbook.eligibility import grammar, older
from logbook.vocabulary import codes

STARTER = "generic-starter"
FOLDER = Path(__file__).resolve().parent.parent / "reference" / "requirements"
AUTHORITIES = ("official", "provider", "ours")
KINDS = ("entries", "models", "supervisors", "skin_types", "reviews", "discussed", "signed_within")
FILTERS = grammar.VOCABULARIES
_FACTS = ("version", "title", "authority", "source", "as_of")
_OF_SET = {*_FACTS, "window", "caps", "limits", "cusum", "rules"}
_LEVELS = ("acceptable_percent", "unacceptable_percent")
_OF_RULE = {"id", "label", "kind", "required", "percent", "maximum", "days", "filters", "window", "caps"}

Set = dict[str, Any]


class BadSet(ValueError):
    """A requirement set that cannot be used; `str(error)` names the file, the rule and what to mend."""


@cache
def sets() -> dict[str, Set]:
    """All shipped sets by key (the file's name): {key, version, title, authority, source, as_of, limits, cusum, rules}.

    `limits`: {reconstituted_hours: hours or null, where the label decides}; `cusum`: {acceptable_percent,
    unacceptable_percent} of cases that fall short, or null where the provider draws no lines.
    Every rule has every key: {id, label, kind, required, percent, maximum, days, filters: {part: […], …},
    window: {months}, caps: {per_model_area}}, null or empty where it does not say. Raises BadSet.
    """
    return {key: older.told(whole(key)) for key in keys()}


def keys() -> list[str]:
    """The keys of the shipped sets: what is ours first, then by name."""
    return sorted((path.stem for path in FOLDER.glob("*.toml")), key=lambda key: (key != STARTER, key))


@cache
def whole(key: str) -> Set:
    """A shipped set in grammar 2, in full (see `grammar.read`). Raises BadSet.

    It is not checked: a set that is shipped passed `objections` in the tests, and compiling the schema would cost each
    process that starts a sixth of a second.
    """
    return grammar.read(raw(key))


def raw(key: str) -> Set:
    """The same as it was written, with its key: what is copied, and what its hash is of. Raises BadSet."""
    text = (FOLDER / f"{key}.toml").read_text("utf-8")
    found = _parsed(key, text)
    if before := found.pop("before", None):
        found = _before(raw(before), found)
    return found | {"key": key} if found.get("grammar") == 2 else older.converted(read(key, text))


def _before(whole: Set, found: Set) -> Set:
    """A set whose gates come before those of another one, which wait for them; what it does not say is as there."""
    needs = [gate["id"] for gate in found["gates"]]
    after = [gate | {"needs": [*needs, *gate.get("needs", ())]} for gate in whole["gates"]]
    return whole | found | {"gates": [*found["gates"], *after]}


def _parsed(key: str, text: str) -> Set:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSet(f"{key}: this is not TOML: {error}") from error


def read(key: str, text: str) -> Set:
    """One set of the first grammar from its TOML text. Raises BadSet."""
    raw = _parsed(key, text)
    _no_others(key, raw, _OF_SET)
    for name in _FACTS:
        if not raw.get(name):
            raise BadSet(f"{key}: say its {name}")
    _judge_facts(key, raw)
    rules = [_rule(f"{key}, rule {number}", raw, rule) for number, rule in enumerate(raw.get("rules", ()), 1)]
    if not rules:
        raise BadSet(f"{key}: it has no rules")
    if len({rule["id"] for rule in rules}) < len(rules):
        raise BadSet(f"{key}: two rules have one id")
    return {
        "key": key,
        **{name: raw[name] for name in _FACTS},
        "limits": _limits(f"{key}, limits", "reconstituted_hours", raw.get("limits", {})),
        "cusum": _levels(f"{key}, cusum", raw["cusum"]) if "cusum" in raw else None,
        "rules": rules,
    }


def _judge_facts(key: str, raw: Set) -> None:
    _whole(key, "version", raw["version"])
    for name in ("title", "source", "as_of"):
        if not isinstance(raw[name], str):
            raise BadSet(f"{key}: {name} is a text")
    if raw["authority"] not in AUTHORITIES:
        raise BadSet(f"{key}: authority is one of {', '.join(AUTHORITIES)}")
    try:
        date.fromisoformat(raw["as_of"])
    except ValueError as error:
        raise BadSet(f"{key}: as_of is a day such as 2026-11-21") from error


def _rule(where: str, raw: Set, rule: Set) -> Set:
    _no_others(where, rule, _OF_RULE)
    if not all(isinstance(rule.get(name), str) and rule[name] for name in ("id", "label")):
        raise BadSet(f"{where}: it needs an id and a label")
    where = f"{where} ({rule['id']})"
    if rule.get("kind") not in KINDS:
        raise BadSet(f"{where}: kind is one of {', '.join(KINDS)}")
    numbers = {name: rule.get(name) for name in ("required", "percent", "maximum", "days")}
    for name, number in numbers.items():
        if number is not None:
            _whole(where, name, number)
    _judge_numbers(where, rule["kind"], numbers)
    return {
        **{name: rule[name] for name in ("id", "label", "kind")},
        **numbers,
        "filters": _filters(where, rule.get("filters", {})),
        "window": _limits(where, "months", rule.get("window", raw.get("window", {}))),
        "caps": _limits(where, "per_model_area", rule.get("caps", raw.get("caps", {}))),
    }


def _judge_numbers(where: str, kind: str, numbers: Set) -> None:
    if (numbers["required"] is None) == (numbers["percent"] is None):
        raise BadSet(f"{where}: say either required or percent")
    if numbers["percent"] is not None and (kind not in ("reviews", "discussed", "signed_within")):
        raise BadSet(f"{where}: a percentage of {kind} means nothing; say required")
    if numbers["percent"] is not None and numbers["percent"] > 100:
        raise BadSet(f"{where}: percent is at most 100")
    if numbers["maximum"] is not None and (kind != "entries" or numbers["maximum"] < numbers["required"]):
        raise BadSet(f"{where}: a maximum belongs to entries, and is not below what is required")
    if (numbers["days"] is None) == (kind == "signed_within"):
        raise BadSet(f"{where}: days belong to signed_within, which needs them")


def _filters(where: str, filters: Set) -> dict[str, list[str]]:
    _no_others(where, filters, FILTERS)
    for name, words in filters.items():
        unknown = [word for word in words if word not in codes(FILTERS[name])]
        if unknown or not isinstance(words, list):
            raise BadSet(f"{where}: {name} is a list of words of the vocabulary, not {unknown or words}")
    return {name: list(filters.get(name, ())) for name in FILTERS}


def _levels(where: str, levels: Any) -> Set:
    _no_others(where, levels, _LEVELS)
    for name in _LEVELS:
        _whole(where, name, levels.get(name))
    acceptable, unacceptable = (levels[name] for name in _LEVELS)
    # Without a gap between the two, the curve could never tell one from the other.
    if not 0 < acceptable < unacceptable < 100:
        raise BadSet(f"{where}: 0 < acceptable_percent < unacceptable_percent < 100")
    return {name: levels[name] for name in _LEVELS}


def _limits(where: str, name: str, limits: Any) -> Set:
    _no_others(where, limits, [name])
    if name in limits:
        _whole(where, name, limits[name])
    return {name: limits.get(name)}


def _whole(where: str, name: str, value: Any) -> None:
    if type(value) is not int or value < 0:
        raise BadSet(f"{where}: {name} is a whole number, not {value!r}")


def _no_others(where: str, given: Set, known: Iterable[str]) -> None:
    if unknown := sorted(given.keys() - set(known)):
        raise BadSet(f"{where}: {', '.join(unknown)} is not known here")
