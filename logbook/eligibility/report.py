"""The report: what a logbook holds against a requirement set. Pure; the same words on /progress, cohort and paper."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, cast

from logbook.eligibility import course, grammar, judging, older
from logbook.eligibility.case import Case
from logbook.eligibility.corrections import corrections
from logbook.eligibility.curve import curve, ratings
from logbook.eligibility.given import Facts
from logbook.eligibility.requirements import Set
from logbook.shapes.loose import Doc
from logbook.shapes.report import Report
from logbook.vocabulary import codes

NOTHING_ELSE = Facts({})


def report(
    trainee: str,
    programme: str,
    asked: Set,
    cases: Sequence[Case],
    today: str,
    whole: Doc | None = None,
    known: Facts = NOTHING_ELSE,
) -> Report:
    """The report document; integers, codes and days only, so that it can be a canonical text. `whole`: the same set in
    grammar 2, where it was written so; `known`: what is known beside the cases."""
    newer = [case for case in cases if case.is_newer]
    ordered = sorted(
        (case for case in cases if not case.is_newer), key=lambda case: (case.performed_on, case.id)
    )
    alive = [case for case in ordered if case.state != "withdrawn"]
    signed = [case for case in alive if case.state == "signed"]
    waiting = [case for case in alive if case.state != "signed"]
    rules, to_go = ruled(asked, [*alive, *newer], today, whole, known)
    made = {
        "typ": "report",
        "id": f"{trainee}.{programme}",
        "trainee": trainee,
        "programme": programme,
        "set": {name: asked[name] for name in ("key", "version", "title", "authority", "source", "as_of")},
        "made_on": today,
        "totals": _totals(ordered) | {"to_go": to_go},
        "rules": rules,
        "models": {"distinct": len({case.model for case in signed})},
        "supervisors": {"distinct": len({case.signer for case in signed})},
        "skin_types": _spread("code", "skin_types", signed, waiting, lambda case: [case.skin_type]),
        "areas": _areas(rules, signed, waiting),
        "parts": _spread("part", "parts", signed, waiting, lambda case: [case.part]),
        **_oldest(waiting),
        "limits": asked["limits"],
        "ready_on": course.ready_on(rules, alive, today),
        **_charts(asked, alive, today),
    }
    # Put together of parts that are made elsewhere; a test compares what accounts hold with the shape.
    return cast(Report, made)


def ruled(
    asked: Set, cases: Sequence[Case], today: str, whole: Doc | None = None, known: Facts = NOTHING_ELSE
) -> tuple[list[Doc], int]:
    """Every rule of a set, in its order, as pages and phones of all builds know it; and the least number of further
    cases that are asked. `whole` and `known` as for `report`.

    {id, label, kind, filter, required, percent, counted, waiting, excess, missing, met, entries}: `counted` is cases
    (or models, supervisors, skin types); `waiting` what they would become more if all that waits were signed; `excess`
    signed cases that fit and do not count, being over a maximum or a cap or too old.
    """
    whole = whole or grammar.read(older.converted(asked))
    found, to_go = judging.counts(whole, known._replace(items={**known.items, "cases": cases}), today)
    by_id = {rule["id"]: rule for gate in whole["gates"] for rule in gate["rules"]}
    return [
        _line(rule, found[rule["id"]], older.is_sayable(by_id[rule["id"]])) for rule in asked["rules"]
    ], to_go


def _line(rule: Doc, count: judging.Count, is_sayable: bool) -> Doc:
    told = {name: rule[name] for name in ("id", "label", "kind", "percent")} | {"filter": rule["filters"]}
    numbers = count.numbers
    if not is_sayable:
        # The first grammar has no word for what is counted here: it is there, or it is not.
        numbers = {"required": 1, "counted": int(count.is_passed), "waiting": 0, "excess": 0}
        numbers |= {"missing": 1 - numbers["counted"]}
    return told | numbers | {"met": count.is_passed, "entries": count.items if is_sayable else []}


def _oldest(waiting: list[Case]) -> Doc:
    """The days of the oldest case that waits for a supervisor, and of the oldest that waits for one to be named;
    `oldest_unsigned_on`, for older builds, also looks at those that were sent back."""
    return {
        "oldest_unsigned_on": _first_on(waiting, "sent", "returned"),
        "oldest_waiting_on": _first_on((case for case in waiting if not case.unnamed), "sent"),
        "oldest_unnamed_on": _first_on((case for case in waiting if case.unnamed), "sent"),
    }


def _first_on(cases: Iterable[Case], *states: str) -> str | None:
    return next((case.performed_on for case in cases if case.state in states), None)


def _totals(cases: list[Case]) -> Doc:
    """`entries` = `signed` + `waiting`; `returned`, `unconfirmed` and `unnamed` (its trainee named no supervisor yet:
    nobody can answer it) are among those waiting, `withdrawn` beside them."""
    states = Counter(case.state for case in cases)
    alive = len(cases) - states["withdrawn"]
    return {
        "entries": alive,
        "signed": states["signed"],
        "waiting": alive - states["signed"],
        "returned": states["returned"],
        "unconfirmed": states["unconfirmed"],
        "unnamed": sum(1 for case in cases if case.unnamed),
        "withdrawn": states["withdrawn"],
    }


def _charts(asked: Set, alive: list[Case], today: str) -> Doc:
    """{weeks, spread, curve, doses, ratings, corrections}. Reports of older builds have none of them."""
    treated = [case for case in alive if case.is_treated]
    signed = [case for case in treated if case.is_signed]
    return {
        "weeks": course.weeks(alive, today),
        "spread": course.spread(treated),
        "curve": curve(signed, asked["cusum"]),
        "doses": course.doses(treated, today),
        "ratings": ratings(signed),
        "corrections": corrections(treated),
    }


def _areas(rules: Iterable[Doc], signed: list[Case], waiting: list[Case]) -> list[Doc]:
    """{area, signed, waiting, required}: where a rule asks for an area, its own figures, else all cases with it."""
    asked = {}
    for rule in rules:
        if rule["kind"] == "entries" and len(rule["filter"]["areas"]) == 1:
            figures = {"signed": rule["counted"], "waiting": rule["waiting"], "required": rule["required"]}
            asked[rule["filter"]["areas"][0]] = figures
    spread = _spread("area", "areas", signed, waiting, lambda case: case.areas)
    return [line | {"required": None} | asked.get(line["area"], {}) for line in spread]


def _spread(key: str, words: str, signed: list[Case], waiting: list[Case], values: Any) -> list[Doc]:
    counts = [Counter(value for case in cases for value in values(case)) for cases in (signed, waiting)]
    return [{key: code, "signed": counts[0][code], "waiting": counts[1][code]} for code in codes(words)]
