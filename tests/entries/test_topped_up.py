"""The review says how much was topped up and where, and how the lines are two weeks after."""

import pytest

from logbook import kinds, statements
from logbook.export.paper.answers import review
from tests.contract import engine
from tests.support.cast.clinic import ORIGIN, held, told
from tests.support.cast.people import ANA, BEN
from tests.support.documents.forms import SHELL
from tests.support.documents.statements import a_review, an_entry
from tests.support.server.reader import read

SAID = {
    "result": "partial",
    "asymmetry": "slight",
    "top_up": "done",
    "top_up_units_tenths": "4",
    "top_up_areas": "glabella",
    "events.any": "none",
    "severity_after.0.area": "glabella",
    "severity_after.0.rest": "0",
    "severity_after.0.dynamic": "1",
}
DONE = {"top_up_units_tenths": 40, "top_up_areas": ["glabella"]}
LINES = {"glabella": {"rest": 0, "dynamic": 1}}


@pytest.mark.finding("use.T10")
def test_a_top_up_says_its_dose_and_area_and_the_lines_after(hers, phone_of, app):
    entry = told(app, an_entry(performed_on="2026-11-05"))
    address = f"/entries/{entry['id']}/review"
    answer = hers.post(address, data=read(hers, address).form(address) | SAID, headers=ORIGIN)
    assert answer.status_code == 303, answer.text[:800]
    doc = held(app, "review")[0]["doc"]
    assert {name: doc[name] for name in DONE} == DONE and doc["severity_after"] == LINES
    for somebody in (ANA, BEN):
        page = read(phone_of(somebody), f"/entries/{entry['id']}").text
        assert "Done: 4 units, glabella" in page and "Lines: Glabella" in page
    [_, words] = review(doc)
    assert "top-up done (4 units, glabella)" in words and "lines now: glabella" in words


@pytest.mark.finding("use.T10")
@pytest.mark.parametrize("top_up", ["none", "planned"])
def test_a_dose_is_read_only_of_a_top_up_that_was_done(top_up):
    fields = {name: [value] for name, value in SAID.items()} | {"top_up": [top_up], "seen_on": ["2026-11-20"]}
    context = {"id": "a", "entry": {"id": "b", "rev": 1, "hash": "0" * 64}}
    context |= {"performed_on": "2026-11-05", "today": "2026-11-20"}
    made = statements.review(fields | {"top_up_units_tenths": ["4.3"]}, context, SHELL)
    there = engine.run(
        "twins/statements.js", "review", fields | {"top_up_units_tenths": ["4.3"]}, context, SHELL
    )
    assert made == there and made["problems"] == {}
    assert (made["doc"]["top_up_units_tenths"], made["doc"]["top_up_areas"]) == (None, [])


@pytest.mark.finding("use.T10")
def test_a_review_of_an_older_build_stays_valid_and_is_shown(phone_of, app):
    entry = told(app, an_entry(performed_on="2026-11-05"))
    later = (*DONE, "severity_after")
    old = {name: value for name, value in a_review(entry, top_up="done").items() if name not in later}
    assert kinds.check(old) == {}
    told(app, old)
    assert "Top-up Done" in read(phone_of(BEN), f"/entries/{entry['id']}").text
