"""How a trainee would stand under another version, or on a day to come: reckoned for them alone, and kept nowhere."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from logbook import record
from logbook.eligibility import sentences
from logbook.forms.inputs import one_line
from logbook.models import Programme
from logbook.models.engine import AnyRow
from logbook.permissions import Person, visible
from logbook.record import published
from logbook.record.judged import Judged
from logbook.record.published import Published
from logbook.shapes.loose import Doc
from logbook.shapes.served.asked import Input, Offered
from logbook.shapes.served.supposed import SupposedLine, SupposedSide
from logbook.shapes.words import Vocabulary

_LAST = "2199-12-31"
NOT_A_DAY = "Enter a day to come, for example 2027-01-31"


class Supposed(NamedTuple):
    """What is supposed: another version, None for theirs; the day."""

    asked: Published | None
    on: str


def names(connection: Connection, person: Person) -> dict[str, AnyRow]:
    """{programme: its row} of those that somebody knows."""
    query = select(Programme.id, Programme.name, Programme.tz).where(visible(person, "hold programme"))
    return {row.id: row for row in connection.execute(query)}


def versions(connection: Connection, programme: str, now: Judged) -> list[Published]:
    """What somebody may look at: the versions of their own set, and what newcomers are asked; theirs first."""
    usual = record.reports.grounds(connection, {programme})[programme].asked
    own = now.terms.asked
    lines = published.versions(connection, own.key, programme)
    newest = published.newest(connection, {own.key})
    found = {one.hash: one for one in (own, *lines, *newest.values(), usual)}
    return [*found.values()]


def supposed(found: list[Published], version: str, on: str, today: str) -> tuple[Supposed, dict[str, Input]]:
    """What was typed, read; and its fields with what is wrong with them."""
    version, on = one_line(version), one_line(on)
    chosen = next((one for one in found if one.hash == version), None)
    fields: dict[str, Input] = {
        "version": {"value": version or found[0].hash, "problems": []},
        "on": {"value": on, "problems": []},
    }
    if version and chosen is None:
        fields["version"]["problems"].append("Choose one of these versions")
    if on and not _is_day(on, today):
        fields["on"]["problems"].append(NOT_A_DAY)
    day = on if on and not fields["on"]["problems"] else today
    return Supposed(None if chosen is found[0] else chosen, day), fields


def offered(found: list[Published]) -> list[Offered]:
    """The versions as a form offers them."""
    return [
        {
            "code": one.hash,
            "label": f"{one.whole['title']}, version {one.version}{'' if place else ' (yours)'}",
        }
        for place, one in enumerate(found)
    ]


def side(judged: Judged, on: str) -> SupposedSide:
    """One of two results beside each other, in a few words."""
    result, asked = judged.result, judged.terms.asked
    met = sum(gate["state"] == "met" for gate in result["gates"])
    return {
        "title": f"{asked.whole['title']}, version {asked.version}",
        "on": on,
        "ready": result["ready"],
        "to_go": result["to_go"],
        "met": met,
        "gates": len(result["gates"]),
        "homeless": len(result["homeless"]),
    }


def lines(now: Judged, then: Judged, words: Vocabulary) -> list[SupposedLine]:
    """Rule by rule, those that differ first: how it stands and how it would."""
    before, after = _rules(now), _rules(then)
    ids = [*after, *(id for id in before if id not in after)]
    made = [_line(id, before.get(id), after.get(id), words) for id in ids]
    return sorted(made, key=lambda line: not line["changes"])


def _rules(judged: Judged) -> dict[str, tuple[str, Doc]]:
    """{rule: (label, result)} of all gates."""
    whole = judged.terms.asked.whole
    labels = {rule["id"]: sentences.rule_name(rule) for gate in whole["gates"] for rule in gate["rules"]}
    told = (rule for gate in judged.result["gates"] for rule in gate["rules"])
    return {rule["id"]: (labels[rule["id"]], rule) for rule in told}


def _line(
    id: str, before: tuple[str, Doc] | None, after: tuple[str, Doc] | None, words: Vocabulary
) -> SupposedLine:
    label = (after or before or (id, {}))[0]
    now, then = (_said(one[1] if one else None, words) for one in (before, after))
    return {"label": label, "now": now, "then": then, "changes": now != then}


def _said(rule: Doc | None, words: Vocabulary) -> str:
    if rule is None:
        return "Not in this version"
    state = words["rule_states"][rule["state"]]["label"]
    if rule["state"] in ("waived", "not_asked"):
        return state
    missing = f", {rule['missing']} to go" if rule["missing"] else ""
    return f"{state}: {rule['counted']} of {rule['required']}{missing}"


def _is_day(text: str, today: str) -> bool:
    try:
        return text == date.fromisoformat(text).isoformat() and today <= text <= _LAST
    except ValueError:
        return False
