"""What is asked, gate by gate, and what the entries come to: the tables before them, and the appendix behind them."""

from collections.abc import Iterable
from typing import Any

from logbook import filters, vocabulary
from logbook.eligibility.older import SURE
from logbook.export.paper.cover import AUTHORITIES
from logbook.export.paper.setting import isolated
from logbook.export.words import listed
from logbook.filters import lowered
from logbook.shapes.bundle import (
    AsideTold,
    Bundle,
    Exempted,
    GateTold,
    JudgedTold,
    LeftOutLine,
    NoticedTold,
    RuleTold,
    SetTold,
)
from logbook.vocabulary import label

Row = list[str]

GROUPS_SHOWN = 10
DAYS_SHOWN = 12  # entries of one reason; of more the numbers alone are told, and their own lines say the days
# An entry of another sort than is asked for is told by its number alone: of most rules most entries are.
SORTS = ("other_", "not_")
REPEAT = "All but model, day and time is as in the entry treated before."


def printed(bundle: Bundle) -> dict[str, Any]:
    """The texts of both."""
    judged, noticed = bundle["judged"], bundle["noticed"]
    return {
        "set_words": _set_words(judged),
        "gates": [{"title": _title(gate), "rows": _rules(judged, gate)} for gate in judged["gates"]],
        "exceptions": [_exempted(one) for one in judged["exceptions"]],
        "asides": [_aside(one) for one in judged["asides"]],
        "noticed": _noticed(noticed),
        "close": [
            [
                filters.date(one["on"]),
                f"{filters.time(one['first'])} to {filters.time(one['last'])}",
                ranges(one["entries"]),
            ]
            for one in noticed["close"][:GROUPS_SHOWN]
        ],
        "maps": [[ranges(one["entries"]), str(one["models"])] for one in noticed["maps"][:GROUPS_SHOWN]],
        "set_facts": _set_facts(judged["set"]),
        "left": [_left(one) for one in judged["left_out"]],
    }


def ranges(numbers: Iterable[int]) -> str:
    """[1, 2, 3, 7] → "1–3, 7"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in runs)


def why(reason: str) -> str:
    """The sentence of a reason."""
    return label(reason, "left_out")


def exemption_reason(code: str) -> str:
    """Why one rule asks something else, in words; who sets a case aside has reasons of their own."""
    return label(
        code, "exception_reasons" if code in vocabulary.codes("exception_reasons") else "aside_reasons"
    )


def amount(rule: RuleTold, name: str) -> str:
    """A number of a rule as people write it."""
    number: int = rule[name]  # type: ignore[literal-required]
    return filters.tenths(number) if rule["tenths"] else str(number)


def _set_words(judged: JudgedTold) -> str:
    asked = judged["set"]
    return (
        f"{asked['title']}, version {asked['version']} ({filters.short(asked['hash'])}), "
        f"{AUTHORITIES[asked['authority']]}, as of {filters.date(asked['as_of'])}. Source: {asked['source']} "
        f"{_sure(asked)}Counted on {filters.date(judged['on'])} from the entries of this file. Waiting is what would "
        "count too if all that waits were signed. What did not count, and why, stands at the end."
    ).replace("  ", " ")


def _sure(asked: SetTold) -> str:
    words = {**SURE, "read": "The text itself was read."}.get(asked["confidence"] or "", "")
    return f"{words} " if words and asked["authority"] != "ours" else ""


def _set_facts(asked: SetTold) -> list[Row]:
    facts = [
        ["Set", f"{asked['title']}, version {asked['version']}"],
        ["Authority", AUTHORITIES[asked["authority"]]],
        ["Source", f"{asked['source']} {_sure(asked)}".strip()],
        ["As of", filters.date(asked["as_of"])],
    ]
    return facts


def _title(gate: GateTold) -> str:
    closed = "" if gate["opens"] else ", opens after the gates before it"
    return f"{gate['label']}: {'met' if gate['state'] == 'met' else 'not met yet'}{closed}"


def _rules(judged: JudgedTold, gate: GateTold) -> list[Row]:
    return [_rule(rule) for rule in judged["rules"] if rule["gate"] == gate["id"]]


def _rule(rule: RuleTold) -> Row:
    state = label(rule["state"], "rule_states")
    if rule["missing"] and rule["state"] in ("open", "ended", "waiting", "impossible"):
        state = f"{state}, {amount(rule, 'missing')} missing"
    since = f"until {filters.date(rule['ended_on'])}" if rule["ended_on"] else ""
    return [
        f"– {rule['label']}" if rule["part_of"] else rule["label"],
        amount(rule, "required"),
        amount(rule, "counted"),
        amount(rule, "waiting"),
        state,
        filters.date(rule["met_on"]) if rule["met_on"] else since or "–",
        filters.date(rule["holds_until"]) if rule["holds_until"] else "–",
    ]


def _exempted(one: Exempted) -> Row:
    entries = ranges(one["entries"]) or "none that is in this file"
    what = {
        "waive": "Waived",
        "number": f"{one['now']} asked instead of {one['was']}{'' if one['holds'] else ': a newer one holds'}",
        "block": f"Entries that do not count for it: {entries}",
        "count": f"Entries that count for it nevertheless: {entries}",
    }[one["kind"]]
    if one["rule"] is None:
        what = f"{what}: no rule of this version is called so, and nothing changes by it"
    ends = f" to {filters.date(one['ends'])}" if one["ends"] else ""
    reason = lowered(exemption_reason(one["reason"]))
    return [one["label"], what, reason, isolated(one["by"]), f"{filters.date(one['on'])}{ends}"]


def _aside(one: AsideTold) -> Row:
    reason = label(one["reason"], "aside_reasons")
    return [str(one["entry"]), reason, isolated(one["by"]), filters.date(one["on"])]


def _noticed(noticed: NoticedTold) -> list[Row]:
    close, maps, same = (noticed[name] for name in ("close", "maps", "same"))
    return [
        ["Groups of treatments that began less than five minutes one after the other", str(len(close))],
        [
            "Groups of different models one after the other with equal injections, point by point",
            str(len(maps)),
        ],
        ["Entries that say all but model, day and time as the one treated before", str(len(same))],
    ]


def _left(line: LeftOutLine) -> Row:
    numbers, days = line["entries"], line["days"]
    if line["reason"].startswith(SORTS) or len(numbers) > DAYS_SHOWN:
        entries = ranges(numbers)
    else:
        entries = listed(f"{number} ({filters.date(day)})" for number, day in zip(numbers, days, strict=True))
    return [line["label"], why(line["reason"]), str(len(numbers)), entries]
