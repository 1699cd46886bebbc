"""How far trainees are with each gate, read off reports that are kept: a list judges nobody."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, select

from logbook.deadlines import later
from logbook.eligibility import requirements, sentences
from logbook.models import RequirementSet
from logbook.record import published
from logbook.record.published import Published
from logbook.record.reports import Kept
from logbook.shapes.report import Report
from logbook.shapes.served.cohorts import End, GateMark

SOON_DAYS = 183  # an end that is further away is no line of a list
Versions = Mapping[tuple[str, int], Published]


class Gate(NamedTuple):
    """A gate of a version: how it is called, and its rules."""

    label: str
    rules: frozenset[str]


def versions(connection: Connection, reports: Iterable[Report]) -> Versions:
    """{(key, number): the version} of all by which these reports were made, as far as they are known."""
    asked = {(one["set"]["key"], one["set"]["version"]) for one in reports}
    ours = [published.shipped(key) for key in {key for key, _ in asked} & set(requirements.keys())]
    found = _read | {(one.key, one.version): one for one in ours}
    if missing := asked - found.keys():
        rows = connection.execute(
            _VERSIONS.where(RequirementSet.key.in_(sorted({key for key, _ in missing})))
        )
        hashes = {row.hash for row in rows if (row.key, row.version) in missing}
        read = published.by_hash(connection, hashes).values()
        _read.update({(one.key, one.version): one for one in read})
    return {which: one for which in asked if (one := found.get(which) or _read.get(which))}


def marks(known: Versions, report: Report) -> list[GateMark]:
    """How many rules of each gate are met, in the order of the set; none where nobody knows the set any more."""
    asked = known.get((report["set"]["key"], report["set"]["version"]))
    met = {rule["id"]: rule["met"] for rule in report["rules"]}
    return [
        {
            "label": gate.label,
            "met": sum(met.get(id, False) for id in gate.rules),
            "of": len(gate.rules),
        }
        for gate in (_gates(asked) if asked else [])
    ]


def end(kept: Kept) -> End | None:
    """What ends first of all that somebody has met; None where nothing has an end."""
    if kept.ends_on is None or kept.made_on is None:
        return None
    is_soon = kept.ends_on <= later(kept.made_on, days=SOON_DAYS)
    return {"on": kept.ends_on, "rule": kept.ends_rule or "", "soon": is_soon}


def heads(lines: Iterable[Iterable[GateMark]]) -> list[str]:
    """A head for each gate of these lines, in the order in which they come."""
    return list(dict.fromkeys(_head(mark) for line in lines for mark in line))


def cells(heads: Iterable[str], line: Iterable[GateMark]) -> list[str | int | float | None]:
    """The cells of a line under these heads: "met" or "3 of 5", empty where its set has no such gate."""
    said = {_head(mark): _said(mark) for mark in line}
    return [said.get(head) for head in heads]


def _head(mark: GateMark) -> str:
    return f"Gate: {mark['label']}"


def _said(mark: GateMark) -> str:
    return "met" if mark["met"] == mark["of"] else f"{mark['met']} of {mark['of']}"


def _gates(asked: Published) -> list[Gate]:
    return [
        Gate(
            sentences.gate_name(gate),
            frozenset(rule["id"] for rule in gate["rules"]),
        )
        for gate in asked.whole["gates"]
    ]


# A version never says anything else, so what was looked up once stays in any process.
_read: dict[tuple[str, int], Published] = {}
_VERSIONS = select(RequirementSet.hash, RequirementSet.key, RequirementSet.version)
