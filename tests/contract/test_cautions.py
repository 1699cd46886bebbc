"""What looks unusual stands in the form, on the case and on the sheet, alike in both languages."""

import random

import pytest

from logbook import kinds, pages, shell, statements
from logbook.pages.clock import Clock
from tests.contract import engine, phones, twins
from tests.support.cast import people
from tests.support.documents.forms import SHELL, a_filled_form, an_odd_form
from tests.support.documents.statements import an_entry
from tests.support.documents.warned import a_case
from tests.support.lanes import many, seed

ODD = a_case(
    ("glabella", 28),
    ("dao", 4),
    product={"expires_on": "2026-01-31", "vial_units": 50, "diluent_hundredths_ml": 125},
    id=phones.id_(1),
    warnings=[
        {"code": "product_expired"},
        {"code": "over_label_area:glabella"},
        {"code": "off_label_area:dao"},
    ],
)
EXPIRED = "The product expired on 31 January 2026, before the day of treatment."
OVER = "28 units in the glabella; the label of Botox Cosmetic says 20 (US label, as of October 2024)."
NOT_NAMED = "Mouth corners: not on the label of Botox Cosmetic"
STRENGTH = "4 units in 0.1 mL"


def drawn(name, somebody, request):
    """The page's HTML, the same in both languages."""
    snapshot = phones.phone(somebody, [ODD])
    here, there = twins.here(name, snapshot, request), twins.there(name, snapshot, request)
    assert not twins.differences(here.page, there.page)
    assert here.html == there.html
    return here


@pytest.mark.parametrize(
    ("name", "somebody", "path"),
    [
        ("entry_show", people.ANA, f"/entries/{ODD['id']}"),
        ("entry_show", people.BEN, f"/entries/{ODD['id']}"),
        ("signoff_sheet", people.BEN, f"/entries/{ODD['id']}/signoff"),
    ],
)
def test_what_was_overridden_is_told_to_whoever_reads_the_case(name, somebody, path):
    html = drawn(name, somebody, twins.asked(path, ODD["id"])).html
    assert "Looks unusual" in html and 'href="/reference"' in html
    for words in (EXPIRED, OVER, NOT_NAMED, STRENGTH):
        assert words in html


def test_a_form_that_is_repeated_is_looked_at_before_anything_is_typed():
    drawn_ = drawn("entry_form", people.ANA, twins.asked("/entries/new", query={"from": "last"}))
    told = {one["id"]: one["text"] for one in drawn_.page["cautions"]}
    assert told["f-product-expires_on"] == EXPIRED
    assert OVER in [one["text"] for one in drawn_.page["cautions"] if one["id"] == "s-points"]
    # Whose code is new has no treatment before.
    assert "f-model-code" not in told
    assert STRENGTH in drawn_.html and "Worth a second look" in drawn_.html


def test_every_field_that_a_warning_points_to_is_in_the_form():
    fields = statements.fields_of(ODD, shell.data()) | {"product.reconstituted_at": ["2026-11-17T08:00"]}
    fields |= {"model.days_since_last": ["20"], "assessment.contraindications": ["infection"]}
    drawn_ = drawn("entry_form", people.ANA, twins.asked("/entries/new", fields=fields))
    assert len({one["id"] for one in drawn_.page["cautions"]}) == 6
    for one in drawn_.page["cautions"]:
        assert f'id="{one["id"]}"' in drawn_.html, one["id"]


def test_a_usual_case_is_left_in_peace():
    drawn_ = drawn("entry_form", people.ANA, twins.asked("/entries/new"))
    assert drawn_.page["cautions"] == [] and "Worth a second look" not in drawn_.html


CONTEXT = {
    "id": phones.id_(2),
    "rev": 1,
    "prev": None,
    "mutation": phones.id_(3),
    "account": people.ANA.id,
    "now": twins.NOW,
    "tz": twins.TZ,
    "base": None,
}


def test_what_looks_unusual_is_stored_with_the_case_alike_in_both_languages():
    before = an_entry(performed_on="2026-11-10", trainee=people.ANA.id)
    programme = {"id": a_filled_form()["programme"][0], "doc": {"requirement_set": "strict"}}
    strict = {"id": "strict", "doc": {"limits": {"reconstituted_hours": 10}}}
    records = {"entry": [{"id": before["id"], "doc": before}], "withdrawal": [], "programme": [programme]}
    records |= {"membership": []}
    context = CONTEXT | {"snapshot": {"records": records | {"requirements": [strict]}, "outbox": []}}
    odd = {"product.expires_on": "2020-01-31", "product.reconstituted_at": "2026-11-20T00:00"}
    odd |= {"points.1.units_tenths": "30", "assessment.contraindications": "infection"}
    fields = a_filled_form(**odd)
    made = statements.entry(fields, context, SHELL)
    assert [row["code"] for row in made["doc"]["warnings"]] == [
        "product_expired",
        "made_up_long_ago",
        "contraindication_found",
        "interval_short",
        "over_label_area:glabella",
    ]
    assert kinds.check(made["doc"]).keys() <= {"supervisor", "programme"}
    assert engine.run("twins/statements.js", "entry", fields, context, SHELL) == made


_LOOK = """(m, snapshot, fields, now, tz, shell) =>
  m["twins/pages.js"].entry_cautions(snapshot, { fields }, { now, tz, local: () => now.slice(0, 16) }, shell)"""


@pytest.mark.parametrize("turn", range(many(4, 100)))
def test_a_form_in_any_state_is_looked_at_alike_in_both_languages(turn):
    chance, snapshot, seen = random.Random(f"{seed()} {turn}"), phones.phone(people.ANA, [ODD]), 0
    for _ in range(40):
        fields = an_odd_form(chance) | {"product.vial_units": [chance.choice(["100", "7", "0", "", "x"])]}
        fields |= {"product.diluent_hundredths_ml": [chance.choice(["2.5", "1,3", "", "-1"])]}
        fields |= {"points.0.units_tenths": [chance.choice(["4", "40", "x", ""])]}
        clock = Clock(twins.NOW, twins.TZ)
        here = pages.entry_cautions(snapshot, {"fields": fields}, clock, shell.data())
        given = (snapshot, fields, twins.NOW, twins.TZ, shell.data())
        assert engine.apply(["twins/pages.js"], _LOOK, *given) == here, fields
        seen += len(here["cautions"])
    assert seen > 3
