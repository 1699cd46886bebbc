"""How many further cases are asked at the least: what nobody can go below. Pure; docs/judging.md, Gates."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from logbook.shapes.loose import Doc
from logbook.vocabulary import codes

MEASURES = ("items", "areas", "distinct")  # those in which a case adds one


class Shortfall(NamedTuple):
    """`parts` a case may be done in, empty for any; shortfalls of one `group` need a case each."""

    parts: frozenset[str]
    group: str
    missing: int


def to_go(rules: Mapping[str, Doc], missing: Mapping[str, int]) -> int:
    """The least number of further cases. `rules` by id, as `grammar.read` gives them; `missing` of those not met."""
    found = [_shortfall(rules[id], number) for id, number in missing.items() if _is_about_cases(rules[id])]
    clusters: list[tuple[frozenset[str], list[Shortfall]]] = []
    for one in found:
        if one.parts:
            _join(clusters, one)
    apart = sum(_furthest(members) for _, members in clusters)
    # A rule about any part can be served by whatever case is done for another, unless both are of one group.
    return max(apart, _furthest(found))


def _is_about_cases(rule: Doc) -> bool:
    return rule["of"] == "cases" and not rule["per"] and rule["count"].partition(":")[0] in MEASURES


def needed(rule: Doc, missing: int) -> int:
    """How many cases it takes at the least, of a rule that misses so many; 0 where it is not cases that are missing."""
    if not _is_about_cases(rule):
        return 0
    # One case may be of as many areas as there are.
    return (
        -(-missing // len(rule["where"].get("areas") or codes("areas")))
        if rule["count"] == "areas"
        else missing
    )


def _shortfall(rule: Doc, missing: int) -> Shortfall:
    missing = needed(rule, missing)
    group = f"exclusive {rule['exclusive']}" if rule["exclusive"] else f"rule {rule['id']}"
    return Shortfall(frozenset(rule["where"].get("part") or ()), group, missing)


def _join(clusters: list[tuple[frozenset[str], list[Shortfall]]], one: Shortfall) -> None:
    """Put a shortfall to those that one case could serve with it."""
    parts, members = one.parts, [one]
    for cluster in list(clusters):
        if parts & cluster[0]:
            clusters.remove(cluster)
            parts, members = parts | cluster[0], cluster[1] + members
    clusters.append((parts, members))


def _furthest(members: Iterable[Shortfall]) -> int:
    sums: dict[str, int] = {}
    for one in members:
        sums[one.group] = sums.get(one.group, 0) + one.missing
    return max(sums.values(), default=0)
