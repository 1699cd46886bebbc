"""What judging costs: a case and rule, the whole of a large logbook, and what its result weighs.

    python -m benchmarks.judged [cases rules]

The limit beside it is one pass over the same cases by a list comprehension for each rule, which counts nothing.
"""

import random
import sys
from datetime import date, timedelta
from time import process_time
from typing import Any

import brotli
import orjson

from logbook.eligibility import grammar, judging
from logbook.vocabulary import codes

ON = "2026-11-28"
Doc = dict[str, Any]


def cases(number: int, chance: random.Random) -> list[Doc]:
    """Cases of three years, a third as many models, twelve signers."""
    areas, types = codes("areas"), codes("skin_types")
    return [
        {
            "id": f"{place:032x}",
            "on": (date(2024, 1, 1) + timedelta(days=chance.randrange(1050))).isoformat(),
            "state": "counts" if chance.random() < 0.95 else "waits",
            "part": chance.choice(["observed", "assisted", "supervised_direct", "supervised_direct"]),
            "setting": "live_model" if chance.random() < 0.9 else "simulation",
            "areas": chance.sample(areas, chance.choice([1, 2, 2, 3])),
            "skin_type": chance.choice(types),
            "model": f"m{chance.randrange(number // 3 + 1)}",
            "signer": f"s{chance.randrange(12)}",
            "signed_after": chance.randrange(20),
            "reviewed": chance.random() < 0.8,
            "rating": chance.choice([None, 3, 4, 5]),
        }
        for place in range(number)
    ]


def asked(number: int) -> Doc:
    """Rules of every kind, four of them exclusive, all within 24 months and capped."""
    areas = codes("areas")
    live = {"part": ["supervised_direct"], "setting": ["live_model"]}
    some: list[Doc] = [
        {"min": 10, "exclusive": "each", "where": live | {"areas": [area]}} for area in areas[:4]
    ]
    others: list[Doc] = [
        {"min": 20, "where": live},
        {"min": 20, "where": {"part": ["observed"]}},
        {"count": "distinct:model", "min": 20, "where": live},
        {"count": "distinct:skin_type", "min": 4, "where": live},
        {"count": "distinct:signer", "min": 2, "max_share": {"signer": 80}},
        {"count": "areas", "min": 30, "where": live},
        {"count": "share", "min": 70, "that": {"reviewed": True}, "where": live},
        {"count": "share", "min": 50, "that": {"signed_within": 14}},
        {"count": "newest", "newest": 10, "min": 5, "that": {"rating": {"least": 4}}},
        {"min": 20, "at_most": [{"where": {"setting": ["simulation"]}, "count": 2}]},
        *({"min": 15, "where": live | {"areas": [area]}} for area in areas[4:]),
    ]
    rules = some + [others[place % len(others)] for place in range(number - len(some))]
    return {
        "defaults": {"within": {"months": 24}, "caps": {"model_area": 2}},
        "gates": [
            {
                "id": "hands_on",
                "rules": [
                    {"id": f"rule-{place}", "label": "Some", "of": "cases"} | rule
                    for place, rule in enumerate(rules)
                ],
            }
        ],
    }


def timed(work: Any, times: int = 5) -> float:
    """The quickest of some runs, in seconds of CPU."""
    taken = []
    for _ in range(times):
        begun = process_time()
        work()
        taken.append(process_time() - begun)
    return min(taken)


def measured(number: int, rules: int) -> None:
    """Print what it takes."""
    known = {"cases": cases(number, random.Random(1)), "days": {"enrolled": "2024-01-01"}}
    whole, facts = grammar.read(asked(rules)), judging.facts(known)
    result = judging.judge(whole, facts, ON)
    judged = timed(lambda: judging.judge(whole, facts, ON))
    counted = timed(lambda: judging.counts(whole, facts, ON))
    passed = timed(
        lambda: [[case for case in facts.items["cases"] if case.part == "observed"] for _ in range(rules)]
    )
    weight = len(brotli.compress(orjson.dumps(result), quality=5))
    print(
        f"{number} cases, {rules} rules: {judged * 1000:.0f} ms, "
        f"{judged / number / rules * 1e6:.2f} µs a case and rule, "
        f"{judged / passed:.1f} times a bare pass; its numbers alone {counted * 1000:.1f} ms; "
        f"the result {weight / 1000:.1f} kB by brotli"
    )


if __name__ == "__main__":
    if len(sys.argv) > 2:
        measured(int(sys.argv[1]), int(sys.argv[2]))
    else:
        measured(500, 12)
        measured(5_000, 60)
