"""What two people changed in one case: judged alike by the server and by the phone that puts it together."""

import json
from random import Random
from typing import Any

import pytest
from marshmallow import fields

from logbook.schemas.entry import EntrySchema
from logbook.statements.changes import answers, changed, overlap, own
from logbook.statements.keeping import GROUPS, keeping
from tests.contract import engine
from tests.faults.oracle import merging
from tests.support.documents.statements import a_point, an_entry, revised

Doc = dict[str, Any]
TWIN, MERGE = "twins/statements/changes.js", "worker/merge.js"
EVENT = {"kind": "bruising", "severity": "mild", "onset_day": 0, "action": "none", "resolved_on": None}
TOLD = {"reported_to": "manufacturer", "supervisor_told": True}
LINES = {"rest": 1, "dynamic": 2}
# Two ways to change each answer, so that two people change it alike, differently, or one of them alone.
WAYS: dict[str, tuple[Doc, Doc]] = {
    "place": ({"place": "Room 4"}, {"place": "Room 5"}),
    "zone": ({"tz": "Europe/Berlin"}, {"tz": "America/New_York"}),
    "time": ({"performed_at": "08:05"}, {"performed_at": "09:05"}),
    "supervisor": ({"supervisor": ""}, {"needle": "32G"}),
    "batch": ({"product": {"batch": "X1"}}, {"product": {"batch": "X2"}}),
    "vial": ({"product": {"vial_units": 50}}, {"product": {"vial_units": None}}),
    "month": (
        {"product": {"expires_as": "month"}},
        {"product": {"expires_on": "2027-03-31", "expires_as": "month"}},
    ),
    "day": ({"product": {"expires_on": "2027-03-31"}}, {"product": {"expires_on": None, "expires_as": ""}}),
    "no product": ({"part": "observed", "product": None}, {"part": "observed", "product": None}),
    "lines": (
        {"assessment": {"severity": {}}},
        {"assessment": {"severity": {"glabella": LINES, "forehead": LINES}}},
    ),
    "consent": ({"assessment": {"photo_consent": True}}, {"model": {"anatomy": ["strong_frontalis"]}}),
    "points": ({"points": [a_point("mid", "procerus")]}, {"points": [a_point("left", "corrugator", 60)]}),
    "events": ({"events": [EVENT | TOLD]}, {"events": [EVENT | TOLD | {"severity": "moderate"}]}),
    "warnings": ({"warnings": [{"code": "dated_ahead"}]}, {"warnings": [{"code": "over_label"}]}),
    "saved": ({"recorded_at": "2026-11-20T11:30:00Z"}, {"amends": "a" * 64}),
}


def three(seed: int) -> tuple[Doc, Doc, Doc]:
    """A revision and what two people made of it, each by a few changes."""
    dice = Random(seed)
    base = an_entry(product=None, part="observed") if seed % 10 == 0 else an_entry()
    made = []
    for _ in range(2):
        doc = revised(base)
        for name in dice.sample(sorted(WAYS), dice.randint(0, 6)):
            doc = _with(doc, dice.choice(WAYS[name]))
        made.append(doc)
    return base, made[0], made[1]


def older(doc: Doc) -> Doc:
    """The same by a build that knows fewer keys."""
    rows = [{key: value for key, value in row.items() if key not in TOLD} for row in doc["events"]]
    product = doc["product"] and {key: doc["product"][key] for key in doc["product"] if key != "expires_as"}
    return {key: value for key, value in doc.items() if key != "answer"} | {
        "events": rows,
        "product": product,
    }


def some(seed: int) -> tuple[Doc, Doc, Doc]:
    """Like three, and now and then one of the revisions is by an older build."""
    docs = list(three(seed))
    if seed % 3 == 0:
        place = Random(seed).randrange(3)
        docs[place] = older(docs[place])
    return docs[0], docs[1], docs[2]


def as_bytes(value: Any) -> bytes:
    """What both languages must make alike: 1 is not true, and nothing is not null."""
    return json.dumps(value, sort_keys=True).encode()


def merged(base: Doc, mine: Doc, theirs: Doc) -> Doc | None:
    """What a phone makes of the two; None where it leaves the choice to its person."""
    found: Doc | None = engine.run(MERGE, "merge", base, mine, theirs)
    return found


def _with(doc: Doc, changes: Doc) -> Doc:
    for name, value in changes.items():
        joined = doc[name] | value if isinstance(value, dict) and isinstance(doc[name], dict) else value
        doc = doc | {name: doc[name] if isinstance(value, dict) and doc[name] is None else joined}
    return doc


@pytest.mark.parametrize("seed", range(150))
def test_both_languages_find_the_same_changes(seed):
    base, mine, theirs = some(seed)
    here = [
        answers(mine),
        changed(base, mine),
        own(base, mine, theirs),
        own(base, theirs, mine),
        overlap(base, mine, theirs),
    ]
    call = f"""(m, base, mine, theirs) => {{
      const {{ answers, changed, own, overlap }} = m["{TWIN}"];
      return [answers(mine), changed(base, mine), own(base, mine, theirs), own(base, theirs, mine),
        overlap(base, mine, theirs)];
    }}"""
    there = engine.apply([TWIN], call, base, mine, theirs)
    assert as_bytes(here) == as_bytes(there)


@pytest.mark.parametrize("seed", range(150))
def test_a_phone_puts_together_what_the_server_asks_it_to_and_nothing_else(seed):
    base, mine, theirs = some(seed)
    made = merged(base, mine, theirs)
    assert (made is None) == overlap(base, mine, theirs)
    if made is None:
        return
    mended, said, mined = answers(made), answers(keeping(mine, base)), own(base, mine, theirs)
    # Nothing of theirs is lost, and all of mine is in it.
    assert changed(keeping(theirs, base), made) == mined
    assert {name: mended.get(name) for name in mined} == {name: said.get(name) for name in mined}
    codes = {one["code"] for doc in (mine, theirs) for one in doc["warnings"]}
    assert {one["code"] for one in made["warnings"]} == codes


@pytest.mark.parametrize("seed", range(150))
def test_the_phone_merges_as_the_oracle_does_byte_for_byte(seed):
    base, mine, theirs = three(seed)
    here, there = merging.merge(base, mine, theirs), merged(base, mine, theirs)
    assert as_bytes(here) == as_bytes(there)


def test_the_revisions_made_here_meet_both_ways():
    """The dice fall so that the tests above see merges and overlaps, each often."""
    overlaps = [overlap(*some(seed)) for seed in range(150)]
    assert 20 < sum(overlaps) < 120


def test_a_zone_that_came_with_another_hour_is_not_taken_back_by_whoever_changed_something_else():
    base = an_entry()
    theirs = revised(base, performed_at="08:05", tz="America/New_York")
    made = merged(base, revised(base, place="Room 4"), theirs)
    assert made is not None
    assert (made["place"], made["performed_at"], made["tz"]) == ("Room 4", "08:05", "America/New_York")


def test_the_lines_of_two_people_are_one_answer_and_never_become_a_grade_of_nothing():
    base = an_entry(assessment={"severity": {"glabella": LINES}})
    theirs = revised(base, assessment={"severity": {"glabella": LINES, "forehead": LINES}})
    mine = revised(base, assessment={"severity": {}})
    assert merged(base, mine, theirs) is None and overlap(base, mine, theirs)


def test_a_month_of_one_and_a_day_of_the_other_never_become_a_date_that_no_vial_shows():
    base = an_entry()
    month = revised(base, product={"expires_as": "month"})
    day = revised(base, product={"expires_on": "2027-03-15"})
    assert merged(base, month, day) is None and overlap(base, month, day)


def test_a_product_taken_away_overlaps_with_what_a_newer_build_says_of_it():
    base = older(an_entry())
    newer = _with(revised(base), {"product": {"expires_as": "month"}})
    gone = revised(base, part="observed", product=None)
    assert overlap(base, gone, newer) and overlap(base, newer, gone) and merged(base, gone, newer) is None


def test_the_groups_are_those_of_the_schema():
    nested = {name for name, field in EntrySchema().fields.items() if isinstance(field, fields.Nested)}
    assert set(GROUPS) == nested
    keeping_js = "twins/statements/keeping.js"
    assert engine.apply([keeping_js], f"(m) => m['{keeping_js}'].GROUPS") == list(GROUPS)
