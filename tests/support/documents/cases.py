"""Cases as rules see them, each naming only what a test is about."""

import itertools
from collections.abc import Sequence
from typing import Any

from logbook.eligibility import Case
from logbook.eligibility.report import ruled

TODAY = "2026-11-20"
_numbers = itertools.count(1)


def a_case(**changes: Any) -> Case:
    """A signed glabella case of a model of its own."""
    number = next(_numbers)
    facts = {
        "id": f"case-{number:06}",
        "state": "signed",
        "performed_on": "2026-10-01",
        "part": "supervised_direct",
        "setting": "live_model",
        "areas": ("glabella",),
        "product": "botox",
        "skin_type": "II",
        "model": f"M{number}",
        "signer": "ben",
        "signed_after": 2,
    } | changes
    if facts["state"] != "signed":
        facts |= {"signer": "", "signed_after": None}
    return Case(**facts)


def apply(rule: dict[str, Any], cases: Sequence[Case], today: str = TODAY) -> dict[str, Any]:
    """The line that a report has of this rule of the first grammar, were it the only one of its set."""
    told = dict.fromkeys(("key", "version", "title", "authority", "source", "as_of"))
    asked = told | {"limits": {"reconstituted_hours": None}, "cusum": None, "rules": [rule]}
    [line], _ = ruled(asked, cases, today)
    return line
