"""What spreadsheets say of what is asked: each rule, each entry that does not count for one, and of each entry."""

from collections.abc import Iterable, Iterator

from logbook.export.cells import HEADS, Cell, cells, units
from logbook.export.paper import answers
from logbook.export.paper.requirements import exemption_reason, why
from logbook.shapes.bundle import Bundle, JudgedTold
from logbook.vocabulary import label

RULE_HEADS = (
    "Gate",
    "Requirement",
    "Part of",
    "What is asked",
    "Required",
    "Counted",
    "Waiting",
    "Excess",
    "Missing",
    "State",
    "Met on",
    "Holds until",
    "Was met until",
    "Exceptions",
    "Set",
    "Version",
    "SHA-256 of the set",
    "Judged on",
)
LEFT_HEADS = ("Number", "Treated on", "Requirement", "Reason", "Why it does not count")


# Beside what an entry says itself.
ENTRY_HEADS = (*HEADS, "Set aside", "As the entry before", "Counts for", "Does not count for")


def entries(bundle: Bundle) -> Iterator[list[Cell]]:
    """A row for each entry, a cell for each of ENTRY_HEADS."""
    judged, same = bundle["judged"], set(bundle["noticed"]["same"])
    counts = _by_entry((rule["entries"], rule["label"]) for rule in judged["rules"])
    left = _by_entry(
        (line["entries"], f"{line['label']}: {why(line['reason'])}") for line in judged["left_out"]
    )
    for entry in bundle["entries"]:
        number = entry["number"]
        yield [
            *cells(bundle, entry),
            "; ".join(answers.asides(entry, bundle["programme"]["tz"])),
            "yes, but for model, day and time" if number in same else "",
            "; ".join(counts.get(number, ())),
            "; ".join(left.get(number, ())),
        ]


def _by_entry(told: Iterable[tuple[Iterable[int], str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for numbers, words in told:
        for number in numbers:
            found.setdefault(number, []).append(words)
    return found


def rules(judged: JudgedTold) -> Iterator[list[Cell]]:
    """A row for each rule, a cell for each of RULE_HEADS."""
    gates = {gate["id"]: gate["label"] for gate in judged["gates"]}
    labels = {rule["id"]: rule["label"] for rule in judged["rules"]}
    asked = judged["set"]
    for rule in judged["rules"]:
        numbers = (rule["required"], rule["counted"], rule["waiting"], rule["excess"], rule["missing"])
        yield [
            gates[rule["gate"]],
            rule["label"],
            labels[rule["part_of"]] if rule["part_of"] else "",
            rule["asked"],
            *(units(number) if rule["tenths"] else number for number in numbers),
            label(rule["state"], "rule_states"),
            rule["met_on"] or "",
            rule["holds_until"] or "",
            rule["ended_on"] or "",
            "; ".join(_exceptions(judged, rule["id"])),
            asked["title"],
            asked["version"],
            asked["hash"],
            judged["on"],
        ]


def _exceptions(judged: JudgedTold, rule: str) -> Iterator[str]:
    for one in judged["exceptions"]:
        if one["rule"] == rule:
            what = label(one["kind"], "exception_kinds")
            number = f" ({one['was']} → {one['now']})" if one["kind"] == "number" else ""
            number += "" if one["holds"] else ", a newer one holds"
            until = f" to {one['ends']}" if one["ends"] else ""
            reason = exemption_reason(one["reason"])
            yield f"{what}{number}, {reason}, {one['by']}, {one['on']}{until}"


def left_out(judged: JudgedTold) -> Iterator[list[Cell]]:
    """A row for each rule and entry that does not count for it, a cell for each of LEFT_HEADS."""
    for line in judged["left_out"]:
        for number, day in zip(line["entries"], line["days"], strict=True):
            yield [number, day, line["label"], line["reason"], why(line["reason"])]
