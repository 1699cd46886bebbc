"""How one trainee stands before each gate and rule of the set by which they are judged, in words, with what counts and
what does not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from logbook import filters, instants, record
from logbook.eligibility import Case, grammar, sentences
from logbook.eligibility.outcomes import PASSED, is_lifted
from logbook.models.engine import AnyRow
from logbook.office import enrolments, exceptions
from logbook.pages.clock import Clock
from logbook.permissions import Person, may
from logbook.record import published
from logbook.record.judged import Judged, judged
from logbook.record.pathway import first_end
from logbook.shapes.loose import Doc
from logbook.shapes.pages.cases import Chip
from logbook.shapes.served.enrolments import Enrolled
from logbook.shapes.served.exceptions import Evidence, ExceptionLine, GateStands, RuleStands
from logbook.shapes.words import Vocabulary

NAMED = 3  # rules that are not met, as many as one reads beside a gate


class Seen(NamedTuple):
    """All that is known of one trainee's result: `rules` of the set in full by id, with the gate's id; `cases` by id as
    the judge knows them."""

    member: AnyRow
    clock: Clock
    words: Vocabulary
    told: Judged
    rules: Mapping[str, tuple[str, Doc]]
    results: Mapping[str, Doc]
    cases: Mapping[str, Case]
    exceptions: Sequence[tuple[AnyRow, str | None]]  # and the rule of now that it is about
    own: bool
    arrangeable: bool
    withdrawing: bool  # also of somebody who has left: what was decided may be taken back


def seen(connection: Connection, person: Person, member: AnyRow, tz: str, words: Vocabulary) -> Seen:
    """Read and judge, on this day."""
    clock = Clock(instants.now(), tz)
    told = judged(connection, member.person_id, member.programme_id, clock.today)
    whole = told.terms.asked.whole
    rules = {
        rule["id"]: (gate["id"], rule)
        for gate in whole["gates"]
        for rule in grammar.rules_of({"gates": [gate]})
    }
    results = {rule["id"]: rule for gate in told.result["gates"] for rule in _with_parts(gate["rules"])}
    cases = record.facts(connection, member.person_id, member.programme_id, tz)
    rows = exceptions.of_person(connection, member.programme_id, member.person_id)
    keys = _keys(connection, rows)
    about = [(row, _about(whole, row, keys, rules)) for row in rows]
    own = member.person_id == person.id
    arrangeable = may(person, "arrange training", member)
    withdrawing = bool(rows) and may(person, "withdraw exception", rows[0])
    return Seen(
        member, clock, words, told, rules, results, _by_id(cases), about, own, arrangeable, withdrawing
    )


def page(connection: Connection, found: Seen) -> dict[str, Any]:
    """All gates, and what was said of this trainee alone."""
    result, asked = found.told.result, found.told.terms.asked
    gates = [
        _gate(found, gate, told) for gate, told in zip(asked.whole["gates"], result["gates"], strict=True)
    ]
    until, following = found.told.terms.until, found.told.terms.next
    return {
        "set": enrolments.called(asked),
        "hash": asked.hash,
        "source": asked.whole["source"],
        "ready": result["ready"],
        "to_go": result["to_go"],
        "until": f"It holds until {filters.date(until)}; from then on version {following}." if until else "",
        "earliest": _earliest(found),
        "gates": gates,
        "homeless": [_line(found, row, None) for row, rule in found.exceptions if rule is None],
        "enrolled": _enrolled(connection, found),
    }


def rule_stands(found: Seen, id: str) -> RuleStands:
    """One rule in words. Raises KeyError for an id there is not."""
    return _rule(found, found.rules[id][1], found.results[id])


def evidence(found: Seen, id: str) -> list[tuple[str, Evidence]]:
    """(reason, case) of all that the rule is about, "counts" for what does: that first, then by reason; the newest of
    each first."""
    rule, told = found.rules[id][1], found.results[id]
    if rule["any"] is not None or rule["of"] != "cases":
        return []
    ids = found.told.result["ids"].get("cases", [])
    runs = {"counts": told["counted_items"]} | told["left_out"]
    return [
        (reason, _evidence(found, ids[place], reason))
        for reason, places in runs.items()
        for place in sorted(_places(places), reverse=True)
    ]


def eligible(found: Seen, id: str, kind: str) -> list[Evidence]:
    """The cases that an exception of a rule may be about: what counts can be set aside; what does not for a reason that
    an exception lifts can be let count."""
    lifts = {"block": _is_counted, "count": is_lifted}.get(kind)
    return [one for reason, one in evidence(found, id) if lifts and lifts(reason)]


def lines_of(found: Seen, id: str) -> list[ExceptionLine]:
    """All exceptions of a rule that are over."""
    return [one for row, rule in found.exceptions if rule == id and (one := _line(found, row, id))["over"]]


def line_of(found: Seen, id: str) -> ExceptionLine:
    """One exception. Raises StopIteration for an id there is not."""
    return next(_line(found, row, rule) for row, rule in found.exceptions if row.id == id)


def _is_counted(reason: str) -> bool:
    return reason == "counts"


def _by_id(cases: Iterable[Case]) -> dict[str, Case]:
    """Each case as it counts: where a newer version waits, as it was signed."""
    return {one.id: one for one in sorted(cases, key=lambda case: not case.is_newer)}


def _with_parts(rules: Iterable[Doc]) -> Iterator[Doc]:
    for rule in rules:
        yield rule
        yield from rule.get("parts", ())


def _keys(connection: Connection, rows: Iterable[AnyRow]) -> dict[str, str]:
    sets = published.by_hash(connection, {row.set_hash for row in rows})
    return {hash: one.key for hash, one in sets.items()}


def _about(whole: Doc, row: AnyRow, keys: Mapping[str, str], rules: Mapping[str, Any]) -> str | None:
    if keys[row.set_hash] != whole["key"]:
        return None
    id = grammar.called(whole, row.rule, rules)
    return id if id in rules else None


def _gate(found: Seen, asked: Doc, told: Doc) -> GateStands:
    labels = {gate["id"]: sentences.gate_name(gate) for gate in found.told.terms.asked.whole["gates"]}
    first = [labels[id] for id in asked["needs"]]
    missing = [rule for rule in told["rules"] if rule["state"] not in PASSED]
    days = []
    if told["holds_until"]:
        days.append(f"Holds until {filters.date(told['holds_until'])}")
    if told["deadline"]:
        days.append(f"Asked for by {filters.date(told['deadline'])}")
    return {
        "id": asked["id"],
        "label": labels[asked["id"]],
        "state": _chip(found, told["state"]),
        "opens": "" if told["opens"] else f"First: {' and '.join(first)}",
        "days": days,
        "missing": [_missing(found, rule) for rule in missing[:NAMED]],
        "more": max(0, len(missing) - NAMED),
        "rules": [
            _rule(found, rule, result) for rule, result in zip(asked["rules"], told["rules"], strict=True)
        ],
    }


def _rule(found: Seen, asked: Doc, told: Doc) -> RuleStands:
    parts = zip(asked["any"] or [], told.get("parts", ()), strict=True)
    return {
        "id": asked["id"],
        "label": sentences.rule_name(asked),
        "asked": sentences.begun(sentences.asked(asked)),
        "limits": sentences.limits(asked),
        "state": _chip(found, told["state"]),
        "numbers": _numbers(asked, told),
        "days": list(_days(told)),
        "left": sum(len(_places(runs)) for runs in told.get("left_out", {}).values()),
        "exceptions": [
            line
            for row, rule in found.exceptions
            if rule == asked["id"] and not (line := _line(found, row, rule))["over"]
        ],
        "parts": [_rule(found, part, result) for part, result in parts],
    }


def _numbers(asked: Doc, told: Doc) -> str:
    if told["state"] == "not_asked":
        return ""
    names = ("counted", "required", "waiting", "excess")
    counted, required, waiting, excess = (_said(asked, told[name]) for name in names)
    said = [
        f"{counted} of {required}"
        if told["counted"] <= told["required"]
        else f"{counted}, {required} asked"
        if told["required"]
        else counted
    ]
    said += [f"{waiting} waiting"] if told["waiting"] else []
    said += [f"{excess} beyond what counts"] if told["excess"] else []
    return ", ".join(said)


def _said(asked: Doc, number: int) -> str:
    """A number of a rule; hours and credits are counted in tenths."""
    return filters.tenths(number) if asked.get("count") == "sum:tenths" else str(number)


def _days(told: Doc) -> Iterator[str]:
    if told["met_on"]:
        yield f"Met since {filters.date(told['met_on'])}"
    if told["holds_until"]:
        yield f"Holds until {filters.date(told['holds_until'])}"
    if told["ended_on"]:
        yield f"Was met until {filters.date(told['ended_on'])}"
    if told.get("too_much"):
        yield "Too much of what counts is of one and the same"


def _missing(found: Seen, told: Doc) -> str:
    asked = found.rules[told["id"]][1]
    label = sentences.rule_name(asked)
    return f"{label}: {_said(asked, told['missing'])} to go" if told["missing"] else label


def _earliest(found: Seen) -> str:
    """What ends first of all that is met, with its gate: "" where nothing has an end."""
    end = first_end(found.told.terms.asked.whole, found.told.result)
    return f"{end.gate}: {end.rule} holds until {filters.date(end.on)}." if end else ""


def _enrolled(connection: Connection, found: Seen) -> list[Enrolled]:
    rows = enrolments.of_person(connection, found.member.programme_id, found.member.person_id)
    return enrolments.lines(connection, rows, found.words, found.clock, undoable=found.arrangeable)


def _line(found: Seen, row: AnyRow, rule: str | None) -> ExceptionLine:
    asked = found.rules[rule][1] if rule else None
    cases = {id: f"{_areas(found, one)}, {filters.date(one.on)}" for id, one in found.cases.items()}
    line = exceptions.line(row, asked, cases, found.words, found.clock.today, own=found.own)
    return {
        **line,
        "withdrawable": line["withdrawable"] and found.withdrawing,
        "holds": _holds(found, row, rule),
    }


def _holds(found: Seen, row: AnyRow, rule: str | None) -> bool:
    """Whether it is by this one that a number is asked, and not by a newer one."""
    told = found.results[rule]["exceptions"] if rule else []
    same = row.kind, row.value, row.reason, row.by_name, row.on_day
    return all(
        one["holds"]
        for one in told
        if (one["kind"], one["asks"], one["reason"], one["by"], one["on"]) == same
    )


def _evidence(found: Seen, id: str, reason: str) -> Evidence:
    case = found.cases[id]
    part = found.words["parts"].get(case.part, case.part)
    return {
        "id": id,
        "title": _areas(found, case),
        "meta": f"{filters.date(case.on)}, model {case.model}, {filters.lowered(part)}",
        "why": "" if reason == "counts" else found.words["left_out"].get(reason, reason),
        "counts": reason == "counts",
    }


def _areas(found: Seen, case: Case) -> str:
    return ", ".join(found.words["areas"].get(area, area) for area in case.areas)


def _places(runs: Iterable[Sequence[int]]) -> list[int]:
    return [place for first, last in runs for place in range(first, last + 1)]


def _chip(found: Seen, state: str) -> Chip:
    return {"code": state, **found.words["rule_states"][state]}
