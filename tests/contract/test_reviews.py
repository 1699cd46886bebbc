"""The phone reads a review, and what was corrected before, into the same statement as the server."""

import pytest

from logbook import kinds, statements
from tests.contract import engine
from tests.support.documents.forms import SHELL, a_filled_form

MODULE = "twins/statements.js"
ENTRY, ID, ANA = (f"{digit}b8f7f0e-6a9c-4f3e-9a53-0d1f5a1b2c3d" for digit in "012")
CONTEXT = {"id": ENTRY, "rev": 1, "prev": None, "mutation": ID, "account": ANA, "base": None}
CONTEXT |= {"now": "2026-11-20T10:31:00Z", "tz": "Europe/London"}
SEEN = {
    "seen_on": ["2026-12-04"],
    "result": ["as_planned"],
    "asymmetry": ["none"],
    "top_up": ["none"],
    "events.any": ["none"],
}
LATE = {"events.any": ["yes"], "events.0.kind": ["eyelid_ptosis"], "events.0.severity": ["mild"]}
LATE |= {"events.0.onset_day": ["5"], "events.0.action": ["advice"], "events.0.supervisor_told": ["yes"]}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        (SEEN, set()),
        (SEEN | {"reflection": [" Lower next time. "]}, set()),
        (SEEN | LATE | {"events.0.reported_to": ["yellow_card"]}, set()),
        (SEEN | LATE | {"events.0.severity": ["x"]}, {"events.0.severity"}),
        (SEEN | LATE | {"events.any": ["none"]}, {"events.any"}),
        (SEEN | {"events.any": ["yes"]}, {"events.any"}),
        ({}, {"seen_on", "result", "asymmetry", "top_up", "events.any"}),
        ({"seen_on": ["2026-12-04"], "result": ["not_seen"]}, set()),
        (SEEN | LATE | {"result": ["not_seen"], "events.0.kind": [""], "asymmetry": ["x"]}, set()),
        (SEEN | {"seen_on": ["2026-11-19"]}, {"seen_on"}),
        (SEEN | {"seen_on": ["2026-12-06"]}, {"seen_on"}),
        (SEEN | {"seen_on": ["2026-02-30"]}, {"seen_on"}),
    ],
)
def test_reads_a_review_alike_in_both_languages(fields, wrong):
    entry = {"id": ENTRY, "rev": 2, "hash": "0" * 64}
    context = {"id": ID, "entry": entry, "performed_on": "2026-11-20", "today": "2026-12-05"}
    here = statements.review(fields, context, SHELL)
    assert engine.run(MODULE, "review", fields, context, SHELL) == here
    assert set(here["problems"]) == wrong
    if not wrong:
        assert kinds.check(here["doc"]) == {}
        again = statements.fields_of_review(here["doc"], SHELL)
        assert engine.run(MODULE, "fields_of_review", here["doc"], SHELL) == again
        assert statements.review(again, context, SHELL) == here


def test_a_correction_heard_before_counts_only_where_it_is_ticked():
    heard = {"again.0.seen": ["Too deep"], "again.0.correction": ["Go flatter"]}
    heard |= {"again.1.seen": ["Uneven"], "again.1.correction": ["Mark up"], "again.1.repeat": ["1"]}
    fields = a_filled_form() | heard | {"corrections.0.seen": ["New"], "corrections.0.correction": ["Better"]}
    here = statements.entry(fields, CONTEXT, SHELL)
    assert engine.run(MODULE, "entry", fields, CONTEXT, SHELL) == here
    assert here["doc"]["corrections"] == [
        {"seen": "New", "correction": "Better", "repeat": False},
        {"seen": "Uneven", "correction": "Mark up", "repeat": True},
    ]
    many = {f"corrections.{n}.{name}": ["x"] for n in range(20) for name in ("seen", "correction")}
    full = statements.entry(fields | many, CONTEXT, SHELL)
    assert full["problems"] == {"corrections": ["At most 20 rows."]}
    assert engine.run(MODULE, "entry", fields | many, CONTEXT, SHELL) == full
