"""The whole result of a set as documents, one a gate: what phones show of it without judging anything themselves."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import orjson

from logbook.eligibility import sentences
from logbook.eligibility.given import RECORDED
from logbook.eligibility.older import SURE
from logbook.record.terms import Terms
from logbook.shapes.loose import Doc

SHORTEST = (
    12  # hex digits: of a million cases two begin alike one time in five hundred, and then all are longer
)
_NUMBERS = ("required", "counted", "waiting", "excess", "missing", "met_on", "holds_until", "ended_on")
_ASIDE = ("history", "then", "too_much", "periods", "remarks", "apart")


# What may be otherwise though a gate says nothing new: of the first one, which says for all how the pathway stands and
# to what it belongs, and of the others.
_PASSING = frozenset(("made_on", "report"))
_OF_ALL = _PASSING | {"basis", "ready", "to_go", "deadline", "homeless"}


class Of(NamedTuple):
    """Whose pathway it is, with the hash of the report that says the same in numbers, and its basis."""

    trainee: str
    programme: str
    report: str
    basis: str


def content(text: str) -> Doc:
    """What a gate says that is worth sending: without its day, and unless it is the first without what is said of all;
    nothing of a text that was damaged."""
    try:
        doc: Doc = orjson.loads(text)
    except ValueError:
        return {}
    passing = _OF_ALL if doc.get("order") else _PASSING
    return {name: value for name, value in doc.items() if name not in passing}


def documents(of: Of, on: Terms, result: Doc) -> tuple[str, ...]:
    """The texts of the gates in their order."""
    short = {kind: shortened(ids) for kind, ids in result["ids"].items()}
    every = {
        "typ": "gate",
        "trainee": of.trainee,
        "programme": of.programme,
        "made_on": result["on"],
        "report": of.report[:SHORTEST],
        "basis": of.basis,
        "set": {**result["set"], "hash": on.asked.hash, "until": on.until, "next": on.next},
        "ready": result["ready"],
        "to_go": result["to_go"],
        "deadline": result["deadline"],
        "homeless": [_homeless(one) for one in result["homeless"]],
    }
    labels = {gate["id"]: sentences.gate_name(gate) for gate in on.asked.whole["gates"]}
    return tuple(
        _spelled(
            every
            | {"id": f"{of.trainee}.{of.programme}.{order}", "order": order}
            | _gate(asked, told, labels, short)
        )
        for order, (asked, told) in enumerate(zip(on.asked.whole["gates"], result["gates"], strict=True))
    )


class End(NamedTuple):
    """What ends first of all that is met: on which day, its gate and the rule as they are called."""

    on: str
    gate: str
    rule: str


def first_end(asked: Doc, result: Doc) -> End | None:
    """The same of a result; None where nothing has an end."""
    ends = [
        End(told["holds_until"], sentences.gate_name(gate), sentences.rule_name(rule))
        for gate, stands in zip(asked["gates"], result["gates"], strict=True)
        for rule, told in zip(gate["rules"], stands["rules"], strict=True)
        if told["holds_until"]
    ]
    return min(ends, default=None)


def shortened(ids: Iterable[str]) -> dict[str, str]:
    """{id: its first hex digits}, as many of each as tell all of them apart, in their order."""
    plain = {id: id.replace("-", "") for id in ids}
    for length in range(SHORTEST, max(map(len, plain.values()), default=0)):
        short = {id: text[:length] for id, text in plain.items()}
        if len({*short.values()}) == len(short):
            return short
    return plain


def _spelled(doc: Doc) -> str:
    # Canonical without a walk through it, as a report is: whole numbers, codes, days and texts of canonical sets.
    return orjson.dumps(doc, option=orjson.OPT_SORT_KEYS).decode()


def _gate(asked: Doc, told: Doc, labels: Mapping[str, str], short: Mapping[str, Mapping[str, str]]) -> Doc:
    names = ("id", "state", "opens", "deadline", "holds_until", "next")
    kinds = sorted({part["of"] for rule in asked["rules"] for part in _plain(rule)} & short.keys())
    return {
        "gate": {name: told[name] for name in names}
        | {"label": labels[asked["id"]], "needs": [labels[id] for id in asked["needs"]]},
        "rules": [_rule(rule, line, short) for rule, line in zip(asked["rules"], told["rules"], strict=True)],
        "ids": {kind: [*short[kind].values()] for kind in kinds},
    }


def _plain(rule: Doc) -> Iterator[Doc]:
    yield from rule["any"] or (rule,)


def _rule(asked: Doc, told: Doc, short: Mapping[str, Mapping[str, str]]) -> Doc:
    made = _part(asked, told, short)
    if asked["any"] is None:
        return made
    pairs = zip(asked["any"], told["parts"], strict=True)
    return made | {"parts": [_part(*pair, short) for pair in pairs], "nearest": told["nearest"]}


def _part(asked: Doc, told: Doc, short: Mapping[str, Mapping[str, str]]) -> Doc:
    kinds = {part["of"] for part in _plain(asked)}
    return {
        "id": asked["id"],
        "label": sentences.rule_name(asked),
        "of": "" if asked["any"] else asked["of"],
        "asks": sentences.begun(sentences.asked(asked)),
        "limits": sentences.begun(sentences.limits(asked)),
        "about": "" if asked["any"] else sentences.about(asked["where"]),
        "source": asked["source"] or "",
        "note": asked["note"] or "",
        "sure": SURE.get(asked["confidence"] or "", ""),
        "kept": not kinds.isdisjoint(RECORDED),
        "tenths": not asked["any"] and asked["count"] == "sum:tenths",
        "state": told["state"],
        "counted_items": told.get("counted_items", []),
        "left_out": told.get("left_out", {}),
        "exceptions": [_exception(one, short) for one in told["exceptions"]],
        **{name: told[name] for name in _NUMBERS},
        **{name: told[name] for name in _ASIDE if name in told},
    }


_SAID = ("kind", "reason", "by", "on", "ends")


def _exception(one: Doc, short: Mapping[str, Mapping[str, str]]) -> Doc:
    every: dict[str, Any] = {id: text for kind in short.values() for id, text in kind.items()}
    # An exception may speak of what is not in this logbook any more.
    items = [every[id] for id in one["items"] if id in every]
    return {name: one[name] for name in (*_SAID, "was", "asks", "holds")} | {"items": items}


def _homeless(one: Doc) -> Doc:
    return {name: one.get(name) for name in _SAID} | {"rule": one["rule"]}
