"""Logging a case through the plain form, with scripts off: nothing typed is lost, nothing is kept twice."""

from functools import partial

import pytest

from logbook import instants
from tests.support.cast.clinic import answers, held, post, told
from tests.support.documents.statements import an_entry
from tests.support.server.reader import read


def test_an_empty_logbook_says_how_to_begin(hers):
    page = read(hers, "/entries")
    assert "No cases yet" in page.text
    assert "/entries/new" in page.links()


def test_a_case_is_logged_and_read_back(hers, app):
    form = read(hers, "/entries/new").form("/entries/new")
    fields = answers() | {name: [form[name]] for name in ("id", "mutation", "model.code", "programme")}
    answer = post(hers, "/entries/new", fields)
    assert answer.headers["Location"] == f"/entries/{form['id']}"
    page = read(hers, answer.headers["Location"])
    assert page.heading == f"Model {form['model.code']}"
    for words in (
        "Waiting for Dr Ben Okafor to sign",
        "6.5 units, 2 points",
        "None seen",
        "Botox",
        "C4829C3",
    ):
        assert words in page.text
    listed = read(hers, "/entries").text
    assert f"Model {form['model.code']}, 6.5 units" in listed
    assert "Sent to Dr Ben Okafor" in listed
    assert held(app, "entry")[0]["doc"]["warnings"] == []


def test_a_wrong_answer_comes_back_beside_its_field_and_nothing_typed_is_lost(hers, app):
    wrong = answers(
        product__batch="", points__1__units_tenths="2.7", reflection="Less next time <b>", place="Room 2"
    )
    page = post(hers, "/entries/new", wrong, 422)
    batch = page.soup.select_one('[name="product.batch"]')
    assert batch["aria-invalid"] == "true"
    assert "Enter the batch number from the vial" in batch.parent.get_text()
    summary = page.soup.select_one("[data-problems]")
    assert {link["href"] for link in summary("a")} == {"#f-points-1-units_tenths", "#f-product-batch"}
    assert all(page.soup.select(link["href"]) for link in summary("a"))
    kept = page.form("/entries/new")
    assert kept["reflection"] == "Less next time <b>"
    assert kept["place"] == "Room 2"
    assert kept["points.1.units_tenths"] == "2.7"
    assert (kept["id"], kept["mutation"]) == (wrong["id"][0], wrong["mutation"][0])
    assert held(app, "entry") == []


def test_more_rows_are_added_without_scripts_and_without_losing_what_was_typed(hers, app):
    page = post(hers, "/entries/new", answers(action="more", place="Room 2"), 200)
    form = page.form("/entries/new")
    assert [name for name in form if name.endswith(".units_tenths")] == [
        f"points.{n}.units_tenths" for n in range(6)
    ]
    assert form["points.1.units_tenths"] == "2.5"
    assert form["place"] == "Room 2"
    assert held(app, "entry") == []


def test_the_first_submit_button_of_the_form_saves(hers):
    # A browser takes it for the Enter key.
    page = read(hers, "/entries/new")
    assert page.soup.select("#entry-form button, [form=entry-form]")[0]["value"] == "save"


def test_a_doubled_tap_is_one_case(hers, app):
    fields = answers()
    assert (
        post(hers, "/entries/new", fields).headers["Location"]
        == post(hers, "/entries/new", fields).headers["Location"]
    )
    assert len(held(app, "entry")) == 1


def test_a_doubled_tap_is_one_case_even_when_the_clock_ticks_between(hers, app, monkeypatch):
    fields = answers()
    place = post(hers, "/entries/new", fields).headers["Location"]
    monkeypatch.setattr(instants, "now", partial(instants.plus, instants.now(), days=0, seconds=2))
    assert post(hers, "/entries/new", fields).headers["Location"] == place
    assert len(held(app, "entry")) == 1


def test_other_answers_under_the_name_of_a_case_that_was_kept_are_not_taken_for_it(hers, app):
    fields = answers()
    post(hers, "/entries/new", fields)
    page = post(hers, "/entries/new", fields | {"product.batch": ["OTHER"]}, 422)
    assert page.form(f"/entries/{fields['id'][0]}/edit")["product.batch"] == "OTHER"


def test_repeating_the_last_case_takes_over_what_was_done_and_asks_anew_about_the_model(hers, app):
    told(app, an_entry(place="Harley Rooms", performed_on="2026-11-18"))
    page = read(hers, "/entries/new?from=last")
    form = page.form("/entries/new")
    assert "Same as your last case" in page.text
    assert page.soup.select("[form=entry-form]")[0].get_text() == "Save case, 12 units"
    assert form["points.2.units_tenths"] == "4"
    assert (form["product.batch"], form["place"], form["part"]) == (
        "C4829C3",
        "Harley Rooms",
        "supervised_direct",
    )
    assert "performed_on" in form and form["performed_on"] != "2026-11-18"
    assert form["model.code"] != "K7QF"
    for new in ("model.age_band", "model.skin_type", "events.any", "assessment.consent"):
        assert new not in form


def test_models_seen_before_are_offered_by_their_codes(hers, app):
    told(app, an_entry())
    offered = read(hers, "/entries/new").soup.select("#seen-before option")
    assert [option["value"] for option in offered] == ["K7QF"]


@pytest.mark.fault(6)
def test_a_form_that_lost_its_body_on_the_way_stores_nothing(hers, app):
    post(hers, "/entries/new", {}, 422)
    assert held(app, "entry") == []
    told(app, an_entry(id=(entry := "30000000-0000-4000-8000-000000000077")))
    [before] = held(app, "entry")
    post(hers, f"/entries/{entry}/edit", {}, 422)
    assert held(app, "entry") == [before]
